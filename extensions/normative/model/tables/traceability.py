"""``traceability-matrix``: paragraphs, sections or provisions against provisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from normative.model.matrix import Cell, CellKind, Column, Link, Matrix, Row, Total, gathered
from normative.model.paragraph import Paragraph
from normative.model.provision import Provision
from normative.model.register import Register
from normative.model.tables.paragraphs import opening
from normative.model.tables.request import (
    PARAGRAPHS,
    SECTIONS,
    Axis,
    TableRequest,
    paragraph_group,
    paragraph_link,
    paragraph_links,
    provision_group,
    provision_link,
    selected,
)

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
    rows = [
        Row(
            cells=(
                (head.link,) if head.link else head.text,
                head.subject,
                *(cell for block in blocks for cell in block.cells(item)),
            ),
            group=head.group,
        )
        for item, head in heads.items()
    ]
    covered = [any(row.cells[2:]) for row in rows]
    shown = [row for row, is_covered in zip(rows, covered, strict=True) if not (request.only_gaps and is_covered)]
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=(*_head_columns(request.rows), *(column for block in blocks for column in block.columns)),
        rows=gathered(shown),
        totals=_totals(request, covered, blocks, heads),
        grid=grid,
    )


def _head_columns(axis: Axis) -> tuple[Column, ...]:
    titles = {PARAGRAPHS: ("paragraph", "Para.", "Opening words"), SECTIONS: ("section", "Section", "Paragraphs")}
    key, title, subject = titles.get(axis.source, ("provision", axis.source, "Subject"))
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
                link=None, text=title, subject=f"{numbers[0]}–{numbers[-1]}" if numbers[1:] else str(numbers[0])
            )
            for title, numbers in spans.items()
        }
    return {
        provision: _Head(
            link=provision_link(register, provision),
            text=register.cite([provision]),
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
    """The columns that one axis contributes."""

    axis: Axis
    columns: tuple[Column, ...]
    cells: Callable[[Item], tuple[Cell, ...]]
    covered: frozenset[Item]


def _block(
    register: Register, request: TableRequest, axis: Axis, paragraphs: Sequence[Paragraph], *, grid: bool
) -> _Block:
    row_items, column_items = _items(register, request.rows), _items(register, axis)
    crossing: dict[Item, dict[Item, list[Paragraph]]] = {}
    for paragraph in paragraphs:
        columns = tuple(column_items(paragraph))
        for row in row_items(paragraph):
            for column in columns:
                crossing.setdefault(row, {}).setdefault(column, []).append(paragraph)
    heads = _heads(register, request, axis, paragraphs)
    covered = frozenset(row for row, columns in crossing.items() if columns)
    if not grid:
        order = {item: position for position, item in enumerate(heads)}
        return _Block(
            axis=axis,
            columns=(_list_column(request.rows, axis),),
            cells=lambda row: (_list_cell(heads, sorted(crossing.get(row, ()), key=order.__getitem__)),),
            covered=covered,
        )
    keys = list(heads)
    return _Block(
        axis=axis,
        columns=tuple(
            Column(key=_key(item), title=head.text, kind=CellKind.LINKS, link=head.link) for item, head in heads.items()
        ),
        cells=lambda row: _grid_cells(register, keys, crossing.get(row, {})),
        covered=covered,
    )


def _grid_cells(
    register: Register, keys: Sequence[Item], paragraphs: Mapping[Item, Sequence[Paragraph]]
) -> tuple[Cell, ...]:
    return tuple(paragraph_links(register, paragraphs[key]) if key in paragraphs else None for key in keys)


def _key(item: Item) -> str:
    return item.slug if isinstance(item, Provision) else item


def _list_column(rows: Axis, axis: Axis) -> Column:
    title = axis.source.capitalize() if axis.source in (PARAGRAPHS, SECTIONS) else f"{axis.source} provisions"
    kind = CellKind.TEXT if axis.source == SECTIONS else CellKind.LINKS
    return Column(key=axis.source.lower(), title=title, kind=kind, weight=4 if rows.source != axis.source else 2)


def _list_cell(heads: Mapping[Item, _Head], items: Iterable[Item]) -> Cell:
    found = [heads[item] for item in items]
    links = tuple(head.link for head in found if head.link)
    return links if links or not found else "; ".join(head.text for head in found)


def _totals(
    request: TableRequest, covered: Sequence[bool], blocks: Sequence[_Block], heads: Mapping[Item, _Head]
) -> tuple[Total, ...]:
    """Return how many rows there are and how many are covered, over all columns and by each column instrument."""
    if not (request.stats or request.at_least is not None):
        return ()
    rows = len(covered)
    totals = [Total(key="rows", label="Rows", value=rows)]

    def add(key: str, label: str, count: int) -> None:
        totals.append(Total(key=key, label=label, value=count))
        share = round(100 * count / rows, 1) if rows else 0.0
        totals.append(Total(key=f"{key}_share", label=f"{label}, share", value=share, percent=True))

    add("covered", "Rows covered", sum(covered))
    if len(blocks) > 1:
        for block in blocks:
            count = len(block.covered & set(heads))
            add(f"covered_{block.axis.source.lower()}", f"Rows covered by {block.axis.source}", count)
    return tuple(totals)
