"""The shades of heat maps: the same cells are as dark on the site, in Excel, in the PDF and in the Word file."""

from __future__ import annotations

from collections import Counter

import openpyxl
import pytest
from docx.oxml.ns import qn
from word_file import WordFile

from conftest import MakeProject
from normative.model.matrix import Cell, Crossing, Link, LinkKind
from normative.outputs.table.shades import COLOURS, shade_names, shade_of

LINK = Link(kind=LinkKind.PARAGRAPH, target="a", text="1")
PARAGRAPH = ".. obligation:: p{0}\n   :basis: CONV {1}; COMP obj. {2}\n\n   Text {0}.\n\n"
#: Seven paragraphs: five where CONV 3 and COMP obj. 2 cross, two where CONV 4 and COMP obj. 1 do.
TEXT = "Title\n=====\n\n" + "".join(
    PARAGRAPH.format(number, *((3, 2) if number < 5 else (4, 1))) for number in range(7)
)
TABLE = ".. traceability-matrix::\n   :name: heat\n   :rows: CONV\n   :columns: COMP\n   :cell: count\n"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, 0),
        ("5", 0),
        (Crossing(count=0), 0),
        *((Crossing(count=count), shade) for count, shade in ((1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (50, 4))),
        (Crossing(links=(LINK, LINK)), 2),
        ((LINK, LINK, LINK), 3),
    ],
)
def test_shades(cell: Cell, expected: int) -> None:
    assert shade_of(cell) == expected


def test_names() -> None:
    assert shade_names() == ["1", "2", "3–4", "5 or more"]
    assert len(COLOURS) == len(shade_names())


def test_every_output_shades_the_same_cells(make_project: MakeProject) -> None:
    site = make_project({"index.rst": TEXT + TABLE}, name="site")
    assert site.warnings == []
    cells = site.page().xpath("//td[contains(@class, 'heat')]")
    assert Counter(cell.get("class") for cell in cells) == {"heat heat-4": 1, "heat heat-2": 1}
    sheet = openpyxl.load_workbook(site.outdir / "matrices" / "heat.xlsx").worksheets[0]
    shaded = {cell.fill.fgColor.rgb[2:]: cell.value for row in sheet["C5:H20"] for cell in row if cell.fill.patternType}
    assert shaded == {COLOURS[3][1:]: 5, COLOURS[1][1:]: 2}
    word = make_project({"index.rst": TEXT + TABLE}, "normative-docx", name="word")
    fills = WordFile(next(word.outdir.glob("*.docx"))).body.iter(qn("w:shd"))
    assert sorted(str(fill.get(qn("w:fill"))) for fill in fills) == sorted([COLOURS[3][1:], COLOURS[1][1:]])
    paper = make_project({"index.rst": TEXT + TABLE}, "normative-pdf", name="paper")
    (markup,) = (paper.outdir.parent / "doctrees" / "typst").rglob("document.typ")
    text = markup.read_text(encoding="utf-8")
    assert [text.count(f"fill: shades.at({shade})") for shade in range(4)] == [0, 1, 0, 1]
