"""The files of one table: what CSV, JSON and Excel hold for every kind of cell, and for hostile text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import jsonschema
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normative.model.formula import is_like_formula
from normative.model.matrix import (
    Cell,
    CellKind,
    Column,
    Crossing,
    Link,
    LinkKind,
    Matrix,
    Row,
    State,
    Total,
    cell_text,
)
from normative.outputs.matrices.content import Metadata, printable, site_address
from normative.outputs.matrices.delimited import render_csv
from normative.outputs.matrices.exchange import read_schema, render_json
from normative.outputs.matrices.layout import lay_out
from normative.outputs.matrices.workbook import render_table, render_workbook, sheet_names

METADATA = Metadata(title="A comment", status="Worked example", release="0.1", date="24 November 2026")
SCHEMA = json.loads(read_schema())
HEAD_ROW = 4


def locate(link: Link) -> tuple[str, str] | None:
    """Everything but what is called nowhere is in one document."""
    return None if link.target == "nowhere" else ("chapters/one", link.target)


ADDRESS = site_address(locate, "../html")


def paragraph(text: str, target: str = "") -> Link:
    return Link(kind=LinkKind.PARAGRAPH, target=target or f"p-{text}", text=text)


def provision(text: str, target: str) -> Link:
    return Link(kind=LinkKind.PROVISION, target=target, text=text)


def table(columns: Sequence[str], rows: Sequence[Row], *, grid: bool = False, name: str = "table") -> Matrix:
    return Matrix(
        name=name,
        kind="coverage",
        title="A table",
        columns=tuple(Column(key=f"c{place}", title=title, kind=CellKind.TEXT) for place, title in enumerate(columns)),
        rows=tuple(rows),
        grid=grid,
    )


def one_cell(cell: Cell, *, kind: CellKind = CellKind.TEXT) -> Matrix:
    columns = (Column(key="head", title="Head", kind=CellKind.TEXT), Column(key="cell", title="Cell", kind=kind))
    return Matrix(name="one", kind="coverage", title="One", columns=columns, rows=(Row(cells=("row", cell)),))


ALL_KINDS = Matrix(
    name="all-kinds",
    kind="coverage",
    title="All kinds of cell",
    columns=(
        Column(key="provision", title="Provision", kind=CellKind.LINKS, weight=2),
        Column(key="subject", title="Subject", kind=CellKind.TEXT, weight=4),
        Column(key="count", title="Number", kind=CellKind.NUMBER),
        Column(key="share", title="Number", kind=CellKind.PERCENT),
        Column(key="state", title="State", kind=CellKind.STATE),
        Column(key="crossing", title="GCM obj. 8", kind=CellKind.CROSSING, link=provision("GCM obj. 8", "gcm-obj-8")),
    ),
    rows=(
        Row(
            cells=(
                (provision("ICRMW 22", "icrmw-22"),),
                'Expulsion, "collective"\nor not',
                3,
                45.5,
                (State.ADDRESSED,),
                Crossing(states=(State.SYNERGY, State.TENSION), links=(paragraph("12"), paragraph("13"))),
            ),
            group="Part III",
        ),
        Row(
            cells=((provision("ICRMW 22 (1)", "nowhere"),), "", 0, 0.0, (), Crossing(states=(State.GAP,))),
            group="Part III",
            detail=True,
        ),
        Row(cells=("no counterpart", None, None, None, None, Crossing(links=(paragraph("14"),))), group="Part IV"),
    ),
    totals=(
        Total(key="provisions", label="Provisions", value=97),
        Total(key="share", label="Addressed, share", value=45.5, percent=True),
    ),
    notes=("How to read it.",),
)


def values(matrix: Matrix) -> dict[str, Any]:
    content = json.loads(render_json(matrix, ADDRESS, METADATA))
    jsonschema.validate(content, SCHEMA)
    assert isinstance(content, dict)
    return content


def sheet(matrix: Matrix) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render_table(lay_out(matrix, ADDRESS), METADATA)))[
        sheet_names([matrix])[0]
    ]


def records(matrix: Matrix) -> list[list[str]]:
    return list(csv.reader(io.StringIO(render_csv(matrix).decode("utf-8-sig"), newline="")))


def test_csv_is_as_agreed() -> None:
    assert render_csv(ALL_KINDS) == (
        b"\xef\xbb\xbf"
        b"Group,Provision,Subject,Number,Number,State,GCM obj. 8\r\n"
        b'Part III,ICRMW 22,"Expulsion, ""collective""\nor not",3,45.5,addressed,"synergy, tension: 12, 13"\r\n'
        b"Part III,ICRMW 22 (1),,0,0.0,,gap\r\n"
        b"Part IV,no counterpart,,,,,14\r\n"
    )


def test_json_is_as_agreed() -> None:
    twelve = {"kind": "paragraph", "target": "p-12", "text": "12", "href": "../html/chapters/one.html#p-12"}
    thirteen = {"kind": "paragraph", "target": "p-13", "text": "13", "href": "../html/chapters/one.html#p-13"}
    fourteen = {"kind": "paragraph", "target": "p-14", "text": "14", "href": "../html/chapters/one.html#p-14"}
    article = {
        "kind": "provision",
        "target": "icrmw-22",
        "text": "ICRMW 22",
        "href": "../html/chapters/one.html#icrmw-22",
    }
    nowhere = {"kind": "provision", "target": "nowhere", "text": "ICRMW 22 (1)", "href": None}
    objective = {"kind": "provision", "target": "gcm-obj-8", "text": "GCM obj. 8"}
    objective |= {"href": "../html/chapters/one.html#gcm-obj-8"}
    assert values(ALL_KINDS) == {
        "$schema": "matrix.schema.json",
        "version": 1,
        "metadata": {"title": "A comment", "status": "Worked example", "release": "0.1"},
        "name": "all-kinds",
        "kind": "coverage",
        "title": "All kinds of cell",
        "grid": False,
        "columns": [
            {"key": "provision", "title": "Provision", "kind": "links", "link": None},
            {"key": "subject", "title": "Subject", "kind": "text", "link": None},
            {"key": "count", "title": "Number", "kind": "number", "link": None},
            {"key": "share", "title": "Number", "kind": "percent", "link": None},
            {"key": "state", "title": "State", "kind": "state", "link": None},
            {"key": "crossing", "title": "GCM obj. 8", "kind": "crossing", "link": objective},
        ],
        "rows": [
            {
                "group": "Part III",
                "detail": False,
                "cells": [
                    {"links": [article]},
                    'Expulsion, "collective"\nor not',
                    3,
                    {"percent": 45.5},
                    {"states": ["addressed"]},
                    {"states": ["synergy", "tension"], "links": [twelve, thirteen]},
                ],
            },
            {
                "group": "Part III",
                "detail": True,
                "cells": [
                    {"links": [nowhere]},
                    "",
                    0,
                    {"percent": 0.0},
                    {"states": []},
                    {"states": ["gap"], "links": []},
                ],
            },
            {
                "group": "Part IV",
                "detail": False,
                "cells": ["no counterpart", None, None, None, None, {"states": [], "links": [fourteen]}],
            },
        ],
        "totals": [
            {"key": "provisions", "label": "Provisions", "value": 97},
            {"key": "share", "label": "Addressed, share", "value": {"percent": 45.5}},
        ],
        "notes": ["How to read it."],
        "legend": [
            {"state": "addressed", "symbol": "●", "meaning": "at least one paragraph rests on the provision"},
            {"state": "synergy", "symbol": "=", "meaning": "both provisions say the same"},
            {"state": "tension", "symbol": "×", "meaning": "the provisions pull apart"},
            {
                "state": "gap",
                "symbol": "–",
                "meaning": "the provision has no counterpart in the other instrument",
            },
        ],
    }


def test_schema_is_valid_and_names_every_word() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    definitions = SCHEMA["$defs"]
    assert definitions["state"]["enum"] == [state.value for state in State]
    assert definitions["column"]["properties"]["kind"]["enum"] == [kind.value for kind in CellKind]
    assert definitions["link"]["properties"]["kind"]["enum"] == [kind.value for kind in LinkKind]


@pytest.mark.parametrize(
    "cell",
    [1.5, True, [], {}, {"links": [], "more": 1}, {"states": ["other"]}, {"percent": 101}, {"links": ["p-12"]}],
)
def test_schema_refuses_other_cells(cell: object) -> None:
    content = values(one_cell("text"))
    content["rows"][0]["cells"][1] = cell
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, SCHEMA)


def test_excel_sheet_has_a_real_table() -> None:
    found = sheet(ALL_KINDS)
    (excel_table,) = found.tables.values()
    assert excel_table.ref == "A4:H7"
    assert excel_table.autoFilter.ref == "A4:H7"
    heads = ["Group", "Provision", "Subject", "Number", "Number (2)", "State", "GCM obj. 8", "Remark"]
    assert [column.name for column in excel_table.tableColumns] == heads
    assert [cell.value for cell in found[HEAD_ROW]] == heads
    assert found.freeze_panes == "C5"
    assert found.print_title_rows == "$4:$4"
    assert found.page_setup.orientation == "landscape"
    # A width of one page is what a sheet has if it says nothing.
    assert (found.page_setup.fitToWidth, found.page_setup.fitToHeight) == (None, 0)
    assert found.sheet_properties.pageSetUpPr.fitToPage


def test_excel_sheet_holds_every_kind_of_cell() -> None:
    found = sheet(ALL_KINDS)
    assert [[cell.value for cell in row] for row in found.iter_rows(min_row=5, max_row=7)] == [
        [
            "Part III",
            "ICRMW 22",
            'Expulsion, "collective"\nor not',
            3,
            0.455,
            "● addressed",
            "= synergy, × tension: 12, 13",
            None,
        ],
        ["Part III", "ICRMW 22 (1)", None, 0, 0, None, "– gap", None],
        ["Part IV", "no counterpart", None, None, None, None, 14, None],
    ]
    assert found["A3"].value == "Provisions: 97"
    assert found["E5"].number_format == "0.0%"
    assert found["F5"].fill.fgColor.rgb == "FFE2EFDA"
    assert found["B6"].alignment.indent == 1
    assert found["C5"].alignment.wrap_text
    assert [[cell.value for cell in row[:2]] for row in found.iter_rows(min_row=10, max_row=14)] == [
        [97, "Provisions"],
        [0.455, "Addressed, share"],
        [None, None],
        ["● addressed", "at least one paragraph rests on the provision"],
        ["= synergy", "both provisions say the same"],
    ]


def test_excel_notes_stand_across_the_table_with_room_for_their_lines() -> None:
    long = "A note, and more of it. " * 20
    found = sheet(replace(ALL_KINDS, notes=("=1+1", long)))
    first, second = (cell.row for cell in found["A"] if cell.value in ("=1+1", long))
    assert {area.coord for area in found.merged_cells.ranges} == {f"A{first}:H{first}", f"A{second}:H{second}"}
    assert found[f"A{first}"].data_type == "s"
    assert found[f"A{second}"].alignment.wrap_text
    assert found.row_dimensions[second].height > 40
    narrow = sheet(replace(table(["One"], [], grid=True), notes=("Alone.",)))
    assert narrow.merged_cells.ranges == set()
    assert "Alone." in [cell.value for cell in narrow["A"]]


def test_a_paragraph_alone_in_a_cell_of_excel_is_a_number() -> None:
    """So that sorting gives 2, 10; several, a name of digits and a paragraph with a state are text."""
    state = Crossing(states=(State.SYNERGY,), links=(paragraph("3"),))
    cells: list[Cell] = [
        (paragraph("10"),),
        (paragraph("2"),),
        (paragraph("2"), paragraph("10")),
        (provision("22", "x"),),
        state,
    ]
    column = list(sheet(table(["Para."], [Row(cells=(cell,)) for cell in cells]))["A"])[4:9]
    assert [cell.value for cell in column] == [10, 2, "2, 10", "22", "= synergy: 3"]
    assert [cell.alignment.horizontal for cell in column] == ["left", "left", None, None, None]
    assert column[0].hyperlink.location == "p-10"


def test_excel_links_lead_to_the_site() -> None:
    found = sheet(ALL_KINDS)
    links = {
        cell.coordinate: f"{cell.hyperlink.target}#{cell.hyperlink.location}"
        for row in found.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links == {
        "G4": "../html/chapters/one.html#gcm-obj-8",
        "B5": "../html/chapters/one.html#icrmw-22",
        "G7": "../html/chapters/one.html#p-14",
    }


@pytest.mark.parametrize(
    ("html", "expected"),
    [("", "a%20b.html#x"), ("..", "../a%20b.html#x"), ("../html/", "../html/a%20b.html#x")],
)
def test_addresses_are_relative(html: str, expected: str) -> None:
    assert site_address(lambda link: ("a b", "x"), html)(paragraph("1")) == expected


@pytest.mark.parametrize("matrix", [table(["Head", "Cell"], []), table([], [])], ids=["no rows", "no columns"])
def test_empty_tables_can_be_written(matrix: Matrix) -> None:
    assert values(matrix)["rows"] == []
    assert records(matrix) == [[column.title for column in matrix.columns]]
    found = sheet(matrix)
    assert [item.ref for item in found.tables.values()] == (["A4:C5"] if matrix.columns else [])
    assert found["A5"].value == ("No entries" if matrix.columns else None)


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\uff1d1",
    '=HYPERLINK("http://localhost","x")',
    "http://localhost/",
    "<r><t>markup</t></r>",
    "</si></sst>&amp;<!--",
    "_x0041_",
    "bell\x07 null\x00 vertical\x0b",
    "half\ud83d pair, \ufffe and \uffff",
    "\U0001f600 beyond the first plane",
    "007",
    "1e5",
    "TRUE",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    matrix = one_cell(text)
    expected = printable(text)
    assert values(matrix)["rows"][0]["cells"][1] == expected
    assert records(matrix)[1][1] == (f"'{expected}" if is_like_formula(expected) else expected)
    cell = sheet(matrix)["B5"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (expected, "s", None)
    assert bool(cell.quotePrefix) == is_like_formula(expected)


def test_what_xml_cannot_hold_is_shown() -> None:
    assert printable("a\x00b\x1bc\x7fd\ud800e\r\nf\rg\th") == "a␀b␛c\ufffdd\ufffde\nf\ng\th"


def test_hostile_text_in_heads_and_titles_and_links() -> None:
    heads = ["Same", "same", "SAME ", "", "a\nb", "_x0041_", "<r>x</r>", "=1+1", "x" * 300]
    matrix = table(heads, [Row(cells=((paragraph("<r>1</r>", "x"),), *[""] * 8), group="=1")])
    found = sheet(matrix)
    (excel_table,) = found.tables.values()
    names = [column.name for column in excel_table.tableColumns]
    assert names[:9] == ["Group", "Same", "same (2)", "SAME (3)", "Column", "a b", "_ x0041_", "<r>x</r>", "=1+1"]
    assert [cell.value for cell in found[HEAD_ROW]] == names
    assert {cell.data_type for row in found.iter_rows() for cell in row} <= {"s", "n"}
    assert (found["A5"].value, found["B5"].value, found["B5"].hyperlink.location) == ("=1", "<r>1</r>", "x")


def test_long_text_is_cut_in_excel_only() -> None:
    text = "\U0001f600" * 20000
    found = sheet(one_cell(text))["B5"].value
    assert found.endswith("[cut; the CSV and JSON files hold the whole text]")
    assert len(found.encode("utf-16-le")) <= 2 * 32767
    assert records(one_cell(text))[1][1] == text
    assert values(one_cell(text))["rows"][0]["cells"][1] == text


def test_numbers_below_zero_stay_numbers_in_csv() -> None:
    assert records(one_cell(-3))[1] == ["row", "-3"]


def test_excel_is_given_no_more_links_than_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normative.outputs.matrices.cells._MOST_LINKS", 2)
    found = sheet(table(["Head"], [Row(cells=((paragraph(str(number)),),)) for number in range(4)]))
    assert [bool(found.cell(row, 1).hyperlink) for row in range(5, 9)] == [True, True, False, False]
    assert [found.cell(row, 1).value for row in range(5, 9)] == [0, 1, 2, 3]


def test_sheet_names_suit_excel() -> None:
    titles = ["cover", "History", "a/b:c", "'quoted'", "x" * 40, "X" * 40, "\U0001f600", "y" * 30 + "'z"]
    titles += ["Traceability of ICRMW to paragraphs", "Coverage of the actions of the Global Compact"]
    found = sheet_names([replace(table([], []), title=title) for title in titles])
    assert found[:4] == ["cover (2)", "History (2)", "a b c", "quoted"]
    assert found[4:8] == ["x" * 30 + "…", "X" * 26 + "… (2)", "-", "y" * 30 + "…"]
    assert found[8:] == ["Traceability of ICRMW to paras.", "Coverage actions Global Compact"]
    assert all(len(name) <= 31 for name in found)


def test_workbook_has_a_cover_that_leads_to_every_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    tables = [ALL_KINDS, replace(table(["Head"], []), title="it's")]
    content = render_workbook([lay_out(matrix, ADDRESS) for matrix in tables], METADATA)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Cover", "All kinds of cell", "it's"]
    cover = book["Cover"]
    assert [[cell.value for cell in row[:2]] for row in cover.iter_rows(min_row=1, max_row=4)] == [
        ["A comment", None],
        ["Status", "Worked example"],
        ["Release", "0.1"],
        ["Date", "24 November 2026"],
    ]
    lines = {row[0].value: row[1].value for row in cover.iter_rows()}
    shown = [line for line in lines if line in {f"{state.symbol} {state.value}" for state in State}]
    assert shown == ["● addressed", "= synergy", "× tension", "– gap"]
    assert [lines[state] for state in shown] == [state.meaning for state in ALL_KINDS.legend]
    links = {cell.value: cell.hyperlink.location for cell in cover["A"] if cell.hyperlink}
    assert links == {"All kinds of cell": "'All kinds of cell'!A1", "it's": "'it''s'!A1"}
    assert (book.properties.title, book.properties.created.isoformat()) == ("A comment", "1980-01-01T00:00:00")
    assert all(book[name]["A2"].value.startswith("Worked example") for name in book.sheetnames[1:])


def test_date_comes_from_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790899200")
    book = openpyxl.load_workbook(io.BytesIO(render_table(lay_out(ALL_KINDS, ADDRESS), METADATA)))
    assert book.properties.created.isoformat() == "2026-10-02T00:00:00"


TEXTS = st.text(max_size=20).filter(lambda text: "x005F_" not in text)
LINKS = st.builds(
    Link, kind=st.sampled_from(LinkKind), target=st.sampled_from(["here", "nowhere"]), text=TEXTS.filter(bool)
)
STATES = st.lists(st.sampled_from(State), max_size=3, unique=True).map(tuple)
LINK_LISTS = st.lists(LINKS, max_size=3).map(tuple)
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    TEXTS,
    st.integers(min_value=0, max_value=10**9),
    st.floats(min_value=0, max_value=100).map(lambda number: round(number, 1)),
    LINK_LISTS,
    STATES,
    st.builds(Crossing, states=STATES, links=LINK_LISTS),
    st.builds(Crossing, states=STATES, count=st.integers(min_value=0, max_value=99)),
)


@st.composite
def tables(draw: st.DrawFn) -> Matrix:
    width = draw(st.integers(min_value=1, max_value=4))
    column = st.builds(Column, key=st.just("key"), title=TEXTS, kind=st.sampled_from(CellKind), link=st.none() | LINKS)
    row = st.builds(Row, cells=st.tuples(*[CELLS] * width), group=st.sampled_from(["", "Part I"]), detail=st.booleans())
    return Matrix(
        name="random",
        kind="coverage",
        title=draw(TEXTS),
        columns=tuple(draw(st.lists(column, min_size=width, max_size=width))),
        rows=tuple(draw(st.lists(row, max_size=5))),
        grid=draw(st.booleans()),
    )


def plain(value: Any) -> str:
    """Return a cell of JSON as the plain text that other outputs show."""
    if not isinstance(value, dict):
        return "" if value is None else str(value)
    if "percent" in value:
        return f"{value['percent']:.1f}"
    links = ", ".join(link["text"] for link in value.get("links", []))
    parts = [", ".join(value.get("states", [])), str(value["count"]) if "count" in value else links]
    return ": ".join(part for part in parts if part)


def paragraph_shown(number: str) -> int | str | None:
    """Return what Excel holds for one paragraph alone."""
    return int(number) if number.isdecimal() else number or None


def shown(cell: Cell) -> Any:
    """Return what Excel holds for a cell."""
    if isinstance(cell, int | float):
        return cell / 100 if isinstance(cell, float) else cell
    if isinstance(cell, Crossing):
        if not cell.states:
            return shown(cell.links if cell.count is None else cell.count)
        counted = cell.links if cell.count is None else str(cell.count)
        return ": ".join(part for part in (shown(cell.states), printable(cell_text(counted))) if part) or None
    if isinstance(cell, tuple) and [getattr(item, "kind", None) for item in cell] == [LinkKind.PARAGRAPH]:
        return paragraph_shown(printable(cell_text(cell)))
    if isinstance(cell, tuple) and cell and isinstance(cell[0], State):
        return ", ".join(f"{item.symbol} {item.value}" for item in cell if isinstance(item, State))
    return printable(cell_text(cell)) or None


def as_text(value: Any, cell: Cell) -> Any:
    """Return a number or a day of Excel as the text that it was written for."""
    if isinstance(cell, str) and isinstance(value, datetime):
        return value.date().isoformat()
    return str(value) if isinstance(cell, str) and isinstance(value, int) else value


@pytest.mark.parametrize("group", ["", "2026"])
def test_numbers_and_days_are_what_excel_sorts(group: str) -> None:
    rows = [
        Row(cells=("12", "2026-02-03", "007"), group=group),
        Row(cells=("", "signed 2026", "1"), group=group),
        Row(cells=("3", "2026-02-30", "2"), group=group),
    ]
    found = sheet(table(["Old", "Since", "Code"], rows))
    first = 1 if group else 0
    shown = [[cell.value for cell in row[first : first + 3]] for row in found.iter_rows(min_row=5, max_row=7)]
    assert shown == [
        [12, datetime(2026, 2, 3), "007"],  # noqa: DTZ001  # as Excel has it
        [None, "signed 2026", "1"],
        [3, "2026-02-30", "2"],
    ]
    assert found["C5" if group else "B5"].number_format == "yyyy-mm-dd"


@settings(max_examples=40, deadline=None)
@given(tables())
def test_all_formats_hold_the_same(matrix: Matrix) -> None:
    content = values(matrix)
    lines = records(matrix)
    found = sheet(matrix)
    grouped = int(any(row.group for row in matrix.rows))
    assert len(lines) == 1 + len(matrix.rows)
    for number, row in enumerate(matrix.rows):
        expected = [printable(cell_text(cell)) for cell in row.cells]
        assert [plain(cell) for cell in content["rows"][number]["cells"]] == expected
        fields = lines[number + 1][grouped:]
        assert [
            field.removeprefix("'") if is_like_formula(text) and not isinstance(cell, int) else field
            for field, text, cell in zip(fields, expected, row.cells, strict=True)
        ] == expected
        cells = [found.cell(HEAD_ROW + 1 + number, place) for place in range(grouped + 1, grouped + 1 + len(row.cells))]
        assert [as_text(cell.value, of) for cell, of in zip(cells, row.cells, strict=True)] == [
            pytest.approx(found) if isinstance(found, float) else found for found in map(shown, row.cells)
        ]
        assert "f" not in {cell.data_type for cell in cells}
