"""What options of tables choose and arrange: rows, cells, relations, what connects, and what share is covered."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from normative.model.call import Call, Category, Publish, Submitter
from normative.model.comment import Comment
from normative.model.diagnostics import Place
from normative.model.draft import Draft
from normative.model.history.freezing import freeze
from normative.model.inputs import Inputs, ShownInputs
from normative.model.matrix import CellKind, Matrix, State, cell_text, groups
from normative.model.paragraph import Force
from normative.model.register import Register
from normative.model.tables import compute_table
from normative.model.tables.checks import check_calls, check_drafts, check_headings, check_names, check_tables
from normative.model.tables.request import (
    PARAGRAPHS,
    SECTIONS,
    SUBMITTERS,
    CellForm,
    GroupBy,
    Layout,
    Order,
    TableKind,
    Via,
)
from small_register import PLACE, Instruments, cells, request, small_register, table, totals

TRACEABILITY, COVERAGE, CONVERGENCE = TableKind.TRACEABILITY, TableKind.COVERAGE, TableKind.CONVERGENCE
GRID = ("CONV at article", "COMP at objective")


def filled(matrix: Matrix) -> dict[tuple[str, str], str]:
    """Return the entries of a grid by what heads their row and their column."""
    return {
        (cell_text(row.cells[0]), column.title): text
        for row in matrix.rows
        for column, cell in zip(matrix.columns, row.cells, strict=True)
        if column.title.startswith("COMP ") and (text := cell_text(cell))
    }


def heads(matrix: Matrix) -> list[str]:
    """Return what heads the rows."""
    return [cell_text(row.cells[0]) for row in matrix.rows]


class TestRows:
    def test_only_covered_is_the_rest_of_only_gaps(self, register: Register) -> None:
        for kind, columns in ((TRACEABILITY, (PARAGRAPHS,)), (COVERAGE, ()), (CONVERGENCE, ("COMP",))):
            every = table(register, kind, "CONV", *columns)
            covered = table(register, kind, "CONV", *columns, only_covered=True)
            gaps = table(register, kind, "CONV", *columns, only_gaps=True)
            known = [head for head in heads(every) if not head.startswith("no counterpart")]
            found = [head for head in heads(covered) + heads(gaps) if not head.startswith("no counterpart")]
            assert sorted(found) == sorted(known)
            assert totals(covered) == totals(gaps) == totals(every)

    def test_a_grid_of_covered_rows_leaves_out_empty_columns(self, register: Register) -> None:
        matrix = table(register, TRACEABILITY, *GRID, only_covered=True)
        assert heads(matrix) == ["CONV 2", "CONV part II", "CONV 3"]
        assert [column.title for column in matrix.columns[2:]] == ["COMP obj. 1", "COMP paras. 10–12"]
        nothing = table(register, TRACEABILITY, "OPEN", "COMP at objective", only_covered=True)
        assert (len(nothing.columns), nothing.rows, nothing.grid) == (2, (), False)

    def test_rows_with_the_most_paragraphs_come_first_within_their_group(self, register: Register) -> None:
        matrix = table(
            register,
            COVERAGE,
            "COMP at objective",
            sort=Order.MOST_PARAGRAPHS,
            force=(Force.OBLIGATION, Force.COMMITMENT),
        )
        assert heads(matrix)[:2] == ["COMP obj. 1", "COMP obj. 2"]
        parts = table(register, COVERAGE, "CONV", sort=Order.MOST_PARAGRAPHS, group_by=GroupBy.PART)
        assert [(title, [cell_text(row.cells[0]) for row in rows]) for title, rows in groups(parts.rows)] == [
            ("CONV part I. Scope", ["CONV 1", "CONV 2"]),
            ("CONV part II. Rights", ["CONV part II", "CONV 3", "CONV 4", "CONV 4 bis", "CONV 10"]),
        ]


class TestCells:
    def test_ids_and_counts(self, register: Register) -> None:
        assert (
            cells(table(register, TRACEABILITY, "CONV", PARAGRAPHS, cell=CellForm.IDS))[3]
            == "CONV 3 | Expulsion | duty"
        )
        counted = table(register, TRACEABILITY, "CONV", PARAGRAPHS, cell=CellForm.COUNT)
        assert counted.rows[3].cells[2] == 1
        assert counted.columns[2].kind is CellKind.NUMBER
        assert table(register, TRACEABILITY, SECTIONS, "COMP", cell=CellForm.COUNT).rows[1].cells[2] == 2

    def test_counts_by_force(self, register: Register) -> None:
        matrix = table(register, COVERAGE, "CONV", cell=CellForm.COUNT)
        assert cells(matrix)[3] == "CONV 3 | Expulsion | addressed | 1 | 0 | 0 | 0 | "
        assert [column.kind for column in matrix.columns[3:7]] == [CellKind.NUMBER] * 4

    def test_crossings_show_ids_counts_or_the_relation_alone(self, register: Register) -> None:
        place = ("CONV 3", "COMP obj. 1")
        shown = {form: filled(table(register, CONVERGENCE, *GRID, cell=form))[place] for form in CellForm}
        assert shown == {
            CellForm.NUMBERS: "synergy, unreviewed: 2",
            CellForm.IDS: "synergy, unreviewed: duty",
            CellForm.COUNT: "synergy, unreviewed: 1",
            CellForm.RELATION: "synergy, unreviewed",
        }


class TestRelations:
    def test_only_some_relations(self, register: Register) -> None:
        matrix = table(register, CONVERGENCE, *GRID, relation=(State.TENSION,))
        assert filled(matrix) == {("CONV 1", "COMP obj. 1"): "tension"}
        assert totals(matrix) == {"pairs": 1, "tension": 1, "reviewed": 1}
        gaps = table(register, CONVERGENCE, "CONV", "COMP", layout=Layout.LIST, relation=(State.GAP,))
        assert [line.split(" | ")[2] for line in cells(gaps)] == ["gap", "gap"]

    @pytest.mark.parametrize(
        ("option", "states"), [("only_covered", ["tension", "synergy", "synergy"]), ("only_gaps", ["gap", "gap"])]
    )
    def test_a_list_of_pairs_without_gaps_or_of_gaps_alone(
        self, register: Register, option: str, states: list[str]
    ) -> None:
        listed = table(register, CONVERGENCE, "CONV", "COMP", layout=Layout.LIST, **{option: True})
        assert [line.split(" | ")[2] for line in cells(listed)] == states

    def test_what_connects_two_instruments(self, register: Register) -> None:
        by_paragraphs = filled(table(register, TRACEABILITY, *GRID))
        by_relations = filled(table(register, TRACEABILITY, *GRID, via=Via.CONVERGENCES))
        by_both = filled(table(register, TRACEABILITY, *GRID, via=Via.BOTH))
        assert by_paragraphs == {
            ("CONV 2", "COMP paras. 10–12"): "4",
            ("CONV part II", "COMP paras. 10–12"): "4",
            ("CONV 3", "COMP obj. 1"): "2",
        }
        assert by_relations == {
            ("CONV 1", "COMP obj. 1"): "tension",
            ("CONV 3", "COMP obj. 1"): "synergy, unreviewed",
            ("CONV 3", "COMP obj. 2"): "synergy, unreviewed",
        }
        assert by_both == {**by_paragraphs, **by_relations, ("CONV 3", "COMP obj. 1"): "synergy, unreviewed: 2"}

    def test_a_grid_and_its_transpose_hold_the_same(self, register: Register) -> None:
        for via in Via:
            matrix = table(register, TRACEABILITY, *GRID, via=via)
            turned = table(register, TRACEABILITY, *reversed(GRID), via=via)
            back = {
                (column.title, cell_text(row.cells[0])): text
                for row in turned.rows
                for column, cell in zip(turned.columns[2:], row.cells[2:], strict=True)
                if (text := cell_text(cell))
            }
            assert filled(matrix) == back != {}


class TestShares:
    def test_how_many_provisions_relate(self, register: Register) -> None:
        found = totals(table(register, CONVERGENCE, *GRID, stats=True))
        assert (found["conv_rows"], found["conv_related"], found["conv_related_share"]) == (7, 2, 28.6)
        assert (found["comp_rows"], found["comp_related"]) == (5, 2)

    @pytest.mark.parametrize(
        ("kind", "rows", "columns", "expected"),
        [
            (
                CONVERGENCE,
                "CONV",
                ("COMP",),
                "42.9 % are covered, at least 95 % are asked for; relate, or name as a gap, CONV 2, CONV part II, CONV 4 bis, CONV 10",
            ),
            (
                TableKind.PARAGRAPHS,
                PARAGRAPHS,
                (),
                "80.0 % are covered, at least 95 % are asked for; give a basis to 1",
            ),
            (
                TRACEABILITY,
                SECTIONS,
                ("CONV", "COMP"),
                "66.7 % are covered, at least 95 % are asked for; give a basis in CONV or COMP to a paragraph of Zeta",
            ),
            (
                TRACEABILITY,
                "COMP at objective",
                (PARAGRAPHS,),
                "60.0 % are covered, at least 95 % are asked for; address COMP para. 6 (b), COMP obj. 3",
            ),
            (
                TableKind.INPUTS,
                SUBMITTERS,
                (PARAGRAPHS,),
                "0.0 % are covered, at least 95 % are asked for; draw on, or answer, Name",
            ),
            (
                TableKind.DISPOSITIONS,
                "",
                (),
                "0.0 % are covered, at least 95 % are asked for; answer STATE-1",
            ),
        ],
    )
    def test_a_share_that_is_missed_names_the_rows_and_the_remedy(
        self, instruments: Instruments, kind: TableKind, rows: str, columns: tuple[str, ...], expected: str
    ) -> None:
        register = small_register(instruments)
        sender = Submitter(call="call", key="STATE", name="Name", category=Category.STATE, publish=Publish.YES)
        comment = Comment(number="STATE-1", draft="1", text="Said.", call="call", place=PLACE)
        register.inputs = ShownInputs(inputs=Inputs(submitters=(sender,), comments=(comment,)), is_for_public=True)
        asked = request(kind, rows, *columns, at_least=95.0)
        found = [item.message for item in check_tables([asked], lambda name: compute_table(register, asked))]
        assert found == [f"table: {expected}"]

    @pytest.mark.parametrize(
        ("via", "remedy"),
        [(Via.PARAGRAPHS, "address"), (Via.CONVERGENCES, "relate"), (Via.BOTH, "address")],
    )
    def test_what_relations_alone_cover_is_to_be_related(self, register: Register, via: Via, remedy: str) -> None:
        asked = request(TRACEABILITY, *GRID, at_least=95.0, via=via)
        [finding] = check_tables([asked], lambda name: compute_table(register, asked))
        assert f" are asked for; {remedy} CONV " in finding.message


def test_a_heading_that_is_nowhere_is_found(register: Register) -> None:
    found = list(check_headings([request(COVERAGE, "CONV", section=("Alfa", "Sub"))], register))
    assert [item.message for item in found] == [
        "coverage: no paragraph stands under a heading 'Alfa'; nearest are Alpha"
    ]


def test_what_a_table_names_and_is_not_there_is_found(instruments: Instruments) -> None:
    register = small_register(instruments)
    draft = Draft(name="1", date=datetime.date(2026, 1, 2), load=lambda: freeze(register))
    register.drafts = {"1": draft}
    register.inputs = ShownInputs(inputs=Inputs(calls=(Call(name="first", title="First", draft="1", place=PLACE),)))
    asked = [
        request(TableKind.CONCORDANCE, "1"),
        request(TableKind.CONCORDANCE, "2", "1", "3"),
        request(TRACEABILITY, "CONV", "COMP"),
        request(TableKind.DISPOSITIONS, "", calls=("first", "firsts")),
    ]
    found = [*check_drafts(asked, register), *check_calls(asked, register)]
    assert [item.message for item in found] == [
        "concordance: unknown draft '2'; there are 1, and 'normative freeze' makes one",
        "concordance: unknown draft '3'; there are 1, and 'normative freeze' makes one",
        "dispositions: there is no call 'firsts'; nearest are first",
    ]


def test_a_table_with_the_name_of_a_paragraph_of_its_page_is_found(register: Register) -> None:
    asked = [
        replace(request(COVERAGE, "CONV"), name=name, document=document)
        for name, document in (("duty", "index"), ("duty", "other"), ("table", "index"), ("advice", "index"))
    ]
    assert [item.message for item in check_names(asked, register)] == [
        f"table '{name}' has the name of the paragraph at index.rst:1; give it another ':name:'"
        for name in ("duty", "advice")
    ]


def test_a_name_that_two_tables_have_is_found_at_the_second(register: Register) -> None:
    asked = [
        replace(request(kind, "CONV"), name="same", place=Place(path="index.rst", line=line))
        for kind, line in ((COVERAGE, 1), (COVERAGE, 4), (TableKind.INSTRUMENT, 7))
    ]
    found = check_tables(asked, lambda name: compute_table(register, asked[0]))
    assert [(item.place.line, item.message) for item in found] == [
        (4, "table 'same' has the name of the one at index.rst:1; give it another ':name:'"),
        (7, "CONV: its profile is also at index.rst:1; keep one of the two"),
    ]


def test_the_legend_has_the_states_that_are_shown(register: Register) -> None:
    assert table(register, CONVERGENCE, *GRID).legend == (State.SYNERGY, State.TENSION, State.GAP, State.UNREVIEWED)
    assert table(register, CONVERGENCE, *GRID, relation=(State.TENSION,)).legend == (State.TENSION,)
    assert table(register, TableKind.PARAGRAPHS, PARAGRAPHS).legend == ()
