"""States, the treaties they are party to, and how they voted on political instruments.

Reading the files is in :mod:`normative.model.files.state`; this module is about the values only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Status(StrEnum):
    """What a State is to a treaty."""

    PARTY = "party"
    SIGNATORY = "signatory"


class Position(StrEnum):
    """How a State voted."""

    IN_FAVOUR = "in favour"
    AGAINST = "against"
    ABSTAINING = "abstaining"
    NOT_VOTING = "not voting"


@dataclass(frozen=True, kw_only=True, slots=True)
class StateRecord:
    """A row of ``states.csv``.

    :param code: a short code, such as that of ISO 3166.
    :param also: other names under which files may have it.
    """

    code: str
    name: str
    also: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The code as an anchor."""
        return f"state-{self.code.lower()}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Participation:
    """A row of ``ratifications.csv``: what a State is to a treaty.

    :param state: the State's code.
    :param instrument: the treaty's key.
    :param date: as precise as the source has it: ``2005-04-21``, ``2024-11``, ``2019`` or ``""``.
    :param action: ratification, accession, succession, signature, ...
    :param note: what is doubtful; readers see it.
    """

    state: str
    instrument: str
    status: Status
    date: str = ""
    action: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote:
    """A row of ``votes.csv``: how a State voted on a political instrument."""

    state: str
    instrument: str
    position: Position
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class States:
    """The States that panoramas have rows for, in the order of their file, with all that is known of them.

    :param as_of: how current the data are, as a date or in words.
    :param note: what else readers have to know of the data.
    """

    records: tuple[StateRecord, ...] = ()
    participations: tuple[Participation, ...] = ()
    votes: tuple[Vote, ...] = ()
    as_of: str = ""
    source: str = ""
    note: str = ""

    def participation(self, code: str, key: str) -> Participation | None:
        """Return what a State is to a treaty, ``None`` where nothing is recorded."""
        return self._participations.get((code, key))

    def vote(self, code: str, key: str) -> Vote | None:
        """Return how a State voted on an instrument, ``None`` where nothing is recorded."""
        return self._votes.get((code, key))

    @cached_property
    def treaties(self) -> frozenset[str]:
        """The keys of the treaties of which the status of at least one State is recorded."""
        return frozenset(item.instrument for item in self.participations)

    @cached_property
    def voted_on(self) -> frozenset[str]:
        """The keys of the instruments on which at least one vote is recorded."""
        return frozenset(item.instrument for item in self.votes)

    def bound_by(self, code: str) -> frozenset[str]:
        """Return the keys of the treaties that a State is party to."""
        return self._bound.get(code, frozenset())

    def parties(self, key: str) -> int:
        """Return how many States are party to a treaty."""
        return self._parties[key]

    @cached_property
    def _participations(self) -> Mapping[tuple[str, str], Participation]:
        return {(item.state, item.instrument): item for item in self.participations}

    @cached_property
    def _votes(self) -> Mapping[tuple[str, str], Vote]:
        return {(item.state, item.instrument): item for item in self.votes}

    @cached_property
    def _parties(self) -> Counter[str]:
        return Counter(item.instrument for item in self.participations if item.status is Status.PARTY)

    @cached_property
    def _bound(self) -> Mapping[str, frozenset[str]]:
        bound: defaultdict[str, set[str]] = defaultdict(set)
        for item in self.participations:
            if item.status is Status.PARTY:
                bound[item.state].add(item.instrument)
        return {code: frozenset(keys) for code, keys in bound.items()}
