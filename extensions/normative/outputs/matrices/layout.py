"""What a sheet shows: the text, look and link of each cell, the widths of its columns and the heights of its rows.

Apart from the sheets because every table stands in two workbooks, its own and that of all, and is laid out once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from typing import NamedTuple

from xlsxwriter.url import Url

from normative.model.formula import is_like_formula
from normative.model.matrix import Cell, CellKind, Column, Crossing, LinkKind, Matrix, Row, states_of
from normative.outputs.matrices.cells import head_texts, only_link, sheet_text, site_url
from normative.outputs.matrices.content import Address, has_groups
from normative.outputs.matrices.formats import Look, NumberKind
from normative.outputs.table.shades import shade_of
from normative.project.language import _

_CROSSING_WIDTH = 14.0
_LINKS_WIDTH = 9.0
#: Of columns of a grid that hold short entries, or none: a sheet is printed as wide as its page.
_NARROW_WIDTH = 5.0
_NARROW_TEXT = 4
_GROUP_WIDTH = 36.0
#: What a reviewer writes beside a row of a list.
_REMARK_WIDTH = 30.0
_DAY = re.compile(r"(?:19|2\d)\d\d-\d\d-\d\d", re.ASCII)
_NUMBER = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
#: The height of a line of text and the greatest height of a row, in points.
_LINE_HEIGHT, _TALLEST = 15.0, 409.0


class SheetCell(NamedTuple):
    """One cell: a number, a day, or a text as :func:`.cells.sheet_text` gives it."""

    value: str | float | date
    look: Look
    url: Url | None = None


class Head(NamedTuple):
    """The head of a column; ``is_turned`` where it runs upwards over a column of a grid."""

    text: str
    url: Url | None
    is_turned: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetLayout:
    """A table laid out.

    :param leading: how many columns stand before the matrix's own: one where rows have groups.
    :param rows: of every row the cells that hold something, each behind its place from 0.
    :param widths: of the columns, in characters.
    :param heights: of the rows, in points; ``None`` for the height of one line, in whatever letters it is.
    :param head_height: of the line of heads, in points.
    """

    matrix: Matrix
    leading: int
    heads: tuple[Head, ...]
    rows: tuple[tuple[tuple[int, SheetCell], ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float | None, ...]
    head_height: float


def lay_out(matrix: Matrix, address: Address) -> SheetLayout:
    """Lay a table out."""
    layout = _Layout(matrix, address)
    texts = [dict(layout.texts(row)) for row in matrix.rows]
    columns: defaultdict[int, list[str]] = defaultdict(list)
    for line in texts:
        for place, text in line.items():
            columns[place].append(text)
    widths = tuple(layout.widths(columns))
    return SheetLayout(
        matrix=matrix,
        leading=layout.leading,
        heads=tuple(layout.heads()),
        rows=tuple(tuple(layout.row(row, line)) for row, line in zip(matrix.rows, texts, strict=True)),
        widths=widths,
        heights=tuple(_height(line, widths) for line in texts),
        head_height=layout.head_height(widths),
    )


def text_height(text: str, width: float) -> float:
    """Return the height in points of a text that is wrapped at a width in characters."""
    return min(_LINE_HEIGHT * _lines(text, width), _TALLEST)


class _Layout:
    """The steps of laying one table out."""

    def __init__(self, matrix: Matrix, address: Address) -> None:
        self._matrix = matrix
        self._address = address
        # Many cells of a table lead to the same place.
        self._url = cache(site_url)
        self.leading = int(has_groups(matrix))
        self._numbers = {
            place
            for place, column in enumerate(matrix.columns)
            if column.kind is CellKind.TEXT and all(_is_number(row.cells[place]) for row in matrix.rows)
        }
        self._crossings = [False] * self.leading + [
            self._is_crossing(index, column) for index, column in enumerate(matrix.columns)
        ]

    def _is_crossing(self, index: int, column: Column) -> bool:
        """Return whether a column is one of those of a grid that are narrow and alike."""
        return self._matrix.grid and index > 0 and column.kind is not CellKind.TEXT

    def _cells(self, row: Row) -> tuple[Cell, ...]:
        """Return the cells of a row, its group before them."""
        return (row.group, *row.cells) if self.leading else row.cells

    def texts(self, row: Row) -> Iterable[tuple[int, str]]:
        """Yield what the cells of a row show, each with its place; of a grid most are empty."""
        for place, cell in enumerate(self._cells(row)):
            if cell is not None and (text := sheet_text(cell)):
                yield place, text

    def heads(self) -> Iterable[Head]:
        """Yield the heads of the columns."""
        remark = [] if self._matrix.grid else [_("Remark")]
        texts = head_texts(
            [*([_("Group")] * self.leading), *(column.title for column in self._matrix.columns), *remark]
        )
        links = [
            *([None] * self.leading),
            *(column.link for column in self._matrix.columns),
            *[None for _remark in remark],
        ]
        for text, link, is_crossing in zip(
            texts, links, [*self._crossings, *[False for _remark in remark]], strict=True
        ):
            href = self._address(link) if link else ""
            yield Head(text, self._url(href, text), is_crossing)

    def head_height(self, widths: Sequence[float]) -> float:
        """Return the room that heads need beside the buttons of the filters, and turned ones for their length."""
        titles = [*([_("Group")] * self.leading), *(column.title for column in self._matrix.columns)]
        heads = list(zip(titles, widths, self._crossings, strict=False))
        longest = max((len(title) for title, _, is_crossing in heads if is_crossing), default=-4)
        lines = max((_lines(title, width - 3) for title, width, is_crossing in heads if not is_crossing), default=1)
        return max(_LINE_HEIGHT * lines, min(6.0 * longest + 24, 220))

    def row(self, row: Row, texts: Mapping[int, str]) -> Iterable[tuple[int, SheetCell]]:
        """Yield the cells of a row that hold something, each with its place."""
        cells = self._cells(row)
        for place, text in texts.items():
            yield place, self._cell(cells[place], text, place, is_detail=row.detail)

    def _cell(self, cell: Cell, text: str, place: int, *, is_detail: bool) -> SheetCell:
        if isinstance(cell, Crossing) and not cell.states and cell.count is not None:
            # A count alone is a number, by which Excel can sort and sum.
            return SheetCell(cell.count, Look(is_centred=True, shade=shade_of(cell)))
        if isinstance(cell, int | float):
            return SheetCell(cell / 100, _SHARE) if isinstance(cell, float) else SheetCell(cell, _COUNT)
        is_first = place == self.leading
        if isinstance(cell, str) and place >= self.leading:
            if place - self.leading in self._numbers:
                return SheetCell(int(text), _COUNT)
            if _DAY.fullmatch(text) and (day := _day(text)):
                return SheetCell(day, _DATE)
        link = only_link(cell, is_first=is_first)
        url = self._url(self._address(link), text) if link else None
        look = Look(
            states=states_of(cell),
            is_link=url is not None,
            is_literal=is_like_formula(text),
            is_centred=self._crossings[place],
            indent=int(is_detail and is_first),
            shade=shade_of(cell) if self._crossings[place] else 0,
        )
        if link and link.kind is LinkKind.PARAGRAPH and text == link.text and text.isdecimal():
            # One paragraph alone is a number, by which readers sort.
            return SheetCell(int(text), look._replace(number=NumberKind.PARAGRAPH), url)
        return SheetCell(text, look, url)

    def widths(self, columns: Mapping[int, Sequence[str]]) -> Iterable[float]:
        """Yield the widths of the columns from what they hold and how much the author's table gives them."""
        if self.leading:
            yield _width(columns.get(0, ()), _("Group"), _GROUP_WIDTH)
        for place, column in enumerate(self._matrix.columns, start=self.leading):
            if self._crossings[place]:
                if all(len(text) <= _NARROW_TEXT for text in columns.get(place, ())):
                    yield _NARROW_WIDTH
                else:
                    yield _LINKS_WIDTH if column.kind is CellKind.LINKS else _CROSSING_WIDTH
                continue
            widest = (12.0 if column.kind is CellKind.TEXT else 10.0) + 8.0 * column.weight
            yield _width(columns.get(place, ()), column.title, min(widest, 60.0))
        if not self._matrix.grid:
            yield _REMARK_WIDTH


_COUNT, _SHARE, _DATE = (Look(number=kind) for kind in (NumberKind.COUNT, NumberKind.SHARE, NumberKind.DATE))


def _is_number(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and (not cell or _NUMBER.fullmatch(cell) is not None))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _height(texts: Mapping[int, str], widths: Sequence[float]) -> float | None:
    """Return the room a row needs for its wrapped text: Excel finds it by itself, other programs do not."""
    lines = max((_lines(text, widths[place]) for place, text in texts.items()), default=1)
    return min(_LINE_HEIGHT * lines, _TALLEST) if lines > 1 else None


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, with some room for words that do not fit."""
    return sum(max(1, ceil(len(line) * 1.1 / width)) for line in text.splitlines()) or 1


def _width(texts: Iterable[str], title: str, widest: float) -> float:
    longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
    # A head needs room for its filter's button, and breaks between words.
    head = max((len(word) for word in title.split()), default=0) + 4
    return min(max(longest * 1.1 + 2, float(head), 11.0), max(widest, 14.0))
