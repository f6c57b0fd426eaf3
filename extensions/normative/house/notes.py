"""Footnotes numbered through the whole text, as on paper, and not anew on each page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.register import once
from normative.outputs.document.targets import nodes_with_documents
from normative.project.domain import normative_domain
from normative.project.index import TextIndex
from normative.project.reading import is_counted

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Outputs that print a page for a document, or all in one; those of paper count by themselves.
_FORMATS = ("html", "text")


@once
def _before(index: TextIndex) -> Mapping[str, int]:
    """Return how many footnotes stand before those of each document, up to the last with paragraphs."""
    documents = [*index.readings]
    texts = [place for place, reading in enumerate(index.readings.values()) if reading.paragraphs]
    counted = documents[: texts[-1] + 1] if texts else []
    before = accumulate((index.readings[name].footnotes for name in counted), initial=0)
    return dict(zip(counted, before, strict=False))


def _note_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On ``env-get-updated``: note for every page by how much its numbers move."""
    for docname, before in _before(normative_domain(env).index).items():
        if before:
            normative_domain(env).note_shown(docname, before)
    return []


def _number(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``: let numbers go on from those of the documents before."""
    if app.builder.format not in _FORMATS:
        return
    before = _before(normative_domain(app.env).index)
    for name, node in nodes_with_documents(doctree, docname):
        moved = before.get(name, 0)
        if isinstance(node, nodes.footnote) and node.get("auto") == 1 and is_counted(node):
            _move(node[0], moved)
        elif isinstance(node, nodes.footnote_reference) and node.get("auto") == 1 and node.astext().isdecimal():
            _move(node, moved)


def _move(number: nodes.Node, moved: int) -> None:
    if isinstance(number, nodes.Element):
        number[0] = nodes.Text(str(int(number.astext()) + moved))


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("env-get-updated", _note_numbers, priority=930)
    # Before parts of paragraphs are named by their notes, at 650.
    app.connect("doctree-resolved", _number, priority=640)
