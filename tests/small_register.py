"""One small register for the tests of tables, and what computes and prints tables over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from normative.model.citation import parse_citation
from normative.model.convergence import Convergence, Gap, Relation, Silence
from normative.model.diagnostics import Place
from normative.model.instrument import Instrument
from normative.model.matrix import Matrix, cell_text
from normative.model.paragraph import Force, Paragraph
from normative.model.provision import Level, Provision
from normative.model.register import Register
from normative.model.tables import compute_table
from normative.model.tables.request import Axis, TableKind, TableRequest
from normative.model.text import Block, Span

PLACE = Place(path="index.rst", line=1)
Instruments = Mapping[str, Instrument]


def cited(text: str, instruments: Instruments) -> tuple[Provision, ...]:
    """Return the provisions of a citation that must be without problems."""
    citation = parse_citation(text, instruments)
    assert citation.problems == ()
    return citation.provisions


def small_register(instruments: Instruments) -> Register:
    """Return five paragraphs in three sections, three related pairs, two gaps and two silences."""
    written = [
        (
            "scope",
            Force.PLAIN,
            "",
            "Zeta",
            (),
            (
                Span(text="The scope, see "),
                Span(paragraph="duty"),
                Span(text=" and "),
                Span(paragraph="gone"),
                Span(text="."),
            ),
        ),
        (
            "duty",
            Force.OBLIGATION,
            "CONV 3 (1), 3 (2); COMP para. 7 (a)",
            "Alpha",
            ("women", "children"),
            (Span(text="Act."),),
        ),
        ("promise", Force.COMMITMENT, "COMP obj. 1, obj. 2", "Alpha", ("children",), (Span(text="Said so."),)),
        ("advice", Force.GUIDANCE, "CONV 2 (1) (a) (i), part II; COMP para. 11", "Mid", (), (Span(text="word " * 40),)),
        ("more", Force.OBLIGATION, "CONV 1; OPEN 7 (2)", "Mid", ("women",), (Span(text="More."),)),
    ]
    left, right = cited("CONV 3 (1); CONV 1", instruments)
    (objective,) = cited("COMP obj. 1", instruments)
    actions = cited("COMP para. 7 (a), para. 8 (a)", instruments)
    (fourth,) = cited("CONV 4", instruments)
    (work,) = cited("COMP obj. 3", instruments)
    (tenth,) = cited("CONV 10", instruments)
    (second,) = cited("COMP para. 6 (b)", instruments)
    return Register(
        instruments=instruments,
        paragraphs=[
            Paragraph(
                id=identifier,
                force=force,
                basis=cited(basis, instruments) if basis else (),
                section=(section, "Sub"),
                holder=holder,
                blocks=(Block(spans=content),),
                document="index",
                anchor=identifier,
                place=PLACE,
            )
            for identifier, force, basis, section, holder, content in written
        ],
        convergences=[
            Convergence(
                left=(left,), right=actions, relation=Relation.SYNERGY, reason="Both.", source="analysis", place=PLACE
            ),
            Convergence(
                left=(objective,),
                right=(right,),
                relation=Relation.TENSION,
                reason="Apart.",
                source="A/1",
                reviewed="2026-01-01, group",
                place=PLACE,
            ),
        ],
        gaps=[
            Gap(provisions=(fourth,), counterpart="COMP", reason="No courts.", source="analysis", place=PLACE),
            Gap(provisions=(work,), counterpart="CONV", reason="No work.", place=PLACE),
        ],
        silences=[
            Silence(provisions=(tenth,), reason="Final clauses.", place=PLACE),
            Silence(provisions=(second,), reason="Outside.", place=PLACE),
        ],
    )


def request(kind: TableKind, rows: str, *columns: str, **options: Any) -> TableRequest:
    """Return a request; ``rows`` and ``columns`` may name a level: ``CONV at paragraph``."""

    def axis(text: str) -> Axis:
        source, _, level = text.partition(" at ")
        return Axis(source=source, level=Level(level) if level else None)

    return TableRequest(
        kind=kind,
        name="table",
        title="Title",
        rows=axis(rows),
        columns=tuple(map(axis, columns)),
        place=PLACE,
        **options,
    )


def cells(matrix: Matrix) -> list[str]:
    """Return the rows as lines of text, cells separated by bars."""
    return [" | ".join(cell_text(cell) for cell in row.cells) for row in matrix.rows]


def totals(matrix: Matrix) -> dict[str, float]:
    """Return the totals by key."""
    return {total.key: total.value for total in matrix.totals}


def table(register: Register, kind: TableKind, rows: str, *columns: str, **options: Any) -> Matrix:
    """Compute a table, and check that every row has a cell for every column."""
    matrix = compute_table(register, request(kind, rows, *columns, **options))
    assert {len(row.cells) for row in matrix.rows} <= {len(matrix.columns)}
    return matrix
