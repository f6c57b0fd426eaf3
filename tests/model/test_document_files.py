"""The head of the document, as a file: what each field gives, and every fault with its line."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from normative.model.document import Document, Stage
from normative.model.files.document import read_document


def read(folder: Path, toml: str) -> tuple[Document, list[str]]:
    """Return what a file says, and the findings as "line: message [code]"."""
    (folder / "document.toml").write_text(toml, encoding="utf-8")
    document, findings = read_document(folder)
    assert all(item.place.path == str(folder / "document.toml") for item in findings)
    return document, [f"{item.place.line}: {item.message} [{item.kind.code}]" for item in findings]


def test_every_field(tmp_path: Path) -> None:
    toml = """\
organization = "United Nations"
symbol = "CMT/C/GC/9"
distribution = "General"
original = "English"
treaty = '''
Convention on
the Rights of All'''
committee = "Committee on the Rights of All"
date = 2026-11-25
stage = "advance unedited version"
note = "Adopted at the ninth session."
"""
    assert read(tmp_path, toml) == (
        Document(
            organization="United Nations",
            symbol="CMT/C/GC/9",
            distribution="General",
            original="English",
            treaty="Convention on the Rights of All",
            committee="Committee on the Rights of All",
            date=datetime.date(2026, 11, 25),
            stage=Stage.ADVANCE,
            note="Adopted at the ninth session.",
        ),
        [],
    )


def test_a_project_needs_no_file(tmp_path: Path) -> None:
    assert read_document(tmp_path) == (Document(), [])


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        (
            'stage = "draft"',
            "stage 'draft' is not known; allowed are worked example, outline, draft for comment, for adoption, advance unedited version, adopted",
        ),
        ('date = "2026-11-25"', "'date' must be a date such as 2026-11-25, without quotes"),
        ("date = 2026-11-25T10:00:00", "'date' must be a date such as 2026-11-25, without quotes"),
        ("treaty = 5", "'treaty' must be a text in quotes"),
        (
            'title = "T"',
            "unknown field 'title'; known are organization, symbol, distribution, original, treaty, committee, date, stage, note, "
            "styles, languages, template",
        ),
        (
            "[languages.fr]\nstatus = 'official'\nstage = 'draft'",
            "unknown field 'stage' of language 'fr'; known are status, notice, documents",
        ),
        (
            "languages.fr = {status = 'best'}",
            "status 'best' of language 'fr' is not known; allowed are official, unofficial, machine-aided",
        ),
        ('"place" = 1', "unknown field 'place'; known are organization, symbol, distribution, original, treaty, committee, date, "
            "stage, note, styles, languages, template"),
        (
            "note = 1 2",
            "cannot be read (Expected newline or end of document after a statement (at line 2, column 10)); correct the "
            "file, it must be TOML in UTF-8",
        ),
    ],
)  # fmt: skip
def test_faults(line: str, finding: str, tmp_path: Path) -> None:
    document, findings = read(tmp_path, f'symbol = "S"\n{line}\n')
    assert findings == [f"2: document.toml: {finding} [document]"]
    assert replace(document, languages=()) == Document(symbol="" if "cannot be read" in finding else "S")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "document.toml").write_bytes(b'symbol = "\xe9"\n')
    document, findings = read_document(tmp_path)
    assert document == Document(symbol="é")
    assert [(item.place.line, "save the file as UTF-8" in item.message) for item in findings] == [(1, True)]
