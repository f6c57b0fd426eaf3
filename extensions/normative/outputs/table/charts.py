"""Charts drawn with matplotlib as SVG or PNG: one bar a row, its segments told apart by colour and by hatching.

Apart from the outputs that show them, because the site, the PDF and the Word file show the same drawing. The table
beside it has the words and the figures for readers who do not see it.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from normative.model.matrix import Matrix
from normative.model.tables.chart import segments

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Colour and hatching of each segment; middle tones that show on white and on dark pages.
_LOOKS: Mapping[str, tuple[str, str]] = {
    "obligation": ("#b0354c", ""),
    "commitment": ("#3b78bd", "///"),
    "guidance": ("#3a8f61", "..."),
    "paragraph": ("#8a919c", "---"),
    "addressed": ("#3a8f61", ""),
    "justified": ("#b9861f", "///"),
    "silent": ("#b0354c", "xxx"),
}
#: Stands for the colour of text while matplotlib draws; exchanged in the finished drawing.
_INK = "#010203"
#: In inches: of the drawing, of one bar with its distance to the next, of the legend and the axis.
_WIDTH, _BAR, _REST = 7.4, 0.38, 0.9
#: A printer shows no more, and a reader's screen no less.
_DOTS_PER_INCH = 200
#: Nothing in a drawing says when and with what it was made.
_SVG_METADATA: Mapping[str, None] = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_PNG_METADATA: Mapping[str, None] = {"Software": None}
_CHARACTERS_OF_LINE, _LINES_OF_LABEL = 50, 2


def alternative_text(matrix: Matrix) -> str:
    """Return what a chart shows in words; the figures themselves are in the table."""
    totals = ", ".join(f"{total.label.lower()} {total.value}" for total in matrix.totals)
    return f"Bar chart of the table '{matrix.title}': one bar a row; in all {totals}."


def draw_chart(matrix: Matrix, *, ink: str, outlines: bool) -> str:
    """Return a chart as SVG, the same on every build.

    :param ink: the colour of words and lines, as CSS or SVG write it.
    :param outlines: draw letters as outlines, which look the same with any fonts, and not as text.
    """
    drawing = _draw(matrix, "svg", outlines=outlines).decode("utf-8")
    # What stands before the element cannot stand inside a page.
    return drawing[drawing.index("<svg") :].replace(_INK, ink)


def chart_picture(matrix: Matrix) -> bytes:
    """Return a chart as PNG for white paper, the same on every build."""
    return _draw(matrix, "png", outlines=True)


def _draw(matrix: Matrix, kind: str, *, outlines: bool) -> bytes:
    # Imported here: matplotlib takes half a second, and most builds draw nothing.
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings: dict[Any, Any] = {
        "svg.hashsalt": matrix.name,
        "svg.fonttype": "path" if outlines else "none",
        "hatch.linewidth": 0.6,
        "text.parse_math": False,
        "font.size": 8.5,
        "text.color": _INK,
        "axes.labelcolor": _INK,
        "axes.edgecolor": _INK,
        "xtick.color": _INK,
        "ytick.color": _INK,
        "hatch.color": "#ffffff",
    }
    with mpl.rc_context(settings):
        figure = Figure(figsize=(_WIDTH, _REST + _BAR * len(matrix.rows)), layout="constrained")
        _draw_bars(figure.add_subplot(), matrix)
        figure.legend(loc="outside upper left", ncols=4, frameon=False)
        file = io.BytesIO()
        metadata = _SVG_METADATA if kind == "svg" else _PNG_METADATA
        figure.savefig(file, format=kind, dpi=_DOTS_PER_INCH, transparent=kind == "svg", metadata=metadata)
    return file.getvalue()


def inline_chart(matrix: Matrix) -> str:
    """Return a chart for the middle of an HTML page: it follows the page's colours, and its names are its own."""
    drawing = draw_chart(matrix, ink="currentColor", outlines=False)
    # Every drawing names its parts alike, and a page may hold several.
    drawing = re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{matrix.name}-", drawing)
    return drawing.replace("<svg ", '<svg class="chart-drawing" aria-hidden="true" focusable="false" ', 1)


def _draw_bars(axes: Axes, matrix: Matrix) -> None:
    from matplotlib.ticker import MaxNLocator

    labels = [
        textwrap.fill(
            str(row.cells[0]), _CHARACTERS_OF_LINE, max_lines=_LINES_OF_LABEL, placeholder=" …", break_long_words=True
        )
        for row in matrix.rows
    ]
    places = range(len(labels))
    begins = [0] * len(labels)
    for column in segments(matrix):
        lengths = [cell if isinstance(cell := row.cells[column], int) else 0 for row in matrix.rows]
        color, hatch = _LOOKS[matrix.columns[column].key]
        axes.barh(
            places, lengths, left=begins, height=0.68, label=matrix.columns[column].title, color=color, hatch=hatch
        )
        begins = [begin + length for begin, length in zip(begins, lengths, strict=True)]
    for place, end in zip(places, begins, strict=True):
        axes.annotate(str(end), (end, place), xytext=(3, 0), textcoords="offset points", va="center")
    axes.set_yticks(places, labels)
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(left=False)
