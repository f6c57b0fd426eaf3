"""How dark the cells of grids are: the more paragraphs, the darker, alike on the site, on paper and in Excel."""

from __future__ import annotations

from bisect import bisect_right

from normative.model.matrix import Cell, Crossing, Link
from normative.project.language import _

#: The least number of paragraphs for each shade, the lightest first.
LEAST = (1, 2, 3, 5)
#: What the shades are on white paper; the site mixes them with the colour of its page.
COLOURS = ("#EFF3F7", "#E2E8F0", "#D4DEE9", "#C4D1E1")


def shade_of(cell: Cell) -> int:
    """Return the shade of a cell by how many paragraphs it is about: 0 for none, else its place from 1."""
    if isinstance(cell, Crossing):
        count = len(cell.links) if cell.count is None else cell.count
    else:
        count = sum(isinstance(item, Link) for item in cell) if isinstance(cell, tuple) else 0
    return bisect_right(LEAST, count)


def shade_names() -> list[str]:
    """Return what each shade stands for: ``1``, ``2``, ``3–4``, ``5 or more``."""
    names = []
    for least, following in zip(LEAST, [*LEAST[1:], 0], strict=True):
        most = following - 1
        names.append(
            _("{least} or more", least=least) if most < 0 else str(least) if most == least else f"{least}–{most}"
        )
    return names
