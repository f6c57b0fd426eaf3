"""The builder ``words``: what counts as a word of the text, and a text that is too long."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sphinx.util.console import strip_escape_sequences  # type: ignore[attr-defined]  # re-exported

from approved import assert_approved
from conftest import MakeProject
from small_projects import BuiltProject, build

TEXT = """\
A heading of five words
=======================

Seven words before the first numbered paragraph.

.. obligation:: decide
   :basis: CONV 3
   :holder: workers

   States decide -- each case. [#]_

   (a) in *writing*, and
   (b) see para. :para:`decide`.

.. convergence:: CONV 3; COMP obj. 1
   :relation: synergy
   :source: analysis

   Both ask for reasons.

..
   A comment that nobody reads.

.. coverage:: CONV

.. [#] Four words down here.
"""
INDEX = "Title\n=====\n\n.. toctree::\n\n   text\n   other\n\nWords outside the numbering.\n"


@pytest.fixture
def text(make_project: MakeProject) -> BuiltProject:
    """Return a site of two pages; only one has a numbered paragraph."""
    return make_project({"index.rst": INDEX.replace("   other\n", ""), "text.rst": TEXT})


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_text_footnotes_and_relations_are_counted_apart(text: BuiltProject, tmp_path: Path) -> None:
    built = build(text.source, "normative-words", into=tmp_path / "words")
    chapter, everything = rows(built.outdir / "words.csv")
    # 5 of the heading, 7 before, 4 + 3 + 3 of the paragraph ("--" is no word, "1" is one).
    assert chapter | {"relations": "?"} == {
        "title": "A heading of five words",
        "paragraphs": "1",
        "text": "22",
        "footnotes": "4",
        "together": "26",
        "relations": "?",
    }
    assert int(chapter["relations"]) >= len(
        ["Synergy", "CONV", "3", "COMP", "obj.", "1", "Both", "ask", "for", "reasons"]
    )
    assert everything == chapter | {"title": "All"}
    assert built.warnings == []


def test_what_is_printed_and_written_is_as_approved(make_project: MakeProject) -> None:
    other = TEXT.replace("decide", "other").replace("Seven words", "Two more and seven words").replace("[#]_", "")
    pages = {
        "index.rst": INDEX,
        "text.rst": TEXT,
        "other.rst": f"Other\n=====\n{other.partition('===')[2].lstrip('=')}",
    }
    built = make_project(pages, "normative-words")
    printed = strip_escape_sequences(built.app.status.getvalue()).splitlines()
    head = next(number for number, line in enumerate(printed) if line.endswith("(relations)"))
    written = (built.outdir / "words.csv").read_text(encoding="utf-8-sig")
    assert_approved("words", "\n".join([*printed[head : head + 4], "", written]))


@pytest.mark.parametrize(
    ("words", "part", "count"),
    [
        ("Two-part words, 3 -- and: *so* on...", "text", 6),
        ("In*side*ways `a link <https://example.org>`_", "text", 3),
        ("Words |now|\n\n.. |now| replace:: of two", "text", 3),
        ("Seen [#]_.\n\n.. [#] A note of five words.", "footnotes", 5),
        ("Seen [#]_.\n\n.. [#] A note of five words.", "text", 1),
        ("Seen.\n\n.. coverage:: CONV", "text", 1),
    ],
)
def test_what_is_a_word_of_the_text(make_project: MakeProject, words: str, part: str, count: int) -> None:
    text = f"Title\n=====\n\n.. obligation:: one\n   :basis: CONV 3\n\n   Text.\n\n{words}\n"
    built = make_project({"index.rst": text}, "normative-words")
    chapter, _all = rows(built.outdir / "words.csv")
    in_the_frame = 2 if part == "text" else 0
    assert int(chapter[part]) - in_the_frame == count


@pytest.mark.parametrize(("limit", "findings"), [(26, []), (25, ["1 more than its limit of 25"]), (0, [])])
def test_a_text_above_its_limit_is_a_finding(
    text: BuiltProject, tmp_path: Path, limit: int, findings: list[str]
) -> None:
    # Without a limit a text may have as many words as it needs.
    settings = {"normative_word_limit": limit} if limit else {}
    built = build(text.source, "normative-words", into=tmp_path / "words", confoverrides=settings)
    found = [f"index.rst:1: the text has 26 words with its footnotes, {finding}" for finding in findings]
    assert [warning.split(";")[0] for warning in built.warnings] == found
