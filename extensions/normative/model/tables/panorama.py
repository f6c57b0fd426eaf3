"""``state-panorama``: which instruments bind each State, and what stands behind each obligation for it.

Two tables, because States times obligations would be a table nobody reads: one row for each State, and one row for each
treaty behind an obligation. What holds for a State follows from both: the second, with the treaties the first names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from normative.model.basis import part_words
from normative.model.convergence import Relation
from normative.model.instrument import Standing
from normative.model.matrix import Cell, CellKind, Column, Matrix, Row, Total, gathered
from normative.model.message import joined, say
from normative.model.paragraph import Force, Paragraph
from normative.model.provision import Provision
from normative.model.register import Register
from normative.model.state import StateRecord, Status
from normative.model.tables.paragraphs import opening
from normative.model.tables.request import (
    PARAGRAPHS,
    TableRequest,
    instrument_link,
    paragraph_group,
    paragraph_link,
    provision_link,
    selected,
    state_link,
)

#: What a cell prints where the data say nothing that must not be taken for a "no".
NOT_RECORDED = say("not recorded")
#: What is known of a vote where all are named that did either.
NEITHER = say("neither against nor abstaining")
_BASIS = say("basis")
#: From when the first treaty binds each State.
_BINDS_FROM = (Column(key="binds-from", title="Bound from", kind=CellKind.TEXT, weight=2),)
#: The columns of the table of States where a treaty stands behind a part of an obligation.
_IN_PART = (
    Column(key="obligations-in-part", title="Obligations in part", kind=CellKind.NUMBER),
    Column(key="paragraphs-in-part", title="Paragraphs in part", kind=CellKind.TEXT, weight=3),
)
_STANDING_BEHIND = (Relation.SYNERGY, Relation.COMPLEMENT)
DATES = say(
    "A date is that of the ratification, accession or succession by which the State became party; 'signed' means that "
    "it has signed only, 'withdrawn' that it has left it; an empty cell that nothing is recorded. 'Bound from' is "
    "computed from that day by the treaty's own rule. Under 'Obligations' is how many obligations rest on a treaty "
    "that binds the State, under 'Paragraphs' which ones; '12–14' are three of them."
)
_PARTS = say(
    "'Obligations' counts those behind whose whole text such a treaty stands. 'In part': the treaties that bind the "
    "State stand behind a part of the paragraph alone; the table of obligations, and the margin of the paragraph, say "
    "which."
)

#: Columns, rows, totals and notes of a table.
_Parts = tuple[tuple[Column, ...], Sequence[Row], tuple[Total, ...], tuple[str, ...]]


def state_panorama(register: Register, request: TableRequest) -> Matrix:
    """Compute the table of States, or that of obligations where rows are paragraphs.

    The first column names the instrument whose States, and whose absence, the panorama is about.
    """
    build = _by_paragraph if request.rows.source == PARAGRAPHS else _by_state
    as_of = register.states.as_of
    columns, rows, totals, notes = build(register, request)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=say("{title} (as of {date})", title=request.title, date=as_of) if as_of else request.title,
        columns=columns,
        rows=gathered(rows),
        totals=(Total(key="states", label="States", value=len(register.states.records)), *totals),
        notes=tuple(note for note in (*notes, register.states.note, _source(register)) if note),
    )


def _source(register: Register) -> str:
    return (
        say("Source of the data on States: {source}", source=register.states.source) if register.states.source else ""
    )


def _by_state(register: Register, request: TableRequest) -> _Parts:
    states, main = register.states, request.across.source
    obligations = _obligations(register, request)
    in_part = _IN_PART if any(is_part for keys in obligations.values() for is_part in keys.values()) else ()
    cited = _cited(register, request, Standing.BINDING)
    treaties = [key for key in cited if key in states.treaties]
    voted = [key for key in _cited(register, request, Standing.POLITICAL) if key in states.voted_on]
    columns = (
        Column(key="state", title="State", kind=CellKind.LINKS, weight=4),
        *(_instrument_column(register, key, key) for key in treaties[:1]),
        *(_BINDS_FROM if _has_rule(register, treaties) else ()),
        *(_instrument_column(register, key, key) for key in treaties[1:]),
        *(_instrument_column(register, key, say("Vote on {key}", key=key)) for key in voted),
        Column(key="obligations", title="Obligations", kind=CellKind.NUMBER),
        Column(key="paragraphs", title="Paragraphs", kind=CellKind.TEXT, weight=6),
        *in_part,
    )
    rows = [
        _state_row(register, state, treaties, voted, obligations, has_parts=bool(in_part)) for state in states.records
    ]
    parties = (
        [Total(key="parties", label=say("Parties to {key}", key=main), value=states.parties(main))]
        if main in treaties
        else []
    )
    totals = (
        Total(key="treaties", label="Treaties with data", value=len(treaties)),
        *parties,
        Total(key="obligations", label="Obligations in the text", value=len(obligations)),
    )
    notes = (DATES, _PARTS if in_part else "", _unknown(register, cited), _doubts(register, treaties))
    return columns, rows, totals, notes


def _instrument_column(register: Register, key: str, title: str) -> Column:
    link = instrument_link(register, key)
    return Column(key=key.lower(), title=title, kind=CellKind.TEXT, link=link, weight=2)


def _state_row(
    register: Register,
    state: StateRecord,
    treaties: Sequence[str],
    voted: Sequence[str],
    obligations: Mapping[str, Mapping[str, bool]],
    *,
    has_parts: bool,
) -> Row:
    bound = register.states.bound_by(state.code)
    whole: dict[int, bool] = {}
    in_part: dict[int, bool] = {}
    for identifier, keys in obligations.items():
        number, extents = register.numbers[identifier], {is_part for key, is_part in keys.items() if key in bound}
        whole[number], in_part[number] = False in extents, extents == {True}
    return Row(
        cells=(
            (state_link(state),),
            *(_status(register, state, key) for key in treaties[:1]),
            *([_binds_from(register, state, treaties[0])] if _has_rule(register, treaties) else []),
            *(_status(register, state, key) for key in treaties[1:]),
            *(_vote(register, state, key) for key in voted),
            sum(whole.values()),
            say("all") if whole and all(whole.values()) else _ranges(whole),
            *((sum(in_part.values()), _ranges(in_part)) if has_parts else ()),
        ),
        treaties=tuple(key for key in treaties if key in bound),
    )


def _status(register: Register, state: StateRecord, key: str) -> Cell:
    """Return since when a State is party; a star where the data have a note on it."""
    found = register.states.participation(state.code, key)
    if found is None:
        return None
    since = found.date or say("party")
    if found.binds_from and not register.states.is_bound(found):
        since = say("{since}, binds from {date}", since=since, date=found.binds_from.isoformat())
    words = {
        Status.PARTY: since,
        Status.SIGNATORY: say("signed {date}", date=found.date) if found.date else say("signed"),
        Status.WITHDRAWN: say("withdrawn {date}", date=found.date) if found.date else say("withdrawn"),
    }
    has_note = found.note or register.states.said(state.code, key)
    marks = ("*" if has_note else "") + ("†" if register.states.lacks_source(found) else "")
    return joined("", (words[found.status], marks)) if marks else words[found.status]


def _has_rule(register: Register, treaties: Sequence[str]) -> bool:
    """Tell whether the first treaty says when it begins to bind a State."""
    return bool(treaties) and register.instruments[treaties[0]].binds_after is not None


def _binds_from(register: Register, state: StateRecord, key: str) -> Cell:
    found = register.states.participation(state.code, key)
    if found is None or found.status is not Status.PARTY:
        return None
    return found.binds_from.isoformat() if found.binds_from else NOT_RECORDED


def _vote(register: Register, state: StateRecord, key: str) -> Cell:
    vote = register.states.vote(state.code, key)
    if vote is None and key in register.states.all_named:
        return NEITHER
    return say(vote.position.value) if vote else NOT_RECORDED


def _ranges(holds: Mapping[int, bool]) -> str:
    """Return the numbers of the obligations that hold; a range jumps over no other paragraph."""
    numbers = [number for number, does_hold in holds.items() if does_hold]
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0])]
    return ", ".join("–".join(map(str, dict.fromkeys((run[0], run[-1])))) for run in runs)


def _unknown(register: Register, cited: Iterable[str]) -> str:
    """Return which treaties behind the text the data have no status for."""
    missing = [key for key in cited if key not in register.states.treaties]
    return say("The data have no status of any State for {keys}.", keys=", ".join(missing)) if missing else ""


def _doubts(register: Register, treaties: Sequence[str]) -> str:
    """Return what the stars and daggers in the cells stand for."""
    states = register.states
    shown = [
        (f"{state.name}, {key}", found, states.said(state.code, key))
        for state in states.records
        for key in treaties
        if (found := states.participation(state.code, key))
    ]
    notes = [f"{name}: {found.note}" for name, found, _ in shown if found.note]
    notes += [
        f"{name}: {item.kind}, {item.about}{f' ({item.source})' if item.source else ''}"
        for name, _, said in shown
        for item in said
    ]
    lacking = say("† The row has no source.") if any(states.lacks_source(found) for _, found, _ in shown) else ""
    return joined(" ", filter(None, (f"* {'; '.join(notes)}." if notes else "", lacking)))


def _by_paragraph(register: Register, request: TableRequest) -> _Parts:
    main = request.across.source
    obligations = _obligations(register, request)
    columns = (
        Column(key="paragraph", title="Para.", kind=CellKind.LINKS),
        Column(key="text", title="Opening words", kind=CellKind.TEXT, weight=9),
        Column(key="treaty", title="Treaty", kind=CellKind.LINKS, weight=2),
        Column(key="provisions", title="Provisions", kind=CellKind.LINKS, weight=3),
        Column(key="as", title="Stands behind it as", kind=CellKind.TEXT, weight=2),
        Column(key="parties", title="Parties", kind=CellKind.NUMBER, weight=2),
    )
    rows = [
        row
        for identifier in obligations
        for row in _paragraph_rows(register, register.paragraph(identifier), main, request)
    ]
    parallel = sum(bool(keys.keys() - {main}) for keys in obligations.values())
    label = say("Resting on a treaty other than {key}", key=main)
    share = round(100 * parallel / len(obligations), 1) if obligations else 0.0
    totals = (
        Total(key="obligations", label="Obligations in the text", value=len(obligations)),
        Total(key="parallel", label=label, value=parallel),
        Total(
            key="parallel_share",
            label=say("{label}, share", label=label),
            value=share,
            percent=True,
        ),
    )
    return columns, rows, totals, (_unknown(register, _cited(register, request, Standing.BINDING)),)


def _paragraph_rows(register: Register, paragraph: Paragraph, main: str, request: TableRequest) -> Iterator[Row]:
    """Yield a row for each treaty in the basis, then for each that only converges with it."""
    own = _by_treaty(register, paragraph.basis, main)
    for key, provisions in own.items():
        parts = dict.fromkeys(dict(paragraph.parts).get(provision, "") for provision in provisions)
        stands_as = _BASIS if "" in parts else say("basis {parts}", parts=joined(", ", map(part_words, parts)))
        yield _paragraph_row(register, paragraph, key, provisions, stands_as, request)
    for relation in _STANDING_BEHIND:
        others = {
            other: None
            for provision in paragraph.basis
            for convergence in register.related.get(provision, ())
            if convergence.relation is relation
            for other in (convergence.right if provision in convergence.left else convergence.left)
            if other not in paragraph.basis
        }
        for key, provisions in _by_treaty(register, others, main).items():
            yield _paragraph_row(register, paragraph, key, provisions, say(relation.value), request)


def _paragraph_row(
    register: Register,
    paragraph: Paragraph,
    key: str,
    provisions: Iterable[Provision],
    stands_as: str,
    request: TableRequest,
) -> Row:
    is_known = key in register.states.treaties
    return Row(
        cells=(
            (paragraph_link(register, paragraph),),
            opening(register.text(paragraph)),
            (instrument_link(register, key),),
            tuple(provision_link(register, provision) for provision in provisions),
            stands_as,
            register.states.parties(key) if is_known else NOT_RECORDED,
        ),
        group=paragraph_group(paragraph, request.group_by),
        treaties=(key,) if is_known else (),
    )


def _obligations(register: Register, request: TableRequest) -> Mapping[str, Mapping[str, bool]]:
    """Return the keys of the treaties that each obligation rests on, by its id, with whether for a part of it alone."""
    return {
        paragraph.id: {
            key: not set(provisions) - dict(paragraph.parts).keys()
            for key, provisions in _by_treaty(register, paragraph.basis, "").items()
        }
        for paragraph in selected(register, request)
        if paragraph.force is Force.OBLIGATION
    }


def _cited(register: Register, request: TableRequest, standing: Standing) -> list[str]:
    """Return the keys of the instruments that paragraphs rest on, the panorama's own first, then by key."""
    main = request.across.source
    keys = {main, *(item.instrument for paragraph in selected(register, request) for item in paragraph.basis)}
    found = [key for key in keys if register.instruments[key].standing is standing]
    return sorted(found, key=lambda key: (key != main, key))


def _by_treaty(register: Register, provisions: Iterable[Provision], main: str) -> Mapping[str, list[Provision]]:
    """Return the provisions of binding instruments by key, those of ``main`` first, then by key."""
    found: dict[str, list[Provision]] = {}
    for provision in provisions:
        if register.instruments[provision.instrument].standing is Standing.BINDING:
            found.setdefault(provision.instrument, []).append(provision)
    return {key: found[key] for key in sorted(found, key=lambda key: (key != main, key))}
