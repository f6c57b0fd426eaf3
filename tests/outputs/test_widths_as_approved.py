"""How wide the columns of tables become, where tables are cut, and how bars are drawn, as somebody has approved it.

Without building anything: tables that no project of these tests has, and with each a few widths of paper.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from approved import assert_approved, in_lines
from normative.model.matrix import Cell, CellKind, Column, Crossing, Link, LinkKind, Matrix, Row, State, Total
from normative.outputs.document.landscape import is_wide_matrix, is_wide_table, opens_landscape
from normative.outputs.document.parts import alignment, figures_of, has_room, parts_of
from normative.outputs.table.charts import alternative_text, draw_chart, inline_chart
from normative.outputs.table.columns import Measure, breakable, column_widths, cut_columns, longest_word_for, measure
from normative.outputs.table.table_widths import fits, heading_columns, widths_of_table

WORDS = (
    "",
    "a",
    "ill fill; (it's): [f] - /!.",
    "grace sea eggs",
    "WIDE Mows @%—●◐○",
    "объект ÉTÉ",
    "依据第三条",
    "the twenty-four-letters-on and on",
    "exactly-twenty-four-long",
    "exactly-twenty-five--long",
    "https://example.org/a_long/path.html?of=words&that@never.end",
    "unbelievablyincomprehensiblyinterminablyunreadable",
    "see paragraph 12 of theparagraphthatnobodyfinds",
)


def shown(numbers: Sequence[float]) -> str:
    return " ".join(f"{number:.3f}" for number in numbers)


def test_words_and_their_columns_are_as_approved() -> None:
    lines = []
    for text in WORDS:
        one, short = measure([text], 8), measure([text], 9, longest=10)
        lines.append(f"{breakable(text)!r}: {shown([one.least, one.natural])}; in 9 points {shown([short.least])}")
    head = measure(["of", "several words", "alike", "alike"], 8, head="Longestword head", weight=3)
    lines.append(f"under a head: {shown([head.least, head.natural, head.weight])}, without: {measure([], 8).least:.1f}")
    lines += [
        f"letters of a word in {columns} columns of {width} mm: {longest_word_for(columns, width, 9)}"
        for columns, width in ((1, 168), (4, 168), (12, 261), (12, 110), (60, 110))
    ]
    assert_approved("widths-words", "".join(f"{line}\n" for line in lines))


def columns(*measures: tuple[float, float, float]) -> list[Measure]:
    return [Measure(least=least, natural=natural, weight=weight) for least, natural, weight in measures]


SHARED = {
    "one": columns((10, 50, 1)),
    "what each wants": columns((10, 20, 1), (15, 30, 1)),
    "by weight": columns((10, 90, 1), (10, 90, 3)),
    "one is soon content": columns((10, 12, 1), (10, 90, 2), (8, 200, 5), (20, 20, 1)),
    "words alone": columns((20, 20, 1), (30, 30, 2)),
    "less than a word": columns((20, 10, 1), (30, 70, 2)),
    "nearly enough": columns((49.95, 60, 1), (50, 60, 1)),
    "much": columns((60, 90, 1), (70, 90, 1)),
}


def test_millimetres_are_shared_as_approved() -> None:
    lines = [
        f"{name}, of {available} mm: {shown(column_widths(measures, available))}"
        for name, measures in SHARED.items()
        for available in (40, 99.5, 100, 100.15, 300)
    ]
    assert_approved("widths-shared", "".join(f"{line}\n" for line in lines))


def test_wide_tables_are_cut_as_approved() -> None:
    cut = {
        "alike": ([10.0] * 12, 1),
        "two lead": ([20.0, 15.0, *[10.0] * 9], 2),
        "uneven": ([20.0, 8, 30, 8, 25, 9, 9, 40, 8, 8, 8, 31], 1),
        "one too wide": ([10.0, 10, 90, 10], 1),
        "leading too wide": ([90.0, 10, 10], 1),
        "exactly": ([20.0, 20, 20, 20, 20, 20.005], 1),
        "just too much": ([20.0, 20, 20, 20, 20, 20.02], 1),
        "leading alone": ([20.0], 1),
        "both leading alone": ([20.0, 30.0], 2),
        "evenly only with some room": ([6.0, 40, 5, 30, 7], 1),
        "evenly with little room": ([8.0, 25, 25, 5, 40, 5], 1),
        "a large one last": ([10.0, *[5.0] * 11, 30], 1),
        "a large one first": ([10.0, 30, *[6.5] * 11], 1),
    }
    lines = [
        f"{name}, for {available} mm: {cut_columns(widths, leading, available)}"
        for name, (widths, leading) in cut.items()
        for available in (50, 60, 80, 100, 110)
    ]
    assert_approved("widths-cut", "".join(f"{line}\n" for line in lines))


def links(*texts: str) -> tuple[Link, ...]:
    return tuple(Link(kind=LinkKind.PARAGRAPH, target=f"p{text}", text=text) for text in texts)


def table(kinds: Sequence[tuple[str, CellKind, int]], rows: Sequence[tuple[Cell, ...]], *, grid: bool) -> Matrix:
    made = tuple(
        Column(key=f"c{number}", title=title, kind=kind, weight=weight)
        for number, (title, kind, weight) in enumerate(kinds)
    )
    return Matrix(name="t", kind="t", title="T", columns=made, rows=tuple(Row(cells=row) for row in rows), grid=grid)


SENTENCE = "A sentence of as many words as stand in a cell in which somebody gives reasons for what is done. "
GRID_HEAD = [("Provision", CellKind.LINKS, 1), ("Subject of it", CellKind.TEXT, 2)]
GRID_LONG = "A head that takes more than one line when it is turned"
CROSSED: Cell = Crossing(states=(State.SYNERGY, State.TENSION), links=links("1", "2", "345"))
COUNTED: Cell = Crossing(states=(State.GAP,), links=links("1", "2"), count=2)
GRID = table(
    [*GRID_HEAD, *((f"COMP {number} of some length", CellKind.LINKS, 1) for number in range(9))],
    [(links("CONV 1"), "On much", CROSSED, COUNTED, None, links("7"), (State.SYNERGY, State.GAP), (), 5, "word", ())],
    grid=True,
)


def narrow(number: int, cell: str = "1") -> Matrix:
    """Return a grid with so many columns of the same links."""
    kinds = [("Row", CellKind.LINKS, 1), *((f"{place}", CellKind.LINKS, 1) for place in range(number))]
    return table(kinds, [(links("CONV 1"), *([links(cell)] * number))], grid=True)


def list_of(columns: int, rows: int, words: str) -> Matrix:
    """Return a list with the same words in all cells."""
    kinds = [(f"Head {place}", CellKind.TEXT, 1) for place in range(columns)]
    return table(kinds, [(words,) * columns] * rows, grid=False)


LONG = "unmistakablyincomprehensible"
TABLES = {
    "grid": GRID,
    "grid of many": table(
        [*GRID_HEAD, ("More of it", CellKind.TEXT, 1), *((f"{number}", CellKind.LINKS, 1) for number in range(30))],
        [(links("CONV 1 (1)"), SENTENCE, "and more", *([links("12")] * 30))],
        grid=True,
    ),
    "grid of twenty": narrow(19),
    "grid of a long title": table(
        [("Row", CellKind.LINKS, 1), (GRID_LONG, CellKind.LINKS, 1)],
        [(links("CONV 1"), links("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"))],
        grid=True,
    ),
    "grid of twenty-one": narrow(20),
    "grid of words first and last": table(
        [("Row", CellKind.TEXT, 1), ("A", CellKind.LINKS, 1), ("Words", CellKind.TEXT, 1)],
        [("words", links("1"), "more words")],
        grid=True,
    ),
    "grid of two parts": narrow(11, "consequences"),
    "grid of heads that nearly fit": table(
        [("Row", CellKind.LINKS, 1), *((head, CellKind.LINKS, 1) for head in ("12", "1234", GRID_LONG, GRID_LONG))],
        [(links("CONV 1"), (), (), (), ())],
        grid=True,
    ),
    "list": table(
        [
            ("Provision", CellKind.LINKS, 1),
            ("State", CellKind.STATE, 1),
            ("Count", CellKind.NUMBER, 1),
            ("Share", CellKind.PERCENT, 1),
            ("Reason", CellKind.TEXT, 6),
            ("Words", CellKind.TEXT, 5),
        ],
        [
            (links("CONV 1"), (State.ADDRESSED,), 12345, 12.5, SENTENCE * 2, SENTENCE),
            (links("CONV 2", "CONV 3"), (State.SYNERGY, State.GAP), 1, 0.0, SENTENCE, ""),
        ],
        grid=False,
    ),
    "list of few": table(
        [("A", CellKind.TEXT, 1), ("B", CellKind.TEXT, 1)], [("one", "two"), ("three", "")], grid=False
    ),
    "list of six long": list_of(6, 3, LONG),
    "list of seven long": list_of(7, 3, LONG),
    "list of seven": list_of(7, 20, "unmistakably so"),
    "list of seven and more rows": list_of(7, 21, "unmistakably so"),
    "list of nothing": table([("Alone", CellKind.TEXT, 1)], [], grid=False),
}
TABLES["list with details"] = replace(
    TABLES["list"], rows=(*TABLES["list"].rows, replace(TABLES["list"].rows[0], detail=True))
)


def laid_out(matrix: Matrix, width: float) -> Iterator[str]:
    yield f"for {width:.0f} mm{', with room' if has_room(matrix, width) else ''}:"
    for part in parts_of(matrix, width):
        cells = [
            f"{index} {size:.2f} {alignment(matrix, index)}{' turned' * (index in part.turned)}"
            for index, size in zip(part.indexes, part.widths, strict=True)
        ]
        yield f"  head {part.head_height:.2f}: {' | '.join(cells)}"


def test_tables_are_laid_out_as_approved() -> None:
    lines = []
    for name, matrix in TABLES.items():
        lines.append(f"## {name}{', on a wide page' if is_wide_matrix(matrix) else ''}")
        lines += [line for width in (60, 110, 168, 261) for line in laid_out(matrix, width)]
    totals = (
        Total(key="rows", label="Rows", value=12),
        Total(key="filled", label="Filled", value=4),
        Total(key="filled_share", label="Of them", value=33.333, percent=True),
    )
    lines += ["## figures", *figures_of(totals)]
    assert_approved("widths-tables", "".join(f"{line}\n" for line in lines))


WRITTEN = """\
.. list-table::
   :widths: 20 30 50
   :stub-columns: 2

   * - One
     - Two words
     - Three words in it
   * - SENTENCE
     - 2
     -

