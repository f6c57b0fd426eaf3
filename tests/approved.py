"""Texts that somebody has looked at: what a change does to them is seen in its difference, and approved with it.

With ``NORMATIVE_APPROVE=1`` in the environment a test writes its text anew instead of comparing it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from word_file import WordFile

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


def book_text(path: Path) -> str:
    """Return a workbook sheet by sheet: its columns, what may be chosen in it, and its rows with their links."""
    lines = []
    for sheet in load_workbook(path).worksheets:
        lines += [f"## {sheet.title}{' (protected)' if sheet.protection.sheet else ''}", ""]
        lines += [
            f"column {letter}: {'hidden' if column.hidden else round(column.width, 1)}"
            for letter, column in sorted(sheet.column_dimensions.items())
        ]
        lines += [f"choice {choice.sqref}: {choice.formula1}" for choice in sheet.data_validations.dataValidation]
        for row in sheet.iter_rows():
            cells = [(cell, "" if cell.value is None else str(cell.value).replace("\n", "\\n")) for cell in row]
            said = [f"{text} <{cell.hyperlink.target}>" if cell.hyperlink else text for cell, text in cells]
            lines.append(" | ".join(said).rstrip(" |"))
        lines.append("")
    return "\n".join(lines)


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
