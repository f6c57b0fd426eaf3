"""Needs: made where a project uses sphinx-needs, and their file written in any case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sphinx_needs.api import add_need

from approved import assert_approved
from conftest import MakeProject
from small_projects import build, command, write_files, write_project, written
from test_paragraphs import PAGES

#: What of a need is approved.
SHOWN = (
    "type",
    "type_name",
    "title",
    "docname",
    "lineno",
    "content",
    "force",
    "number",
    "holder",
    "instrument",
    "level",
    "status",
    "section_name",
    "sections",
    "basis",
    "basis_back",
    "has_dead_links",
    "has_forbidden_dead_links",
)
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
    content = (without.outdir / "needs.json").read_bytes()
    assert content == (used.outdir / "needs.json").read_bytes()
    (version,) = json.loads(content)["versions"].values()
    lines = [f"{len(version['needs'])} of {version['needs_amount']}"]
    for need in version["needs"].values():
        lines += [f"## {need['id']}", *(f"{name}: {need[name]}" for name in SHOWN if need[name] not in (None, "", []))]
    assert_approved("needs", "".join(f"{line}\n" for line in lines))


def test_what_a_paragraph_rests_on_is_a_need_also_where_no_row_lists_it(
    make_project: MakeProject, handed: list[str]
) -> None:
    page = "Title\n=====\n\n.. obligation:: one\n   :basis: CONV preamble, para. 5; CONV 3 (1)\n\n   Act.\n"
    built = make_project({"index.rst": page}, configuration=LOOKING)
    assert built.warnings == []
    assert {"conv-preamble-5", "conv-art-3-1"} <= set(handed)


@pytest.mark.parametrize("configuration", ["", LOOKING])
def test_outputs_that_are_no_sites_have_nothing_of_sphinx_needs(configuration: str, make_project: MakeProject) -> None:
    for builder, expected in (("text", ["index.txt"]), ("normative-docx", ["testcomment.docx"])):
        built = make_project({"index.rst": PAGES["c.rst"]}, builder, configuration=configuration, name=builder)
        assert (
            sorted(path.name for path in built.outdir.iterdir() if path.suffix not in (".json", ".sarif")) == expected
        )


@pytest.mark.parametrize("is_used", [False, True])
def test_ids_that_a_project_does_not_allow_are_no_needs(is_used: bool, tmp_path: Path) -> None:
    settings = f"needs_id_regex = '^[a-z]+$'\n{LOOKING if is_used else ''}"
    built = build(write_project(tmp_path, {"index.rst": PAGES["c.rst"]}, configuration=settings))
    (version,) = json.loads((built.outdir / "needs.json").read_bytes())["versions"].values()
    assert list(version["needs"]) == ["deep"]
    assert version["needs_amount"] == 1
    told = "34 paragraphs and provisions are no needs, for 'needs_id_regex' does not allow their ids; leave it out"
    assert [line for line in built.warnings if "invalid_id" in line] == [f"{told} [needs.invalid_id]"]


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
