"""Visitors for images and figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from docutils import nodes

from normative.model.diagnostics import Diagnostic
from normative.outputs.document.assembly import image_description
from normative.outputs.typst.literals import content, string_literal, text_markup
from normative.outputs.typst.writing import Writer

_LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*([a-z%]*)", re.IGNORECASE)
#: What a unit of docutils is in Typst, and how many of it; a pixel is 1/96 inch.
_UNITS = {"": ("pt", 0.75), "px": ("pt", 0.75), "pc": ("pt", 12.0), "ex": ("em", 0.5)}


def asset_name(images: Iterable[str], uri: str) -> str:
    """Return the name an image has beside the Typst text; numbered, as Typst would read signs in a path."""
    return f"image-{list(images).index(uri)}{Path(uri).suffix.lower()}"


class MediaVisitors(Writer):
    """Images, figures, their captions and legends."""

    def visit_image(self, node: nodes.Element) -> None:
        is_inline = isinstance(node.parent, nodes.TextElement) and not _is_alone_in_link(node)
        uri: str = node["uri"]
        if uri not in self.builder.images:
            self._write_link_instead(node, uri)
            raise nodes.SkipNode
        path, description = (
            string_literal(asset_name(self.builder.images, uri)),
            string_literal(self._description(node, uri)),
        )
        # The image is called here and not in the template, so that a fault in its file is reported at this place.
        arguments = [f"(..size) => image({path}, alt: {description}, ..size)"]
        for name in ("width", "height"):
            length = typst_length(str(node.get(name, "")))
            arguments += [f"{name}: {length}"] if length else []
        picture = f"#picture({', '.join(arguments)})"
        if is_inline:
            self.add(f"{self.anchor(node)}#box{content(picture)}")
        else:
            self.begin(node, f"#align({_alignment(node)}){content(picture)}")
            self.end(self.label(node))
        raise nodes.SkipNode

    def _description(self, node: nodes.Element, uri: str) -> str:
        message = f"the image '{uri}' has no description; add ':alt:' with what it shows"
        return image_description(node, lambda: self.warn(node, Diagnostic.ALTERNATIVE_TEXT, message))

    def _write_link_instead(self, node: nodes.Element, uri: str) -> None:
        """Print the description of an image whose file Sphinx has not found, as it has reported."""
        self.add(text_markup(f"[{node.get('alt') or uri}]"))

    def visit_figure(self, node: nodes.Element) -> None:
        self.begin(node, "#figure(kind: image, supplement: none, numbering: none")
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        if caption is not None:
            self.add(f", caption: [{self.numbered(node, 'figure')}{self.capture_children(caption)}]")
            node.remove(caption)
        self.open_container(", [\n")

    def depart_figure(self, node: nodes.Element) -> None:
        self.close_container("])")
        self.end(self.label(node))

    def visit_legend(self, node: nodes.Element) -> None:
        self.add("#legend[")

    def depart_legend(self, node: nodes.Element) -> None:
        self.add("]\n")

    def visit_caption(self, node: nodes.Element) -> None:
        self.begin(node, f"#rubric[{self.numbered(node.parent, 'code-block')}")

    def depart_caption(self, node: nodes.Element) -> None:
        self.end("]")


def typst_length(text: str) -> str:
    """Return a length of docutils (``50%``, ``300px``, ``5 cm``) as Typst writes it, or an empty string."""
    found = _LENGTH.fullmatch(text.strip())
    if not found:
        return ""
    number, unit = float(found.group(1)), found.group(2).lower()
    if unit in _UNITS:
        unit, factor = _UNITS[unit]
        number *= factor
    elif unit not in ("pt", "mm", "cm", "in", "em", "%"):
        return ""
    return f"{number:g}{unit}"


def _alignment(node: nodes.Element) -> str:
    value = node.get("align", "")
    return value if value in ("left", "right", "center") else "start"


def _is_alone_in_link(node: nodes.Element) -> bool:
    link = node.parent
    return isinstance(link, nodes.reference) and len(link) == 1 and not isinstance(link.parent, nodes.TextElement)
