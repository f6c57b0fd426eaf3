"""Every paragraph and provision as a sphinx-needs need; the only room that imports sphinx_needs.

An extension of its own (``normative.needs``), for it sets what sphinx-needs does in the whole project.
So ``needtable``, ``needpie``, filters, ``needs.json`` and ``needs_external_needs`` work on the text. Nothing reads
the text back from sphinx-needs but the paragraphs of other comments. A project that uses none of this gets its
``needs.json`` all the same, without the needs being made: of a long text, that took a tenth of the time of a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load sphinx-needs and connect the events; called by Sphinx where ``conf.py`` lists ``normative.needs``."""
    from normative.needs import export, handing, settings

    app.setup_extension("normative")
    app.setup_extension("sphinx_needs")
    usage = settings.Usage()
    for part in (settings, handing, export):
        part.setup(app, usage)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
