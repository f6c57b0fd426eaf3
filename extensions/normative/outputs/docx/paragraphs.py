"""Visitors for what is ours: numbered paragraphs with their margin, and instrument profiles.

Force and basis stand in a line of small letters above their paragraph and not beside it: what floats beside a text is
lost or moved where a file goes from Word to LibreOffice and back, and a translator's program does not see it. The line
has a style of its own, ``Margin``, so that one change of the style hides or prints all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.paragraph import Force
from normative.model.spacing import kept_together
from normative.outputs.document.margins import LABELS, SYMBOLS
from normative.outputs.docx.tracking import TrackingVisitors
from normative.outputs.docx.wordml import add_text
from normative.outputs.docx.writing import Item
from normative.project.language import _
from normative.project.nodes import margin_item, paragraph_margin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normative.model.draft import FrozenParagraph
    from normative.project.nodes import instrument_profile, normative_paragraph

_BETWEEN = "\u2002·\u2002"


def _style(force: str) -> str:
    """Return the style of a numbered paragraph, which says its force: ``Obligation``, ``Commitment``, ``Guidance``."""
    return force.capitalize() if force in SYMBOLS else "NumberedParagraph"


class ParagraphVisitors(TrackingVisitors):
    """A numbered paragraph is prose that Word numbers; its id is a bookmark."""

    def visit_normative_paragraph(self, node: normative_paragraph) -> None:
        self.close_paragraph()
        with self.tracked_apart("moved" if node.get("is_moved") else ""):
            # What is put in at the end of a line and at the head of the next one would be one change to LibreOffice.
            with self.tracked_apart("" if "change" in node else "margin"):
                # A clean text has none.
                if any(isinstance(child, paragraph_margin) for child in node.children):
                    self._write_margin(node)
            self.bookmark_next(node)
            number = node.get("number")
            if number is not None:
                style = _style(str(node.get("force") or "")) if self.setting.style == "BodyText" else self.setting.style
                is_struck = node.get("change") == "del"
                place = self.numbering.struck_paragraph() if is_struck else self.numbering.paragraph(number)
                self.begin_item(Item(place=place, style=style, left=self.setting.left))
            first = len(self.container)
            for child in list(node.children):
                if not isinstance(child, paragraph_margin):
                    child.walkabout(self)
            self.end_item()
            self._track_style(node, first)
            if self.comments and node.get("change") != "del":
                self.comments.set_at_paragraph(node, list(self.container)[first:])
        raise nodes.SkipNode

    def _track_style(self, node: normative_paragraph, first: int) -> None:
        """Track the style of a paragraph whose force is another one than it was."""
        before: FrozenParagraph | None = node.get("was")
        if before is None or self.setting.style != "BodyText" or first >= len(self.container):
            return
        old = _style("" if before.force is Force.PLAIN else before.force.value)
        if old != _style(str(node.get("force") or "")):
            self.track_properties(self.container[first], old)

    def _write_margin(self, node: normative_paragraph) -> None:
        """Write the line; where another one stood there, that one struck out and this one put in."""
        before: FrozenParagraph | None = node.get("was")
        items = [item for item in node.findall(margin_item) if item["role"] != "change"]
        force = node.get("force") or ""
        is_there = bool(items or force)
        old_force = "" if before is None or before.force is Force.PLAIN else before.force.value
        was_there = bool(old_force or before.margin) if before else is_there and "change" not in node
        if not is_there and not was_there:
            return
        in_text = self.setting.style == "BodyText"
        self.open_paragraph("Margin" if in_text else self.setting.style, left=self.setting.left, keep_next=True)
        # LibreOffice would give its style to the paragraph below, where only one of the two texts has the line.
        self.track_paragraph(node.get("change", ""))
        if before:
            with self.tracked("del"):
                old = [margin_item(text, kept_together(text), role=role) for role, text in before.margin.items()]
                self._write_line(old_force, old)
        with self.tracked(node.get("change", "") or ("ins" if before else "")):
            self._write_line(force, items)
        self.close_paragraph()

    def _write_line(self, force: str, items: Sequence[margin_item]) -> None:
        if force:
            sign = f"{SYMBOLS[force]}\u00a0" if force in SYMBOLS else ""
            add_text(self.target(), f"{sign}{_(force)}", ["bold", "capitals"])
        for number, item in enumerate(items):
            if number or force:
                add_text(self.target(), _BETWEEN)
            item.walkabout(self)

    def visit_margin_item(self, node: margin_item) -> None:
        self.bookmark(node)
        role = str(node.get("role", ""))
        if role:
            add_text(self.target(), f"{_(LABELS.get(role, role.capitalize()))}{_(': ')}", ["italic"])

    def depart_margin_item(self, node: margin_item) -> None:
        pass

    def visit_instrument_profile(self, node: instrument_profile) -> None:
        self.bookmark_next(node)

    def depart_instrument_profile(self, node: instrument_profile) -> None:
        self.close_paragraph()
