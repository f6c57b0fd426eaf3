"""The lines that cells of tables stand in: docutils counts them wrongly, and findings must name the right ones."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import docutils
from docutils.parsers.rst.states import Body
from docutils.statemachine import StringList
from sphinx.directives.patches import CSVTable

from normative.guard.held import Held

if TYPE_CHECKING:
    from sphinx.application import Sphinx


#: What docutils takes off the line of a cell: one from 0.23 on, which puts drawn tables right, and all others wrong.
_TAKEN_OFF = int(docutils.__version_info__ >= (0, 23))


class PlacedCSVTable(CSVTable):
    """A table whose cells know the lines they stand in; docutils counts in each cell from the table's first line."""

    def parse_csv_data_into_rows(self, csv_data: Any, dialect: Any, source: str) -> tuple[list[Any], int]:
        rows, most = super().parse_csv_data_into_rows(csv_data, dialect, source)  # type: ignore[no-untyped-call]
        if not isinstance(csv_data, StringList):
            return rows, most
        reader = csv.reader((f"{line}\n" for line in csv_data), dialect=dialect)
        first = 0
        for row, cells in zip(rows, reader, strict=True):
            line = first
            for place, cell in enumerate(cells):
                *spans, _, block = row[place]
                block.items = csv_data.items[line : line + len(block)]
                row[place] = (*spans, line + _TAKEN_OFF, block)
                line += cell.count("\n")
            first = reader.line_num
        return rows, most


def _place(_app: Sphinx, held: Held) -> None:
    """Read drawn tables as docutils does, but for the line they begin in, of which docutils makes the one after.

    States have no registry that another class could be added to, so their class is changed while documents are read.
    """
    if _TAKEN_OFF:
        return
    read_table: Callable[..., Any] = Body.table

    def read_placed_table(state: Body, isolate_function: Any, parser_class: Any) -> Any:
        def build_table(cells: Any, line: int) -> Any:
            return Body.build_table(state, cells, line - 1)

        vars(state)["build_table"] = build_table
        try:
            return read_table(state, isolate_function, parser_class)
        finally:
            # Directives in the same state call the method of the class, with the right line.
            del vars(state)["build_table"]

    Body.table = read_placed_table  # type: ignore[method-assign]  # which is what it is for
    held.later(lambda: setattr(Body, "table", read_table))


def setup(app: Sphinx) -> None:
    """Put the reading of drawn tables right as long as a build reads."""
    Held(_place).setup(app, priority=999, is_for_reading=True)
