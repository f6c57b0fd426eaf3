"""Visitors for images and figures."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docx.shared import Emu

from normative.model.diagnostics import Diagnostic
from normative.outputs.document.assembly import image_description
from normative.outputs.docx.pages import LANDSCAPE_HEIGHT, UPRIGHT_HEIGHT, PageVisitors
from normative.outputs.docx.rasters import DrawingError, rasterize_apart
from normative.outputs.docx.rasters import width as width_of
from normative.outputs.docx.wordml import EMU_OF_MILLIMETRE, add, add_run, printable
from normative.outputs.docx.writing import TEXT_LEFT

if TYPE_CHECKING:
    from lxml.etree import _Element

_LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*([a-z%]*)", re.IGNORECASE)
#: Millimetres of each unit; a pixel is 1/96 inch, and letters have ten points.
_UNITS = {"": 25.4 / 96, "px": 25.4 / 96, "pt": 25.4 / 72, "pc": 25.4 / 6, "in": 25.4, "mm": 1.0, "cm": 10.0}
_UNITS |= {"em": 25.4 / 7.2, "ex": 25.4 / 14.4}


class PictureVisitors(PageVisitors):
    """Images, figures, their captions and legends."""

    def visit_image(self, node: nodes.Element) -> None:
        uri: str = node["uri"]
        is_inline = isinstance(node.parent, nodes.TextElement) and self.paragraph is not None
        if uri not in self.builder.images:
            # Sphinx, or normative.guard.links, has reported why.
            self._write_words_instead(str(node.get("alt") or uri), is_inline=is_inline)
            raise nodes.SkipNode
        message = f"the image '{uri}' has no description; add ':alt:' with what it shows"
        description = image_description(node, lambda: self.warn(node, Diagnostic.ALTERNATIVE_TEXT, message))
        # In the text a picture stands between the same margins as words.
        is_in_text = not (self.depth or self.landscape)
        available = self.width - 40 if is_in_text else self.width
        width, height = (millimetres(str(node.get(side, "")), available) for side in ("width", "height"))
        try:
            picture = Path(self.builder.srcdir, uri).read_bytes()
            if Path(uri).suffix.lower() == ".svg":
                picture = rasterize_apart(picture)
                width = width or (None if height else width_of(picture))
            drawing = self._drawing(picture, description, available, width, height)
        except Exception as error:  # noqa: BLE001  # python-docx stops at files that are no pictures in many ways
            reason = str(error) if isinstance(error, DrawingError) else "cannot be read"
            message = f"the image '{uri}' {reason}, so its description stands there; save it as PNG or JPEG"
            self.warn(node, Diagnostic.IMAGE, message)
            self._write_words_instead(description, is_inline=is_inline)
        else:
            if not is_inline:
                left = TEXT_LEFT if is_in_text else self.setting.left
                self.open_paragraph("" if self.in_table else "Picture", left=left)
            self.bookmark(node)
            add(add_run(self.target()), "drawing").append(drawing)
            if not is_inline:
                self.close_paragraph()
        raise nodes.SkipNode

    def write_picture(self, picture: bytes, description: str) -> None:
        """Write a picture as wide as a table on a line of its own."""
        drawing = self._drawing(picture, description, self.width, self.width, None)
        self.open_paragraph("Picture", left=self.setting.left)
        add(add_run(self.target()), "drawing").append(drawing)
        self.close_paragraph()

    def _drawing(
        self, picture: bytes, description: str, available: float, width: float | None, height: float | None
    ) -> _Element:
        """Return a drawing, made smaller where the page is.

        :param width: in millimetres; by default, with the height, as the picture itself says.
        """
        wanted = (None if length is None else Emu(round(length * EMU_OF_MILLIMETRE)) for length in (width, height))
        inline = self.part.new_pic_inline(io.BytesIO(picture), *wanted)
        most = (available, LANDSCAPE_HEIGHT if self.landscape else UPRIGHT_HEIGHT)
        size = (inline.extent.cx / EMU_OF_MILLIMETRE, inline.extent.cy / EMU_OF_MILLIMETRE)
        scale = min(1.0, *(limit / length for limit, length in zip(most, size, strict=True)))
        for extent in (inline.extent, inline.graphic.graphicData.pic.spPr):
            extent.cx, extent.cy = (Emu(round(length * scale * EMU_OF_MILLIMETRE)) for length in size)
        inline.docPr.set("descr", printable(description))
        return inline

    def _write_words_instead(self, description: str, *, is_inline: bool) -> None:
        if not is_inline:
            self.open_paragraph()
        self.words(f"[{description}]")
        if not is_inline:
            self.close_paragraph()

    def visit_figure(self, node: nodes.Element) -> None:
        self.flush_item()
        self.bookmark_next(node)

    def depart_figure(self, node: nodes.Element) -> None:
        self.close_paragraph()

    def visit_caption(self, node: nodes.Element) -> None:
        kind = "figure" if isinstance(node.parent, nodes.figure) else "code-block"
        left = TEXT_LEFT if self.setting.left is None and not self.landscape else self.setting.left
        self.open_paragraph("Caption", left=left)
        self.bookmark(node)
        self.words(self.caption_label(node.parent, kind))

    def depart_caption(self, node: nodes.Element) -> None:
        self.close_paragraph()

    def visit_legend(self, node: nodes.Element) -> None:
        self.close_paragraph()
        self.bookmark(node)

    def depart_legend(self, node: nodes.Element) -> None:
        self.close_paragraph()


def millimetres(text: str, available: float) -> float | None:
    """Return a length of docutils (``50%``, ``300px``, ``5 cm``) in millimetres, or ``None`` where it is none."""
    found = _LENGTH.fullmatch(text.strip())
    if not found:
        return None
    number, unit = float(found.group(1)), found.group(2).lower()
    if unit == "%":
        return number * available / 100
    return number * _UNITS[unit] if unit in _UNITS and number else None
