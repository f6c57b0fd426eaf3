"""The HTML site: visitors of our nodes, the style sheet, and a copy of the tables' files for readers offline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from normative.config import NormativeConfig
from normative.domain import normative_domain
from normative.model.tables.request import TableKind
from normative.nodes import instrument_profile, margin_item, matrix_table, normative_paragraph, paragraph_margin
from normative.outputs.html import paragraphs, tables
from normative.outputs.matrices import Metadata, write_matrices

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_STATIC, _TEMPLATES = Path(__file__).with_name("static"), Path(__file__).with_name("templates")
_Visitor = Callable[[Any, Any], None]
_VISITORS: dict[type[nodes.Element], tuple[_Visitor, _Visitor]] = {
    normative_paragraph: (paragraphs.visit_paragraph, paragraphs.depart_paragraph),
    paragraph_margin: (paragraphs.visit_margin, paragraphs.depart_margin),
    margin_item: (paragraphs.visit_margin_item, paragraphs.depart_margin_item),
    instrument_profile: (tables.visit_profile, tables.depart_profile),
    matrix_table: (tables.visit_table, tables.depart_table),
}


def _show_standing(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, object], doctree: nodes.document | None
) -> None:
    """On ``html-page-context``: let templates show the standing of the text."""
    context["normative_standing"] = NormativeConfig.of(app.config).standing


def _add_panorama(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, object], doctree: nodes.document | None
) -> None:
    """On ``html-page-context``: let readers of a page with a panorama pick a State."""
    if doctree is None or not tables.has_files(app.builder):
        return
    if any(table["matrix"].kind == TableKind.STATES for table in doctree.findall(matrix_table)):
        app.add_js_file("panorama.js")


def _add_files(app: Sphinx, config: Config) -> None:
    """On ``config-inited``: add the style sheet and the side bar, behind the author's own files."""
    config["html_static_path"] = [*config["html_static_path"], str(_STATIC)]
    config["templates_path"] = [*config["templates_path"], str(_TEMPLATES)]


def _copy_tables(app: Sphinx, exception: Exception | None) -> None:
    """On ``build-finished``: put the tables' files into the site, so that a copy of its folder is complete."""
    if exception is not None or not tables.has_files(app.builder):
        return
    index = normative_domain(app.env).index
    if index.matrices:
        metadata = Metadata(
            title=app.config.project, status=NormativeConfig.of(app.config).standing, release=app.config.release
        )
        write_matrices(
            index.matrices,
            app.outdir / tables.FILES,
            locate=index.locate,
            html="..",
            metadata=metadata,
            digest=index.tables_digest,
        )


def setup(app: Sphinx) -> None:
    """Register the visitors, the style sheet, the script of panoramas and the tables' files."""
    for node, visitors in _VISITORS.items():
        # An extension that names "epub" for a node of its own (sphinx-needs does) hides all that name only "html".
        app.add_node(node, html=visitors, epub=visitors)
    app.connect("config-inited", _add_files)
    app.connect("html-page-context", _show_standing)
    app.connect("html-page-context", _add_panorama)
    app.connect("build-finished", _copy_tables)
    app.add_css_file("normative.css")
