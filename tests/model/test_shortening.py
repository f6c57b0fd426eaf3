"""What is cut where it is long: the first words of a text in tables and messages, names, lists of what there is."""

from __future__ import annotations

import string

import pytest

from approved import assert_approved
from normative.model.block import Head
from normative.model.bookmark import form_bookmark, paragraph_bookmark
from normative.model.checks import nearest
from normative.model.citation import parse_citation
from normative.model.diagnostics import Place
from normative.model.mistakes import unprinted
from normative.model.paragraph import Force, Paragraph, read_id
from normative.model.quotation import read_quotation
from normative.model.register import Register
from normative.model.tables import compute_table
from normative.model.tables.checks import check_headings, check_tables
from normative.model.tables.paragraphs import opening
from normative.model.tables.request import PARAGRAPHS, TableKind
from normative.model.translation import shortened
from normative.model.voice import Sentence, Voice
from small_register import PLACE, Instruments, request

#: Words of one letter, so that it is seen where each of them is cut.
WORDS = " ".join(f"{string.ascii_lowercase}{string.ascii_uppercase}" * 2)


def _shown(text: str) -> dict[str, str]:
    head = Head()
    head.read([(1, ":basis: CONV 1"), (2, text)], ["basis"])
    [(option, _line)] = head.problems
    _, (quotation, *_) = read_quotation("", text, {}, Place(path=""))
    comment = unprinted(f"todo {text}")
    return {
        "in a table": opening(text),
        "of a sentence": Sentence(voice=Voice.READING, words=text).opening,
        "of a comment": comment.message if comment else "",
        "of a passage to translate": shortened(text),
        "of a quotation": quotation.message,
        "behind options": option.message,
        "as an id": read_id(text, 1)[0],
        "as a bookmark": paragraph_bookmark(text.replace(" ", "-")),
        "as a form": form_bookmark(text.replace(" ", "")),
    }


def test_long_words_are_shown_as_approved() -> None:
    found = [f"{name}: {shown}\n" for text in (WORDS, f"a{WORDS}") for name, shown in _shown(text).items()]
    assert_approved("shortened", "".join(found))


@pytest.mark.parametrize("short", ["a b c", "Words of a sentence."])
def test_short_words_are_shown_whole(short: str) -> None:
    shown = opening(short), Sentence(voice=Voice.READING, words=short).opening, shortened(short)
    assert shown == (short,) * 3


@pytest.mark.parametrize("length", [33, 34, 35, 38, 39, 40, 41])
def test_names_of_bookmarks_are_no_longer_than_word_takes_and_differ(length: int) -> None:
    ids = [f"{'a' * length}{letter}" for letter in "xyz"]
    names = [*map(paragraph_bookmark, ids), *map(form_bookmark, ids)]
    assert len({*names}) == 6
    assert max(map(len, names)) <= 40
    if length < 40:
        assert names[:3] == ids
    else:
        assert {len(name) for name in names} == {40}


def test_three_names_that_are_like_another_are_enough() -> None:
    assert nearest("worker", ["workers", "worked", "working", "works"]) == "; nearest are workers, worked, works"


def test_the_first_names_of_many_are_enough(instruments: Instruments) -> None:
    known = {f"KEY-{letter}": instruments["OPEN"] for letter in string.ascii_uppercase}
    [problem] = parse_citation("ZZZZZZ 3", known).problems
    assert problem.message.endswith(
        "; known are KEY-A, KEY-B, KEY-C, KEY-D, KEY-E, KEY-F, KEY-G, KEY-H, KEY-I, KEY-J and 16 more"
    )


def test_the_first_headings_of_many_are_enough() -> None:
    titles = [f"Part {letter}" for letter in string.ascii_uppercase]
    register = Register(
        instruments={},
        paragraphs=[Paragraph(id=title[-1], force=Force.PLAIN, section=(title,), place=PLACE) for title in titles],
    )
    [finding] = check_headings([request(TableKind.COVERAGE, "CONV", section=("Zzz",))], register)
    assert finding.message.endswith(
        "; known are Part A, Part B, Part C, Part D, Part E, Part F, Part G, Part H, Part I, Part J and 16 more"
    )


@pytest.mark.parametrize(
    ("count", "named"),
    [
        (1, "1"),
        (10, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10"),
        (11, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 1 more"),
        (13, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 3 more"),
    ],
)
def test_ten_rows_that_are_not_covered_are_named_and_the_others_counted(
    count: int, named: str, instruments: Instruments
) -> None:
    register = Register(
        instruments=instruments,
        paragraphs=[Paragraph(id=f"p-{number}", force=Force.PLAIN, place=PLACE) for number in range(count)],
    )
    asked = request(TableKind.PARAGRAPHS, PARAGRAPHS, at_least=1.0)
    [finding] = check_tables([asked], lambda name: compute_table(register, asked))
    assert finding.message.endswith(f"; give a basis to {named}")
