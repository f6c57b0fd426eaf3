"""Visitors for the tables that authors write themselves."""

from __future__ import annotations

from docutils import nodes

from normative.outputs.typst.columns import (
    LANDSCAPE_WIDTH,
    LONGEST_WORD,
    NESTED_WIDTH,
    UPRIGHT_WIDTH,
    Measure,
    column_widths,
    longest_word_for,
    measure,
)
from normative.outputs.typst.landscape import is_wide_table
from normative.outputs.typst.literals import content
from normative.outputs.typst.writing import Writer

_POINTS = 9.0


class TableVisitors(Writer):
    """Tables with captions, heads that repeat on each page, and cells over several rows or columns."""

    def visit_table(self, node: nodes.Element) -> None:
        turns = self.depth == 0 and not self.landscape and is_wide_table(node)
        if turns:
            node["opens_landscape"] = True
            self.open_landscape()
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        caption = "none"
        if title is not None:
            caption = content(self.numbered(node, "table") + self.capture_children(title))
            node.remove(title)
        widths = ", ".join(f"{width:.1f}fr" for width in self._widths(node))
        self.begin(node, f"#data-table(caption: {caption}, beside: {self.is_beside}, columns: ({widths},),\n")
        self.depth += 1
        node["outer_in_table"], self.in_table = self.in_table, True

    def depart_table(self, node: nodes.Element) -> None:
        self.in_table = node["outer_in_table"]
        self.close_container(")")
        self.end(self.label(node))
        if node.get("opens_landscape"):
            self.close_landscape()

    def _widths(self, table: nodes.Element) -> list[float]:
        """Return the widths of the columns, and set how long words in them may be."""
        available = NESTED_WIDTH if self.depth else LANDSCAPE_WIDTH if self.landscape else UPRIGHT_WIDTH
        columns = list(table.findall(nodes.colspec))
        texts = _texts_of_columns(table, len(columns))
        self.longest_word = LONGEST_WORD
        measures = [measure(column, _POINTS) for column in texts]
        if sum(item.least for item in measures) > available:
            self.longest_word = min(longest_word_for(len(columns), available, _POINTS), LONGEST_WORD)
            measures = [measure(column, _POINTS, longest=self.longest_word) for column in texts]
        if "colwidths-given" in table.get("classes", ()):
            measures = _with_shares(measures, [int(column.get("colwidth", 1)) for column in columns], available)
        return column_widths(measures, available)

    def visit_tgroup(self, node: nodes.Element) -> None:
        pass

    def depart_tgroup(self, node: nodes.Element) -> None:
        pass

    visit_tbody = visit_tgroup
    depart_tbody = depart_tgroup

    def visit_colspec(self, node: nodes.Element) -> None:
        raise nodes.SkipNode

    def visit_thead(self, node: nodes.Element) -> None:
        # A repeated head may hold no links in PDF/UA, and footnotes are links.
        has_links = any(isinstance(child, nodes.reference | nodes.footnote_reference) for child in node.findall())
        self.add(f"table.header(repeat: {'false' if has_links else 'true'},\n")

    def depart_thead(self, node: nodes.Element) -> None:
        self.add("),\n")

    def visit_row(self, node: nodes.Element) -> None:
        for index, entry in _placed(node):
            entry["column"] = index

    def depart_row(self, node: nodes.Element) -> None:
        self.add("\n")

    def visit_entry(self, node: nodes.Element) -> None:
        spans = [
            f"{name}: {node[more] + 1}"
            for name, more in (("colspan", "morecols"), ("rowspan", "morerows"))
            if node.get(more)
        ]
        is_head = isinstance(node.parent.parent, nodes.thead) or _is_stub(node)
        self.add(f"table.cell({', '.join(spans)})[" if spans else "[")
        self.add(f"#strong[{self.anchor(node)}" if is_head else self.anchor(node))
        node["closing"] = "]]," if is_head else "],"

    def depart_entry(self, node: nodes.Element) -> None:
        self.add(node["closing"])


def _texts_of_columns(table: nodes.Element, count: int) -> list[list[str]]:
    texts: list[list[str]] = [[] for _column in range(count)]
    for row in table.findall(nodes.row):
        for index, entry in _placed(row):
            if index < count and not entry.get("morecols"):
                texts[index].extend(block.astext() for block in entry.children)
    return texts


def _with_shares(measures: list[Measure], shares: list[int], available: float) -> list[Measure]:
    """Keep the shares an author asks for, as far as no word is cut."""
    wanted = [available * share / (sum(shares) or 1) for share in shares]
    return [
        Measure(least=item.least, natural=max(item.least, wish), weight=max(wish - item.least, 0.1))
        for item, wish in zip(measures, wanted, strict=True)
    ]


def _placed(row: nodes.Element) -> list[tuple[int, nodes.Element]]:
    """Return the cells of a row with the column each begins in, as far as the row alone tells."""
    placed = []
    column = 0
    for entry in row.children:
        if isinstance(entry, nodes.Element):
            placed.append((column, entry))
            column += 1 + int(entry.get("morecols", 0))
    return placed


def _is_stub(entry: nodes.Element) -> bool:
    group = entry.parent.parent.parent
    columns = [child for child in group.children if isinstance(child, nodes.colspec)]
    index: int = entry["column"]
    return index < len(columns) and bool(columns[index].get("stub"))
