"""A numbered paragraph of the comment and the force it has."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from normative.model.characters import comparable
from normative.model.diagnostics import Diagnostic, Place, Problem
from normative.model.item import Item
from normative.model.provision import Provision
from normative.model.text import Block, Note

#: What ``:was:`` says of a paragraph that continues none.
NEW = "none"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Force(StrEnum):
    """What a paragraph asks for; ``PLAIN`` is a recital, a scope or a saving clause."""

    OBLIGATION = "obligation"
    COMMITMENT = "commitment"
    GUIDANCE = "guidance"
    PLAIN = "paragraph"

    @property
    def word(self) -> str:
        """What readers call it in tables."""
        return "other" if self is Force.PLAIN else self.value


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptance:
    """One kind of finding that a paragraph accepts.

    :param place: the line of the option.
    """

    kind: Diagnostic
    reason: str
    place: Place


@dataclass(frozen=True, kw_only=True)  # without slots, with which pickling takes three times as long
class Paragraph:
    """A paragraph as it was read; its number is the register's to compute.

    :param id: permanent; also the anchor and the sphinx-needs id.
    :param basis: what it rests on, as far as it could be read.
    :param parts: the provisions of the basis that stand for a part of the paragraph alone, with which one.
    :param reading: where a body reads into the basis what the paragraph says; empty where the basis says so itself.
    :param is_basis_read: whether all of it could be; what it lacks is a finding of its own otherwise.
    :param was: the ids of the paragraphs of earlier drafts that it continues; :data:`NEW` alone where it is said that
        it continues none.
    :param draws_on: the numbers of the comments and other inputs that led to it.
    :param blocks: its text.
    :param notes: the notes that its text calls, in the order of their marks.
    :param items: those of its lists; a check of the source alone knows none.
    :param section: the titles it stands under, outermost first.
    :param document: the document it is in.
    :param anchor: its id on the document's page; another than ``id`` only where the id is a duplicate.
    """

    id: str
    force: Force
    basis: tuple[Provision, ...] = ()
    parts: tuple[tuple[Provision, str], ...] = ()
    reading: tuple[Provision, ...] = ()
    is_basis_read: bool = True
    holder: tuple[str, ...] = ()
    addressee: str = ""
    status: str = ""
    was: tuple[str, ...] = ()
    draws_on: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    items: tuple[Item, ...] = ()
    section: tuple[str, ...] = ()
    document: str = ""
    anchor: str = ""
    accepts: tuple[Acceptance, ...] = ()
    place: Place


def read_id(written: str, line: int) -> tuple[str, Problem | None]:
    """Return a paragraph's id; made from the words of a malformed one, with what is wrong with it.

    :param line: of the directive, by which a paragraph is called whose id has no letter to make one from.
    """
    if _ID.fullmatch(name := comparable(written)):
        return name, None
    first_words = unicodedata.normalize("NFKD", " ".join(written.split()[:6]).lower())
    plain = first_words.encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain).lstrip("-0123456789").rstrip("-") or f"paragraph-{line}"
    remedy = "write lower-case letters, digits and hyphens"
    message = f"malformed id '{written}'; {remedy}, such as '{made}'" if written else f"has no id; {remedy} after '::'"
    return made, Problem(kind=Diagnostic.MALFORMED_ID, message=message)
