"""Drafts as an author meets them: frozen by a command, listed and compared on pages, old links leading on."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from lxml import html

import normative
from normative.check.findings import check_source
from normative.commands import main
from normative.commands.freeze import main as freeze
from normative.model.diagnostics import Place
from normative.model.dossier import Dossier
from normative.model.draft import Draft
from normative.model.history.freezing import freeze as freeze_register
from normative.model.paragraph import Force, Paragraph
from normative.model.register import Register
from normative.model.state import States
from normative.project.index import TextIndex
from normative.project.noted import Reading
from small_projects import build, write_files, write_project

BEFORE = (
    ".. obligation:: hear\n   :basis: CONV 1\n\n   States parties hear every person before they decide on a return.\n\n"
    ".. guidance:: write\n   :basis: COMP obj. 1\n\n   Reasons in writing help courts to review what was decided.\n"
)
PAGES = {
    "index.rst": "Text\n====\n\n.. toctree::\n\n   one\n   two\n",
    "one.rst": f"One\n===\n\n{BEFORE}",
    "two.rst": "Two\n===\n\n.. drafts::\n\n.. concordance:: 1\n",
}
RENAMED = BEFORE.replace(":: write\n", ":: give-reasons\n")
#: The day of all drafts here.
DATE = "--date=2026-11-20"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of which draft 1 was frozen."""
    source = write_project(tmp_path / "project", PAGES)
    # What two.rst compares with is not there before the first draft is.
    (source / "two.rst").write_text("Two\n===\n\nNothing yet.\n", encoding="utf-8")
    assert frozen(source, "1") == 0
    (source / "two.rst").write_text(PAGES["two.rst"], encoding="utf-8")
    return source


def says_was(text: str, was: str) -> str:
    """Return a page with these paragraphs, of which the guidance says what it was."""
    text = text.replace(":basis: COMP", f":was: {was}\n   :basis: COMP")
    return f"One\n===\n\n{text}"


def frozen(source: Path, name: str, *options: str) -> int:
    return freeze([name, DATE, f"--source={source}", f"--into={source.parent / 'out'}", *options])


def rewrite(source: Path, **pages: str) -> None:
    write_files(source, {f"{name}.rst": text for name, text in pages.items()})


def cells(page: Path, name: str) -> list[list[str]]:
    table = html.parse(page).getroot().get_element_by_id(name)
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr") if len(row) > 1]


def test_a_draft_is_read_without_git_or_build(project: Path) -> None:
    folder = project / "drafts" / "1"
    assert sorted(path.name for path in folder.iterdir()) == ["draft.json", "draft.toml"]
    text = json.loads((folder / "draft.json").read_bytes())
    assert [(item["id"], item["number"], item["force"]) for item in text["paragraphs"]] == [
        ("hear", 1, "obligation"),
        ("write", 2, "guidance"),
    ]
    assert text["paragraphs"][0]["basis"] == [{"slug": "conv-art-1", "name": "CONV 1"}]


def test_versions_and_changes_are_tables(project: Path) -> None:
    moved = BEFORE.partition(".. guidance")
    rewrite(project, one=f"One\n===\n\n.. guidance{moved[2]}\n{moved[0].replace('hear every', 'always hear each')}")
    built = build(project)
    assert built.warnings == []
    versions = cells(built.outdir / "two.html", "drafts")
    assert [row[:1] + row[-2:] for row in versions[1:]] == [
        ["This text", "2", "1 moved; 1 reworded"],
        ["Draft 1", "2", ""],
    ]
    assert [row[1:4] for row in cells(built.outdir / "two.html", "concordance-1")[1:]] == [
        ["2", "1", "moved; renumbered"],
        ["1", "2", "renumbered; reworded"],
    ]


@pytest.mark.parametrize(
    ("option", "found"),
    [(":section: One", ["1", "2"]), (":section: Two", []), (":force: guidance", ["2"]), (":force: commitment", [])],
)
def test_a_concordance_is_of_the_paragraphs_that_are_asked_for(option: str, found: list[str], project: Path) -> None:
    rewrite(project, two=PAGES["two.rst"] + f"   {option}\n")
    rows = cells(build(project).outdir / "two.html", "concordance-1")[1:]
    assert [row[1] for row in rows if len(row) > 1] == found


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        (
            "2",
            "concordance: unknown draft '2'; there are 1, and 'normative freeze' makes one [normative.unknown-draft]",
        ),
        (
            "",
            "concordance: names no draft; write one after '::', or two: '.. concordance:: 1 2' [normative.bad-option]",
        ),
    ],
)
def test_a_draft_that_is_not_there_is_a_finding(project: Path, argument: str, expected: str) -> None:
    rewrite(project, two=f"Two\n===\n\n.. concordance:: {argument}\n")
    assert [warning.split(": ", 1)[1] for warning in build(project).warnings] == [expected]


