"""What becomes of computed rows: which are shown and in what order, how many are covered, which columns are left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from normative.model.matrix import Column, Measure, Row, Total, cell_text, gathered
from normative.model.message import Message, say
from normative.model.tables.request import Order, TableRequest


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A row before a request has chosen.

    :param is_covered: whether it has an entry.
    :param paragraphs: how many paragraphs it is about, by which it may be sorted.
    """

    row: Row
    is_covered: bool
    paragraphs: int = 0


def chosen(candidates: Sequence[Candidate], request: TableRequest) -> tuple[Row, ...]:
    """Return the rows that a request shows, groups in the order of the text and rows in the order asked for."""
    shown = [
        candidate
        for candidate in candidates
        if not (request.only_gaps and candidate.is_covered) and not (request.only_covered and not candidate.is_covered)
    ]
    if request.sort is Order.MOST_PARAGRAPHS:
        first: dict[str, int] = {}
        for candidate in shown:
            first.setdefault(candidate.row.group, len(first))
        shown.sort(key=lambda candidate: (first[candidate.row.group], -candidate.paragraphs))
    return gathered([candidate.row for candidate in shown])


def measure(candidates: Iterable[Candidate]) -> Measure:
    """Return how many of all rows are covered, also of those a request hides."""
    known = list(candidates)
    missing = tuple(cell_text(candidate.row.cells[0]) for candidate in known if not candidate.is_covered)
    return Measure(rows=len(known), missing=missing)


def without_empty_columns(
    columns: Sequence[Column], rows: Sequence[Row], request: TableRequest, *, leading: int
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """Leave out the columns of a grid without an entry in any row, where a request asks for a choice of rows.

    :param leading: how many columns are kept whatever they hold.
    """
    if not (request.only_gaps or request.only_covered):
        return tuple(columns), tuple(rows)
    kept = [
        place
        for place in range(len(columns))
        if place < leading or any(row.cells[place] not in (None, ()) for row in rows)
    ]
    return (
        tuple(columns[place] for place in kept),
        tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows),
    )


def share_totals(key: str, label: str, count: int, rows: int) -> tuple[Total, Total]:
    """Return a figure, and its share of all rows."""
    share = round(100 * count / rows, 1) if rows else 0.0
    return (
        Total(key=key, label=label, value=count),
        Total(
            key=f"{key}_share",
            label=say("{label}, share", label=label if isinstance(label, Message) else say(label)),
            value=share,
            percent=True,
        ),
    )
