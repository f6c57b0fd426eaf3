"""Visitors for running text: words, emphasis, links and code in a line."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from docutils import nodes

from normative.outputs.document.targets import DOCUMENT_MARK, WEB_SCHEMES
from normative.outputs.docx.wordml import add, add_field, add_text, collapsed, name
from normative.outputs.docx.writing import Writer
from normative.outputs.table.columns import breakable

if TYPE_CHECKING:
    from collections.abc import Iterator


_LANGUAGE = "language-"


class TextVisitors(Writer):
    """Everything that stands inside a paragraph, but footnotes and pictures."""

    def visit_Text(self, node: nodes.Text) -> None:
        text = node.astext()
        following = node.next_node(descend=False, siblings=True)
        if isinstance(following, nodes.footnote_reference):
            text = text.rstrip()  # A footnote's mark stands close to its word.
        self.words(breakable(text, self.longest_word) if self.in_table else text)

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    def _visit_formatted(self, node: nodes.Element, kind: str) -> None:
        self.bookmark(node)
        self.formats.append(kind)

    def _depart_formatted(self, node: nodes.Element) -> None:
        self.formats.pop()

    def visit_emphasis(self, node: nodes.Element) -> None:
        self._visit_formatted(node, "italic")

    def visit_strong(self, node: nodes.Element) -> None:
        self._visit_formatted(node, "bold")

    def visit_subscript(self, node: nodes.Element) -> None:
        self._visit_formatted(node, "subscript")

    def visit_superscript(self, node: nodes.Element) -> None:
        self._visit_formatted(node, "superscript")

    visit_title_reference = visit_literal_emphasis = visit_desc_sig_name = visit_emphasis
    visit_literal_strong = visit_strong
    depart_emphasis = depart_strong = depart_subscript = depart_superscript = _depart_formatted
    depart_title_reference = depart_literal_emphasis = depart_literal_strong = depart_desc_sig_name = _depart_formatted

    def visit_literal(self, node: nodes.Element) -> None:
        self.bookmark(node)
        add_text(self.target(), collapsed(node.astext()), [*self.formats, "code"])
        raise nodes.SkipNode

    visit_math = visit_literal

    def visit_inline(self, node: nodes.Element) -> None:
        self.bookmark(node)
        if "voice" in node:
            self.formats.append("italic")
        language = next((item.removeprefix(_LANGUAGE) for item in node["classes"] if item.startswith(_LANGUAGE)), None)
        self.languages.append(language or (self.languages[-1] if self.languages else ""))

    def depart_inline(self, node: nodes.Element) -> None:
        self.languages.pop()
        if "voice" in node:
            self.formats.pop()

    visit_generated = visit_problematic = visit_substitution_reference = visit_manpage = visit_inline
    depart_generated = depart_problematic = depart_substitution_reference = depart_manpage = depart_inline
    visit_download_reference = visit_pending_xref = visit_acronym = visit_inline
    depart_download_reference = depart_pending_xref = depart_acronym = depart_inline

    def visit_target(self, node: nodes.Element) -> None:
        self.bookmark(node)

    def depart_target(self, node: nodes.Element) -> None:
        pass

    def visit_abbreviation(self, node: nodes.Element) -> None:
        self.bookmark(node)

    def depart_abbreviation(self, node: nodes.Element) -> None:
        if node.get("explanation"):
            self.words(f" ({node['explanation']})")

    def visit_reference(self, node: nodes.Element) -> None:
        self.bookmark(node)
        label = self.targets.label_of_reference(self.docname, node)
        uri: str = node.get("refuri", "")
        if label:
            bookmark = self.bookmarks.named(label)
            if self.write_number(bookmark, node.astext(), self.formats):
                raise nodes.SkipNode
            with self.link_to(bookmark):
                self.visit_children(node)
        elif uri.lower().startswith(WEB_SCHEMES):
            with self.link_to_web(uri):
                self.visit_children(node)
        else:
            if uri and not uri.startswith(DOCUMENT_MARK):
                self.report_lost_link(node, uri)
            self.visit_children(node)
        raise nodes.SkipNode

    visit_number_reference = visit_reference

    def write_number(self, bookmark: str, text: str, formats: list[str]) -> bool:
        """Write a paragraph's number as a field that follows it; return whether ``text`` is such a number."""
        number = self.bookmarks.number_at(bookmark)
        if number is None or text.strip() != str(number):
            return False
        add_field(self.target(), f"REF {bookmark} \\r \\h", str(number), formats)
        return True

    @contextmanager
    def link_to(self, bookmark: str) -> Iterator[None]:
        """Make what is written inside the ``with`` block a link to a place in the text."""
        with self._link("anchor", bookmark):
            yield

    @contextmanager
    def link_to_web(self, uri: str) -> Iterator[None]:
        """Make what is written inside the ``with`` block a link to an address on the web."""
        self.formats.append("link")
        with self._link("r:id", self.package.address(self.part, uri)):
            yield
        self.formats.pop()

    @contextmanager
    def _link(self, attribute: str, value: str) -> Iterator[None]:
        outer = self.target()
        if outer.tag == name("hyperlink"):
            yield  # Word knows no link in a link.
            return
        self.runs = add(outer, "hyperlink", history=1)
        self.runs.set(name(attribute), value)
        yield
        self.runs = outer
