"""Places in documents that read instruments: general comments, concluding observations, views.

A text stands or falls with them, and no list of provisions holds them: their documents are cited by paragraph, and
their editions are numbered in different ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from normative.model.citation import parse_citation
from normative.model.instrument import Pinpoint, Standing
from normative.model.paragraph import Paragraph
from normative.model.provision import Provision, sort_key
from normative.model.register import Register, once


@dataclass(frozen=True, kw_only=True, slots=True)
class Cited:
    """A place that paragraphs of the text cite, in their basis, their ``:reading:`` or their notes.

    :param paragraphs: in the order of their numbers.
    :param checked: what somebody noted of the place who looked it up; ``None`` where nobody did.
    """

    provision: Provision
    paragraphs: tuple[Paragraph, ...]
    checked: Pinpoint | None


@once
def cited_pinpoints(register: Register) -> tuple[Cited, ...]:
    """Return the places in interpretive documents that the text cites, by document and in its order."""
    found: dict[Provision, dict[str, Paragraph]] = {}
    by_source = {item.bibliography: key for key, item in register.instruments.items() if item.bibliography}
    named = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, by_source)) or '(?!)'}) ([^;.]*(?:\.[^;.]*)?)")
    for paragraph in register.paragraphs:
        for provision in _cited(register, paragraph, by_source, named):
            if register.instruments[provision.instrument].standing is Standing.INTERPRETIVE and provision.numbers:
                found.setdefault(provision, {})[paragraph.id] = paragraph
    order = {key: place for place, key in enumerate(register.instruments)}
    return tuple(
        Cited(
            provision=provision,
            paragraphs=tuple(found[provision].values()),
            checked=register.instruments[provision.instrument].pinpoints.get(provision),
        )
        for provision in sorted(found, key=lambda item: (order[item.instrument], sort_key(item)))
    )


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
        if instrument.paragraphs and number.isdigit() and int(number) > instrument.paragraphs:
            for paragraph in item.paragraphs:
                yield paragraph, f"cites {register.name(item.provision)}, which has {instrument.paragraphs} paragraphs"
