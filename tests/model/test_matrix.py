"""The values that tables are made of, as text and in groups."""

from __future__ import annotations

import pytest

from normative.model.matrix import Cell, Crossing, Link, LinkKind, Row, State, cell_text, groups

LINKS = (Link(kind=LinkKind.PARAGRAPH, target="a", text="1"), Link(kind=LinkKind.PROVISION, target="b", text="B 2"))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("words", "words"),
        (0, "0"),
        (12, "12"),
        (33.333, "33.3"),
        (100.0, "100.0"),
        ((), ""),
        (LINKS, "1, B 2"),
        ((State.SILENT, State.GAP), "silent, gap"),
        (Crossing(), ""),
        (Crossing(states=(State.SYNERGY,)), "synergy"),
        (Crossing(states=(State.SYNERGY, State.TENSION), links=LINKS), "synergy, tension: 1, B 2"),
        (Crossing(links=LINKS), "1, B 2"),
    ],
)
def test_cells_as_text(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text


def test_the_separator_is_used_within_and_between() -> None:
    assert cell_text(Crossing(states=(State.SYNERGY, State.GAP), links=LINKS), separator="; ") == "synergy; gap: 1; B 2"


def test_rows_are_cut_where_their_group_changes() -> None:
    rows = [Row(cells=(name,), group=group) for name, group in (("1", ""), ("2", "A"), ("3", "A"), ("4", ""))]
    assert [(title, [row.cells[0] for row in part]) for title, part in groups(rows)] == [
        ("", ["1"]),
        ("A", ["2", "3"]),
        ("", ["4"]),
    ]
    assert groups([]) == []


def test_every_state_has_a_sign_of_its_own() -> None:
    assert len({state.symbol for state in State}) == len(State)
