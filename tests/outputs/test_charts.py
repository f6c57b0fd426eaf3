"""Charts: figures as a table, one bar a row on the site and in the PDF, the same on every build."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from lxml import etree, html
from pdf_project import PdfProject

from approved import assert_approved, in_lines
from conftest import MakeProject
from normative.model.matrix import CellKind, Column, Matrix, Row, Total
from normative.outputs.document.parts import has_room
from normative.outputs.table.charts import alternative_text, draw_chart, inline_chart, is_drawn_on_paper
from normative.outputs.table.printed import printed
from small_projects import build, write_project

TEXT = """\
Figures
=======

.. chart:: sections

.. chart:: CONV

.. chart:: COMP at: action
   :caption: Actions by objective

Duties
------

.. obligation:: decide
   :basis: CONV 3; COMP para. 7 (a)

   States decide.

.. paragraph:: scope

   The scope.

.. not-addressed:: CONV 10

   A final clause.
"""


def matrix(rows: int = 2) -> Matrix:
    return Matrix(
        name="chart-x",
        kind="chart",
        title="States & <figures>",
        columns=(
            Column(key="title", title="Part", kind=CellKind.TEXT),
            Column(key="addressed", title="Addressed", kind=CellKind.NUMBER),
            Column(key="silent", title="Silent", kind=CellKind.NUMBER),
            Column(key="all", title="All", kind=CellKind.NUMBER),
        ),
        rows=tuple(
            Row(cells=(f"Part {number} <b> $x$ " + "long " * 40, number, 1, number + 1)) for number in range(rows)
        ),
        totals=(Total(key="all", label="Provisions", value=3), Total(key="silent", label="Silent", value=2)),
    )


def test_the_figures_are_a_table(make_project: MakeProject) -> None:
    page = make_project({"index.rst": TEXT}).page()
    tables = {
        table.getparent().getparent().get("id"): [
            [cell.text_content() for cell in row.xpath("th|td")] for row in table.xpath(".//tr")
        ]
        for table in page.xpath("//table[contains(@class, 'matrix-table')]")
    }
    assert tables == {
        "chart-sections": [
            ["Section", "Obligations", "Commitments", "Guidance", "Other paragraphs", "All"],
            ["Figures", "1", "0", "0", "1", "2"],
        ],
        "chart-conv": [
            ["Part", "Addressed", "Justified", "Silent", "All"],
            ["CONV part I. Scope", "0", "0", "2", "2"],
            ["CONV part II. Rights", "1", "1", "2", "4"],
        ],
        "chart-comp-action": [
            ["Part", "Addressed", "Justified", "Silent", "All"],
            ["COMP obj. 1. Data", "1", "0", "1", "2"],
            ["Outside any part", "0", "0", "1", "1"],
        ],
    }


def test_a_chart_says_what_it_shows_and_its_names_are_its_own(make_project: MakeProject) -> None:
    page = make_project({"index.rst": TEXT}).page()
    described = page.xpath("//div[@class='chart']/@aria-label")
    assert described[0] == (
        "Bar chart of the table 'Paragraphs by section': one bar a row; in all paragraphs 2, obligations 1, "
        "commitments 0, guidance 0, other paragraphs 1."
    )
    assert len(page.xpath("//div[@class='chart']/*[local-name() = 'svg']")) == len(described) == 3
    identifiers = page.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))


def test_a_drawing_is_the_same_on_every_build_and_hostile_words_stay_words() -> None:
    drawing = draw_chart(matrix(), ink="#000000")
    assert drawing == draw_chart(matrix(), ink="#000000")
    words = [text.text or "" for text in etree.fromstring(drawing).iter("{*}text")]
    assert any("Part 0 <b> $x$" in word for word in words)


def test_a_drawing_in_a_page_takes_the_colour_of_the_page() -> None:
    drawing = html.fragment_fromstring(inline_chart(matrix()))
    assert drawing.get("aria-hidden") == "true"
    assert "currentColor" in inline_chart(matrix())
    assert drawing.xpath("//@id") == ["chart-x-silent-hatching"]
    assert drawing.xpath("count(//*[@fill='url(#chart-x-silent-hatching)'])") > 1


def test_each_segment_has_a_hatching_of_its_own() -> None:
    patterns = html.fragment_fromstring(inline_chart(matrix())).xpath(".//*[local-name() = 'pattern']")
    assert len(patterns) == 1  # addressed is full, silent is crossed


def test_a_drawing_is_as_approved() -> None:
    assert_approved("chart", in_lines(draw_chart(matrix(12), ink="#000000")))


@pytest.mark.parametrize("rows", [1, 60])
def test_a_drawing_has_any_number_of_bars(rows: int) -> None:
    etree.fromstring(draw_chart(matrix(rows), ink="#000000"))
    assert alternative_text(matrix(rows)).endswith("in all provisions 3, silent 2.")


def test_the_pdf_has_drawing_and_table(tmp_path: Path) -> None:
    built = build(write_project(tmp_path / "source", {"index.rst": TEXT}), "normative-pdf", into=tmp_path / "pdf")
    (path,) = built.outdir.glob("*.pdf")
    pdf = PdfProject(pdf_path=path, markup_path=path, warnings="\n".join(built.warnings))
    assert pdf.warnings == ""
    assert "CONV part II. Rights 1 1 2 4" in pdf.text
    assert pdf.faults_of_layout() == []
    with pikepdf.open(path) as document:
        described = [
            str(item.Alt) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert sum(text.startswith("Bar chart of the table") for text in described) == 3


def test_names_that_one_line_does_not_hold_go_on_in_the_next() -> None:
    titles = [f"A title of some length {number}" for number in range(6)]
    keys = ("accepted", "in-part", "not-accepted", "noted", "outside", "unanswered")
    columns = [Column(key="title", title="T", kind=CellKind.TEXT)]
    columns += [Column(key=key, title=title, kind=CellKind.NUMBER) for key, title in zip(keys, titles, strict=True)]
    matrix = Matrix(
        name="m",
        kind="comment-statistics",
        title="M",
        columns=tuple(columns),
        rows=(Row(cells=("r", 1, 1, 1, 1, 1, 1)),),
    )
    drawing = etree.fromstring(draw_chart(matrix, ink="#000000"))
    places = [
        (text.text, float(text.get("x", "")), float(text.get("y", "")))
        for text in drawing.iter("{*}text")
        if text.text in titles
    ]
    assert [text for text, _, _ in places] == titles
    assert {y for _, _, y in places} == {9, 23}
    assert all(x + len(text) * 8.5 * 0.56 <= 533 for text, x, _ in places)


@pytest.mark.parametrize(
    ("count", "steps"),
    [
        (0, ["0"]),
        (8, list("012345678")),
        (9, list("02468")),
        (40, ["0", "5", "10"]),
        (81, ["0", "20", "40"]),
        (900, ["0", "200"]),
    ],
)
def test_an_axis_has_few_steps_that_are_easy_to_count_by(count: int, steps: list[str]) -> None:
    one = replace(matrix(1), rows=(Row(cells=("Part", count, 0, count)),))
    drawing = html.fragment_fromstring(draw_chart(one, ink="#000000"))
    axis = drawing.xpath(".//*[local-name() = 'text'][@text-anchor='middle']/text()")
    assert axis[: len(steps)] == steps
    assert len(axis) <= 9


def test_a_chart_of_many_bars_is_left_to_the_site() -> None:
    few, many = printed(matrix(12)), printed(matrix(13))
    assert (few.notes, is_drawn_on_paper(few)) == ((), True)
    assert (many.notes, is_drawn_on_paper(many)) == (("The drawing of these figures is on the site.",), False)


def test_a_long_list_has_room_where_no_text_breaks_and_a_short_one_where_no_word_does() -> None:
    columns = (Column(key="title", title="Part", kind=CellKind.TEXT), Column(key="x", title="X", kind=CellKind.TEXT))
    short = Matrix(
        name="x", kind="x", title="X", columns=columns, rows=(Row(cells=("two words here and there", "one")),) * 20
    )
    long = replace(short, rows=short.rows[:1] * 21)
    rooms = {width: (has_room(short, width), has_room(long, width)) for width in (10, 30, 60)}
    assert rooms == {10: (False, False), 30: (True, False), 60: (True, True)}
