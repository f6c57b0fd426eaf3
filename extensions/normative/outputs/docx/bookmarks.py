"""The names of bookmarks: a paragraph's is its permanent id, as far as Word can write it.

Apart from the visitors because a link may stand before its target, so names are given for the whole text at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.bookmark import paragraph_bookmark, shortened
from normative.outputs.document.targets import nodes_with_documents
from normative.project.nodes import normative_paragraph

if TYPE_CHECKING:
    from normative.outputs.document.targets import Targets


class Bookmarks:
    """Names by label, and the numbers of paragraphs that bear one.

    :param docname: the root document.
    """

    def __init__(self, doctree: nodes.document, docname: str, targets: Targets) -> None:
        self._targets = targets
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._placed: set[str] = set()
        for document, node in nodes_with_documents(doctree, docname):
            if isinstance(node, normative_paragraph) and node["ids"]:
                name = self._give(targets.label(document, node["ids"][0]), paragraph_bookmark(node["ids"][0]))
                if node.get("number") is not None:
                    self._numbers[name] = node["number"]
            elif isinstance(node, nodes.section) and node["ids"]:
                self._give(targets.label(document, node["ids"][0]), f"_Toc{len(self._names) + 1:06}")

    def of(self, document: str, node: nodes.Element) -> str | None:
        """Return the bookmark a node is to bear, once.

        Every paragraph and section has one, and else what something links to.
        """
        ids: list[str] = node["ids"]
        if not ids:
            return None
        label = self._targets.label(document, ids[0])
        wanted = self._targets.claim(document, node) is not None
        if not isinstance(node, normative_paragraph | nodes.section) and not wanted:
            return None
        name = self.named(label)
        if name in self._placed:
            return None
        self._placed.add(name)
        return name

    def of_anchor(self, document: str, anchor: str) -> str | None:
        """Return the bookmark of an anchor, once and only if something links to it."""
        label = self._targets.claim_anchor(document, anchor)
        return self.named(label) if label else None

    def named(self, label: str) -> str:
        """Return the bookmark for a label."""
        # Names that begin with a line are not shown to who edits the text.
        return self._names.get(label) or self._give(label, f"_Ref{len(self._names) + 1:06}")

    def number_at(self, bookmark: str) -> int | None:
        """Return the number of the paragraph that bears a bookmark."""
        return self._numbers.get(bookmark)

    def _give(self, label: str, name: str) -> str:
        # Word does not tell capitals from small letters.
        if name.lower() in self._taken:
            name = shortened(name, label)
        self._taken.add(name.lower())
        self._names[label] = name
        return name
