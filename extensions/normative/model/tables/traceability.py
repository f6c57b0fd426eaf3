"""``traceability-matrix``: paragraphs, sections or provisions against provisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from normative.model.matrix import Cell, CellKind, Column, Crossing, Link, LinkKind, Matrix, Row, State, Total
from normative.model.message import joined, say
from normative.model.paragraph import Paragraph
from normative.model.provision import Provision
from normative.model.register import Register
from normative.model.tables.cells import crossing_cell, paragraph_cell
from normative.model.tables.crossing import crossed_relations
from normative.model.tables.paragraphs import opening
from normative.model.tables.request import (
    PARAGRAPHS,
    SECTIONS,
    Axis,
    CellForm,
    TableRequest,
    Via,
    paragraph_group,
    paragraph_link,
    provision_group,
    provision_link,
    selected,
)
from normative.model.tables.rows import Candidate, chosen, measure, share_totals, without_empty_columns

#: The columns of a grid that stand before the others.
_LEADING = 2

#: What is counted that is no provision.
_SOURCES = {PARAGRAPHS: say("Paragraphs"), SECTIONS: say("Sections")}

#: What a row or a column stands for: a paragraph's id, a section's title, or a provision.
Item = str | Provision


@dataclass(frozen=True, kw_only=True, slots=True)
class _Head:
    """How an item is printed where it heads a row or a column, or stands in a cell."""

    link: Link | None
    text: str
    subject: str = ""
    group: str = ""


def traceability_matrix(register: Register, request: TableRequest) -> Matrix:
    """Compute the matrix: a grid where both sides are provisions or sections, else lists of links."""
    paragraphs = selected(register, request)
    grid = PARAGRAPHS not in (request.rows.source, *(axis.source for axis in request.columns)) and (
        request.rows.source != SECTIONS
    )
    heads = _heads(register, request, request.rows, paragraphs)
    blocks = [_block(register, request, axis, paragraphs, grid=grid) for axis in request.columns]
    candidates = [
        Candidate(
            row=Row(
                cells=((head.link,) if head.link else head.text or say("Outside any section"), head.subject, *entries),
                group=head.group,
            ),
            is_covered=any(entries),
            paragraphs=len(frozenset[str]().union(*(block.resting.get(item, frozenset()) for block in blocks))),
        )
        for item, head in heads.items()
        for entries in [tuple(cell for block in blocks for cell in block.cells(item))]
    ]
    columns: tuple[Column, ...] = (
        *_head_columns(request.rows),
        *(column for block in blocks for column in block.columns),
    )
    rows = chosen(candidates, request)
    if grid:
        columns, rows = without_empty_columns(columns, rows, request, leading=_LEADING)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=columns,
        rows=rows,
        totals=_totals(request, candidates, blocks, heads),
        grid=grid and len(columns) > _LEADING,
        measure=measure(candidates),
    )


def _head_columns(axis: Axis) -> tuple[Column, ...]:
    titles = {
        PARAGRAPHS: ("paragraph", say("Para."), say("Opening words")),
        SECTIONS: ("section", say("Section"), say("Paragraphs")),
    }
    key, title, subject = titles.get(axis.source, ("provision", axis.source, say("Subject")))
    return (
        Column(key=key, title=title, kind=CellKind.TEXT if axis.source == SECTIONS else CellKind.LINKS, weight=2),
        Column(key="subject", title=subject, kind=CellKind.TEXT, weight=4),
    )


def _heads(
    register: Register, request: TableRequest, axis: Axis, paragraphs: Sequence[Paragraph]
) -> Mapping[Item, _Head]:
    """Return the items of an axis in order, with how they are printed."""
    if axis.source == PARAGRAPHS:
        return {
            paragraph.id: _Head(
                link=paragraph_link(register, paragraph),
                text=str(register.numbers[paragraph.id]),
                subject=opening(register.text(paragraph)),
                group=paragraph_group(paragraph, request.group_by),
            )
            for paragraph in paragraphs
        }
    if axis.source == SECTIONS:
        spans: defaultdict[str, list[int]] = defaultdict(list)
        for paragraph in paragraphs:
            spans[_section(paragraph)].append(register.numbers[paragraph.id])
        return {
            title: _Head(
                link=None,
                text=title,
                subject=f"{numbers[0]}–{numbers[-1]}" if numbers[1:] else str(numbers[0]),
            )
            for title, numbers in spans.items()
        }
    return {
        provision: _Head(
            link=provision_link(register, provision),
            text=register.name(provision),
            subject=register.record(provision).subject,
            group=provision_group(register, provision, request.group_by),
        )
        for provision in register.rows(axis.source, axis.level)
    }


def _section(paragraph: Paragraph) -> str:
    return paragraph.section[0] if paragraph.section else ""


def _items(register: Register, axis: Axis) -> Callable[[Paragraph], Iterable[Item]]:
    """Return what a paragraph counts for on an axis."""
    if axis.source == PARAGRAPHS:
        return lambda paragraph: (paragraph.id,)
    if axis.source == SECTIONS:
        return lambda paragraph: (_section(paragraph),)
    return lambda paragraph: dict.fromkeys(
        register.roll_up(provision, axis.level) for provision in paragraph.basis if provision.instrument == axis.source
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    """The columns that one axis contributes.

    :param resting: the ids of the paragraphs that connect each row with any of the columns.
    """

    axis: Axis
    columns: tuple[Column, ...]
    cells: Callable[[Item], tuple[Cell, ...]]
    covered: frozenset[Item]
    resting: Mapping[Item, frozenset[str]]


def _block(
    register: Register, request: TableRequest, axis: Axis, paragraphs: Sequence[Paragraph], *, grid: bool
) -> _Block:
    crossing = _crossing(register, request, axis, paragraphs)
    heads = _heads(register, request, axis, paragraphs)
    resting = {
        row: frozenset(paragraph.id for found in columns.values() for paragraph in found)
        for row, columns in crossing.items()
    }
    if not grid:
        order = {item: position for position, item in enumerate(heads)}

        def entries(row: Item) -> tuple[Cell, ...]:
            return (_list_cell(request, heads, sorted(crossing.get(row, ()), key=order.__getitem__)),)

        column = _list_column(request, axis)
        return _Block(axis=axis, columns=(column,), cells=entries, covered=frozenset(resting), resting=resting)
    related = _related(register, request, axis)
    is_crossing = request.via is not Via.PARAGRAPHS or request.cell is CellForm.COUNT
    kind = CellKind.CROSSING if is_crossing else CellKind.LINKS
    return _Block(
        axis=axis,
        columns=tuple(
            Column(key=_key(item), title=head.text, kind=kind, link=head.link) for item, head in heads.items()
        ),
        cells=lambda row: _grid_cells(register, request, heads, crossing.get(row, {}), related.get(row, {})),
        covered=frozenset({*resting, *related}),
        resting=resting,
    )


def _crossing(
    register: Register, request: TableRequest, axis: Axis, paragraphs: Sequence[Paragraph]
) -> Mapping[Item, Mapping[Item, Sequence[Paragraph]]]:
    """Return the paragraphs that connect rows with columns; none where a request asks for convergences alone."""
    if request.via is Via.CONVERGENCES:
        return {}
    row_items, column_items = _items(register, request.rows), _items(register, axis)
    crossing: dict[Item, dict[Item, list[Paragraph]]] = {}
    for paragraph in paragraphs:
        columns = tuple(column_items(paragraph))
        for row in row_items(paragraph) if columns else ():
            for column in columns:
                crossing.setdefault(row, {}).setdefault(column, []).append(paragraph)
    return crossing


def _related(register: Register, request: TableRequest, axis: Axis) -> Mapping[Item, Mapping[Item, tuple[State, ...]]]:
    """Return the relations that connect rows with columns; none where a request asks for paragraphs alone."""
    if request.via is Via.PARAGRAPHS:
        return {}
    crossed = crossed_relations(register, request, request.rows, axis)
    return {row: {column: states for column, states in related.items()} for row, related in crossed.items()}  # noqa: C416


def _grid_cells(
    register: Register,
    request: TableRequest,
    columns: Iterable[Item],
    paragraphs: Mapping[Item, Sequence[Paragraph]],
    relations: Mapping[Item, tuple[State, ...]],
) -> tuple[Cell, ...]:
    # Most cells of a long table are empty.
    filled = {*paragraphs, *relations}

    def cell(column: Item) -> Cell:
        resting = paragraphs.get(column, ())
        if request.via is Via.PARAGRAPHS:
            return _resting_cell(register, request, resting)
        states = relations.get(column, ())
        if request.via is Via.CONVERGENCES:
            return Crossing(states=states)
        return crossing_cell(register, request, states, resting)

    return tuple(cell(column) if column in filled else None for column in columns)


def _resting_cell(register: Register, request: TableRequest, paragraphs: Sequence[Paragraph]) -> Cell:
    """Return what a cell of a grid shows; where it counts paragraphs, it knows which they are."""
    if request.cell is CellForm.COUNT:
        return crossing_cell(register, request, (), paragraphs)
    return paragraph_cell(register, request, paragraphs)


def _key(item: Item) -> str:
    return item.slug if isinstance(item, Provision) else item


def _kind(request: TableRequest) -> CellKind:
    return CellKind.NUMBER if request.cell is CellForm.COUNT else CellKind.LINKS


def _list_column(request: TableRequest, axis: Axis) -> Column:
    title = _SOURCES.get(axis.source) or say("{key} provisions", key=axis.source)
    kind = CellKind.TEXT if axis.source == SECTIONS else _kind(request)
    return Column(key=axis.source.lower(), title=title, kind=kind, weight=4)


def _list_cell(request: TableRequest, heads: Mapping[Item, _Head], items: Iterable[Item]) -> Cell:
    found = [heads[item] for item in items]
    links = tuple(head.link for head in found if head.link)
    if found and not links:
        return "; ".join(head.text for head in found)
    if request.cell is CellForm.COUNT:
        return len(links)
    if request.cell is CellForm.IDS:
        return tuple(replace(link, text=link.target) if link.kind is LinkKind.PARAGRAPH else link for link in links)
    return links


def _totals(
    request: TableRequest, candidates: Sequence[Candidate], blocks: Sequence[_Block], heads: Mapping[Item, _Head]
) -> tuple[Total, ...]:
    """Return how many rows there are and how many are covered, over all columns and by each column instrument."""
    if not (request.stats or request.at_least is not None):
        return ()
    rows = len(candidates)
    source = request.rows.source
    totals = [Total(key="rows", label=_SOURCES.get(source) or say("Provisions of {key}", key=source), value=rows)]
    covered = "Resting on {across}" if source == PARAGRAPHS else "Covered by {across}"
    across = joined(say(" or "), [block.axis.source for block in blocks])
    totals += share_totals("covered", say(covered, across=across), sum(item.is_covered for item in candidates), rows)
    for block in blocks if len(blocks) > 1 else ():
        key, label = f"covered_{block.axis.source.lower()}", say(covered, across=block.axis.source)
        totals += share_totals(key, label, len(block.covered & set(heads)), rows)
    return tuple(totals)
