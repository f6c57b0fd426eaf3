"""Drawings as pictures of points, for Word shows SVG in its newest versions alone.

Drawn by Typst, as in the PDF; what is drawn can reach no file and no network.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from normative.guard.limits import limit_memory
from normative.outputs.document.fonts import further_fonts

#: A printer shows no more, and a reader's screen no less.
_DOTS_PER_INCH = 200
#: What the largest drawing may measure, in points: a poster of 1.2 metres on either side, of 90 million dots.
_LARGEST = 3400
_PAGE = f"""\
#set page(width: auto, height: auto, margin: 0pt)
#let drawing = image(read("drawing.svg", encoding: none), format: "svg")
#context {{
  let size = measure(drawing)
  assert(size.width <= {_LARGEST}pt and size.height <= {_LARGEST}pt, message: "too large")
}}
#drawing
"""
#: How many seconds a drawing may take, and how much memory: three times that of the largest of many layers.
SECONDS, _MEMORY = 60, 4 << 30


class DrawingError(Exception):
    """A drawing cannot be made a picture; the message goes on from its name."""


def rasterize_apart(drawing: bytes) -> bytes:
    """Return an SVG that others have drawn as :func:`rasterize` does, in a process of its own.

    One that takes too much time or memory ends that process and not the build.

    :raises DrawingError: the drawing cannot be read, is larger than a poster, or takes too long or too much memory.
    """
    command = [sys.executable, "-m", "normative.outputs.docx.rasters"]
    # The other process must find this package where this one did, installed or not.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(  # noqa: S603  # our own module
            command, input=drawing, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        message = f"is not drawn in {SECONDS} seconds"
        raise DrawingError(message) from None
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise DrawingError("takes too much memory to be drawn")
    if done.returncode:
        is_large = b"too large" in done.stderr
        raise DrawingError("is too large to be drawn" if is_large else "cannot be read")
    return done.stdout


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


if __name__ == "__main__":
    limit_memory(_MEMORY)
    sys.stdout.buffer.write(rasterize(sys.stdin.buffer.read().decode()))
