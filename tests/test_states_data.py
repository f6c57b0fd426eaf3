"""What the worked example says of States holds together, and says nothing that its sources do not."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from normative.model.files.instrument import read_instruments
from normative.model.files.state import read_states
from normative.model.state import Position, States, Status

SOURCE = Path(__file__).parents[1] / "source"


@pytest.fixture(scope="module")
def states() -> States:
    instruments, _ = read_instruments(SOURCE / "instruments")
    found, findings = read_states(SOURCE / "states", instruments)
    assert findings == []
    return found


def test_the_states_stand_in_alphabetical_order(states: States) -> None:
    names = [unicodedata.normalize("NFD", record.name).encode("ascii", "ignore") for record in states.records]
    assert names == sorted(names)
    # The Members of the United Nations, its two non-member observers, the Cook Islands and Niue.
    assert len(names) == 193 + 2 + 2


def test_the_figures_are_those_that_are_publicly_known(states: States) -> None:
    assert states.parties("ICRMW") == 60
    assert Counter(vote.position for vote in states.votes) == {Position.AGAINST: 5, Position.ABSTAINING: 12}


def test_every_row_has_a_source_and_every_party_a_date(states: States) -> None:
    assert [item for item in states.participations if not item.source] == []
    assert [vote for vote in states.votes if not vote.source] == []
    assert [item for item in states.participations if item.status is Status.PARTY and not item.date] == []


def test_no_state_is_bound_before_the_treaty_was_there(states: States) -> None:
    instruments, _ = read_instruments(SOURCE / "instruments")
    early = [
        item
        for item in states.participations
        if item.date and item.date < str(instruments[item.instrument].adopted or "")[: len(item.date)]
    ]
    assert early == []
