"""The translator: all families of visitors together, and what happens to a node that none of them knows."""

from __future__ import annotations

from docutils import nodes

from normative.outputs.typst.blocks import BlockVisitors
from normative.outputs.typst.lists import ListVisitors
from normative.outputs.typst.literals import string_literal
from normative.outputs.typst.matrices import MatrixVisitors
from normative.outputs.typst.media import MediaVisitors
from normative.outputs.typst.paragraphs import ParagraphVisitors
from normative.outputs.typst.sections import SectionVisitors
from normative.outputs.typst.tables import TableVisitors
from normative.outputs.typst.text import TextVisitors


class TypstTranslator(
    TextVisitors,
    BlockVisitors,
    ListVisitors,
    TableVisitors,
    MatrixVisitors,
    MediaVisitors,
    ParagraphVisitors,
    SectionVisitors,
):
    """Writes a doctree as Typst markup, every word of it as a string literal."""

    def depart_document(self, node: nodes.document) -> None:
        """Set the labels that no visitor has set, so that a link to a part without a form of its own is no error."""
        for label in self.targets.unclaimed():
            self.add(f"#metadata(none)#label({string_literal(label)})\n")

    def unknown_visit(self, node: nodes.Node) -> None:
        """Print the text of a node without a visitor, and say so once for each kind."""
        if isinstance(node, nodes.Element):
            self.warn_once_of(node)
            self.add(self.anchor(node) if isinstance(node, nodes.Inline) else f"\n\n{self.anchor(node)}")

    def unknown_departure(self, node: nodes.Node) -> None:
        """End the block of a node without a visitor."""
        if not isinstance(node, nodes.Inline):
            self.add("\n\n")
