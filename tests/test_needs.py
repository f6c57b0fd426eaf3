"""Needs: made where a project uses sphinx-needs, and their file written in any case."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx_needs.api import add_need

from conftest import MakeProject
from small_projects import build, command, write_files, write_project, written
from test_paragraphs import PAGES

#: An extension that looks at needs; it changes none.
LOOKING = "def setup(app):\n    app.connect('needs-before-sealing', lambda app, needs: None)\n"
DEAD_LINK = "\n.. guidance:: lost\n   :basis: CONV 999; CONV 4\n   :status: draft\n\n   Words [[copy('id')]] of <<no>> {{use}}.\n"
TABLE = "\n.. needtable::\n   :columns: id; number; basis\n   :style: table\n"


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the needs that sphinx-needs is given while a test runs."""
    given: list[str] = []

    def note(*arguments: object, **values: object) -> object:
        given.append(str(values["id"]))
        return add_need(*arguments, **values)  # type: ignore[arg-type]  # what the adapter hands over

    monkeypatch.setattr("normative.needs.handing.add_need", note)
    return given


def test_the_file_is_as_sphinx_needs_writes_it(make_project: MakeProject, tmp_path: Path, handed: list[str]) -> None:
    pages = {**PAGES, "b.rst": PAGES["b.rst"] + DEAD_LINK}
    without = make_project(pages)
    assert handed == []
    used = build(write_project(tmp_path / "used", pages, configuration=LOOKING))
    assert {"duty", "lost", "conv-art-3-1"} <= set(handed)
    assert (without.outdir / "needs.json").read_bytes() == (used.outdir / "needs.json").read_bytes()


@pytest.mark.parametrize("setting", ["needs_title_optional = True", "needs_fields = {'topic': {}}"])
def test_a_setting_of_sphinx_needs_has_the_needs_made(
    make_project: MakeProject, handed: list[str], setting: str
) -> None:
    make_project(PAGES, configuration=f"{setting}\n")
    assert "duty" in handed


def test_needs_come_and_go_with_the_pages_that_show_them(tmp_path: Path, handed: list[str]) -> None:
    source = write_project(tmp_path / "project", PAGES)
    build(source)
    for number, (text, is_used) in enumerate([(PAGES["c.rst"] + TABLE, True), (PAGES["c.rst"], False)]):
        (source / "c.rst").write_text(text, encoding="utf-8")
        handed.clear()
        incremental = build(source, freshenv=False)
        assert ("duty" in handed) == is_used
        clean = build(source, into=tmp_path / f"clean-{number}")
        assert written(incremental.outdir) == written(clean.outdir)


def test_to_ask_for_the_file_changes_no_setting_of_the_next_build(tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", {**PAGES, "c.rst": PAGES["c.rst"] + TABLE})
    for number in range(2):
        write_files(source, {"a.rst": f"{PAGES['a.rst']}\nSentence {number}.\n"})
        done = command(source, "html", into=tmp_path / "build")
        assert (done.status, (tmp_path / "build/html/needs.json").is_file()) == (0, True)
    assert "loading pickled environment" in done.printed
    assert "configuration has changed" not in done.printed


def test_the_file_can_be_left_out_on_the_command_line(make_project: MakeProject, tmp_path: Path) -> None:
    """As the preview does, which renews a page the sooner."""
    source = write_project(tmp_path / "used", PAGES, configuration=LOOKING)
    built = build(source, confoverrides={"needs_build_json": False})
    assert not (built.outdir / "needs.json").exists()
    assert (build(source).outdir / "needs.json").is_file()
