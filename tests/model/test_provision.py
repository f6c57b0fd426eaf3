"""Provisions: how tables and running text print them, runs of neighbours, and slugs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normative.model.citation import parse_citation
from normative.model.instrument import Instrument
from normative.model.provision import (
    Provision,
    Unit,
    follows,
    is_roman,
    next_number,
    print_in_table,
    print_in_text,
    roman_value,
    sort_key,
    table_text,
    to_letters,
    to_roman,
)

Instruments = Mapping[str, Instrument]


def provisions(text: str, instruments: Instruments) -> tuple[Provision, ...]:
    """Return the provisions of a citation that must be without problems."""
    citation = parse_citation(text, instruments)
    assert citation.problems == ()
    return citation.provisions


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("CONV article 3, para. 1", "CONV 3 (1)"),
        ("CONV 3 (1)-(3)", "CONV 3 (1)–(3)"),
        ("CONV 3 (1), 3 (2)", "CONV 3 (1), (2)"),
        ("CONV 1-3, 10", "CONV 1–3, 10"),
        ("CONV 1, 3", "CONV 1, 3"),
        ("CONV 2 (1) (a) (i), 2 (1) (a) (ii)", "CONV 2 (1) (a) (i), (ii)"),
        ("CONV 2 (1) (a), 2 (1) (b), 3 (1)", "CONV 2 (1) (a), (b), 3 (1)"),
        ("CONV part I", "CONV part I"),
        ("CONV 1, part I", "CONV 1, part I"),
        ("OPEN parts I-III", "OPEN part I, II, III"),
        ("CONV 4 bis", "CONV 4 bis"),
        ("COMP objective 1", "COMP obj. 1"),
        ("COMP obj. 1-3", "COMP obj. 1–3"),
        ("COMP obj. 1, obj. 3", "COMP obj. 1, 3"),
        ("COMP para. 7 (a)-(b)", "COMP para. 7 (a), (b)"),
        ("COMP para. 7 (a), para. 8 (a)", "COMP para. 7 (a), 8 (a)"),
        ("COMP obj. 1, para. 8 (a)", "COMP obj. 1, para. 8 (a)"),
        ("COMP paras. 10-12", "COMP paras. 10–12"),
        ("OPEN art. 5; OPEN para. 3", "OPEN 5; OPEN para. 3"),
        ("OPEN paras. 3-5", "OPEN paras. 3–5"),
        ("CMT-GC2 arts. 3-5", "CMT-GC2 arts. 3–5"),
        ("OPEN principles (a)-(c)", "OPEN principle (a)–(c)"),
        ("OPEN principle 1", "OPEN principle 1"),
        ("CONV 3 (1); COMP obj. 1; CONV 1", "CONV 3 (1); COMP obj. 1; CONV 1"),
        ("OPEN 5 (1) (g) (i)-(iii)", "OPEN 5 (1) (g) (i)–(iii)"),
        ("OPEN 5 (c) (i)-(iii)", "OPEN 5 (c) (i)–(iii)"),
        ("OPEN para. 5 (h) (i), (ii), (iii)", "OPEN para. 5 (h) (i)–(iii)"),
        ("OPEN 5 (1) (h), (i), (j)", "OPEN 5 (1) (h)–(j)"),
        ("OPEN 5 (1), 5 (a)", "OPEN 5 (1), 5 (a)"),
    ],
)
def test_tables_and_margins(written: str, printed: str, instruments: Instruments) -> None:
    assert table_text(provisions(written, instruments), lambda key: instruments[key].default_unit) == printed


@pytest.mark.parametrize(
    ("written", "printed", "short"),
    [
        ("CONV 3 (1)", "article 3 (1) of the Convention", "article 3 (1)"),
        ("CONV 1, 3 (1)", "articles 1 and 3 (1) of the Convention", "articles 1 and 3 (1)"),
        ("CONV 1-3", "articles 1–3 of the Convention", "articles 1–3"),
        ("CONV 3 (1), (3)", "article 3 (1) and (3) of the Convention", "article 3 (1) and (3)"),
        ("CONV 1, 3, 10", "articles 1, 3 and 10 of the Convention", "articles 1, 3 and 10"),
        ("CONV part I", "part I of the Convention", "part I"),
        ("COMP obj. 1", "objective 1 of the Compact", "objective 1"),
        ("COMP paras. 10-12", "paragraphs 10–12 of the Compact", "paragraphs 10–12"),
        (
            "COMP obj. 1, para. 8 (a)",
            "objective 1 and paragraph 8 (a) of the Compact",
            "objective 1 and paragraph 8 (a)",
        ),
        ("OPEN principle (b)", "principle (b) of Open", "principle (b)"),
        ("OPEN annexes II and III", "annexes II and III of Open", "annexes II and III"),
        ("CMT-GC2 50", "paragraph 50 of general comment No. 2", "paragraph 50"),
        (
            "CONV 3; COMP obj. 1",
            "article 3 of the Convention and objective 1 of the Compact",
            "article 3 and objective 1",
        ),
    ],
)
def test_running_text(written: str, printed: str, short: str, instruments: Instruments) -> None:
    cited = provisions(written, instruments)

    def text(**options: bool) -> str:
        return "".join(piece.text for piece in print_in_text(cited, lambda key: instruments[key].text_name, **options))

    assert text() == text(short=False) == printed
    assert text(short=True) == short


def test_pieces_name_the_first_provision_of_a_run(instruments: Instruments) -> None:
    pieces = print_in_table(provisions("CONV 1-3, 10", instruments), lambda key: instruments[key].default_unit)
    assert [(piece.text, piece.provision.slug if piece.provision else None) for piece in pieces] == [
        ("CONV 1–3", "conv-art-1"),
        (", ", None),
        ("10", "conv-art-10"),
    ]


def test_roman_numbers() -> None:
    assert all(is_roman(to_roman(value)) for value in range(1, 400))
    assert [roman_value(to_roman(value)) for value in range(1, 400)] == list(range(1, 400))


@pytest.mark.parametrize(
    ("value", "roman"),
    [
        (1, "i"),
        (4, "iv"),
        (9, "ix"),
        (10, "x"),
        (14, "xiv"),
        (40, "xl"),
        (49, "xlix"),
        (90, "xc"),
        (99, "xcix"),
        (100, "c"),
        (144, "cxliv"),
        (399, "cccxcix"),
    ],
)
def test_some_roman_numbers(value: int, roman: str) -> None:
    assert (to_roman(value), roman_value(roman), roman_value(roman.upper())) == (roman, value, value)


@pytest.mark.parametrize(
    ("value", "letters"), [(1, "a"), (2, "b"), (25, "y"), (26, "z"), (27, "aa"), (28, "bb"), (52, "zz"), (53, "aaa")]
)
def test_letters_beyond_z_are_written_twice(value: int, letters: str) -> None:
    assert to_letters(value) == letters


@pytest.mark.parametrize("text", ["", "iiii", "ic", "a", "1", "vx"])
def test_what_is_no_roman_number(text: str) -> None:
    assert not is_roman(text)


@pytest.mark.parametrize(
    ("number", "following"),
    [
        ("1", "2"),
        ("9", "10"),
        ("a", "b"),
        ("y", "z"),
        ("z", ""),
        ("A", ""),
        ("4 bis", ""),
        ("aa", ""),
        ("10.7", "10.8"),
        ("10.9", "10.10"),
        ("10.a", "10.b"),
        ("10.z", ""),
        ("1.2.3", "1.2.4"),
    ],
)
def test_the_number_after(number: str, following: str) -> None:
    assert next_number(number) == following


def test_order_of_an_open_instrument(instruments: Instruments) -> None:
    written = (
        "OPEN 10, 2 (2), 2 (10), 2 (1 bis), 2 (1) (i), 2 (1) (h), 2 (1) (b), 2 (1) (a) (iv), 2 (1) (a) (v), 2 (1) (a) (ii), "
        "2 (1) (a) (i), 2, part IX, part V, para. 1"
    )
    cited = sorted(provisions(written.replace(", para", "; OPEN para"), instruments), key=sort_key)
    assert [provision.slug.removeprefix("open-") for provision in cited] == [
        "art-2",
        "art-2-1-a-i",
        "art-2-1-a-ii",
        "art-2-1-a-iv",
        "art-2-1-a-v",
        "art-2-1-b",
        "art-2-1-h",
        "art-2-1-i",
        "art-2-1-bis",
        "art-2-2",
        "art-2-10",
        "art-10",
        "part-v",
        "part-ix",
        "para-1",
    ]


@pytest.mark.parametrize(
    ("before", "after", "is_next"),
    [
        (("3",), ("4",), True),
        (("3",), ("5",), False),
        (("3", "1"), ("3", "2"), True),
        (("3", "2"), ("3", "1"), False),
        (("3", "1"), ("4", "2"), False),
        (("5", "1", "h"), ("5", "1", "i"), True),
        (("5", "g", "h"), ("5", "g", "i"), False),
        (("5", "g", "a"), ("5", "g", "b"), False),
        (("5", "g", "i"), ("5", "g", "ii"), True),
        (("5", "g", "viii"), ("5", "g", "ix"), True),
        (("5", "g", "I"), ("5", "g", "ii"), False),
        (("5", "g", "1"), ("5", "g", "2"), True),
        (("10.7",), ("10.8",), True),
    ],
)
def test_which_provisions_are_neighbours(before: tuple[str, ...], after: tuple[str, ...], is_next: bool) -> None:
    def provision(numbers: tuple[str, ...], instrument: str = "OPEN", unit: Unit = Unit.ARTICLE) -> Provision:
        return Provision(instrument=instrument, unit=unit, numbers=numbers)

    assert follows(provision(before), provision(after)) is is_next
    assert not follows(provision(before), provision(after, "OTHER"))
    assert not follows(provision(before), provision(after, unit=Unit.PARAGRAPH))


@pytest.mark.parametrize(
    ("unit", "numbers"),
    [
        (Unit.PARAGRAPH, ["(a)", "(b)", "(y)", "(z)", "(aa)", "(bb)", "(aaa)"]),
        (Unit.PARAGRAPH, ["(a) (i)", "(a) (ii)", "(a) (ix)", "(a) (x)", "(b) (i)", "(i) (i)", "(x) (i)"]),
        (Unit.TARGET, ["1.1", "1.2", "1.10", "1.a", "2.1", "10.7", "10.12"]),
        (Unit.PART, ["I", "II", "III", "IV", "V", "IX", "X", "XI", "L"]),
        (Unit.PRINCIPLE, ["a", "b", "i", "x"]),
        (Unit.ARTICLE, ["1", "1 bis", "1 ter", "2", "14", "14A", "14B", "15", "100"]),
    ],
)
def test_numbers_are_sorted_as_they_count(unit: Unit, numbers: list[str]) -> None:
    def provision(number: str) -> Provision:
        inner = tuple(number.strip("()").split(") ("))
        places = ("1", *inner) if number.startswith("(") else (number,)
        return Provision(instrument="OPEN", unit=unit, numbers=places)

    backwards = numbers[::-1]
    assert sorted(backwards, key=lambda number: sort_key(provision(number))) == numbers


@pytest.mark.parametrize(
    ("unit", "numbers", "slug", "outer"),
    [
        (Unit.ARTICLE, ("2", "1", "C"), "key-art-2-1-cu", "key-art-2-1"),
        (Unit.ARTICLE, ("14A",), "key-art-14a", ""),
        (Unit.PART, ("IV",), "key-part-iv", ""),
        (Unit.PARAGRAPH, ("40-47",), "key-para-40-47", ""),
        (Unit.PREAMBLE, ("preamble", "p"), "key-preamble-p", "key-preamble"),
        (Unit.PREAMBLE, ("preamble",), "key-preamble", ""),
        (Unit.TARGET, ("10.7",), "key-target-10-7", "key-goal-10"),
        (Unit.GOAL, ("10",), "key-goal-10", ""),
    ],
)
def test_slugs_and_what_lies_around(unit: Unit, numbers: tuple[str, ...], slug: str, outer: str) -> None:
    provision = Provision(instrument="KEY", unit=unit, numbers=numbers)
    assert provision.slug == slug
    assert (provision.outer.slug if provision.outer else "") == outer


@pytest.mark.parametrize(
    ("unit", "abbreviation", "word", "plural"),
    [
        (Unit.ARTICLE, "art.", "article", "articles"),
        (Unit.PART, "part", "part", "parts"),
        (Unit.PRIORITY, "priority", "priority", "priorities"),
        (Unit.OBJECTIVE, "obj.", "objective", "objectives"),
    ],
)
def test_what_units_are_called(unit: Unit, abbreviation: str, word: str, plural: str) -> None:
    assert (unit.abbreviation, unit.word, unit.plural) == (abbreviation, word, plural)


_NUMBER = st.one_of(
    st.integers(1, 120).map(str),
    st.sampled_from(["4 bis", "4 ter", "14A"]),
)
_INNER = st.one_of(st.integers(1, 30).map(str), st.sampled_from([*"abcdivxABCDIVX", "ii", "iv", "II", "IV", "1 bis"]))


@given(
    first=st.tuples(st.sampled_from(Unit), st.tuples(_NUMBER), st.lists(_INNER, max_size=3).map(tuple)),
    other=st.tuples(st.sampled_from(Unit), st.tuples(_NUMBER), st.lists(_INNER, max_size=3).map(tuple)),
)
def test_slugs_are_unique_and_fit_for_ids(
    first: tuple[Unit, tuple[str], tuple[str, ...]], other: tuple[Unit, tuple[str], tuple[str, ...]]
) -> None:
    one, two = (
        Provision(instrument="CONV", unit=unit, numbers=(*number, *inner)) for unit, number, inner in (first, other)
    )
    assert (one.slug == two.slug) == (one == two)
    assert all(character in "abcdefghijklmnopqrstuvwxyz0123456789-" for character in one.slug)


def test_outer_leaves_the_last_number_off() -> None:
    letter = Provision(instrument="CONV", unit=Unit.ARTICLE, numbers=("2", "1", "a"))
    assert letter.outer is not None
    assert letter.outer.numbers == ("2", "1")
    assert letter.outer.outer is not None
    assert letter.outer.outer.outer is None