.. list-table::
   :widths: 90 5 5

   * - One
     - incomprehensiblewords
     - Three

.. csv-table::

   one, two, SENTENCE
   SENTENCE, averyveryverylongwordthatnobodyreads, three

+-------+-------+-------+
| One of more   | Three |
+-------+-------+-------+
| Four  | Five  | S     |
+-------+-------+-------+

.. csv-table::

   LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG

.. csv-table::

   1, 2, 3, 4, 5, 6, 7, 8

.. csv-table::

   1, 2, 3, 4, 5, 6, 7, 8, 9

.. list-table::

   * - * point
       * longest point of all
     - +-------+------------------------------+
       | inner | anditswordthatistoolongforit |
       +-------+------------------------------+

.. csv-table::

   FOURTEEN, FOURTEEN, FOURTEEN, FOURTEEN, FOURTEEN

.. csv-table::

   THIRTEEN, THIRTEEN, THIRTEEN, THIRTEEN, THIRTEEN

"""
WRITTEN = WRITTEN.replace("SENTENCE", SENTENCE.strip().replace(",", "")).replace("LONG", "thisisnowordforcolumns")


# Their first fourteen letters and their first thirteen go beside each other on an upright page.
WRITTEN = WRITTEN.replace("FOURTEEN", f"nnnnnn{'m' * 18}").replace("THIRTEEN", f"nn{'m' * 22}")


def test_the_tables_of_authors_are_laid_out_as_approved() -> None:
    lines = []
    for number, found in enumerate(publish_doctree(WRITTEN).findall(nodes.table), 1):
        turned = ", on a wide page" if is_wide_table(found) else ""
        lines.append(f"## {number}, {heading_columns(found)} head its rows{turned}")
        for width in (40, 110, 168, 261):
            widths, longest = widths_of_table(found, width, 9)
            whole = [str(letters) for letters in (5, 10, 14, 24) if fits(found, width, 9, letters)]
            lines.append(f"for {width} mm: {shown(widths)}, words of {longest} letters; whole are {' '.join(whole)}")
    assert_approved("widths-written", "".join(f"{line}\n" for line in lines))


def bars(
    keys: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], *, kind: str = "chart", title: str = "Segment"
) -> Matrix:
    kinds = [("Part", CellKind.TEXT, 1), *((f"{title} {key}", CellKind.NUMBER, 1) for key in (*keys, "all"))]
    matrix = table(kinds, [(title, *figures, sum(figures)) for title, figures in rows], grid=False)
    named = [replace(column, key=key) for column, key in zip(matrix.columns, ("title", *keys, "all"), strict=True)]
    totals = (Total(key="all", label="Provisions", value=3),)
    return replace(matrix, kind=kind, columns=tuple(named), totals=totals)


LONG_TITLE = "A part & its <title> of many more words than one line has"
SENDERS = ("state", "un-entity", "nhri", "civil-society", "academia", "other")
CHARTS = {
    "of one bar": bars(("addressed",), [("Part I", [3])]),
    "of nothing": bars(("addressed", "silent"), [("", [0, 0])]),
    "of forces": bars(
        ("obligation", "commitment", "guidance", "paragraph"),
        [("First part", [12, 3, 0, 7]), (LONG_TITLE, [0, 40, 1, 0])],
    ),
    "of answers": bars(
        ("accepted", "in-part", "not-accepted", "noted", "outside", "unanswered"),
        [
            ("State A", [1, 1, 1, 1, 1, 1]),
            ("依据第三条和第四条的一切条款均应适用于所有的人而不加区别" * 2, [0, 9, 0, 0, 0, 2]),
        ],
        kind="comment-statistics",
    ),
    "of senders": bars(SENDERS, [("Words " * 40, [0, 0, 100, 20, 3, 1])], kind="comment-statistics"),
    "of long names and few": bars(
        ("addressed",), [("Part 1", [1]), ("Part 2", [0])], title=f"{'A name without an end ' * 6}of"
    ),
    "of coverage": bars(("addressed", "justified", "silent"), [("Part 1", [1, 1, 2]), ("Part 2", [2, 1, 2])]),
}


def test_bars_are_drawn_as_approved() -> None:
    drawn = [
        f"## {name}: {alternative_text(matrix)}\n{in_lines(draw_chart(matrix, ink='#000'))}\n"
        for name, matrix in CHARTS.items()
    ]
    leading = inline_chart(CHARTS["of forces"], {"First part": "page.html?a&b#there", LONG_TITLE: "b.html"})
    assert_approved("widths-bars", "".join([*drawn, f"## that leads on\n{in_lines(leading)}\n"]))


BEFORE = "Turned\n======\n\n"
WIDE_TABLE = ".. csv-table::\n\n   1, 2, 3, 4, 5, 6, 7, 8, 9\n\n"


@pytest.mark.parametrize(
    ("text", "is_turned"),
    [
        (WIDE_TABLE, True),
        ("Words.\n\n" * 14 + WIDE_TABLE, True),
        ("Words.\n\n" * 15 + WIDE_TABLE, False),
        (".. container:: x\n\n" + textwrap.indent("Words.\n\n" * 15 + WIDE_TABLE, "   "), False),
        (f".. container:: x\n\n{textwrap.indent(WIDE_TABLE, '   ')}", True),
        (f"* In a list\n\n{textwrap.indent(WIDE_TABLE, '  ')}", False),
        (WIDE_TABLE.replace(", 9", ""), False),
        ("Words.\n", False),
        (f"Inner\n------\n\n{WIDE_TABLE}", True),
        (f"Words.\n\nInner\n------\n\n{WIDE_TABLE}", True),
        (f"Inner\n------\n\nWords.\n\nOther\n------\n\n{WIDE_TABLE}", False),
    ],
)
def test_a_heading_turns_with_its_table_where_there_is_little_text(text: str, is_turned: bool) -> None:
    document = publish_doctree(f"{BEFORE}{text}", settings_overrides={"doctitle_xform": False})
    assert opens_landscape(next(iter(document.findall(nodes.section)))) is is_turned
