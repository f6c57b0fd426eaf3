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
#: 1: first shape. 2: paragraphs with what they accept. 3: tables of contents that lead back, what pages show, by
#: output, and the stamps of sources. 4: formulas with MathML in stored documents, and margins without their basis;
#: digests of readings and of tables. 5: what outputs were given is kept beside it.
ENVIRONMENT_VERSION = 5


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect every part, in the order in which a build uses them."""
    from normative import bibliography, needs
    from normative.authoring import directives, numbering, roles, transforms
    from normative.guard import assets, encoding, formulas, insertion, links, table_lines, toctree, unread
    from normative.outputs import direction, findings, html
    from normative.project import config, domain, report
    from normative.rebuild import pages

    reading = (report, config, direction, domain, pages, encoding, toctree, table_lines)
    within = (assets, insertion, links, formulas, unread, directives, roles)
    sphinx_layer = (*reading, *within, numbering, transforms, needs, bibliography)
    for part in (*sphinx_layer, html, findings):
        part.setup(app)
    return {
        "version": __version__,
        "env_version": ENVIRONMENT_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
