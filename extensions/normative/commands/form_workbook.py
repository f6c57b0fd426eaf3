"""The form as a workbook: a row for each heading and paragraph, its text locked, cells for what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from normative.commands.form_head import FormHead, chapters, words
from normative.commands.received.rows import COLUMNS, WHOLE
from normative.commands.review_workbook import offer, write_row
from normative.commands.spoken import head as head_of
from normative.model.comment import CommentKind
from normative.outputs.direction import is_right_to_left
from normative.project.language import _, told
from normative.project.libraries import require

_WIDTHS = (8, 8, 9, 80, 10, 14, 60, 60, 40)
_FREE = ("part", "kind", "comment", "proposal", "reason")
_HIDDEN = ("draft", "id")
#: Rows at the end, for more than one comment on a paragraph.
_MORE = 60


def write_workbook(path: Path, head: FormHead) -> None:
    """Write the form.

    :raises MissingLibraryError: openpyxl is not installed.
    """
    require("openpyxl", extra="xlsx", product="the form as a workbook")
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    book = Workbook()
    first: Any = book.active
    first.title = _("Read first")
    first.column_dimensions["A"].width = 110
    name = _("Comments")
    for number, line in enumerate((head.title, *head.lines(), *_how(name)), 1):
        write_row(first, number, [line])
    first["A1"].font = Font(bold=True, size=14)
    first.protection.sheet = True
    sheet: Any = book.create_sheet(name)
    sheet.freeze_panes = "E2"
    write_row(sheet, 1, map(head_of, COLUMNS))
    free = [place for place, name in enumerate(COLUMNS, 1) if name in _FREE]
    for number, (cells, is_heading, is_further) in enumerate(_rows(head), 2):
        write_row(sheet, number, cells)
        for column in [*free, *([COLUMNS.index("number") + 1] if is_further else [])]:
            sheet.cell(number, column).protection = Protection(locked=False)
        if is_heading:
            sheet.cell(number, COLUMNS.index("words") + 1).font = Font(bold=True)
    for place, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = width
        sheet.column_dimensions[letter].hidden = name in _HIDDEN
        sheet.cell(1, place).font = Font(bold=True, color="1E4D2B" if name in _FREE else None)
        if name in _FREE:
            sheet.cell(1, place).fill = PatternFill("solid", fgColor="E2EFDA")
    offer(sheet, get_column_letter(COLUMNS.index("kind") + 1), _kinds())
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.print_title_rows, sheet.page_setup.orientation = "1:1", "landscape"
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for shown in (first, sheet):
        shown.sheet_view.rightToLeft = is_right_to_left(head.language)
    book.active = 0
    book.save(path)


def _how(sheet: str) -> Iterator[str]:
    yield _(
        "Write into the green columns of the sheet '{sheet}'; all others are locked, for they say what a comment is "
        "on.",
        sheet=sheet,
    )
    yield _("{column}: such as (d), or note 2; empty for the whole paragraph.", column=head_of("part"))
    yield f"{head_of('kind')}: {', '.join(_kinds())}."
    yield _("{column}: the words that you would put in the place of those of the draft.", column=head_of("proposal"))
    yield _(
        "The first row is for the draft as a whole, rows in bold are for chapters. For a second comment on a "
        "paragraph, write its number into one of the rows at the end."
    )


def _kinds() -> list[str]:
    return [str(told(kind)) for kind in CommentKind]


def _rows(head: FormHead) -> Iterator[tuple[list[str], bool, bool]]:
    """Yield the cells of each row, whether it is a heading, and whether it is one for further comments."""
    name = head.draft.name
    yield [name, WHOLE, "", _("The draft as a whole")], True, False
    for paragraph, headings in chapters(head.draft.text.paragraphs):
        for _level, subject, title in headings:
            yield [name, subject, "", title], True, False
        text = "\n".join(line for _level, line in words(head.draft, paragraph))
        yield [name, paragraph.id, str(paragraph.number), text], False, False
    for _row in range(_MORE):
        yield [name, "", "", ""], False, True
