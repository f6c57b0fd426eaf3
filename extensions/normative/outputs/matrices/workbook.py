"""Tables as Excel workbooks: one of a single table, and one of all tables with a cover sheet.

Apart from the sheets because it knows whole workbooks: their dates, their names of sheets, their links.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from normative.model.matrix import Matrix
from normative.outputs.matrices.content import Metadata, printable
from normative.outputs.matrices.cover import write_cover
from normative.outputs.matrices.formats import Formats
from normative.outputs.matrices.layout import SheetLayout
from normative.outputs.matrices.sheet import write_sheet
from normative.project.language import _

COVER = "Cover"

# What is in a cell is written as what it is; Excel computes nothing.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\s]+")
#: What a name of a sheet has little room for.
_SHORT_WORDS = {"paragraphs": "paras.", "provisions": "prov.", "convention": "Conv.", "of the ": "", "the ": ""}
_LONG_WORDS = re.compile(r"\b(?:paragraphs|provisions|convention|of the |the )", re.IGNORECASE)
_LONGEST_NAME = 31
_EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001  # a workbook has no time zone


def render_table(layout: SheetLayout, metadata: Metadata) -> bytes:
    """Return a workbook of one table."""
    out = io.BytesIO()
    with _workbook(out, metadata, layout.matrix.title) as book:
        (name,) = sheet_names([layout.matrix])
        write_sheet(_sheet(book, name), Formats(book, right_to_left=metadata.right_to_left), layout, metadata)
    return out.getvalue()


def render_workbook(layouts: Sequence[SheetLayout], metadata: Metadata) -> bytes:
    """Return a workbook of all tables, a sheet each, behind a cover sheet that lists them."""
    out = io.BytesIO()
    with _workbook(out, metadata, metadata.title) as book:
        formats = Formats(book, right_to_left=metadata.right_to_left)
        matrices = [layout.matrix for layout in layouts]
        names = sheet_names(matrices)
        write_cover(book.add_worksheet(_(COVER)), formats, list(zip(names, matrices, strict=True)), metadata)
        for name, layout in zip(names, layouts, strict=True):
            write_sheet(_sheet(book, name), formats, layout, metadata)
    return out.getvalue()


def sheet_names(matrices: Sequence[Matrix]) -> list[str]:
    """Return a name for the sheet of each table, from its title: unique, of at most 31 characters that Excel takes."""
    # Excel keeps 'History' for itself.
    taken = {_(COVER).casefold(), "history"}
    names = []
    for matrix in matrices:
        # Excel counts a character beyond the first 65,536 as two.
        words = "".join(character if character <= "\uffff" else "-" for character in printable(matrix.title))
        stem = " ".join(_FORBIDDEN.sub(" ", words).split()).strip("'") or _("Table")
        name, count = _shortened(stem, _LONGEST_NAME), 1
        while name.casefold() in taken:
            count += 1
            ending = f" ({count})"
            name = _shortened(stem, _LONGEST_NAME - len(ending)) + ending
        taken.add(name.casefold())
        names.append(name)
    return names


def _shortened(title: str, longest: int) -> str:
    """Return a title in so many characters: with short words, and else cut behind a word."""
    if len(title) <= longest:
        return title
    short = _LONG_WORDS.sub(lambda found: _SHORT_WORDS[found.group().lower()], title)
    if len(short) <= longest:
        return short
    cut = short[:longest]
    return f"{cut[:-1].rpartition(' ')[0] or cut[:-1]}…".replace("'…", "…")


@contextmanager
def _workbook(out: io.BytesIO, metadata: Metadata, title: str) -> Iterator[Workbook]:
    book = Workbook(out, _OPTIONS)
    book.set_properties(
        {
            "title": printable(title),
            "subject": printable(metadata.title),
            "comments": printable(metadata.status),
            "created": _created(),
        }
    )
    yield book
    book.close()


class _NoCells(dict[tuple[int, int], str]):
    """Keeps nothing."""

    def __setitem__(self, cell: tuple[int, int], table: str) -> None:
        pass


def _sheet(book: Workbook, name: str) -> Worksheet:
    """Return a new sheet, for one table: XlsxWriter need not note for each cell which table it is in."""
    sheet: Worksheet = book.add_worksheet(name)
    sheet.table_cells = _NoCells()
    return sheet


def _created() -> datetime:
    """Return the date a workbook bears: SOURCE_DATE_EPOCH, or one that never changes."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None) if seconds else _EARLIEST
