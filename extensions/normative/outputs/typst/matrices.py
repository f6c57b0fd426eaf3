"""The visitor for matrices: the tables for reviewers, cut into parts where a page is too narrow.

Apart from :mod:`normative.outputs.typst.tables` because rows of a matrix are values, not nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from math import ceil
from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.matrix import (
    Cell,
    CellKind,
    Column,
    Crossing,
    Link,
    Matrix,
    Row,
    State,
    Total,
    cell_text,
    groups,
    states_of,
)
from normative.model.tables.request import TableKind
from normative.outputs.charts import alternative_text, draw_chart
from normative.outputs.typst.columns import (
    BOLD,
    CELL_PADDING,
    LANDSCAPE_WIDTH,
    NESTED_WIDTH,
    UPRIGHT_WIDTH,
    Measure,
    breakable,
    column_widths,
    cut_columns,
    measure,
    width_in_millimetres,
)
from normative.outputs.typst.landscape import is_wide_matrix
from normative.outputs.typst.literals import content, string_literal, text_markup
from normative.outputs.typst.targets import is_profile, provision_of_row
from normative.outputs.typst.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_POINTS = 8.0
#: A column of running text is never given more, so that its lines stay readable.
_WIDEST_TEXT = 75.0
#: A turned head may be this high before it breaks into lines.
_TURNED_HEIGHT = 38.0
_LINE = 3.6
_NUMBERS = (CellKind.NUMBER, CellKind.PERCENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The columns of a matrix that stand beside each other in one table."""

    indexes: list[int]
    widths: list[float]
    turned: frozenset[int]
    head_height: float


class MatrixVisitors(Writer):
    """Every part of a matrix is a table with repeated heads; links lead to paragraphs, provisions and instruments."""

    def visit_matrix_table(self, node: nodes.Element) -> None:
        matrix: Matrix = node["matrix"]
        turns = self.depth == 0 and not self.landscape and is_wide_matrix(matrix)
        if turns:
            self.open_landscape()
        self._write_matrix(node, matrix)
        if turns:
            self.close_landscape()
        raise nodes.SkipNode

    def _write_matrix(self, node: nodes.Element, matrix: Matrix) -> None:
        available = NESTED_WIDTH if self.depth else LANDSCAPE_WIDTH if self.landscape else UPRIGHT_WIDTH
        parts = parts_of(matrix, available)
        label = self.label(node)
        if matrix.kind == TableKind.CHART and matrix.rows:
            drawing = string_literal(draw_chart(matrix, ink="#000000", outlines=True))
            description = string_literal(alternative_text(matrix))
            self.begin(node, f"#chart({self.is_beside}, {drawing}, {description}")
            self.end(")")
        for number, part in enumerate(parts, start=1):
            title = matrix.title if len(parts) == 1 else f"{matrix.title} (part {number} of {len(parts)})"
            widths = ", ".join(f"{width:.1f}mm" for width in part.widths)
            aligned = ", ".join(_alignment(matrix, index) for index in part.indexes)
            self.begin(node, f"#matrix-table(caption: {content(text_markup(title))}, beside: {self.is_beside}, ")
            self.add(f"grid: {'true' if matrix.grid else 'false'}, columns: ({widths},), align: ({aligned},),\n")
            self._write_rows(node, matrix, part, is_first=number == 1)
            self.end(f"){label}")
            label = ""
        self._write_totals(matrix)

    def _write_rows(self, node: nodes.Element, matrix: Matrix, part: Part, *, is_first: bool) -> None:
        self.add("table.header(")
        for index in part.indexes:
            self.add(f"{_head(matrix.columns[index], part.head_height if index in part.turned else None)}, ")
        self.add("),\n")
        cut = groups(matrix.rows)
        # A repeated group heading lasts until the next one, so rows without a group after it forbid repeating.
        repeats = all(group for group, _rows in cut)
        for group, rows in cut:
            if group:
                heading = f"table.cell(colspan: {len(part.indexes)})[#group-heading{content(text_markup(group))}]"
                self.add(f"table.header(level: 2, {heading}),\n" if repeats else f"{heading},\n")
            for row in rows:
                self._write_row(node, matrix, row, part, is_first=is_first)
        if not matrix.rows:
            self.add(f"table.cell(colspan: {len(part.indexes)})[#emph{content(text_markup('None.'))}],\n")

    def _write_row(self, node: nodes.Element, matrix: Matrix, row: Row, part: Part, *, is_first: bool) -> None:
        named = not matrix.grid and len(matrix.columns) > 0
        for place, index in enumerate(part.indexes):
            if place == 0 and is_profile(node):
                markup = self._own_provision(row.cells[0], is_first=is_first)
            else:
                markup = self._cell(row.cells[index], named=named)
            if place == 0 and row.detail:
                markup = f"#detail{content(markup)}"
            self.add(f"{content(markup)}, ")
        self.add("\n")

    def _own_provision(self, cell: Cell, *, is_first: bool) -> str:
        """Return the head of a row in a profile: the place that links to its provision lead to, so no link itself."""
        slug = provision_of_row(cell)
        label = self.targets.claim_anchor(self.docname, slug) if slug and is_first else None
        anchor = f"#metadata(none)#label({string_literal(label)})" if label else ""
        return anchor + text_markup(breakable(cell_text(cell)))

    def _cell(self, cell: Cell, *, named: bool) -> str:
        if isinstance(cell, Crossing):
            states = " ".join(_state_text(state, named=named) for state in cell.states)
            shown = self._links(cell.links) if cell.count is None else text_markup(str(cell.count))
            separator = "" if not (states and shown) else ": " if named else " "
            return text_markup(states + separator) + shown
        if isinstance(cell, tuple):
            states = ", ".join(_state_text(item, named=named) for item in cell if isinstance(item, State))
            return text_markup(states) + self._links([item for item in cell if isinstance(item, Link)])
        return text_markup(breakable(cell_text(cell)))

    def _links(self, links: Sequence[Link]) -> str:
        return '#", "'.join(self._link(link, text_markup(breakable(link.text))) for link in links)

    def _link(self, link: Link, markup: str) -> str:
        label = self.targets.label_of_link(link)
        return f"#internal-link({string_literal(label)}){content(markup)}" if label else markup

    def _write_totals(self, matrix: Matrix) -> None:
        totals = "; ".join(_figures(matrix.totals))
        legend = "; ".join(f"{_state_text(state, named=True)}: {state.meaning}" for state in matrix.legend)
        lines = [content(text_markup(line)) for line in (totals, legend, *matrix.notes) if line]
        if lines:
            self.add(f"\n#under-matrix({self.is_beside}, {', '.join(lines)})\n\n")


