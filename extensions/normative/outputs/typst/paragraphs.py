"""Visitors for what is ours: numbered paragraphs with their margin, and instrument profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.outputs.typst.literals import string_literal
from normative.outputs.typst.writing import Writer
from normative.project.language import _
from normative.project.nodes import paragraph_margin

if TYPE_CHECKING:
    from docutils import nodes

_CHARACTERS_OF_LINE = 80
_CHARACTERS_OF_MARGIN_LINE = 30
#: How much higher a line of the text is than one of the margin.
_HEIGHT_OF_LINE = 1.4


class ParagraphVisitors(Writer):
    """A numbered paragraph is prose: its number hangs before the text, force and basis stand in the outer margin."""

    def visit_normative_paragraph(self, node: nodes.Element) -> None:
        number = node.get("number")
        printed = "none" if number is None else string_literal(f"{number}.")
        if node.get("change") == "del":
            printed = f"struck-out({printed})"
        force = node.get("force") or ""
        lines = ""
        margin = next((child for child in node.children if isinstance(child, paragraph_margin)), None)
        if margin is not None:
            node.remove(margin)
            lines = self.capture_children(margin)
            node["margin_length"] = len(margin.astext())
        self.begin(node, f"#numbered-paragraph({printed}, {string_literal(force)}, {_word(force)}")
        self.add(f"beside: {self.is_beside}, together: {_is_short(node)}, [{lines}])")
        self.open_container(f"[{self.place_name(node)}\n")

    def depart_normative_paragraph(self, node: nodes.Element) -> None:
        self.close_container()
        self.end(self.label(node))

    def visit_paragraph_margin(self, node: nodes.Element) -> None:
        pass

    def depart_paragraph_margin(self, node: nodes.Element) -> None:
        pass

    def visit_margin_item(self, node: nodes.Element) -> None:
        self.add(f"#margin-line({string_literal(node.get('role', ''))})[{self.anchor(node)}")

    def depart_margin_item(self, node: nodes.Element) -> None:
        self.add("]\n")

    def visit_instrument_profile(self, node: nodes.Element) -> None:
        self.add(self.anchor(node))

    def depart_instrument_profile(self, node: nodes.Element) -> None:
        pass


def _word(force: str) -> str:
    """Return the word of a force as an argument, where it is another one than English has."""
    word = _(force) if force else force
    return "" if word == force else f"word: {string_literal(word)}, "


def _is_short(node: nodes.Element) -> str:
    """Tell, as Typst's ``true`` or ``false``, whether a paragraph stays on one page: five lines, or a long margin.

    A block that may break costs the compiler three times the memory.
    """
    lines = len(node.astext()) / _CHARACTERS_OF_LINE
    margin_lines = 2 + node.get("margin_length", 0) / _CHARACTERS_OF_MARGIN_LINE
    return "true" if lines <= 5 or lines * _HEIGHT_OF_LINE < margin_lines else "false"
