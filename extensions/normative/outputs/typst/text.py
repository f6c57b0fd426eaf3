"""Visitors for running text: words, emphasis, links and code in a line."""

from __future__ import annotations

from docutils import nodes

from normative.outputs.document.targets import DOCUMENT_MARK, WEB_SCHEMES
from normative.outputs.table.columns import breakable
from normative.outputs.typst.literals import string_literal, text_markup
from normative.outputs.typst.writing import Writer


class TextVisitors(Writer):
    """Everything that stands inside a paragraph, but footnotes and images."""

    def visit_Text(self, node: nodes.Text) -> None:
        text = node.astext()
        following = node.next_node(descend=False, siblings=True)
        if isinstance(following, nodes.footnote_reference):
            text = text.rstrip()  # A footnote's mark stands close to its word.
        self.add(text_markup(breakable(text, self.longest_word) if self.in_table else text))

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    def _visit_wrapped(self, name: str) -> None:
        self.add(f"#{name}[")

    def _depart_wrapped(self, node: nodes.Element) -> None:
        self.add("]")

    def visit_emphasis(self, node: nodes.Element) -> None:
        self._visit_wrapped("emph")

    def visit_strong(self, node: nodes.Element) -> None:
        self._visit_wrapped("strong")

    def visit_subscript(self, node: nodes.Element) -> None:
        self._visit_wrapped("sub")

    def visit_superscript(self, node: nodes.Element) -> None:
        self._visit_wrapped("super")

    visit_title_reference = visit_literal_emphasis = visit_desc_sig_name = visit_emphasis
    visit_literal_strong = visit_strong
    depart_emphasis = depart_strong = depart_subscript = depart_superscript = _depart_wrapped
    depart_title_reference = depart_literal_emphasis = depart_literal_strong = _depart_wrapped
    depart_desc_sig_name = _depart_wrapped

    def visit_literal(self, node: nodes.Element) -> None:
        self.add(f"{self.anchor(node)}#raw({string_literal(node.astext())})")
        raise nodes.SkipNode

    visit_math = visit_literal

    def visit_inline(self, node: nodes.Element) -> None:
        if "voice" not in node:
            self.add(self.anchor(node))
        else:
            self._visit_wrapped("voice")

    def depart_inline(self, node: nodes.Element) -> None:
        if "voice" in node:
            self._depart_wrapped(node)

    visit_generated = visit_problematic = visit_substitution_reference = visit_manpage = visit_inline
    depart_generated = depart_problematic = depart_substitution_reference = depart_manpage = depart_inline
    visit_download_reference = visit_target = visit_pending_xref = visit_acronym = visit_inline
    depart_download_reference = depart_target = depart_pending_xref = depart_acronym = depart_inline

    def visit_change(self, node: nodes.Element) -> None:
        mark = node.parent.get("mark", "") if node.parent.get("change") == "del" else ""
        self.add(f"#{'inserted' if node['kind'] == 'ins' else 'struck-out'}[{text_markup(f'{mark} ') if mark else ''}")

    depart_change = _depart_wrapped

    def visit_struck_note(self, node: nodes.Element) -> None:
        self.add(text_markup(" [footnote: "))

    def depart_struck_note(self, node: nodes.Element) -> None:
        self.add(text_markup("]"))

    def visit_abbreviation(self, node: nodes.Element) -> None:
        self.add(self.anchor(node))

    def depart_abbreviation(self, node: nodes.Element) -> None:
        if node.get("explanation"):
            self.add(text_markup(f" ({node['explanation']})"))

    def visit_reference(self, node: nodes.Element) -> None:
        self.add(self.anchor(node))
        label = self.targets.label_of_reference(self.docname, node)
        uri: str = node.get("refuri", "")
        if self.in_heading or self.is_again:
            self.add("#[")
        elif label:
            self.add(f"#internal-link({string_literal(label)})[")
        elif uri.lower().startswith(WEB_SCHEMES):
            self.add(f"#external-link({string_literal(uri)})[")
        else:
            if uri and not uri.startswith(DOCUMENT_MARK):
                self.report_lost_link(node, uri)
            self.add("#[")

    depart_reference = _depart_wrapped
    visit_number_reference = visit_reference
    depart_number_reference = _depart_wrapped
