"""Visitors for lists: bullets, numbers, definitions, fields and options."""

from __future__ import annotations

from docutils import nodes

from normative.outputs.docx.numbering import Place, list_style
from normative.outputs.docx.wordml import add_text
from normative.outputs.docx.writing import Item, Writer
from normative.project.nodes import normative_paragraph


class ListVisitors(Writer):
    """Items of lists are paragraphs that Word numbers."""

    def visit_bullet_list(self, node: nodes.Element) -> None:
        self.close_paragraph()
        self.bookmark(node)
        self._write_items(node, self.numbering.bullets(self.setting.level + 1), "ListBullet")
        raise nodes.SkipNode

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        self.close_paragraph()
        self.bookmark(node)
        style = list_style(node.get("enumtype", "arabic"), node.get("prefix", ""), node.get("suffix", "."))
        level, start = self.setting.level + 1, int(node.get("start", 1))
        place = self.numbering.subparagraphs(style, level, start) if _is_in_numbered_paragraph(node) else None
        self._write_items(node, place or self.numbering.own_list(style, level, start), "ListNumber")
        raise nodes.SkipNode

    def _write_items(self, node: nodes.Element, place: Place, style: str) -> None:
        in_text = self.setting.style in ("BodyText", "ListContinue")
        setting = self.listed(self.setting)
        for item in node.children:
            with self.set_as(setting):
                first = style if in_text else setting.style
                self.begin_item(Item(place=place, style=first, left=setting.left, step=setting.step))
                self.numbering.count(place)
                if isinstance(item, nodes.Element):
                    self.bookmark_next(item)
                    self.visit_children(item)

    def visit_list_item(self, node: nodes.Element) -> None:
        """Write an item that stands in no list as a block."""
        self.close_paragraph()
        self.bookmark(node)

    def depart_list_item(self, node: nodes.Element) -> None:
        self.close_paragraph()

    def visit_definition_list(self, node: nodes.Element) -> None:
        self.close_paragraph()
        self.bookmark(node)

    def depart_definition_list(self, node: nodes.Element) -> None:
        self.close_paragraph()

    visit_definition_list_item = visit_option_list = visit_option_list_item = visit_definition_list
    depart_definition_list_item = depart_option_list = depart_option_list_item = depart_definition_list
    visit_field_list = visit_docinfo = visit_hlist = visit_hlistcol = visit_definition_list
    depart_field_list = depart_docinfo = depart_hlist = depart_hlistcol = depart_definition_list

    def visit_term(self, node: nodes.Element) -> None:
        self._open_term()
        self.bookmark(node)
        self.formats.append("bold")

    def depart_term(self, node: nodes.Element) -> None:
        self.formats.pop()
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.classifier):
            self.close_paragraph()

    def _open_term(self) -> None:
        in_text = self.setting.style in ("BodyText", "ListContinue")
        self.open_paragraph("Term" if in_text else self.setting.style, left=self.setting.left, keep_next=True)

    def visit_classifier(self, node: nodes.Element) -> None:
        self.words(": ")
        self.bookmark(node)
        self.formats.append("italic")

    depart_classifier = depart_term

    def visit_definition(self, node: nodes.Element) -> None:
        with self.set_as(self.moved_in()):
            self.visit_children(node)
        raise nodes.SkipNode

    visit_description = visit_definition

    def visit_field(self, node: nodes.Element) -> None:
        self.close_paragraph()
        self.bookmark(node)

    depart_field = depart_definition_list

    def visit_field_name(self, node: nodes.Element) -> None:
        self.open_paragraph("Line" if self.setting.style == "BodyText" else self.setting.style, left=self.setting.left)
        self.formats.append("bold")

    def depart_field_name(self, node: nodes.Element) -> None:
        self.words(": ")
        self.formats.pop()

    def visit_field_body(self, node: nodes.Element) -> None:
        """Write the first paragraph of a field beside its name, and the rest below it."""
        first, *rest = node.children or [nodes.Text("")]
        if isinstance(first, nodes.paragraph):
            self.bookmark(first)
            self.visit_children(first)
        else:
            rest.insert(0, first)
        self.close_paragraph()
        with self.set_as(self.moved_in()):
            for child in rest:
                child.walkabout(self)
        raise nodes.SkipNode

    def visit_option_group(self, node: nodes.Element) -> None:
        self._open_term()
        add_text(self.target(), node.astext(), ["code"])
        self.close_paragraph()
        raise nodes.SkipNode


def _is_in_numbered_paragraph(node: nodes.Element) -> bool:
    """Tell whether a list stands in a numbered paragraph, be it in another list."""
    parent: nodes.Element | None = node.parent
    while isinstance(parent, nodes.list_item | nodes.enumerated_list):
        parent = parent.parent
    return isinstance(parent, normative_paragraph)
