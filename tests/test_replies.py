"""Forms go out, replies come in: placed, kept whole or not at all, and kept once."""

from __future__ import annotations

import csv
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from office import convert
from openpyxl import load_workbook

from approved import assert_approved, book_text, in_lines, word_text
from normative.check.findings import check_source
from normative.commands import main
from normative.commands.received.pdf import read_pdf
from normative.model.comment import Comment
from normative.model.files.comment import read_comments
from small_projects import write_files, write_project
from word_replies import Draft

TEXT = """\
Rights
======

.. obligation:: hear
   :basis: CONV 1

   States parties hear every person before they decide on a return (see para. :para:`write`). [#]_

.. obligation:: costs
   :basis: CONV 3 (1)

   Persons who are expelled must:

   (a) bear no costs of the proceedings against them;

   (b) have the time that they need to settle claims to wages.

Guidance
========

.. guidance:: write
   :basis: COMP obj. 1

   Reasons in writing help courts to review what was decided.

.. guidance:: publish

   States should publish figures on expulsion every year.

.. [#] A note on hearings that nobody needs.
"""
CALL = 'title = "Comments on draft 1"\nwhat = ["draft"]\ndraft = "1"\n'
SUBMITTERS = "key,name,category,publish\nSTA,State A,State,yes\nNGO-B,Organization B,civil society,no\n"
PAGES = {
    "index.rst": "Text\n====\n\n.. toctree::\n\n   one\n",
    "one.rst": TEXT,
}


INPUTS = {"inputs/draft-1/call.toml": CALL, "inputs/draft-1/submitters.csv": SUBMITTERS}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a frozen draft, a call, and the forms of it in the folder ``out`` beside the source."""
    source = write_project(tmp_path_factory.mktemp("sent") / "source", PAGES)
    into = f"--into={source.parent / 'out'}"
    assert main(["freeze", "1", "--date=2026-11-20", "--comments-until=2027-01-31", f"--source={source}", into]) == 0
    write_files(source, INPUTS)
    assert main(["forms", "1", f"--source={source}", into, "-q"]) == 0
    return source


@pytest.fixture
def project(sent: Path) -> Path:
    """The same, with nothing sent in yet."""
    for path in (sent / "inputs" / "draft-1" / "comments").glob("*"):
        path.unlink()
    return sent


def form(project: Path, kind: str) -> Path:
    return project.parent / "out" / "forms" / "1" / f"comments-on-draft-1.{kind}"


def comments(project: Path, *files: Path | str, by: str = "STA") -> int:
    """Run the command ``normative comments``."""
    return main(["comments", *map(str, files), f"--from={by}", f"--source={project}"])


def kept(project: Path) -> list[Comment]:
    found, wrong = read_comments(project / "inputs" / "draft-1", project / "inputs")
    assert wrong == []
    return found


def told(project: Path) -> list[tuple[str, ...]]:
    return [
        (item.number, item.subject, item.part, item.kind.value, item.text, item.proposal, item.matched.value)
        for item in kept(project)
    ]


def filled_in(project: Path, path: Path, cells: Mapping[str, Mapping[str, object]]) -> Path:
    """Fill in the workbook: by what is written in the columns id or number of a row."""
    book = load_workbook(form(project, "xlsx"))
    sheet: Any = book["Comments"]
    head = {str(cell.value): cell.column for cell in sheet[1]}
    waiting = dict(cells)
    for row in range(2, sheet.max_row + 1):
        name = str(sheet.cell(row, head["id"]).value or "")
        if name not in waiting and not name and waiting:
            further = next((key for key in waiting if key.isdecimal()), None)
            if further:
                sheet.cell(row, head["number"]).value = further
                name = further
        for column, value in waiting.pop(name, {}).items():
            sheet.cell(row, head[column]).value = value
    assert not waiting
    book.save(path)
    return path


def written(path: Path, rows: list[Mapping[str, str]], separator: str = ",", encoding: str = "utf-8") -> Path:
    """Write a table as spreadsheets do."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_forms_are_as_approved(project: Path) -> None:
    assert_approved("form-book", book_text(form(project, "xlsx")))
    with zipfile.ZipFile(form(project, "docx")) as parts:
        text, settings = (parts.read(f"word/{name}.xml").decode() for name in ("document", "settings"))
    first = text[text.index("<w:body>") : text.index('type="page"/>') + len('type="page"/></w:r></w:p>')]
    words = f"{word_text(form(project, 'docx'))}\n# First page\n{in_lines(first)}\n# Settings\n{in_lines(settings)}\n"
    assert_approved("form-word", words)
    marks = re.findall(r'<w:bookmarkStart w:id="(\d+)"', text)
    assert len(set(marks)) == len(marks)
    assert_approved("form-page", in_lines(form(project, "html").read_text(encoding="utf-8")))


