"""One table as a sheet of Excel: its title, a real table with filters, its totals and its legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from textwrap import shorten

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from normative.model.matrix import Cell, CellKind, Crossing, Matrix, Row, states_of
from normative.outputs.matrices.cells import CellWriter, head_texts, linked, sheet_text, state_text
from normative.outputs.matrices.content import Address, Metadata, has_groups, is_like_formula, printable
from normative.outputs.matrices.formats import Formats
from normative.outputs.shades import shade_of

#: The line of the heads, below the title, the line on the text's standing and an empty one; counted from 0.
HEAD_ROW = 3
_STYLE = "Table Style Medium 2"
_A4 = 9
_CROSSING_WIDTH = 14.0
_LINKS_WIDTH = 9.0
#: Of columns of a grid that hold short entries, or none: a sheet is printed as wide as its page.
_NARROW_WIDTH = 5.0
_NARROW_TEXT = 4
_GROUP_WIDTH = 36.0
#: The height of a line of text and the greatest height of a row, in points.
_LINE_HEIGHT, _TALLEST = 15.0, 409.0


def write_sheet(sheet: Worksheet, formats: Formats, matrix: Matrix, address: Address, metadata: Metadata) -> None:
    """Write a table and set up how its sheet scrolls and prints."""
    writer = _SheetWriter(sheet, formats, matrix, address)
    writer.write_top(metadata)
    last = writer.write_table() if matrix.columns else HEAD_ROW
    writer.write_below(last + 3)
    _set_up_page(sheet, metadata)
    sheet.freeze_panes(HEAD_ROW + 1, writer.leading + 1)


def _set_up_page(sheet: Worksheet, metadata: Metadata) -> None:
    if metadata.right_to_left:
        sheet.right_to_left()
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    # An ampersand begins a code, and a footer has room for 255 characters.
    status = shorten(printable(metadata.status), 100, placeholder=" …").replace("&", "&&")
    sheet.set_footer(f"&L{status}&R&P / &N")


class _SheetWriter:
    """Writes the parts of one sheet."""

    def __init__(self, sheet: Worksheet, formats: Formats, matrix: Matrix, address: Address) -> None:
        self.sheet = sheet
        self.formats = formats
        self.matrix = matrix
        self.address = address
        self.leading = int(has_groups(matrix))
        """How many columns stand before the matrix's own: one where rows have groups."""
        self.cells = CellWriter(sheet, formats.cell())
        self.texts = [[sheet_text(cell) for cell in self._cells(row)] for row in matrix.rows]
        """What each cell of each row shows; widths and heights follow from it too."""

    def _cells(self, row: Row) -> tuple[Cell, ...]:
        return (row.group, *row.cells) if self.leading else row.cells

    def write_top(self, metadata: Metadata) -> None:
        """Write the title, and what the text is."""
        self.cells.write_text(0, 0, sheet_text(self.matrix.title), self.formats.title)
        release = f"Release {metadata.release}" if metadata.release else ""
        note = " · ".join(part for part in (metadata.status, metadata.title, release) if part)
        self.cells.write_text(1, 0, sheet_text(note), self.formats.note)

    def write_table(self) -> int:
        """Write heads and rows; return the last line."""
        columns, rows = self.matrix.columns, self.matrix.rows
        # An Excel table has at least one row.
        last = HEAD_ROW + max(len(rows), 1)
        right = self.leading + len(columns) - 1
        self._write_heads(last, right)
        for line, (row, texts) in enumerate(zip(rows, self.texts, strict=True), start=HEAD_ROW + 1):
            for place, (cell, text) in enumerate(zip(self._cells(row), texts, strict=True)):
                if text:
                    self._write_cell(line, place, cell, text, is_detail=row.detail)
        if not rows:
            self._write_cell(last, 0, "No entries", "No entries")
        widths = list(self._widths())
        for place, width in enumerate(widths):
            self.sheet.set_column(place, place, width)
        self._set_heights(widths)
        self._set_height_of_heads(widths)
        # Numbers of paragraphs are names here; Excel would mark each as a fault.
        self.sheet.ignore_errors({"number_stored_as_text": xl_range(HEAD_ROW + 1, 0, last, right)})
        return last

    def write_below(self, line: int) -> None:
        """Write the totals, the legend and the notes."""
        for place, total in enumerate(self.matrix.totals, start=line):
            self.sheet.write_number(place, 0, total.value, self.formats.number(percent=total.percent))
            # Beside its figure, a label has all cells to the right to run into.
            self.cells.write_text(place, 1, sheet_text(total.label), self.formats.label)
        first = line + len(self.matrix.totals) + (1 if self.matrix.totals else 0)
        for place, state in enumerate(self.matrix.legend, start=first):
            look = self.formats.cell(states=(state,), is_literal=is_like_formula(state_text(state)))
            self.cells.write_text(place, 0, state_text(state), look)
            self.cells.write_text(place, 1, state.meaning, self.formats.plain)
        for place, note in enumerate(self.matrix.notes, start=first + len(self.matrix.legend)):
            self._write_note(place, sheet_text(note))

    def _write_note(self, line: int, text: str) -> None:
        """Write a note across the table, with room for its wrapped text."""
        right = self.leading + len(self.matrix.columns) - 1
        look = self.formats.cell(is_literal=is_like_formula(text))
        if right > 0:
            self.sheet.merge_range(line, 0, line, right, "", look)
        self.cells.write_text(line, 0, text, look)
        self.sheet.set_row(line, min(_LINE_HEIGHT * _lines(text, sum(self._widths())), _TALLEST))

    def _set_heights(self, widths: Sequence[float]) -> None:
        """Give each row room for its wrapped text: Excel finds the height by itself, other programs do not."""
        for line, texts in enumerate(self.texts, start=HEAD_ROW + 1):
            lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=True) if text), default=1)
            if lines > 1:
                self.sheet.set_row(line, min(_LINE_HEIGHT * lines, _TALLEST))

    def _set_height_of_heads(self, widths: Sequence[float]) -> None:
        """Give the heads room for their lines, beside the buttons of the filters, and turned ones for their length."""
        heads = [*(["Group"] * self.leading), *(column.title for column in self.matrix.columns)]
        turned = [len(head) for place, head in enumerate(heads) if self._is_crossing(place)]
        lines = max(
            (
                _lines(head, width - 3)
                for place, (head, width) in enumerate(zip(heads, widths, strict=True))
                if not self._is_crossing(place)
            ),
            default=1,
        )
        self.sheet.set_row(HEAD_ROW, max(_LINE_HEIGHT * lines, min(6.0 * max(turned, default=-4) + 24, 220)))

    def _write_heads(self, last: int, right: int) -> None:
        texts = head_texts([*(["Group"] * self.leading), *(column.title for column in self.matrix.columns)])
        looks = [self.formats.head() for _ in texts]
        links = {}
        for place, column in enumerate(self.matrix.columns, start=self.leading):
            href = self.address(column.link) if column.link else ""
            looks[place] = self.formats.head(is_link=bool(href), is_turned=self._is_crossing(place))
            if href:
                links[place] = href
        self.sheet.add_table(
            HEAD_ROW,
            0,
            last,
            right,
            {
                "style": _STYLE,
                "first_column": True,
                "title": sheet_text(self.matrix.title)[:255],
                "columns": [{"header": text, "header_format": look} for text, look in zip(texts, looks, strict=True)],
            },
        )
        for place, text in enumerate(texts):
            self.cells.write_link(HEAD_ROW, place, links.get(place, ""), text, looks[place])

    def _write_cell(self, line: int, place: int, cell: Cell, text: str, *, is_detail: bool = False) -> None:
        """Write a cell that shows ``text``."""
        if isinstance(cell, Crossing) and not cell.states and cell.count is not None:
            # A count alone is a number, by which Excel can sort and sum.
            self.sheet.write_number(line, place, cell.count, self.formats.cell(is_centred=True, shade=shade_of(cell)))
            return
        if isinstance(cell, int | float):
            self.sheet.write_number(line, place, cell, self.formats.number(percent=isinstance(cell, float)))
            return
        is_first = place == self.leading
        href = linked(cell, self.address, is_first=is_first)
        look = self.formats.cell(
            states=states_of(cell),
            is_link=bool(href),
            is_literal=is_like_formula(text),
            is_centred=self._is_crossing(place),
            indent=int(is_detail and is_first),
            shade=shade_of(cell) if self._is_crossing(place) else 0,
        )
        self.cells.write_link(line, place, href, text, look)

    def _is_crossing(self, place: int) -> bool:
        """Return whether a column is one of those of a grid that are narrow and alike."""
        if place < self.leading:
            return False
        index = place - self.leading
        return self.matrix.grid and index > 0 and self.matrix.columns[index].kind is not CellKind.TEXT

    def _widths(self) -> Iterable[float]:
        """Yield the widths of the columns, in characters, from what they hold and how much the author's table gives."""
        if self.leading:
            yield _width((texts[0] for texts in self.texts), "Group", _GROUP_WIDTH)
        for index, column in enumerate(self.matrix.columns):
            place = self.leading + index
            if self._is_crossing(place):
                if all(len(texts[place]) <= _NARROW_TEXT for texts in self.texts):
                    yield _NARROW_WIDTH
                else:
                    yield _LINKS_WIDTH if column.kind is CellKind.LINKS else _CROSSING_WIDTH
                continue
            widest = (12.0 if column.kind is CellKind.TEXT else 10.0) + 8.0 * column.weight
            yield _width((texts[place] for texts in self.texts), column.title, min(widest, 60.0))


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, with some room for words that do not fit."""
    return sum(max(1, ceil(len(line) * 1.1 / width)) for line in text.splitlines()) or 1


def _width(texts: Iterable[str], title: str, widest: float) -> float:
    longest = max((len(line) for text in texts if text for line in text.splitlines()), default=0)
    # A head needs room for its filter's button, and breaks between words.
    head = max((len(word) for word in title.split()), default=0) + 4
    return min(max(longest * 1.1 + 2, float(head), 11.0), max(widest, 14.0))
