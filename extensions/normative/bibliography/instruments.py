"""Instruments as sources: a page that cites a provision cites the entry of its instrument, without a footnote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.bibliography.entries import note_bibliography_files, note_entry_cited
from normative.project.domain import normative_domain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def _note_cited(app: Sphinx, doctree: nodes.document) -> None:
    """On ``doctree-read``: let the bibliography list the instruments that the document cites."""
    domain, docname = normative_domain(app.env), app.env.current_document.docname
    cited = domain.readings[docname].instruments if docname in domain.readings else ()
    entries = [entry for key in sorted(cited) if (entry := domain.instruments[key].bibliography)]
    for entry in entries:
        note_entry_cited(app.env, key=entry, docname=docname, line=1)
    if entries:
        note_bibliography_files(app.env)


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("doctree-read", _note_cited)