def test_two_drafts_are_compared_under_their_names(project: Path) -> None:
    rewrite(project, two="Two\n===\n\nNothing.\n", one=f"One\n===\n\n{BEFORE.replace('every', 'each')}")
    assert frozen(project, "2.b-c") == 0
    rewrite(project, two="Two\n===\n\n.. concordance:: 1 2.b-c\n\n.. concordance:: 1 2 3\n")
    built = build(project)
    assert [warning.split(": ", 2)[2] for warning in built.warnings] == [
        "names no draft; write one after '::', or two: '.. concordance:: 1 2' [normative.bad-option]"
    ]
    page = built.outdir / "two.html"
    assert [row[1:4] for row in cells(page, "concordance-1-2-b-c")[1:]] == [["1", "1", "reworded"], ["2", "2", "kept"]]
    assert "Concordance of draft 1 and draft 2.b-c" in built.text("two")


def test_pages_know_which_paragraphs_have_left_them() -> None:
    """Those that are on another page now, by their id then, be it another one; not those that stay or have gone."""

    def item(identifier: str, document: str, *was: str) -> Paragraph:
        return Paragraph(
            id=identifier,
            anchor=identifier,
            force=Force.PLAIN,
            document=document,
            was=was,
            place=Place(path=f"{document}.rst"),
        )

    then = [item(name, "one") for name in ("stays", "moves", "bears-another", "gone")]
    frozen = freeze_register(Register(instruments={}, paragraphs=[*then, item("comes", "two")]))
    index = TextIndex(
        instruments={},
        readings={
            "one": Reading(paragraphs=[item("stays", "one"), item("comes", "one")]),
            "two": Reading(paragraphs=[item("new", "two", "bears-another"), item("moves", "two")]),
        },
        entries=[],
        states=States(),
        dossier=Dossier(drafts=(Draft(name="1", date=datetime.date(2026, 1, 2), load=lambda: frozen),)),
    )
    assert {name: now.id for name, now in index.left("one").items()} == {"moves": "moves", "bears-another": "new"}
    assert {name: now.id for name, now in index.left("two").items()} == {"comes": "comes"}
    assert index.left("three") == {}
    assert index.old_ids("two", 0) == ["bears-another"]


