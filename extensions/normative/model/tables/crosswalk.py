"""``crosswalk``: the obligations under each commitment, and the commitments that carry each obligation further."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from normative.model.matrix import Cell, CellKind, Column, Matrix, Row, State, Total, states_of
from normative.model.message import joined, say
from normative.model.paragraph import Force, Paragraph
from normative.model.register import Register
from normative.model.tables.paragraphs import opening
from normative.model.tables.paths import Network, Path
from normative.model.tables.request import COMMITMENTS, TableRequest, paragraph_link, provision_link, selected
from normative.model.tables.reviews import review_cell
from normative.model.tables.rows import Candidate, chosen, measure, share_totals

_OF_WHICH = {
    Force.COMMITMENT: say("Provision of the commitment"),
    Force.OBLIGATION: say("Provision of the obligation"),
}
#: What stands in place of a paragraph where there is none.
NONE = say("none")
SAME = say("same provision")
_AS_CITED = say("as cited")
_NOTES = {
    Force.COMMITMENT: say("Each commitment with the obligations that stand under it; it must not fall short of any."),
    Force.OBLIGATION: say("Each obligation with the commitments that carry it further."),
}
_HOW = say(
    "Two paragraphs are connected by a pair of provisions that the register relates, or by a provision on which both "
    "rest. The last column says where they rest on a part of it, or on the whole; such a link is left out where the "
    "same two are connected as cited, unless it is a tension. 'none' means that the register connects nothing; it does "
    "not mean that there is no such law."
)


def crosswalk(register: Register, request: TableRequest) -> Matrix:
    """Compute one direction: a row for each pair of provisions that connects a paragraph, or one that says ``none``."""
    near, far = Force.COMMITMENT, Force.OBLIGATION
    if request.rows.source != COMMITMENTS:
        near, far = far, near
    network = Network(register, [item for item in register.paragraphs if item.force is far])
    paths = {item.id: network.paths(item) for item in selected(register, request) if item.force is near}
    candidates = [
        Candidate(row=row, is_covered=bool(found), paragraphs=len({path.paragraph.id for path in found}))
        for identifier, found in paths.items()
        for row in _rows(network, register.paragraph(identifier), found)
    ]
    wanted = set(request.relation)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=_columns(near, far),
        rows=tuple(row for row in chosen(candidates, request) if not wanted or wanted & set(states_of(row.cells[2]))),
        totals=tuple(_totals(near, far, paths)),
        notes=(_NOTES[near], _HOW),
        measure=measure(
            Candidate(row=_row(register, register.paragraph(identifier), ()), is_covered=bool(found))
            for identifier, found in paths.items()
        ),
    )


def _columns(near: Force, far: Force) -> tuple[Column, ...]:
    return (
        Column(key=near.value, title=near.value.capitalize(), kind=CellKind.LINKS, weight=2),
        Column(key="own", title="Its provision", kind=CellKind.LINKS, weight=3),
        Column(key="relation", title="Relation", kind=CellKind.STATE, weight=3, facet=True),
        Column(key="far", title=_OF_WHICH[far], kind=CellKind.LINKS, weight=3),
        Column(key=f"{far.value}s", title=f"{far.value.capitalize()}s", kind=CellKind.LINKS, weight=3),
        Column(key="reason", title="Reason", kind=CellKind.TEXT, weight=12),
        Column(key="reviewed", title="Review", kind=CellKind.STATE, weight=3, facet=True),
        Column(key="match", title="What the paragraphs cite", kind=CellKind.TEXT, weight=4),
    )


def _rows(network: Network, paragraph: Paragraph, paths: Iterable[Path]) -> Iterator[Row]:
    register = network.register
    alike: dict[tuple[object, ...], list[Path]] = {}
    for path in paths:
        key = (path.own, path.relation, path.far, path.reason, path.review, _match(register, path))
        alike.setdefault(key, []).append(path)
    rows = [_row(register, paragraph, _linked(register, found)) for found in alike.values()]
    yield from rows or [_row(register, paragraph, _unlinked(network, paragraph))]


def _row(register: Register, paragraph: Paragraph, cells: tuple[Cell, ...]) -> Row:
    number = register.numbers[paragraph.id]
    return Row(
        cells=((paragraph_link(register, paragraph),), *cells),
        group=say(
            "{force} {number}: {words}",
            force=say(paragraph.force.value.capitalize()),
            number=number,
            words=opening(register.text(paragraph)),
        ),
    )


def _linked(register: Register, paths: Sequence[Path]) -> tuple[Cell, ...]:
    """Return the cells of paths that differ in nothing but the paragraph they lead to."""
    path, *_others = paths
    return (
        (provision_link(register, path.own),),
        (path.relation,) if path.relation else SAME,
        (provision_link(register, path.far),),
        tuple(paragraph_link(register, found.paragraph) for found in paths),
        path.reason,
        path.review,
        _match(register, path),
    )


def _unlinked(network: Network, paragraph: Paragraph) -> tuple[Cell, ...]:
    """Return the cells of a paragraph that nothing connects, with the gaps that say why."""
    gaps = network.gaps(paragraph)
    provisions = dict.fromkeys(provision for gap in gaps for provision in gap.provisions)
    return (
        tuple(provision_link(network.register, provision) for provision in provisions),
        (State.GAP,) if gaps else (),
        (),
        NONE,
        " ".join(dict.fromkeys(gap.reason for gap in gaps)),
        review_cell(network.register, *gaps) if gaps else "",
        "",
    )


def _match(register: Register, path: Path) -> str:
    """Say how what the paragraphs cite matches the provisions that connect them."""
    found = []
    for cited, related in zip(path.cited, (path.own, path.far), strict=True):
        if cited != related:
            is_part = related in register.instruments[cited.instrument].chain(cited)
            sentence = "{cited}, a part of {related}" if is_part else "{cited}, which contains {related}"
            found.append(say(sentence, cited=register.name(cited), related=register.name(related)))
    return joined("; ", found) if found else _AS_CITED


def _totals(near: Force, far: Force, paths: Mapping[str, list[Path]]) -> Iterator[Total]:
    covered = sum(bool(found) for found in paths.values())
    word = "With an obligation under them" if far is Force.OBLIGATION else "With a commitment that carries them further"
    yield Total(key="rows", label=f"{near.value.capitalize()}s", value=len(paths))
    yield from share_totals("covered", say(word), covered, len(paths))
    yield Total(key=NONE, label="With none", value=len(paths) - covered)
    tense = sum(any(path.relation is State.TENSION for path in found) for found in paths.values())
    yield Total(key=State.TENSION.value, label="In tension with one", value=tense)
