"""Relations between provisions of different instruments, gaps, and provisions left out with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from normative.model.diagnostics import Place
from normative.model.provision import Provision
from normative.model.text import Block


class Relation(StrEnum):
    """How two provisions of different instruments relate."""

    SYNERGY = "synergy"
    COMPLEMENT = "complement"
    TENSION = "tension"


@dataclass(frozen=True, kw_only=True, slots=True)
class Convergence:
    """A reasoned relation between the provisions of one instrument and those of another.

    :param left: provisions of the instrument named first.
    :param blocks: the reason as a text that refers to other places; empty where it is read of a file.
    :param source: a document with its pinpoint, or ``analysis``.
    :param reviewed: date and reviewer, or ``""`` where nobody has reviewed it.
    """

    left: tuple[Provision, ...]
    right: tuple[Provision, ...]
    relation: Relation
    reason: str
    blocks: tuple[Block, ...] = ()
    source: str
    reviewed: str = ""
    place: Place
    document: str = ""

    @property
    def pairs(self) -> tuple[tuple[Provision, Provision], ...]:
        """Every provision of the one instrument with every one of the other."""
        return tuple(product(self.left, self.right))


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """Provisions with no counterpart in another instrument.

    :param counterpart: the key of the instrument that lacks one.
    """

    provisions: tuple[Provision, ...]
    counterpart: str
    reason: str
    blocks: tuple[Block, ...] = ()
    source: str = ""
    reviewed: str = ""
    place: Place
    document: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """Provisions the comment leaves out, with the reason (``not-addressed``)."""

    provisions: tuple[Provision, ...]
    reason: str
    blocks: tuple[Block, ...] = ()
    source: str = ""
    reviewed: str = ""
    place: Place
    document: str = ""
