"""The data of the worked example: instruments complete, labels of our own, sources named, bibliography entries whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pybtex.database import parse_file

from normative.model.files.instrument import read_instruments
from normative.model.files.vocabulary import read_vocabulary
from normative.model.instrument import Instrument
from normative.model.provision import Level, Unit

SOURCE = Path(__file__).parents[1] / "source"
BIBLIOGRAPHY = SOURCE.parent / "bib"
#: How many articles each treaty has, in the text as adopted.
ARTICLES = {
    "CAT": 33,
    "CEDAW": 30,
    "CPED": 45,
    "CRC": 54,
    "CRPD": 50,
    "ICCPR": 53,
    "ICERD": 25,
    "ICESCR": 31,
    "ICRMW": 93,
    "ILO-C100": 14,
    "ILO-C105": 10,
    "ILO-C111": 14,
    "ILO-C138": 18,
    "ILO-C143": 24,
    "ILO-C181": 24,
    "ILO-C182": 16,
    "ILO-C189": 27,
    "ILO-C190": 20,
    "ILO-C29": 33,
    "ILO-C87": 21,
    "ILO-C97": 23,
    "ILO-C98": 16,
    "REFUGEE-CONVENTION": 46,
    "REFUGEE-PROTOCOL": 11,
    "SMUGGLING-PROTOCOL": 25,
    "TRAFFICKING-PROTOCOL": 20,
}
#: Treaties that no volume of the Treaty Series is known for.
WITHOUT_SERIES = {"arab-charter", "ilo-c129", "ilo-c157", "ilo-c188", "ilo-c190", "ilo-p029", "kampala"}


def read() -> dict[str, Instrument]:
    vocabulary, _ = read_vocabulary(SOURCE / "vocabulary")
    instruments, findings = read_instruments(SOURCE / "instruments", vocabulary)
    assert findings == []
    return instruments


INSTRUMENTS = read()
CLOSED = {key: instrument for key, instrument in INSTRUMENTS.items() if instrument.records is not None}


def test_every_closed_treaty_is_counted() -> None:
    assert CLOSED.keys() == {*ARTICLES, "GCM"}


@pytest.mark.parametrize("key", ARTICLES)
def test_a_treaty_has_all_its_articles_each_with_a_label(key: str) -> None:
    records = CLOSED[key].records or {}
    articles = [record for record in records.values() if record.level is Level.ARTICLE]
    numbers = [int(record.provision.numbers[0]) for record in articles if record.provision.numbers[0].isdigit()]
    assert numbers == list(range(1, ARTICLES[key] + 1))
    assert [record.provision for record in articles if not record.subject] == []


@pytest.mark.parametrize("key", CLOSED)
def test_every_row_has_a_source_and_a_label_is_short(key: str) -> None:
    records = (CLOSED[key].records or {}).values()
    assert [record.provision for record in records if not record.source] == []
    assert [record.subject for record in records if len(record.subject.split()) > 25] == []


def test_the_compact_has_its_objectives_principles_and_actions() -> None:
    records = (CLOSED["GCM"].records or {}).values()
    counts = {level: sum(record.level is level for record in records) for level in Level}
    assert (counts[Level.OBJECTIVE], counts[Level.PRINCIPLE], counts[Level.ACTION]) == (23, 10, 187)
    assert all(record.provision.unit is Unit.OBJECTIVE for record in records if record.level is Level.OBJECTIVE)


def entries() -> dict[str, dict[str, str]]:
    """Return the fields of every entry of the bibliography."""
    return {
        key: {name.lower(): str(value) for name, value in entry.fields.items()} | dict.fromkeys(entry.persons, "")
        for path in sorted(BIBLIOGRAPHY.glob("*.bib"))
        for key, entry in parse_file(str(path)).entries.items()
    }


def test_every_instrument_has_its_entry() -> None:
    assert {item.bibliography for item in INSTRUMENTS.values()} - {""} <= entries().keys()
    assert [item.key for item in INSTRUMENTS.values() if item.standing == "binding" and not item.bibliography] == []


def test_every_entry_is_complete() -> None:
    incomplete = {
        key: missing
        for key, fields in entries().items()
        if (missing := {"title", "date", "keywords"} - fields.keys())
        or not ({"number", "howpublished", "url", "author"} & fields.keys())
    }
    assert incomplete == {}


def test_a_treaty_has_its_reference_in_the_treaty_series() -> None:
    series = re.compile(r"United Nations, Treaty Series, vol\. \d+, No\. [\d-]+")
    without = {
        key
        for key, fields in entries().items()
        if fields["keywords"] in ("treaty", "protocol") and not series.search(fields.get("howpublished", ""))
    }
    assert without == WITHOUT_SERIES
