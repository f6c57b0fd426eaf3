"""The markup of a workbook with every look of a cell, and the other files of its tables, as somebody has looked at them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from test_matrices_formats import ADDRESS, ALL_KINDS, METADATA, paragraph, provision, table

from approved import assert_approved, in_lines
from normative.model.matrix import Cell, CellKind, Column, Crossing, Matrix, Row, State
from normative.outputs.matrices.delimited import render_csv
from normative.outputs.matrices.exchange import render_json
from normative.outputs.matrices.layout import lay_out
from normative.outputs.matrices.workbook import render_table, render_workbook

HEADS = ("A provision with quite a long head", "Second", "Third", "Fourth")


def crossings() -> Matrix:
    """Return a grid whose cells have counts of every shade, states, links, and nothing."""
    counts = [*(Crossing(count=count, links=()) for count in (1, 2, 5, 20)), Crossing(states=(State.GAP,), count=3)]
    full: list[Cell] = [
        *counts,
        Crossing(states=(State.SYNERGY,), links=(paragraph("3"), paragraph("24"))),
        Crossing(links=(paragraph("7"),)),
        None,
        "=1+1",
    ]
    columns = [
        Column(key="provision", title="Provision", kind=CellKind.LINKS),
        Column(key="subject", title="Subject", kind=CellKind.TEXT, weight=4),
        *(
            Column(key=f"c{place}", title=head, kind=CellKind.CROSSING, link=provision(head, f"p{place}"))
            for place, head in enumerate(HEADS)
        ),
        *(Column(key=key, title=key.title(), kind=CellKind.LINKS) for key in ("links", "short", "longer")),
    ]
    rows = [
        Row(
            cells=(
                (provision(f"CONV {place}", f"conv-{place}"),),
                f"Subject {place}, which goes on for more than one line of its column, as some do",
                cell,
                full[place - 1],
                None,
                Crossing(count=place),
                (paragraph("1"), paragraph("2"), paragraph("33")) if place % 2 else (),
                (paragraph("1"), paragraph("2")),
                (paragraph("1"), paragraph("22")),
            ),
            group=f"Part {place // 4}",
            detail=place % 3 == 0,
        )
        for place, cell in enumerate(full)
    ]
    return Matrix(name="grid", kind="grid", title="Crossings", columns=tuple(columns), rows=tuple(rows), grid=True)


def listed() -> Matrix:
    rows = [
        Row(cells=("12", "2026-02-03", "007", "a word " * 90)),
        Row(cells=("", "signed 2026", "1", "=1+1")),
        Row(cells=("3", "1850-01-01", "2", "a\nb")),
    ]
    return replace(table(["Old", "Since then and for ever", "Code", "Words"], rows), notes=("=2", "note " * 60))


def markup(*, right_to_left: bool) -> str:
    metadata = replace(METADATA, right_to_left=right_to_left)
    layouts = [lay_out(matrix, ADDRESS) for matrix in (ALL_KINDS, crossings(), listed())]
    with zipfile.ZipFile(io.BytesIO(render_workbook(layouts, metadata))) as book:
        names = sorted(name for name in book.namelist() if name.startswith("xl/") and "theme" not in name)
        return "".join(f"### {name}\n{in_lines(book.read(name).decode())}\n" for name in names)


def test_a_workbook_is_as_approved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    written = markup(right_to_left=False)
    assert_approved("workbook", written)
    turned = zip(markup(right_to_left=True).split("\n"), written.split("\n"), strict=True)
    assert_approved("workbook-turned", "".join(f"{line}\n" for line, other in turned if line != other))


def test_the_files_for_programs_are_as_approved() -> None:
    matrices = (ALL_KINDS, crossings(), listed())
    written = [part for matrix in matrices for part in (render_csv(matrix), render_json(matrix, ADDRESS, METADATA))]
    assert_approved(
        "tables-for-programs", "\n".join(part.decode("utf-8-sig").replace("\r\n", "\n") for part in written)
    )


def test_pages_of_sheets_are_as_approved() -> None:
    row = Row(cells=("Words",))
    noted = replace(table(["Alone"], [row], grid=True), notes=("A note of more words than stand in one line of it.",))
    matrices = {
        "on A4": table(["A"] * 8, [Row(cells=("Words " * 20,) * 8)]),
        "on A3": table(["A"] * 12, [Row(cells=("Words " * 20,) * 12)]),
        "wider": table(["A"] * 16, [Row(cells=("Words " * 20,) * 16, group="Group")]),
        "without rows": table(["A", "B"], []),
        "of one column": noted,
        "of two columns": replace(table(["A", "B"], [Row(cells=("a", "b"))], grid=True), notes=noted.notes),
    }
    told = []
    for name, matrix in matrices.items():
        book = openpyxl.load_workbook(io.BytesIO(render_table(lay_out(matrix, ADDRESS), METADATA)))
        (found,) = book.worksheets
        page, margins = found.page_setup, found.page_margins
        (ruled,) = found.tables.values()
        told += [
            f"## {name}: paper {page.paperSize}, {page.orientation}, {page.scale} %, {page.fitToWidth} wide",
            f"margins {margins.left} {margins.right} {margins.top} {margins.bottom}, repeated {found.print_title_cols}",
            f"table {ruled.ref}, merged {found.merged_cells.ranges}, frozen {found.freeze_panes}",
            f"below the heads: {[cell.value for cell in found[5]][:3]}",
            f"heights { ({line: item.height for line, item in found.row_dimensions.items()}) }",
        ]
    assert_approved("workbook-pages", "".join(f"{line}\n" for line in told))
