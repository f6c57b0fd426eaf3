"""Text and links put into a cell of Excel so that it shows just that.

Apart from the sheets because everything Excel or XlsxWriter would read into a text is dealt with here.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

from normative.model.matrix import Cell, Crossing, Link, State, cell_text, states_of
from normative.outputs.matrices.content import printable
from normative.project.language import _

_LONGEST_TEXT = 32767
_CUT = "cut; the CSV and JSON files hold the whole text"
_LONGEST_ADDRESS = 2079
_MOST_LINKS = 65530
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def sheet_text(cell: Cell) -> str:
    """Return a cell as Excel shows it: states with their symbols, and no more than a cell can hold."""
    return "" if cell is None else _cut(printable(_text(cell)))


def head_texts(titles: list[str]) -> list[str]:
    """Return the heads of columns as an Excel table needs them: one line each, not empty and unique."""
    texts: list[str] = []
    taken: set[str] = set()
    for title in titles:
        # Line ends, and what Excel reads as the code of a character, would differ between a cell and its table.
        stem = _ESCAPE.sub("_ ", " ".join(printable(title).split()))[:200] or _("Column")
        text, count = stem, 1
        while text.lower() in taken:
            count += 1
            text = f"{stem} ({count})"
        taken.add(text.lower())
        texts.append(text)
    return texts


class CellWriter:
    """Writes texts and links into the cells of one sheet."""

    def __init__(self, sheet: Worksheet, plain: Format) -> None:
        self._sheet = sheet
        self._plain = plain
        self._links = 0

    def write_text(self, row: int, column: int, text: str, look: Format) -> None:
        """Write a text that :func:`sheet_text` made."""
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such a text for its own markup; in two pieces it is text.
            self._sheet.write_rich_string(row, column, "<", self._plain, text[1:], look)
        else:
            self._sheet.write_string(row, column, text, look)

    def write_link(self, row: int, column: int, url: Url | None, value: str | float | date, look: Format) -> None:
        """Write a text or a number that leads to a page of the site; it alone where Excel takes no more links."""
        if url is not None and self._links < _MOST_LINKS:
            self._links += 1
            # Its signature knows no more than text; its documentation knows this too.
            address: Any = url
            self._sheet.write_url(row, column, address, look)
        if isinstance(value, str):
            self.write_text(row, column, value, look)
        elif isinstance(value, date):
            self._sheet.write_datetime(row, column, datetime.combine(value, time()), look)
        else:
            self._sheet.write_number(row, column, value, look)


def only_link(cell: Cell, *, is_first: bool) -> Link | None:
    """Return the link a cell has; as Excel allows one, only the first column's cells lead to one of several."""
    links = cell.links if isinstance(cell, Crossing) else cell if isinstance(cell, tuple) else ()
    found = [item for item in links if isinstance(item, Link)]
    return found[0] if len(found) == 1 or (found and is_first) else None


def state_text(state: State) -> str:
    """Return a state as sheets show it, so that nothing rests on colour alone."""
    return f"{state.symbol} {_(state.value)}"


def site_url(href: str, text: str) -> Url | None:
    """Return what makes a cell lead to a page of the site; ``None`` without an address, or with one too long."""
    if not href or len(href) > _LONGEST_ADDRESS:
        return None
    url = Url(f"external:{href}")
    url.text = text
    # XlsxWriter turns slashes round, as only Windows writes them; the standard has an address here.
    url._relationship_link = url._relationship_link.replace("\\", "/")  # noqa: SLF001  # no public name, see the test
    return url


def _text(cell: Cell) -> str:
    if isinstance(cell, Crossing):
        counted: Cell = cell.links if cell.count is None else cell.count
        return ": ".join(part for part in (_text(cell.states), cell_text(counted)) if part)
    states = states_of(cell)
    return ", ".join(map(state_text, states)) if states else cell_text(cell)


def _cut(text: str) -> str:
    """Excel counts characters as UTF-16 does."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * _LONGEST_TEXT:
        return text
    cut = f" … [{_(_CUT)}]"
    return encoded[: 2 * (_LONGEST_TEXT - len(cut))].decode("utf-16-le", "ignore") + cut
