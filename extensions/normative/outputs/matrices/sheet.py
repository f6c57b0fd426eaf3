"""One table as a sheet of Excel: its title, a real table with filters, its totals and its legend."""

from __future__ import annotations

from textwrap import shorten

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from normative.model.formula import is_like_formula
from normative.outputs.document.parts import figures_of
from normative.outputs.matrices.cells import CellWriter, sheet_text, state_text
from normative.outputs.matrices.content import Metadata, printable
from normative.outputs.matrices.formats import Formats, Look
from normative.outputs.matrices.layout import SheetLayout, text_height
from normative.project.language import _

#: The line of the heads, below the title, the text's standing and the figures; counted from 0.
HEAD_ROW = 3
_STYLE = "Table Style Medium 2"
_A4, _A3 = 9, 8
#: How many characters an upright line of a page turned has at two thirds of their size.
_A4_CHARACTERS, _A3_CHARACTERS, _SMALLEST_PRINT = 190, 270, 66


def write_sheet(sheet: Worksheet, formats: Formats, layout: SheetLayout, metadata: Metadata) -> None:
    """Write a table and set up how its sheet scrolls and prints."""
    writer = _SheetWriter(sheet, formats, layout)
    writer.write_top(metadata)
    last = writer.write_table() if layout.matrix.columns else HEAD_ROW
    writer.write_below(last + 3)
    _set_up_page(sheet, metadata, layout)
    sheet.freeze_panes(HEAD_ROW + 1, layout.leading + 1)


def _set_up_page(sheet: Worksheet, metadata: Metadata, layout: SheetLayout) -> None:
    if metadata.right_to_left:
        sheet.right_to_left()
    sheet.set_landscape()
    width = sum(layout.widths)
    sheet.set_paper(_A4 if width <= _A4_CHARACTERS else _A3)
    if width <= _A3_CHARACTERS:
        sheet.fit_to_pages(1, 0)
    else:
        # As wide as one page, nobody could read it.
        sheet.set_print_scale(_SMALLEST_PRINT)
        sheet.repeat_columns(0, layout.leading)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    # An ampersand begins a code, and a footer has room for 255 characters.
    status = shorten(printable(metadata.status), 100, placeholder=" …").replace("&", "&&")
    sheet.set_footer(f"&L{status}&R&P / &N")


class _SheetWriter:
    """Writes the parts of one sheet."""

    def __init__(self, sheet: Worksheet, formats: Formats, layout: SheetLayout) -> None:
        self.sheet = sheet
        self.formats = formats
        self.layout = layout
        self.matrix = layout.matrix
        self.right = len(layout.heads) - 1
        """The last column."""
        self.cells = CellWriter(sheet, formats.cell(Look()))

    def write_top(self, metadata: Metadata) -> None:
        """Write the title, and what the text is."""
        self.cells.write_text(0, 0, sheet_text(self.matrix.title), self.formats.title)
        release = _("Release {number}", number=metadata.release) if metadata.release else ""
        note = " · ".join(part for part in (metadata.status, metadata.title, release) if part)
        self.cells.write_text(1, 0, sheet_text(note), self.formats.note)
        figures = "; ".join(figures_of(self.matrix.totals))
        self.cells.write_text(2, 0, sheet_text(figures), self.formats.plain)

    def write_table(self) -> int:
        """Write heads and rows; return the last line."""
        rows = self.layout.rows
        # An Excel table has at least one row.
        last = HEAD_ROW + max(len(rows), 1)
        self._write_heads(last)
        for line, row in enumerate(rows, start=HEAD_ROW + 1):
            for place, (value, look, url) in row:
                self.cells.write_link(line, place, url, value, self.formats.cell(look))
        if not rows:
            self.cells.write_text(last, 0, _("No entries"), self.formats.cell(Look()))
        for place, width in enumerate(self.layout.widths):
            self.sheet.set_column(place, place, width)
        for line, height in enumerate(self.layout.heights, start=HEAD_ROW + 1):
            if height is not None:
                self.sheet.set_row(line, height)
        # A text of digits is a name here; Excel would mark each as a fault.
        self.sheet.ignore_errors({"number_stored_as_text": xl_range(HEAD_ROW + 1, 0, last, self.right)})
        return last

    def write_below(self, line: int) -> None:
        """Write the totals, the legend and the notes."""
        for place, total in enumerate(self.matrix.totals, start=line):
            value = total.value / 100 if total.percent else total.value
            self.sheet.write_number(place, 0, value, self.formats.number(percent=total.percent))
            # Beside its figure, a label has all cells to the right to run into.
            self.cells.write_text(place, 1, sheet_text(total.label), self.formats.label)
        first = line + len(self.matrix.totals) + (1 if self.matrix.totals else 0)
        for place, state in enumerate(self.matrix.legend, start=first):
            look = Look(states=(state,), is_literal=is_like_formula(state_text(state)))
            self.cells.write_text(place, 0, state_text(state), self.formats.cell(look))
            self.cells.write_text(place, 1, _(state.meaning), self.formats.plain)
        for place, note in enumerate(self.matrix.notes, start=first + len(self.matrix.legend)):
            self._write_note(place, sheet_text(note))

    def _write_note(self, line: int, text: str) -> None:
        """Write a note across the table, with room for its wrapped text."""
        look = self.formats.cell(Look(is_literal=is_like_formula(text)))
        if self.right > 0:
            self.sheet.merge_range(line, 0, line, self.right, "", look)
        self.cells.write_text(line, 0, text, look)
        self.sheet.set_row(line, text_height(text, sum(self.layout.widths)))

    def _write_heads(self, last: int) -> None:
        heads = self.layout.heads
        looks = [self.formats.head(is_link=head.url is not None, is_turned=head.is_turned) for head in heads]
        self.sheet.add_table(
            HEAD_ROW,
            0,
            last,
            self.right,
            {
                "style": _STYLE,
                "first_column": True,
                "title": sheet_text(self.matrix.title)[:255],
                "columns": [
                    {"header": head.text, "header_format": look} for head, look in zip(heads, looks, strict=True)
                ],
            },
        )
        for place, (head, look) in enumerate(zip(heads, looks, strict=True)):
            self.cells.write_link(HEAD_ROW, place, head.url, head.text, look)
        self.sheet.set_row(HEAD_ROW, self.layout.head_height)
