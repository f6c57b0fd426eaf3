"""Footnote citations and the bibliography, on sphinxcontrib-bibtex.

Apart from the rest because it is the only code that imports sphinxcontrib.bibtex and pybtex; an extension of its own
(``normative.bibliography``), for it loads sphinxcontrib-bibtex and has a role of it do more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.guard.encoding import CODEC
from normative.project.config import set_default

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


def _set_defaults(app: Sphinx, config: Config) -> None:
    """On ``config-inited``: let a project have no bibliography yet, and any byte in one be a finding."""
    for name, value in (("bibtex_bibfiles", []), ("bibtex_encoding", CODEC)):
        set_default(config, name, value)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the role ``footcite``, the directive ``footbibliography`` and the style ``un``."""
    from normative.bibliography import entries, footnotes, instruments, notes, style
    from normative.guard import encoding

    app.setup_extension("normative")
    app.setup_extension("sphinxcontrib.bibtex")
    encoding.register()
    style.register()
    app.connect("config-inited", _set_defaults)
    for part in (entries, footnotes, notes, instruments):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
