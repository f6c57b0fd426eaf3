"""Visitors for the frame of the document: files, sections and their headings."""

from __future__ import annotations

from docutils import nodes
from sphinx.locale import _

from normative.model.heading import heading_number
from normative.outputs.document.assembly import section_number
from normative.outputs.typst.literals import content, string_literal, text_markup
from normative.outputs.typst.notes import NoteVisitors
from normative.project.nodes import normative_paragraph
from normative.project.reading import plain_title


class SectionVisitors(NoteVisitors):
    """Documents, sections, titles and rubrics."""

    title_markup = ""

    def visit_title(self, node: nodes.Element) -> None:
        section = node.parent
        if not isinstance(section, nodes.section):
            self.begin(node, "#par[#strong[")
            return
        self.in_heading, self.notes_of_title = True, []
        title = self.capture_children(node)
        notes = "".join(self.notes_of_title)
        self.in_heading = False
        if self.level < 1 and not self.title:
            self.title = plain_title(node)
            self.title_markup = f"{self.anchor(section)}{title}{notes}"
            raise nodes.SkipNode
        number = section_number(self.builder.env, self.docname, section)
        printed = "none" if number is None else string_literal(heading_number(number))
        level = max(self.level, 1)
        title = text_markup(self.annex_label(section, plain_title(node))) + title
        paragraphs = string_literal(_range_of_paragraphs(section))
        self.begin(node, f"#numbered-heading({level}, {printed}, {paragraphs}, {content(notes)}, {content(title)})")
        self.end(self.label(section))
        raise nodes.SkipNode

    def depart_title(self, node: nodes.Element) -> None:
        self.end("]]")

    def visit_subtitle(self, node: nodes.Element) -> None:
        self.begin(node, "#par[#strong[")

    depart_subtitle = depart_title

    def visit_rubric(self, node: nodes.Element) -> None:
        if node.astext() in ("Footnotes", _("Footnotes")):
            raise nodes.SkipNode  # Footnotes stand at the foot of their pages.
        self.begin(node, f"#rubric[{self.anchor(node)}")

    def depart_rubric(self, node: nodes.Element) -> None:
        self.end("]")


def _range_of_paragraphs(section: nodes.section) -> str:
    """Return the numbers of the paragraphs in a section, as the table of contents prints them: ``12–15``."""
    numbers = [node["number"] for node in section.findall(normative_paragraph) if node.get("number") is not None]
    if not numbers:
        return ""
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
