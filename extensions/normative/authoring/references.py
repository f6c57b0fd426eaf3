"""Links to provisions and paragraphs that directives and roles put into the text, to be resolved when all is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from normative.model.matrix import Link, LinkKind
from normative.model.provision import Piece, Provision, print_in_table
from normative.project.domain import normative_domain
from normative.project.language import catalogue, in_tables

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


def provision_references(env: BuildEnvironment, provisions: Iterable[Provision]) -> list[nodes.Node]:
    """Return the nodes of a citation in the house style of tables, each provision a link."""
    provisions = tuple(provisions)
    note_provisions(env, provisions)
    return [_linked(env, piece, env.current_document.docname) for piece in _pieces(env, provisions)]


def note_provisions(env: BuildEnvironment, provisions: Sequence[Provision]) -> None:
    """Note that this document cites these provisions, and that its page shows links to them."""
    note_instruments(env, (provision.instrument for provision in provisions))
    for provision in provisions:
        note_reference(env, Link(kind=LinkKind.PROVISION, target=provision.slug, text=""))


def resolved_references(builder: Builder, provisions: Iterable[Provision], docname: str) -> Iterator[nodes.Node]:
    """Yield the nodes of a citation that a page of ``docname`` shows, when the whole text is known."""
    domain = normative_domain(builder.env)
    for piece in _pieces(builder.env, provisions):
        if piece.provision is None:
            yield nodes.Text(piece.text)
        else:
            link = Link(kind=LinkKind.PROVISION, target=piece.provision.slug, text=piece.text)
            yield domain.reference(builder, docname, link, piece.provision.instrument, _classes(link.kind))


def _pieces(env: BuildEnvironment, provisions: Iterable[Provision]) -> Iterable[Piece]:
    instruments = normative_domain(env).instruments
    pieces = print_in_table(provisions, lambda key: instruments[key].default_unit)
    return [replace(piece, text=in_tables(piece.text)) for piece in pieces] if catalogue() else pieces


def reference_or_text(env: BuildEnvironment, piece: Piece) -> nodes.Node:
    """Return a link where a piece of a citation names a provision, else its words."""
    if piece.provision is not None:
        note_reference(env, Link(kind=LinkKind.PROVISION, target=piece.provision.slug, text=piece.text))
    return _linked(env, piece, env.current_document.docname)


def _linked(env: BuildEnvironment, piece: Piece, docname: str) -> nodes.Node:
    if piece.provision is None:
        return nodes.Text(piece.text)
    place = piece.provision
    return pending(docname, "provision", place.slug, piece.text, instrument=place.instrument)


def pending(
    docname: str, kind: str, target: str, text: str, *, explicit: bool = True, instrument: str = ""
) -> addnodes.pending_xref:
    """Return a reference that the domain resolves when the whole text is known.

    :param explicit: its words are the author's, and no number or letter that is to come.
    """
    return addnodes.pending_xref(
        text,
        nodes.inline(text, text, classes=_classes(kind)),
        refdomain="normative",
        reftype=kind,
        reftarget=target,
        refdoc=docname,
        refexplicit=explicit,
        refwarn=False,
        instrument=instrument,
    )


def _classes(kind: str) -> list[str]:
    return ["normative", f"normative-{kind}"]


def note_reference(env: BuildEnvironment, link: Link) -> None:
    """Note that this document's page shows something whose place or number may change."""
    normative_domain(env).reading(env.current_document.docname).references.add((link.kind, link.target, link.text))


def note_instruments(env: BuildEnvironment, keys: Iterable[str]) -> None:
    """Note that this document cites these instruments; a bibliography lists them."""
    normative_domain(env).reading(env.current_document.docname).instruments.update(keys)
