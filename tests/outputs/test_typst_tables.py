"""Tables of authors and matrices: heads on every page, landscape, parts, and no cell over another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import docutils
import pytest
from docutils import nodes
from docutils.core import publish_doctree
from pdf_project import build
from sample_nodes import MATRICES

from normative.outputs.document.landscape import opens_landscape
from normative.outputs.document.parts import parts_of
from normative.outputs.table.columns import Measure, breakable, column_widths, cut_columns, measure

if TYPE_CHECKING:
    from pathlib import Path

UPRIGHT, LANDSCAPE = (595, 842), (842, 595)


def matrix(name: str, title: str = "Annex") -> str:
    return f"{title}\n{'=' * len(title)}\n\n.. sample-matrix:: {name}\n"


def test_wide_matrix_turns_the_page_with_its_heading(tmp_path: Path) -> None:
    text = f"Title\n=====\n\nWords.\n\n{matrix('coverage', 'Part one')}\n\n{matrix('profile', 'Part two')}".replace(
        "=", "-"
    )
    project = build(tmp_path, {"index.rst": text.replace("Title\n-----", "Title\n=====")})
    assert project.warnings == ""
    turned = [number for number, size in enumerate(project.sizes) if size == LANDSCAPE]
    assert all("Provision Subject State" in project.pages[number] for number in turned)
    assert "Part one Coverage of the Convention" in project.pages[turned[0]]
    assert "Part two Provisions" in project.pages[turned[-1] + 1]
    assert project.sizes[0] == project.sizes[-1] == UPRIGHT
    assert project.faults_of_layout() == []


def test_heads_and_groups_repeat_and_states_are_words(tmp_path: Path) -> None:
    project = build(tmp_path, {"index.rst": f"Title\n=====\n\n{matrix('coverage').replace('=', '-')}"})
    pages = [page for page, size in zip(project.pages, project.sizes, strict=True) if size == LANDSCAPE]
    assert len(pages) > 1
    assert all("Provision Subject State Obligations" in page and "Part " in page for page in pages)
    assert "◐ justified" in pages[0]
    assert "Addressed: 31 (33.3 %)" in pages[-1].replace("\u00a0", " ")
    assert "◐ justified: left out, with a reason; ○ silent: neither addressed" in pages[-1]


@pytest.mark.parametrize("name", ["grid", "grid-wide"])
def test_grid_fits_its_pages(tmp_path: Path, name: str) -> None:
    project = build(tmp_path, {"index.rst": f"Title\n=====\n\n{matrix(name).replace('=', '-')}"})
    assert project.warnings == ""
    assert project.faults_of_layout() == []
    for number in range(1, 94):
        assert f"ICRMW {number} " in project.text


def test_grid_is_cut_where_the_page_ends() -> None:
    one = parts_of(MATRICES["grid"], 261)
    assert [part.indexes for part in one] == [list(range(25))]
    many = parts_of(MATRICES["grid-wide"], 261)
    assert len(many) > 1
    assert sorted(index for part in many for index in part.indexes[2:]) == list(range(2, 62))
    assert all(part.indexes[:2] == [0, 1] and sum(part.widths) <= 261.1 for part in many)


def test_matrix_inside_a_list_and_empty_matrix(tmp_path: Path) -> None:
    text = "Title\n=====\n\n* item\n\n  .. sample-matrix:: coverage\n\n.. sample-matrix:: empty\n"
    project = build(tmp_path, {"index.rst": text})
    assert project.warnings == ""
    assert set(project.sizes) == {UPRIGHT}
    assert "Nothing: none." in project.text
    assert project.faults_of_layout() == []


TABLE = """
Title
=====

