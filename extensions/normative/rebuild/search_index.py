"""What Sphinx's search index loses or keeps wrongly when only some pages are written.

Apart from the rest of the site because it alone knows the inside of Sphinx's index, which has no interface for this.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.index_entries import split_index_msg

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def mend(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """On ``html-collect-pages``, when all pages are in the index: make it that of a clean build.

    Words of pages that are gone stay in it without a page; index entries of pages that are not written are lost.
    """
    indexer = app.builder.indexer if isinstance(app.builder, StandaloneHTMLBuilder) else None
    if indexer is not None:
        for pages_of in (indexer._mapping, indexer._title_mapping):  # noqa: SLF001  # see above
            for word in [word for word, pages in pages_of.items() if not pages]:
                del pages_of[word]
        indexer._index_entries = {  # noqa: SLF001
            docname: sorted(set(_entries(app.env, docname)))
            for docname in sorted(indexer._titles)  # noqa: SLF001
        }
    return []


def _entries(env: BuildEnvironment, docname: str) -> Iterator[tuple[str, str, str]]:
    """Yield the words of a document's index entries, each with its anchor and whether it is the main one."""
    if {"no-search", "nosearch"} & env.metadata.get(docname, {}).keys():
        return
    for kind, value, anchor, main, _ in env.domains.index_domain.entries.get(docname, ()):
        try:
            words = split_index_msg(kind, value)
        except ValueError:  # Sphinx has warned of it
            continue
        yield from ((word, anchor or "", main) for word in words)


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("html-collect-pages", mend)
