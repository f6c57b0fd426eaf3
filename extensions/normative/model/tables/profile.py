"""``instrument``: every provision of an instrument, with the paragraphs that rest on it and what it converges with.

Without an argument, a list of many instruments with the provisions that the text names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from normative.model.instrument import Instrument
from normative.model.matrix import CellKind, Column, Matrix, Row, State, Total
from normative.model.message import joined, say
from normative.model.provision import Provision
from normative.model.register import Register, once
from normative.model.tables.cells import counting, paragraph_cell
from normative.model.tables.request import INSTRUMENTS, TableRequest, instrument_link, provision_link

_COLUMNS = (
    Column(key="provision", title="Provision", kind=CellKind.LINKS, weight=2),
    Column(key="subject", title="Subject", kind=CellKind.TEXT, weight=5),
    Column(key="holder", title="Rights-holders", kind=CellKind.TEXT, weight=3, facet=True),
    Column(key="paragraphs", title="Paragraphs resting on it", kind=CellKind.LINKS, weight=2),
    Column(key="converges", title="Converges with", kind=CellKind.LINKS, weight=4),
    Column(key="note", title="Note", kind=CellKind.TEXT, weight=2),
)
_UNVERIFIED = Column(key="unverified", title="Unverified", kind=CellKind.STATE, weight=2, facet=True)
_LIST_COLUMNS = (
    Column(key="provision", title="Instrument, provision", kind=CellKind.LINKS, weight=2),
    Column(key="title", title="Title, subject", kind=CellKind.TEXT, weight=5),
    Column(key="symbol", title="Symbol", kind=CellKind.TEXT, weight=3),
    Column(key="standing", title="Standing", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="dates", title="Dates", kind=CellKind.TEXT, weight=3),
    Column(key="paragraphs", title="Paragraphs resting on it", kind=CellKind.LINKS, weight=2),
    Column(key="converges", title="Converges with", kind=CellKind.LINKS, weight=3),
    _UNVERIFIED,
)


def instrument(register: Register, request: TableRequest) -> Matrix:
    """Compute the profile, of an open instrument with the provisions that the text names; or the list of many."""
    if request.rows.source == INSTRUMENTS:
        return _instrument_list(register, request)
    key = request.rows.source
    records = register.instruments[key].records
    provisions = tuple(records) if records is not None else register.cited.get(key, ())
    rows = tuple(_row(register, request, provision) for provision in provisions)
    columns: tuple[Column, ...] = (*_COLUMNS, _UNVERIFIED)
    has_unverified = any(row.cells[-1] for row in rows)
    if not has_unverified:
        columns, rows = columns[:-1], tuple(replace(row, cells=row.cells[:-1]) for row in rows)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=counting(columns, request, ["paragraphs"]),
        rows=rows,
        totals=(
            Total(key="provisions", label="Provisions", value=len(rows)),
            Total(
                key="cited",
                label="Provisions that paragraphs rest on",
                value=sum(provision in register.grounded for provision in provisions),
            ),
        ),
    )


def _instrument_list(register: Register, request: TableRequest) -> Matrix:
    rows: list[Row] = []
    for axis in request.columns:
        described = register.instruments[axis.source]
        cells = (
            (instrument_link(register, described.key),),
            described.title,
            described.symbol or described.citation,
            say(described.standing.value),
            _dates(described),
            (),
            (),
            f"{State.UNVERIFIED.symbol} {', '.join(described.unverified).replace('_', ' ')}"
            if described.unverified
            else "",
        )
        rows.append(Row(cells=cells))
        for provision in register.cited.get(described.key, ()):
            link, subject, _, paragraphs, others, _, unverified = _row(register, request, provision).cells
            rows.append(Row(cells=(link, subject, "", "", "", paragraphs, others, unverified), detail=True))
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=counting(_LIST_COLUMNS, request, ["paragraphs"]),
        rows=tuple(rows),
        totals=(Total(key="instruments", label="Instruments", value=len(request.columns)),),
        signs=(State.UNVERIFIED,) if any(row.cells[-1] for row in rows) else (),
    )


def _dates(described: Instrument) -> str:
    dates = [
        say("adopted {date}", date=described.adopted) if described.adopted else "",
        say("in force {date}", date=described.in_force) if described.in_force else "",
    ]
    return joined(", ", [date for date in dates if date])


def _row(register: Register, request: TableRequest, provision: Provision) -> Row:
    record = register.record(provision)
    is_detail = register.roll_up(provision) != provision
    # An article's row is about its paragraphs and letters too, each of which has a row of its own.
    parts = dict.fromkeys((provision, *(() if is_detail else _within(register).get(provision, ()))))
    resting = {item.id: item for part in parts for item in register.grounded.get(part, ())}
    paragraphs = sorted(resting.values(), key=lambda item: register.numbers[item.id])
    others = {
        other
        for part in parts
        for convergence in register.related.get(part, ())
        for other in (convergence.right if part in convergence.left else convergence.left)
    }
    gaps = dict.fromkeys(key for part in parts for key in _counterparts(register).get(part, ()))
    lacking = (replace(instrument_link(register, key), text=say("no counterpart in {key}", key=key)) for key in gaps)
    return Row(
        cells=(
            (provision_link(register, provision),),
            record.subject,
            "; ".join(record.holder),
            paragraph_cell(register, request, tuple(paragraphs)),
            (*(provision_link(register, other) for other in register.in_orders(others)), *lacking),
            record.note,
            (State.UNVERIFIED,) if record.is_unverified else (),
        ),
        detail=is_detail,
    )


@once
def _within(register: Register) -> Mapping[Provision, tuple[Provision, ...]]:
    """Return what is named of the paragraphs and letters of each article, or of the actions of each objective."""
    found: defaultdict[Provision, list[Provision]] = defaultdict(list)
    for provisions in register.cited.values():
        for provision in provisions:
            found[register.roll_up(provision)].append(provision)
    return {outer: tuple(parts) for outer, parts in found.items()}


@once
def _counterparts(register: Register) -> Mapping[Provision, tuple[str, ...]]:
    """Return the instruments in which each provision has no counterpart."""
    found: defaultdict[Provision, dict[str, None]] = defaultdict(dict)
    for gap in register.gaps:
        for provision in gap.provisions:
            found[provision][gap.counterpart] = None
    return {provision: tuple(keys) for provision, keys in found.items()}
