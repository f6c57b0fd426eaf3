"""Addresses of the footnotes of a paragraph, by which they can be cited: ``expulsion--note-1``.

Named after the paragraph's permanent id, and never after the place on the page. Items of lists and notes on relations
have such addresses in every output, from :mod:`normative.authoring` and :mod:`normative.project.reading`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from normative.outputs.html.dress import is_site
from normative.project.nodes import normative_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


def _name_notes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``, when all of a page is there: give footnotes addresses of their own."""
    named = list(_notes(doctree)) if is_site(app.builder) else []
    if not named:
        return
    taken: set[str] = set().union(*(node["ids"] for node in doctree.findall(nodes.Element)))
    for node, name in named:
        if name not in taken:
            taken.add(name)
            node["ids"].append(name)


def _notes(doctree: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    notes = {identifier: note for note in doctree.findall(nodes.footnote) for identifier in note["ids"]}
    for paragraph in doctree.findall(normative_paragraph) if notes else ():
        if paragraph.get("change") == "del":
            continue
        called = [mark["refid"] for mark in paragraph.findall(nodes.footnote_reference) if mark.get("refid") in notes]
        for number, identifier in enumerate(dict.fromkeys(called), 1):
            yield notes[identifier], f"{paragraph['ids'][0]}--note-{number}"


def setup(app: Sphinx) -> None:
    """Connect the event."""
    # Behind what fills pages in, at 600.
    app.connect("doctree-resolved", _name_notes, priority=650)
