"""The PDF: a Sphinx builder ``normative-pdf`` that writes the whole document as one tagged PDF.

A package of its own because nothing else may know Typst, and light on import because the compiling process
(:mod:`normative.outputs.typst.compile`) imports it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.project.libraries import require

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``normative-pdf``; called by Sphinx where the builder is asked for, by its entry point."""
    require("pikepdf", "typst", extra="pdf", product="the PDF")
    from normative.outputs.typst.builder import TypstBuilder

    app.setup_extension("normative")
    app.add_builder(TypstBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
