"""All that was sent in to a text: calls, submitters, comments and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from normative.model.call import Call, Submitter
from normative.model.comment import Comment
from normative.model.diagnostics import Place
from normative.model.disposition import Disposition

_Placed = TypeVar("_Placed", Call, Submitter, Comment, Disposition)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """What was sent in.

    :param submitters: by call, in the order of their files.
    :param comments: by call and submitter, in the order of their files.
    """

    calls: tuple[Call, ...] = ()
    submitters: tuple[Submitter, ...] = ()
    comments: tuple[Comment, ...] = ()
    dispositions: tuple[Disposition, ...] = ()

    def placed(self, moved: Callable[[Place], Place]) -> Inputs:
        """Return the same with places that are written in another way."""
        return Inputs(
            calls=_placed(self.calls, moved),
            submitters=_placed(self.submitters, moved),
            comments=_placed(self.comments, moved),
            dispositions=_placed(self.dispositions, moved),
        )


def _placed(items: Iterable[_Placed], moved: Callable[[Place], Place]) -> tuple[_Placed, ...]:
    return tuple(replace(item, place=moved(item.place)) if item.place else item for item in items)
