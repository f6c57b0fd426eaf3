"""Grids as lists: one row for each row of a grid that says anything, with what it crosses.

For paper and for reading devices, on which a wide grid is pages of empty cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from normative.model.matrix import Cell, CellKind, Column, Crossing, Link, Matrix, Row, State, cell_text, states_of
from normative.model.message import Message, joined, say
from normative.model.tables.request import RELATIONS
from normative.outputs.table.shortened import Shortened

#: A grid in which less than this share of the cells says anything is a list in print.
SPARSE = 0.1
_HEADS = (CellKind.TEXT, CellKind.STATE)


def is_listable(matrix: Matrix) -> bool:
    """Tell whether a table is a grid whose columns lead somewhere, so that a list can name them."""
    return matrix.grid and all(column.link for column in matrix.columns[_first(matrix) :])


def is_sparse(matrix: Matrix) -> bool:
    """Tell whether a grid is filled so little that a list of what is in it is easier to read."""
    if not is_listable(matrix):
        return False
    cells = [cell for row in matrix.rows for cell in row.cells[_first(matrix) :]]
    return sum(map(bool, cells)) < SPARSE * len(cells)


def listed(matrix: Matrix) -> Shortened:
    """Return a grid as a list: what a row crosses stands beside it, after the sign of each relation that holds there.

    Behind what is crossed stand the numbers of the paragraphs, and the sign of what must be looked at, unless nearly
    all have the same.
    """
    first = _first(matrix)
    signs = _signs(matrix, first)
    usual = signs.most_common(1)[0][0] if signs else None
    rows, notes, count = [], [], 0
    for row in matrix.rows:
        crossed = tuple(_crossed(matrix, row, first, usual))
        if crossed and row is matrix.rows[-1] and isinstance(row.cells[0], str):
            # The last row of some grids is about the columns.
            notes.append(_about_columns(row.cells[0], [link.text for link in crossed]))
        elif crossed or any(map(states_of, row.cells[1:first])):
            heads = (*row.cells[:2], *(_without(cell, usual) for cell in row.cells[2:first]))
            rows.append(replace(row, cells=(*heads, crossed)))
        else:
            count += 1
    if usual:
        notes.append(say("Where no other sign stands, the state of review is '{state}'.", state=usual))
    shown = [state for state in State if state in signs and state != usual]
    shorter = replace(
        matrix,
        columns=(*matrix.columns[:first], Column(key="crosses", title="Crosses", kind=CellKind.LINKS, weight=8)),
        rows=tuple(rows),
        notes=(*matrix.notes, *notes),
        signs=(*matrix.signs, *_relations(matrix, first), *shown),
        grid=False,
    )
    return Shortened(matrix=shorter).leaving_out(count, "{count} row without an entry", "{count} rows without an entry")


def _about_columns(head: str, names: Sequence[str]) -> Message:
    """Return what the last row says, as a sentence; its head may be a message, whose first letter is small."""
    shown = head.values.get("key") if isinstance(head, Message) else None
    big = say("No counterpart in {key}", key=shown) if shown else f"{head[:1].upper()}{head[1:]}"
    return joined("", (big, ": ", ", ".join(names), "."))


def _first(matrix: Matrix) -> int:
    """Return where the columns that cross the rows begin."""
    return 1 + sum(1 for _head in takewhile(lambda column: column.kind in _HEADS, matrix.columns[1:]))


def _crossings(matrix: Matrix, first: int) -> Iterator[State]:
    """Yield the states of all cells that cross."""
    return (state for row in matrix.rows for cell in row.cells[first:] for state in states_of(cell))


def _signs(matrix: Matrix, first: int) -> Counter[State]:
    """Return how often each sign stands that is no relation."""
    return Counter(state for state in _crossings(matrix, first) if state not in RELATIONS)


def _relations(matrix: Matrix, first: int) -> list[State]:
    found = set(_crossings(matrix, first))
    return [state for state in RELATIONS if state in found]


def _without(cell: Cell, usual: State | None) -> Cell:
    return tuple(state for state in states_of(cell) if state != usual) if states_of(cell) else cell


def _crossed(matrix: Matrix, row: Row, first: int, usual: State | None) -> Iterator[Link]:
    """Yield the columns that a row crosses."""
    for column, cell in zip(matrix.columns[first:], row.cells[first:], strict=True):
        if not cell or column.link is None:
            continue
        states = states_of(cell)
        before = "".join(state.symbol for state in states if state in RELATIONS)
        after = "".join(state.symbol for state in states if state not in RELATIONS and state != usual)
        number = cell_text(cell.links if isinstance(cell, Crossing) else None if states else cell)
        words = (before, column.title, f"({number})" if number else "", after)
        yield replace(column.link, text="\u00a0".join(filter(None, words)))
