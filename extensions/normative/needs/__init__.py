"""Every paragraph and provision as a sphinx-needs need; the only package that imports sphinx_needs.

So ``needtable``, ``needpie``, filters, ``needs.json`` and ``needs_external_needs`` work on the text. Nothing reads
the text back from sphinx-needs but the paragraphs of other comments. A project that uses none of this gets its
``needs.json`` all the same, without the needs being made: of a long text, that took a tenth of the time of a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Load sphinx-needs and connect the events."""
    from normative.needs import export, handing, settings

    app.setup_extension("sphinx_needs")
    usage = settings.Usage()
    for part in (settings, handing, export):
        part.setup(app, usage)
