"""Visitors for the frame of the document: files, sections and their headings."""

from __future__ import annotations

from docutils import nodes
from sphinx.locale import _

from normative.model.document import Document
from normative.model.heading import heading_number
from normative.outputs.document.assembly import section_number
from normative.outputs.docx.contents import LEVELS, Entry, fill_contents, new_contents, paragraphs_under
from normative.outputs.docx.masthead import write_masthead
from normative.outputs.docx.notes import NoteVisitors
from normative.outputs.docx.pages import PageVisitors
from normative.outputs.docx.wordml import add_text
from normative.outputs.docx.writing import TEXT_LEFT
from normative.project.domain import normative_domain
from normative.project.reading import plain_title

#: Word's headings that have a form of ours.
_LEVELS = 5


class SectionVisitors(PageVisitors, NoteVisitors):
    """Documents, sections, titles and rubrics."""

    def visit_document(self, node: nodes.document) -> None:
        self._entries: list[Entry] = []
        super().visit_document(node)
        write_masthead(self.container, self._document, self.builder.config)
        if not self._has_title:
            self.open_paragraph("Title")
            add_text(self.target(), self.builder.config.project)
            self._begin_text()

    @property
    def _document(self) -> Document:
        return normative_domain(self.builder.env).files.dossier.document

    def _begin_text(self) -> None:
        """End the title, leave the place for the table of contents, and begin the text on a page of its own."""
        if self._document.note:
            self.write_starred_note(self._document.note)
        self.close_paragraph()
        self._contents = new_contents(self.container)
        self.breaks_page = True

    def depart_document(self, node: nodes.document) -> None:
        self.end_document()
        fill_contents(self._contents, _("Table of Contents"), self._entries)

    def visit_start_of_file(self, node: nodes.Element) -> None:
        self.close_paragraph()
        super().visit_start_of_file(node)

    def visit_title(self, node: nodes.Element) -> None:
        section = node.parent
        if not isinstance(section, nodes.section):
            self.open_paragraph(self.setting.style, left=self.setting.left, keep_next=True)
            self.formats.append("bold")
            return
        if self.level < 1 and not self.title:
            self.title = plain_title(node)
            self.open_paragraph("Title")
            self.bookmark(section)
            self._write_heading(node)
            self._begin_text()
        else:
            title = plain_title(node)
            label = self.annex_label(section, title)
            self._open_heading(section, f"{label}{title}")
            if label:
                add_text(self.target(), label)
            self._write_heading(node)
            self.close_paragraph()
        raise nodes.SkipNode

    def _open_heading(self, section: nodes.section, title: str) -> None:
        numbers = section_number(self.builder.env, self.docname, section)
        level = min(max(self.level, 1), _LEVELS)
        # Sphinx counts from the first level that has numbers, Word from the first level.
        is_counted = numbers is not None and len(numbers) == level
        place = self.numbering.heading(numbers) if numbers is not None and is_counted else None
        left = None if place else 0 if self.landscape else TEXT_LEFT
        self.bookmark_next(section)
        self.open_paragraph(f"Heading{level}", place=place, unnumbered=place is None, left=left)
        printed = heading_number(numbers) if numbers is not None else ""
        if printed and not is_counted:
            add_text(self.target(), f"{printed}\u2002")
        if level <= LEVELS and section["ids"]:
            bookmark = self.bookmarks.named(self.targets.label(self.docname, section["ids"][0]))
            self._entries.append(
                Entry(level=level, number=printed, title=title, bookmark=bookmark, paragraphs=paragraphs_under(section))
            )

    def _write_heading(self, title: nodes.Element) -> None:
        self.in_heading = True
        self.visit_children(title)
        self.in_heading = False

    def depart_title(self, node: nodes.Element) -> None:
        self.formats.pop()
        self.close_paragraph()

    def visit_subtitle(self, node: nodes.Element) -> None:
        self.open_paragraph("Subtitle")
        self.bookmark(node)

    def depart_subtitle(self, node: nodes.Element) -> None:
        self.close_paragraph()

    def visit_rubric(self, node: nodes.Element) -> None:
        if node.astext() in ("Footnotes", _("Footnotes")):
            raise nodes.SkipNode  # Footnotes stand at the foot of their pages.
        self.open_paragraph(
            "Rubric" if self.setting.style == "BodyText" else self.setting.style, left=self.setting.left
        )
        self.bookmark(node)

    depart_rubric = depart_subtitle
