"""``convergence-matrix``: what the provisions of two instruments have to do with each other, and who shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from normative.model.convergence import Convergence
from normative.model.matrix import Cell, CellKind, Column, Matrix, Measure, Row, State, Total
from normative.model.message import say
from normative.model.paragraph import Paragraph
from normative.model.provision import Provision
from normative.model.register import Register
from normative.model.tables.cells import counting, crossing_cell, paragraph_cell
from normative.model.tables.crossing import (
    crossed_paragraphs,
    crossed_relations,
    gap_states,
    lacking,
    related_pairs,
    wanted,
)
from normative.model.tables.request import (
    RELATIONS,
    Axis,
    Layout,
    TableRequest,
    in_state,
    provision_group,
    provision_link,
)
from normative.model.tables.reviews import open_states, review_cell
from normative.model.tables.rows import Candidate, chosen, share_totals, without_empty_columns

#: Columns and rows of a table.
_Body = tuple[tuple[Column, ...], tuple[Row, ...]]
#: The columns of a grid that stand before those of provisions.
_LEADING = 3


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
        totals=tuple(_totals(register, request)),
        grid=request.layout is Layout.GRID and len(columns) > _LEADING,
        measure=_measure(register, request) if request.at_least is not None else None,
    )


def _sides(request: TableRequest) -> tuple[Axis, Axis]:
    return request.rows, request.across


def _grid(register: Register, request: TableRequest) -> _Body:
    left, right = _sides(request)
    relations = crossed_relations(register, request, left, right)
    shown = crossed_paragraphs(register, request, left, right)
    columns = register.rows(right.source, right.level)
    gaps = gap_states(register, request, left, right)
    resting: defaultdict[Provision, dict[str, None]] = defaultdict(dict)
    for (row, column), paragraphs in shown.items():
        if column in relations.get(row, ()):
            resting[row].update((paragraph.id, None) for paragraph in paragraphs)

    def crossed(row: Provision, related: Mapping[Provision, tuple[State, ...]]) -> tuple[Cell, ...]:
        return tuple(
            crossing_cell(register, request, related[column], shown.get((row, column), ()))
            if column in related
            else None
            for column in columns
        )

    # Most rows of two long instruments have nothing to do with each other.
    nothing = (None,) * len(columns)
    candidates = []
    for row in register.rows(left.source, left.level):
        crossings = crossed(row, relations[row]) if row in relations else nothing
        cells = ((provision_link(register, row),), register.record(row).subject, gaps.get(row), *crossings)
        candidates.append(
            Candidate(
                row=Row(cells=cells, group=provision_group(register, row, request.group_by)),
                is_covered=any(crossings) or (State.GAP in request.relation and row in gaps),
                paragraphs=len(resting[row]),
            )
        )
    heads, rows = without_empty_columns(
        (*_leading_columns(left.source, right.source), *_crossing_columns(register, columns)),
        chosen(candidates, request),
        request,
        leading=_LEADING,
    )
    foot = _foot(register, request, heads)
    return heads, (*rows, *([foot] if any(foot.cells[_LEADING:]) else []))


def _leading_columns(left: str, right: str) -> tuple[Column, ...]:
    return (
        Column(key="provision", title=left, kind=CellKind.LINKS, weight=2),
        Column(key="subject", title="Subject", kind=CellKind.TEXT, weight=4),
        Column(key="gap", title=say("no counterpart in {key}", key=right), kind=CellKind.STATE),
    )


def _crossing_columns(register: Register, columns: Sequence[Provision]) -> Iterator[Column]:
    for column in columns:
        yield Column(
            key=column.slug,
            title=register.name(column),
            kind=CellKind.CROSSING,
            link=provision_link(register, column),
        )


def _foot(register: Register, request: TableRequest, columns: Sequence[Column]) -> Row:
    """Return the last row of a grid: the columns' provisions without a counterpart among the rows."""
    left, right = _sides(request)
    missing = {item.slug: states for item, states in gap_states(register, request, right, left).items()}
    marks = tuple(missing.get(column.key) for column in columns[_LEADING:])
    return Row(cells=(say("no counterpart in {key}", key=left.source), "", None, *marks))


