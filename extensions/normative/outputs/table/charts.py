"""Charts as SVG: one bar a row, its segments told apart by colour and by hatching.

Apart from the outputs that show them, because the site, the PDF and the Word file show the same drawing. The table
beside it has the words and the figures for readers who do not see it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import accumulate, count
from types import MappingProxyType
from unicodedata import east_asian_width

from normative.model.matrix import Matrix
from normative.model.tables.chart import is_drawn, segments
from normative.project.language import _

#: Colour and hatching of each segment; middle tones that show on white and on dark pages.
_LOOKS: Mapping[str, tuple[str, str]] = {
    "obligation": ("#b0354c", ""),
    "commitment": ("#3b78bd", "M0 6 6 0"),
    "guidance": ("#3a8f61", "M1 1h1M4 4h1"),
    "paragraph": ("#8a919c", "M0 3h6"),
    "addressed": ("#3a8f61", ""),
    "justified": ("#b9861f", "M0 6 6 0"),
    "silent": ("#b0354c", "M0 6 6 0M0 0 6 6"),
    "accepted": ("#3a8f61", ""),
    "in-part": ("#3b78bd", "M0 6 6 0"),
    "not-accepted": ("#b0354c", "M0 6 6 0M0 0 6 6"),
    "noted": ("#b9861f", "M1 1h1M4 4h1"),
    "outside": ("#8a919c", "M0 3h6"),
    "unanswered": ("#5f6670", "M3 0v6"),
    "state": ("#3b78bd", ""),
    "un-entity": ("#3a8f61", "M0 6 6 0"),
    "nhri": ("#b9861f", "M1 1h1M4 4h1"),
    "civil-society": ("#b0354c", "M0 6 6 0M0 0 6 6"),
    "academia": ("#7d5ba6", "M0 3h6"),
    "other": ("#8a919c", "M3 0v6"),
}
#: In points: the drawing, the letters, one bar with its distance to the next and alone, one line of the legend.
_WIDTH, _SIZE, _STEP, _BAR, _LEGEND = 533, 8.5, 22, 15, 14
#: How wide a letter is on average, as a part of its size; rather too wide, for the page decides on the letters.
_LETTER = 0.56
_CHARACTERS_OF_LINE, _LINES_OF_LABEL = 42, 2
#: How many steps the axis may have.
_MOST_STEPS = 8
#: A chart of more bars takes half a page, on which the table says the same.
_MOST_BARS_ON_PAPER = 12


def is_drawn_on_paper(matrix: Matrix) -> bool:
    """Tell whether a table is printed with its chart."""
    return is_drawn(matrix) and len(matrix.rows) <= _MOST_BARS_ON_PAPER


def alternative_text(matrix: Matrix) -> str:
    """Return what a chart shows in words; the figures themselves are in the table."""
    totals = ", ".join(f"{total.label.lower()} {total.value}" for total in matrix.totals)
    return _("Bar chart of the table '{title}': one bar a row; in all {totals}.", title=matrix.title, totals=totals)


def draw_chart(matrix: Matrix, *, ink: str, views: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a chart as SVG, the same on every build.

    Its patterns have the table's name in theirs, for a page may hold several charts.

    :param ink: the colour of words and lines, as CSS or SVG write it.
    :param views: where bars lead, by what stands before them.
    """
    height = _top(matrix) + _STEP * len(matrix.rows) + 2 * _LEGEND
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}pt" height="{height}pt" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="Libertinus Serif, sans-serif" font-size="{_SIZE}" fill="{ink}">'
    )
    return "".join([opening, *_patterns(matrix), *_legend(matrix), *_bars(matrix, ink, views), "</svg>"])


def inline_chart(matrix: Matrix, views: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a chart for the middle of an HTML page: it follows the page's colours and letters.

    :param views: where bars lead, by what stands before them; a chart without any is heard by its description alone.
    """
    drawing = draw_chart(matrix, ink="currentColor", views=views).replace(
        ' font-family="Libertinus Serif, sans-serif"', ""
    )
    heard = 'role="presentation"' if views else 'aria-hidden="true" focusable="false"'
    return drawing.replace("<svg ", f'<svg class="chart-drawing" {heard} ')


def _pattern(matrix: Matrix, key: str) -> str:
    return escape(f"{matrix.name}-{key}-hatching")


def _patterns(matrix: Matrix) -> Iterator[str]:
    for column in segments(matrix):
        key = matrix.columns[column].key
        _color, hatching = _LOOKS[key]
        if hatching:
            yield (
                f'<pattern id="{_pattern(matrix, key)}" width="6" height="6" patternUnits="userSpaceOnUse">'
                f'<path d="{hatching}" stroke="#fff" stroke-width="0.8"/></pattern>'
            )


def _segment(matrix: Matrix, column: int, *, x: float, y: float, width: float, height: float) -> str:
    """Return a segment's rectangle, and over it its hatching, in which edges of tiles would show with the colour."""
    key = matrix.columns[column].key
    color, hatching = _LOOKS[key]
    fills = [color, f"url(#{_pattern(matrix, key)})"] if hatching else [color]
    place = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height}"'
    return "".join(f'<rect {place} fill="{fill}"/>' for fill in fills)


