"""The bibliography as items of CSL-JSON, which Zotero and other programs for sources read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pybtex.database import Entry, Person

from normative.bibliography.fields import field, kind_of, name_parts, title
from normative.bibliography.files import read_entries

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
}
_KINDS = {"treaty": "treaty", "case": "legal_case"}
_FIELDS = {
    "number": "number",
    "shorttitle": "title-short",
    "publisher": "publisher",
    "address": "publisher-place",
    "journal": "container-title",
    "booktitle": "container-title",
    "volume": "volume",
    "pages": "page",
    "url": "URL",
    "doi": "DOI",
    "howpublished": "note",
}


def render_items(paths: Iterable[Path]) -> bytes:
    """Return the entries of bibliography files, those that can be read."""
    items = [_item(key, entry) for key, entry in read_entries(paths)]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()


def _item(key: str, entry: Entry) -> Mapping[str, Any]:
    item: dict[str, Any] = {
        "id": key,
        "type": _KINDS.get(kind_of(entry)) or _TYPES.get(entry.type, "document"),
        "title": str(title(entry)),
    }
    for role in ("author", "editor"):
        people = [_name(person) for person in entry.persons.get(role, [])]
        if people:
            item[role] = people
    date = [int(part) for part in str(entry.fields.get("date", "")).split("-") if part.isdigit()]
    year = str(entry.fields.get("year", "")).strip()
    if date or year.isdigit():
        item["issued"] = {"date-parts": [date or [int(year)]]}
    for name, target in _FIELDS.items():
        if value := str(field(entry, name)):
            item.setdefault(target, value)
    return item


def _name(person: Person) -> Mapping[str, str]:
    last = " ".join(map(str, name_parts(person, ("prelast", "last"))))
    first = " ".join(map(str, name_parts(person, ("first", "middle"))))
    # A body has but one name, which CSL prints as it is.
    return {"family": last, "given": first} if first else {"literal": last}
