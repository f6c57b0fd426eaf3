"""A numbered paragraph of the comment and the force it has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from normative.model.diagnostics import Diagnostic, Place
from normative.model.provision import Provision


class Force(StrEnum):
    """What a paragraph asks for; ``PLAIN`` is a recital, a scope or a saving clause."""

    OBLIGATION = "obligation"
    COMMITMENT = "commitment"
    GUIDANCE = "guidance"
    PLAIN = "paragraph"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A place in a paragraph's text where the number of another paragraph is printed."""

    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptance:
    """One kind of finding that a paragraph accepts.

    :param place: the line of the option.
    """

    kind: Diagnostic
    reason: str
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph as it was read; its number is the register's to compute.

    :param id: permanent; also the anchor and the sphinx-needs id.
    :param content: the text without footnote marks, in stretches; a :class:`Mention` stands for a number.
    :param section: the titles it stands under, outermost first.
    :param document: the document it is in.
    :param anchor: its id on the document's page; another than ``id`` only where the id is a duplicate.
    """

    id: str
    force: Force
    basis: tuple[Provision, ...] = ()
    holder: tuple[str, ...] = ()
    addressee: str = ""
    status: str = ""
    content: tuple[str | Mention, ...] = ()
    section: tuple[str, ...] = ()
    document: str = ""
    anchor: str = ""
    accepts: tuple[Acceptance, ...] = ()
    place: Place
