"""JSON-LD: paragraphs, provisions and relations as linked data, provisions as concepts of SKOS."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from normative.model.convergence import Relation
from normative.model.draft import FrozenEntry, FrozenText
from normative.model.instrument import Instrument
from normative.model.paragraph import Force
from normative.model.text import plain
from normative.outputs.exchange.identifiers import Work

#: What provisions that are related are to each other in SKOS; a tension has no word there.
_SKOS = {Relation.SYNERGY.value: "closeMatch", Relation.COMPLEMENT.value: "relatedMatch"}
_OWN = "urn:normative:"
_CONTEXT: Mapping[str, Any] = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "own": _OWN,
    "label": "skos:prefLabel",
    "notation": "skos:notation",
    "scheme": {"@id": "skos:inScheme", "@type": "@id"},
    "closeMatch": {"@id": "skos:closeMatch", "@type": "@id"},
    "relatedMatch": {"@id": "skos:relatedMatch", "@type": "@id"},
    "title": "dcterms:title",
    "identifier": "dcterms:identifier",
    "description": "dcterms:description",
    "source": "dcterms:source",
    "partOf": {"@id": "dcterms:isPartOf", "@type": "@id"},
    "basis": {"@id": "own:restsOn", "@type": "@id"},
    "left": {"@id": "own:left", "@type": "@id"},
    "right": {"@id": "own:right", "@type": "@id"},
    "number": "own:number",
    "force": "own:force",
    "holder": "own:holder",
    "section": "own:section",
    "standing": "own:standing",
    "relation": "own:relation",
}


def render(text: FrozenText, work: Work, instruments: Mapping[str, Instrument]) -> bytes:
    """Return the file; the same text always gives the same bytes."""
    graph = [*_nodes(text, work, instruments)]
    return (json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode()


def provision_iri(slug: str) -> str:
    """Return the name of a provision, the same in every comment."""
    return f"{_OWN}provision:{slug}"


def _nodes(text: FrozenText, work: Work, instruments: Mapping[str, Instrument]) -> Iterator[Mapping[str, Any]]:
    whole = f"{_OWN}work:{work.uri.strip('/')}"
    yield {
        "@id": whole,
        "@type": "own:Comment",
        "title": work.title,
        "identifier": work.number,
        "description": work.status,
    }
    for instrument in instruments.values():
        yield {
            "@id": f"{_OWN}instrument:{instrument.slug}",
            "@type": ["own:Instrument", "skos:ConceptScheme"],
            "title": instrument.title,
            "identifier": instrument.key,
            "standing": instrument.standing.value,
        }
    matches = _matches(text)
    owners = {record.slug: item.slug for item in instruments.values() for record in item.records or ()}
    for slug, provision in text.provisions.items():
        yield {
            "@id": provision_iri(slug),
            "@type": ["own:Provision", "skos:Concept"],
            "notation": provision.name,
            "label": provision.subject or provision.name,
            "scheme": f"{_OWN}instrument:{owners.get(slug, slug.partition('-')[0])}",
            **matches.get(slug, {}),
        }
    for paragraph in text.paragraphs:
        yield {
            "@id": f"{whole}:paragraph:{paragraph.id}",
            "@type": "own:Paragraph",
            "identifier": paragraph.id,
            "number": paragraph.number,
            "force": "none" if paragraph.force is Force.PLAIN else paragraph.force.value,
            "basis": [provision_iri(slug) for slug in paragraph.basis],
            "holder": [*paragraph.holder],
            "section": [*paragraph.section],
            "description": plain(paragraph.blocks, text.numbers),
            "partOf": whole,
        }
    for number, entry in enumerate(text.entries, 1):
        yield _entry(f"{whole}:relation:{number}", entry, whole)


def _entry(name: str, entry: FrozenEntry, whole: str) -> Mapping[str, Any]:
    is_gap = entry.relation == "gap"
    right = [f"{_OWN}instrument:{key.lower()}" for key in entry.right] if is_gap else map(provision_iri, entry.right)
    return {
        "@id": name,
        "@type": "own:Relation",
        "identifier": entry.subject,
        "relation": entry.relation,
        "left": [*map(provision_iri, entry.left)],
        "right": [*right],
        "source": entry.source,
        "description": entry.reason,
        "partOf": whole,
    }


def _matches(text: FrozenText) -> Mapping[str, Mapping[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for entry in text.entries:
        if word := _SKOS.get(entry.relation):
            for left in entry.left:
                found.setdefault(left, {}).setdefault(word, []).extend(map(provision_iri, entry.right))
    return found
