"""``convergence-matrix``: what the provisions of two instruments have to do with each other, and who shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from normative.model.convergence import Convergence
from normative.model.matrix import Cell, CellKind, Column, Crossing, Matrix, Row, State, Total
from normative.model.paragraph import Paragraph
from normative.model.provision import Provision
from normative.model.register import Register
from normative.model.tables.request import (
    Layout,
    TableRequest,
    paragraph_links,
    part_title,
    provision_link,
    selected,
)

_LEGEND = (State.SYNERGY, State.COMPLEMENT, State.TENSION, State.GAP)
#: What a table prints where no date and reviewer are given.
NOT_REVIEWED = "not reviewed"


def convergence_matrix(register: Register, request: TableRequest) -> Matrix:
    """Compute the crossing of two instruments, or the list of its pairs with reasons (``Layout.LIST``)."""
    build = _list if request.layout is Layout.LIST else _grid
    columns, rows = build(register, request)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=columns,
        rows=rows,
        totals=_totals(register, request),
        legend=_LEGEND,
        grid=request.layout is Layout.GRID,
    )


def _sides(request: TableRequest) -> tuple[str, str]:
    return request.rows.source, request.columns[0].source


def _pairs(register: Register, request: TableRequest) -> list[tuple[Provision, Provision, Convergence]]:
    """Return every related pair, just as cited, the rows' provision first."""
    left, right = _sides(request)
    found = []
    for convergence in register.convergences:
        for one, other in convergence.pairs:
            pair = {one.instrument: one, other.instrument: other}
            if set(pair) == {left, right}:
                found.append((pair[left], pair[right], convergence))
    return found


def _gaps(register: Register, key: str, counterpart: str) -> dict[Provision, str]:
    """Return the provisions of ``key`` that lack a counterpart, each with the reason."""
    return {
        provision: gap.reason
        for gap in register.gaps
        if gap.counterpart == counterpart
        for provision in gap.provisions
        if provision.instrument == key
    }


def _grid(register: Register, request: TableRequest) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    left, right = _sides(request)
    rows = register.rows(left, request.rows.level)
    columns = register.rows(right, request.columns[0].level)
    relations: defaultdict[tuple[Provision, Provision], dict[State, None]] = defaultdict(dict)
    for one, other, convergence in _pairs(register, request):
        place = (register.roll_up(one, request.rows.level), register.roll_up(other, request.columns[0].level))
        relations[place][State(convergence.relation.value)] = None
    shown = _shown_by(register, request)
    gaps = {register.roll_up(provision, request.rows.level) for provision in _gaps(register, left, right)}
    missing = {register.roll_up(provision, request.columns[0].level) for provision in _gaps(register, right, left)}

    def cell(row: Provision, column: Provision) -> Cell:
        states = tuple(sorted(relations.get((row, column), ()), key=_LEGEND.index))
        links = paragraph_links(register, shown.get((row, column), ())) if states else ()
        return Crossing(states=states, links=links) if states else None

    body = [
        Row(
            cells=(
                (provision_link(register, row),),
                register.record(row).subject,
                (State.GAP,) if row in gaps else None,
                *(cell(row, column) for column in columns),
            ),
            group=part_title(register, row) if request.group_by else "",
        )
        for row in rows
    ]
    foot = Row(
        cells=(
            f"no counterpart in {left}",
            "",
            None,
            *((State.GAP,) if column in missing else None for column in columns),
        )
    )
    heads = (
        Column(key="provision", title=left, kind=CellKind.LINKS, weight=2),
        Column(key="subject", title="Subject", kind=CellKind.TEXT, weight=4),
        Column(key="gap", title=f"no counterpart in {right}", kind=CellKind.STATE),
        *(
            Column(
                key=column.slug,
                title=register.cite([column]),
                kind=CellKind.CROSSING,
                link=provision_link(register, column),
            )
            for column in columns
        ),
    )
    return heads, (*body, *([foot] if missing else []))


