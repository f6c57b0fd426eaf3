"""Where the provisions of two instruments cross: the relations between them, and the paragraphs that rest on both.

Apart from the tables because the convergence matrix and the grids of the traceability matrix ask the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from normative.model.convergence import Convergence, Gap
from normative.model.matrix import State
from normative.model.paragraph import Paragraph
from normative.model.provision import Provision
from normative.model.register import Register
from normative.model.tables.request import RELATIONS, Axis, TableRequest, in_state, selected
from normative.model.tables.reviews import open_states

#: A row and a column.
Place = tuple[Provision, Provision]


def wanted(request: TableRequest) -> tuple[State, ...]:
    """Return the relations a request chooses, all where it names none."""
    return request.relation or RELATIONS


def related_pairs(
    register: Register, request: TableRequest, rows: Axis, columns: Axis
) -> list[tuple[Provision, Provision, Convergence]]:
    """Return every related pair of two instruments, just as cited, the rows' provision first."""
    relations = wanted(request)
    found = []
    for convergence in register.convergences:
        if State(convergence.relation.value) not in relations or not in_state(register, request, convergence):
            continue
        for one, other in convergence.pairs:
            pair = {one.instrument: one, other.instrument: other}
            if set(pair) == {rows.source, columns.source}:
                found.append((pair[rows.source], pair[columns.source], convergence))
    return found


def crossed_relations(
    register: Register, request: TableRequest, rows: Axis, columns: Axis
) -> Mapping[Provision, Mapping[Provision, tuple[State, ...]]]:
    """Return for each row with relations those to columns, and what must be looked at of one of them."""
    found: defaultdict[Provision, defaultdict[Provision, set[State]]] = defaultdict(lambda: defaultdict(set))
    for one, other, convergence in related_pairs(register, request, rows, columns):
        states = found[register.roll_up(one, rows.level)][register.roll_up(other, columns.level)]
        states.add(State(convergence.relation.value))
        states.update(open_states(register, convergence))
    return {row: {column: in_order(states) for column, states in related.items()} for row, related in found.items()}


def crossed_paragraphs(
    register: Register, request: TableRequest, rows: Axis, columns: Axis
) -> Mapping[Place, tuple[Paragraph, ...]]:
    """Return the paragraphs that rest on both provisions of each place, or on something inside them."""
    found: defaultdict[Place, dict[str, Paragraph]] = defaultdict(dict)
    for paragraph in selected(register, request):
        heads = {register.roll_up(item, rows.level) for item in paragraph.basis if item.instrument == rows.source}
        for item in paragraph.basis:
            if item.instrument == columns.source:
                column = register.roll_up(item, columns.level)
                for row in heads:
                    found[row, column][paragraph.id] = paragraph
    return {place: tuple(paragraphs.values()) for place, paragraphs in found.items()}


def in_order(states: Iterable[State]) -> tuple[State, ...]:
    """Return states in the order in which tables show them."""
    return tuple(sorted(states, key=list(State).index))


def gap_states(
    register: Register, request: TableRequest, axis: Axis, counterpart: Axis
) -> Mapping[Provision, tuple[State, ...]]:
    """Return ``gap`` for what lacks a counterpart, and what must be looked at of one of the gaps."""
    found: defaultdict[Provision, set[State]] = defaultdict(set)
    for provision, gap in lacking(register, request, axis.source, counterpart.source).items():
        states = found[register.roll_up(provision, axis.level)]
        states |= {State.GAP, *open_states(register, gap)}
    return {provision: in_order(states) for provision, states in found.items()}


def lacking(register: Register, request: TableRequest, key: str, counterpart: str) -> Mapping[Provision, Gap]:
    """Return the provisions of ``key`` that lack a counterpart in another instrument, where a request wants gaps."""
    if State.GAP not in wanted(request):
        return {}
    return {
        provision: gap
        for gap in register.gaps
        if gap.counterpart == counterpart and in_state(register, request, gap)
        for provision in gap.provisions
        if provision.instrument == key
    }
