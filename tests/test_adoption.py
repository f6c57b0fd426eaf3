"""Marks in the text as reviews of people: whom a mark names, and what is left of a file without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from normative.check.project import read_project
from normative.commands.adoption import Adopted, adopt
from normative.model.history.reviews import reviews_of
from small_projects import write_project

PEOPLE = """\
[anna]
name = "Anna Ames"
role = "member"

[ben]
name = "Ben B."
role = "adviser"

[cleo]
name = "Cleo C."
role = "member"
"""


def adopted(folder: Path, text: str, by: str = "") -> Adopted:
    source = write_project(folder / "project", {"index.rst": text, "reviews/people.toml": PEOPLE})
    register = read_project(source)[0].register
    marks = ((event, entry) for entry, event in reviews_of(register).marked.items())
    return adopt(marks, register.reviews.people, by, source)


@pytest.mark.parametrize(
    ("mark", "who", "day"),
    [
        ("anna", "anna", None),
        ("BEN, 2026-01-02.", "ben", "2026-01-02"),
        ("2026-01-02; Cleo C.", "cleo", "2026-01-02"),
        ("2026-01-02 cleo c", "cleo", "2026-01-02"),
        ("Anna Ames 2026-02-30", "anna", None),
        ("Adviser, 2026-01-02", "ben", "2026-01-02"),
        ("member, 2026-01-02", "", "2026-01-02"),
        ("2026-01-02", "", "2026-01-02"),
    ],
)
def test_a_mark_names_the_one_person_who_has_its_key_name_or_role(
    mark: str, who: str, day: str | None, tmp_path: Path
) -> None:
    text = f"T\n=\n\n.. gap:: CONV 2\n   :counterpart: COMP\n   :reviewed: {mark}\n   :source: analysis\n\n   None.\n"
    for by in ("", "ben"):
        found = adopted(tmp_path, text, by)
        if not (who or by):
            assert [problem.partition(" names ")[0] for problem in found.problems] == [f"index.rst:4: '{mark}'"]
            assert (found.events, found.files) == ({}, {})
            continue
        assert found.problems == []
        ((person, [event]),) = found.events.items()
        assert (person, event.by, event.reason) == (who or by, who or by, f"marked in the text: {mark}")
        assert (event.date and event.date.isoformat()) == day
        assert list(found.files.values()) == [text.replace(f"   :reviewed: {mark}\n", "").encode()]


def test_a_mark_goes_with_its_lines_and_no_other_line_goes(tmp_path: Path) -> None:
    text = (
        "T\n=\n\n"
        ".. gap:: CONV 2\n   :reviewed:\n      2026-01-02,\n\t  anna\n   :counterpart: COMP\n   :source: analysis\n\n"
        "   :reviewed: is a word.\n\n"
        ".. note:: One\n   :reviewed: that is nobody's\n\n"
        ".. container:: two\n\n   .. gap:: CONV 3\n      :counterpart: COMP\n      :source: analysis\n"
        "      :reviewed: 2026-01-03, ben\n\n      None.\n"
    )
    (content,) = adopted(tmp_path, text).files.values()
    without = text.replace("   :reviewed:\n      2026-01-02,\n\t  anna\n", "")
    assert content.decode() == without.replace("      :reviewed: 2026-01-03, ben\n", "")


def test_a_row_loses_its_mark_and_the_column_stays_as_long_as_a_row_has_one(tmp_path: Path) -> None:
    rows = 'provisions,reason, Reviewed ,source\nCONV 3,"Words\nin two lines.",,a\nCONV 4,Out.,"2026-01-02, anna",b\n'
    source = write_project(tmp_path / "project", {"index.rst": "T\n=\n", "reviews/people.toml": PEOPLE})
    sheet = source / "instruments" / "not-addressed.csv"
    for more, expected in (
        ("", 'provisions,reason,source\nCONV 3,"Words\nin two lines.",a\nCONV 4,Out.,b\n'),
        (
            ",,lost,\n",
            'provisions,reason, Reviewed ,source\nCONV 3,"Words\nin two lines.",,a\nCONV 4,Out.,,b\n,,lost,\n',
        ),
    ):
        sheet.write_text(f"{rows}{more}")
        register = read_project(source)[0].register
        marks = ((event, entry) for entry, event in reviews_of(register).marked.items())
        found = adopt(marks, register.reviews.people, "", source)
        assert {path.name: content.decode() for path, content in found.files.items()} == {sheet.name: expected}
        assert [(event.by, event.subject) for events in found.events.values() for event in events] == [
            ("anna", "silence/CONV 4")
        ]