def _head(column: Column, turned_height: float | None) -> str:
    """Return a column's head; no link, because a head repeats and PDF/UA forbids links in what repeats."""
    title = content(text_markup(breakable(column.title)))
    return title if turned_height is None else f"[#turned({turned_height:.1f}mm){title}]"


def _state_text(state: State, *, named: bool) -> str:
    return f"{state.symbol} {state.value}" if named else state.symbol


def _figures(totals: Sequence[Total]) -> Iterator[str]:
    """Yield each count with its label, and with its share where there is one."""
    shares = {total.key.removesuffix("_share"): total.value for total in totals if total.percent}
    for total in totals:
        if not total.percent:
            share = f" ({shares[total.key]:.1f}\u00a0%)" if total.key in shares else ""
            yield f"{total.label}: {total.value}{share}"


def _alignment(matrix: Matrix, index: int) -> str:
    if matrix.columns[index].kind in _NUMBERS:
        return "right"
    return "center" if matrix.grid and index >= _leading(matrix) else "left"


def _leading(matrix: Matrix) -> int:
    """Return how many columns head the rows and are repeated in every part: the first and the texts beside it."""
    texts = takewhile(lambda column: column.kind is CellKind.TEXT, matrix.columns[1:])
    return min(1 + sum(1 for _text in texts), 2) if matrix.grid else 1


def parts_of(matrix: Matrix, available: float) -> list[Part]:
    """Cut a matrix into parts that fit, with the widths of their columns."""
    leading = _leading(matrix)
    measures = [_measure(matrix, index) for index in range(len(matrix.columns))]
    heads = {index: _head_width(matrix.columns[index]) for index in range(leading, len(measures)) if matrix.grid}
    turned = {index: width for index, width in heads.items() if width + CELL_PADDING > measures[index].least}
    height = min(max(turned.values(), default=0.0), _TURNED_HEIGHT)
    least = [item.natural if matrix.grid and index < leading else item.least for index, item in enumerate(measures)]
    parts = []
    for indexes in cut_columns(least, leading, available):
        widths = column_widths([measures[index] for index in indexes], available)
        parts.append(Part(indexes=indexes, widths=widths, turned=frozenset(turned), head_height=height))
    return parts


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
    widest = 45.0 if matrix.grid else _WIDEST_TEXT
    indent = 3.0 if index == 0 and any(row.detail for row in matrix.rows) else 0.0
    return Measure(
        least=found.least + indent, natural=max(found.least, min(found.natural, widest)) + indent, weight=column.weight
    )


def _texts(matrix: Matrix, index: int, *, named: bool) -> Iterator[str]:
    for row in matrix.rows:
        cell = row.cells[index]
        states = states_of(cell)
        if states:
            # No-break space: a sign and its word are one.
            yield " ".join(_state_text(item, named=named) for item in states)
        if isinstance(cell, Crossing):
            yield cell_text(cell.links if cell.count is None else cell.count)
        elif not isinstance(cell, tuple) or not cell or isinstance(cell[0], Link):
            yield cell_text(cell)
