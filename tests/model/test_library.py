"""Instruments that come with the package: named by key, overridden by a folder of the project, and never silently old."""

from __future__ import annotations

from pathlib import Path

import pytest

from normative.model.diagnostics import Finding
from normative.model.files import library
from normative.model.files.instrument import read_instruments
from small_projects import write_files

SHARED = {
    "conv/instrument.toml": 'key = "CONV"\ntitle = "Convention"\nstanding = "binding"\nas_of = 2026-02-01\n',
    "conv/provisions.csv": "provision\nart. 1\nart. 2\n",
    "comp/instrument.toml": 'key = "COMP"\ntitle = "Compact"\nstanding = "political"\nas_of = 2026-02-01\n',
}
OWN = 'key = "CONV"\ntitle = "Our own"\nstanding = "binding"\nas_of = {day}\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a project's own instruments, beside a library of two."""
    shared = write_files(tmp_path / "library", SHARED)
    monkeypatch.setattr(library, "library_folder", lambda: shared)
    return tmp_path / "source" / "instruments"


def told(findings: list[Finding], project: Path) -> list[str]:
    root = project.parent
    return [
        f"{Path(item.place.path).relative_to(root)}: {item.message} [normative.{item.kind.code}]" for item in findings
    ]


def test_a_project_has_the_instruments_that_it_names(project: Path) -> None:
    assert read_instruments(project) == ({}, [])
    instruments, findings = read_instruments(project, library=["CONV"])
    assert (list(instruments), findings) == (["CONV"], [])
    assert [instruments["CONV"].cite([item]) for item in instruments["CONV"].records or ()] == [
        "CONV art. 1",
        "CONV art. 2",
    ]
    assert list(read_instruments(project, library=["CONV", "comp"])[0]) == ["COMP", "CONV"]


def test_a_folder_of_the_project_stands_in_the_place_of_the_library_s(project: Path) -> None:
    write_files(project, {"conv/instrument.toml": OWN.format(day="2026-02-01")})
    instruments, findings = read_instruments(project, library=["CONV", "COMP"])
    assert ({key: item.title for key, item in instruments.items()}, findings) == (
        {"COMP": "Compact", "CONV": "Our own"},
        [],
    )
    assert instruments["CONV"].is_open


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("conv", "as_of = 2026-02-01"),
        ("conv", "as_of = 2026-02-02"),
        ("conv", ""),  # nobody says how old it is
        ("ours", "as_of = 2000-01-01"),  # the library has none
    ],
)
def test_nothing_is_said_of_data_that_are_as_new_as_can_be(project: Path, key: str, day: str) -> None:
    own = f'key = "{key.upper()}"\ntitle = "Ours"\nstanding = "binding"\n{day}\n'
    write_files(project, {f"{key}/instrument.toml": own})
    instruments, findings = read_instruments(project)
    assert (list(instruments), findings) == ([key.upper()], [])


def test_a_key_that_the_library_lacks_and_later_data_are_told(project: Path) -> None:
    write_files(project, {"conv/instrument.toml": OWN.format(day="2025-12-31")})
    _, findings = read_instruments(project, library=["CONVE", "COMP"])
    assert told(findings, project) == [
        "conf.py: conf.py: normative_library names 'CONVE', which the library does not have; nearest are CONV "
        "[normative.instrument-data]",
        "instruments/conv/instrument.toml: conv: the library has data as of 2026-02-01, and this folder as of "
        "2025-12-31 [normative.instrument-update]",
    ]


def test_folders_of_the_library_are_named_like_their_keys_and_have_a_day() -> None:
    instruments, findings = read_instruments(library.library_folder())
    assert findings == []
    assert {item.slug for item in instruments.values() if item.as_of} == set(library.library_keys())
