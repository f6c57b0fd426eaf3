"""Draft a general comment in reStructuredText, with paragraphs tied to the provisions they rest on.

``"normative"`` in ``extensions`` of ``conf.py`` brings directives, roles, tables and outputs, and leaves the rest of a
project alone. What rules a whole project is in parts that are listed as well, each a room of this package:
``normative.guard``, ``normative.needs``, ``normative.bibliography``, ``normative.house`` and ``normative.rebuild``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect what belongs to paragraphs, tables and citations, in the order in which a build uses it."""
    from normative.authoring import directives, other_markup, past, redline, roles, transforms
    from normative.outputs import findings, html
    from normative.project import audience, config, domain, headings, language, passages, translations
    from normative.rebuild import pages

    parts = (
        config,
        language,
        audience,
        domain,
        headings,
        translations,
        passages,
        pages,
        directives,
        other_markup,
        roles,
        past,
        redline,
        transforms,
        html,
        findings,
    )
    for part in parts:
        part.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
