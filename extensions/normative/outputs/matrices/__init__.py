"""The tables as files for reviewers, CSV, Excel and JSON, and the Sphinx builder ``normative-matrices`` for them.

A package of its own because nothing else may know these formats. :func:`write_matrices` does the work for any
builder; the HTML builder puts a copy into the site with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.outputs.matrices.content import Metadata
from normative.outputs.matrices.writing import remove_matrices, write_matrices

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["Metadata", "remove_matrices", "setup", "write_matrices"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``normative-matrices``; called by Sphinx where it is asked for, by its entry point."""
    from normative.outputs.matrices.builder import MatricesBuilder

    app.setup_extension("normative")
    app.add_builder(MatricesBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
