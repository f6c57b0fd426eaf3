"""A table as CSV: RFC 4180 in UTF-8 with the byte order mark by which Excel knows it.

One heading line and the rows, nothing else, so that any program can read it; totals and links are in the other
files.
"""

from __future__ import annotations

import csv
import io

from normative.model.formula import is_like_formula
from normative.model.matrix import Cell, Matrix, cell_text
from normative.outputs.matrices.content import has_groups, printable
from normative.project.language import _


def render_csv(matrix: Matrix) -> bytes:
    """Return the table; what a spreadsheet would compute is led by an apostrophe, as OWASP advises."""
    grouped = has_groups(matrix)
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    titles = [column.title for column in matrix.columns]
    lines.writerow(map(_field, [_("Group"), *titles] if grouped else titles))
    for row in matrix.rows:
        cells = (row.group, *row.cells) if grouped else row.cells
        # Most cells of a grid are empty, which is None to this writer, too.
        lines.writerow([None if cell is None else _field(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _field(cell: Cell) -> str:
    text = printable(cell_text(cell))
    # A number below zero is a number.
    return f"'{text}" if is_like_formula(text) and not isinstance(cell, int | float) else text
