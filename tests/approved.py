"""Texts that somebody has looked at: what a change does to them is seen in its difference, and approved with it.

With ``NORMATIVE_APPROVE=1`` in the environment a test writes its text anew instead of comparing it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from word_file import WordFile

from normative.model.matrix import Cell, Crossing, Link, Matrix, State

#: How large letters in a workbook are where nobody says it.
_POINTS = 11
FOLDER = Path(__file__).with_name("approved")


def assert_approved(name: str, text: str) -> None:
    """Compare a text with what was approved."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("NORMATIVE_APPROVE"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"if that is meant, run this test with NORMATIVE_APPROVE=1: {path}"


def in_lines(markup: str) -> str:
    """Return XML or HTML with each element on a line of its own, so that differences can be read."""
    return markup.replace("><", ">\n<")


def head_text(page: Any) -> str:
    """Return what a page of a site takes from the package's files, and what its head says to scripts, line by line."""
    found = page.xpath("//head//@src | //head//@href | //head/meta[starts-with(@name, 'normative')]/@content")
    own = [item.partition("?")[0] for item in found if "normative" in item or "matrices" in item or ":" in item]
    return "".join(f"head: {item}\n" for item in own)


def book_text(path: Path) -> str:
    """Return a workbook sheet by sheet: how it is shown and printed, what may be chosen in it, its rows with links."""
    lines = []
    book = load_workbook(path)
    for sheet in book.worksheets:
        lines += [f"## {sheet.title}{' (protected)' if sheet.protection.sheet else ''}", ""]
        lines += [*_sheet_looks(sheet), *(["opens first"] if sheet == book.active else [])]
        lines += [
            f"column {letter}: {'hidden' if column.hidden else round(column.width, 1)}"
            for letter, column in sorted(sheet.column_dimensions.items())
        ]
        lines += [
            f"choice {choice.sqref}: {choice.formula1}{' or nothing' if choice.allow_blank else ''}"
            for choice in sheet.data_validations.dataValidation
        ]
        for row in sheet.iter_rows():
            cells = [(cell, "" if cell.value is None else str(cell.value).replace("\n", "\\n")) for cell in row]
            said = [f"{text} <{cell.hyperlink.target}>" if cell.hyperlink else text for cell, text in cells]
            lines.append(" | ".join(said).rstrip(" |"))
        lines.append("")
    return "\n".join(lines)


def _sheet_looks(sheet: Any) -> Iterator[str]:
    """Yield how a sheet is shown and printed, and how cells differ from others."""
    if sheet.freeze_panes:
        yield f"frozen at {sheet.freeze_panes}"
    if sheet.sheet_view.rightToLeft:
        yield "from right to left"
    if sheet.protection.sheet:
        allowed = [name for name in ("formatColumns", "formatRows") if not getattr(sheet.protection, name)]
        yield f"may be changed all the same: {', '.join(allowed) or 'nothing'}"
    page, properties = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
    if page.orientation or (properties and properties.fitToPage):
        fitted = (
            f", {page.fitToWidth or 1} wide and {page.fitToHeight} high" if properties and properties.fitToPage else ""
        )
        yield f"printed {page.orientation}{fitted}"
    if sheet.print_title_rows:
        yield f"on every page: {sheet.print_title_rows}"
    looks: dict[str, list[Any]] = {}
    for cell in (cell for column in sheet.iter_cols() for cell in column):
        for look in _cell_looks(cell):
            looks.setdefault(look, []).append(cell)
    for look, cells in looks.items():
        # Cells of a column below one another are named together.
        runs = [list(run) for _, run in groupby(enumerate(cells), lambda item: (item[1].column, item[1].row - item[0]))]
        spans = [f"{run[0][1].coordinate}{f'-{run[-1][1].row}' if len(run) > 1 else ''}" for run in runs]
        yield f"{look}: {' '.join(spans)}"


