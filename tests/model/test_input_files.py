"""Calls, submitters, comments and dispositions as files: what is appended is read again, and every fault is named."""

from __future__ import annotations

import datetime
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normative.model.call import Call, Category, Publish, PutOut, Submitter, Via
from normative.model.comment import Comment, CommentKind, Matched, chapter_subject
from normative.model.disposition import Decision
from normative.model.files.comment import COLUMNS, append_comments, comments_file
from normative.model.files.inputs import read_inputs
from normative.model.formula import as_meant, shown_only
from small_projects import write_files

CALL = """title = "Call on the outline"
what = ["outline", "questions"]
draft = "0"
opens = 2026-11-01
closes = 2026-11-20
languages = ["en", "fr"]
"""
HEAD = "key,name,category,state,via,received,language,publish,file,sha256\n"
SUBMITTERS = HEAD + (
    "MEX,State A,State,MEX,panel 2,2026-11-03,es,yes,a.docx," + "0" * 64 + "\n"
    "NGO-B,Organization B,civil society,,,,,without name,,\n"
)
COMMENT = Comment(
    draft="0",
    subject="duty",
    part="(d)",
    kind=CommentKind.WORDING,
    quote="are free",
    text='Too broad, "much" too broad.\nSecond line.',
    proposal="=free",
    reason="- because",
    matched=Matched.QUOTE,
    fingerprint="0123456789ab",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one call that two have answered."""
    return write_files(tmp_path / "inputs", {"outline/call.toml": CALL, "outline/submitters.csv": SUBMITTERS})


def test_a_call_and_its_submitters_are_read(folder: Path) -> None:
    inputs, findings = read_inputs(folder)
    assert findings == []
    assert inputs.calls == (
        Call(
            name="outline",
            title="Call on the outline",
            what=(PutOut.OUTLINE, PutOut.QUESTIONS),
            draft="0",
            opens=datetime.date(2026, 11, 1),
            closes=datetime.date(2026, 11, 20),
            languages=("en", "fr"),
        ),
    )
    assert inputs.submitters == (
        Submitter(
            call="outline",
            key="MEX",
            name="State A",
            category=Category.STATE,
            state="MEX",
            via=Via.PANEL,
            panel="2",
            received=datetime.date(2026, 11, 3),
            language="es",
            publish=Publish.YES,
            file="a.docx",
            sha256="0" * 64,
        ),
        Submitter(
            call="outline",
            key="NGO-B",
            name="Organization B",
            category=Category.CIVIL_SOCIETY,
            publish=Publish.WITHOUT_NAME,
        ),
    )


def test_what_is_appended_is_read_again_and_twice_adds_nothing(folder: Path) -> None:
    more = replace(COMMENT, subject=chapter_subject("Work & Social Security"), part="", text="General.", proposal="")
    added = append_comments(folder / "outline", "MEX", [COMMENT, more, COMMENT])
    assert [comment.number for comment in added] == ["MEX-1", "MEX-2"]
    assert added[1].subject == "chapter/work-social-security"
    inputs, findings = read_inputs(folder)
    assert (inputs.comments, findings) == (added, [])
    assert added[0] == replace(COMMENT, number="MEX-1", call="outline")
    assert [comment.place.line for comment in inputs.comments if comment.place] == [2, 4]
    before = comments_file(folder / "outline", "MEX").read_bytes()
    assert append_comments(folder / "outline", "MEX", [more, COMMENT]) == ()
    assert comments_file(folder / "outline", "MEX").read_bytes() == before
    (third,) = append_comments(folder / "outline", "MEX", [more, replace(COMMENT, quote="other")])
    assert third.number == "MEX-3"


def test_numbers_go_on_through_all_calls(folder: Path) -> None:
    append_comments(folder / "outline", "MEX", [COMMENT])
    (second,) = append_comments(folder / "draft", "MEX", [COMMENT])
    assert (second.number, second.call) == ("MEX-2", "draft")


def test_no_cell_is_a_formula_in_a_spreadsheet(folder: Path) -> None:
    append_comments(folder / "outline", "MEX", [replace(COMMENT, text="'=HYPERLINK(1)", quote="@x")])
    lines = comments_file(folder / "outline", "MEX").read_text().splitlines()
    assert lines == [
        ",".join(COLUMNS),
        "MEX-1,0,duty,(d),wording,'@x,''=HYPERLINK(1),'=free,'- because,quote,0123456789ab",
    ]
    assert read_inputs(folder)[0].comments[0].text == "'=HYPERLINK(1)"


@given(st.text(max_size=8), st.text(alphabet="'=+-@ \t\r\n\x0b\x0c\x85\u2028\u202e\x00;,\"e\u0301", min_size=1))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_comes_back_and_is_not_appended_twice(tmp_path: Path, quote: str, text: str) -> None:
    folder = write_files(tmp_path / "inputs", {"outline/call.toml": CALL, "outline/submitters.csv": SUBMITTERS})
    comments_file(folder / "outline", "MEX").unlink(missing_ok=True)
    added = append_comments(folder / "outline", "MEX", [replace(COMMENT, quote=quote, text=text)])
    assert read_inputs(folder)[0].comments == added
    assert append_comments(folder / "outline", "MEX", [replace(COMMENT, quote=quote, text=text)]) == ()


@given(st.text(alphabet="'=a ", max_size=6))
def test_what_a_cell_shows_only_is_meant_again(text: str) -> None:
    assert as_meant(shown_only(text)) == text


def test_what_cannot_be_written_leaves_the_file_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append_comments(folder / "outline", "MEX", [COMMENT])
    file = comments_file(folder / "outline", "MEX")
    before = file.read_bytes()

    def full(_handle: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        append_comments(folder / "outline", "MEX", [replace(COMMENT, text="other")])
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["MEX.csv"]


def test_nothing_is_appended_to_a_file_that_cannot_be_read_or_has_no_key(folder: Path) -> None:
    write_files(folder, {"outline/comments/MEX.csv": ",".join(COLUMNS) + "\nMEX-0,,,,,,Text,,,,\n"})
    with pytest.raises(ValueError, match=r"MEX\.csv:2: MEX\.csv: number 'MEX-0' is not allowed here"):
        append_comments(folder / "outline", "MEX", [COMMENT])
    with pytest.raises(ValueError, match=r"'mex/\.\./x' is no key"):
        append_comments(folder / "outline", "mex/../x", [COMMENT])


def test_dispositions_are_read(folder: Path) -> None:
    rows = 'comments,decision,changes,by,reason\nMEX-1; NGO-B-2,accepted in part,duty; other,"group, 2026-12-01",Why.\n'
    write_files(folder, {"outline/dispositions.csv": rows})
    (disposition,), findings = read_inputs(folder)[0].dispositions, read_inputs(folder)[1]
    assert findings == []
    assert disposition.comments == ("MEX-1", "NGO-B-2")
    assert (disposition.decision, disposition.changes) == (Decision.IN_PART, ("duty", "other"))
    assert (disposition.by, disposition.reason) == ("group, 2026-12-01", "Why.")


FAULTS = {
    "call.toml": (
        'what = ["outline", "all"]\ndraft = 0\nopens = 2026-11-02\ncloses = 2026-11-01\nlanguages = "en"\nnew = 1\n',
        [
            "call.toml:6: call.toml: unknown field 'new'; known are title, what, draft, opens, closes, languages",
            "call.toml:2: call.toml: 'draft' must be a text in quotes",
            "call.toml:None: call.toml: has no 'title'; add 'title = \"...\"'",
            "call.toml:1: call.toml: 'all' is nothing that is put out; write outline, questions, discussion day, draft",
            'call.toml:5: call.toml: \'languages\' must be a list of texts, such as ["...", "..."]',
            "call.toml:4: call.toml: closes on 2026-11-01, before it opens on 2026-11-02; correct one of the two",
        ],
    ),
    "submitters.csv": (
        HEAD + "mex,A,State,,,,,yes,,\n"
        "A,A,Union,,,,,yes,,\nB,B,State,,,,,perhaps,,\nC,C,State,,letter,,,yes,,\nD,D,State,,,,,yes,,12\n"
        "E,E,State,,,soon,,yes,,\nF,F,State,,,,,no,,\nF,F,State,,,,,no,,\nG,G,State,,written 2,,,yes,,\nH,,State,,,,,yes,,\n",
        [
            "submitters.csv:11: submitters.csv: the cell 'name' is empty; fill it, or remove the row",
            "submitters.csv:2: submitters.csv: key 'mex' is not allowed; write capital letters, digits and hyphens, such as 'NGO-B'",
            "submitters.csv:3: submitters.csv: category 'Union' is not known; write State, UN entity, NHRI, civil society, academia, other",
            "submitters.csv:4: submitters.csv: publish 'perhaps' is not known; write yes, without name, no",
            "submitters.csv:5: submitters.csv: via 'letter' is not known; write written, panel, meeting, or 'panel 1'",
            "submitters.csv:6: submitters.csv: sha256 '12' is none; restore its 64 digits, or leave the cell empty",
            "submitters.csv:7: submitters.csv: received 'soon' is no date; write it as 2026-11-27",
            "submitters.csv:9: submitters.csv: 'F' stands in the file twice; remove one of the two",
            "submitters.csv:10: submitters.csv: via 'written 2' is not known; write written, panel, meeting, or 'panel 1'",
        ],
    ),
    "comments/MEX.csv": (
        ",".join(COLUMNS) + "\nNGO-B-1,,,,,,Text,,,,\nMEX-1,,,,praise,,Text,,,,\nMEX-1,,,,,,Text,,,luck,\n"
        "MEX-2,,room/1,,,,Text,,,,\nMEX-3,,,,,,Text,,,,xyz\nMEX-4,,,,,Words,,,,,\nMEX-5,,,,,,Text,,,,\nMEX-5,,,,,,Text,,,,\n",
        [
            "MEX.csv:2: MEX.csv: number 'NGO-B-1' is not allowed here; write 'MEX-1', 'MEX-2', ...",
            "MEX.csv:3: MEX.csv: kind 'praise' is not known; write substance, wording, source, translation, support, general",
            "MEX.csv:4: MEX.csv: matched 'luck' is not known; write bookmark, id, quote, likeness, unplaced, hand",
            "MEX.csv:5: MEX.csv: 'room/1' names no paragraph; write its id, or 'chapter/...', 'question/...', 'relation/...', "
            "'gap/...', 'silence/...', or leave the cell empty",
            "MEX.csv:6: MEX.csv: fingerprint 'xyz' is none; restore it, or leave the cell empty",
            "MEX.csv:7: MEX.csv: says nothing; fill 'text' or 'proposal', or remove the row",
            "MEX.csv:9: MEX.csv: 'MEX-5' is the number of line 8; give it another",
        ],
    ),
    "comments/ZZZ.csv": (
        "number,text\nZZZ-1,Text\nZZZ-2,Text\n",
        ["ZZZ.csv:None: ZZZ.csv: nobody in submitters.csv is 'ZZZ'; add a row with its name and category"],
    ),
    "dispositions.csv": (
        "comments,decision,changes,by,reason\nmex 1,noted,,,Why.\nMEX-1,fine,,,\nMEX-1,noted,,,\nMEX-1,accepted,,,\n",
        [
            "dispositions.csv:2: dispositions.csv: 'mex 1' is no comment's number; write 'KEY-1', several parted by semicolons",
            "dispositions.csv:3: dispositions.csv: decision 'fine' is not known; write accepted, accepted in part, not accepted, "
            "noted, outside the scope",
            "dispositions.csv:4: dispositions.csv: 'noted' has no reason; say why",
            "dispositions.csv:5: dispositions.csv: 'accepted' names no paragraph that was changed; name it in 'changes'",
        ],
    ),
}


@pytest.mark.parametrize("day", ['"2026-11-01"', "2026-11-01T09:00:00", "20261101"])
def test_the_days_of_a_call_are_dates(day: str, folder: Path) -> None:
    write_files(folder, {"outline/call.toml": f'title = "T"\nopens = {day}\ncloses = 2026-11-01\n'})
    (call,), [finding] = read_inputs(folder)[0].calls, read_inputs(folder)[1]
    assert finding.message == "call.toml: 'opens' must be a date such as 2026-11-27, without quotes"
    assert (call.opens, call.closes) == (None, datetime.date(2026, 11, 1))


def test_a_call_may_close_on_the_day_on_which_it_opens(folder: Path) -> None:
    write_files(folder, {"outline/call.toml": 'title = "T"\nopens = 2026-11-01\ncloses = 2026-11-01\n'})
    assert read_inputs(folder)[1] == []


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_names_its_line_and_its_remedy(name: str, folder: Path) -> None:
    content, expected = FAULTS[name]
    write_files(folder, {f"outline/{name}": content})
    findings = read_inputs(folder)[1]
    assert [f"{Path(item.place.path).name}:{item.place.line}: {item.message}" for item in findings] == expected


def test_a_file_outside_the_folder_is_not_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("number,text\nMEX-1,SECRET\n")
    (folder / "outline" / "comments").mkdir()
    (folder / "outline" / "comments" / "MEX.csv").symlink_to(tmp_path / "secret.csv")
    inputs, findings = read_inputs(folder)
    assert inputs.comments == ()
    assert [finding.kind.code for finding in findings] == ["outside-file"]


def test_a_folder_without_a_call_is_not_looked_into(folder: Path) -> None:
    (folder / "outline" / "call.toml").unlink()
    assert read_inputs(folder)[0].submitters == ()
