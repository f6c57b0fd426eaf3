"""The translator: all families of visitors together, and what happens to a node that none of them knows."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from normative.outputs.docx.blocks import BlockVisitors
from normative.outputs.docx.lists import ListVisitors
from normative.outputs.docx.matrices import MatrixVisitors
from normative.outputs.docx.pages import Pages
from normative.outputs.docx.paragraphs import ParagraphVisitors
from normative.outputs.docx.sections import SectionVisitors
from normative.outputs.docx.text import TextVisitors


class DocxTranslator(
    TextVisitors,
    BlockVisitors,
    ListVisitors,
    MatrixVisitors,
    ParagraphVisitors,
    SectionVisitors,
):
    """Writes a doctree into a Word file."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.pages = Pages(self.package)

    def unknown_visit(self, node: nodes.Node) -> None:
        """Print the text of a node without a visitor, and say so once for each kind."""
        if isinstance(node, nodes.Element):
            self.warn_once_of(node)
            if not isinstance(node, nodes.Inline):
                self.close_paragraph()
            self.bookmark(node)

    def unknown_departure(self, node: nodes.Node) -> None:
        """End the block of a node without a visitor."""
        if not isinstance(node, nodes.Inline):
            self.close_paragraph()