def _cell_looks(cell: Any) -> Iterator[str]:
    if cell.font.b:
        yield "bold"
    if cell.font.sz not in (None, _POINTS):
        yield f"{cell.font.sz} points"
    if cell.font.color is not None and isinstance(cell.font.color.rgb, str):
        yield f"colour {cell.font.color.rgb}"
    if cell.fill.fill_type:
        yield f"filled with {cell.fill.fgColor.rgb}"
    if cell.alignment.wrap_text or cell.alignment.vertical:
        yield f"{'wrapped' if cell.alignment.wrap_text else 'in one line'}, {cell.alignment.vertical}"
    if not cell.protection.locked:
        yield "free"
    if cell.number_format != "General":
        yield f"as {cell.number_format}"


def word_text(path: Path) -> str:
    """Return a Word file line by line: the style, the number and the words of each paragraph."""
    return "".join(f"{block.style}: {block.label} {block.text}\n" for block in WordFile(path).blocks)


def tables_text(tables: Iterable[dict[str, Any]]) -> str:
    """Return tables, as their JSON files have them, one after the other."""
    return "".join(map(_table_text, tables))


def _table_text(table: dict[str, Any]) -> str:
    """Return a table line by line: its head, columns, rows and what stands around them."""
    form = "grid" if table["grid"] else "list"
    lines = [f"## {table['name']}: {table['kind']}, {form}", table["title"], ""]
    lines += [f"column {one['key']} ({one['kind']}): {one['title']}{_link(one['link'])}" for one in table["columns"]]
    lines += [f"state {one['state']} {one['symbol']}: {one['meaning']}" for one in table["legend"]]
    lines += [f"total {one['key']}: {one['label']}: {_cell(one['value'])}" for one in table["totals"]]
    lines += [f"note {note}" for note in table["notes"]]
    for row in table["rows"]:
        head = f"{row['group']}: " if row["group"] else ""
        lines.append(f"{'+ ' if row['detail'] else '- '}{head}{' | '.join(map(_cell, row['cells']))}")
    return "\n".join([*lines, "", ""])


def _cell(cell: Any) -> str:
    if not isinstance(cell, dict):
        return "" if cell is None else str(cell).replace("\n", "\\n")
    if "percent" in cell:
        return f"{cell['percent']:.2f} %"
    links = [f"{link['text']}{_link(link)}" for link in cell.get("links", ())]
    count = [f"({cell['count']})"] if "count" in cell else []
    return " ".join([*cell.get("states", ()), *count, *links])


def _link(link: dict[str, Any] | None) -> str:
    return "" if link is None else f" <{link['kind']} {link['target']}, {link['href'] or 'nowhere'}>"


def matrix_text(matrix: Matrix) -> str:
    """Return a table of the model line by line, with all that outputs read of it."""
    lines = [f"## {matrix.kind}, {'grid' if matrix.grid else 'list'}: {matrix.title}", ""]
    lines += [
        f"column {one.key} ({one.kind}{', to choose by' if one.facet else ''}): {one.title}{_target(one.link)}"
        for one in matrix.columns
    ]
    for row in matrix.rows:
        head = f"{row.group}: " if row.group else ""
        treaties = f" [{', '.join(row.treaties)}]" if row.treaties else ""
        lines.append(f"{'+ ' if row.detail else '- '}{head}{' | '.join(map(_value, row.cells))}{treaties}")
    lines += [f"total {one.key}: {one.label}: {one.value}{' %' if one.percent else ''}" for one in matrix.totals]
    lines += [f"note {note}" for note in matrix.notes]
    lines += [f"legend {', '.join(matrix.legend)}"] if matrix.legend else []
    if matrix.measure:
        lines.append(f"covered {matrix.measure.share:.2f} %, but for {'; '.join(matrix.measure.missing) or 'nothing'}")
    return "\n".join([*lines, "", ""])


def _value(cell: Cell) -> str:
    if isinstance(cell, Crossing):
        return " ".join([*cell.states, *([] if cell.count is None else [f"({cell.count})"]), _value(cell.links)])
    if isinstance(cell, tuple):
        return ", ".join(item.value if isinstance(item, State) else f"{item.text}{_target(item)}" for item in cell)
    return "" if cell is None else str(cell).replace("\n", "\\n")


def _target(link: Link | None) -> str:
    return "" if link is None else f" <{link.kind} {link.target}>"
