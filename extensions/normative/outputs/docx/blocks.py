"""Visitors for blocks of text: paragraphs, quotations, code, admonitions and lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import admonitionlabels

from normative.outputs.docx.tracking import TrackingVisitors
from normative.outputs.docx.wordml import add_text
from normative.outputs.docx.writing import TEXT_LEFT, Item, Setting

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

#: Notes on relations are no part of the numbered text, and are seen not to be.
_RELATION = Setting(style="Relation", left=TEXT_LEFT + 567)
_ADMONITION = Setting(style="Admonition", left=TEXT_LEFT + 227)


class BlockVisitors(TrackingVisitors):
    """Everything that stands on lines of its own and has no family of its own."""

    def visit_paragraph(self, node: nodes.Element) -> None:
        if "mark" in node:
            self._write_struck(node)
        note = (
            node.parent if isinstance(node.parent, nodes.container) and "relation" in node.parent["classes"] else None
        )
        self.open_paragraph(keep_next=note is not None and node is not note[-1])
        self.track_paragraph(node.get("change", ""))
        self.bookmark(node)

    def _write_struck(self, node: nodes.Element) -> None:
        """Write a block that was struck out, in the list that it was in."""
        self.close_paragraph()
        setting = self.setting
        while setting.level < node["level"]:
            setting = self.listed(setting)
        with self.set_as(setting):
            if node["mark"]:
                place = self.numbering.struck_item(node["mark"], node["level"])
                style = "ListNumber" if setting.style == "ListContinue" else setting.style
                self.begin_item(Item(place=place, style=style, left=setting.left, step=setting.step))
            self.open_paragraph()
            self.track_paragraph("del")
            self.visit_children(node)
            self.close_paragraph()
        raise nodes.SkipNode

    def depart_paragraph(self, node: nodes.Element) -> None:
        self.close_paragraph()

    visit_compact_paragraph = visit_centered = visit_paragraph
    depart_compact_paragraph = depart_centered = depart_paragraph

    def visit_attribution(self, node: nodes.Element) -> None:
        self.open_paragraph("Attribution", left=self.setting.left)
        self.bookmark(node)
        self.words("— ")

    depart_attribution = depart_paragraph

    def visit_compound(self, node: nodes.Element) -> None:
        self.close_paragraph()
        self.bookmark(node)

    def depart_compound(self, node: nodes.Element) -> None:
        self.close_paragraph()

    visit_glossary = visit_only = visit_acks = visit_compound
    depart_glossary = depart_only = depart_acks = depart_compound

    def visit_container(self, node: nodes.Element) -> None:
        self.visit_compound(node)
        if "relation" in node["classes"]:
            first = len(self.container)
            with self.set_as(self.setting if self.in_table else _RELATION):
                self.visit_children(node)
            if self.comments:
                self.comments.set_at_note(node, list(self.container)[first:])
            raise nodes.SkipNode

    depart_container = depart_compound

    def _write_in(self, node: nodes.Element, setting: AbstractContextManager[None]) -> None:
        with setting:
            self.visit_children(node)
        raise nodes.SkipNode

    def visit_block_quote(self, node: nodes.Element) -> None:
        self.visit_compound(node)
        style = "Quote" if self.setting.style == "BodyText" else ""
        self._write_in(node, self.set_as(self.moved_in(style)))

    def visit_literal_block(self, node: nodes.Element) -> None:
        self.open_paragraph("CodeBlock", left=self.setting.left)
        self.bookmark(node)
        add_text(self.target(), node.astext())
        self.close_paragraph()
        raise nodes.SkipNode

    visit_doctest_block = visit_math_block = visit_literal_block

    def visit_line_block(self, node: nodes.Element) -> None:
        self.visit_compound(node)
        if isinstance(node.parent, nodes.line_block):
            self._write_in(node, self.set_as(self.moved_in()))
        style = "Line" if self.setting.style == "BodyText" else self.setting.style
        self._write_in(node, self.set_as(replace(self.setting, style=style)))

    def visit_line(self, node: nodes.Element) -> None:
        self.open_paragraph()
        self.bookmark(node)

    depart_line = depart_paragraph

    def visit_admonition(self, node: nodes.Element) -> None:
        self.visit_compound(node)
        with self.set_as(self.setting if self.in_table else _ADMONITION):
            if node.tagname in admonitionlabels:
                self.write_title(str(admonitionlabels[node.tagname]))
            self.visit_children(node)
        raise nodes.SkipNode

    def write_title(self, text: str) -> None:
        """Write a line in bold letters that stays with what follows."""
        self.open_paragraph(self.setting.style, left=self.setting.left, keep_next=True)
        add_text(self.target(), text, ["bold"])
        self.close_paragraph()

    visit_note = visit_warning = visit_tip = visit_important = visit_hint = visit_error = visit_admonition
    visit_danger = visit_caution = visit_attention = visit_seealso = visit_sidebar = visit_admonition

    def visit_topic(self, node: nodes.Element) -> None:
        if "contents" in node["classes"]:
            raise nodes.SkipNode  # The file has one table of contents.
        self.visit_admonition(node)

    def visit_versionmodified(self, node: nodes.Element) -> None:
        self.visit_compound(node)

    depart_versionmodified = depart_compound

    def visit_transition(self, node: nodes.Element) -> None:
        self.open_paragraph("Transition")
        self.bookmark(node)
        self.close_paragraph()

    def depart_transition(self, node: nodes.Element) -> None:
        pass
