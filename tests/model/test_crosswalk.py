"""The crosswalk: which obligations stand under a commitment, which commitments carry an obligation further, and how."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from normative.model.convergence import Convergence, Gap, Relation
from normative.model.diagnostics import Finding
from normative.model.matrix import State, cell_text
from normative.model.paragraph import Force, Paragraph
from normative.model.register import Register
from normative.model.tables import compute_table
from normative.model.tables.checks import check_tables
from normative.model.tables.request import COMMITMENTS, OBLIGATIONS, TableKind
from normative.model.text import Block, Span
from small_register import PLACE, Instruments, cited, request, table, totals

CROSSWALK = TableKind.CROSSWALK


def text(
    instruments: Instruments,
    obligations: Sequence[str],
    commitments: Sequence[str],
    related: Sequence[tuple[str, Relation, str]] = (),
    lacking: Sequence[str] = (),
) -> Register:
    """Return paragraphs o1, o2, ... and c1, c2, ... with these bases, and the relations between provisions."""
    written = [
        *((f"o{place}", Force.OBLIGATION, basis) for place, basis in enumerate(obligations, start=1)),
        *((f"c{place}", Force.COMMITMENT, basis) for place, basis in enumerate(commitments, start=1)),
    ]
    return Register(
        instruments=instruments,
        paragraphs=[
            Paragraph(
                id=identifier,
                force=force,
                basis=cited(basis, instruments),
                section=("One",),
                blocks=(Block(spans=(Span(text=f"Text of {identifier}."),)),),
                document="index",
                anchor=identifier,
                place=PLACE,
            )
            for identifier, force, basis in written
        ],
        convergences=[
            Convergence(
                left=cited(left, instruments),
                right=cited(right, instruments),
                relation=relation,
                reason=f"{left} and {right}.",
                source="analysis",
                place=PLACE,
            )
            for left, relation, right in related
        ],
        gaps=[
            Gap(provisions=cited(gap, instruments), counterpart="CONV", reason=f"{gap}.", place=PLACE)
            for gap in lacking
        ],
    )


def links(register: Register, rows: str = COMMITMENTS) -> list[tuple[str, ...]]:
    """Return the rows: paragraph, its provision, relation, the other provision, the other paragraph, how cited."""
    matrix = table(register, CROSSWALK, rows)
    places = [[column.key for column in matrix.columns].index(key) for key in ("own", "relation", "far", "match")]
    return [
        (
            cell_text(row.cells[0]),
            *(cell_text(row.cells[place]) for place in places[:3]),
            cell_text(row.cells[4]),
            cell_text(row.cells[places[3]]),
        )
        for row in matrix.rows
    ]


def test_a_relation_connects_and_both_directions_hold_the_same(instruments: Instruments) -> None:
    register = text(
        instruments, ["CONV 3 (1)", "CONV 4"], ["COMP obj. 1"], [("CONV 3 (1)", Relation.TENSION, "COMP obj. 1")]
    )
    assert links(register) == [("3", "COMP obj. 1", "tension", "CONV 3 (1)", "1", "as cited")]
    assert links(register, OBLIGATIONS) == [
        ("1", "CONV 3 (1)", "tension", "COMP obj. 1", "3", "as cited"),
        ("2", "", "", "", "none", ""),
    ]
    matrix = table(register, CROSSWALK, OBLIGATIONS)
    assert totals(matrix) == {"rows": 2, "covered": 1, "covered_share": 50.0, "none": 1, "tension": 1}
    assert [row.group for row in matrix.rows] == ["Obligation 1: Text of o1.", "Obligation 2: Text of o2."]


def test_paragraphs_that_one_pair_connects_share_a_row(instruments: Instruments) -> None:
    register = text(
        instruments,
        ["CONV 3", "CONV 3", "CONV 3 (1)"],
        ["COMP obj. 1"],
        [("CONV 3", Relation.SYNERGY, "COMP obj. 1")],
    )
    assert [(link[4], link[5]) for link in links(register)] == [
        ("1, 2", "as cited"),
        ("3", "CONV 3 (1), a part of CONV 3"),
    ]


def test_a_provision_on_which_both_rest_connects(instruments: Instruments) -> None:
    register = text(instruments, ["CONV 3 (2)"], ["COMP obj. 1; CONV 3 (2)"])
    assert links(register) == [("2", "CONV 3 (2)", "same provision", "CONV 3 (2)", "1", "as cited")]


@pytest.mark.parametrize(
    ("obligation", "match"),
    [
        ("CONV 2 (1) (a)", "CONV 2 (1) (a), a part of CONV 2"),
        ("CONV 2", "as cited"),
    ],
)
def test_what_is_said_of_an_article_holds_for_what_it_contains(
    instruments: Instruments, obligation: str, match: str
) -> None:
    register = text(instruments, [obligation], ["COMP obj. 1"], [("CONV 2", Relation.SYNERGY, "COMP obj. 1")])
    assert [link[-1] for link in links(register)] == [match]


def test_what_is_said_of_a_part_holds_for_the_whole(instruments: Instruments) -> None:
    register = text(instruments, ["CONV 2"], ["COMP obj. 1"], [("CONV 2 (1)", Relation.SYNERGY, "COMP obj. 1")])
    assert [link[-1] for link in links(register)] == ["CONV 2, which contains CONV 2 (1)"]


@pytest.mark.parametrize("related", ["CONV 2 (1) (b)", "CONV 2 (1) (a) (ii)"])
@pytest.mark.parametrize("part", ["CONV 2 (1)", "CONV 2 (1) (a)"])
def test_nothing_passes_to_a_whole_of_which_a_part_is_cited(instruments: Instruments, part: str, related: str) -> None:
    register = text(instruments, [f"CONV 2; {part}"], ["COMP obj. 1"], [(related, Relation.SYNERGY, "COMP obj. 1")])
    cited_in_part = cited(part, instruments)[0] in instruments["CONV"].chain(cited(related, instruments)[0])
    assert [link[-1] for link in links(register)] == ([f"{part}, which contains {related}"] if cited_in_part else [""])


@pytest.mark.parametrize("related", ["CONV 3 (2)", "CONV part II", "CONV 4"])
def test_nothing_passes_between_neighbours_or_through_parts(instruments: Instruments, related: str) -> None:
    register = text(instruments, ["CONV 3 (1)"], ["COMP obj. 1"], [(related, Relation.SYNERGY, "COMP obj. 1")])
    assert [link[4] for link in links(register)] == ["none"]


def test_a_link_does_not_rest_on_two_guesses(instruments: Instruments) -> None:
    related = [("CONV 2", Relation.SYNERGY, "COMP obj. 1")]
    assert [link[4] for link in links(text(instruments, ["CONV 2 (1)"], ["COMP para. 7 (a)"], related))] == ["none"]
    assert [link[4] for link in links(text(instruments, ["CONV 2 (1)"], ["COMP obj. 1"], related))] == ["1"]


def test_a_looser_link_is_left_out_beside_a_close_one_unless_it_is_a_tension(instruments: Instruments) -> None:
    close = ("CONV 2 (1)", Relation.SYNERGY, "COMP obj. 1")
    for relation, expected in ((Relation.COMPLEMENT, ["synergy"]), (Relation.TENSION, ["synergy", "tension"])):
        register = text(instruments, ["CONV 2 (1)"], ["COMP obj. 1"], [close, ("CONV 2", relation, "COMP obj. 1")])
        assert sorted(link[2] for link in links(register)) == expected


def test_a_paragraph_without_a_link_shows_the_gaps_that_say_why(instruments: Instruments) -> None:
    register = text(instruments, ["CONV 3"], ["COMP obj. 3"], lacking=["COMP obj. 3"])
    (row,) = table(register, CROSSWALK, COMMITMENTS).rows
    assert [cell_text(cell) for cell in row.cells] == [
        "2",
        "COMP obj. 3",
        "gap",
        "",
        "none",
        "COMP obj. 3.",
        "unreviewed",
        "",
    ]


def test_rows_are_chosen(instruments: Instruments) -> None:
    register = text(
        instruments,
        ["CONV 3", "CONV 4"],
        ["COMP obj. 1", "COMP obj. 2", "COMP obj. 3"],
        [("CONV 3; CONV 4", Relation.SYNERGY, "COMP obj. 2"), ("CONV 4", Relation.TENSION, "COMP obj. 1")],
    )

    def numbers(**options: object) -> list[str]:
        return [cell_text(row.cells[0]) for row in table(register, CROSSWALK, COMMITMENTS, **options).rows]

    assert numbers() == ["3", "4", "4", "5"]
    assert numbers(only_gaps=True) == ["5"]
    assert numbers(only_covered=True) == ["3", "4", "4"]
    assert numbers(section=("Elsewhere",)) == []
    (tension,) = table(register, CROSSWALK, COMMITMENTS, relation=(State.TENSION,)).rows
    assert cell_text(tension.cells[0]) == "3"


def test_a_threshold_names_the_paragraphs_that_nothing_connects(instruments: Instruments) -> None:
    register = text(instruments, ["CONV 3"], ["COMP obj. 1"])
    asked = request(CROSSWALK, COMMITMENTS, at_least=100.0)
    found: list[Finding] = list(check_tables([asked], lambda name: compute_table(register, asked)))
    assert [item.message for item in found] == [
        "table: 0.0 % are covered, at least 100 % are asked for; relate the bases of 2"
    ]
