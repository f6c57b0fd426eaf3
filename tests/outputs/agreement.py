"""Reads one table back from each format, so that their words and numbers can be compared."""

from __future__ import annotations

import csv
import json
import re
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import html
from openpyxl.worksheet.worksheet import Worksheet

SIGNS = re.compile(r"[●◐○=+×–?†!¶§]\s+")

Table = dict[str, Any]


def tables_of(folder: Path) -> list[Table]:
    """Return every table of a folder as its JSON file has it."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return [json.loads((folder / item["files"]["json"]).read_text(encoding="utf-8")) for item in index["tables"]]


def cell_text(cell: Any) -> str:
    """Return a JSON cell as the other formats print it, without the signs of states."""
    if cell is None:
        return ""
    if isinstance(cell, dict):
        if "percent" in cell:
            return f"{cell['percent']:.1f}"
        states = ", ".join(cell.get("states", ()))
        links = str(cell["count"]) if "count" in cell else ", ".join(link["text"] for link in cell.get("links", ()))
        return ": ".join(part for part in (states, links) if part)
    return str(cell)


def words(text: object) -> str:
    """Return a text so that formats can be compared: no signs, no separators, white space folded."""
    plain = SIGNS.sub("", "" if text is None else str(text))
    return " ".join(re.sub(r"[:,]", " ", plain).split())


def html_text(cell: html.HtmlElement) -> str:
    """Return a cell as it first shows: a count that opens is closed."""
    shown = deepcopy(cell)
    for opened in shown.xpath(".//details"):
        opened[:] = opened.xpath("./summary")
        opened[0][:] = []
    return str(shown.text_content())


def expected(table: Table) -> list[list[str]]:
    """Return the cells of a table as words."""
    return [[words(cell_text(cell)) for cell in row["cells"]] for row in table["rows"]]


def counted(table: Table) -> dict[str, str]:
    """Return the figures of a table, but for shares."""
    return {total["key"]: str(total["value"]) for total in table["totals"] if not isinstance(total["value"], dict)}


def csv_rows(folder: Path, table: Table) -> list[list[str]]:
    """Return the lines of a table's CSV file, heads first, without the column of groups."""
    with (folder / f"{table['name']}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    extra = len(rows[0]) - len(table["columns"])
    return [row[extra:] for row in rows]


def sheet_rows(worksheet: Worksheet, table: Table) -> list[list[str]]:
    """Return the rows of a table's sheet as words, without the column of groups and that for remarks."""
    (area,) = worksheet.tables.values()
    rows = [[_shown(cell) for cell in row] for row in worksheet[area.ref]]
    if not table["grid"]:
        assert (rows[0].pop(), {row.pop() for row in rows[1:]}) == ("Remark", {""})
    extra = len(rows[0]) - len(table["columns"])
    return [[words(cell) for cell in row[extra:]] for row in rows[1:]]


def _shown(cell: Any) -> str:
    """Return what Excel shows of a cell."""
    if isinstance(cell.value, datetime):
        assert cell.number_format == "yyyy-mm-dd"
        return cell.value.date().isoformat()
    if cell.number_format == "0.0%":
        return f"{100 * cell.value:.1f}"
    return "" if cell.value is None else str(cell.value)


def page_rows(box: html.HtmlElement) -> list[list[str]]:
    """Return the rows of a table on its page as words."""
    rows = box.xpath(".//tbody/tr[not(contains(@class, 'matrix-group'))]")
    return [[words(html_text(cell)) for cell in row.xpath("./th|./td")] for row in rows]


def page_totals(box: html.HtmlElement) -> dict[str, str]:
    """Return the figures above a table on its page."""
    return {total.get("data-total"): total.text_content().split()[0] for total in box.xpath(".//dd[@data-total]")}
