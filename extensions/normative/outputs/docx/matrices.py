"""The visitor for matrices: the tables for reviewers, cut into parts where a page is too narrow.

Apart from :mod:`normative.outputs.docx.tables` because rows of a matrix are values, not nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.matrix import Cell, Crossing, Link, LinkKind, Matrix, Row, State, cell_text, groups
from normative.outputs.document.landscape import is_wide_matrix
from normative.outputs.document.parts import Part, alignment, lines_below, part_title, parts_of, state_text
from normative.outputs.document.targets import is_profile, provision_of_row
from normative.outputs.docx.cells import add_cell, add_line, add_row, add_table
from normative.outputs.docx.pictures import PictureVisitors
from normative.outputs.docx.rasters import rasterize
from normative.outputs.docx.tables import TableVisitors
from normative.outputs.docx.wordml import add, add_field, add_text, name
from normative.outputs.table.charts import alternative_text, draw_chart, is_drawn_on_paper
from normative.outputs.table.columns import breakable
from normative.outputs.table.shades import COLOURS, shade_of
from normative.project.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from normative.project.nodes import matrix_table

#: How far a subordinate row is moved in, in twips.
_DETAIL = 170


class MatrixVisitors(TableVisitors, PictureVisitors):
    """Every part of a matrix is a table with repeated heads; numbers of paragraphs are fields that follow them."""

    def visit_matrix_table(self, node: matrix_table) -> None:
        matrix: Matrix = node["matrix"]
        turns = self.depth == 0 and not self.landscape and is_wide_matrix(matrix)
        if turns:
            self.open_landscape()
        self.flush_item()
        self._write_matrix(node, matrix)
        if turns:
            self.close_landscape()
        raise nodes.SkipNode

    def _write_matrix(self, node: matrix_table, matrix: Matrix) -> None:
        self.bookmark_next(node)
        if is_drawn_on_paper(matrix):
            self.write_picture(rasterize(draw_chart(matrix, ink="#000000")), alternative_text(matrix))
        if not matrix.rows:
            self.open_paragraph("TableNote", left=self.setting.left)
            add_text(self.target(), f"{matrix.title}{_(': ')}", ["bold"])
            add_text(self.target(), _("none."))
        parts = parts_of(matrix, self.width) if matrix.rows else []
        for number, part in enumerate(parts, start=1):
            title = part_title(matrix, number, len(parts))
            self.open_paragraph("Caption", left=self.setting.left)
            add_text(self.target(), title)
            self.close_paragraph()
            table = add_table(
                self.container,
                part.widths,
                style="GridTable" if matrix.grid else "RowTable",
                title=title,
                left=(self.setting.left or 0) if self.depth else 0,
            )
            self._write_rows_of(node, table, part, is_first=number == 1)
            if number < len(parts):
                self.end_table()
        for line in lines_below(matrix):
            self.open_paragraph("TableNote", left=self.setting.left)
            add_text(self.target(), line)
        self.end_table()

    def _write_rows_of(self, node: matrix_table, table: _Element, part: Part, *, is_first: bool) -> None:
        matrix: Matrix = node["matrix"]
        head = add_row(table, is_head=True, height=part.head_height)
        for index, width in zip(part.indexes, part.widths, strict=True):
            column, turned = matrix.columns[index], index in part.turned
            cell = add_cell(head, width, is_turned=turned, is_head=True)
            line = add_line(cell, "TableHead", alignment="start" if turned else alignment(matrix, index))
            add_text(line, breakable(column.title))
        for group, rows in groups(matrix.rows):
            if group:
                self._write_across(table, part, group, "TableGroup")
            for row in rows:
                self._write_row(node, table, row, part, is_first=is_first)

    def _write_across(self, table: _Element, part: Part, text: str, style: str) -> None:
        cell = add_cell(add_row(table), sum(part.widths), columns=len(part.indexes))
        add_text(add_line(cell, style), text)

    def _write_row(self, node: matrix_table, table: _Element, row: Row, part: Part, *, is_first: bool) -> None:
        matrix: Matrix = node["matrix"]
        element = add_row(table)
        for place, (index, width) in enumerate(zip(part.indexes, part.widths, strict=True)):
            shade = shade_of(row.cells[index]) if matrix.grid and matrix.columns[index].link else 0
            line = add_line(
                add_cell(element, width, fill=COLOURS[shade - 1] if shade else ""),
                "TableText",
                alignment=alignment(matrix, index),
                left=_DETAIL if place == 0 and row.detail else 0,
            )
            if place == 0 and is_profile(node):
                self._write_own_provision(line, row.cells[0], is_first=is_first)
            else:
                self._write_cell(line, row.cells[index], named=not matrix.grid)

    def _write_own_provision(self, line: _Element, cell: Cell, *, is_first: bool) -> None:
        """Write the head of a row in a profile: the place that links to its provision lead to, so no link itself."""
        slug = provision_of_row(cell)
        bookmark = self.bookmarks.of_anchor(self.docname, slug) if slug and is_first else None
        run = add_text(line, breakable(cell_text(cell)))
        if bookmark:
            self.bookmark_ids.enclose(bookmark, run, run)

    def _write_cell(self, line: _Element, cell: Cell, *, named: bool) -> None:
        if isinstance(cell, Crossing):
            states = " ".join(state_text(state, named=named) for state in cell.states)
            count = "" if cell.count is None else str(cell.count)
            separator = (": " if named else " ") if states and (count or cell.links) else ""
            if states or count:
                add_text(line, f"{states}{separator}{count}")
            if cell.count is None:
                self._write_links(line, cell.links)
        elif isinstance(cell, tuple):
            states = ", ".join(state_text(item, named=named) for item in cell if isinstance(item, State))
            if states:
                add_text(line, states)
            self._write_links(line, [item for item in cell if isinstance(item, Link)])
        else:
            text = breakable(cell_text(cell))
            if text:
                add_text(line, text)

    def _write_links(self, line: _Element, links: Sequence[Link]) -> None:
        for number, link in enumerate(links):
            if number:
                add_text(line, ", ")
            self._write_link(line, link)

    def _write_link(self, line: _Element, link: Link) -> None:
        label = self.targets.label_of_link(link)
        if label is None:
            add_text(line, breakable(link.text))
            return
        bookmark = self.bookmarks.named(label)
        if link.kind is LinkKind.PARAGRAPH and link.text == str(self.bookmarks.number_at(bookmark)):
            add_field(line, f"REF {bookmark} \\r \\h", link.text)
            return
        anchor = add(line, "hyperlink", history=1)
        anchor.set(name("w:anchor"), bookmark)
        add_text(anchor, breakable(link.text))
