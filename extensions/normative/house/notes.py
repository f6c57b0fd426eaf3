"""Footnotes numbered through the whole text, as on paper, and not anew on each page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from docutils import nodes

from normative.outputs.document.targets import nodes_with_documents
from normative.project.domain import NormativeDomain, normative_domain
from normative.project.index import TextIndex
from normative.project.reading import is_counted

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Outputs that print a page for a document, or all in one; those of paper count by themselves.
_FORMATS = ("html", "text")
#: What was counted of a text, of which every page asks.
_KNOWN: WeakKeyDictionary[TextIndex, Mapping[str, int]] = WeakKeyDictionary()


def _before(env: BuildEnvironment) -> Mapping[str, int]:
    """Return how many footnotes stand before those of each document, up to the last with paragraphs."""
    domain = normative_domain(env)
    if domain.index not in _KNOWN:
        _KNOWN[domain.index] = _counted(domain)
    return _KNOWN[domain.index]


def _counted(domain: NormativeDomain) -> Mapping[str, int]:
    documents = domain.documents
    texts = [place for place, name in enumerate(documents) if domain.readings[name].paragraphs]
    counted = documents[: texts[-1] + 1] if texts else []
    before = accumulate((domain.readings[name].footnotes for name in counted), initial=0)
    return dict(zip(counted, before, strict=False))


def _note_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On ``env-get-updated``: note for every page by how much its numbers move."""
    for docname, before in _before(env).items():
        if before:
            normative_domain(env).note_shown(docname, before)
    return []


def _number(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``: let numbers go on from those of the documents before."""
    if app.builder.format not in _FORMATS:
        return
    before = _before(app.env)
    for name, node in nodes_with_documents(doctree, docname):
        moved = before.get(name, 0)
        if not moved:
            continue
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
