"""Tables, rows and cells as Word has them, for the tables of authors and for matrices.

Apart from both because python-docx's own tables take a millisecond a cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.outputs.docx.wordml import add, printable, twips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element


#: Word's words for where lines stand; "right" is where they end, whichever way they run.
_JUSTIFICATIONS = {"center": "center", "end": "right"}


def add_table(
    parent: _Element, widths: Sequence[float], *, style: str, title: str = "", left: int = 0, row_heads: bool = True
) -> _Element:
    """Append a table of columns with fixed widths, and return it.

    :param widths: in millimetres.
    :param title: is told to readers who do not see the table.
    :param left: where it begins, in twips.
    :param row_heads: whether the first column says what its row is about.
    """
    table = add(parent, "tbl")
    properties = add(table, "tblPr")
    add(properties, "tblStyle", val=style)
    columns = [twips(width) for width in widths]
    add(properties, "tblW", w=sum(columns), type="dxa")
    if left:
        add(properties, "tblInd", w=left, type="dxa")
    add(properties, "tblLayout", type="fixed")
    look = {"firstRow": 1, "lastRow": 0, "firstColumn": int(row_heads), "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    add(properties, "tblLook", val="06A0" if row_heads else "0620", **look)
    if title:
        add(properties, "tblCaption", val=printable(title))
    grid = add(table, "tblGrid")
    for column in columns:
        add(grid, "gridCol", w=column)
    return table


def add_row(table: _Element, *, is_head: bool = False, height: float = 0.0) -> _Element:
    """Append a row that stays on one page; one at the head is printed again on each page.

    :param height: the least height, in millimetres.
    """
    row = add(table, "tr")
    properties = add(row, "trPr")
    add(properties, "cantSplit")
    if height:
        add(properties, "trHeight", val=twips(height), hRule="atLeast")
    if is_head:
        add(properties, "tblHeader")
    return row


def add_cell(
    row: _Element,
    width: float,
    *,
    columns: int = 1,
    merge: str = "",
    is_turned: bool = False,
    is_head: bool = False,
    fill: str = "",
) -> _Element:
    """Append a cell, and return it; Word wants a paragraph in it.

    :param width: in millimetres, of all its columns.
    :param merge: ``restart`` where further rows belong to the cell, ``continue`` in those.
    :param is_turned: its text runs upwards.
    :param fill: its colour, as ``#RRGGBB``.
    """
    cell = add(row, "tc")
    properties = add(cell, "tcPr")
    add(properties, "tcW", w=twips(width), type="dxa")
    if columns > 1:
        add(properties, "gridSpan", val=columns)
    if merge:
        add(properties, "vMerge", val=merge)
    if fill:
        add(properties, "shd", val="clear", color="auto", fill=fill.removeprefix("#"))
    if is_turned:
        add(properties, "textDirection", val="btLr")
    if is_head:
        add(properties, "vAlign", val="center" if is_turned else "bottom")
    return cell


def add_line(cell: _Element, style: str, *, alignment: str = "start", left: int = 0) -> _Element:
    """Append a paragraph to a cell, and return it.

    :param alignment: ``start``, ``center`` or ``end``.
    """
    paragraph = add(cell, "p")
    properties = add(paragraph, "pPr")
    add(properties, "pStyle", val=style)
    if left:
        add(properties, "ind", left=left)
    if alignment in _JUSTIFICATIONS:
        add(properties, "jc", val=_JUSTIFICATIONS[alignment])
    return paragraph
