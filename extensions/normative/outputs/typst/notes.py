"""Visitors for footnotes and citations.

A footnote is written where the text names it first, at the foot of that page; its numbers run through the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from normative.outputs.typst.literals import string_literal, text_markup
from normative.outputs.typst.writing import Writer

if TYPE_CHECKING:
    from normative.outputs.document.assembly import WholeTextBuilder
    from normative.outputs.document.targets import Targets


class NoteVisitors(Writer):
    """Footnotes, their references, and citations."""

    def __init__(self, document: nodes.document, builder: WholeTextBuilder, targets: Targets) -> None:
        super().__init__(document, builder, targets)
        self._footnote_labels: dict[int, str] = {}
        self.notes_of_title: list[str] = []
        """The footnotes of the heading being written, which must stay out of the table of contents."""

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        footnote = self.targets.footnote_of(self.docname, node)
        if footnote is None:
            self.add(text_markup(f"[{node.astext()}]"))
        elif self.in_heading:
            self.notes_of_title.append(self._footnote_markup(footnote))
        else:
            self.add(self._footnote_markup(footnote))
        raise nodes.SkipNode

    def _footnote_markup(self, footnote: nodes.footnote) -> str:
        known = self._footnote_labels.get(id(footnote))
        if known and self.is_again:
            return f"#note-mark(label({string_literal(known)}))"
        if known:
            return f"#footnote(label({string_literal(known)}))"
        # Named before its text is written, because a footnote may name itself.
        name = f"footnote {len(self._footnote_labels) + 1}"
        self._footnote_labels[id(footnote)] = name
        outer, self.in_heading = self.in_heading, False
        self.depth += 1
        markup = f"#footnote[#note-gap{self._note_body(footnote)}]#label({string_literal(name)})"
        self.depth -= 1
        self.in_heading = outer
        return markup

    def _note_body(self, note: nodes.Element) -> str:
        """Return the text of a note; its first paragraph is no block, so that it begins beside the number."""
        body = [child for child in note.children if not isinstance(child, nodes.label)]
        with self.capture() as pieces:
            for index, child in enumerate(body):
                if index == 0 and isinstance(child, nodes.paragraph):
                    self.add(f"{self.anchor(child)}{self.capture_children(child)}\n\n")
                else:
                    child.walkabout(self)
        return "".join(pieces).strip()

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Skip a footnote that the text names; one that nothing names is printed where it stands, not lost."""
        if not self.targets.is_cited(self.docname, node):
            self._write_note(node)
        raise nodes.SkipNode

    def visit_citation(self, node: nodes.Element) -> None:
        self._write_note(node)
        raise nodes.SkipNode

    def _write_note(self, node: nodes.Element) -> None:
        name = node[0].astext() if node.children and isinstance(node[0], nodes.label) else ""
        self.begin(node, f"#note([{text_markup(f'[{name}]' if name else '')}])[")
        self.depth += 1
        self.add(self._note_body(node))
        self.close_container()
        self.end(self.label(node))

    def visit_label(self, node: nodes.Element) -> None:
        raise nodes.SkipNode
