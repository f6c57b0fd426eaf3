"""Every kind of table over one small register: rows, cells, totals, filters and thresholds, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from normative.model.convergence import Relation, Silence
from normative.model.matrix import Matrix, cell_text, groups
from normative.model.paragraph import Force
from normative.model.provision import Level
from normative.model.register import CoverageState, Register
from normative.model.tables import compute_table
from normative.model.tables.checks import check_tables
from normative.model.tables.request import (
    COMMITMENTS,
    INSTRUMENTS,
    PARAGRAPHS,
    SECTIONS,
    GroupBy,
    Layout,
    TableKind,
)
from small_register import PLACE, Instruments, cells, cited, request, table, totals

TRACEABILITY, COVERAGE, CONVERGENCE = TableKind.TRACEABILITY, TableKind.COVERAGE, TableKind.CONVERGENCE
WORDS = " ".join(["word"] * 18) + " …"


class TestRegister:
    def test_numbers_and_text(self, register: Register) -> None:
        assert register.numbers == {"scope": 1, "duty": 2, "promise": 3, "advice": 4, "more": 5}
        assert register.text(register.paragraph("scope")) == "The scope, see 2 and ?."
        with pytest.raises(KeyError):
            register.paragraph("gone")

    def test_backward_links(self, register: Register, instruments: Instruments) -> None:
        (objective,) = cited("COMP obj. 1", instruments)
        assert [paragraph.id for paragraph in register.grounded[objective]] == ["promise"]
        assert [item.relation for item in register.related[objective]] == [Relation.TENSION]

    def test_what_is_cited_is_in_the_order_of_the_instrument(self, register: Register) -> None:
        named = {key: register.cite(provisions) for key, provisions in register.cited.items()}
        assert named == {
            "CONV": "CONV 1, 2 (1) (a) (i), part II, art. 3 (1), (2), 4, 10",
            "COMP": "COMP para. 6 (b), obj. 1, para. 7 (a), obj. 2, para. 8 (a), obj. 3, para. 11",
            "OPEN": "OPEN 7 (2)",
        }

    def test_a_part_that_is_left_out_justifies_what_it_holds(self, instruments: Instruments) -> None:
        (part,), (article,) = cited("CONV part I", instruments), cited("CONV 1 (2)", instruments)
        register = Register(
            instruments=instruments, paragraphs=[], silences=[Silence(provisions=(part,), reason="R", place=PLACE)]
        )
        assert register.coverage(article, {}) is CoverageState.JUSTIFIED
        assert register.coverage(cited("CONV 3", instruments)[0], {}) is CoverageState.SILENT

    def test_the_place_of_what_nobody_names(self, register: Register, instruments: Instruments) -> None:
        assert register.position(cited("OPEN 7 (2)", instruments)[0]) == 0
        assert register.position(cited("OPEN 99", instruments)[0]) == 1
        assert register.record(cited("OPEN 99 (1)", instruments)[0]).level is Level.PARAGRAPH


class TestTraceability:
    def test_paragraphs_against_articles(self, register: Register) -> None:
        matrix = table(register, TRACEABILITY, PARAGRAPHS, "CONV", "COMP", stats=True)
        assert cells(matrix) == [
            "1 | The scope, see 2 and ?. |  | ",
            "2 | Act. | CONV 3 | COMP obj. 1",
            "3 | Said so. |  | COMP obj. 1, COMP obj. 2",
            f"4 | {WORDS} | CONV 2, CONV part II | COMP paras. 10–12",
            "5 | More. | CONV 1 | ",
        ]
        assert totals(matrix) == {
            "rows": 5,
            "covered": 4,
            "covered_share": 80.0,
            "covered_conv": 3,
            "covered_conv_share": 60.0,
            "covered_comp": 3,
            "covered_comp_share": 60.0,
        }
        assert not matrix.grid

    def test_articles_against_paragraphs(self, register: Register) -> None:
        matrix = table(register, TRACEABILITY, "CONV", PARAGRAPHS, group_by=GroupBy.PART)
        assert cells(matrix) == [
            "CONV 1 | Who is protected | 5",
            "CONV 2 | Definitions | 4",
            "CONV part II | Rights | 4",
            "CONV 3 | Expulsion | 2",
            "CONV 4 | Remedies | ",
            "CONV 4 bis | Access to courts | ",
            "CONV 10 | Final clauses | ",
        ]
        assert [(title, len(rows)) for title, rows in groups(matrix.rows)] == [
            ("CONV part I. Scope", 2),
            ("CONV part II. Rights", 5),
        ]
        assert matrix.totals == ()

    def test_the_two_directions_hold_the_same_pairs(self, register: Register) -> None:
        def pairs(matrix: Matrix) -> set[frozenset[str]]:
            return {
                frozenset({cell_text(row.cells[0]), name})
                for row in matrix.rows
                for name in cell_text(row.cells[2]).split(", ")
                if name
            }

        for level in ("", " at paragraph", " at part", " at roman"):
            forward = table(register, TRACEABILITY, PARAGRAPHS, f"CONV{level}")
            back = table(register, TRACEABILITY, f"CONV{level}", PARAGRAPHS)
            assert pairs(forward) == pairs(back) != set()

    def test_provisions_against_provisions(self, register: Register) -> None:
        matrix = table(register, TRACEABILITY, "CONV", "COMP at objective", only_gaps=False)
        assert [column.title for column in matrix.columns[2:]] == [
            "COMP para. 6 (b)",
            "COMP obj. 1",
            "COMP obj. 2",
            "COMP obj. 3",
            "COMP paras. 10–12",
        ]
        assert [
            line for line in cells(matrix) if any(character.isdigit() for character in line.split(" | ", 2)[2])
        ] == [
            "CONV 2 | Definitions |  |  |  |  | 4",
            "CONV part II | Rights |  |  |  |  | 4",
            "CONV 3 | Expulsion |  | 2 |  |  | ",
        ]
        assert matrix.grid

    def test_sections_against_articles_and_back(self, register: Register) -> None:
        assert cells(table(register, TRACEABILITY, SECTIONS, "CONV", "COMP")) == [
            "Zeta | 1 |  | ",
            "Alpha | 2–3 | CONV 3 | COMP obj. 1, COMP obj. 2",
            "Mid | 4–5 | CONV 1, CONV 2, CONV part II | COMP paras. 10–12",
        ]
        back = table(register, TRACEABILITY, "CONV", SECTIONS, only_gaps=False)
        assert [column.title for column in back.columns[2:]] == ["Zeta", "Alpha", "Mid"]
        assert cells(back)[0] == "CONV 1 | Who is protected |  |  | 5"
        assert cells(table(register, TRACEABILITY, PARAGRAPHS, SECTIONS))[1] == "2 | Act. | Alpha"
        assert cells(table(register, TRACEABILITY, SECTIONS, PARAGRAPHS))[1] == "Alpha | 2–3 | 2, 3"

    def test_only_what_is_covered_by_nothing(self, register: Register) -> None:
        matrix = table(register, TRACEABILITY, "CONV", PARAGRAPHS, only_gaps=True, stats=True)
        assert [line.split(" |")[0] for line in cells(matrix)] == ["CONV 4", "CONV 4 bis", "CONV 10"]
        assert totals(matrix) == {"rows": 7, "covered": 4, "covered_share": 57.1}

    @pytest.mark.parametrize(
        ("options", "numbers"),
        [
            ({"force": (Force.OBLIGATION,)}, ["2", "5"]),
            ({"force": (Force.OBLIGATION, Force.PLAIN)}, ["1", "2", "5"]),
            ({"holder": ("children",)}, ["2", "3"]),
            ({"section": ("Alpha",)}, ["2", "3"]),
            ({"section": ("Sub",), "force": (Force.GUIDANCE,)}, ["4"]),
            ({"holder": ("women",), "section": ("Mid",)}, ["5"]),
            ({"holder": ("nobody",)}, []),
        ],
    )
    def test_filters(self, register: Register, options: dict[str, Any], numbers: list[str]) -> None:
        for matrix in (
            table(register, TRACEABILITY, PARAGRAPHS, "CONV", **options),
            table(register, TableKind.PARAGRAPHS, PARAGRAPHS, **options),
        ):
            assert [cell_text(row.cells[0]) for row in matrix.rows] == numbers

    @pytest.mark.parametrize(
        ("group_by", "expected"),
        [
            (GroupBy.SECTION, [("Zeta", "1"), ("Alpha", "2, 3"), ("Mid", "4, 5")]),
            (GroupBy.FORCE, [("other", "1"), ("obligation", "2, 5"), ("commitment", "3"), ("guidance", "4")]),
            (GroupBy.HOLDER, [("", "1, 4"), ("women; children", "2"), ("children", "3"), ("women", "5")]),
        ],
    )
    def test_groups(self, register: Register, group_by: GroupBy, expected: list[tuple[str, str]]) -> None:
        for matrix in (
            table(register, TRACEABILITY, PARAGRAPHS, "CONV", group_by=group_by),
            table(register, TableKind.PARAGRAPHS, PARAGRAPHS, group_by=group_by),
        ):
            found = [(title, ", ".join(cell_text(row.cells[0]) for row in rows)) for title, rows in groups(matrix.rows)]
            assert found == expected

    def test_provisions_by_holder(self, register: Register) -> None:
        matrix = table(register, TRACEABILITY, "CONV", PARAGRAPHS, group_by=GroupBy.HOLDER)
        assert [(title, [cell_text(row.cells[0]) for row in rows]) for title, rows in groups(matrix.rows)] == [
            ("everyone", ["CONV 1"]),
            ("", ["CONV 2", "CONV part II", "CONV 4 bis", "CONV 10"]),
            ("workers", ["CONV 3", "CONV 4"]),
        ]

    def test_an_empty_text(self, instruments: Instruments) -> None:
        matrix = table(Register(instruments=instruments, paragraphs=[]), TRACEABILITY, PARAGRAPHS, "CONV", stats=True)
        assert matrix.rows == ()
        assert totals(matrix) == {"rows": 0, "covered": 0, "covered_share": 0.0}


class TestCoverage:
    def test_states_forces_and_reasons(self, register: Register) -> None:
        matrix = table(register, COVERAGE, "CONV")
        assert cells(matrix) == [
            "CONV 1 | Who is protected | addressed | 5 |  |  |  | ",
            "CONV 2 | Definitions | addressed |  |  | 4 |  | ",
            "CONV part II | Rights | addressed |  |  | 4 |  | ",
            "CONV 3 | Expulsion | addressed | 2 |  |  |  | ",
            "CONV 4 | Remedies | silent |  |  |  |  | ",
            "CONV 4 bis | Access to courts | silent |  |  |  |  | ",
            "CONV 10 | Final clauses | justified, unreviewed |  |  |  |  | Final clauses.",
        ]
        assert totals(matrix) == {
            "provisions": 7,
            "addressed": 4,
            "addressed_share": 57.1,
            "justified": 1,
            "justified_share": 14.3,
            "silent": 2,
            "silent_share": 28.6,
        }

    def test_objectives(self, register: Register) -> None:
        states = {line.split(" | ")[0]: line.split(" | ")[2] for line in cells(table(register, COVERAGE, "COMP"))}
        assert states == {
            "COMP para. 6 (a)": "silent",
            "COMP para. 6 (b)": "justified, unreviewed",
            "COMP obj. 1": "addressed",
            "COMP obj. 2": "addressed",
            "COMP obj. 3": "silent",
            "COMP paras. 10–12": "addressed",
        }

    @pytest.mark.parametrize(
        ("read", "expected"),
        [
            # "duty" rests on CONV 3, "more" and "scope" on CONV 1, "promise" is none.
            ([], None),
            (["promise"], None),
            (["more"], (2, 0)),
            (["more", "scope"], (1, 1)),
            (["duty", "more", "scope"], (0, 2)),
        ],
    )
    def test_what_bodies_read_alone_is_counted_apart(
        self, read: list[str], expected: tuple[int, int] | None, register: Register, instruments: Instruments
    ) -> None:
        (said,) = cited("OPEN 7", instruments)
        (first,) = cited("CONV 1", instruments)
        obliging: dict[str, dict[str, Any]] = {"scope": {"force": Force.OBLIGATION, "basis": (first,)}}
        paragraphs = [
            replace(item, **obliging.get(item.id, {}), reading=(said,) if item.id in read else ())
            for item in register.paragraphs
        ]
        counted = totals(table(Register(instruments=instruments, paragraphs=paragraphs), COVERAGE, "CONV"))
        assert (counted.get("stated"), counted.get("read")) == (expected or (None, None))

    def test_only_gaps_hides_rows_and_no_totals(self, register: Register) -> None:
        matrix = table(register, COVERAGE, "CONV", only_gaps=True)
        assert [line.split(" |")[0] for line in cells(matrix)] == ["CONV 4", "CONV 4 bis", "CONV 10"]
        assert totals(matrix) == totals(table(register, COVERAGE, "CONV"))

    def test_paragraphs_of_one_force(self, register: Register) -> None:
        assert totals(table(register, COVERAGE, "CONV", force=(Force.OBLIGATION,)))["addressed"] == 2

    def test_an_open_instrument_has_what_is_cited(self, register: Register) -> None:
        assert cells(table(register, COVERAGE, "OPEN")) == ["OPEN 7 |  | addressed | 5 |  |  |  | "]
        assert totals(table(register, COVERAGE, "CMT-GC2"))["addressed_share"] == 0.0


class TestConvergence:
    def test_grid(self, register: Register) -> None:
        matrix = table(register, CONVERGENCE, "CONV at article", "COMP at objective", group_by=GroupBy.PART)
        heads = [column.title for column in matrix.columns]
        rows = {
            cell_text(row.cells[0]): dict(zip(heads, map(cell_text, row.cells), strict=True)) for row in matrix.rows
        }
        assert rows["CONV 3"]["COMP obj. 1"] == "synergy, unreviewed: 2"
        assert rows["CONV 3"]["COMP obj. 2"] == "synergy, unreviewed"
        assert rows["CONV 1"]["COMP obj. 1"] == "tension"
        assert rows["CONV 4"]["no counterpart in COMP"] == "gap, unreviewed"
        assert rows["no counterpart in CONV"]["COMP obj. 3"] == "gap, unreviewed"
        filled = [text for row in rows.values() for head, text in row.items() if head.startswith("COMP ") and text]
        assert sorted(filled) == ["gap, unreviewed", "synergy, unreviewed", "synergy, unreviewed: 2", "tension"]
        assert {row.group for row in matrix.rows[:2]} == {"CONV part I. Scope"}
        expected = {"pairs": 3, "synergy": 2, "complement": 0, "tension": 1, "gap": 2, "reviewed": 1}
        assert totals(matrix) == expected
        turned = table(register, CONVERGENCE, "COMP at objective", "CONV at article")
        assert totals(turned) == expected

    def test_list(self, register: Register) -> None:
        assert cells(table(register, CONVERGENCE, "CONV", "COMP", layout=Layout.LIST)) == [
            "CONV 1 | COMP obj. 1 | tension | Apart. | A/1 | 2026-01-01, group | ",
            "CONV 3 (1) | COMP para. 7 (a) | synergy | Both. | analysis | unreviewed | 2",
            "CONV 3 (1) | COMP para. 8 (a) | synergy | Both. | analysis | unreviewed | ",
            "CONV 4 | none in COMP | gap | No courts. | analysis | unreviewed | ",
            "none in CONV | COMP obj. 3 | gap | No work. |  | unreviewed | ",
        ]

    def test_instruments_that_nothing_relates(self, register: Register) -> None:
        matrix = table(register, CONVERGENCE, "CONV", "OPEN")
        assert totals(matrix)["pairs"] == 0
        assert all(not any(row.cells[2:]) for row in matrix.rows)


class TestProfileAndList:
    def test_profile(self, register: Register) -> None:
        matrix = table(register, TableKind.INSTRUMENT, "CONV")
        assert len(matrix.rows) == 18
        assert "CONV 3 (1) |  |  | 2 | COMP para. 7 (a), COMP para. 8 (a) | " in cells(matrix)
        assert [cell_text(row.cells[0]) for row in matrix.rows if not row.detail][:3] == [
            "CONV part I",
            "CONV 1",
            "CONV 2",
        ]
        assert totals(matrix) == {"provisions": 18, "cited": 5}

    def test_a_row_of_an_article_is_about_its_parts_too(self, register: Register) -> None:
        rows = cells(table(register, TableKind.INSTRUMENT, "CONV"))
        assert [row for row in rows if row.startswith(("CONV 3", "CONV 4"))] == [
            "CONV 3 | Expulsion | workers | 2 | COMP para. 7 (a), COMP para. 8 (a) | ",
            "CONV 3 (1) |  |  | 2 | COMP para. 7 (a), COMP para. 8 (a) | ",
            "CONV 3 (2) |  |  | 2 |  | ",
            "CONV 3 (3) |  |  |  |  | ",
            "CONV 4 | Remedies | workers |  | no counterpart in COMP | ",
            "CONV 4 bis | Access to courts |  |  |  | ",
        ]

    def test_list_of_instruments(self, register: Register) -> None:
        assert cells(table(register, TableKind.INSTRUMENT, INSTRUMENTS, "CONV", "OPEN"))[-2:] == [
            "OPEN | Open |  | binding |  |  |  | ",
            "OPEN 7 (2) |  |  |  |  | 5 |  | ",
        ]

    def test_paragraphs_that_rest_on_an_instrument(self, register: Register) -> None:
        matrix = table(register, TableKind.PARAGRAPHS, PARAGRAPHS, "OPEN")
        assert cells(matrix) == ["5 | more | obligation | More. | CONV 1, OPEN 7 (2) | women | Mid / Sub"]
        assert totals(matrix) == {"paragraphs": 1, "obligation": 1, "commitment": 0, "guidance": 0, "plain": 0}

    def test_paragraphs_without_basis(self, register: Register) -> None:
        matrix = table(register, TableKind.PARAGRAPHS, PARAGRAPHS, only_gaps=True)
        assert [row.cells[1] for row in matrix.rows] == ["scope"]


class TestThresholds:
    @pytest.mark.parametrize(
        ("kind", "rows", "columns", "share", "expected"),
        [
            (COVERAGE, "CONV", (), 71.4, []),
            (
                COVERAGE,
                "CONV",
                (),
                72.0,
                ["table: 71.4 % are covered, at least 72 % are asked for; address or justify CONV 4, CONV 4 bis"],
            ),
            (TRACEABILITY, PARAGRAPHS, ("CONV", "COMP"), 80.0, []),
            (
                TRACEABILITY,
                PARAGRAPHS,
                ("CONV", "COMP"),
                80.5,
                ["table: 80.0 % are covered, at least 80.5 % are asked for; give a basis in CONV or COMP to 1"],
            ),
        ],
    )
    def test_a_share_is_reached_or_named(
        self, register: Register, kind: TableKind, rows: str, columns: Sequence[str], share: float, expected: list[str]
    ) -> None:
        asked = request(kind, rows, *columns, at_least=share)
        assert [item.message for item in check_tables([asked], lambda name: compute_table(register, asked))] == expected

    def test_at_most_ten_are_named(self, instruments: Instruments) -> None:
        empty = Register(instruments=instruments, paragraphs=[])
        asked = request(COVERAGE, "CONV at paragraph", at_least=1.0)
        few = request(COVERAGE, "COMP", at_least=1.0)
        (finding,) = check_tables([asked], lambda name: compute_table(empty, asked))
        assert finding.message.endswith(
            "address or justify CONV 1 (1), CONV 1 (2), CONV 2 (1), CONV 3 (1), CONV 3 (2), CONV 3 (3)"
        )
        (finding,) = check_tables([few], lambda name: compute_table(empty, few))
        assert finding.message.count("COMP") == 6

    def test_nothing_to_cover_is_covered(self, instruments: Instruments) -> None:
        empty = Register(instruments=instruments, paragraphs=[])
        asked = request(COVERAGE, "OPEN", at_least=100.0)
        assert list(check_tables([asked], lambda name: compute_table(empty, asked))) == []


@pytest.mark.parametrize(
    ("kind", "rows", "columns", "facets"),
    [
        (TRACEABILITY, PARAGRAPHS, ["CONV"], []),
        (TableKind.INSTRUMENT, "CONV", [], ["holder"]),
        (COVERAGE, "CONV", [], ["state"]),
        (TableKind.PARAGRAPHS, PARAGRAPHS, [], ["force", "holder", "section"]),
        (TableKind.CROSSWALK, COMMITMENTS, [], ["relation", "reviewed"]),
        (TableKind.CONCORDANCE, "", [], ["fate", "section"]),
        (TableKind.PINPOINTS, "", [], ["checked"]),
        (TableKind.PRACTICE, "", ["CONV"], ["type", "state"]),
        (TableKind.COLLECTED, "", [], ["comment", "force", "voices"]),
        (TableKind.DIFFERENCES, "", [], ["what", "said"]),
        (TableKind.RECEIVED, "", [], ["call", "via", "language"]),
        (TableKind.DISPOSITIONS, "", [], ["submitter", "category", "kind", "decision"]),
    ],
)
def test_readers_can_choose_by_what_has_few_values(
    kind: TableKind, rows: str, columns: list[str], facets: list[str], register: Register
) -> None:
    assert [column.key for column in table(register, kind, rows, *columns).columns if column.facet] == facets
