"""How wide the columns of a table become, and where a table too wide for its page is cut.

Apart from the visitors because it is arithmetic, the same for the PDF and the Word file. Widths are computed here and
not by Typst, whose automatic columns let a long word run into the next cell.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normative.model.spacing import kept_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Millimetres a table may take: with the margin column of an upright page, across a landscape page, inside a container.
UPRIGHT_WIDTH = 168.0
LANDSCAPE_WIDTH = 261.0
NESTED_WIDTH = 110.0

#: What a cell has to the left and right of its text, together.
CELL_PADDING = 2.4
_POINT = 25.4 / 72

#: How much wider bold letters are.
BOLD = 1.12

#: A word longer than this is broken, or its column would take the page.
LONGEST_WORD = 24
_AFTER_SIGN = re.compile(r"(?<=[/._@=&?-])(?=\w)")
#: The width in em that hardly a word exceeds on average.
_WIDE_CHARACTER = 0.62
#: A sign and its word, with a no-break space between them, are one.
_WORD = re.compile(r"(?:[^\s\u200b]|\u00a0)+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """What a column's text needs, in millimetres.

    :param least: the longest word.
    :param natural: the longest text on one line.
    """

    least: float
    natural: float
    weight: float


def breakable(text: str, longest: int = LONGEST_WORD) -> str:
    """Return ``text`` with places to break in words of more than ``longest`` characters, and none before numbers."""
    return _WORD.sub(lambda found: _with_breaks(found.group(), longest), kept_together(text))


def _with_breaks(word: str, longest: int) -> str:
    if len(word) <= longest:
        return word
    pieces = _AFTER_SIGN.split(word)
    return "\u200b".join(piece[start : start + longest] for piece in pieces for start in range(0, len(piece), longest))


def longest_word_for(columns: int, available: float, points: float) -> int:
    """Return how many characters of a word fit where ``columns`` columns share ``available`` millimetres."""
    return max(int((available / columns - CELL_PADDING) / (points * _POINT * _WIDE_CHARACTER)), 3)


def text_width(text: str) -> float:
    """Estimate the width of ``text`` in em of the text font, on the safe side."""
    return sum(map(_character_width, text))


def _character_width(character: str) -> float:
    if character in " .,;:'|!ijl()[]-/ft":
        return 0.34
    if character in "acegrsz":
        return 0.46
    if character.isupper() or character in "mwMW@%—●◐○":
        return 0.74
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.53


def width_in_millimetres(text: str, points: float) -> float:
    """Estimate the width of ``text`` on one line, at a size in points."""
    return text_width(text) * points * _POINT


def measure(
    texts: Iterable[str], points: float, *, head: str = "", weight: float = 1.0, longest: int = LONGEST_WORD
) -> Measure:
    """Measure a column by the texts of its cells and its bold head."""
    distinct = set(texts)
    words = {word for text in distinct for word in _WORD.findall(breakable(text, longest))}
    least = max((width_in_millimetres(word, points) for word in words), default=0.0)
    for word in _WORD.findall(breakable(head)):
        least = max(least, width_in_millimetres(word, points) * BOLD)
    natural = max([least, *(width_in_millimetres(text, points) for text in distinct)])
    return Measure(least=least + CELL_PADDING, natural=natural + CELL_PADDING, weight=weight)


def column_widths(measures: Sequence[Measure], available: float) -> list[float]:
    """Share ``available`` millimetres: each column its longest word, then by weight what it can use.

    Columns that need more than there is are made narrower in proportion.
    """
    widths = [item.least for item in measures]
    spare = available - sum(widths)
    if spare < 0:
        return [width * available / sum(widths) for width in widths]
    open_columns = set(range(len(measures)))
    while open_columns and spare > 0.1:
        total = sum(measures[index].weight for index in open_columns)
        given = 0.0
        for index in sorted(open_columns):
            wish = max(measures[index].natural - widths[index], 0.0)
            share = min(wish, spare * measures[index].weight / total)
            widths[index] += share
            given += share
            if share == wish:
                open_columns.discard(index)
        spare -= given
    return widths


def cut_columns(widths: Sequence[float], leading: int, available: float) -> list[list[int]]:
    """Return the columns of each part of a table, the ``leading`` ones in every part, parts as even as can be."""
    heads, following = range(leading), range(leading, len(widths))
    if not following:
        return [[*heads]]
    room = max(available - sum(widths[:leading]), *widths[leading:])
    parts = _fill(widths, following, room)
    even = sum(widths[leading:]) / len(parts)
    for target in (even * 1.02, even * 1.1, even * 1.2):
        candidate = _fill(widths, following, min(target, room))
        if len(candidate) == len(parts):
            parts = candidate
            break
    return [[*heads, *part] for part in parts]


def _fill(widths: Sequence[float], indexes: Sequence[int], room: float) -> list[list[int]]:
    parts: list[list[int]] = []
    for index in indexes:
        if not parts or sum(widths[other] for other in (*parts[-1], index)) > room + 0.01:
            parts.append([])
        parts[-1].append(index)
    return parts
