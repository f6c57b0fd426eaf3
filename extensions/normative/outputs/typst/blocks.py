"""Visitors for blocks of text: paragraphs, quotations, code, admonitions and lines."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.locale import admonitionlabels

from normative.outputs.typst.literals import string_literal, text_markup
from normative.outputs.typst.writing import Writer

#: A stretch of code without a place to break is given one, so that it does not leave the page.
_UNBROKEN = re.compile(r"\S{70}")

#: A note of no more characters stays on one page.
_MOST_CHARACTERS_TOGETHER = 1500


class BlockVisitors(Writer):
    """Everything that stands on lines of its own and has no family of its own."""

    def visit_paragraph(self, node: nodes.Element) -> None:
        self.begin(node, "#par[")

    def depart_paragraph(self, node: nodes.Element) -> None:
        self.end(f"]{self.label(node)}")

    visit_compact_paragraph = visit_centered = visit_attribution = visit_paragraph
    depart_compact_paragraph = depart_centered = depart_attribution = depart_paragraph

    def visit_compound(self, node: nodes.Element) -> None:
        self.add(self.anchor(node))

    def depart_compound(self, node: nodes.Element) -> None:
        pass

    visit_glossary = visit_only = visit_acks = visit_compound
    depart_glossary = depart_only = depart_acks = depart_compound

    def visit_container(self, node: nodes.Element) -> None:
        if "relation" in node["classes"]:
            # One longer than half a page may break.
            together = "true" if len(node.astext()) < _MOST_CHARACTERS_TOGETHER else "false"
            self.begin(node, f"#relation(together: {together})")
            self.open_container()
        self.visit_compound(node)

    def depart_container(self, node: nodes.Element) -> None:
        if "relation" in node["classes"]:
            self.close_container()
            self.end("")

    def visit_block_quote(self, node: nodes.Element) -> None:
        self.begin(node, "#quote(block: true")
        attribution = next(iter(node.findall(nodes.attribution)), None)
        if attribution is not None and attribution.parent is node:
            self.add(f", attribution: [{self.capture_children(attribution)}]")
            node.remove(attribution)
        self.open_container(")[")

    def depart_block_quote(self, node: nodes.Element) -> None:
        self.close_container()
        self.end(self.label(node))

    def visit_literal_block(self, node: nodes.Element) -> None:
        code = _UNBROKEN.sub(lambda found: f"{found.group()}\u200b", node.astext())
        self.begin(node, f"#raw({string_literal(code)}, block: true){self.label(node)}")
        self.end("")
        raise nodes.SkipNode

    visit_doctest_block = visit_math_block = visit_literal_block

    def visit_line_block(self, node: nodes.Element) -> None:
        if isinstance(node.parent, nodes.line_block):
            self.add("#block(above: 0.62em, below: 0.62em, inset: at-start(1.5em))[")
        else:
            self.begin(node, "#block[")
        self.depth += 1

    def depart_line_block(self, node: nodes.Element) -> None:
        self.close_container()
        self.end("" if isinstance(node.parent, nodes.line_block) else self.label(node))

    def visit_line(self, node: nodes.Element) -> None:
        self.add(self.anchor(node))

    def depart_line(self, node: nodes.Element) -> None:
        is_last = node.parent.index(node) == len(node.parent) - 1
        self.add("" if is_last else "#linebreak()\n")

    def visit_admonition(self, node: nodes.Element) -> None:
        self.begin(node, "#admonition(")
        title = node[0] if node.children and isinstance(node[0], nodes.title) else None
        if title is not None:
            self.add(f"[{self.capture_children(title)}]")
            node.remove(title)
        else:
            self.add(f"[{text_markup(str(admonitionlabels.get(node.tagname, node.tagname)))}]")
        self.open_container(")[")

    def depart_admonition(self, node: nodes.Element) -> None:
        self.close_container()
        self.end(self.label(node))

    visit_note = visit_warning = visit_tip = visit_important = visit_hint = visit_error = visit_admonition
    visit_danger = visit_caution = visit_attention = visit_seealso = visit_admonition
    depart_note = depart_warning = depart_tip = depart_important = depart_hint = depart_error = depart_admonition
    depart_danger = depart_caution = depart_attention = depart_seealso = depart_admonition

    def visit_topic(self, node: nodes.Element) -> None:
        if "contents" in node["classes"]:
            raise nodes.SkipNode  # The PDF has one table of contents, with page numbers.
        self.visit_admonition(node)

    visit_sidebar = visit_admonition
    depart_topic = depart_sidebar = depart_admonition

    def visit_versionmodified(self, node: nodes.Element) -> None:
        self.add(self.anchor(node))

    def depart_versionmodified(self, node: nodes.Element) -> None:
        pass

    def visit_transition(self, node: nodes.Element) -> None:
        self.begin(node, "#transition()")
        self.end("")

    def depart_transition(self, node: nodes.Element) -> None:
        pass
