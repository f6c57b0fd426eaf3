"""Tables in cells of others: Sphinx's writers of plain text and LaTeX stop at them, and so the build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from normative.project.nodes import OWN_VISITORS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _write_out(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``, when our own tables are docutils' own: make lists of those in cells."""
    if app.builder.format in OWN_VISITORS:
        return
    inner = [table for table in doctree.findall(nodes.table) if _is_in_cell(table)]
    for table in inner:
        titles = [
            nodes.paragraph("", "", *title.children) for title in table.children if isinstance(title, nodes.title)
        ]
        listing = nodes.bullet_list(ids=table["ids"])
        for row in _own_rows(table):
            listing += nodes.list_item("", *(child for entry in row.children for child in entry.children))
        table.replace_self([*titles, listing])


def _own_rows(table: nodes.table) -> Iterator[nodes.row]:
    """Yield the rows of a table, and not those of tables in it."""
    for group in table.children:
        for part in group.children:
            yield from (row for row in part.children if isinstance(row, nodes.row))


def _is_in_cell(node: nodes.Node | None) -> bool:
    while node is not None and not isinstance(node, nodes.entry):
        node = node.parent
    return node is not None


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("doctree-resolved", _write_out, priority=600)
