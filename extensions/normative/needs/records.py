"""The paragraphs and provisions of a text with the values that they have as needs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from normative.model.paragraph import Paragraph
from normative.model.provision import Provision
from normative.model.tables.paragraphs import opening
from normative.project.index import TextIndex

#: The type of need that provisions are.
PROVISION = "provision"


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """A need as it is handed to sphinx-needs; the fields are described in the manual."""

    id: str
    need_type: str
    title: str
    docname: str
    lineno: int | None
    content: str = ""
    force: str = ""
    number: int | None = None
    holder: tuple[str, ...] = ()
    instrument: str = ""
    level: str = ""
    status: str | None = None
    sections: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Tells whether the need has changed since it was handed over."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def values(self) -> dict[str, Any]:
        """Return the fields by name, with lists, as sphinx-needs wants them."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def needs_of(index: TextIndex, root: str) -> Iterator[Need]:
    """Yield a need for each paragraph, and for each provision that has a row or is cited.

    :param root: the document where the provisions of an instrument without a profile are.
    """
    register = index.register
    for paragraph in register.paragraphs:
        yield _paragraph_need(index, paragraph)
    for key in register.instruments:
        for provision in register.known(key):
            yield _provision_need(index, provision, index.profiles.get(key, root))


def _paragraph_need(index: TextIndex, paragraph: Paragraph) -> Need:
    number = index.register.numbers[paragraph.id]
    text = index.register.text(paragraph)
    return Need(
        id=paragraph.id,
        need_type=paragraph.force.value,
        title=f"{number}. {opening(text)}",
        docname=paragraph.document,
        lineno=paragraph.place.line,
        content=text,
        force=paragraph.force.value,
        number=number,
        holder=paragraph.holder,
        status=paragraph.status or None,
        sections=tuple(reversed(paragraph.section)),
        basis=tuple(dict.fromkeys(provision.slug for provision in paragraph.basis)),
    )


def _provision_need(index: TextIndex, provision: Provision, docname: str) -> Need:
    record = index.register.record(provision)
    name = index.register.cite([provision])
    return Need(
        id=provision.slug,
        need_type=PROVISION,
        title=f"{name}: {record.subject}" if record.subject else name,
        docname=docname,
        lineno=1,
        holder=record.holder,
        instrument=provision.instrument,
        level=record.level.value,
    )
