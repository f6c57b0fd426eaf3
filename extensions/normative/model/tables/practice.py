"""``practice``: what bodies have already said of an instrument, provision by provision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from normative.model.instrument import Instrument
from normative.model.matrix import Cell, CellKind, Column, Link, Matrix, Row, Total
from normative.model.pinpoint import Said, practice
from normative.model.register import Register
from normative.model.tables.request import TableRequest, paragraph_links, provision_link

_COLUMNS = (
    Column(key="provision", title="Provision", kind=CellKind.LINKS, weight=2),
    Column(key="place", title="Said in", kind=CellKind.LINKS, weight=5),
    Column(key="type", title="Kind", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="state", title="State", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="about", title="About", kind=CellKind.TEXT, weight=5),
    Column(key="paragraphs", title="Cited in", kind=CellKind.LINKS, weight=2),
)
_YEAR = re.compile(r"\d{4}")


def practice_table(register: Register, request: TableRequest) -> Matrix:
    """Compute the list: a row for what a document says of a provision, in the order of the provisions."""
    keys = {axis.source for axis in request.columns}
    found = [item for item in practice(register) if not keys or item.provision.instrument in keys]
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=_COLUMNS,
        rows=tuple(Row(cells=_cells(register, tuple(items))) for _, items in groupby(found, _same)),
        totals=(
            Total(key="provisions", label="Provisions", value=len({item.provision for item in found})),
            Total(key="places", label="Places", value=len({item.place for item in found})),
            Total(key="documents", label="Documents", value=len({item.place.instrument for item in found})),
        ),
    )


def _same(item: Said) -> tuple[object, ...]:
    """Return what places that one row tells of have in common."""
    return item.provision, item.place.instrument, item.about, item.paragraphs


def _cells(register: Register, items: Sequence[Said]) -> tuple[Cell, ...]:
    item = items[0]
    document = register.instruments[item.place.instrument]
    return (
        (provision_link(register, item.provision),),
        tuple(_places(register, document, items)),
        document.type,
        document.state,
        item.about,
        paragraph_links(register, item.paragraphs),
    )


def _places(register: Register, document: Instrument, items: Sequence[Said]) -> Iterator[Link]:
    """Yield links to the places, the first with the document before it: "A v. B, 1990 (T/1), para. 5.5"."""
    year = _YEAR.match(str(document.adopted or ""))
    name = document.short_title if not year or year[0] in document.short_title else f"{document.short_title}, {year[0]}"
    before = f"{name} ({document.symbol}), " if document.symbol else f"{name}, "
    for number, said in enumerate(items):
        outer, *inner = said.place.numbers
        place = " ".join([f"{said.place.unit.abbreviation} {outer}", *(f"({part})" for part in inner)])
        yield replace(provision_link(register, said.place), text=place if number else f"{before}{place}")
