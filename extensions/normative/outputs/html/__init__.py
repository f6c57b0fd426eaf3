"""The HTML site: visitors of our nodes, what dresses them, and a copy of the tables' files for readers offline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from normative.model.matrix import Link, LinkKind
from normative.outputs.html import changes, comments, dress, paragraphs, parts, tables, texts
from normative.outputs.matrices import remove_matrices, write_matrices
from normative.outputs.matrices.builder import metadata_of
from normative.project.domain import normative_domain
from normative.project.language import _
from normative.project.nodes import (
    change,
    instrument_profile,
    margin_item,
    matrix_table,
    normative_paragraph,
    paragraph_margin,
    struck_note,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_Visitor = Callable[[Any, Any], None]
_VISITORS: dict[type[nodes.Element], tuple[_Visitor, _Visitor]] = {
    normative_paragraph: (paragraphs.visit_paragraph, paragraphs.depart_paragraph),
    paragraph_margin: (paragraphs.visit_margin, paragraphs.depart_margin),
    margin_item: (paragraphs.visit_margin_item, paragraphs.depart_margin_item),
    change: (changes.visit_change, changes.depart_change),
    struck_note: (changes.visit_struck_note, changes.depart_struck_note),
    instrument_profile: (tables.visit_profile, tables.depart_profile),
    matrix_table: (tables.visit_table, tables.depart_table),
}


def _copy_tables(app: Sphinx, exception: Exception | None) -> None:
    """On ``build-finished``: put the tables' files into the site, so that a copy of its folder is complete."""
    if exception is not None or not tables.has_files(app.builder):
        return
    index = normative_domain(app.env).index

    def address(link: Link) -> str:
        place = index.locate(link)
        return f"{app.builder.get_target_uri(place[0])}#{place[1]}" if place else link.outside

    if not index.has_places and not index.names:
        texts.remove_texts(Path(app.outdir, tables.FILES))
    elif normative_domain(app.env).text_moved or not texts.are_there(Path(app.outdir, tables.FILES)):
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


def _lead_on(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``: say at the end of a page, to whom a link brings there, where its paragraphs went."""
    if not tables.has_files(app.builder):
        return
    domain = normative_domain(app.env)
    for identifier, now in domain.index.left(docname).items():
        number = _("para. {number}", number=domain.index.register.numbers[now.id])
        link = Link(kind=LinkKind.PARAGRAPH, target=now.id, text=number)
        told = nodes.paragraph("", f"{_('This paragraph is now')} ", ids=[identifier], classes=["moved-paragraph"])
        told += [domain.reference(app.builder, docname, link, "", ()), nodes.Text(".")]
        (doctree[-1] if isinstance(doctree[-1], nodes.section) else doctree).append(told)


def _stay_in_books(app: Sphinx, _config: object) -> None:
    """On ``config-inited``, last: keep the visitors in books where an extension names "epub" for nodes of its own.

    For Sphinx such an extension (sphinx-needs is one) hides all visitors that are named for "html" alone, as ours are,
    so that we hide none.
    """
    if "epub" in app.registry.translation_handlers:
        for node, visitors in _VISITORS.items():
            if node.__name__ not in app.registry.translation_handlers["epub"]:
                app.registry.add_translation_handlers(node, epub=visitors)


def setup(app: Sphinx) -> None:
    """Register the visitors and what goes with them into a site."""
    for node, visitors in _VISITORS.items():
        app.add_node(node, html=visitors)
    dress.setup(app)
    comments.setup(app)
    parts.setup(app)
    app.connect("config-inited", _stay_in_books, priority=900)
    app.connect("doctree-resolved", _lead_on)
    app.connect("build-finished", _copy_tables)
