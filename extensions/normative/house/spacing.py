"""Words that stay on one line with their number, whatever writes the text and wherever in it they stand."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.spacing import kept_before, kept_together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

#: What is printed as it is written.
_AS_WRITTEN = (nodes.FixedTextElement, nodes.literal, nodes.math, nodes.raw)


def _keep_together(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``, last: let no line end between "para." and its number, whatever writes the text."""
    places = list(_texts(doctree, doctree))
    for (parent, number, block), following in zip_longest(places, places[1:]):
        text = parent[number].astext()
        words = kept_together(text)
        if following is not None and following[2] is block:
            words = kept_before(words, following[0][following[1]].astext())
        if words != text:
            parent[number] = nodes.Text(words)


def _texts(parent: nodes.Element, block: nodes.Element) -> Iterator[tuple[nodes.Element, int, nodes.Element]]:
    """Yield each text in reading order, by its parent and its place there, with the block whose line it stands in."""
    # By places, for what an extension has put into two of them has one parent alone.
    waiting = [(parent, number, block) for number in reversed(range(len(parent.children)))]
    while waiting:
        parent, number, block = waiting.pop()
        child = parent.children[number]
        if isinstance(child, nodes.Text):
            if not isinstance(parent, _AS_WRITTEN):
                yield parent, number, block
        elif isinstance(child, nodes.Element):
            inner = block if isinstance(child, nodes.Inline) else child
            waiting += [(child, place, inner) for place in reversed(range(len(child.children)))]


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("doctree-resolved", _keep_together, priority=900)
