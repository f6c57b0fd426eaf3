"""An incremental build equals a clean one.

What pages show is computed in :mod:`normative.project`; here it is only asked whether it has moved. As an extension
(``normative.rebuild``) it looks after all pages of a project; those with paragraphs and tables are looked after always.
That an output is there whole or not at all is a promise of :mod:`normative.commands`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the parts; called by Sphinx where ``conf.py`` lists ``normative.rebuild``."""
    from normative.rebuild import search_index, site

    app.setup_extension("normative")
    for part in (site, search_index):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