def _shown_by(register: Register, request: TableRequest) -> Mapping[tuple[Provision, Provision], tuple[Paragraph, ...]]:
    """Return the paragraphs that rest on both provisions of each crossing, or on something inside them."""
    left, right = _sides(request)
    found: defaultdict[tuple[Provision, Provision], dict[str, Paragraph]] = defaultdict(dict)
    for paragraph in selected(register, request):
        rows = {register.roll_up(item, request.rows.level) for item in paragraph.basis if item.instrument == left}
        for item in paragraph.basis:
            if item.instrument == right:
                column = register.roll_up(item, request.columns[0].level)
                for row in rows:
                    found[row, column][paragraph.id] = paragraph
    return {place: tuple(paragraphs.values()) for place, paragraphs in found.items()}


def _list(register: Register, request: TableRequest) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    left, right = _sides(request)
    columns = (
        Column(key="left", title=left, kind=CellKind.LINKS, weight=2),
        Column(key="right", title=right, kind=CellKind.LINKS, weight=2),
        Column(key="relation", title="Relation", kind=CellKind.STATE, weight=2, facet=True),
        Column(key="reason", title="Reason", kind=CellKind.TEXT, weight=7),
        Column(key="source", title="Source", kind=CellKind.TEXT, weight=3),
        Column(key="reviewed", title="Review", kind=CellKind.TEXT, weight=2, facet=True),
        Column(key="paragraphs", title="Paragraphs resting on both", kind=CellKind.LINKS, weight=2),
    )
    shown = _shown_by(register, request)
    pairs = sorted(_pairs(register, request), key=lambda pair: (register.position(pair[0]), register.position(pair[1])))
    rows = [
        _pair_row(register, one, other, convergence, _paragraphs(register, request, shown, one, other))
        for one, other, convergence in pairs
    ]
    rows.extend(_gap_rows(register, left, right, first=True))
    rows.extend(_gap_rows(register, right, left, first=False))
    return columns, tuple(rows)


def _gap_rows(register: Register, key: str, counterpart: str, *, first: bool) -> Iterator[Row]:
    """Yield a row for each provision of ``key`` without counterpart; ``first``: it stands in the first column."""
    none = f"none in {counterpart}"
    for gap in register.gaps:
        if gap.counterpart != counterpart:
            continue
        for provision in register.in_order(key, [item for item in gap.provisions if item.instrument == key]):
            link = (provision_link(register, provision),)
            ends: tuple[Cell, Cell] = (link, none) if first else (none, link)
            yield Row(cells=(*ends, (State.GAP,), gap.reason, gap.source, gap.reviewed or NOT_REVIEWED, ()))


def _paragraphs(
    register: Register,
    request: TableRequest,
    shown: Mapping[tuple[Provision, Provision], tuple[Paragraph, ...]],
    one: Provision,
    other: Provision,
) -> tuple[Paragraph, ...]:
    place = (register.roll_up(one, request.rows.level), register.roll_up(other, request.columns[0].level))
    return shown.get(place, ())


def _pair_row(
    register: Register, one: Provision, other: Provision, convergence: Convergence, paragraphs: tuple[Paragraph, ...]
) -> Row:
    return Row(
        cells=(
            (provision_link(register, one),),
            (provision_link(register, other),),
            (State(convergence.relation.value),),
            convergence.reason,
            convergence.source,
            convergence.reviewed or NOT_REVIEWED,
            paragraph_links(register, paragraphs),
        )
    )


def _totals(register: Register, request: TableRequest) -> tuple[Total, ...]:
    left, right = _sides(request)
    counts: defaultdict[State, int] = defaultdict(int)
    reviewed = 0
    for _, _, convergence in _pairs(register, request):
        counts[State(convergence.relation.value)] += 1
        reviewed += bool(convergence.reviewed)
    counts[State.GAP] = len(_gaps(register, left, right)) + len(_gaps(register, right, left))
    return (
        Total(key="pairs", label="Related pairs", value=sum(counts.values()) - counts[State.GAP]),
        *(Total(key=state.value, label=state.value.capitalize(), value=counts[state]) for state in _LEGEND),
        Total(key="reviewed", label="Reviewed pairs", value=reviewed),
    )
