"""Directives of this package in sources that are no reStructuredText: reported, for words get lost there.

MyST reads them, where no guard has put another parser in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.parsers.rst import Parser
from sphinx.util import get_filetype

from normative.model.diagnostics import Place
from normative.model.directive_names import in_other_markup
from normative.project.domain import normative_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _examine(app: Sphinx, docname: str, content: list[str]) -> None:
    """On ``source-read``: note the first directive of ours in a source that another parser reads."""
    path = app.env.doc2path(docname)
    parser = app.registry.get_source_parser(get_filetype(app.config.source_suffix, path))
    if issubclass(parser, Parser) or parser.__module__.partition(".")[0] == "myst_parser":
        return
    found = in_other_markup(content[0])
    if found:
        line, problem = found
        place = Place(path=app.env.doc2path(docname, base=False).as_posix(), line=line)
        normative_domain(app.env).reading(docname).findings.append(problem.at(place))


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("source-read", _examine)
