"""A table drawn with signs, for plain text: Sphinx's own writer looks through the whole table at each cell."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import chain

from docutils.utils import column_width

from normative.model.matrix import Matrix, cell_text, groups

#: The lines of each cell of a row.
_Cells = Sequence[Sequence[str]]
#: The width of a column with the least weight.
CHARACTERS = 8


def drawn(matrix: Matrix) -> str:
    """Return a matrix as it stands in plain text, with a line across it for the title of each group.

    A column is as wide as its weight says, or as its longest word; a word is never broken.
    """
    widths = [int(CHARACTERS * column.weight) for column in matrix.columns]
    head = [_wrapped(column.title, width) for column, width in zip(matrix.columns, widths, strict=True)]
    body = [
        (
            title,
            [[_wrapped(cell_text(cell), width) for cell, width in zip(row.cells, widths, strict=True)] for row in rows],
        )
        for title, rows in groups(matrix.rows)
    ]
    for cells in (head, *(cells for _, rows in body for cells in rows)):
        for place, lines in enumerate(cells):
            widths[place] = max(widths[place], *map(column_width, lines))
    across = sum(widths) + 3 * (len(widths) - 1)
    between = _rule("-", widths)
    drawing = [between, *_row(head, widths), _rule("=", widths)]
    for title, rows in body:
        if title:
            drawing += [*_row([_wrapped(title, across)], [across]), between]
        for cells in rows:
            drawing += [*_row(cells, widths), between]
    return "\n".join(drawing)


def _wrapped(text: str, width: int) -> list[str]:
    wrapped = (textwrap.wrap(line, width, break_long_words=False) for line in text.splitlines())
    return [*chain.from_iterable(wrapped)] or [""]


def _rule(sign: str, widths: Sequence[int]) -> str:
    return f"+{'+'.join(sign * (width + 2) for width in widths)}+"


def _row(cells: _Cells, widths: Sequence[int]) -> Iterator[str]:
    for place in range(max(map(len, cells))):
        line = (lines[place] if place < len(lines) else "" for lines in cells)
        filled = (text + " " * (width - column_width(text)) for text, width in zip(line, widths, strict=True))
        yield f"| {' | '.join(filled)} |"
