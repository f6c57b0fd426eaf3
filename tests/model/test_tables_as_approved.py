"""Every kind of table with every way to choose, to cross and to arrange, as somebody has looked at and approved it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from approved import assert_approved, matrix_text
from normative.model.call import Call, Category, Publish, Submitter
from normative.model.call import Via as Way
from normative.model.collection import Collection, Member
from normative.model.comment import Comment
from normative.model.convergence import Convergence, Gap, Relation
from normative.model.diagnostics import Diagnostic
from normative.model.disposition import Decision, Disposition
from normative.model.dossier import Dossier
from normative.model.draft import Draft
from normative.model.history.freezing import freeze
from normative.model.inputs import Audience, Inputs, shown_inputs
from normative.model.instrument import Pinpoint
from normative.model.matrix import State
from normative.model.paragraph import Acceptance, Force, Paragraph
from normative.model.register import Register
from normative.model.review import Event, Person, Reviews, ReviewWord, Verdict
from normative.model.state import Participation, Position, StateRecord, States, Status, Vote
from normative.model.tables import compute_table
from normative.model.tables.request import (
    CATEGORIES,
    COMMITMENTS,
    INSTRUMENTS,
    OBLIGATIONS,
    PARAGRAPHS,
    SECTIONS,
    STATES,
    SUBMITTERS,
    CellForm,
    GroupBy,
    Layout,
    Order,
    TableKind,
    Via,
)
from normative.model.text import VOICE, Block, Span
from small_register import PLACE, Instruments, cited, request, small_register

GRID = ("CONV", "COMP at objective")
#: Rows, columns and options of the tables of each kind.
ASKED: dict[TableKind, list[tuple[tuple[str, ...], dict[str, Any]]]] = {
    TableKind.TRACEABILITY: [
        ((PARAGRAPHS, "CONV", "COMP"), {"stats": True, "group_by": GroupBy.SECTION}),
        ((PARAGRAPHS, "CONV"), {"only_gaps": True, "at_least": 50.0}),
        ((PARAGRAPHS, SECTIONS), {"cell": CellForm.COUNT}),
        ((SECTIONS, "CONV at paragraph", "COMP"), {"stats": True}),
        ((SECTIONS, PARAGRAPHS), {"cell": CellForm.IDS}),
        (("CONV at paragraph", PARAGRAPHS), {"group_by": GroupBy.PART, "sort": Order.MOST_PARAGRAPHS}),
        (("COMP", SECTIONS), {"group_by": GroupBy.HOLDER, "only_covered": True}),
        (GRID, {"stats": True, "via": Via.BOTH}),
        (GRID, {"cell": CellForm.COUNT, "only_covered": True}),
        (GRID, {"cell": CellForm.IDS, "via": Via.CONVERGENCES, "relation": (State.SYNERGY, State.GAP)}),
    ],
    TableKind.CONVERGENCE: [
        (GRID, {"stats": True, "at_least": 30.0, "group_by": GroupBy.PART}),
        (GRID, {"cell": CellForm.COUNT, "only_covered": True, "relation": (State.TENSION, State.GAP)}),
        (GRID, {"cell": CellForm.RELATION, "only_gaps": True, "state": (ReviewWord.UNREVIEWED,)}),
        (GRID, {"layout": Layout.LIST, "cell": CellForm.COUNT, "sort": Order.MOST_PARAGRAPHS}),
        (("COMP", "CONV"), {"layout": Layout.LIST, "cell": CellForm.IDS, "force": (Force.OBLIGATION,)}),
    ],
    TableKind.COVERAGE: [
        (("CONV",), {"group_by": GroupBy.PART, "at_least": 10.0}),
        (("CONV at paragraph",), {"cell": CellForm.COUNT, "sort": Order.MOST_PARAGRAPHS}),
        (("COMP",), {"cell": CellForm.IDS, "only_gaps": True, "holder": ("children",)}),
    ],
    TableKind.INSTRUMENT: [
        (("CONV",), {}),
        (("OPEN",), {"cell": CellForm.COUNT}),
        ((INSTRUMENTS, "CONV", "COMP", "CMT-GC2"), {"cell": CellForm.IDS}),
    ],
    TableKind.PARAGRAPHS: [
        ((PARAGRAPHS,), {"group_by": GroupBy.FORCE}),
        ((PARAGRAPHS, "COMP"), {"section": ("Alpha",)}),
        ((PARAGRAPHS,), {"only_gaps": True, "state": (ReviewWord.UNREVIEWED, ReviewWord.OBJECTED)}),
    ],
    TableKind.CROSSWALK: [
        ((COMMITMENTS,), {"at_least": 90.0}),
        ((OBLIGATIONS,), {"relation": (State.TENSION,)}),
        ((OBLIGATIONS,), {"only_gaps": True}),
    ],
    TableKind.CHART: [((SECTIONS,), {}), (("CONV at paragraph",), {}), (("COMP at action",), {})],
    TableKind.STATES: [((STATES, "CONV"), {}), ((PARAGRAPHS, "CONV"), {"group_by": GroupBy.SECTION})],
    TableKind.ACCEPTANCES: [((PARAGRAPHS,), {}), ((PARAGRAPHS,), {"force": (Force.GUIDANCE,)})],
    TableKind.DRAFTS: [(("",), {})],
    TableKind.CONCORDANCE: [(("1",), {}), (("1", "2"), {"section": ("Alpha", "Mid")})],
    TableKind.REVIEWS: [(("",), {})],
    TableKind.PINPOINTS: [(("",), {}), (("", "COMP"), {})],
    TableKind.PRACTICE: [(("", "CONV"), {}), (("", "COMP"), {})],
    TableKind.COLLECTION: [(("",), {}), (("", "COMP"), {})],
    TableKind.COLLECTED: [(("",), {}), (("", "CONV"), {})],
    TableKind.DIFFERENCES: [(("",), {}), (("", "COMP"), {})],
    TableKind.RECEIVED: [(("",), {}), (("",), {"calls": ("late",)})],
    TableKind.DISPOSITIONS: [
        (("",), {"group_by": GroupBy.SECTION}),
        (("",), {"group_by": GroupBy.DECISION, "only_gaps": True}),
        (("",), {"group_by": GroupBy.SUBMITTER, "calls": ("late",)}),
        (("",), {"group_by": GroupBy.CATEGORY, "section": ("Alpha",), "only_covered": True}),
    ],
    TableKind.STATISTICS: [((SECTIONS,), {}), ((CATEGORIES,), {"calls": ("first",)})],
    TableKind.INPUTS: [
        ((SUBMITTERS, SECTIONS), {"group_by": GroupBy.CATEGORY}),
        ((CATEGORIES, PARAGRAPHS), {}),
        ((SUBMITTERS, PARAGRAPHS), {"only_covered": True, "sort": Order.MOST_PARAGRAPHS, "calls": ("first",)}),
        ((CATEGORIES, SECTIONS), {"only_gaps": True}),
    ],
}


def _more(instruments: Instruments) -> list[Paragraph]:
    """Return paragraphs with what those of the small register have not: a part, a reading, voices, an acceptance."""
    (third,) = cited("CONV 3 (3)", instruments)
    basis = cited("CONV 3 (3), 10; COMP obj. 1; CMT-GC2 4; OPEN 7", instruments)
    words = (Span(text="They say so. "), Span(text="[proposal]", style=VOICE), Span(text=" They should act."))
    values: dict[str, Any] = {"document": "index", "place": PLACE}
    return [
        Paragraph(
            id="read",
            anchor="read",
            force=Force.OBLIGATION,
            basis=basis,
            reading=cited("CMT-GC2 5, 6", instruments),
            section=("Mid", "Other"),
            holder=("children",),
            blocks=(Block(spans=words),),
            **values,
        ),
        Paragraph(
            id="part",
            anchor="part",
            force=Force.OBLIGATION,
            basis=(third,),
            parts=((third, "(b)"),),
            draws_on=("STATE-1", "ORG-2"),
            blocks=(Block(spans=(Span(text="In part."),)),),
            **values,
        ),
        Paragraph(
            id="bare",
            anchor="bare",
            force=Force.COMMITMENT,
            blocks=(Block(spans=(Span(text="States have said so."),)),),
            accepts=(
                Acceptance(kind=Diagnostic.COMMITMENT_WITHOUT_POLITICAL_BASIS, reason="It is well known.", place=PLACE),
            ),
            **values,
        ),
    ]


def _states() -> States:
    return States(
        records=tuple(StateRecord(code=name[:3].upper(), name=name) for name in ("Northland", "Southland", "Westland")),
        participations=(
            Participation(state="NOR", instrument="CONV", status=Status.PARTY, date="1999-02-03", source="a list"),
            Participation(state="SOU", instrument="OPEN", status=Status.PARTY, date="2019", note="unclear"),
            Participation(state="SOU", instrument="CONV", status=Status.SIGNATORY, source="a list"),
            Participation(state="WES", instrument="CONV", status=Status.WITHDRAWN, date="2001", source="a list"),
        ),
        votes=(Vote(state="WES", instrument="COMP", position=Position.AGAINST),),
        as_of="2022",
        source="a list",
    )


def _inputs() -> Inputs:
    def sender(call: str, key: str, category: Category, publish: Publish, **values: Any) -> Submitter:
        return Submitter(call=call, key=key, name=f"Name of {key}", category=category, publish=publish, **values)

    def comment(number: str, subject: str = "", call: str = "first", **values: Any) -> Comment:
        return Comment(number=number, subject=subject, text=f"{number} says.", call=call, place=PLACE, **values)

    return Inputs(
        calls=tuple(Call(name=name, title=f"The {name} call", draft="1", place=PLACE) for name in ("first", "late")),
        submitters=(
            sender(
                "first", "STATE", Category.STATE, Publish.YES, state="Northland", received=datetime.date(2026, 2, 3)
            ),
            sender("first", "ORG", Category.CIVIL_SOCIETY, Publish.WITHOUT_NAME, language="fr"),
            sender("first", "QUIET", Category.ACADEMIA, Publish.NO),
            sender("late", "LATE", Category.STATE, Publish.YES, via=Way.PANEL, panel="2"),
        ),
        comments=(
            comment("STATE-1", "duty", draft="1", quote="Act", proposal="Do", reason="Because"),
            comment("STATE-2", "chapter/mid", draft="1"),
            comment("STATE-3", "question/ways"),
            comment("ORG-1", "gone", draft="1"),
            comment("ORG-2", "silence/CONV 10", draft="1"),
            comment("QUIET-1", "promise", draft="1"),
            comment("LATE-1", "more", call="late", draft="2"),
            comment("LATE-2", call="late", draft="2"),
        ),
        dispositions=(
            Disposition(
                comments=("STATE-1",),
                decision=Decision.ACCEPTED,
                changes=("promise", "gone"),
                reason="Yes.",
                place=PLACE,
            ),
            Disposition(
                comments=("ORG-1", "LATE-1"), decision=Decision.IN_PART, reason="Partly.", by="chair", place=PLACE
            ),
        ),
    )


@pytest.fixture(scope="module")
def whole(instruments: Instruments) -> Register:
    """The small register with more in it: drafts, comments, reviews, data on States, and other comments."""
    fourth, fifth, about = cited("CMT-GC2 4, 5; CONV 3 (3)", instruments)
    described = replace(
        instruments["CMT-GC2"],
        adopted=datetime.date(2014, 5, 6),
        symbol="T/GC/2",
        pinpoints={
            fourth: Pinpoint(provision=fourth, about="What it says"),
            fifth: Pinpoint(provision=fifth, about="And more", reads=(about,), checked_by="Anna", date="2026-01-01"),
        },
    )
    instruments = {**instruments, "CMT-GC2": described}
    small = small_register(instruments)
    gone = replace(small.paragraphs[0], id="gone", anchor="gone", section=("Alpha",))
    first = freeze(Register(instruments=instruments, paragraphs=[gone, *small.paragraphs]))
    second = freeze(Register(instruments=instruments, paragraphs=small.paragraphs, convergences=small.convergences))
    agreed = [
        Event(
            subject=name,
            own=item.fingerprint.own if place % 3 else "0" * 12,
            rests_on=item.fingerprint.rests_on if place % 4 else "1" * 12,
            verdict=Verdict.OBJECTED if place % 5 == 2 else Verdict.AGREED,
            by=by,
            date=datetime.date(2026, 3, 4),
            place=PLACE,
        )
        for by, step in (("anna", 1), ("ben", 2))
        for place, (name, item) in enumerate(freeze(small).subjects.items())
        if place % step == 0
    ]
    scope, duty, *others = small.paragraphs
    pairs = [replace(item, relation=Relation.TENSION) for item in small.convergences]
    otherwise = freeze(
        Register(
            instruments=instruments,
            paragraphs=[scope, replace(duty, force=Force.GUIDANCE), *others],
            convergences=pairs,
        )
    )
    member = Member(name="one", title="First comment", symbol="T/GC/1", url="https://example.org/one/", text=second)
    dossier = Dossier(
        drafts=(
            Draft(name="1", stage="first", date=datetime.date(2026, 1, 2), load=lambda: first),
            Draft(name="2", date=datetime.date(2026, 2, 2), symbol="T/2", load=lambda: second),
        ),
        reviews=Reviews(
            events=tuple(agreed),
            people={
                "anna": Person(key="anna", name="Anna Ames", printed=True),
                "ben": Person(key="ben", role="Expert"),
            },
            needed={"gap": 2},
            is_kept=True,
        ),
        collection=Collection(members=(member, replace(member, name="two", symbol="", url="", text=otherwise))),
    )
    shown, numbers = shown_inputs(_inputs(), Audience.PUBLIC)
    left, other = cited("CONV 4 bis; CONV 10", instruments)
    (right,) = cited("COMP obj. 2", instruments)
    return Register(
        instruments=instruments,
        paragraphs=[
            *small.paragraphs,
            *(replace(item, draws_on=tuple(numbers[name] for name in item.draws_on)) for item in _more(instruments)),
        ],
        convergences=[
            *small.convergences,
            Convergence(
                left=(left, other),
                right=(right,),
                relation=Relation.COMPLEMENT,
                reason="More.",
                source="analysis",
                place=PLACE,
            ),
        ],
        gaps=[*small.gaps, Gap(provisions=(right,), counterpart="CONV", reason="Nothing.", place=PLACE)],
        silences=small.silences,
        states=_states(),
        dossier=dossier,
        inputs=shown,
    )


@pytest.mark.parametrize("kind", ASKED)
def test_a_table_is_as_approved(kind: TableKind, whole: Register) -> None:
    assert list(TableKind) == list(ASKED)
    made = [compute_table(whole, request(kind, *axes, **options)) for axes, options in ASKED[kind]]
    assert_approved(f"matrix-{kind}", "".join(map(matrix_text, made)))