def test_forms_have_a_place_for_every_paragraph(project: Path) -> None:
    book = load_workbook(form(project, "xlsx"))
    assert book.sheetnames == ["Read first", "Comments"]
    sheet = book["Comments"]
    rows: list[tuple[Any, ...]] = [tuple(cell.value for cell in row[:4]) for row in sheet.iter_rows(2, 9)]
    assert [row[1:3] for row in rows] == [
        ("(whole)", None),
        ("chapter/rights", None),
        ("hear", "1"),
        ("costs", "2"),
        ("chapter/guidance", None),
        ("write", "3"),
        ("publish", "4"),
        (None, None),
    ]
    assert rows[3][3].splitlines()[1] == "(a) bear no costs of the proceedings against them;"
    assert sheet.protection.sheet
    assert sheet["D4"].protection.locked
    assert not sheet["G4"].protection.locked
    assert [sheet.column_dimensions[letter].hidden for letter in "ABC"] == [True, True, False]
    assert [item.sqref for item in sheet.data_validations.dataValidation] == ["F2:F68"]
    first = [str(row[0].value) for row in book["Read first"].iter_rows()]
    assert first[:3] == [
        "Comments on draft 1",
        "Draft of 20 November 2026",
        "Comments are invited until 31 January 2027.",
    ]
    assert check_source(project) == []


