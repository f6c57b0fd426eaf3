"""``coverage``: an instrument's provisions with their state, the paragraphs by force and the reason for silence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from normative.model.matrix import CellKind, Column, Matrix, Measure, Row, State, Total
from normative.model.message import in_context
from normative.model.paragraph import Force, Paragraph
from normative.model.provision import Provision
from normative.model.register import CoverageState, Register
from normative.model.tables.cells import counting, paragraph_cell
from normative.model.tables.request import TableRequest, provision_group, provision_link, selected
from normative.model.tables.reviews import open_states
from normative.model.tables.rows import Candidate, chosen, share_totals

_COLUMNS = (
    Column(key="provision", title="Provision", kind=CellKind.LINKS, weight=2),
    Column(key="subject", title="Subject", kind=CellKind.TEXT, weight=5),
    Column(key="state", title=in_context("State", "of a provision"), kind=CellKind.STATE, weight=2, facet=True),
    Column(key="obligations", title="Obligations", kind=CellKind.LINKS, weight=2),
    Column(key="commitments", title="Commitments", kind=CellKind.LINKS, weight=2),
    Column(key="guidance", title="Guidance", kind=CellKind.LINKS, weight=2),
    Column(key="other", title="Other paragraphs", kind=CellKind.LINKS, weight=2),
    Column(key="reason", title="Reason for silence", kind=CellKind.TEXT, weight=4),
)
_FORCES = (Force.OBLIGATION, Force.COMMITMENT, Force.GUIDANCE, Force.PLAIN)


def coverage(register: Register, request: TableRequest) -> Matrix:
    """Compute the coverage of one instrument; the totals are over all its rows, also those a filter hides."""
    key, level = request.rows.source, request.rows.level
    grounded = grounded_by(register, selected(register, request), request)
    states = {row: register.coverage(row, grounded) for row in register.rows(key, level)}
    candidates = [
        Candidate(
            row=_row(register, request, provision, state, grounded.get(provision, ())),
            is_covered=state is CoverageState.ADDRESSED,
            paragraphs=len(grounded.get(provision, ())),
        )
        for provision, state in states.items()
    ]
    silent = tuple(register.name(row) for row, state in states.items() if state is CoverageState.SILENT)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=counting(_COLUMNS, request, ["obligations", "commitments", "guidance", "other"]),
        rows=chosen(candidates, request),
        totals=(*state_totals(list(states.values())), *_by_voice(register, grounded)),
        measure=Measure(rows=len(states), missing=silent),
    )


def grounded_by(
    register: Register, paragraphs: Sequence[Paragraph], request: TableRequest
) -> Mapping[Provision, tuple[Paragraph, ...]]:
    """Return the paragraphs that rest on each provision of the rows' instrument, at the rows' level."""
    found: defaultdict[Provision, dict[str, Paragraph]] = defaultdict(dict)
    for paragraph in paragraphs:
        for provision in paragraph.basis:
            if provision.instrument == request.rows.source:
                found[register.roll_up(provision, request.rows.level)][paragraph.id] = paragraph
    return {provision: tuple(items.values()) for provision, items in found.items()}


def state_totals(states: Sequence[CoverageState]) -> tuple[Total, ...]:
    """Return how many provisions there are, and how many and what share of them in each state."""
    counts, all_rows = Counter(states), len(states)
    totals = [Total(key="provisions", label="Provisions", value=all_rows)]
    for state in CoverageState:
        totals += share_totals(state.value, state.value.capitalize(), counts[state], all_rows)
    return tuple(totals)


def _by_voice(register: Register, grounded: Mapping[Provision, Sequence[Paragraph]]) -> Iterator[Total]:
    """Yield how many provisions obligations address as they stand, and how many as a body reads them alone.

    Nothing where no obligation of the text is a reading.
    """
    if not any(paragraph.reading and paragraph.force is Force.OBLIGATION for paragraph in register.paragraphs):
        return
    obligations = ([item for item in items if item.force is Force.OBLIGATION] for items in grounded.values())
    found = Counter(any(not item.reading for item in items) for items in obligations if items)
    yield Total(key="stated", label="Addressed by an obligation as the instrument states it", value=found[True])
    yield Total(key="read", label="Addressed by an obligation as a body reads it alone", value=found[False])


def _row(
    register: Register,
    request: TableRequest,
    provision: Provision,
    state: CoverageState,
    paragraphs: Sequence[Paragraph],
) -> Row:
    by_force = register.forces(paragraphs)
    silence = register.silence(provision) if state is CoverageState.JUSTIFIED else None
    return Row(
        cells=(
            (provision_link(register, provision),),
            register.record(provision).subject,
            (State(state.value), *(open_states(register, silence) if silence else ())),
            *(paragraph_cell(register, request, by_force[force]) for force in _FORCES),
            silence.reason if silence else "",
        ),
        group=provision_group(register, provision, request.group_by),
    )
