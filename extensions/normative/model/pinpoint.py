"""Places in documents that read instruments: general comments, concluding observations, views.

A text stands or falls with them, and no list of provisions holds them: their documents are cited by paragraph, and
their editions are numbered in different ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from normative.model.citation import parse_citation
from normative.model.instrument import Instrument, Pinpoint, Standing
from normative.model.paragraph import Paragraph
from normative.model.provision import Provision, sort_key
from normative.model.register import Register, once


@dataclass(frozen=True, kw_only=True, slots=True)
class Cited:
    """A place that paragraphs of the text cite, in their basis, their ``:reading:`` or their notes.

    :param paragraphs: in the order of their numbers.
    :param checked: what somebody noted of the place who looked it up; ``None`` where nobody did, or where nobody said
        in which of several editions.
    """

    provision: Provision
    paragraphs: tuple[Paragraph, ...]
    checked: Pinpoint | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a document says of a provision of another instrument.

    :param provision: the one that it speaks of.
    :param place: in the document.
    :param about: what it is about, where somebody has noted that.
    :param paragraphs: those of the text that cite the place, in the order of their numbers.
    """

    provision: Provision
    place: Provision
    about: str
    paragraphs: tuple[Paragraph, ...]


@once
def practice(register: Register) -> tuple[Said, ...]:
    """Return what documents that interpret say of other instruments, by provision and in the order of the documents.

    That is what the record of places notes of them, and what each paragraph of the text that names a ``:reading:``
    says by it: the reading is one of what the paragraph rests on.
    """
    cited = {item.provision: item.paragraphs for item in cited_pinpoints(register)}
    found: dict[tuple[Provision, Provision], str] = {}
    for instrument in register.instruments.values():
        for place, record in instrument.pinpoints.items():
            found |= {(provision, place): record.about for provision in record.reads}
    for paragraph in register.paragraphs:
        for place in paragraph.reading:
            known = register.instruments[place.instrument].pinpoints.get(place)
            for provision in paragraph.basis:
                if register.instruments[provision.instrument].standing is not Standing.INTERPRETIVE:
                    found.setdefault((provision, place), known.about if known else "")
    order = {key: number for number, key in enumerate(register.instruments)}

    def rank(pair: tuple[Provision, Provision]) -> tuple[object, ...]:
        return tuple(part for item in pair for part in (order[item.instrument], sort_key(item)))

    return tuple(
        Said(provision=provision, place=place, about=found[provision, place], paragraphs=cited.get(place, ()))
        for provision, place in sorted(found, key=rank)
    )


@once
def cited_pinpoints(register: Register) -> tuple[Cited, ...]:
    """Return the places in interpretive documents that the text cites, by document and in its order."""
    found: dict[Provision, dict[str, Paragraph]] = {}
    by_source = {item.bibliography: key for key, item in register.instruments.items() if item.bibliography}
    # A full stop ends a place, unless it is that of "para. 9.4".
    named = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, by_source)) or '(?!)'}) ((?:[^;.]|\.(?=\s?\d))*)")
    for paragraph in register.paragraphs:
        for provision in _cited(register, paragraph, by_source, named):
            if register.instruments[provision.instrument].standing is Standing.INTERPRETIVE and provision.numbers:
                found.setdefault(provision, {})[paragraph.id] = paragraph
    order = {key: place for place, key in enumerate(register.instruments)}
    return tuple(
        Cited(
            provision=provision,
            paragraphs=tuple(found[provision].values()),
            checked=_checked(register.instruments[provision.instrument], provision),
        )
        for provision in sorted(found, key=lambda item: (order[item.instrument], sort_key(item)))
    )


def _checked(instrument: Instrument, provision: Provision) -> Pinpoint | None:
    found = instrument.pinpoints.get(provision)
    return None if found and instrument.editions and not found.edition else found


def _cited(
    register: Register, paragraph: Paragraph, by_source: Mapping[str, str], named: re.Pattern[str]
) -> Iterator[Provision]:
    yield from paragraph.basis
    yield from paragraph.reading
    for note in paragraph.notes:
        for source, place in named.findall(note.said):
            # A note says more than a citation does; what is no place in a document is passed over.
            yield from parse_citation(f"{by_source[source]} {place.strip()}", register.instruments).provisions


def beyond_last(register: Register) -> Iterator[tuple[Paragraph, str]]:
    """Yield each paragraph that cites a place behind the last paragraph of a document, with what is wrong."""
    for item in cited_pinpoints(register):
        instrument = register.instruments[item.provision.instrument]
        number = item.provision.numbers[0]
        if instrument.paragraphs and _count(number) > instrument.paragraphs:
            for paragraph in item.paragraphs:
                yield paragraph, f"cites {register.name(item.provision)}, which has {instrument.paragraphs} paragraphs"


def _count(number: str) -> int:
    """Return the whole of a number such as "12" or "9.3"; 0 of what is none."""
    whole = number.partition(".")[0]
    return int(whole) if whole.isdigit() else 0
