"""What is translated of a text, written beside the catalogues that Sphinx extracts: each message with its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.util.nodes import extract_messages

from normative.model.files.writing import write_whole
from normative.model.passage import FILE, Passage, PassageKind, render
from normative.project.domain import normative_domain
from normative.project.nodes import normative_paragraph
from normative.project.reading import text_elements

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from normative.project.index import TextIndex


def _write(app: Sphinx, builder: Builder) -> None:
    """On ``write-started``: write the passages where messages are extracted."""
    if isinstance(builder, MessageCatalogBuilder) and normative_domain(app.env).readings:
        write_whole(Path(builder.outdir, FILE), render(passages_of(app.env)))


def passages_of(env: BuildEnvironment) -> Iterator[Passage]:
    """Yield the passages of a text, documents in the order of the tables of contents, those in none last."""
    index = normative_domain(env).index
    ordered = dict.fromkeys(env.collect_relations())
    for docname in [*ordered, *sorted(env.found_docs - ordered.keys())]:
        yield from _Document(env.get_doctree(docname), docname, index).passages()


class _Document:
    def __init__(self, document: nodes.document, docname: str, index: TextIndex) -> None:
        self._document, self._docname, self._index = document, docname, index
        self._messages = {id(node): text for node, text in extract_messages(document)}
        self._relations: dict[int, int] = {}

    def passages(self) -> Iterator[Passage]:
        seen: set[int] = set()
        for node in self._document.findall(nodes.Element):
            if isinstance(node, normative_paragraph):
                for element, _level, mark in text_elements(node):
                    seen.add(id(element))
                    yield self._passage(
                        PassageKind.PARAGRAPH,
                        element,
                        paragraph=node["ids"][0],
                        number=self._index.number(node["docname"], node["index"]),
                        mark=mark,
                    )
            elif id(node) in self._messages and id(node) not in seen and not _is_within(node, nodes.footnote):
                yield self._beside(node)

    def _beside(self, node: nodes.Element) -> Passage:
        """Return what is in no numbered paragraph."""
        relation = next((outer for outer in _around(node) if "entry" in outer), None)
        if relation is not None:
            group = self._relations.setdefault(id(relation), len(self._relations) + 1)
            return self._passage(PassageKind.RELATION, node, group=group)
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            return self._passage(PassageKind.HEADING, node)
        is_cell = _is_within(node, nodes.table) or not isinstance(node, nodes.paragraph)
        return self._passage(PassageKind.CELL if is_cell else PassageKind.TEXT, node)

    def _passage(
        self,
        kind: PassageKind,
        node: nodes.Element,
        *,
        paragraph: str = "",
        number: int = 0,
        group: int = 0,
        mark: str = "",
    ) -> Passage:
        return Passage(
            kind=kind,
            document=self._docname,
            message=self._messages.get(id(node), ""),
            paragraph=paragraph,
            number=number,
            group=group,
            mark=mark,
            notes=tuple(map(self._note, node.findall(nodes.footnote_reference))),
        )

    def _note(self, reference: nodes.footnote_reference) -> tuple[str, ...]:
        """Return what is translated of the note that a mark calls."""
        note = self._document.ids.get(reference.get("refid", ""))
        found = note.findall(nodes.Element) if isinstance(note, nodes.footnote) else ()
        return tuple(self._messages[id(node)] for node in found if id(node) in self._messages)


def _around(node: nodes.Element) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_within(node: nodes.Element, kind: type[nodes.Element]) -> bool:
    return any(isinstance(outer, kind) for outer in _around(node))


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("write-started", _write)
