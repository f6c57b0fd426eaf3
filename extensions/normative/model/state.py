"""States, the treaties they are party to, and how they voted on political instruments.

Reading the files is in :mod:`normative.model.files.state`; this module is about the values only.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Status(StrEnum):
    """What a State is to a treaty."""

    PARTY = "party"
    SIGNATORY = "signatory"
    WITHDRAWN = "withdrawn"


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
    :param binds_from: the day from which the treaty binds the State, by the treaty's own rule; ``None`` where the rule
        or the day of the deposit is not known.
    """

    state: str
    instrument: str
    status: Status
    date: str = ""
    action: str = ""
    source: str = ""
    note: str = ""
    binds_from: datetime.date | None = None


class Kind(StrEnum):
    """What a State said when it became party."""

    RESERVATION = "reservation"
    DECLARATION = "declaration"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reservation:
    """A row of ``reservations.csv``: a reservation or a declaration of a State.

    :param about: the provisions that it is about, and what it says of them in a few words.
    """

    state: str
    instrument: str
    kind: Kind
    about: str
    date: str = ""
    source: str = ""


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

    :param day: on which a State is bound or not; ``None`` for whenever the data end.
    :param as_of: how current the data are, as a date or in words.
    :param note: what else readers have to know of the data.
    :param all_named: the political instruments of which all that voted against, or abstained, are among the votes.
    """

    records: tuple[StateRecord, ...] = ()
    participations: tuple[Participation, ...] = ()
    votes: tuple[Vote, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    day: datetime.date | None = None
    as_of: str = ""
    source: str = ""
    note: str = ""
    all_named: frozenset[str] = frozenset()

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

    def lacks_source(self, item: Participation) -> bool:
        """Tell whether a row has no source, where the rows have sources of their own."""
        return self._has_sources and not item.source

    @cached_property
    def _has_sources(self) -> bool:
        return any(item.source for item in self.participations)

    @cached_property
    def voted_on(self) -> frozenset[str]:
        """The keys of the instruments on which at least one vote is recorded."""
        return frozenset(item.instrument for item in self.votes)

    def bound_by(self, code: str) -> frozenset[str]:
        """Return the keys of the treaties that bind a State."""
        return self._bound.get(code, frozenset())

    def parties(self, key: str) -> int:
        """Return how many States a treaty binds."""
        return self._parties[key]

    def is_bound(self, item: Participation) -> bool:
        """Tell whether a treaty binds a State on :attr:`day`."""
        is_later = bool(self.day and item.binds_from and item.binds_from > self.day)
        return item.status is Status.PARTY and not is_later

    def said(self, code: str, key: str) -> tuple[Reservation, ...]:
        """Return the reservations and declarations of a State to a treaty."""
        return self._said.get((code, key), ())

    @cached_property
    def _said(self) -> Mapping[tuple[str, str], tuple[Reservation, ...]]:
        found: defaultdict[tuple[str, str], list[Reservation]] = defaultdict(list)
        for item in self.reservations:
            found[item.state, item.instrument].append(item)
        return {pair: tuple(items) for pair, items in found.items()}

    @cached_property
    def _participations(self) -> Mapping[tuple[str, str], Participation]:
        return {(item.state, item.instrument): item for item in self.participations}

    @cached_property
    def _votes(self) -> Mapping[tuple[str, str], Vote]:
        return {(item.state, item.instrument): item for item in self.votes}

    @cached_property
    def _parties(self) -> Counter[str]:
        return Counter(item.instrument for item in self.participations if self.is_bound(item))

    @cached_property
    def _bound(self) -> Mapping[str, frozenset[str]]:
        bound: defaultdict[str, set[str]] = defaultdict(set)
        for item in self.participations:
            if self.is_bound(item):
                bound[item.state].add(item.instrument)
        return {code: frozenset(keys) for code, keys in bound.items()}
