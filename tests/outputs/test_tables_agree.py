"""The worked example's tables hold the same numbers in JSON, CSV, Excel, HTML and PDF."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import openpyxl
import pypdfium2
import pytest
from agreement import Table, counted, csv_rows, expected, page_rows, page_totals, sheet_rows, tables_of, words
from lxml import html

#: The tables that the PDF leaves out.
ONLY_ON_SCREEN = ("paragraph-list",)
#: How notes begin that explain cells which print leaves out: reasons of crosswalks, dates of States and doubts about them.
OF_WHAT_IS_NOT_PRINTED = ("Two paragraphs are connected by", "A date is that of", "* ", "† ")


@pytest.fixture(scope="session")
def tables(worked_example: Path) -> list[Table]:
    """Every table as JSON."""
    return tables_of(worked_example / "matrices")


@pytest.fixture(scope="session")
def pdf_text(worked_example: Path) -> str:
    """The text of the PDF with annexes, white space folded."""
    path = worked_example / "pdf" / "general-comment-with-annexes.pdf"
    with pypdfium2.PdfDocument(path) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


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
        "drafts",
        "concordance",
        "review-state",
        "pinpoints",
        "practice",
        "inputs-received",
        "inputs-matrix",
        "comment-statistics",
        "dispositions",
    }
    # The worked example accepts nothing.
    assert [table["name"] for table in tables if not table["rows"]] == ["accepted-findings"]


def test_json_follows_the_schema(worked_example: Path, tables: list[Table]) -> None:
    schema = json.loads((worked_example / "matrices" / "matrix.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for table in tables for error in validator.iter_errors(table)] == []


def test_csv_equals_json(worked_example: Path, tables: list[Table]) -> None:
    for table in tables:
        heads, *rows = csv_rows(worked_example / "matrices", table)
        assert heads == [column["title"] for column in table["columns"]]
        assert [[words(cell) for cell in row] for row in rows] == expected(table), table["name"]


def test_excel_equals_json(worked_example: Path, tables: list[Table]) -> None:
    book = openpyxl.load_workbook(worked_example / "matrices" / "matrices.xlsx")
    assert len(book.sheetnames) == len(tables) + 1
    for table, name in zip(tables, book.sheetnames[1:], strict=True):
        alone = openpyxl.load_workbook(worked_example / "matrices" / f"{table['name']}.xlsx")
        for worksheet in (alone.worksheets[0], book[name]):
            assert sheet_rows(worksheet, table) == (expected(table) or [["No entries", "", "", ""]]), table["name"]


def test_html_equals_json(worked_example: Path, tables: list[Table]) -> None:
    pages = [html.parse(str(path)) for path in sorted((worked_example / "html" / "annexes").glob("*.html"))]
    for table in tables:
        (found,) = [div for page in pages for div in page.xpath(f"//div[@id='{table['name']}']")]
        assert page_rows(found) == (expected(table) or [["None."]]), table["name"]
        assert found.xpath("./p[@class='matrix-note']/text()") == table["notes"]
        assert page_totals(found) == counted(table)


def test_pdf_equals_json(tables: list[Table], pdf_text: str) -> None:
    for table in tables:
        if table["name"] in ONLY_ON_SCREEN:
            continue
        assert table["title"] in pdf_text
        notes = [note for note in table["notes"] if not note.startswith(OF_WHAT_IS_NOT_PRINTED)]
        assert [note for note in notes if note not in pdf_text] == []
        shares = {
            total["key"].removesuffix("_share"): total for total in table["totals"] if isinstance(total["value"], dict)
        }
        for total in table["totals"]:
            if isinstance(total["value"], dict):
                continue
            share = f" ({shares[total['key']]['value']['percent']:.1f} %)" if total["key"] in shares else ""
            assert f"{total['label']}: {total['value']}{share}" in pdf_text.replace("\u00a0", " "), table["name"]


def test_every_link_of_the_workbook_leads_to_a_place_in_the_copied_site(worked_example: Path, tmp_path: Path) -> None:
    packed = shutil.make_archive(str(tmp_path / "site"), "zip", worked_example / "html")
    shutil.unpack_archive(packed, tmp_path / "elsewhere, copied")
    folder = tmp_path / "elsewhere, copied" / "matrices"
    known: dict[Path, set[str]] = {}
    lost, count = [], 0
    for worksheet in openpyxl.load_workbook(folder / "matrices.xlsx").worksheets:
        for cell in (cell for row in worksheet.iter_rows() for cell in row):
            link = cell.hyperlink
            if link is None or not link.target:
                continue
            count += 1
            page = (folder / unquote(link.target)).resolve()
            if page not in known:
                known[page] = set(html.parse(str(page)).xpath("//@id")) if page.is_file() else set()
            if link.location not in known[page]:
                lost.append(f"{worksheet.title}!{link.ref}: {link.target}#{link.location}")
    assert lost == []
    assert count > 1000
