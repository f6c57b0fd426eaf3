"""The HTML site: visitors of our nodes, the style sheet, and a copy of the tables' files for readers offline."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _

from normative.model.matrix import Link
from normative.model.tables.request import TableKind
from normative.outputs.direction import is_right_to_left
from normative.outputs.html import formulas, paragraphs, search_index, tables, texts
from normative.outputs.matrices import remove_matrices, write_matrices
from normative.outputs.matrices.builder import metadata_of
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.nodes import instrument_profile, margin_item, matrix_table, normative_paragraph, paragraph_margin

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_STATIC, _TEMPLATES = Path(__file__).with_name("static"), Path(__file__).with_name("templates")
_SEARCH_SCRIPTS = ("elements.js", "find.js")
_PARAGRAPH_SCRIPTS = ("elements.js", "copy.js", "cite.js")
#: In the order in which they need one another; the pivots are there before all tables get their tools.
_TABLE_SCRIPTS = (
    *("elements.js", "copy.js", "search.js", "pivot.js", "facets.js", "view.js", "csv.js", "tools.js"),
    *("tables.js", "expand.js"),
)
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


def _add_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """On ``html-page-context``: give a page the scripts that what is on it can use."""
    if not tables.has_files(app.builder):
        return
    kinds = {table["matrix"].kind for table in doctree.findall(matrix_table)} if doctree else set()
    scripts = list(_SEARCH_SCRIPTS) if pagename == "search" else []
    head = []
    if doctree and next(doctree.findall(normative_paragraph), None):
        head.append(f'<meta name="normative-citation" content="{escape(app.config.project)}">')
        scripts += _PARAGRAPH_SCRIPTS
    if kinds:
        scripts += _TABLE_SCRIPTS
    if TableKind.STATES in kinds:
        scripts.append("panorama.js")
    if kinds or pagename == "search":
        # Sphinx would add a checksum to the address, of the file as the last build has left it.
        head.append(f'<script src="{context["content_root"]}{tables.FILES}/{texts.NAME}"></script>')
    context["metatags"] = "\n".join([context.get("metatags", ""), *head])
    for script in dict.fromkeys(scripts):
        app.add_js_file(script)


def _add_templates(app: Sphinx, config: Config) -> None:
    """On ``config-inited``: add the side bar, behind the author's own files."""
    config["templates_path"] = [*config["templates_path"], str(_TEMPLATES)]


def _name_site(app: Sphinx, config: Config) -> None:
    """On ``config-inited``: a site without a title of its own bears the name of the text, which is no documentation."""
    if config.html_title == _("%s %s documentation") % (config.project, config.release):
        config["html_title"] = config.project


def _add_style(app: Sphinx) -> None:
    """On ``builder-inited``: add the style sheets and the scripts of sites; a book has its own (:mod:`.epub`)."""
    if app.builder.name != "epub":
        app.config["html_static_path"] = [*app.config["html_static_path"], str(_STATIC)]
        app.add_css_file("normative.css")
        app.add_css_file("tables.css")
        if is_right_to_left(app.config.language):
            app.add_css_file("right-to-left.css")


def _copy_tables(app: Sphinx, exception: Exception | None) -> None:
    """On ``build-finished``: put the tables' files into the site, so that a copy of its folder is complete."""
    if exception is not None or not tables.has_files(app.builder):
        return
    index = normative_domain(app.env).index

    def address(link: Link) -> str:
        place = index.locate(link)
        return f"{app.builder.get_target_uri(place[0])}#{place[1]}" if place else ""

    if normative_domain(app.env).text_moved or not Path(app.outdir, tables.FILES, texts.NAME).is_file():
        texts.write_texts(index, Path(app.outdir, tables.FILES), address)
    if index.names:
        write_matrices(
            index.matrices(),
            app.outdir / tables.FILES,
            locate=index.locate,
            html="..",
            metadata=metadata_of(app.config),
            digest=index.tables_digest,
        )
    else:
        remove_matrices(app.outdir / tables.FILES)


def setup(app: Sphinx) -> None:
    """Register the visitors, the style sheet, the scripts and the tables' files."""
    for node, visitors in _VISITORS.items():
        # An extension that names "epub" for a node of its own (sphinx-needs does) hides all that name only "html".
        app.add_node(node, html=visitors, epub=visitors)
    formulas.setup(app)
    app.connect("config-inited", _add_templates)
    app.connect("config-inited", _name_site)
    app.connect("builder-inited", _add_style)
    app.connect("html-page-context", _show_standing)
    app.connect("html-page-context", _add_scripts)
    app.connect("html-collect-pages", search_index.mend)
    app.connect("build-finished", _copy_tables)
