"""Frozen drafts as files: what is written is read again, and what was altered is found."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import jsonschema
import pytest

from normative.model.draft import Draft
from normative.model.files.draft import digest, parse_text, read_drafts, read_schema, render_noted, render_text
from normative.model.history.freezing import freeze
from small_register import Instruments, small_register


@pytest.fixture
def content(instruments: Instruments) -> bytes:
    return render_text(freeze(small_register(instruments)))


@pytest.fixture
def folder(tmp_path: Path, content: bytes) -> Path:
    """A folder of one draft, named 1."""
    draft = Draft(
        name="1",
        stage="for “comment”",
        date=datetime.date(2026, 11, 20),
        comments_until=datetime.date(2027, 1, 31),
        fingerprint=digest(content),
        load=lambda: parse_text(content),
    )
    (tmp_path / "1").mkdir()
    (tmp_path / "1" / "draft.json").write_bytes(content)
    (tmp_path / "1" / "draft.toml").write_bytes(render_noted(draft))
    return tmp_path


def test_what_is_written_is_read_again(folder: Path, instruments: Instruments) -> None:
    [draft], findings = read_drafts(folder)
    assert findings == []
    assert draft.text == freeze(small_register(instruments))
    assert (draft.name, draft.stage, draft.symbol) == ("1", "for “comment”", "")
    assert (draft.date, draft.comments_until) == (datetime.date(2026, 11, 20), datetime.date(2027, 1, 31))


def test_the_same_text_is_the_same_bytes_of_the_published_form(content: bytes, instruments: Instruments) -> None:
    assert render_text(freeze(small_register(instruments))) == content
    schema = json.loads(read_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(content), schema)


def test_line_ends_of_another_system_are_no_change(folder: Path, content: bytes) -> None:
    (folder / "1" / "draft.json").write_bytes(content.replace(b"\n", b"\r\n"))
    assert read_drafts(folder)[1] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("draft.json", "Said so", "Said no", "1: draft.json is not as it was frozen; restore it, for"),
        ("draft.toml", "date = 2026-11-20", "", "draft.toml: has no 'date'; restore the file as it was frozen"),
        ("draft.toml", "2026-11-20", '"today"', "draft.toml: 'date' must be a date"),
        ("draft.toml", "2027-01-31", "2027-01-31T10:00:00", "draft.toml: 'comments_until' must be a date"),
        ("draft.toml", '"for “comment”"', "1", "draft.toml: 'stage' must be a text in quotes"),
        ("draft.toml", "stage", "state", "draft.toml: unknown field 'state'; known are stage, date"),
        ("draft.toml", "=", "", "draft.toml: cannot be read ("),
    ],
)
def test_an_altered_draft_is_a_finding_and_not_read(folder: Path, file: str, old: str, new: str, expected: str) -> None:
    path = folder / "1" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    drafts, [finding] = read_drafts(folder)
    assert drafts == ()
    assert finding.message.startswith(expected)
    assert finding.place.path == str(path)


@pytest.mark.parametrize(
    ("file", "expected"),
    [("draft.json", "draft.toml: draft.json beside it cannot be read"), ("draft.toml", "1: has no draft.toml")],
)
def test_half_a_draft_is_a_finding(folder: Path, file: str, expected: str) -> None:
    (folder / "1" / file).unlink()
    drafts, [finding] = read_drafts(folder)
    assert drafts == ()
    assert finding.message.startswith(expected)


def test_another_form_is_refused_by_its_version(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"version 2 of draft\.json is not known"):
        parse_text(content.replace(b'"version": 1', b'"version": 2'))
    with pytest.raises(ValueError, match=r"draft\.json has another form than draft\.schema\.json says: KeyError"):
        parse_text(content.replace(b'"slug"', b'"snail"'))
