"""Footnote citations and the bibliography, on sphinxcontrib-bibtex.

Apart from the rest because it is the only code that imports sphinxcontrib.bibtex and pybtex.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.bibliography import entries, footnotes, notes, style
from normative.bibliography.entries import UnusedEntry, note_bibliography_files, note_entry_cited, unused_entries
from normative.guard.encoding import CODEC, is_utf_8

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["UnusedEntry", "note_bibliography_files", "note_entry_cited", "setup", "unused_entries"]


def use_house_settings(app: Sphinx, config: Config) -> None:
    """Replace sphinxcontrib-bibtex's own defaults; called at ``config-inited``.

    A value that differs from its default was chosen by the author and stays.
    """
    if config.bibtex_bibfiles is None:
        config.bibtex_bibfiles = []
    if config.bibtex_default_style == "alpha":
        config.bibtex_default_style = style.STYLE_NAME
    if is_utf_8(config.bibtex_encoding):
        # One wrong byte is a finding and does not stop the build.
        config.bibtex_encoding = CODEC
    if not config.bibtex_cite_id:
        # Every bibliography directive makes an id for every entry, hence the count.
        config.bibtex_cite_id = "bibliography-{bibliography_count}-{key}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the role ``footcite``, the directive ``footbibliography`` and the style ``un``."""
    app.setup_extension("sphinxcontrib.bibtex")
    style.register()
    app.connect("config-inited", use_house_settings)
    entries.setup(app)
    footnotes.setup(app)
    notes.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
