"""Nothing is let in that may not be, and nothing is lost: files, links, markup, bytes, and words docutils would drop.

An extension of its own (``normative.guard``), for it rules all that a project's authors write. What is wrong with
paragraphs and citations is found in :mod:`normative.model.checks`, not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the parts; called by Sphinx where ``conf.py`` lists ``normative.guard``."""
    from normative.guard import (
        assets,
        code,
        conditions,
        encoding,
        formulas,
        headings,
        inner_tables,
        insertion,
        links,
        mathml,
        messages,
        other_markup,
        stops,
        table_lines,
        toctree,
        unread,
    )

    app.setup_extension("normative")
    before = (code, stops, messages, encoding, toctree, table_lines, assets, insertion, other_markup)
    for part in (*before, conditions, links, mathml, formulas, unread, headings, inner_tables):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
