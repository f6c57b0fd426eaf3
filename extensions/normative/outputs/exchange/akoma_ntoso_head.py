"""The head of a file of Akoma Ntoso: the names of the text, its drafts, and the provisions that it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from normative.model.draft import FrozenParagraph, FrozenText
from normative.model.history.changes import Changes
from normative.model.paragraph import Force
from normative.outputs.exchange.identifiers import Work

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_SOURCE = "#toolchain"
_CONCEPTS = {
    Force.OBLIGATION: "obligation: what a binding instrument requires",
    Force.COMMITMENT: "commitment: what States have committed to",
    Force.GUIDANCE: "guidance: what is recommended",
}


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a file is made of.

    :param first: the first draft, by whose numbers paragraphs are known; empty where there is none.
    :param places: the whole names of provisions, by slug.
    :param events: the days of drafts, each with its name.
    :param changes: what is marked; ``None`` where nothing is.
    """

    text: FrozenText
    work: Work
    first: FrozenText | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    events: Sequence[tuple[str, str]] = ()
    changes: Changes | None = None


def write_meta(meta: Element, content: Content) -> None:
    """Write what is known of the text: its names, its drafts, what it rests on."""
    work = content.work
    identification = add(meta, "identification", source=_SOURCE)
    for name, uri in (
        ("FRBRWork", work.uri),
        ("FRBRExpression", work.expression),
        ("FRBRManifestation", f"{work.expression}.xml"),
    ):
        part = add(identification, name)
        add(part, "FRBRthis", value=f"{work.uri}/!main" if name == "FRBRWork" else uri)
        add(part, "FRBRuri", value=uri)
        if name == "FRBRWork":
            add(part, "FRBRalias", value=work.title, name="title")
            add(part, "FRBRdate", date=work.first_written, name="frozen" if work.begun else "unknown")
        else:
            add(part, "FRBRdate", date=work.written, name="frozen" if work.day else "unknown")
        add(part, "FRBRauthor", href="#body")
        if name == "FRBRWork":
            add(part, "FRBRcountry", value="un")
            add(part, "FRBRnumber", value=work.number)
        elif name == "FRBRExpression":
            add(part, "FRBRlanguage", language=work.language)
        else:
            add(part, "FRBRformat", value="application/akn+xml")
    if content.events:
        lifecycle = add(meta, "lifecycle", source=_SOURCE)
        for number, (name, day) in enumerate(content.events, 1):
            event = "generation" if number == 1 else "amendment"
            add(lifecycle, "eventRef", date=day, source=_SOURCE, type=event, eId=f"draft_{name}")
    _write_analysis(meta, content)
    references = add(meta, "references", source=_SOURCE)
    add(
        references,
        "TLCOrganization",
        eId="body",
        href="/akn/ontology/organization/un/body",
        showAs=work.body or "-",
    )
    add(
        references,
        "TLCOrganization",
        eId="toolchain",
        href="/akn/ontology/organization/toolchain",
        showAs="sphinx-normative",
    )
    for force, meaning in _CONCEPTS.items():
        add(references, "TLCConcept", eId=force.value, href=f"/akn/ontology/concept/{force}", showAs=meaning)


def _write_analysis(meta: Element, content: Content) -> None:
    based = [
        (paragraph, place)
        for paragraph in content.text.paragraphs
        for slug in paragraph.basis
        if (place := content.places.get(slug))
    ]
    if based:
        references = add(add(meta, "analysis", source=_SOURCE), "otherReferences", source=_SOURCE)
        for paragraph, place in based:
            add(references, "implicitReference", {"for": f"#{eid(paragraph)}"}, href=place)


def eid(paragraph: FrozenParagraph) -> str:
    """Return how a paragraph is named in its file: by its number."""
    return f"para_{paragraph.number}"


def add(parent: Element, tag: str, attributes: Mapping[str, str] | None = None, /, **others: str) -> Element:
    """Return a new element below another one."""
    return SubElement(parent, f"{{{NAMESPACE}}}{tag}", {**(attributes or {}), **others})
