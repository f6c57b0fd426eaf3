"""Printed forms that make one row of neighbours of which the same is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from normative.model.matrix import Cell, Matrix, Row, cell_text, states_of
from normative.model.message import joined
from normative.outputs.table.shortened import links_of, position, shortened_names


def silences(matrix: Matrix) -> Matrix:
    """Set provisions into one row that are left out for the same reason."""
    state, reason = position(matrix, "state"), position(matrix, "reason")
    return _merged(matrix, lambda row: (row.group, row.detail, states_of(row.cells[state]), row.cells[reason] or row))


def places(matrix: Matrix) -> Matrix:
    """Set provisions into one row of which the same places say the same."""
    return _merged(matrix, lambda row: row.cells[1:])


def _merged(matrix: Matrix, said: Callable[[Row], object]) -> Matrix:
    """Set provisions that follow each other into one row if the same is said of them; subjects are joined."""
    subject = position(matrix, "subject", required=False)
    rows = []
    for _said, found in groupby(matrix.rows, key=said):
        same = list(found)
        provisions: Cell = shortened_names(link for row in same for link in links_of(row.cells[0]))
        cells = [provisions, *same[0].cells[1:]]
        if subject is not None:
            cells[subject] = joined("; ", filter(None, (cell_text(row.cells[subject]) for row in same)))
        rows.append(same[0] if len(same) == 1 else replace(same[0], cells=tuple(cells)))
    return replace(matrix, rows=tuple(rows))


def concordance(matrix: Matrix) -> Matrix:
    """Set paragraphs into one row that follow each other in both texts, and of which the same is said."""
    old, new = position(matrix, "old"), position(matrix, "new")
    rows = []
    for run in _runs(matrix.rows, old, new):
        first, last = run[0], run[-1]
        cells = list(first.cells)
        for index in (old, new):
            cells[index] = _from_to(first.cells[index], last.cells[index])
        rows.append(first if first is last else replace(first, cells=tuple(cells)))
    return replace(matrix, rows=tuple(rows))


def _runs(rows: Sequence[Row], old: int, new: int) -> Iterator[list[Row]]:
    run: list[Row] = []
    for row in rows:
        if run and not (_follows(run[-1], row, old) and _follows(run[-1], row, new) and _rest(run[-1], row, old, new)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _rest(one: Row, other: Row, old: int, new: int) -> bool:
    """Tell whether all else that two rows say is the same."""
    return one.group == other.group and all(
        cell == other.cells[index] for index, cell in enumerate(one.cells) if index not in (old, new)
    )


def _follows(one: Row, other: Row, index: int) -> bool:
    """Tell whether a number is the next one, or both are missing."""
    before, after = cell_text(one.cells[index]), cell_text(other.cells[index])
    if before.isdigit() and after.isdigit():
        return int(after) == int(before) + 1
    return not before and not after


def _from_to(first: Cell, last: Cell) -> Cell:
    """Return the numbers of the first and the last paragraph; the link leads to the first."""
    words = _dashed([cell_text(first), cell_text(last)])
    links = links_of(first)
    return (replace(links[0], text=words),) if links else words


def _dashed(numbers: Iterable[str]) -> str:
    return "–".join(dict.fromkeys(filter(None, numbers)))
