"""Reviews as files: what is appended is read again, whole or not at all, and what is wrong names file, line and remedy."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

import pytest

from normative.model.diagnostics import Diagnostic
from normative.model.files.review import append_events, read_reviews
from normative.model.review import Event, Person, Verdict
from small_projects import write_files

PEOPLE = '[anna]\nname = "Anna A."\nrole = "member"\nprinted = true\n\n[ben]\nrole = "adviser"\n'
HEAD = "subject,own,rests_on,verdict,reason,date,draft\n"
AGREED = Event(
    subject="relation/CONV 3 (1); COMP obj. 1",
    own="0123456789ab",
    rests_on="ba9876543210",
    verdict=Verdict.AGREED,
    reason='checked, "twice"',
    date=datetime.date(2026, 11, 27),
    draft="1",
    by="anna",
)
OBJECTED = Event(subject="paragraph/duty", verdict=Verdict.OBJECTED, reason="Why?\nNo.", by="anna")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reviews by Anna and Ben."""
    return write_files(tmp_path / "reviews", {"people.toml": PEOPLE})


def test_what_is_appended_is_read_again(folder: Path) -> None:
    append_events(folder, "anna", [AGREED])
    append_events(folder, "anna", [OBJECTED])
    reviews, findings = read_reviews(folder, {"relation": 2})
    assert findings == []
    assert reviews.events == (AGREED, OBJECTED)
    assert [item.place.line for item in reviews.events if item.place] == [2, 3]
    assert reviews.people == {
        "anna": Person(key="anna", name="Anna A.", role="member", printed=True),
        "ben": Person(key="ben", role="adviser"),
    }
    assert (reviews.needed, reviews.is_kept) == ({"relation": 2}, True)


@pytest.mark.parametrize("before", [HEAD.replace(",", ";").replace("\n", "\r\n"), HEAD.rstrip(), f"\ufeff{HEAD}"])
def test_a_file_that_a_spreadsheet_has_saved_goes_on_as_it_is(folder: Path, before: str) -> None:
    write_files(folder, {"anna.csv": before})
    append_events(folder, "anna", [AGREED])
    assert (folder / "anna.csv").read_bytes().startswith(before.encode())
    assert read_reviews(folder, {})[0].events == (AGREED,)


def test_what_cannot_be_written_leaves_the_file_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append_events(folder, "anna", [AGREED])
    before = (folder / "anna.csv").read_bytes()

    def full(_handle: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        append_events(folder, "anna", [OBJECTED])
    assert (folder / "anna.csv").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["anna.csv", "people.toml"]


def test_a_folder_of_another_kind_is_not_looked_into(folder: Path) -> None:
    write_files(folder, {"anna.csv": "a,b\n1,2\n"})
    (folder / "people.toml").unlink()
    reviews, findings = read_reviews(folder, {})
    assert (reviews.is_kept, reviews.events, findings) == (False, (), [])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("paragraph/x,,,fine,,,", "verdict 'fine' is not known; write agreed, objected, withdrawn"),
        ("paragraph/x,,,objected,,,", "objects without a reason; write one"),
        ("x,,,agreed,,,", "'x' names no subject; write 'paragraph/...', or relation, gap, silence, translation"),
        (
            "relation,,,agreed,,,",
            "'relation' names no subject; write 'paragraph/...', or relation, gap, silence, translation",
        ),
        ("x/y,,,agreed,,,", "'x/y' names no subject; write 'paragraph/...', or relation, gap, silence, translation"),
        ("paragraph/x,12,,agreed,,,", "own '12' is no fingerprint; restore it, or leave the cell empty"),
        ("paragraph/x,,,agreed,,27.11.2026,", "date '27.11.2026' is none; write it as 2026-11-27"),
        ("paragraph/x,,,,,,", "the cell 'verdict' is empty; fill it, or remove the row"),
    ],
)
def test_a_bad_row_is_a_finding_and_the_others_count(folder: Path, row: str, expected: str) -> None:
    write_files(folder, {"anna.csv": f"{HEAD}{row}\nparagraph/y,,,agreed,,,\n"})
    reviews, [finding] = read_reviews(folder, {})
    assert (finding.kind, finding.message) == (Diagnostic.REVIEW, f"anna.csv: {expected}")
    assert (finding.place.path, finding.place.line) == (str(folder / "anna.csv"), 2)
    assert [event.subject for event in reviews.events] == ["paragraph/y"]


def test_somebody_unknown_is_a_finding(folder: Path) -> None:
    write_files(folder, {"cleo.csv": f"{HEAD}paragraph/y,,,agreed,,,\n"})
    reviews, [finding] = read_reviews(folder, {})
    assert finding.message == "cleo.csv: nobody in people.toml is 'cleo'; add [cleo] with a name and a role"
    assert [event.by for event in reviews.events] == ["cleo"]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (f'{PEOPLE}\n[cleo]\nprinted = "yes"\n', (9, "people.toml: 'printed' of 'cleo' cannot be read; write [cleo]")),
        (
            f'{PEOPLE}\n[cleo]\nprinted = "yes"\nmail = 1\n',
            (9, "people.toml: 'printed' of 'cleo' cannot be read; write"),
        ),
        (f"{PEOPLE}\n[cleo]\nmail = 1\n", (9, "people.toml: 'mail' of 'cleo' cannot be read; write [cleo] and below")),
        ('cleo = "Cleo"\n', (1, "people.toml: 'cleo' of 'cleo' cannot be read; write [cleo] and below it name = ")),
        ("[cleo\n", (1, "people.toml: cannot be read (")),
    ],
)
def test_a_person_who_cannot_be_read_is_a_finding(folder: Path, people: str, expected: tuple[int, str]) -> None:
    write_files(folder, {"people.toml": people})
    reviews, [finding] = read_reviews(folder, {})
    line, message = expected
    assert finding.message.startswith(message)
    assert finding.place.line == line
    assert "cleo" not in reviews.people


def test_two_branches_that_append_for_two_reviewers_merge(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "reviews", {"people.toml": PEOPLE})
    append_events(folder, "anna", [AGREED])

    def git(*arguments: str) -> None:
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *arguments]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "-b", "trunk")
    git("add", ".")
    git("commit", "-qm", "first")
    for by in ("anna", "ben"):
        git("checkout", "-qb", by, "trunk")
        events = [
            Event(subject=f"paragraph/p{number}", verdict=Verdict.AGREED, by=by, reason=by) for number in range(100)
        ]
        append_events(folder, by, events)
        git("add", ".")
        git("commit", "-qm", by)
    git("merge", "-q", "--no-edit", "anna")
    reviews, findings = read_reviews(folder, {})
    assert findings == []
    assert [event.by for event in reviews.events] == ["anna"] * 101 + ["ben"] * 100
