"""The Word file: a Sphinx builder ``normative-docx`` that writes the whole document as one DOCX.

A package of its own because nothing else may know WordprocessingML. Sphinx loads it by the entry point of its name
where this builder is asked for: its imports take a fifth of a second, and no other build should wait for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.project.libraries import require

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``normative-docx``; called by Sphinx where the builder is asked for, by its entry point."""
    require("docx", "lxml", "typst", extra="docx", product="the Word file")
    from normative.outputs.docx.builder import DocxBuilder

    app.setup_extension("normative")
    app.add_builder(DocxBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
