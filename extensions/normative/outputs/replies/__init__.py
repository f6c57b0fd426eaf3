"""Replies to those who commented: a Sphinx builder ``normative-replies``, a Word file and a workbook for each.

Apart from the tables of the text because each is for one reader alone, whom it names, and for no public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.project.libraries import require

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``normative-replies``; called by Sphinx where the builder is asked for."""
    require("docx", "lxml", "typst", extra="docx", product="the replies")
    require("xlsxwriter", extra="xlsx", product="the replies")
    from normative.outputs.replies.builder import RepliesBuilder

    app.setup_extension("normative")
    app.add_builder(RepliesBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
