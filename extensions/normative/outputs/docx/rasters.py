"""Drawings as pictures of points, for Word shows SVG in its newest versions alone.

Drawn by Typst, as in the PDF; what is drawn can reach no file and no network.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from normative.outputs.document.fonts import further_fonts

#: A printer shows no more, and a reader's screen no less.
_DOTS_PER_INCH = 200
_PAGE = """\
#set page(width: auto, height: auto, margin: 0pt)
#image(read("drawing.svg", encoding: none), format: "svg")
"""


def rasterize(drawing: str) -> bytes:
    """Return an SVG as PNG on white paper; the same drawing gives the same bytes.

    :raises typst.TypstError: the drawing cannot be read.
    """
    with TemporaryDirectory() as folder:
        Path(folder, "drawing.svg").write_text(drawing, encoding="utf-8")
        page = Path(folder, "page.typ")
        page.write_text(_PAGE, encoding="utf-8")
        fonts = [*further_fonts().values()]
        return typst.compile(page, format="png", ppi=_DOTS_PER_INCH, font_paths=fonts, ignore_system_fonts=True)


def width(picture: bytes) -> float:
    """Return how wide a drawing was, in millimetres."""
    return int.from_bytes(picture[16:20], "big") / _DOTS_PER_INCH * 25.4
