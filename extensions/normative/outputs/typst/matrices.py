"""The visitor for matrices: the tables for reviewers, cut into parts where a page is too narrow.

Apart from :mod:`normative.outputs.typst.tables` because rows of a matrix are values, not nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.matrix import Cell, Column, Crossing, Link, Matrix, Row, State, cell_text, groups
from normative.outputs.document.landscape import is_wide_matrix
from normative.outputs.document.parts import Part, alignment, lines_below, part_title, parts_of, state_text
from normative.outputs.document.targets import is_profile, provision_of_row
from normative.outputs.table.charts import alternative_text, draw_chart, is_drawn_on_paper
from normative.outputs.table.columns import LANDSCAPE_WIDTH, NESTED_WIDTH, UPRIGHT_WIDTH, breakable
from normative.outputs.table.shades import shade_of
from normative.outputs.typst.literals import content, string_literal, text_markup
from normative.outputs.typst.writing import Writer
from normative.project.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence


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
        if is_drawn_on_paper(matrix):
            drawing = string_literal(draw_chart(matrix, ink="#000000"))
            description = string_literal(alternative_text(matrix))
            self.begin(node, f"#chart({self.is_beside}, {drawing}, {description}")
            self.end(")")
        self.matrices.append(node.get("whole", matrix))
        if not matrix.rows:
            words = f"{content(text_markup(matrix.title))}, {content(text_markup(_('none.')))}"
            self.begin(node, f"#empty-table({self.is_beside}, {words}")
            self.end(f"){label}")
            self._write_totals(matrix)
            return
        for number, part in enumerate(parts, start=1):
            self.row_headings.append(1)
            title = part_title(matrix, number, len(parts))
            widths = ", ".join(f"{width:.1f}mm" for width in part.widths)
            aligned = ", ".join(alignment(matrix, index) for index in part.indexes)
            # A table that is a document of its own has its caption as title.
            caption = "none" if self.is_alone and len(parts) == 1 else content(text_markup(title))
            self.begin(node, f"#matrix-table(caption: {caption}, beside: {self.is_beside}, ")
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

    def _write_row(self, node: nodes.Element, matrix: Matrix, row: Row, part: Part, *, is_first: bool) -> None:
        named = not matrix.grid and len(matrix.columns) > 0
        for place, index in enumerate(part.indexes):
            if place == 0 and is_profile(node):
                markup = self._own_provision(row.cells[0], is_first=is_first)
            else:
                markup = self._cell(row.cells[index], named=named)
            if place == 0 and row.detail:
                markup = f"#detail{content(markup)}"
            shade = shade_of(row.cells[index]) if matrix.grid and matrix.columns[index].link else 0
            filled = f"table.cell(fill: shades.at({shade - 1}))" if shade else ""
            self.add(f"{filled}{content(markup)}, ")
        self.add("\n")

    def _own_provision(self, cell: Cell, *, is_first: bool) -> str:
        """Return the head of a row in a profile: the place that links to its provision lead to, so no link itself."""
        slug = provision_of_row(cell)
        label = self.targets.claim_anchor(self.docname, slug) if slug and is_first else None
        anchor = f"#metadata(none)#label({string_literal(label)})" if label else ""
        return anchor + text_markup(breakable(cell_text(cell)))

    def _cell(self, cell: Cell, *, named: bool) -> str:
        if isinstance(cell, Crossing):
            states = " ".join(state_text(state, named=named) for state in cell.states)
            shown = self._links(cell.links) if cell.count is None else text_markup(str(cell.count))
            separator = "" if not (states and shown) else ": " if named else " "
            return text_markup(states + separator) + shown
        if isinstance(cell, tuple):
            states = ", ".join(state_text(item, named=named) for item in cell if isinstance(item, State))
            return text_markup(states) + self._links([item for item in cell if isinstance(item, Link)])
        return text_markup(breakable(cell_text(cell)))

    def _links(self, links: Sequence[Link]) -> str:
        return '#", "'.join(self._link(link, text_markup(breakable(link.text))) for link in links)

    def _link(self, link: Link, markup: str) -> str:
        label = self.targets.label_of_link(link)
        return f"#internal-link({string_literal(label)}){content(markup)}" if label else markup

    def _write_totals(self, matrix: Matrix) -> None:
        lines = [content(text_markup(line)) for line in lines_below(matrix)]
        if lines:
            self.add(f"\n#under-matrix({self.is_beside}, {', '.join(lines)})\n\n")


def _head(column: Column, turned_height: float | None) -> str:
    """Return a column's head; no link, because a head repeats and PDF/UA forbids links in what repeats."""
    title = content(text_markup(breakable(column.title)))
    return title if turned_height is None else f"[#turned({turned_height:.1f}mm){title}]"
