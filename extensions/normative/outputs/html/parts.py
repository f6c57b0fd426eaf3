"""Addresses of what a paragraph has: its lettered parts, its footnotes, and the notes on relations below it.

Each is named after what is permanent, the paragraph's id or the provisions, and never after its place on the page:
``expulsion--a-ii``, ``expulsion--note-1``, ``complement--conv-art-3--comp-obj-2``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.convergence import Convergence, Gap
from normative.model.text import list_mark
from normative.outputs.html.dress import is_site
from normative.project.domain import normative_domain
from normative.project.nodes import normative_paragraph

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from normative.model.files.relation import Entry


def _name_parts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``, when all of a page is there: give what can be cited an address of its own."""
    if not is_site(app.builder):
        return
    index = normative_domain(app.env).index
    notes = [note for note in doctree.findall(nodes.container) if "entry" in note]
    relations = [(note, _relation_name(index.entry(note["docname"], note["entry"]))) for note in notes]
    taken: set[str] = set().union(*(node["ids"] for node in doctree.findall(nodes.Element)))
    for node, name in [*_paragraph_parts(doctree), *relations]:
        if name not in taken:
            taken.add(name)
            node["ids"].append(name)


def _paragraph_parts(doctree: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    notes = {identifier: note for note in doctree.findall(nodes.footnote) for identifier in note["ids"]}
    for paragraph in doctree.findall(normative_paragraph):
        if paragraph.get("change") == "del":
            continue
        anchor = paragraph["ids"][0]
        yield from _items(paragraph, f"{anchor}-")
        called = [mark["refid"] for mark in paragraph.findall(nodes.footnote_reference) if mark.get("refid") in notes]
        for number, identifier in enumerate(dict.fromkeys(called), 1):
            yield notes[identifier], f"{anchor}--note-{number}"


def _items(part: nodes.Element, before: str) -> Iterator[tuple[nodes.list_item, str]]:
    """Yield the items of the lists right within a part, and what is in these, named by their marks."""
    for child in part.children:
        if not isinstance(child, nodes.enumerated_list):
            continue
        for number, item in enumerate(child.children, child.get("start", 1)):
            if isinstance(item, nodes.list_item):
                name = f"{before}-{list_mark(child.get('enumtype', ''), number, '', '')}"
                yield item, name
                yield from _items(item, name)


def _relation_name(entry: Entry) -> str:
    if isinstance(entry, Convergence):
        return "--".join([entry.relation.value, *(item.slug for item in (*entry.left, *entry.right))])
    kind = "gap" if isinstance(entry, Gap) else "not-addressed"
    return "--".join([kind, *(item.slug for item in entry.provisions)])


def setup(app: Sphinx) -> None:
    """Connect the event."""
    # Behind what fills pages in, at 600.
    app.connect("doctree-resolved", _name_parts, priority=650)