def test_a_workbook_comes_in_once(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = {
        "(whole)": {"comment": "Well done."},
        "chapter/guidance": {"comment": "Too short.", "kind": "Substance"},
        "hear": {"comment": "Weak.", "proposal": "must hear", "reason": "It binds.", "kind": "wording"},
        "2": {"comment": "On (a) alone.", "part": "(a)"},
    }
    path = filled_in(project, tmp_path / "reply.xlsx", cells)
    assert comments(project, path) == 0
    assert {row[1:] for row in told(project)} == {
        ("", "", "general", "Well done.", "", "id"),
        ("hear", "", "wording", "Weak.", "must hear", "id"),
        ("chapter/guidance", "", "substance", "Too short.", "", "id"),
        ("costs", "(a)", "general", "On (a) alone.", "", "id"),
    }
    assert {item.draft for item in kept(project)} == {"1"}
    assert capsys.readouterr().out.splitlines()[-1] == "4 comments: 4 id; 0 were there already"
    before = (project / "inputs" / "draft-1" / "comments" / "STA.csv").read_bytes()
    assert comments(project, path) == 0
    assert capsys.readouterr().out == "0 comments; 4 were there already\n"
    assert (project / "inputs" / "draft-1" / "comments" / "STA.csv").read_bytes() == before


def test_the_call_is_known_by_who_sent_it_in_where_only_one_can_be_meant(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {
        "call.toml": 'title = "Outline"\nwhat = ["outline"]\n',
        "submitters.csv": SUBMITTERS.split("NGO-B", maxsplit=1)[0],
    }
    files = (
        write_files(project, {f"inputs/outline/{name}": text for name, text in other.items()}) / "inputs" / "outline"
    )
    rows = written(tmp_path / "rows.csv", [{"draft": "1", "id": "hear", "comment": "Say more."}])
    assert comments(project, rows, by="NGO-B") == 0
    assert [item.number for item in kept(project)] == ["NGO-B-1"]
    with pytest.raises(SystemExit, match="2"):
        comments(project, rows)
    assert "say with --call which call is answered; there are draft-1, outline" in capsys.readouterr().err
    assert main(["comments", str(rows), "--from=STA", "--draft=1", f"--source={project}"]) == 0
    assert main(["comments", str(rows), "--from=STA", "--call=outline", f"--source={project}"]) == 0
    assert (files / "comments" / "STA.csv").read_text(encoding="utf-8").splitlines()[1].startswith("STA-2,")
    shutil.rmtree(files)


def test_comments_that_cannot_be_read_are_not_written_over(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = written(tmp_path / "rows.csv", [{"draft": "1", "id": "hear", "comment": "Say more."}])
    broken = project / "inputs" / "draft-1" / "comments" / "STA.csv"
    write_files(broken.parent, {broken.name: "number,words\nSTA-1,Mine.\n"})
    with pytest.raises(SystemExit, match="1"):
        comments(project, rows)
    assert f"ERROR: {broken}:1: STA.csv: unknown column 'words'" in capsys.readouterr().err
    assert broken.read_text() == "number,words\nSTA-1,Mine.\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_are_read_in_every_form_of_excel(project: Path, tmp_path: Path, separator: str, encoding: str) -> None:
    rows: list[Mapping[str, str]] = [
        {"Number": "3.", "Comment": "Été – «one»; two,\nthree", "Proposal": "'=Reasons", "Kind": "SUPPORT"},
        {"Number": "", "Comment": "", "Proposal": "", "Kind": ""},
    ]
    assert comments(project, written(tmp_path / "reply.csv", rows, separator, encoding)) == 0
    expected = ("STA-1", "write", "", "support", "Été – «one»; two,\nthree", "=Reasons", "id")
    assert told(project) == [expected]


def test_comments_in_a_pdf_are_in_the_order_in_which_they_begin(tmp_path: Path) -> None:
    made = pikepdf.new()
    page = made.add_blank_page()
    notes = []
    for text, heights in (("third", [300]), ("first", [700, 500]), ("second", [600])):
        corners = [value for low in heights for value in (50, low + 9, 200, low + 9, 50, low, 200, low)]
        box = [50, min(heights), 200, max(heights) + 9]
        kind = pikepdf.Name.Highlight
        notes.append(pikepdf.Dictionary(Subtype=kind, Contents=text, Rect=box, QuadPoints=pikepdf.Array(corners)))
    page.obj.Annots = made.make_indirect(pikepdf.Array(map(made.make_indirect, notes)))
    made.save(tmp_path / "reply.pdf")
    assert [remark.comment.text for remark in read_pdf(tmp_path / "reply.pdf", [])] == ["first", "second", "third"]


def test_rows_that_lost_their_ids_are_placed_by_their_words(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "sixty " * 9
    rows: list[Mapping[str, str]] = [
        {"words": "Reasons in writing help courts to review what was decided.", "comment": "One."},
        {"words": "Reasons given in writing help the courts to review what was decided.", "comment": "Two."},
        {"words": "Something else altogether, of which the draft has not a word.", "comment": f"{long}signs."},
        {"words": "", "comment": f"{long}signs and one"},
    ]
    assert comments(project, written(tmp_path / "reply.csv", rows)) == 0
    assert [(row[1], row[4], row[6]) for row in told(project)] == [
        ("write", "One.", "quote"),
        ("write", "Two.", "likeness"),
        ("", f"{long}signs.", "unplaced"),
        ("", f"{long}signs and one", "unplaced"),
    ]
    assert capsys.readouterr().out.splitlines() == [
        "STA-1: para. 3, write (quote): One.",
        "STA-2: para. 3, write (likeness): Two.",
        f"STA-3: (unplaced): {long}signs.",
        f"STA-4: (unplaced): {long}signs ...",
        "4 comments: 1 quote, 1 likeness, 2 unplaced; 0 were there already",
        "unplaced: write into their column 'paragraph' what they are about, and 'hand' into 'matched'",
        "likeness: read these beside their paragraphs, and write 'hand' into 'matched' where they are right",
    ]


def test_every_bad_cell_is_told_and_nothing_is_kept(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {
        "(whole)": {"comment": "Fine."},
        "hear": {"comment": "A", "kind": "praise"},
        "write": {"reason": "Because."},
        "publish": {"comment": "x" * 20_001},
        "costs": {"comment": "B", "number": "3"},
    }
    bad = filled_in(project, tmp_path / "bad.xlsx", cells)
    good = written(tmp_path / "good.csv", [{"number": "1", "comment": "Good."}])
    assert comments(project, good, bad, tmp_path / "none.csv") == 1
    assert capsys.readouterr().err.splitlines() == [
        "ERROR: bad.xlsx: Comments!F4: 'praise' is no kind; choose substance, wording, source, translation, support, general",
        "ERROR: bad.xlsx: Comments!C5: '3' is not the number of 'costs', whose row it is; restore it",
        "ERROR: bad.xlsx: Comments!I7: is a reason for nothing; write a comment or a proposal too",
        "ERROR: bad.xlsx: Comments!G8: has more than 20000 characters; send it as a letter",
        "ERROR: none.csv is no file; name one that was sent in",
        "ERROR: nothing was kept of any file; mend what is reported above, or ask for it again",
    ]
    assert kept(project) == []


@pytest.mark.parametrize("is_saved_by_office", [False, pytest.param(True, marks=pytest.mark.drives("soffice"))])
def test_a_word_file_comes_back_with_comments_and_changes(
    project: Path, tmp_path: Path, is_saved_by_office: bool
) -> None:
    draft = Draft(form(project, "docx"))
    draft.comment(draft.line("hear every person"), "Too weak.\nSee CONV 1.", quote="every person")
    draft.comment(draft.line("Guidance"), "On the chapter.")
    draft.comment(draft.line("Basis: COMP obj. 1"), "Not the right basis.")
    draft.track(draft.line("bear no costs"), "no costs", "no or low costs")
    draft.change(draft.line("Reasons in writing"), "help courts", "allow courts")
    draft.put_in(draft.line("Reasons in writing"), "A paragraph that somebody put in.")
    draft.cut(draft.line("publish figures"), "figures")
    reply = draft.save(tmp_path / "reply.docx")
    if is_saved_by_office:
        reply = convert(reply, "docx", tmp_path / "office")
    assert comments(project, reply) == 0
    assert [row[1:] for row in told(project)] == [
        ("hear", "", "general", "Too weak.\nSee CONV 1.", "", "bookmark"),
        ("chapter/guidance", "", "general", "On the chapter.", "", "quote"),
        ("write", "", "general", "Not the right basis.", "", "bookmark"),
        (
            "costs",
            "(a)",
            "wording",
            "",
            "bear no costs of the proceedings → bear no or low costs of the proceedings",
            "bookmark",
        ),
        (
            *("write", "", "wording", "[changed without tracking]"),
            *(
                "Reasons in writing help courts to review what → Reasons in writing allow courts to review what",
                "bookmark",
            ),
        ),
        (
            *("", "", "general"),
            "[put in without tracking between paragraphs 3 and 4] A paragraph that somebody put in.",
            *("", "unplaced"),
        ),
    ]
    assert kept(project)[0].quote == "every person"


def test_an_untouched_word_file_says_nothing(project: Path) -> None:
    assert comments(project, form(project, "docx")) == 0
    assert kept(project) == []


def test_a_number_that_word_has_counted_anew_is_no_change(project: Path, tmp_path: Path) -> None:
    draft = Draft(form(project, "docx"))
    draft.change(draft.line("(see para. "), "3", "17")
    assert comments(project, draft.save(tmp_path / "reply.docx")) == 0
    assert kept(project) == []


def test_a_paragraph_that_was_struck_out_without_tracking_is_told(project: Path, tmp_path: Path) -> None:
    draft = Draft(form(project, "docx"))
    for words in ("Basis: CONV 3 (1)", "Persons who are expelled", "bear no costs", "have the time"):
        line = draft.line(words)
        line.getparent().remove(line)
    assert comments(project, draft.save(tmp_path / "reply.docx")) == 0
    assert [(row[1], row[4], row[5][:24], row[5][-4:], row[6]) for row in told(project)] == [
        ("costs", "[changed without tracking]", "Persons who are expelled", " → –", "likeness")
    ]


def test_a_letter_is_a_row_for_each_paragraph(project: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes("Dear Committee,\r\n\r\nwe thank you\r\nfor the draft.\r\n\r\n=2+2\r\n".encode("utf-16"))
    assert main(["comments", str(letter), "--free", "--from=NGO-B", f"--source={project}"]) == 0
    draft = Draft(form(project, "docx"))
    draft.save(tmp_path / "letter.docx")
    assert [(item.number, item.text, item.matched.value, item.draft) for item in kept(project)] == [
        ("NGO-B-1", "Dear Committee,", "unplaced", ""),
        ("NGO-B-2", "we thank you for the draft.", "unplaced", ""),
        ("NGO-B-3", "=2+2", "unplaced", ""),
    ]
    lines = (project / "inputs" / "draft-1" / "comments" / "NGO-B.csv").read_text(encoding="utf-8").splitlines()
    assert lines[3].split(",")[6] == "'=2+2"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--from=sta"], "--from 'sta' is no key; write capital letters, digits and hyphens, such as 'NGO-B'"),
        (["--from=XYZ"], "--from 'XYZ' is nobody in inputs/draft-1/submitters.csv, which has STA, NGO-B; add a row"),
        (["--from=STA", "--call=other"], "unknown call 'other'; there are draft-1"),
        (["--from=STA", "--draft=9"], "is on the draft '9', which is not known; there are 1"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    path = written(tmp_path / "reply.csv", [{"number": "1", "comment": "Good."}])
    try:
        status = main(["comments", str(path), *arguments, f"--source={project}"])
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    assert status
    assert expected in capsys.readouterr().err
    assert kept(project) == []


def test_forms_of_no_draft_are_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["forms", "9", f"--source={project}"])
    assert "unknown draft '9'; there are 1" in capsys.readouterr().err


def test_where_no_word_file_can_be_made_the_others_are_there(project: Path, tmp_path: Path) -> None:
    write_files(tmp_path, {".forms-1": "no folder"})
    assert main(["forms", "1", f"--source={project}", f"--into={tmp_path}", "-q"]) == 2
    names = [path.name for path in (tmp_path / "forms" / "1").iterdir()]
    assert sorted(names) == ["comments-on-draft-1.html", "comments-on-draft-1.xlsx"]


def test_a_draft_whose_documents_are_gone_has_no_whole_word_file(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source"
    write_files(
        source, {str(path.relative_to(project)): path.read_bytes() for path in project.rglob("*") if path.is_file()}
    )
    (source / "one.rst").unlink()
    (source / "index.rst").write_text("Text\n====\n\nNothing.\n", encoding="utf-8")
    assert main(["forms", "1", f"--source={source}", f"--into={tmp_path / 'out'}", "-q"]) == 1
    assert "the Word file lacks 4 paragraphs (hear, costs, write, publish)" in capsys.readouterr().err
    assert (tmp_path / "out" / "forms" / "1" / "comments-on-draft-1.xlsx").exists()
