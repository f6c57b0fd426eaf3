"""Visitors for the tables that authors write themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from normative.outputs.document.landscape import is_wide_table
from normative.outputs.docx.cells import add_cell, add_line, add_row, add_table
from normative.outputs.docx.pages import PageVisitors
from normative.outputs.docx.writing import CELL, is_empty
from normative.outputs.table.table_widths import is_stub, widths_of_table
from normative.project.reading import plain_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

#: The size of letters in tables.
POINTS = 8.0


class TableVisitors(PageVisitors):
    """Tables with captions, heads that repeat on each page, and cells over several rows or columns."""

    def visit_table(self, node: nodes.Element) -> None:
        turns = self.depth == 0 and not self.landscape and is_wide_table(node)
        if turns:
            self.open_landscape()
        self.flush_item()
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        if title is not None:
            self.open_paragraph("Caption", left=self.setting.left)
            self.bookmark(node)
            self.words(self.caption_label(node, "table"))
            self.visit_children(title)
        else:
            self.bookmark_next(node)
        self.close_paragraph()
        outer, self.in_table = (self.in_table, self.longest_word), True
        for group in node.children:
            if isinstance(group, nodes.tgroup):
                self._write_group(node, group, "" if title is None else plain_title(title))
        self.in_table, self.longest_word = outer
        self.end_table()
        if turns:
            self.close_landscape()
        raise nodes.SkipNode

    def end_table(self) -> None:
        """Set a line of no height behind a table: Word joins tables that nothing parts."""
        self.open_paragraph("TableEnd")
        self.close_paragraph()

    def _write_group(self, table: nodes.Element, group: nodes.Element, title: str) -> None:
        widths, self.longest_word = widths_of_table(table, self.width, POINTS)
        columns = [child for child in group.children if isinstance(child, nodes.colspec)]
        left = self.setting.left or 0
        element = add_table(
            self.container,
            widths,
            style="RowTable",
            title=title,
            left=left if self.depth else 0,
            row_heads=any(column.get("stub") for column in columns),
        )
        for part in group.children:
            if isinstance(part, nodes.thead | nodes.tbody):
                self._write_rows(element, part, widths)

    def _write_rows(self, table: _Element, part: nodes.Element, widths: Sequence[float]) -> None:
        is_head = isinstance(part, nodes.thead)
        #: By the column a cell begins in: how many columns it has, and how many more rows.
        open_cells: dict[int, tuple[int, int]] = {}
        for row in part.children:
            if not isinstance(row, nodes.Element):
                continue
            element = add_row(table, is_head=is_head)
            column = 0
            entries = [entry for entry in row.children if isinstance(entry, nodes.Element)]
            while entries or column in open_cells:
                if column in open_cells:
                    column += _continue(element, open_cells, column, widths)
                else:
                    column += self._write_entry(element, entries.pop(0), column, open_cells, widths, is_head=is_head)
            if column < len(widths):  # A row that is too short, which docutils does not make.
                add_line(add_cell(element, sum(widths[column:]), columns=len(widths) - column), CELL.style)

    def _write_entry(
        self,
        row: _Element,
        entry: nodes.Element,
        column: int,
        open_cells: dict[int, tuple[int, int]],
        widths: Sequence[float],
        *,
        is_head: bool,
    ) -> int:
        """Write a cell, and return how many columns it has."""
        span, more = 1 + int(entry.get("morecols", 0)), int(entry.get("morerows", 0))
        if more:
            open_cells[column] = (span, more)
        entry["column"] = column
        cell = add_cell(
            row, sum(widths[column : column + span]), columns=span, merge="restart" if more else "", is_head=is_head
        )
        with self.inside(cell, replace(CELL, style="TableHead") if is_head or is_stub(entry) else CELL):
            self.bookmark_next(entry)
            self.visit_children(entry)
            self.close_paragraph()
            if is_empty(cell) or self.has_waiting_bookmarks:
                self.open_paragraph()
        return span


def _continue(row: _Element, open_cells: dict[int, tuple[int, int]], column: int, widths: Sequence[float]) -> int:
    """Write the further part of a cell over several rows, and return how many columns it has."""
    span, more = open_cells.pop(column)
    if more > 1:
        open_cells[column] = (span, more - 1)
    add_line(add_cell(row, sum(widths[column : column + span]), columns=span, merge="continue"), CELL.style)
    return span
