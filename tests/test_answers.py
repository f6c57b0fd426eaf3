"""Replies to those who commented: a Word file and a workbook for each, with that one's own comments and no other's."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from approved import assert_approved, book_text, word_text
from normative.commands import main
from small_projects import rewriting, write_files
from test_confidentiality import contents
from test_input_tables import project as tutorial

project = tutorial


def replies(source: Path, *arguments: str) -> int:
    return main(["replies", *arguments, f"--source={source}", f"--into={source.parent / 'out'}", "-q"])


def test_each_is_sent_what_became_of_its_own_comments(project: Path) -> None:
    assert replies(project, "draft") == 0
    folder = project.parent / "out" / "replies" / "draft"
    assert sorted(path.name for path in folder.iterdir() if path.suffix in (".docx", ".xlsx")) == [
        *("ORG-B.docx", "ORG-B.xlsx", "ORG-C.docx", "ORG-C.xlsx", "STATE-A.docx", "STATE-A.xlsx")
    ]
    letter = [
        paragraph.text for paragraph in docx.Document(str(folder / "STATE-A.docx")).paragraphs if paragraph.text.strip()
    ]
    assert letter[1] == "Reply to State A"
    assert letter[3:] == [
        "STATE-A-1, para. 1",
        "What you said: “enter”",
        "The article speaks of presence as well as of entry.",
        "Proposal: enter or stay",
        "Reason: It covers both.",
        "Decision: accepted",
        "Reason: (authors, 2027-02-10)",
        "Changed: 1",
        "Text then: States parties must not penalize refugees who enter without permission when they come directly from danger, "
        "present themselves without delay and show good cause.",
        "Text now: States parties do not penalize refugees for entering or staying without permission when they come directly "
        "from danger, present themselves without delay and show good cause.",
        "STATE-A-2, The text as a whole",
        "What you said: We welcome the draft.",
        "Decision: no answer yet",
    ]
    sheet = openpyxl.load_workbook(folder / "ORG-B.xlsx").worksheets[0]
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["Reply to Organization B"]
    assert rows[4][:4] == ["ORG-B-1", "para. 4 (b)", "“the remedy”\nName the time limit as well.", "not accepted"]


def test_replies_are_as_approved(project: Path) -> None:
    assert replies(project, "draft") == 0
    folder = project.parent / "out" / "replies" / "draft"
    words = [f"# {path.name}\n\n{word_text(path)}\n" for path in sorted(folder.glob("*.docx"))]
    books = [f"# {path.name}\n\n{book_text(path)}\n" for path in sorted(folder.glob("*.xlsx"))]
    assert_approved("replies", "".join([*words, *books]))


def test_no_reply_has_anything_of_those_who_are_not_to_be_named(project: Path) -> None:
    rewriting("inputs/draft/dispositions.csv", "ORG-B-1,", "ORG-B-1; ORG-C-1; STATE-A-2,")(project)
    rewriting(
        "inputs/draft/dispositions.csv", "Time limits differ", "Organization B and ORG-C-1 of Organization C differ"
    )(project)
    assert replies(project, "draft") == 0
    folder = project.parent / "out" / "replies" / "draft"
    others = {
        "STATE-A": ("Organization B", "ORG-B", "Organization C", "ORG-C", "left out"),
        "ORG-B": ("Organization C", "ORG-C", "State A", "STATE-A", "left out", "welcome"),
        "ORG-C": ("Organization B", "ORG-B", "State A", "STATE-A", "time limit as well", "welcome"),
    }
    for key, words in others.items():
        for path in (folder / f"{key}.docx", folder / f"{key}.xlsx"):
            found = [
                (word, name)
                for name, data in contents(path.name, path.read_bytes())
                for word in words
                if word.encode() in data
            ]
            assert found == [], path.name
    own = docx.Document(str(folder / "ORG-B.docx"))
    assert "Reason: civil society 1 and civil-society-2-1 of civil society 2 differ" in "\n".join(
        p.text for p in own.paragraphs
    )


def test_a_call_that_is_not_there_is_named(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert replies(project, "drafft") == 2
    assert "unknown call 'drafft'; there are draft" in capfd.readouterr().err
    with pytest.raises(SystemExit):
        main(["replies", f"--source={project}"])


def test_whoever_sent_nothing_new_gets_the_same_bytes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert replies(project, "draft") == 0
    folder = project.parent / "out" / "replies" / "draft"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    write_files(
        project,
        {
            "inputs/draft/comments/ORG-B.csv": (project / "inputs/draft/comments/ORG-B.csv").read_bytes()
            + b"ORG-B-2,1,,,,,More.,,,,\n"
        },
    )
    assert replies(project, "draft") == 0
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name for name in before if before[name] != after[name]} == {"ORG-B.docx", "ORG-B.xlsx"}