def _list(register: Register, request: TableRequest) -> _Body:
    left, right = _sides(request)
    columns = (
        Column(key="left", title=left.source, kind=CellKind.LINKS, weight=2),
        Column(key="right", title=right.source, kind=CellKind.LINKS, weight=2),
        Column(key="relation", title="Relation", kind=CellKind.STATE, weight=2, facet=True),
        Column(key="reason", title="Reason", kind=CellKind.TEXT, weight=7),
        Column(key="source", title="Source", kind=CellKind.TEXT, weight=3),
        Column(key="reviewed", title="Review", kind=CellKind.STATE, weight=2, facet=True),
        Column(key="paragraphs", title="Paragraphs resting on both", kind=CellKind.LINKS, weight=2),
    )
    shown = crossed_paragraphs(register, request, left, right)
    pairs = sorted(
        related_pairs(register, request, left, right),
        key=lambda pair: (register.place(pair[0]), register.place(pair[1])),
    )
    candidates = []
    for one, other, convergence in pairs:
        place = (register.roll_up(one, left.level), register.roll_up(other, right.level))
        candidates.append(_pair(register, request, one, other, convergence, shown.get(place, ())))
    candidates.extend(_gap_rows(register, request, left.source, right.source, first=True))
    candidates.extend(_gap_rows(register, request, right.source, left.source, first=False))
    return counting(columns, request, ["paragraphs"]), chosen(candidates, request)


def _pair(
    register: Register,
    request: TableRequest,
    one: Provision,
    other: Provision,
    convergence: Convergence,
    paragraphs: tuple[Paragraph, ...],
) -> Candidate:
    cells = (
        (provision_link(register, one),),
        (provision_link(register, other),),
        (State(convergence.relation.value),),
        convergence.reason,
        convergence.source,
        review_cell(register, convergence),
        paragraph_cell(register, request, paragraphs),
    )
    group = provision_group(register, one, request.group_by)
    return Candidate(row=Row(cells=cells, group=group), is_covered=True, paragraphs=len(paragraphs))


def _gap_rows(
    register: Register, request: TableRequest, key: str, counterpart: str, *, first: bool
) -> Iterator[Candidate]:
    """Yield a row for each provision of ``key`` without counterpart; ``first``: it stands in the first column."""
    none = say("none in {key}", key=counterpart)
    gaps = [
        (provision, gap)
        for gap in (register.gaps if State.GAP in wanted(request) else ())
        if in_state(register, request, gap)
        for provision in gap.provisions
        if gap.counterpart == counterpart and provision.instrument == key
    ]
    for provision, gap in sorted(gaps, key=lambda item: register.place(item[0])):
        link = (provision_link(register, provision),)
        ends: tuple[Cell, Cell] = (link, none) if first else (none, link)
        paragraphs = paragraph_cell(register, request, ())
        cells = (*ends, (State.GAP,), gap.reason, gap.source, review_cell(register, gap), paragraphs)
        group = provision_group(register, provision, request.group_by)
        yield Candidate(row=Row(cells=cells, group=group), is_covered=False)


def _totals(register: Register, request: TableRequest) -> Iterator[Total]:
    left, right = _sides(request)
    counts: defaultdict[State, int] = defaultdict(int)
    reviewed = 0
    pairs = related_pairs(register, request, left, right)
    for _, _, convergence in pairs:
        counts[State(convergence.relation.value)] += 1
        reviewed += not open_states(register, convergence)
    gaps = chain.from_iterable(
        lacking(register, request, one.source, other.source) for one, other in ((left, right), (right, left))
    )
    counts[State.GAP] = sum(1 for _gap in gaps)
    yield Total(key="pairs", label="Related pairs", value=len(pairs))
    for state in RELATIONS:
        if state in wanted(request):
            yield Total(key=state.value, label=state.value.capitalize(), value=counts[state])
    yield Total(key="reviewed", label="Reviewed pairs", value=reviewed)
    if request.stats or request.at_least is not None:
        yield from _shares(register, request, left, right)
        yield from _shares(register, request, right, left)


def _shares(register: Register, request: TableRequest, axis: Axis, other: Axis) -> Iterator[Total]:
    """Yield how many provisions of an instrument there are, and what share of them relates to the other one."""
    rows = register.rows(axis.source, axis.level)
    related = crossed_relations(register, request, axis, other)
    key = axis.source.lower()
    yield Total(key=f"{key}_rows", label=say("Provisions of {key}", key=axis.source), value=len(rows))
    label = say("Provisions of {key} that relate to {other}", key=axis.source, other=other.source)
    yield from share_totals(f"{key}_related", label, len(related), len(rows))


def _measure(register: Register, request: TableRequest) -> Measure:
    """Return what share of the rows relates to the other instrument, or is said not to."""
    left, right = _sides(request)
    covered = {*crossed_relations(register, request, left, right), *gap_states(register, request, left, right)}
    rows = register.rows(left.source, left.level)
    missing = tuple(register.name(row) for row in rows if row not in covered)
    return Measure(rows=len(rows), missing=missing)