def test_commands_build_the_changes_between_two_drafts_and_what_other_systems_read(tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", {"index.rst": "T\n=\n\n.. paragraph:: one\n\n   Old words.\n"})
    assert frozen(source, "1") == 0
    rewrite(source, index="T\n=\n\n.. paragraph:: one\n\n   Newer words.\n")
    assert frozen(source, "2") == 0
    rewrite(source, index="T\n=\n\n.. paragraph:: one\n\n   Newest words.\n")
    folders = [f"--source={source}", f"--into={tmp_path / 'out'}", "-q"]
    assert main(["redline", "1", "2", *folders]) == 0
    page = html.parse(tmp_path / "out" / "redline" / "html" / "index.html").getroot()
    changes = [item.text_content() for name in ("ins", "del") for item in page.iter(name)]
    assert [next(word for word in ("Newer", "Newest", "Old") if word in change) for change in changes] == [
        "Newer",
        "Old",
    ]
    made = {path.name for path in (tmp_path / "out" / "redline").iterdir() if not path.name.startswith(".")}
    assert made == {"html", "pdf", "docx"}
    assert main(["exchange", *folders]) == 0
    assert (tmp_path / "out" / "exchange" / "akoma-ntoso" / "text.xml").is_file()


def test_old_links_lead_on(project: Path) -> None:
    hear, _, write = RENAMED.partition(".. guidance")
    write = f".. guidance{write}".replace(":basis:", ":was: write\n   :basis:")
    rewrite(project, one=f"One\n===\n\n{hear}", two=f"Two\n===\n\n{write}\n.. drafts::\n")
    built = build(project)
    assert built.warnings == []
    one, two = (html.parse(built.outdir / name).getroot() for name in ("one.html", "two.html"))
    # On the page where it was a line that brings to it, on that where it is an anchor.
    told = one.get_element_by_id("write")
    assert told.text_content() == "This paragraph is now para.\xa02."
    assert told.xpath("a/@href") == ["two.html#give-reasons"]
    assert two.get_element_by_id("write").iterancestors().__next__().getparent().get("id") == "give-reasons"


def test_naming_an_old_id_is_a_finding_that_says_the_new_one(project: Path) -> None:
    rewrite(project, one=f"{says_was(RENAMED, 'write')}\nSee para. :para:`write`.\n")
    [warning] = build(project).warnings
    assert "one.rst:15: unknown paragraph 'write'; it is 'give-reasons' now, write that" in warning


def test_an_id_that_no_draft_had_is_a_finding(project: Path) -> None:
    rewrite(project, one=says_was(BEFORE, "writes"))
    [warning] = build(project).warnings
    assert "write: was 'writes', which no frozen draft has; nearest are write [normative.unknown-was]" in warning


def test_who_is_who_is_said_before_the_next_draft(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(project, one=f"One\n===\n\n{RENAMED}", two="Two\n===\n\nNothing.\n")
    assert frozen(project, "2") == 1
    told = capsys.readouterr().err
    assert "one.rst:9: WARNING: give-reasons: looks renamed, of 'write' in draft 1; write ':was: write'" in told
    assert "[normative.unsettled-identity]" in told
    assert "ERROR: not frozen; mend first what is reported above" in told
    assert not (project / "drafts" / "2").exists()
    for said in ("write", "none"):
        rewrite(project, one=says_was(RENAMED, said))
        assert frozen(project, "2") == 0
        shutil.rmtree(project / "drafts" / "2")


def test_a_draft_is_frozen_once_and_under_a_name(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, message in (
        ("1", "draft '1' is frozen already, and never changes; choose another name"),
        ("../2", "name '../2' is not allowed; write lower-case letters and digits, such as '1'"),
    ):
        with pytest.raises(SystemExit):
            frozen(project, name)
        assert message in capsys.readouterr().err


def test_a_draft_says_what_the_document_and_the_day_say(tmp_path: Path) -> None:
    document = 'symbol = "T/1/Rev.2"\nstage = "for adoption"\ndate = 2020-01-02\n'
    source = write_project(tmp_path / "project", {"index.rst": "T\n=\n\nText.\n", "document.toml": document})
    assert freeze(["a.b-1", f"--source={source}", f"--into={tmp_path / 'out'}"]) == 0
    noted = tomllib.loads((source / "drafts" / "a.b-1" / "draft.toml").read_text(encoding="utf-8"))
    assert (noted["symbol"], noted["stage"], noted["toolchain"]) == ("T/1/Rev.2", "for adoption", normative.__version__)
    assert noted["date"] in (datetime.date.today(), datetime.date.today() - datetime.timedelta(days=1))  # noqa: DTZ011
    assert not noted.keys() & {"comments_until", "commit"}


def test_what_is_not_committed_is_not_frozen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_project(tmp_path / "project", {**PAGES, "two.rst": "Two\n===\n\nNothing.\n"})
    with (source / "conf.py").open("a", encoding="utf-8") as file:
        file.write('bibtex_bibfiles = ["../works/own.bib", "../../elsewhere.bib"]\n')
    works = write_files(tmp_path, {"works/own.bib": "", "reviews/anna.csv": ""}) / "works" / "own.bib"
    (tmp_path.parent / "elsewhere.bib").touch()
    commands = ["init -q", "add .", "-c user.name=a -c user.email=a@b.example commit -qm text"]
    for command in commands:
        subprocess.run(["git", *command.split()], cwd=source.parent, check=True)
    write_files(source, {"reviews/anna.csv": "subject,verdict\n"})  # no part of the text
    for path in (works, source / "one.rst"):
        before = path.read_text(encoding="utf-8")
        path.write_text(f"{before}\nMore.\n", encoding="utf-8")
        with pytest.raises(SystemExit):
            frozen(source, "1")
        assert f"the text has changes that are not committed ({path.relative_to(tmp_path)})" in capsys.readouterr().err
        if path == works:
            path.write_text(before, encoding="utf-8")
    write_files(source, {f"new-{number}.rst": ":orphan:\n\nT\n=\n" for number in range(5)})
    with pytest.raises(SystemExit):
        frozen(source, "1")
    changed = ", ".join(f"project/{name}.rst" for name in ("one", *(f"new-{number}" for number in range(4))))
    assert f" ({changed}); commit them, or add --allow-changes" in capsys.readouterr().err
    assert frozen(source, "1", "--allow-changes", "--comments-until=2027-01-31", "--stage=for comment") == 0
    assert capsys.readouterr().out == f"frozen: {source / 'drafts' / '1'}\n"
    assert sorted(path.name for path in (source / "drafts").iterdir()) == ["1"]
    # Others may look at it.
    assert (source / "drafts" / "1").stat().st_mode & 0o777 in (0o755, 0o777)
    noted = (source / "drafts" / "1" / "draft.toml").read_text(encoding="utf-8")
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=source, check=True, capture_output=True, text=True)
    for line in (f'commit = "{head.stdout.strip()}"', "comments_until = 2027-01-31", 'stage = "for comment"'):
        assert line in noted.splitlines()
    assert datetime.date(2026, 11, 20).isoformat() in noted


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "draft.json",
            "is not as it was frozen; restore it, for a frozen draft never changes [normative.draft-altered]",
        ),
        (
            "draft.toml",
            "(at line 6, column 5)); correct the file, it must be TOML in UTF-8 [normative.draft]",
        ),
    ],
)
def test_an_altered_draft_is_found_by_build_and_check(project: Path, file: str, expected: str) -> None:
    path = project / "drafts" / "1" / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\nmore\n", encoding="utf-8")
    rewrite(project, two="Two\n===\n\nNothing.\n")
    [warning], [finding] = build(project).warnings, check_source(project)
    assert expected in warning
    assert finding.message in warning
    assert f"[normative.{finding.kind.code}]" in warning
