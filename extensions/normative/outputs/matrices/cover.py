"""The first sheet of the workbook of all tables: what it is, how to read it, its legend and its sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from normative.model.matrix import Matrix, State
from normative.outputs.matrices.cells import CellWriter, sheet_text, state_text
from normative.outputs.matrices.content import Metadata, is_like_formula
from normative.outputs.matrices.formats import Formats

_HOW_TO_READ = (
    "Each sheet holds one table; the arrow at the head of a column filters and sorts it.",
    "Underlined entries lead to the HTML pages, if these stay where they were beside this file.",
    "A cell can have one link only; a cell that names several paragraphs or provisions has none.",
    "Figures below a table are over all its rows, and do not change when it is filtered.",
)
_MEANINGS: Mapping[State, str] = {
    State.ADDRESSED: "at least one paragraph rests on the provision",
    State.JUSTIFIED: "left out, with a reason",
    State.SILENT: "neither addressed nor left out with a reason",
    State.SYNERGY: "both provisions say the same",
    State.COMPLEMENT: "one provision adds something to the other",
    State.TENSION: "the provisions pull apart",
    State.GAP: "the provision has no counterpart in the other instrument",
    State.UNVERIFIED: "nobody has checked it against a source yet",
}


def write_cover(sheet: Worksheet, formats: Formats, tables: Sequence[tuple[str, Matrix]], metadata: Metadata) -> None:
    """Write the cover.

    :param tables: the names of the sheets with their tables.
    """
    cells = CellWriter(sheet, formats.cell())
    text = formats.cell()
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    sheet.set_column(2, 2, 24)
    sheet.set_column(3, 3, 10)
    cells.write_text(0, 0, sheet_text(metadata.title), formats.title)
    cells.write_text(1, 0, sheet_text(metadata.status), formats.note)
    cells.write_text(2, 0, sheet_text(f"Release {metadata.release}" if metadata.release else ""), formats.note)
    line = _write_heading(cells, 4, "How to read the tables", formats)
    for sentence in _HOW_TO_READ:
        cells.write_text(line, 0, sentence, formats.plain)
        line += 1
    line = _write_heading(cells, line + 1, "Legend", formats)
    for state, meaning in _MEANINGS.items():
        shown = state_text(state)
        cells.write_text(line, 0, shown, formats.cell(states=(state,), is_literal=is_like_formula(shown)))
        cells.write_text(line, 1, meaning, text)
        line += 1
    line = _write_heading(cells, line + 1, "Tables", formats)
    for place, head in enumerate(("Sheet", "Table", "Kind", "Rows")):
        cells.write_text(line, place, head, formats.head())
    for row, (name, matrix) in enumerate(tables, start=line + 1):
        # In a sheet's name within a link, an apostrophe is written twice.
        target = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{target}'!A1", formats.cell(is_link=True), name)
        title = sheet_text(matrix.title)
        cells.write_text(row, 1, title, formats.cell(is_literal=is_like_formula(title)))
        cells.write_text(row, 2, sheet_text(matrix.kind), text)
        sheet.write_number(row, 3, len(matrix.rows), formats.number())
    _set_up_page(sheet)


def _write_heading(cells: CellWriter, line: int, heading: str, formats: Formats) -> int:
    """Write a heading, and return the line below it."""
    cells.write_text(line, 0, heading, formats.heading)
    return line + 1


def _set_up_page(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
