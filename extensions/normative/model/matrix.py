"""What every reviewer's table is made of: columns, rows and cells that hold values.

A cell holds a relation, a state, a number or the paragraphs and provisions it names; never markup and never a
colour. HTML, PDF, CSV, XLSX and JSON are written from the same :class:`Matrix`, so their numbers are equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class CellKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    LINKS = "links"
    STATE = "state"
    CROSSING = "crossing"


class State(StrEnum):
    """A word from a closed set that a cell shows; outputs add a symbol and a colour to it."""

    ADDRESSED = "addressed"
    JUSTIFIED = "justified"
    SILENT = "silent"
    SYNERGY = "synergy"
    COMPLEMENT = "complement"
    TENSION = "tension"
    GAP = "gap"
    OBJECTED = "objected"
    SUSPECT_WORDS = "suspect: its words changed"
    SUSPECT_GROUNDS = "suspect: what it rests on changed"
    UNREVIEWED = "unreviewed"
    UNVERIFIED = "unverified"

    @property
    def symbol(self) -> str:
        """The sign shown beside the word, so that nothing rests on colour alone."""
        return _SIGNS[self][0]

    @property
    def slug(self) -> str:
        """The word as a part of a name."""
        return self.name.lower().replace("_", "-")

    @property
    def meaning(self) -> str:
        """What the word says of the place where it stands, as legends explain it."""
        return _SIGNS[self][1]


_SIGNS = {
    State.ADDRESSED: ("●", "at least one paragraph rests on the provision"),
    State.JUSTIFIED: ("◐", "left out, with a reason"),
    State.SILENT: ("○", "neither addressed nor left out with a reason"),
    State.SYNERGY: ("=", "both provisions say the same"),
    State.COMPLEMENT: ("+", "one provision adds something to the other"),
    State.TENSION: ("×", "the provisions pull apart"),
    State.GAP: ("–", "the provision has no counterpart in the other instrument"),
    State.OBJECTED: ("!", "a reviewer objects to it"),
    State.SUSPECT_WORDS: ("¶", "it was reviewed, and says something else now"),
    State.SUSPECT_GROUNDS: ("§", "it was reviewed, and a provision that it names has another row now"),
    State.UNREVIEWED: ("?", "nobody has reviewed it yet"),
    State.UNVERIFIED: ("†", "nobody has checked it against a source yet"),
}


class LinkKind(StrEnum):
    """What a link leads to."""

    PARAGRAPH = "paragraph"
    PROVISION = "provision"
    INSTRUMENT = "instrument"
    STATE = "state"
    ADDRESS = "address"


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A named target.

    :param target: a paragraph's id, the slug of a provision or a State, an instrument's key, or an address elsewhere.
    :param text: what is printed: ``"12"``, ``"ICRMW 22 (1)"``.
    """

    kind: LinkKind
    target: str
    text: str

    @property
    def outside(self) -> str:
        """The address that it leads to beyond the text; ``""`` where it leads to a place in it, or to none."""
        return self.target if self.kind is LinkKind.ADDRESS and "://" in self.target else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Crossing:
    """A cell of a grid: the states that hold where a row and a column cross, and the paragraphs that show it.

    :param count: how many paragraphs show it, where they are counted; outputs that can show which on request do.
    """

    states: tuple[State, ...] = ()
    links: tuple[Link, ...] = ()
    count: int | None = None


#: The value of one cell: text, a count (int), a share of 0 to 100 (float), links, states or a crossing of a grid.
Cell = str | int | float | tuple[Link, ...] | tuple[State, ...] | Crossing | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: ``key`` is its stable name in JSON, ``title`` its printed head."""

    key: str
    title: str
    kind: CellKind
    link: Link | None = None
    weight: int = 1
    """Share of the table's width against the other columns."""
    facet: bool = False
    """Whether its values are few words by which readers choose rows; several in a cell are separated by semicolons."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row, with as many cells as the matrix has columns; the first cell heads the row."""

    cells: tuple[Cell, ...]
    group: str = ""
    """The heading this row stands under; rows of one group follow each other."""
    detail: bool = False
    """True for a subordinate row (a paragraph of an article), indented below the row before it."""
    treaties: tuple[str, ...] = ()
    """In a panorama the keys of the treaties that bind the row's State, or of the one that stands behind its paragraph;
    a reader picks rows by them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """A figure over the whole table: ``value`` is a count, or a share of 0 to 100 where ``percent`` is true."""

    key: str
    label: str
    value: int | float
    percent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """How much of a table is covered, over all its rows; what ``:at-least:`` is compared with.

    :param missing: what heads the rows that are not covered.
    """

    rows: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of covered rows, 0 to 100; of no rows all are."""
        return 100 * (self.rows - len(self.missing)) / self.rows if self.rows else 100.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """A table for reviewers.

    :param name: unique in the document; the stem of its files.
    :param kind: the directive it was asked for with: ``coverage``, ``traceability-matrix``, ...
    :param signs: states whose symbols stand within the text of cells, for the legend.
    :param grid: true where columns after the first are provisions or paragraphs with few characters in a cell.
    :param measure: ``None`` where a table has nothing that could be covered.
    """

    name: str
    kind: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Total, ...] = ()
    signs: tuple[State, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences that stand below the table in every output: how to read it, and what its data do not know."""
    grid: bool = False
    measure: Measure | None = None
    legend: tuple[State, ...] = field(init=False, repr=False, compare=False)
    """The states that the table really shows."""

    def __post_init__(self) -> None:
        shown = set(self.signs)
        for row in self.rows:
            for cell in row.cells:
                # Most cells of a grid are empty.
                if cell is not None:
                    shown.update(states_of(cell))
        object.__setattr__(self, "legend", tuple(state for state in State if state in shown))


def states_of(cell: Cell) -> tuple[State, ...]:
    """Return the states a cell shows."""
    if isinstance(cell, Crossing):
        return cell.states
    if not isinstance(cell, tuple):
        return ()
    return tuple(item for item in cell if isinstance(item, State))


def cell_text(cell: Cell, *, separator: str = ", ") -> str:
    """Return a cell as plain text, the same in every output without markup."""
    if cell is None:
        return ""
    if isinstance(cell, Crossing):
        counted: Cell = cell.links if cell.count is None else cell.count
        parts = (cell_text(cell.states, separator=separator), cell_text(counted, separator=separator))
        return ": ".join(part for part in parts if part)
    if isinstance(cell, tuple):
        return separator.join(item.text if isinstance(item, Link) else item.value for item in cell)
    if isinstance(cell, float):
        return f"{cell:.1f}"
    return cell if isinstance(cell, str) else str(cell)


def gathered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows with those of one group together, in the order in which the groups begin."""
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row.group, len(first))
    return tuple(sorted(rows, key=lambda row: first[row.group]))


def groups(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return the rows cut where their group changes, in order."""
    cut: list[tuple[str, list[Row]]] = []
    for row in rows:
        if not cut or cut[-1][0] != row.group:
            cut.append((row.group, []))
        cut[-1][1].append(row)
    return cut