def _places(matrix: Matrix) -> Iterator[tuple[int, float, int]]:
    """Yield where each segment's name stands above the bars: its column, how far right, and in which line."""
    left, line = 4.0, 0
    for column in segments(matrix):
        width = 36 + _letters(matrix.columns[column].title) * _SIZE * _LETTER
        if left + width > _WIDTH and left > 4:
            left, line = 4.0, line + 1
        yield column, left, line
        left = round(left + width, 2)


def _top(matrix: Matrix) -> int:
    """Return where the bars begin, below the names of the segments."""
    return _LEGEND * (1 + max(line for _, _, line in _places(matrix)))


def _legend(matrix: Matrix) -> Iterator[str]:
    """Yield the names of the segments above the bars."""
    for column, left, line in _places(matrix):
        yield _segment(matrix, column, x=left, y=2 + _LEGEND * line, width=16, height=8)
        yield _text(matrix.columns[column].title, left + 20, 9 + _LEGEND * line)


def _bars(matrix: Matrix, ink: str, views: Mapping[str, str]) -> Iterator[str]:
    labels = [_label(str(row.cells[0])) for row in matrix.rows]
    longest = max(_letters(line) for lines in labels for line in lines)
    left = round(8 + longest * _SIZE * _LETTER, 2)
    lengths = [
        [cell for column in segments(matrix) if isinstance(cell := row.cells[column], int)] for row in matrix.rows
    ]
    most = max(sum(row) for row in lengths)
    unit = (_WIDTH - left - 28) / max(most, 1)
    first = _top(matrix)
    bottom = first + _STEP * len(matrix.rows)
    for number, (lines, row) in enumerate(zip(labels, lengths, strict=True)):
        top = first + _STEP * number + (_STEP - _BAR) / 2
        middle = top + _BAR / 2 + _SIZE * 0.35
        title = str(matrix.rows[number].cells[0])
        if title in views:
            # The whole line leads there, for a short bar is hard to hit.
            yield f'<a href="{escape(views[title])}">'
            yield f'<rect y="{first + _STEP * number}" width="{_WIDTH}" height="{_STEP}" fill="transparent"/>'
        for index, line in enumerate(lines):
            yield _text(f"{line} ", left - 6, middle + (index - (len(lines) - 1) / 2) * (_SIZE + 1), anchor="end")
        for column, length, begin in zip(segments(matrix), row, accumulate([0, *row]), strict=False):
            if length:
                place = left + begin * unit
                yield _segment(matrix, column, x=place, y=top, width=length * unit, height=_BAR)
        yield _text(str(sum(row)), left + sum(row) * unit + 3, middle) + ("</a>" if title in views else "")
    yield f'<path d="M{left} {first}V{bottom}H{_WIDTH - 20}" fill="none" stroke="{ink}" stroke-width="0.6"/>'
    for value in _steps(most):
        place = left + value * unit
        yield f'<path d="M{place:.2f} {bottom}v3" stroke="{ink}" stroke-width="0.6"/>'
        yield _text(str(value), place, bottom + 12, anchor="middle")


def _label(title: str) -> Sequence[str]:
    """Return a row's title in as many lines as stand beside a bar."""
    if not title:
        return [title]
    most = _CHARACTERS_OF_LINE * len(title) // _letters(title)
    return textwrap.wrap(title, most, max_lines=_LINES_OF_LABEL, placeholder=" …")


def _letters(text: str) -> int:
    """Count the letters of a text; a Chinese sign takes the room of two."""
    return sum(1 + (east_asian_width(character) in "WF") for character in text)


def _steps(most: int) -> range:
    """Return the whole numbers on the axis: 1, 2, 5, 10, 20, 50 ... apart."""
    sizes = (factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(size for size in sizes if most <= size * _MOST_STEPS)
    return range(0, most + 1, step)


def _text(words: str, x: float, y: float, *, anchor: str = "start") -> str:
    return f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}">{escape(words)}</text>'
