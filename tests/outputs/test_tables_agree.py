"""The worked example's tables hold the same numbers in JSON, CSV, Excel, HTML and PDF."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pypdfium2
import pytest
from lxml import html

SIGNS = re.compile(r"[●◐○=+×–?†]\s+")
#: The tables that the PDF leaves out.
ONLY_ON_SCREEN = ("paragraph-list",)

Table = dict[str, Any]


@pytest.fixture(scope="session")
def tables(worked_example: Path) -> list[Table]:
    """Every table as JSON."""
    index = json.loads((worked_example / "matrices" / "index.json").read_text(encoding="utf-8"))
    return [
        json.loads((worked_example / "matrices" / item["files"]["json"]).read_text(encoding="utf-8"))
        for item in index["tables"]
    ]


@pytest.fixture(scope="session")
def pdf_text(worked_example: Path) -> str:
    """The text of the PDF with annexes, white space folded."""
    path = worked_example / "typst" / "general-comment-with-annexes.pdf"
    with pypdfium2.PdfDocument(path) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


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
    counts = cell.xpath(".//summary/text()")
    return str(counts[0] if counts else cell.text_content())


def expected(table: Table) -> list[list[str]]:
    """Return the cells of a table as words."""
    return [[words(cell_text(cell)) for cell in row["cells"]] for row in table["rows"]]


def test_every_kind_of_table_is_there(tables: list[Table]) -> None:
    kinds = {table["kind"] for table in tables}
    assert kinds == {
        "traceability-matrix",
        "convergence-matrix",
        "crosswalk",
        "coverage",
        "instrument",
        "paragraph-list",
        "chart",
        "state-panorama",
        "accepted-findings",
    }
    # The worked example accepts nothing.
    assert [table["name"] for table in tables if not table["rows"]] == ["accepted-findings"]


def test_json_follows_the_schema(worked_example: Path, tables: list[Table]) -> None:
    schema = json.loads((worked_example / "matrices" / "matrix.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for table in tables for error in validator.iter_errors(table)] == []


def test_csv_equals_json(worked_example: Path, tables: list[Table]) -> None:
    for table in tables:
        with (worked_example / "matrices" / f"{table['name']}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        extra = len(rows[0]) - len(table["columns"])
        assert rows[0][extra:] == [column["title"] for column in table["columns"]]
        assert [[words(cell) for cell in row[extra:]] for row in rows[1:]] == expected(table), table["name"]


def test_excel_equals_json(worked_example: Path, tables: list[Table]) -> None:
    book = openpyxl.load_workbook(worked_example / "matrices" / "matrices.xlsx")
    assert len(book.sheetnames) == len(tables) + 1
    for table, name in zip(tables, book.sheetnames[1:], strict=True):
        alone = openpyxl.load_workbook(worked_example / "matrices" / f"{table['name']}.xlsx")
        for worksheet in (alone.worksheets[0], book[name]):
            (area,) = worksheet.tables.values()
            rows = [[cell.value for cell in row] for row in worksheet[area.ref]]
            extra = len(rows[0]) - len(table["columns"])
            printed = [[words(cell) for cell in row[extra:]] for row in rows[1:]]
            assert printed == (expected(table) or [["No entries", "", "", ""]]), table["name"]


def test_html_equals_json(worked_example: Path, tables: list[Table]) -> None:
    pages = [html.parse(str(path)) for path in sorted((worked_example / "html" / "annexes").glob("*.html"))]
    for table in tables:
        (found,) = [div for page in pages for div in page.xpath(f"//div[@id='{table['name']}']")]
        rows = found.xpath(".//tbody/tr[not(contains(@class, 'matrix-group'))]")
        printed = [[words(html_text(cell)) for cell in row.xpath("./th|./td")] for row in rows]
        assert printed == (expected(table) or [["None."]]), table["name"]
        assert found.xpath("./p[@class='matrix-note']/text()") == table["notes"]
        for total in table["totals"]:
            if not isinstance(total["value"], dict):
                (value,) = found.xpath(f".//dd[@data-total='{total['key']}']/text()")
                assert value.split()[0] == str(total["value"])


def test_pdf_equals_json(tables: list[Table], pdf_text: str) -> None:
    for table in tables:
        if table["name"] in ONLY_ON_SCREEN:
            continue
        assert table["title"] in pdf_text
        assert [note for note in table["notes"] if note not in pdf_text] == []
        shares = {
            total["key"].removesuffix("_share"): total for total in table["totals"] if isinstance(total["value"], dict)
        }
        for total in table["totals"]:
            if isinstance(total["value"], dict):
                continue
            share = f" ({shares[total['key']]['value']['percent']:.1f} %)" if total["key"] in shares else ""
            assert f"{total['label']}: {total['value']}{share}" in pdf_text.replace("\u00a0", " "), table["name"]


@pytest.mark.parametrize("name", ["coverage-icrmw", "coverage-gcm"])
def test_pdf_prints_every_state_of_a_coverage(name: str, tables: list[Table], pdf_text: str) -> None:
    (table,) = [table for table in tables if table["name"] == name]
    body = pdf_text.rsplit(table["title"], maxsplit=1)[-1].split("● addressed:", maxsplit=1)[0]
    totals = {total["key"]: total["value"] for total in table["totals"]}
    for sign, state in (("●", "addressed"), ("◐", "justified"), ("○", "silent")):
        assert body.count(f"{sign} {state}") == totals[state]
    assert totals["addressed"] + totals["justified"] + totals["silent"] == totals["provisions"] == len(table["rows"])
