"""The manual's picture of the rooms: each with what its own docstring says, and the way of a paragraph."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PACKAGE = Path(__file__).parents[2]
#: From the top, in the order in which imports may point; a test compares it with what import-linter proves.
ROOMS = (
    *("commands", "house", "outputs", "check", "authoring", "bibliography", "guard", "needs", "rebuild", "project"),
    "model",
)
#: In pixels: the picture, one room with the distance to the next, and one step of the way.
_WIDTH, _HEIGHT, _STEP, _WAY = 900, 40, 50, 26


class Rooms(SphinxDirective):
    """The rooms as a drawing, and a way through them in words: one step a line, ``room: what happens``."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        steps = [tuple(part.strip() for part in line.partition(":")[::2]) for line in self.content if line.strip()]
        unknown = [room for room, _ in steps if room not in ROOMS]
        if unknown:
            raise self.error(f"'{unknown[0]}' is no room; rooms are {', '.join(ROOMS)}")
        drawing = nodes.raw("", draw_rooms([room for room, _ in steps]), format="html")
        way = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        for room, words in steps:
            text, _messages = self.parse_inline(words, lineno=self.lineno)
            way += nodes.list_item(
                "", nodes.paragraph("", "", nodes.literal(room, f"{room}/"), nodes.Text(": "), *text)
            )
        return [drawing, way]


def draw_rooms(steps: Sequence[str]) -> str:
    """Return the drawing as SVG.

    :param steps: the rooms that a paragraph comes through, in its order.
    """
    left = _WAY * (len(steps) + 1)
    height = _STEP * len(ROOMS)
    return "".join(
        [
            f'<svg viewBox="0 0 {_WIDTH} {height}" style="max-width: 100%; height: auto" role="img" '
            'aria-label="The rooms of the package, and the way of a paragraph through them, as the list below tells" '
            'font-size="14" fill="currentColor" stroke="none">',
            *_draw_boxes(left),
            *_draw_way(steps),
            "</svg>",
        ]
    )


def _draw_boxes(left: int) -> Iterator[str]:
    for number, room in enumerate(ROOMS):
        top = number * _STEP + 1
        count = sum(1 for path in (_PACKAGE / room).rglob("*.py") if path.name != "__init__.py")
        yield (
            f'<rect x="{left}" y="{top}" width="{_WIDTH - left - 1}" height="{_HEIGHT}" rx="4" fill="none" '
            f'stroke="currentColor"/><text x="{left + 10}" y="{top + 17}" font-weight="bold">{escape(room)}/</text>'
            f'<text x="{_WIDTH - 10}" y="{top + 17}" text-anchor="end" font-size="11">{count} modules</text>'
            f'<text x="{left + 10}" y="{top + 33}" font-size="11">{escape(_said(room))}</text>'
        )


def _draw_way(steps: Sequence[str]) -> Iterator[str]:
    places = [(_WAY * (n + 1) - 10, ROOMS.index(room) * _STEP + 1 + _HEIGHT // 2) for n, room in enumerate(steps)]
    line = " ".join(f"{x},{y}" for x, y in places)
    yield f'<polyline points="{line}" fill="none" stroke="#3b78bd" stroke-width="2"/>'
    for number, (x, y) in enumerate(places, 1):
        yield f'<circle cx="{x}" cy="{y}" r="10" fill="#3b78bd"/>'
        yield f'<text x="{x}" y="{y + 4}" text-anchor="middle" font-size="11" fill="#ffffff">{number}</text>'


def _said(room: str) -> str:
    """Return the first sentence of what a room says of itself; read and not imported, for rooms load libraries."""
    tree = ast.parse((_PACKAGE / room / "__init__.py").read_text(encoding="utf-8"))
    first = (ast.get_docstring(tree) or "").partition("\n\n")[0].replace("\n", " ").replace("``", "")
    return first if len(first) <= 105 else f"{first[:104].rpartition(' ')[0]} …"


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("normative-rooms", Rooms)
