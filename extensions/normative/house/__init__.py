"""What rules the look of a whole project: headings, mastheads and side bars of pages, style of citations.

An extension of its own, for a project that is a text of the United Nations from the first page to the last; what the
text says does not belong here, nor what its paragraphs and tables look like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the parts; called by Sphinx where ``conf.py`` lists ``normative.house``."""
    from normative.house import (
        formats,
        labels,
        languages,
        masthead,
        notes,
        numbering,
        pages,
        redirects,
        search,
        spacing,
        works,
    )

    app.setup_extension("normative")
    for part in (formats, labels, languages, masthead, notes, numbering, pages, redirects, search, spacing, works):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
