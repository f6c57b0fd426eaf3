"""Draft a general comment in reStructuredText, with paragraphs tied to the provisions they rest on.

Add ``"normative"`` to ``extensions`` in ``conf.py``; nothing else is needed to begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"

#: Raised whenever the shape of what the domain stores changes, so that Sphinx reads old environments anew.
#: 1: first shape. 2: paragraphs with what they accept.
ENVIRONMENT_VERSION = 2


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect every part, in the order in which a build uses them."""
    from normative import bibliography, config, directives, domain, needs, numbering, roles, transforms
    from normative.outputs import docx, epub, findings, html, matrices, typst, words

    sphinx_layer = (config, domain, directives, roles, numbering, transforms, needs, bibliography)
    for part in (*sphinx_layer, html, epub, matrices, typst, docx, words, findings):
        part.setup(app)
    return {
        "version": __version__,
        "env_version": ENVIRONMENT_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
