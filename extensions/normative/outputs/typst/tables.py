"""Visitors for the tables that authors write themselves."""

from __future__ import annotations

from docutils import nodes

from normative.model.diagnostics import Diagnostic
from normative.outputs.document.landscape import is_wide_table
from normative.outputs.table.columns import LANDSCAPE_WIDTH, NESTED_WIDTH, UPRIGHT_WIDTH
from normative.outputs.table.table_widths import (
    TABLE_POINTS,
    fits,
    heading_columns,
    is_stub,
    placed_cells,
    widths_of_table,
)
from normative.outputs.typst.literals import content
from normative.outputs.typst.writing import Writer

#: What the head of a table has: words, and lists of them.
_OF_A_HEAD = (
    *(nodes.thead, nodes.row, nodes.entry, nodes.paragraph, nodes.Inline),
    *(nodes.bullet_list, nodes.enumerated_list, nodes.list_item, nodes.line_block, nodes.line),
)


class TableVisitors(Writer):
    """Tables with captions, heads that repeat on each page, and cells over several rows or columns."""

    def visit_table(self, node: nodes.Element) -> None:
        self.row_headings.append(heading_columns(node))
        turns = self.depth == 0 and not self.landscape and is_wide_table(node)
        if turns:
            node["opens_landscape"] = True
            self.open_landscape()
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        caption = "none"
        if title is not None:
            caption = content(self.numbered(node, "table") + self.capture_children(title))
            node.remove(title)
        available = NESTED_WIDTH if self.depth else LANDSCAPE_WIDTH if self.landscape else UPRIGHT_WIDTH
        shares, self.longest_word = widths_of_table(node, available, TABLE_POINTS)
        if not fits(node, available, TABLE_POINTS):
            # Some tables know no line; their first words do.
            place = node if node.line else next(node.findall(nodes.paragraph), node)
            self.warn(place, Diagnostic.TABLE_TOO_WIDE, _too_wide(len(shares), in_container=self.depth > 0))
        widths = ", ".join(f"{width:.1f}fr" for width in shares)
        self.begin(node, f"#data-table(caption: {caption}, beside: {self.is_beside}, columns: ({widths},),\n")
        self.depth += 1
        node["outer_in_table"], self.in_table = self.in_table, True

    def depart_table(self, node: nodes.Element) -> None:
        self.in_table = node["outer_in_table"]
        self.close_container(")")
        self.end(self.label(node))
        if node.get("opens_landscape"):
            self.close_landscape()

    def visit_tgroup(self, node: nodes.Element) -> None:
        pass

    def depart_tgroup(self, node: nodes.Element) -> None:
        pass

    visit_tbody = visit_tgroup
    depart_tbody = depart_tgroup

    def visit_colspec(self, node: nodes.Element) -> None:
        raise nodes.SkipNode

    def visit_thead(self, node: nodes.Element) -> None:
        node["is_head"] = all(isinstance(child, _OF_A_HEAD) for child in node.findall(nodes.Element))
        if not node["is_head"]:
            # Rows like others: with other blocks in a head, one that is longer than a page makes the compiler stop.
            return
        self.add("table.header(\n")

    def depart_thead(self, node: nodes.Element) -> None:
        if node["is_head"]:
            self.add("),\n")

    def visit_row(self, node: nodes.Element) -> None:
        for index, entry in placed_cells(node):
            entry["column"] = index

    def depart_row(self, node: nodes.Element) -> None:
        self.add("\n")

    def visit_entry(self, node: nodes.Element) -> None:
        spans = [
            f"{name}: {node[more] + 1}"
            for name, more in (("colspan", "morecols"), ("rowspan", "morerows"))
            if node.get(more)
        ]
        is_head = isinstance(node.parent.parent, nodes.thead) or is_stub(node)
        self.add(f"table.cell({', '.join(spans)})[" if spans else "[")
        closing = "]]," if is_head else "],"
        self.add("#strong[" if is_head else "")
        if isinstance(node.parent.parent, nodes.thead) and node.parent.parent["is_head"] and _is_linked(node):
            self.add(f"#once({len(self.row_headings)}, [{self.anchor(node)}{self.capture_children(node)}], ")
            self.is_again = True
            self.add(f"[{self.capture_children(node)}]){closing}")
            self.is_again = False
            raise nodes.SkipNode
        self.add(self.anchor(node))
        node["closing"] = closing

    def depart_entry(self, node: nodes.Element) -> None:
        self.add(node["closing"])


def _is_linked(entry: nodes.Element) -> bool:
    """Tell whether something in an entry is a link, a note, or what links lead to.

    A head that repeats may hold none of them in PDF/UA after its first page.
    """
    return any(
        isinstance(node, nodes.reference | nodes.footnote_reference) or node.get("ids")
        for node in entry.findall(nodes.Element)
    )


def _too_wide(columns: int, *, in_container: bool) -> str:
    where, remedy = ("where it stands", "take it out of its list") if in_container else ("a landscape page", "split it")
    return f"a table of {columns} columns is too wide for {where}, so its words are broken; give it fewer or {remedy}"