.. list-table:: A caption
   :header-rows: 1
   :stub-columns: 1

   * - Head
     - Other
   * - Stub [#]_
     - averyveryverylongwordwithoutanyplacetobreakitwhichwouldleavethepage.and/then/goes/on/for/much/longer/than/that
{rows}

.. [#] Note in a table.

+-----+-----+-----+
| a         | b   |
+=====+=====+=====+
| c   | d   | e   |
+     +-----+-----+
|     | f   | g   |
+-----+-----+-----+
"""


def test_tables_of_authors(tmp_path: Path) -> None:
    rows = "\n".join(f"   * - Row {number}\n     -" for number in range(150))
    project = build(tmp_path, {"index.rst": TABLE.format(rows=rows)})
    assert project.warnings == ""
    with_rows = [page for page in project.pages if "Row " in page]
    assert len(with_rows) > 2
    assert all("Head Other" in page for page in with_rows)
    assert 'table.cell(colspan: 2)[#strong[\n#par[#"a"]' in project.markup
    assert 'table.cell(rowspan: 2)[\n#par[#"c"]' in project.markup
    assert "1 Note in a table." in project.text
    assert project.faults_of_layout() == []


def test_many_columns_of_long_words(tmp_path: Path) -> None:
    words = "\n".join(f"     - {'internationalization' * (number + 1)} AND-CAPITALS-TOO" for number in range(8))
    text = f"Title\n=====\n\n.. list-table::\n\n   * - first\n{words}\n\nBelow.\n"
    project = build(tmp_path, {"index.rst": text})
    assert project.warnings == ""
    assert project.sizes == [UPRIGHT, LANDSCAPE]
    assert project.faults_of_layout() == []


def test_head_with_a_footnote_repeats_with_its_number_and_the_note_stands_once(tmp_path: Path) -> None:
    rows = "\n".join(f"   * - Row {number}" for number in range(150))
    text = (
        "Title\n=====\n\nBefore. [#]_\n\n.. list-table::\n   :header-rows: 1\n\n   * - Head [#b]_ `web <https://example.org>`__ [#b]_\n"
        f"{rows}\n\n.. [#] One.\n.. [#b] Two.\n"
    )
    project = build(tmp_path, {"index.rst": text})
    assert project.warnings == ""
    assert len(project.pages) > 3
    found = re.findall(r"Head\D*2\D*2", project.text)
    assert [words.replace(" ", "") for words in found] == ["Head2web2"] * len(project.pages)
    assert project.text.count("Two.") == 1


def test_links_lead_to_the_first_of_the_heads_of_a_table(tmp_path: Path) -> None:
    rows = "".join(f"   * - Row {number}\n     - Words.\n" for number in range(90))
    table = f".. list-table::\n   :header-rows: 1\n\n   * - .. _there:\n\n       Named\n     - B\n{rows}"
    project = build(tmp_path, {"index.rst": f"Title\n=====\n\nSee :ref:`this <there>`.\n\n{table}"})
    assert project.warnings == ""
    assert len(project.pages) > 1
    assert project.text.count("Named") == len(project.pages)
    assert project.inner_links > 0


@pytest.mark.parametrize(
    ("block", "is_head"), [("- Item", True), ("\\", True), ("::\n\n         Code", False), ("=  =\nx  y\n=  =", False)]
)
def test_head_with_other_blocks_than_words_is_a_row(block: str, is_head: bool, tmp_path: Path) -> None:
    """The compiler stops with an error of its own at some heads of that kind that are longer than a page."""
    inner = block.replace("\n", "\n       ")
    table = f".. list-table::\n   :header-rows: 1\n\n   * - Named\n\n       {inner}\n     - B\n   * - Row\n     - D\n"
    project = build(tmp_path, {"index.rst": f"Title\n=====\n\n{table}"})
    assert project.warnings == ""
    assert ("table.header(" in project.markup) is is_head
    assert "Named" in project.text


def test_widths_keep_the_longest_word_and_fill_by_weight() -> None:
    measures = [Measure(least=10, natural=20, weight=1), Measure(least=10, natural=200, weight=3)]
    assert column_widths(measures, 100) == pytest.approx([20, 80])
    assert sum(column_widths(measures, 10)) == pytest.approx(10)
    assert column_widths([Measure(least=5, natural=8, weight=1)], 100) == pytest.approx([8])


def test_parts_are_even() -> None:
    assert cut_columns([20, *[10] * 9], 1, 80) == [[0, 1, 2, 3, 4, 5], [0, 6, 7, 8, 9]]
    assert cut_columns([20], 1, 80) == [[0]]


def test_long_words_get_places_to_break() -> None:
    assert breakable("short words only") == "short words only"
    pieces = breakable("a" * 60).split("\u200b")
    assert "".join(pieces) == "a" * 60
    assert max(map(len, pieces)) <= 24
    assert measure(["b" * 300], 8).least < 45


@pytest.mark.parametrize(
    ("indent", "columns", "message"),
    [
        (
            "",
            40,
            "index.rst:4: WARNING: a table of 40 columns is too wide for a landscape page, so its words are "
            "broken; give it fewer or split it [normative.table-too-wide]",
        ),
        (
            "  ",
            12,
            "index.rst:6: WARNING: a table of 12 columns is too wide for where it stands, so its words are "
            "broken; give it fewer or take it out of its list [normative.table-too-wide]",
        ),
    ],
)
def test_a_table_too_wide_for_any_page_is_reported(tmp_path: Path, indent: str, columns: int, message: str) -> None:
    cells = "\n".join(f"{indent}     - accommodation {number}" for number in range(1, columns))
    opening = "* In a list:\n\n" if indent else ""
    table = f"{indent}.. list-table::\n\n{indent}   * - first\n{cells}\n"
    project = build(tmp_path, {"index.rst": f"Title\n=====\n\n{opening}{table}"})
    # Before docutils 0.23 a table made of a list knew no line of its own, and its first cell is named.
    first_cell = message.replace(":4:", ":6:") if not indent else message.replace(":6:", ":8:")
    assert project.warnings.strip() == (message if docutils.__version_info__ >= (0, 23) else first_cell)
    assert project.faults_of_layout() == []
    assert f"{columns - 1}" in project.text


def test_a_table_with_long_words_turns_the_page_before_it_breaks_them(tmp_path: Path) -> None:
    cells = "\n".join(f"     - accommodation {number}" for number in range(1, 8))
    project = build(tmp_path, {"index.rst": f"Title\n=====\n\n.. list-table::\n\n   * - accommodation\n{cells}\n"})
    assert project.warnings == ""
    assert LANDSCAPE in project.sizes
    assert project.text.count("accommodation") == 8


def first_section(text: str) -> nodes.section:
    (section, *_) = publish_doctree(text, settings_overrides={"doctitle_xform": False}).findall(nodes.section)
    return section


def wide(columns: int) -> str:
    return f".. csv-table::\n\n   {', '.join(map(str, range(columns)))}\n\n"


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (f"Title\n=====\n\n{wide(9)}", True),
        (f"Title\n=====\n\n{wide(8)}", False),
        ("Title\n=====\n\n" + "Words.\n\n" * 14 + wide(9), True),
        ("Title\n=====\n\n" + "Words.\n\n" * 15 + wide(9), False),
        (f"Title\n=====\n\nFirst\n-----\n\n{wide(9)}\nSecond\n------\n\nWords.\n", True),
        (f"Title\n=====\n\nFirst\n-----\n\nWords.\n\nSecond\n------\n\n{wide(9)}", False),
        (f"Title\n=====\n\n.. container:: box\n\n   {wide(9).replace(chr(10), chr(10) + '   ')}", True),
        (f"Title\n=====\n\n{wide(3).replace('0', 'x' * 60).replace('1', 'y' * 60).replace('2', 'z' * 60)}", False),
        (f"Title\n=====\n\n{wide(8).replace(', ', 'ABCDEFGHIJKLM, ')}", True),
        ("Title\n=====\n\nWords.\n", False),
    ],
)
def test_a_page_turns_with_a_heading_above_a_wide_table_and_little_text(text: str, turns: bool) -> None:
    assert opens_landscape(first_section(text)) is turns
