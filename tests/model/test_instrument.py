"""Instruments: finding a provision under another name, what it counts for, and the nearest ones."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from normative.model.citation import parse_place
from normative.model.instrument import Instrument, level_of
from normative.model.provision import Level, Provision, Unit

Instruments = Mapping[str, Instrument]


def place(key: str, text: str, instruments: Instruments) -> Provision:
    """Return a provision as spelled, whether the instrument has it or not."""
    return parse_place(text, instruments[key])


@pytest.mark.parametrize(
    ("key", "spelled", "expected"),
    [
        ("CONV", "3 (1)", "conv-art-3-1"),
        ("COMP", "para. 7", "comp-obj-1"),
        ("COMP", "obj. 1 (a)", "comp-para-7-a"),
        ("COMP", "para. 7 (a)", "comp-para-7-a"),
        ("COMP", "obj. 2 (a) (i)", "comp-para-8-a-i"),
        ("COMP", "principle (b)", "comp-para-6-b"),
        ("OPEN", "99 (9) (z)", "open-art-99-9-z"),
    ],
)
def test_every_name_leads_to_the_provision(key: str, spelled: str, expected: str, instruments: Instruments) -> None:
    found = instruments[key].find(place(key, spelled, instruments))
    assert found is not None
    assert found.slug == expected


@pytest.mark.parametrize(
    ("key", "spelled"),
    [("CONV", "99"), ("CONV", "99 (1)"), ("CONV", "3 (9)"), ("COMP", "obj. 1 (z)"), ("COMP", "para. 99 (a) (i)")],
)
def test_a_closed_instrument_has_no_other_places(key: str, spelled: str, instruments: Instruments) -> None:
    assert instruments[key].find(place(key, spelled, instruments)) is None


@pytest.mark.parametrize(
    ("key", "spelled", "level", "expected"),
    [
        ("CONV", "2 (1) (a) (i)", None, "conv-art-2"),
        ("CONV", "2 (1) (a) (i)", Level.PARAGRAPH, "conv-art-2-1"),
        ("CONV", "2 (1) (a) (i)", Level.LETTER, "conv-art-2-1-a"),
        ("CONV", "2 (1) (a) (i)", Level.ROMAN, "conv-art-2-1-a-i"),
        ("CONV", "2 (1) (a) (i)", Level.PART, "conv-part-i"),
        ("CONV", "2", Level.PARAGRAPH, "conv-art-2"),
        ("CONV", "part I", None, "conv-part-i"),
        ("CONV", "part I", Level.ARTICLE, "conv-part-i"),
        ("COMP", "para. 7 (a)", None, "comp-obj-1"),
        ("COMP", "para. 8 (a) (i)", Level.OBJECTIVE, "comp-obj-2"),
        ("COMP", "para. 8 (a) (i)", Level.ACTION, "comp-para-8-a"),
        ("COMP", "para. 6 (a)", None, "comp-para-6-a"),
        ("COMP", "para. 6 (a)", Level.OBJECTIVE, "comp-para-6-a"),
        ("COMP", "para. 11", None, "comp-para-10-12"),
        ("COMP", "para. 11", Level.SECTION, "comp-para-10-12"),
        ("COMP", "para. 11", Level.PARAGRAPH, "comp-para-11"),
        ("COMP", "para. 11", Level.PART, "comp-para-10-12"),
        ("OPEN", "5 (1) (a)", None, "open-art-5"),
        ("OPEN", "5 (1) (a)", Level.PARAGRAPH, "open-art-5-1"),
        ("OPEN", "5 (1 bis) (a)", Level.PARAGRAPH, "open-art-5-1-bis"),
        ("CMT-GC2", "50 (a)", None, "cmt-gc2-para-50"),
    ],
)
def test_what_a_provision_counts_for(
    key: str, spelled: str, level: Level | None, expected: str, instruments: Instruments
) -> None:
    instrument = instruments[key]
    assert instrument.roll_up(place(key, spelled, instruments), level).slug == expected


@pytest.mark.parametrize(
    ("key", "level", "expected"),
    [
        ("CONV", None, ["art-1", "art-2", "art-3", "art-4", "art-4-bis", "art-10"]),
        ("CONV", Level.PART, ["part-i", "part-ii"]),
        ("CONV", Level.ROMAN, ["art-2-1-a-i", "art-2-1-a-ii"]),
        ("COMP", None, ["para-6-a", "para-6-b", "obj-1", "obj-2", "obj-3", "para-10-12"]),
        ("COMP", Level.OBJECTIVE, ["obj-1", "obj-2", "obj-3"]),
        ("COMP", Level.ACTION, ["para-7-a", "para-7-b", "para-8-a"]),
        ("COMP", Level.SECTION, ["para-5-6", "para-10-12"]),
        ("COMP", Level.PRINCIPLE, ["para-6-a", "para-6-b"]),
        ("OPEN", None, []),
    ],
)
def test_rows_of_a_table(key: str, level: Level | None, expected: list[str], instruments: Instruments) -> None:
    slugs = [provision.slug.removeprefix(f"{key.lower()}-") for provision in instruments[key].at_level(level)]
    assert slugs == expected


def test_a_letter_below_a_roman_number_or_a_letter_is_a_letter() -> None:
    for unit, number in ((Unit.PART, "II"), (Unit.ANNEX, "A"), (Unit.PREAMBLE, "preamble")):
        assert level_of(Provision(instrument="CONV", unit=unit, numbers=(number, "a")), None) is Level.LETTER
    assert level_of(Provision(instrument="CONV", unit=Unit.ARTICLE, numbers=("2", "a", "i")), None) is Level.ROMAN


def test_nearest_places_are_named(instruments: Instruments) -> None:
    problem = instruments["CONV"].unknown(place("CONV", "2 (1) (c)", instruments))
    assert (
        problem.message == "unknown provision 'CONV 2 (1) (c)'; nearest are CONV 2 (1), CONV 2 (1) (b), CONV 2 (1) (a)"
    )


def test_nothing_near_is_not_named(instruments: Instruments) -> None:
    assert instruments["OPEN"].unknown(place("OPEN", "7", instruments)).message == "unknown provision 'OPEN 7'"


def test_units_are_in_the_order_of_the_text(instruments: Instruments) -> None:
    assert [unit.word for unit in instruments["COMP"].units] == ["paragraph", "objective"]
    assert instruments["OPEN"].units == ()


def test_the_parent_of_a_place_that_is_only_cited(instruments: Instruments) -> None:
    absent = place("CONV", "99 (1)", instruments)
    assert [step.slug for step in instruments["CONV"].chain(absent)] == ["conv-art-99-1", "conv-art-99"]
    assert instruments["CONV"].level(absent) is Level.PARAGRAPH
