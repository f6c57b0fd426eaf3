"""A disposition: what became of one comment or several, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from normative.model.diagnostics import Place
from normative.model.text import Block


class Decision(StrEnum):
    """What was decided on a comment."""

    ACCEPTED = "accepted"
    IN_PART = "accepted in part"
    NOT_ACCEPTED = "not accepted"
    NOTED = "noted"
    OUTSIDE = "outside the scope"

    @property
    def changes_text(self) -> bool:
        """Whether the text must have changed for it."""
        return self in (Decision.ACCEPTED, Decision.IN_PART)


@dataclass(frozen=True, kw_only=True, slots=True)
class Disposition:
    """The answer to comments.

    :param comments: their numbers.
    :param changes: the ids of the paragraphs that were changed.
    :param by: who decided, and when.
    :param blocks: the reason as a text that refers to other places; empty where it is read of a file.
    :param document: where it stands; empty for one of a file.
    """

    comments: tuple[str, ...]
    decision: Decision
    changes: tuple[str, ...] = ()
    by: str = ""
    reason: str = ""
    blocks: tuple[Block, ...] = ()
    place: Place
    document: str = ""
