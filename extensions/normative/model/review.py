"""A review: a person has looked at these words of the text on this day, and what that person said of them.

Values alone, for the register holds them. What became of reviews when the text went on is computed in
:mod:`normative.model.history.reviews`; how they are kept is in :mod:`normative.model.files.review`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from normative.model.diagnostics import Diagnostic, Place, Problem

#: The kind of a paragraph in another language: ``translation/LANG/ID``.
TRANSLATION = "translation"
#: What can be reviewed: the first part of a subject's name.
KINDS = ("paragraph", "relation", "gap", "silence", TRANSLATION)


class Verdict(StrEnum):
    """What a reviewer says; a review that is withdrawn counts no longer."""

    AGREED = "agreed"
    OBJECTED = "objected"
    WITHDRAWN = "withdrawn"


class ReviewWord(StrEnum):
    """The states by which tables choose: for whatever reason something is suspect."""

    UNREVIEWED = "unreviewed"
    REVIEWED = "reviewed"
    OBJECTED = "objected"
    SUSPECT = "suspect"


class ReviewState(StrEnum):
    """What the reviews of a subject come to."""

    UNREVIEWED = "unreviewed"
    REVIEWED = "reviewed"
    OBJECTED = "objected"
    SUSPECT_WORDS = "suspect: its words changed"
    SUSPECT_GROUNDS = "suspect: what it rests on changed"

    @property
    def word(self) -> ReviewWord:
        """The state as ``:state:`` of a table names it."""
        return ReviewWord(self.partition(":")[0])

    @property
    def is_open(self) -> bool:
        """Whether somebody must look at the subject still, or again."""
        return self is not ReviewState.REVIEWED


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Who reviews.

    :param key: which the person's file is named by.
    :param printed: whether the name may be.
    """

    key: str
    name: str = ""
    role: str = ""
    printed: bool = False

    @property
    def title(self) -> str:
        """Who it was, as readers are told."""
        return (self.name if self.printed else "") or self.role or "a reviewer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One review.

    :param subject: as :attr:`normative.model.draft.FrozenText.subjects` names it.
    :param own: the fingerprint of the words that were looked at; empty where nobody knows them.
    :param rests_on: the fingerprint of what they rested on.
    :param by: the key of the reviewer; of a mark in the text what that says.
    :param draft: the frozen draft that the words are in, or were last before.
    :param place: of its row; ``None`` for one that is in no file.
    """

    subject: str
    own: str = ""
    rests_on: str = ""
    verdict: Verdict
    reason: str = ""
    date: datetime.date | None = None
    draft: str = ""
    by: str
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviews:
    """The reviews of a text.

    :param events: of each reviewer in the order of the file.
    :param people: by key.
    :param needed: how many people must agree to a subject of each kind; one where it says nothing.
    :param is_kept: whether the project keeps reviews; nothing is said of reviews of paragraphs elsewhere.
    """

    events: tuple[Event, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    needed: Mapping[str, int] = field(default_factory=dict)
    is_kept: bool = False

    def placed(self, moved: Callable[[Place], Place]) -> Reviews:
        """Return the same with places that are written in another way."""
        return replace(
            self, events=tuple(replace(item, place=moved(item.place) if item.place else None) for item in self.events)
        )

    def person(self, key: str) -> Person:
        """Return a reviewer, also one of whom nothing but the key is known."""
        return self.people.get(key) or Person(key=key)


def kind_of(subject: str) -> str:
    """Return what kind of subject a name names."""
    return subject.partition("/")[0]


def read_needed(written: Mapping[Any, object]) -> tuple[Mapping[str, int], list[Problem]]:
    """Return how many people each kind of subject needs by ``normative_reviews``, and what is wrong with that."""
    needed, problems = {}, []
    for kind, count in written.items():
        if kind not in KINDS:
            message = f"normative_reviews: '{kind}' cannot be reviewed; write {', '.join(KINDS)}"
        elif isinstance(count, bool) or not isinstance(count, int) or count < 1:
            message = f"normative_reviews: '{count}' is no number of people for '{kind}'; write 1, 2 or more"
        else:
            needed[str(kind)] = count
            continue
        problems.append(Problem(kind=Diagnostic.REVIEW, message=message))
    return needed, problems
