"""The tables of a collection: which comments rest on a provision, how each reads it, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from normative.model.collection import Difference, Member, Saying
from normative.model.draft import FrozenParagraph
from normative.model.matrix import Cell, CellKind, Column, Link, LinkKind, Matrix, Row, Total
from normative.model.provision import Provision
from normative.model.register import Register
from normative.model.tables.request import TableRequest, provision_link
from normative.model.voice import voices

_PROVISION = Column(key="provision", title="Provision", kind=CellKind.LINKS, weight=2)
_SUBJECT = Column(key="subject", title="Subject", kind=CellKind.TEXT, weight=3)
_PARAGRAPHS = (
    Column(key="comment", title="Comment", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="paragraph", title="Para.", kind=CellKind.LINKS),
    Column(key="force", title="Force", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="voices", title="Voices", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="words", title="Text", kind=CellKind.TEXT, weight=12),
    Column(key="section", title="Section", kind=CellKind.TEXT, weight=3),
)


def collection_matrix(register: Register, request: TableRequest) -> Matrix:
    """Compute provisions against comments: the paragraphs of each that rest on it."""
    members = register.collection.members
    rows: defaultdict[Provision, defaultdict[str, dict[str, FrozenParagraph]]] = defaultdict(lambda: defaultdict(dict))
    for saying in _chosen(register, request):
        instrument = register.instruments[saying.provision.instrument]
        place = instrument.roll_up(saying.provision)
        rows[place][saying.member.name][saying.paragraph.id] = saying.paragraph
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=(
            _PROVISION,
            _SUBJECT,
            *(Column(key=member.name, title=member.label, kind=CellKind.LINKS, weight=2) for member in members),
            Column(key="comments", title="Comments", kind=CellKind.NUMBER),
        ),
        rows=tuple(
            Row(
                cells=(
                    (provision_link(register, provision),),
                    _subject(register, provision),
                    *(_links(member, by_member[member.name].values()) for member in members),
                    sum(bool(by_member[member.name]) for member in members),
                )
            )
            for provision, by_member in rows.items()
        ),
        totals=(
            Total(key="provisions", label="Provisions", value=len(rows)),
            Total(key="comments", label="Comments", value=len(members)),
        ),
    )


def collection_paragraphs(register: Register, request: TableRequest) -> Matrix:
    """Compute the list of all paragraphs; of instruments that are asked for, by the provisions that they rest on."""
    collection = register.collection
    if request.columns:
        rows = tuple(
            Row(cells=((provision_link(register, provision),), *_paragraph(saying.member, saying.paragraph)))
            for provision, sayings in groupby(_chosen(register, request), lambda saying: saying.provision)
            for saying in sayings
        )
    else:
        rows = tuple(
            Row(cells=(*_paragraph(member, paragraph), "; ".join(paragraph.basis.values())))
            for member in collection.members
            for paragraph in member.text.paragraphs
        )
    basis = Column(key="basis", title="Basis", kind=CellKind.TEXT, weight=4)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=(_PROVISION, *_PARAGRAPHS) if request.columns else (*_PARAGRAPHS, basis),
        rows=rows,
        totals=(
            Total(key="rows", label="Paragraphs", value=len(rows)),
            Total(key="comments", label="Comments", value=len(collection.members)),
        ),
    )


def collection_differences(register: Register, request: TableRequest) -> Matrix:
    """Compute where comments differ, forces before relations: a row for each thing that some of them say."""
    members = register.collection.members
    keys = {axis.source for axis in request.columns}
    found = [
        item
        for item in register.collection.differences(register.instruments)
        if not keys or item.provision.instrument in keys
    ]
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=(
            Column(key="about", title="About", kind=CellKind.TEXT, weight=3),
            Column(key="what", title="Differs in", kind=CellKind.TEXT, weight=2, facet=True),
            Column(key="said", title="Is said to be", kind=CellKind.TEXT, weight=2, facet=True),
            Column(key="comments", title="By", kind=CellKind.LINKS, weight=8),
        ),
        rows=tuple(
            Row(cells=(item.about, item.what, said, tuple(_said_by(item, said, members))))
            for item in found
            for said in dict.fromkeys(item.said.values())
        ),
        totals=(Total(key="differences", label="Differences", value=len(found)),),
    )


def _said_by(item: Difference, said: str, members: Iterable[Member]) -> Iterator[Link]:
    """Yield the paragraphs that say something of it; of a relation, which has none, the comments."""
    for member in members:
        if item.said.get(member.name) != said:
            continue
        paragraphs = item.paragraphs.get(member.name)
        if paragraphs is None:
            yield Link(kind=LinkKind.ADDRESS, target=member.url or member.name, text=member.label)
            continue
        for link in _links(member, paragraphs):
            yield replace(link, text=f"{member.label}, para. {link.text}")


def _chosen(register: Register, request: TableRequest) -> Iterator[Saying]:
    keys = {axis.source for axis in request.columns}
    return (
        item
        for item in register.collection.sayings(register.instruments)
        if not keys or item.provision.instrument in keys
    )


def _subject(register: Register, provision: Provision) -> str:
    return register.record(provision).subject


def _paragraph(member: Member, paragraph: FrozenParagraph) -> tuple[Cell, ...]:
    return (
        member.label,
        _links(member, [paragraph]),
        paragraph.force.value,
        "; ".join(voices(paragraph)),
        member.words(paragraph),
        " / ".join(paragraph.section),
    )


def _links(member: Member, paragraphs: Iterable[FrozenParagraph]) -> tuple[Link, ...]:
    return tuple(
        Link(
            kind=LinkKind.ADDRESS,
            target=member.address(paragraph) or f"{member.name}#{paragraph.id}",
            text=str(paragraph.number),
        )
        for paragraph in sorted(paragraphs, key=lambda paragraph: paragraph.number)
    )
