"""The text for other systems: a Sphinx builder ``normative-exchange``, one folder a format.

Each format is a function of the frozen text, so that drafts of any age are written like the text of today. It stands on
the standard library alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``normative-exchange``; called by Sphinx where the builder is asked for."""
    from normative.outputs.exchange.builder import ExchangeBuilder

    app.setup_extension("normative")
    app.add_builder(ExchangeBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
