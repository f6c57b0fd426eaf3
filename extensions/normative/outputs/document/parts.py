"""How a matrix is laid out on paper: its columns in parts that fit, their widths, and the words around it.

Apart from the visitors of the PDF and of the Word file, because both print the same parts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from normative.model.matrix import CellKind, Column, Crossing, Matrix, State, Total, cell_text, states_of
from normative.outputs.table.columns import (
    BOLD,
    CELL_PADDING,
    Measure,
    column_widths,
    cut_columns,
    measure,
    width_in_millimetres,
)
from normative.project.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_POINTS = 8.0
#: A column of running text is given no more while others can use the room: sentences, and what is beside them.
_WIDEST_SENTENCES, _WIDEST_TEXT = 110.0, 60.0
#: From this weight on, a column holds sentences.
WEIGHT_OF_SENTENCES = 6
#: A turned head may be this high before it breaks into lines.
_TURNED_HEIGHT = 38.0
_LINE = 3.6
#: So few rows may have some more lines before the page is turned for them.
_FEW_ROWS = 20
_NUMBERS = (CellKind.NUMBER, CellKind.PERCENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The columns of a matrix that stand beside each other in one table."""

    indexes: list[int]
    widths: list[float]
    turned: frozenset[int]
    head_height: float


def state_text(state: State, *, named: bool) -> str:
    """Return a state as its sign, with its word where there is room."""
    return f"{state.symbol}\u00a0{_(state.value)}" if named else state.symbol


def lines_below(matrix: Matrix) -> list[str]:
    """Return what stands below a matrix: its figures, its legend and its notes."""
    totals = "; ".join(figures_of(matrix.totals))
    legend = "; ".join(f"{state_text(state, named=True)}{_(': ')}{_(state.meaning)}" for state in matrix.legend)
    return [line for line in (totals, legend, *matrix.notes) if line]


def part_title(matrix: Matrix, number: int, count: int) -> str:
    """Return the caption of one part of ``count``."""
    return (
        matrix.title
        if count == 1
        else _("{title} (part {number} of {count})", title=matrix.title, number=number, count=count)
    )


def alignment(matrix: Matrix, index: int) -> str:
    """Return where the text of a column stands: ``start``, ``center`` or ``end`` of its lines."""
    if matrix.columns[index].kind in _NUMBERS:
        return "end"
    return "center" if matrix.grid and index >= _leading(matrix) else "start"


def _leading(matrix: Matrix) -> int:
    """Return how many columns head the rows and are repeated in every part: the first and a text beside it."""
    has_text = any(column.kind is CellKind.TEXT for column in matrix.columns[1:2])
    return 1 + int(matrix.grid and has_text)


def parts_of(matrix: Matrix, available: float) -> list[Part]:
    """Cut a matrix into parts that fit, with the widths of their columns."""
    leading = _leading(matrix)
    found = [_measure(matrix, index) for index in range(len(matrix.columns))]
    measures = [_readable(matrix, index, item) for index, item in enumerate(found)]
    heads = {index: _head_width(matrix.columns[index]) for index in range(leading, len(measures)) if matrix.grid}
    turned = {index: width for index, width in heads.items() if width + CELL_PADDING > measures[index].least}
    height = min(max(turned.values(), default=0.0), _TURNED_HEIGHT)
    least = [item.natural if matrix.grid and index < leading else item.least for index, item in enumerate(measures)]
    parts = []
    for indexes in cut_columns(least, leading, available):
        widths = column_widths([measures[index] for index in indexes], available)
        if not matrix.grid:
            # What room is left goes to texts that would break.
            wishes = [replace(found[index], least=width) for index, width in zip(indexes, widths, strict=True)]
            widths = column_widths(wishes, available)
        parts.append(Part(indexes=indexes, widths=widths, turned=frozenset(turned), head_height=height))
    return parts


def has_room(matrix: Matrix, available: float) -> bool:
    """Tell whether ``available`` millimetres hold a list without many more lines: no text breaks, or few rows do."""
    measures = [_readable(matrix, index, _measure(matrix, index)) for index in range(len(matrix.columns))]
    if len(matrix.rows) <= _FEW_ROWS:
        return sum(item.least for item in measures) <= available
    return sum(item.natural for item in measures) <= available


def _head_width(column: Column) -> float:
    return width_in_millimetres(column.title, _POINTS) * BOLD


def _measure(matrix: Matrix, index: int) -> Measure:
    column = matrix.columns[index]
    in_grid = matrix.grid and index >= _leading(matrix)
    texts = _texts(matrix, index, named=not matrix.grid)
    found = measure(texts, _POINTS, head="" if in_grid else column.title, weight=column.weight)
    if in_grid:
        lines = ceil(_head_width(column) / _TURNED_HEIGHT)
        least = max(found.least, lines * _LINE + CELL_PADDING, 7.0)
        return Measure(least=least, natural=max(least, min(found.natural, 16.0)), weight=column.weight)
    indent = 3.0 if index == 0 and any(row.detail for row in matrix.rows) else 0.0
    return Measure(least=found.least + indent, natural=found.natural + indent, weight=column.weight)


def _readable(matrix: Matrix, index: int, found: Measure) -> Measure:
    """Return what a column needs at most while another one can use the room."""
    is_long = matrix.columns[index].weight >= WEIGHT_OF_SENTENCES
    widest = 45.0 if matrix.grid else _WIDEST_SENTENCES if is_long else _WIDEST_TEXT
    return replace(found, natural=max(found.least, min(found.natural, widest)))


def _texts(matrix: Matrix, index: int, *, named: bool) -> Iterator[str]:
    for row in matrix.rows:
        cell = row.cells[index]
        states = states_of(cell)
        if states:
            # No-break space: a sign and its word are one.
            yield " ".join(state_text(item, named=named) for item in states)
        if isinstance(cell, Crossing):
            yield cell_text(cell.links if cell.count is None else cell.count)
        elif not states:
            yield cell_text(cell)


def figures_of(totals: Sequence[Total]) -> Iterator[str]:
    """Yield each count with its label, and with its share where there is one."""
    shares = {total.key.removesuffix("_share"): total.value for total in totals if total.percent}
    for total in totals:
        if not total.percent:
            share = f" ({shares[total.key]:.1f}\u00a0%)" if total.key in shares else ""
            yield f"{total.label}{_(': ')}{total.value}{share}"
