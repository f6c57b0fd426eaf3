"""Visitors for footnotes and citations.

A footnote is written where the text names it first; Word counts footnotes through the document. A second reference to
the same footnote is a field that prints its number again.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils import nodes
from lxml.etree import _Element

from normative.outputs.docx.package import add_footnote
from normative.outputs.docx.tracking import TrackingVisitors
from normative.outputs.docx.wordml import add, add_field, add_run, add_text
from normative.outputs.docx.writing import NOTE
from normative.outputs.table.columns import LONGEST_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normative.project.nodes import struck_note


class NoteVisitors(TrackingVisitors):
    """Footnotes, their references, and citations."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._marks: dict[int, tuple[int, _Element]] = {}
        """By footnote its number and the run that bears it first."""
        self._marked: set[int] = set()
        """The footnotes whose first mark has a bookmark."""
        self._inlined: set[int] = set()
        """The footnotes that are being written into another one."""

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        footnote = self.targets.footnote_of(self.docname, node)
        if footnote is None or id(footnote) in self._inlined:
            self.words(f"[{node.astext()}]")
        elif id(footnote) in self._marks:
            self._refer_again(footnote)
        elif self.part is self.package.footnotes_part:
            self._write_inside_note(footnote)
        else:
            with self.tracked(node.get("change", "")):
                self._write_footnote(footnote)
        raise nodes.SkipNode

    def visit_struck_note(self, node: struck_note) -> None:
        """Write a footnote that goes with its mark."""
        run = add_run(self.target(), ["footnote"])
        with self.new_note() as number:
            add(run, "footnoteReference", id=number)
            add(add_run(self.target(), ["footnote"]), "footnoteRef")
            add(add_run(self.target()), "tab")
            with self.tracked("del"):
                self.words(node.astext())
        raise nodes.SkipNode

    def _write_footnote(self, footnote: nodes.footnote) -> None:
        run = add_run(self.target(), ["footnote"])
        # Noted before its text is written, because a footnote may name itself.
        self._marks[id(footnote)] = (len(self._marks) + 1, run)
        with self.new_note() as number:
            add(run, "footnoteReference", id=number)
            add(add_run(self.target(), ["footnote"]), "footnoteRef")
            add(add_run(self.target()), "tab")
            self.bookmark(footnote)
            self._write_body(footnote)

    def write_starred_note(self, text: str) -> None:
        """Write a footnote that has a star and no number, at the end of the open paragraph."""
        run = add_run(self.target(), ["footnote"])
        with self.new_note() as number:
            add(run, "footnoteReference", customMarkFollows=1, id=number)
            add(run, "t").text = "*"
            add_text(self.target(), "*", ["footnote"])
            add(add_run(self.target()), "tab")
            self.words(text)

    @contextmanager
    def new_note(self) -> Iterator[int]:
        """Write into a new footnote inside the ``with`` block; gives its id."""
        element, number = add_footnote(self.package.footnotes)
        outer = (self.part, self.in_table, self.in_heading, self.longest_word)
        self.part, self.in_table, self.in_heading = self.package.footnotes_part, False, False
        self.longest_word = LONGEST_WORD
        with self.inside(element, NOTE):
            self.open_paragraph(NOTE.style)
            yield number
        self.part, self.in_table, self.in_heading, self.longest_word = outer

    def _write_body(self, note: nodes.Element) -> None:
        """Write the text of a note; its first paragraph goes on in the one that is open."""
        body = [child for child in note.children if not isinstance(child, nodes.label)]
        for index, child in enumerate(body):
            if index == 0 and isinstance(child, nodes.paragraph):
                self.bookmark(child)
                self.visit_children(child)
            else:
                child.walkabout(self)

    def _refer_again(self, footnote: nodes.footnote) -> None:
        number, run = self._marks[id(footnote)]
        bookmark = f"_Note{number:06}"
        if id(footnote) not in self._marked:
            self._marked.add(id(footnote))
            self.bookmark_ids.enclose(bookmark, run, run)
        add_field(self.target(), f"NOTEREF {bookmark} \\f \\h", str(number), ["footnote"])

    def _write_inside_note(self, footnote: nodes.footnote) -> None:
        """Write a footnote of a footnote, which Word does not have, in brackets."""
        self._inlined.add(id(footnote))
        self.words(" [")
        self._write_body(footnote)
        self.words("]")
        self._inlined.discard(id(footnote))

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Skip a footnote that the text names; one that nothing names is printed where it stands, not lost."""
        if self.targets.is_cited(self.docname, node):
            raise nodes.SkipNode
        self._write_note(node)

    def visit_citation(self, node: nodes.Element) -> None:
        self._write_note(node)

    def _write_note(self, node: nodes.Element) -> None:
        name = node[0].astext() if node.children and isinstance(node[0], nodes.label) else ""
        self.open_paragraph("" if self.in_table else "Bibliography")
        self.bookmark(node)
        self.words(f"[{name}] " if name else "")
        self._write_body(node)
        self.close_paragraph()
        raise nodes.SkipNode

    def visit_label(self, node: nodes.Element) -> None:
        raise nodes.SkipNode
