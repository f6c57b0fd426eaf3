"""Printed forms that make one row of several: what is said of one paragraph, of one instrument, of like States."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from normative.model.matrix import Cell, CellKind, Column, Link, LinkKind, Matrix, Row, State, cell_text, states_of
from normative.model.message import Message, joined, say
from normative.model.tables.crosswalk import NONE, SAME
from normative.model.tables.panorama import DATES
from normative.outputs.table.shortened import Shortened, first_words, links_of, position

_ORDER = (State.TENSION, State.SYNERGY, State.COMPLEMENT)


def crosswalk(matrix: Matrix) -> Shortened:
    """Set all that stands beside a paragraph into one row, in a column for each relation."""
    relation, far = position(matrix, "relation"), 4
    rows = []
    for _target, found in groupby(matrix.rows, key=lambda row: cell_text(row.cells[0])):
        same = list(found)
        opening = same[0].group.partition(": ")[2] or same[0].group
        columns = [
            _union(row.cells[far] for row in same if state in states_of(row.cells[relation])) for state in _ORDER
        ]
        shared = _union(row.cells[far] for row in same if row.cells[relation] == SAME)
        beside: tuple[Cell, ...] = (*columns, shared)
        if not any(beside):
            beside = (NONE, *beside[1:])
        rows.append(Row(cells=(same[0].cells[0], first_words(opening), *beside)))
    titles = (*(state.value.capitalize() for state in _ORDER), SAME.capitalize())
    heads = tuple(Column(key=title.lower(), title=title, kind=CellKind.LINKS, weight=2) for title in titles)
    opening_words = Column(key="text", title="Opening words", kind=CellKind.TEXT, weight=8)
    shorter = replace(
        matrix, columns=(matrix.columns[0], opening_words, *heads), rows=tuple(rows), notes=matrix.notes[:1]
    )
    return Shortened(matrix=shorter, left_out=(say("the provisions that connect the paragraphs, and the reasons"),))


def instruments(matrix: Matrix) -> Shortened:
    """Set the provisions on which paragraphs rest, or to which a relation leads, beside their instrument."""
    rows: list[Row] = []
    count, doubt = 0, (State.UNVERIFIED.symbol,)
    for head, parts in _with_parts(matrix.rows):
        link, title, _symbol, standing, *_ = head.cells
        entries = [row for row in parts if row.cells[5] or row.cells[6]]
        count += not entries
        if entries:
            named = f"{cell_text(title)} {State.UNVERIFIED.symbol}" if head.cells[7] else title
            key = f"{cell_text(link)} "
            provisions = tuple(
                replace(item, text=" ".join((item.text.removeprefix(key), *(doubt if row.cells[7] else ()))))
                for row in entries
                for item in links_of(row.cells[0])
            )
            paragraphs = _union(row.cells[5] for row in entries)
            rows.append(
                Row(cells=(link, named, standing, provisions, paragraphs, _union(row.cells[6] for row in entries)))
            )
    keys = ("provision", "title", "standing", "provision", "paragraphs", "converges")
    columns = [matrix.columns[position(matrix, key)] for key in keys]
    columns[0] = replace(columns[0], title="Instrument")
    columns[1] = replace(columns[1], weight=6)
    columns[3] = replace(columns[3], key="provisions", title="Provisions", weight=4)
    shorter = replace(matrix, columns=tuple(columns), rows=tuple(rows), signs=(State.UNVERIFIED,))
    return Shortened(matrix=shorter, left_out=(say("symbols, dates and subjects"),)).leaving_out(
        count,
        "{count} instrument on which no paragraph rests; the bibliography has it if it is cited",
        "{count} instruments on which no paragraph rests; the bibliography has those that are cited",
    )


def states(matrix: Matrix) -> Shortened:
    """Set States that the same treaties bind into one row; those with the most States come first."""
    number, which = position(matrix, "obligations"), position(matrix, "paragraphs")
    patterns: dict[tuple[object, ...], list[Row]] = {}
    for row in matrix.rows:
        patterns.setdefault((row.treaties, *row.cells[number:]), []).append(row)
    rows = []
    for alike in sorted(patterns.values(), key=len, reverse=True):
        row = alike[0]
        parts = [_named(row.cells[number], row.cells[which])]
        if row.cells[which + 1 :]:
            parts.append(_named(row.cells[-2], row.cells[-1]))
        named = _union(row.cells[0] for row in alike)
        rows.append(Row(cells=(", ".join(row.treaties) or say("none of them"), len(alike), named, *parts)))
    columns = [
        Column(key="treaties", title="Bound by", kind=CellKind.TEXT, weight=3),
        Column(key="count", title="States", kind=CellKind.NUMBER),
        Column(key="states", title="Which", kind=CellKind.LINKS, weight=14),
        Column(key="obligations", title="Obligations", kind=CellKind.TEXT, weight=4),
        Column(key="obligations-in-part", title="In part", kind=CellKind.TEXT, weight=3),
    ]
    notes = tuple(note for note in matrix.notes if note != DATES and not note.startswith(("* ", "† ")))
    shorter = replace(matrix, columns=tuple(columns[: len(rows[0].cells)]), rows=tuple(rows), notes=notes)
    return Shortened(
        matrix=shorter, left_out=(say("the day from which each treaty binds each State, signatures, votes and doubts"),)
    )


def _named(number: Cell, which: Cell) -> Message:
    """Return a number of paragraphs, and which they are."""
    return joined(": ", filter(None, map(cell_text, (number, which))))


def obligations(matrix: Matrix) -> Shortened:
    """Set the treaties behind an obligation into one row."""
    treaty, provisions, stands, parties = (position(matrix, key) for key in ("treaty", "provisions", "as", "parties"))
    rows = []
    for _target, found in groupby(matrix.rows, key=lambda row: cell_text(row.cells[0])):
        same = list(found)
        own = [row for row in same if cell_text(row.cells[stands]).startswith("basis")]
        others = _union(row.cells[provisions] for row in same if row not in own)
        opening = first_words(cell_text(same[0].cells[1]))
        basis = _union(row.cells[provisions] for row in own)
        rows.append(replace(same[0], cells=(same[0].cells[0], opening, basis, others)))
    columns = (
        matrix.columns[0],
        replace(matrix.columns[1], weight=8),
        Column(key="basis", title="Rests on", kind=CellKind.LINKS, weight=6),
        Column(key="converging", title="Converging provisions", kind=CellKind.LINKS, weight=3),
    )
    counts = {cell_text(row.cells[treaty]): cell_text(row.cells[parties]) for row in matrix.rows}
    told = ", ".join(f"{key} {count or '–'}" for key, count in sorted(counts.items()))
    notes = (*matrix.notes, say("Parties to each treaty: {treaties}.", treaties=told))
    left_out = (say("for which part of a paragraph a treaty stands"),)
    return Shortened(matrix=replace(matrix, columns=columns, rows=tuple(rows), notes=notes), left_out=left_out)


def _with_parts(rows: Sequence[Row]) -> Iterable[tuple[Row, list[Row]]]:
    """Yield each row that is not subordinate with those that are subordinate to it."""
    found: list[tuple[Row, list[Row]]] = []
    for row in rows:
        if row.detail:
            found[-1][1].append(row)
        else:
            found.append((row, []))
    return found


def _union(cells: Iterable[Cell]) -> tuple[Link, ...]:
    """Return the links of several cells, each once; paragraphs in the order of their numbers."""
    found: Mapping[Link, None] = {link: None for cell in cells for link in links_of(cell)}
    are_numbers = all(link.kind is LinkKind.PARAGRAPH and link.text.isdigit() for link in found)
    return tuple(sorted(found, key=lambda link: int(link.text))) if are_numbers else tuple(found)
