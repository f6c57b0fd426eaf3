"""What the search of a site finds: words also without their accents, and names as they are printed.

Apart from :mod:`normative.rebuild.search_index`, which only makes an incremental build's index that of a clean one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder, WordStore

from normative.model.characters import comparable, unaccented
from normative.project.reading import plain_title

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@dataclass(frozen=True, slots=True)
class _Splitter:
    """Splits a text into words as the site's language does, and adds those that readers may write without accents."""

    split: Callable[[str], list[str]]

    def __call__(self, text: str) -> list[str]:
        words = self.split(comparable(text))
        return [*words, *(plain for word in words if (plain := unaccented(word)) != word.casefold())]


class PlainIndex(IndexBuilder):
    """Sphinx's index without marks of notes in the names of headings, and without HTML in those of objects."""

    def _word_collector(self, doctree: nodes.document) -> WordStore:
        if not isinstance(self.lang.split, _Splitter):
            self.lang.split = _Splitter(self.lang.split)  # type: ignore[assignment]  # of the one language that is asked
        store = super()._word_collector(doctree)
        names = {title.astext(): plain_title(title) for title in doctree.findall(nodes.title)}
        store.titles = [(names.get(title, title), anchor) for title, anchor in store.titles]
        return store

    def get_objects(self, fn2index: dict[str, int]) -> dict[str, list[tuple[int, int, int, str, str]]]:
        return {
            unescape(prefix): [(*found[:-1], unescape(found[-1])) for found in places]
            for prefix, places in super().get_objects(fn2index).items()
        }


def _index_plainly(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``, before a page comes into the index: let it be ours; Sphinx has made it just now."""
    indexer = app.builder.indexer if isinstance(app.builder, StandaloneHTMLBuilder) else None
    if type(indexer) is IndexBuilder:
        indexer.__class__ = PlainIndex


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("doctree-resolved", _index_plainly)
