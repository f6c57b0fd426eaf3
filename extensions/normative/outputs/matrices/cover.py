"""The first sheet of the workbook of all tables: what it is, how to read it, its legend and its sheets."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from normative.model.formula import is_like_formula
from normative.model.matrix import Matrix, State
from normative.outputs.matrices.cells import CellWriter, sheet_text, state_text
from normative.outputs.matrices.content import Metadata
from normative.outputs.matrices.formats import Formats, Look
from normative.project.language import _

#: Of the columns, in characters.
_WIDTHS = (34, 110, 24, 10)
_HOW_TO_READ = (
    "Each sheet holds one table; the arrow at the head of a column filters and sorts it. Numbers are of paragraphs.",
    "Underlined entries lead to the HTML pages, if these stay where they were beside this file.",
    "A cell can have one link only; a cell that names several paragraphs or provisions has none.",
    "Figures above and below a table are over all its rows, and do not change when it is filtered.",
)


def write_cover(sheet: Worksheet, formats: Formats, tables: Sequence[tuple[str, Matrix]], metadata: Metadata) -> None:
    """Write the cover.

    :param tables: the names of the sheets with their tables.
    """
    cells = CellWriter(sheet, formats.cell(Look()))
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    cells.write_text(0, 0, sheet_text(metadata.title), formats.title)
    line = 1
    for name, value in (
        (_("Status"), metadata.status),
        (_("Release"), metadata.release),
        (_("Date"), metadata.date),
    ):
        if value:
            cells.write_text(line, 0, name, formats.note)
            cells.write_text(line, 1, sheet_text(value), formats.note)
            line += 1
    line = _write_heading(cells, line + 1, _("How to read the tables"), formats)
    for sentence in _HOW_TO_READ:
        cells.write_text(line, 0, _(sentence), formats.plain)
        line += 1
    legend = {state for _, matrix in tables for state in matrix.legend}
    line = _write_legend(cells, line + 1, [state for state in State if state in legend], formats)
    line = _write_heading(cells, line + 1, _("Tables"), formats)
    _write_list(sheet, cells, line, tables, formats)
    _set_up_page(sheet, metadata)


def _write_legend(cells: CellWriter, line: int, legend: Sequence[State], formats: Formats) -> int:
    """Write what the states of the tables mean, and return the line below."""
    if not legend:
        return line
    line = _write_heading(cells, line, _("Legend"), formats)
    for state in legend:
        shown = state_text(state)
        cells.write_text(line, 0, shown, formats.cell(Look(states=(state,), is_literal=is_like_formula(shown))))
        cells.write_text(line, 1, _(state.meaning), formats.cell(Look()))
        line += 1
    return line


def _write_list(
    sheet: Worksheet, cells: CellWriter, line: int, tables: Sequence[tuple[str, Matrix]], formats: Formats
) -> None:
    """Write the list of sheets, with links to them."""
    for place, head in enumerate((_("Sheet"), _("Table"), _("Kind"), _("Rows"))):
        cells.write_text(line, place, head, formats.head())
    for row, (name, matrix) in enumerate(tables, start=line + 1):
        # In a sheet's name within a link, an apostrophe is written twice.
        target = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{target}'!A1", formats.cell(Look(is_link=True)), name)
        title = sheet_text(matrix.title)
        cells.write_text(row, 1, title, formats.cell(Look(is_literal=is_like_formula(title))))
        cells.write_text(row, 2, sheet_text(matrix.kind), formats.cell(Look()))
        sheet.write_number(row, 3, len(matrix.rows), formats.number())


def _write_heading(cells: CellWriter, line: int, heading: str, formats: Formats) -> int:
    """Write a heading, and return the line below it."""
    cells.write_text(line, 0, heading, formats.heading)
    return line + 1


def _set_up_page(sheet: Worksheet, metadata: Metadata) -> None:
    if metadata.right_to_left:
        sheet.right_to_left()
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
