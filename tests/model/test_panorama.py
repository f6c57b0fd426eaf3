"""The panorama of States over one small register: what binds each State, and what stands behind each obligation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from normative.model.citation import parse_citation
from normative.model.convergence import Convergence, Relation
from normative.model.diagnostics import Place
from normative.model.instrument import Instrument
from normative.model.matrix import Link, LinkKind, Matrix, cell_text
from normative.model.paragraph import Force, Paragraph
from normative.model.provision import Provision
from normative.model.register import Register
from normative.model.state import Participation, Position, StateRecord, States, Status, Vote
from normative.model.tables import compute_table
from normative.model.tables.checks import check_tables
from normative.model.tables.request import PARAGRAPHS, STATES, Axis, GroupBy, TableKind, TableRequest
from normative.model.text import Block, Span

PLACE = Place(path="index.rst", line=1)
PARTY, SIGNATORY = Status.PARTY, Status.SIGNATORY
Instruments = Mapping[str, Instrument]

TEXT = (
    ("scope", Force.PLAIN, "COMP obj. 1"),
    ("both", Force.OBLIGATION, "OPEN 7; CONV 3 (1), 3 (2); COMP obj. 1"),
    ("own", Force.OBLIGATION, "CONV 1"),
    ("promise", Force.COMMITMENT, "COMP obj. 2"),
    ("other", Force.OBLIGATION, "OPEN 9; CMT-GC2 4"),
    ("last", Force.OBLIGATION, "CONV 2"),
)
KNOWN = States(
    records=(
        StateRecord(code="NOR", name="Northland"),
        StateRecord(code="SOU", name="Southland"),
        StateRecord(code="WES", name="Westland"),
        StateRecord(code="EAS", name="Eastland"),
    ),
    participations=(
        Participation(source="a list", state="NOR", instrument="CONV", status=PARTY, date="1999-02-03"),
        Participation(source="a list", state="NOR", instrument="OPEN", status=SIGNATORY, date="2004-11"),
        Participation(source="a list", state="SOU", instrument="OPEN", status=PARTY, date="2019", note="unverified"),
        Participation(source="a list", state="SOU", instrument="CONV", status=SIGNATORY),
        Participation(source="a list", state="EAS", instrument="CONV", status=PARTY),
        Participation(source="a list", state="EAS", instrument="OPEN", status=PARTY, date="2001-01-01"),
    ),
    votes=(Vote(state="WES", instrument="COMP", position=Position.AGAINST),),
    as_of="2022",
    source="a list",
    note="Careful.",
)


def cited(text: str, instruments: Instruments) -> tuple[Provision, ...]:
    citation = parse_citation(text, instruments)
    assert citation.problems == ()
    return citation.provisions


def make_register(instruments: Instruments, states: States, text: Sequence[tuple[str, Force, str]] = TEXT) -> Register:
    (first,) = cited("CONV 1", instruments)
    return Register(
        instruments=instruments,
        paragraphs=[
            Paragraph(
                id=identifier,
                force=force,
                basis=cited(basis, instruments),
                section=("Duties" if force is Force.OBLIGATION else "Rest",),
                holder=("women",) if identifier == "own" else (),
                blocks=(Block(spans=(Span(text=f"About {identifier}."),)),),
                place=PLACE,
            )
            for identifier, force, basis in text
        ],
        convergences=[
            Convergence(
                left=(first,),
                right=cited(others, instruments),
                relation=relation,
                reason="Because.",
                source="analysis",
                place=PLACE,
            )
            for others, relation in (
                ("OPEN 11, 12", Relation.SYNERGY),
                ("OPEN 13", Relation.TENSION),
                ("COMP obj. 3", Relation.COMPLEMENT),
            )
        ],
        states=states,
    )


@pytest.fixture(scope="module")
def register(instruments: Instruments) -> Register:
    return make_register(instruments, KNOWN)


def request(rows: str, instrument: str = "CONV", **options: object) -> TableRequest:
    values = {"kind": TableKind.STATES, "name": "panorama", "title": "States", "place": PLACE, **options}
    return TableRequest(rows=Axis(source=rows), columns=(Axis(source=instrument),), **values)  # type: ignore[arg-type]


def texts(matrix: Matrix) -> list[list[str]]:
    return [[cell_text(cell) for cell in row.cells] for row in matrix.rows]


def totals(matrix: Matrix) -> dict[str, float]:
    return {total.key: total.value for total in matrix.totals}


def test_a_row_for_each_state(register: Register) -> None:
    matrix = compute_table(register, request(STATES))
    assert [column.title for column in matrix.columns] == [
        "State",
        "CONV",
        "OPEN",
        "Vote on COMP",
        "Obligations",
        "Paragraphs",
    ]
    assert texts(matrix) == [
        ["Northland", "1999-02-03", "signed 2004-11", "not recorded", "3", "2–3, 6"],
        ["Southland", "signed", "2019*", "not recorded", "2", "2, 5"],
        ["Westland", "", "", "against", "0", ""],
        ["Eastland", "party", "2001-01-01", "not recorded", "4", "all"],
    ]
    assert [row.treaties for row in matrix.rows] == [("CONV",), ("OPEN",), (), ("CONV", "OPEN")]
    assert matrix.rows[0].cells[0] == (Link(kind=LinkKind.STATE, target="state-nor", text="Northland"),)
    assert totals(matrix) == {"states": 4, "treaties": 2, "parties": 2, "obligations": 4}


def test_a_range_jumps_over_no_other_paragraph(instruments: Instruments) -> None:
    text = (
        *TEXT,
        ("after", Force.OBLIGATION, "CONV 3 (1)"),
        ("aside", Force.GUIDANCE, "CONV 1"),
        *((name, Force.OBLIGATION, "CONV 2") for name in ("ninth", "tenth")),
    )
    longer = make_register(instruments, KNOWN, text)
    matrix = compute_table(longer, request(STATES))
    assert [row[-1] for row in texts(matrix)] == ["2–3, 6–7, 9–10", "2, 5", "", "all"]
    assert totals(compute_table(longer, request(PARAGRAPHS)))["parallel_share"] == 28.6


def test_of_no_obligations_none_rest_on_another_treaty(instruments: Instruments) -> None:
    matrix = compute_table(make_register(instruments, KNOWN, ()), request(PARAGRAPHS))
    assert totals(matrix) == {"states": 4, "obligations": 0, "parallel": 0, "parallel_share": 0.0}


def test_the_title_and_the_notes_say_how_current_the_data_are_and_what_is_doubtful(register: Register) -> None:
    matrix = compute_table(register, request(STATES))
    assert matrix.title == "States (as of 2022)"
    assert matrix.notes[1:] == ("* Southland, OPEN: unverified.", "Careful.", "Source of the data on States: a list")
    assert "'signed' means that it has signed only" in matrix.notes[0]


def test_the_instrument_asked_for_comes_first_also_where_nothing_rests_on_it(register: Register) -> None:
    matrix = compute_table(register, request(STATES, "OPEN", section=("Rest",)))
    assert [column.title for column in matrix.columns] == [
        "State",
        "OPEN",
        "Vote on COMP",
        "Obligations",
        "Paragraphs",
    ]
    assert [cell_text(row.cells[-1]) for row in matrix.rows] == ["", "", "", ""]
    assert totals(matrix) == {"states": 4, "treaties": 1, "parties": 2, "obligations": 0}


def test_a_row_for_each_treaty_behind_an_obligation(register: Register) -> None:
    matrix = compute_table(register, request(PARAGRAPHS))
    assert texts(matrix) == [
        ["2", "About both.", "CONV", "CONV 3 (1), CONV 3 (2)", "basis", "2"],
        ["2", "About both.", "OPEN", "OPEN 7", "basis", "2"],
        ["3", "About own.", "CONV", "CONV 1", "basis", "2"],
        ["3", "About own.", "OPEN", "OPEN 11, OPEN 12", "synergy", "2"],
        ["5", "About other.", "OPEN", "OPEN 9", "basis", "2"],
        ["6", "About last.", "CONV", "CONV 2", "basis", "2"],
    ]
    assert [row.treaties for row in matrix.rows][:2] == [("CONV",), ("OPEN",)]
    assert totals(matrix) == {"states": 4, "obligations": 4, "parallel": 2, "parallel_share": 50.0}


def test_what_stands_for_a_part_is_counted_apart(instruments: Instruments) -> None:
    whole = make_register(instruments, KNOWN)
    (first,), (seventh,) = cited("CONV 1", instruments), cited("OPEN 7", instruments)
    parts = {"own": ((first, "in part"),), "both": ((seventh, "for (a), (b)"),)}
    register = Register(
        instruments=instruments,
        paragraphs=[replace(item, parts=parts.get(item.id, ())) for item in whole.paragraphs],
        states=KNOWN,
    )
    matrix = compute_table(register, request(STATES))
    assert [column.title for column in matrix.columns][-2:] == ["Obligations in part", "Paragraphs in part"]
    assert [row[-4:] for row in texts(matrix)] == [
        ["2", "2, 6", "1", "3"],
        ["1", "5", "1", "2"],
        ["0", "", "0", ""],
        ["3", "2, 5–6", "1", "3"],
    ]
    assert "'In part': the treaties that bind the State stand behind a part" in matrix.notes[1]
    assert [row[4] for row in texts(compute_table(register, request(PARAGRAPHS)))] == [
        *("basis", "basis for (a), (b)", "basis in part", "basis", "basis")
    ]


def test_a_state_without_a_vote_did_neither_where_all_are_named_that_did(instruments: Instruments) -> None:
    register = make_register(instruments, replace(KNOWN, all_named=frozenset({"COMP"})))
    assert [row[3] for row in texts(compute_table(register, request(STATES)))] == [
        *["neither against nor abstaining"] * 2,
        "against",
        "neither against nor abstaining",
    ]


def test_obligations_can_be_chosen_and_grouped(register: Register) -> None:
    grouped = compute_table(register, request(PARAGRAPHS, group_by=GroupBy.SECTION))
    assert {row.group for row in grouped.rows} == {"Duties"}
    chosen = compute_table(register, request(PARAGRAPHS, holder=("women",)))
    assert [row[0] for row in texts(chosen)] == ["3", "3"]


def test_a_treaty_without_data_is_named_and_never_taken_for_one_that_binds_nobody(instruments: Instruments) -> None:
    only = [item for item in KNOWN.participations if item.instrument == "OPEN"]
    register = make_register(instruments, States(records=KNOWN.records, participations=tuple(only)))
    states = compute_table(register, request(STATES))
    assert [column.title for column in states.columns] == ["State", "OPEN", "Obligations", "Paragraphs"]
    assert (states.title, states.notes[1]) == ("States", "The data have no status of any State for CONV.")
    assert "parties" not in totals(states)
    first, second = compute_table(register, request(PARAGRAPHS)).rows[:2]
    assert (first.cells[-1], first.treaties) == ("not recorded", ())
    assert (second.cells[-1], second.treaties) == (2, ("OPEN",))


@pytest.mark.parametrize("rows", [STATES, PARAGRAPHS])
def test_a_panorama_without_states_is_a_finding(rows: str, instruments: Instruments, register: Register) -> None:
    asked = request(rows)
    empty = make_register(instruments, States())
    (finding,) = check_tables([asked], lambda _name: compute_table(empty, asked))
    assert finding.message == (
        "state-panorama: there are no States to show; write states.csv into the folder 'normative_states'"
    )
    assert list(check_tables([asked], lambda _name: compute_table(register, asked))) == []
