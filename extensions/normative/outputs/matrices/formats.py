"""How cells look in Excel: the fills of states, links, numbers, headings.

Apart from the sheets because a workbook must make each look only once, and colours belong in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from normative.model.matrix import State
from normative.outputs.table.shades import COLOURS as SHADES

#: The fill and the ink of each state, dark on light; of several in one cell the first named here shows.
COLOURS: Mapping[State, tuple[str, str]] = {
    State.TENSION: ("#F8D7DA", "#7A1420"),
    State.OBJECTED: ("#F8D7DA", "#7A1420"),
    State.SUSPECT_WORDS: ("#FFF2CC", "#5C4700"),
    State.SUSPECT_GROUNDS: ("#FFF2CC", "#5C4700"),
    State.GAP: ("#FCE4D6", "#7A3200"),
    State.SILENT: ("#FCE4D6", "#7A3200"),
    State.UNVERIFIED: ("#FFF2CC", "#5C4700"),
    State.JUSTIFIED: ("#FFF2CC", "#5C4700"),
    State.COMPLEMENT: ("#DDEBF7", "#123C69"),
    State.SYNERGY: ("#E2EFDA", "#1E4D2B"),
    State.ADDRESSED: ("#E2EFDA", "#1E4D2B"),
    State.UNREVIEWED: ("#F2F2F2", "#404040"),
}

_LINK = {"font_color": "#0563C1", "underline": 1}
_NUMBER = {"num_format": "#,##0", "align": "right"}
_PERCENT = {"num_format": "0.0%", "align": "right"}
_DATE = {"num_format": "yyyy-mm-dd", "align": "left"}


class NumberKind(Enum):
    """What a number is."""

    COUNT = auto()
    SHARE = auto()
    PARAGRAPH = auto()
    DATE = auto()


class Look(NamedTuple):
    """The look of a cell of a table.

    :param is_literal: Excel is not to compute the text when somebody edits the cell either.
    :param shade: as :mod:`normative.outputs.table.shades` counts them.
    :param number: ``None`` for text.
    """

    states: tuple[State, ...] = ()
    is_link: bool = False
    is_literal: bool = False
    is_centred: bool = False
    indent: int = 0
    shade: int = 0
    number: NumberKind | None = None


class Formats:
    """The looks of one workbook's cells, each made when it is first asked for."""

    def __init__(self, book: Workbook, *, right_to_left: bool = False) -> None:
        self._book = book
        self._start = "right" if right_to_left else "left"
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._cells: dict[Look, Format] = {}

    def cell(self, look: Look) -> Format:
        """Return the look of a cell in a table."""
        made = self._cells.get(look)
        if made is None:
            made = self._cells[look] = self._cell(look)
        return made

    def _cell(self, look: Look) -> Format:
        if look.number in (NumberKind.COUNT, NumberKind.SHARE):
            return self.number(percent=look.number is NumberKind.SHARE)
        if look.number is NumberKind.DATE:
            return self._make({**_DATE, "valign": "top"})
        looks: dict[str, Any] = {"text_wrap": True, "valign": "top"}
        if look.shade:
            looks["bg_color"] = SHADES[look.shade - 1]
        if look.states:
            fill, ink = next(colours for state, colours in COLOURS.items() if state in look.states)
            looks |= {"bg_color": fill, "font_color": ink}
        if look.is_link:
            looks |= _LINK
        if look.is_literal:
            looks["quote_prefix"] = True
        if look.is_centred:
            looks["align"] = "center"
        elif look.number:
            # As the numbers of several paragraphs, which are text.
            looks["align"] = self._start
        if look.indent:
            looks["indent"] = look.indent
        return self._make(looks)

    def number(self, *, percent: bool = False) -> Format:
        """Return the look of a count or a share."""
        return self._make({**(_PERCENT if percent else _NUMBER), "valign": "top"})

    @property
    def title(self) -> Format:
        """The look of a sheet's title."""
        return self._make({"bold": True, "font_size": 16})

    @property
    def heading(self) -> Format:
        """The look of a heading on the cover."""
        return self._make({"bold": True, "font_size": 12})

    @property
    def note(self) -> Format:
        """The look of the line below a title that says what the text is."""
        return self._make({"italic": True, "font_color": "#595959"})

    @property
    def plain(self) -> Format:
        """The look of a line that may run into the cells to its right."""
        return self._make({"valign": "top"})

    @property
    def label(self) -> Format:
        """The look of what stands behind a figure; it may run into the cells to its right."""
        return self._make({"valign": "top", "indent": 1})

    def head(self, *, is_link: bool = False, is_turned: bool = False) -> Format:
        """Return the look of a column's head; at the foot of a turned one is the filter's button."""
        looks: dict[str, Any] = {"bold": True, "text_wrap": True, "valign": "top"}
        # Light, because LibreOffice prints links in its own dark blue, whatever the colour of the cell.
        looks |= {"font_color": "#1F3864", "bg_color": "#D6E0EE", "border": 1, "border_color": "#FFFFFF"}
        if is_link:
            looks["underline"] = 1
        if is_turned:
            looks["rotation"] = 90
        return self._make(looks)

    def _make(self, looks: dict[str, Any]) -> Format:
        key = tuple(sorted(looks.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(looks)
        return self._made[key]
