"""Printed forms of what relates to what: pairs with their reasons, and what is left to them elsewhere in a document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from normative.model.matrix import CellKind, Column, LinkKind, Matrix, Row, State, cell_text, states_of
from normative.model.message import joined, say
from normative.model.tables.request import RELATIONS, TableKind
from normative.outputs.table.shortened import Shortened, links_of, position, usual_text, with_rows, without_columns


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """What else a document prints.

    :param profiles: the keys of the instruments whose profiles it prints.
    :param pairs: its lists of pairs, in the order of the instrument of the first column.
    """

    profiles: Collection[str] = ()
    pairs: Sequence[Matrix] = ()
    _named: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named: dict[str, frozenset[str]] = {}
        for matrix in self.pairs:
            names = frozenset(link.text for row in matrix.rows for link in links_of(row.cells[1]))
            named[matrix.columns[0].title] = named.get(matrix.columns[0].title, frozenset()) | names
        object.__setattr__(self, "_named", named)

    @classmethod
    def of(cls, matrices: Iterable[Matrix], profiles: Collection[str]) -> Beside:
        """Return what a document with these tables and profiles prints."""
        return cls(profiles=profiles, pairs=tuple(filter(_is_pairs, matrices)))

    def lists_pairs_of(self, matrix: Matrix) -> bool:
        """Tell whether a table is a grid of pairs that a list of this document has as well, each with its reason."""
        is_grid = matrix.kind == TableKind.CONVERGENCE and matrix.grid
        return is_grid and any(
            matrix.columns[0].title == pairs.columns[0].title and matrix.totals == pairs.totals for pairs in self.pairs
        )

    def lists_relations(self, key: str, names: Collection[str]) -> bool:
        """Tell whether a list has what an instrument converges with, in the order of this instrument."""
        return bool(names) and self._named.get(key, frozenset()) >= frozenset(names)


#: Nothing else.
BESIDE_NOTHING = Beside()


def _is_pairs(matrix: Matrix) -> bool:
    return matrix.kind == TableKind.CONVERGENCE and position(matrix, "reason", required=False) is not None


def grid_of_pairs(matrix: Matrix) -> Shortened:
    """Leave a grid to the list of its pairs."""
    said = say("all rows; the list of pairs has each with its reason, and the paragraphs that rest on both")
    return Shortened(matrix=replace(matrix, columns=matrix.columns[:1], rows=(), grid=False), left_out=(said,))


def without_pairs(profile: Shortened, beside: Beside) -> Shortened:
    """Take out of a profile what it converges with where a list has that in the same order, else say it once.

    On the site the row of an article has what its paragraphs converge with, too; in print these follow it.
    """
    matrix = profile.matrix
    converges = position(matrix, "converges")
    links = [link for row in matrix.rows for link in links_of(row.cells[converges])]
    names = {link.text for link in links if link.kind is LinkKind.PROVISION}
    keys = {cell_text(row.cells[0]).partition(" ")[0] for row in matrix.rows}
    if len(keys) == 1 and beside.lists_relations(next(iter(keys)), names):
        paragraphs = position(matrix, "paragraphs")
        resting = with_rows(matrix, lambda row: bool(row.cells[paragraphs]))
        left_out = (*profile.left_out, say("what the provisions converge with, which the list of pairs has"))
        found = without_columns(resting.matrix, ["converges"], left_out)
        return found.leaving_out(
            resting.count,
            "{count} provision with a relation and without a paragraph",
            "{count} provisions with a relation and without a paragraph",
        )
    rows = [*matrix.rows]
    for place, row in enumerate(rows):
        if not row.detail:
            inner = {link for part in _parts(rows, place) for link in links_of(part.cells[converges])}
            own = tuple(link for link in links_of(row.cells[converges]) if link not in inner)
            rows[place] = replace(row, cells=(*row.cells[:converges], own, *row.cells[converges + 1 :]))
    return replace(profile, matrix=replace(matrix, rows=tuple(rows)))


def _parts(rows: Sequence[Row], place: int) -> Iterable[Row]:
    """Yield the subordinate rows that follow a row."""
    for row in rows[place + 1 :]:
        if not row.detail:
            return
        yield row


def pairs(matrix: Matrix) -> Shortened:
    """Set the relation and both provisions into one cell, and beside a reason its source and review if unusual."""
    if not _is_pairs(matrix):
        return Shortened(matrix=matrix)
    keys = ("reason", "source", "reviewed", "relation", "paragraphs")
    reason, source, review, relation, paragraphs = (position(matrix, key) for key in keys)
    sources = [cell_text(row.cells[source]) or "–" for row in matrix.rows]
    usual_source = usual_text(sources)
    usual_review = usual_text(cell_text(row.cells[review]) for row in matrix.rows)
    rows = []
    for row, named in zip(matrix.rows, sources, strict=True):
        beside = [named] if named != usual_source else []
        beside += [say(cell_text(row.cells[review]))] if cell_text(row.cells[review]) != usual_review else []
        said = (
            joined("", (cell_text(row.cells[reason]), " [", joined("; ", beside), "]")) if beside else row.cells[reason]
        )
        first, *others = (*links_of(row.cells[0]), *links_of(row.cells[1]))
        signs = "".join(state.symbol for state in states_of(row.cells[relation]))
        provisions = (replace(first, text=f"{signs}\u00a0{first.text}"), *others)
        rows.append(replace(row, cells=(provisions, said, row.cells[paragraphs])))
    columns = (
        Column(key="provisions", title="Provisions", kind=CellKind.LINKS, weight=2),
        replace(matrix.columns[reason], weight=12),
        replace(matrix.columns[paragraphs], title="Paras."),
    )
    usual = say(
        "Where a reason names nothing else, its source is '{source}', and the state of its review '{state}'. "
        "'Paras.' are those that rest on both provisions.",
        source=usual_source,
        state=say(usual_review),
    )
    shown = {state for row in matrix.rows for state in states_of(row.cells[relation])}
    relations = tuple(state for state in (*RELATIONS, State.GAP) if state in shown)
    return Shortened(
        matrix=replace(
            matrix,
            columns=columns,
            rows=tuple(rows),
            notes=(*matrix.notes, usual),
            signs=tuple(dict.fromkeys((*matrix.signs, *relations))),
        )
    )
