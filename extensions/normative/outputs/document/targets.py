"""Which places in the assembled document something links to, and the label each of them bears.

Apart from the visitors because a link may stand before its target: everything is looked up in one pass beforehand,
and only labels that are linked to are written, since each costs the PDF's compiler memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docutils import nodes
from sphinx import addnodes

from normative.model.matrix import Cell, Crossing, Link, LinkKind, Matrix
from normative.project.nodes import instrument_profile, matrix_table

#: How :meth:`WholeTextBuilder.get_target_uri` marks a document of this output.
DOCUMENT_MARK = "%"

#: Schemes a file may lead to; a script or a file of the author's machine may not be one.
WEB_SCHEMES = ("http:", "https:", "mailto:", "ftp:", "tel:", "urn:", "doi:")

#: Gives the document and the anchor a link of a matrix leads to, or ``None`` where the text has no such place.
Locate = Callable[[Link], tuple[str, str] | None]


class Targets:
    """Labels by document and anchor, the footnotes, and which labels are wanted.

    :param doctree: the assembled document, references resolved.
    :param docname: the root document.
    """

    def __init__(self, doctree: nodes.document, docname: str, locate: Locate) -> None:
        self._locate = locate
        self._footnotes: dict[tuple[str, str], nodes.footnote] = {}
        self._cited: set[tuple[str, str]] = set()
        self._labels: dict[tuple[str, str], str] = {}
        self._wanted: set[str] = set()
        self._claimed: set[str] = set()
        placed = list(nodes_with_documents(doctree, docname))
        for document, node in placed:
            self._note_target(document, node)
        for document, node in placed:
            self._note_links(document, node)

    def label(self, document: str, anchor: str) -> str:
        """Return the label of a place, whether or not something links to it."""
        return self._labels.get((document, anchor)) or f"{document}#{anchor}"

    def claim(self, document: str, node: nodes.Element) -> str | None:
        """Return the label ``node`` is to bear, once and only if something links to it."""
        ids: list[str] = node["ids"]
        return self.claim_anchor(document, ids[0]) if ids else None

    def claim_anchor(self, document: str, anchor: str) -> str | None:
        """Return the label of an anchor, once and only if something links to it."""
        label = self._labels.get((document, anchor))
        if label not in self._wanted or label in self._claimed:
            return None
        self._claimed.add(label)
        return label

    def unclaimed(self) -> list[str]:
        """Return the labels that something links to and that were never claimed."""
        return sorted(self._wanted - self._claimed)

    def label_of_link(self, link: Link) -> str | None:
        """Return the label a link of a matrix leads to, or ``None`` where its target is not in the PDF."""
        place = self._locate(link)
        return None if place is None else self._labels.get(place)

    def label_of_reference(self, document: str, node: nodes.Element) -> str | None:
        """Return the label an internal reference leads to, or ``None`` where its target is not in the PDF."""
        if node.get("refid"):
            return self._labels.get((document, node["refid"]))
        uri: str = node.get("refuri", "")
        if not uri.startswith(DOCUMENT_MARK):
            return None
        target, _, anchor = uri.removeprefix(DOCUMENT_MARK).partition("#")
        return self._labels.get((target, anchor))

    def footnote_of(self, document: str, reference: nodes.Element) -> nodes.footnote | None:
        """Return the footnote a reference names."""
        return self._footnotes.get((document, reference.get("refid", "")))

    def is_cited(self, document: str, footnote: nodes.footnote) -> bool:
        """Tell whether a reference in the text prints the footnote."""
        return any((document, name) in self._cited for name in footnote["ids"])

    def _note_target(self, document: str, node: nodes.Element) -> None:
        ids: list[str] = node["ids"]
        if isinstance(node, nodes.footnote):
            self._footnotes.update({(document, name): node for name in ids})
        elif ids:
            label = f"{document}#{_own_or_heading(node)['ids'][0]}"
            self._labels.update({(document, name): label for name in ids})
            if isinstance(node, nodes.section):
                self._labels.setdefault((document, ""), label)
        if isinstance(node, matrix_table) and is_profile(node):
            for slug in _provisions_of(node["matrix"]):
                self._labels.setdefault((document, slug), f"{document}#{slug}")
            # Links to rows that are not printed lead to the table.
            for slug in _provisions_of(node.get("whole", node["matrix"])) if ids else ():
                self._labels.setdefault((document, slug), f"{document}#{ids[0]}")

    def _note_links(self, document: str, node: nodes.Element) -> None:
        if isinstance(node, nodes.footnote_reference):
            self._cited.add((document, node.get("refid", "")))
        elif isinstance(node, nodes.reference):
            self._want(self.label_of_reference(document, node))
        elif isinstance(node, matrix_table):
            for link in _links_of_matrix(node["matrix"]):
                self._want(self.label_of_link(link))

    def _want(self, label: str | None) -> None:
        if label is not None:
            self._wanted.add(label)


def links_in(cell: Cell) -> tuple[Link, ...]:
    """Return the links a cell holds."""
    if isinstance(cell, Crossing):
        return cell.links
    return tuple(item for item in cell if isinstance(item, Link)) if isinstance(cell, tuple) else ()


def provision_of_row(first: Cell) -> str | None:
    """Return the slug of the provision a row of a profile is about."""
    return next((link.target for link in links_in(first) if link.kind is LinkKind.PROVISION), None)


def is_profile(node: nodes.Element) -> bool:
    """Tell whether a table is the list of provisions in an instrument's profile, where their anchors are."""
    return isinstance(node.parent, instrument_profile)


def _provisions_of(matrix: Matrix) -> Iterator[str]:
    return filter(None, (provision_of_row(row.cells[0]) for row in matrix.rows))


def _own_or_heading(node: nodes.Element) -> nodes.Element:
    """Return the section for a place in its heading, where no label can stand, and else the node itself."""
    parent: nodes.Element | None = node.parent
    while isinstance(parent, nodes.TextElement):
        if isinstance(parent, nodes.title) and isinstance(parent.parent, nodes.section):
            return parent.parent
        parent = parent.parent
    return node


def _links_of_matrix(matrix: Matrix) -> Iterator[Link]:
    for row in matrix.rows:
        for cell in row.cells:
            yield from links_in(cell)


def nodes_with_documents(root: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """Yield every element in document order with the name of the document it was read from."""
    waiting: list[tuple[str, nodes.Element]] = [(docname, root)]
    while waiting:
        document, node = waiting.pop()
        if isinstance(node, addnodes.start_of_file):
            document = str(node["docname"])
        yield document, node
        children = [child for child in node.children if isinstance(child, nodes.Element)]
        waiting.extend((document, child) for child in reversed(children))
