"""Visitors for lists: bullets, numbers, definitions, fields and options."""

from __future__ import annotations

from typing import cast

from docutils import nodes

from normative.outputs.typst.literals import string_literal
from normative.outputs.typst.writing import Writer

_PATTERNS = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}


class ListVisitors(Writer):
    """Lists are functions of their items: ``#list([..], [..])``."""

    def visit_bullet_list(self, node: nodes.Element) -> None:
        self.begin(node, "#list(\n")

    def depart_bullet_list(self, node: nodes.Element) -> None:
        self.end(f"){self.label(node)}")

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        symbol = _PATTERNS.get(node.get("enumtype", "arabic"), "1")
        marks = ", ".join(map(string_literal, (node.get("prefix", ""), symbol, node.get("suffix", "."))))
        self.begin(node, f"#enum(numbering: marks({marks}), start: {int(node.get('start', 1))},\n")

    depart_enumerated_list = depart_bullet_list

    def visit_list_item(self, node: nodes.Element) -> None:
        self.open_container("[")
        self.add(self.anchor(node))

    def depart_list_item(self, node: nodes.Element) -> None:
        self.close_container("],\n")

    def visit_definition_list(self, node: nodes.Element) -> None:
        self.begin(node, "#definitions(\n")

    depart_definition_list = depart_bullet_list

    def visit_definition_list_item(self, node: nodes.Element) -> None:
        terms = [child for child in node.children if isinstance(child, nodes.term | nodes.classifier)]
        self.open_container("([")
        for index, term in enumerate(terms):
            self._add_term(term, is_first=index == 0)
            node.remove(term)
        self.add("], [")

    def _add_term(self, term: nodes.Element, *, is_first: bool) -> None:
        opening, closing = ("#emph[", "]") if isinstance(term, nodes.classifier) else ("", "")
        separator = "" if is_first else '#": "' if closing else "#linebreak()"
        self.add(f"{separator}{self.anchor(term)}{opening}{self.capture_children(term)}{closing}")

    def depart_definition_list_item(self, node: nodes.Element) -> None:
        self.close_container("]),\n")

    def visit_definition(self, node: nodes.Element) -> None:
        pass

    def depart_definition(self, node: nodes.Element) -> None:
        pass

    visit_description = visit_field_body = visit_definition
    depart_description = depart_field_body = depart_definition

    def visit_field_list(self, node: nodes.Element) -> None:
        self.begin(node, "#fields(\n")

    visit_docinfo = visit_field_list
    depart_field_list = depart_docinfo = depart_bullet_list

    def visit_field(self, node: nodes.Element) -> None:
        name = cast("nodes.Element", node[0])
        self.open_container(f"([{self.capture_children(name)}], [")
        node.remove(name)

    depart_field = depart_definition_list_item

    def visit_option_list(self, node: nodes.Element) -> None:
        self.begin(node, "#definitions(\n")

    depart_option_list = depart_bullet_list

    def visit_option_list_item(self, node: nodes.Element) -> None:
        group = node[0]
        self.open_container(f"([#raw({string_literal(group.astext())})], [")
        node.remove(group)

    depart_option_list_item = depart_definition_list_item

    def visit_hlist(self, node: nodes.Element) -> None:
        self.add(self.anchor(node))

    def depart_hlist(self, node: nodes.Element) -> None:
        pass

    visit_hlistcol = visit_hlist
    depart_hlistcol = depart_hlist
