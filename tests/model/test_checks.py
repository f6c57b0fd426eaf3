"""The rules about the content of the text, each with what it finds and what it lets pass."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from normative.model.checks import CHECKS, check_register, duplicate_ids, nearest
from normative.model.citation import parse_citation
from normative.model.convergence import Convergence, Gap, Relation, Silence
from normative.model.diagnostics import Diagnostic, Place, Problem
from normative.model.files.instrument import read_instruments
from normative.model.instrument import Instrument
from normative.model.paragraph import Force, Paragraph
from normative.model.provision import Provision
from normative.model.register import Register
from normative.model.text import Block, Span
from small_projects import write_files

Instruments = Mapping[str, Instrument]


def place(line: int) -> Place:
    """Return a line of the only page."""
    return Place(path="index.rst", line=line)


def cited(text: str, instruments: Instruments) -> tuple[Provision, ...]:
    """Return the provisions of a citation; of no text, none."""
    return parse_citation(text, instruments).provisions if text else ()


def paragraph(force: Force, basis: str, text: str, instruments: Instruments) -> Paragraph:
    """Return a paragraph with the id "one"."""
    return Paragraph(
        id="one",
        force=force,
        basis=cited(basis, instruments),
        blocks=(Block(spans=(Span(text=text),)),),
        place=place(1),
    )


@pytest.mark.parametrize(
    ("force", "basis", "text", "expected"),
    [
        (Force.OBLIGATION, "CONV 1", "Shall act.", []),
        (Force.OBLIGATION, "COMP obj. 1; CONV 1", "", []),
        (Force.OBLIGATION, "COMP obj. 1", "", [Diagnostic.OBLIGATION_WITHOUT_BINDING_BASIS]),
        (Force.OBLIGATION, "CMT-GC2 5", "", [Diagnostic.OBLIGATION_WITHOUT_BINDING_BASIS]),
        (Force.OBLIGATION, "", "", [Diagnostic.OBLIGATION_WITHOUT_BINDING_BASIS]),
        (Force.COMMITMENT, "COMP obj. 1", "Should act.", [Diagnostic.UNSOURCED_WISH]),
        (Force.COMMITMENT, "CONV 1", "Must act.", [Diagnostic.COMMITMENT_WITHOUT_POLITICAL_BASIS]),
        (Force.COMMITMENT, "CONV 1; COMP obj. 1", "Must act.", []),
        (Force.COMMITMENT, "COMP obj. 1", "States MUST act.", [Diagnostic.BINDING_WORDS]),
        (
            Force.COMMITMENT,
            "",
            "They shall.",
            [Diagnostic.COMMITMENT_WITHOUT_POLITICAL_BASIS, Diagnostic.BINDING_WORDS],
        ),
        (Force.GUIDANCE, "", "Should act.", []),
        (Force.GUIDANCE, "", "Marshalled, musty, shallow.", []),
        (Force.GUIDANCE, "CMT-GC2 5", "This shall be.", [Diagnostic.BINDING_WORDS]),
        (Force.GUIDANCE, "OPEN 5", "This shall be.", []),
        (Force.GUIDANCE, "CMT-GC2 5", "In No. 2, the body considered that under para. 9 it must end.", []),
        (Force.GUIDANCE, "CMT-GC2 5", "It was held that this must end. It must end.", [Diagnostic.BINDING_WORDS]),
        (Force.GUIDANCE, "CMT-GC2 5", "The two must therefore be distinguished. It must be noted.", []),
        (Force.GUIDANCE, "CMT-GC2 5", "The body considers that States must act.", [Diagnostic.BINDING_WORDS]),
        (Force.PLAIN, "", "Nothing here shall be read so.", []),
    ],
)
def test_force_basis_and_words(
    force: Force, basis: str, text: str, expected: list[Diagnostic], instruments: Instruments
) -> None:
    register = Register(instruments=instruments, paragraphs=[paragraph(force, basis, text, instruments)])
    findings = list(check_register(register))
    assert [finding.kind for finding in findings] == expected
    assert all(finding.message.startswith("one: ") and finding.place == place(1) for finding in findings)


def test_words_are_named_as_written(instruments: Instruments) -> None:
    register = Register(
        instruments=instruments, paragraphs=[paragraph(Force.GUIDANCE, "", "They MUST, and shall.", instruments)]
    )
    assert [finding.message for finding in check_register(register)] == [
        "one: guidance says 'MUST' but rests on no binding provision; write 'should', or cite the binding provision in :basis:"
    ]


@pytest.mark.parametrize(
    ("basis", "text", "count"),
    [
        ("OPEN 1–8", "", None),
        ("OPEN 1–9", "", 9),
        ("OPEN 1–9", "As articles 1 to 9 say.", None),
        ("OPEN 1–9", "As article 9 says.", None),
        ("OPEN 1–9", "As articles 10 (1 bis) and 9 say.", None),
        ("OPEN 1–11", "As article 9 and article 12 say.", 10),
        ("OPEN 1–4; MANY obj. 1–5", "As objectives 6 and 7 say.", 9),
        ("OPEN 1 (1)–(10)", "", None),  # all in one article
        ("MANY para. 6 (a)–(i)", "", 9),
        ("MANY para. 6 (a)–(i)", "As paragraph 6 (a)–(i) says.", None),
        ("MANY para. 6 (a)–(i)", "As principles (a)–(i) say.", None),
        ("MANY para. 6 (a)–(i)", "As principle (c) says.", None),
        ("MANY para. 6 (a)–(i); OPEN 1", "As principle (c) says.", 9),
        ("MANY para. 6 (a)–(i); OPEN 1–2", "As principles (b), (h) to (k) say.", None),
        ("MANY para. 6 (a)–(i); OPEN 1–2", "As principles (h), (j) and (l) say.", 10),
    ],
)
def test_at_most_eight_provisions_that_the_text_does_not_name(
    basis: str, text: str, count: int | None, instruments: Instruments, many: Instrument
) -> None:
    known = {**instruments, "MANY": many}
    register = Register(instruments=known, paragraphs=[paragraph(Force.PLAIN, basis, text, known)])
    assert [(finding.kind, finding.message.split(" provisions")[0]) for finding in check_register(register)] == (
        [(Diagnostic.BULK_BASIS, f"one: rests on {count}")] if count else []
    )


@pytest.fixture
def many(tmp_path: Path) -> Instrument:
    """A compact of which one paragraph holds nine principles."""
    rows = [*(f"para. 6 ({letter});principle ({letter})" for letter in "abcdefghi")]
    rows = ["para. 6;", *rows, *(f"obj. {number};" for number in range(1, 6))]
    described = 'key = "MANY"\ntitle = "Many"\nstanding = "political"\n'
    table = "\n".join(["provision;also", *rows, ""])
    write_files(tmp_path, {"many/instrument.toml": described, "many/provisions.csv": table})
    instruments, findings = read_instruments(tmp_path)
    assert findings == []
    return instruments["MANY"]


def test_left_out_and_cited_all_the_same(instruments: Instruments) -> None:
    register = Register(
        instruments=instruments,
        paragraphs=[paragraph(Force.OBLIGATION, "CONV 3 (1), 4", "", instruments)],
        silences=[
            Silence(provisions=cited("CONV 3 (2), 4", instruments), reason="R", place=place(7)),
            Silence(provisions=cited("CONV 3", instruments), reason="R", place=place(8)),
        ],
    )
    assert [(finding.message, finding.place.line) for finding in check_register(register)] == [
        ("CONV 4: said to be not addressed, but para. 1 rests on it; remove it here, or from the basis", 7)
    ]


def test_what_is_given_twice(instruments: Instruments) -> None:
    left, right = cited("CONV 1", instruments), cited("COMP obj. 1", instruments)

    def convergence(one: tuple[Provision, ...], other: tuple[Provision, ...], line: int) -> Convergence:
        return Convergence(
            left=one, right=other, relation=Relation.SYNERGY, reason="R", source="analysis", place=place(line)
        )

    register = Register(
        instruments=instruments,
        paragraphs=[],
        convergences=[
            convergence(left, right, 1),
            convergence(right, left, 2),
            convergence(left, cited("COMP obj. 2", instruments), 3),
        ],
        gaps=[
            Gap(provisions=left, counterpart="COMP", reason="R", place=place(4)),
            Gap(provisions=left, counterpart="COMP", reason="R", place=place(5)),
            Gap(provisions=left, counterpart="OPEN", reason="R", place=place(6)),
        ],
        silences=[
            Silence(provisions=right, reason="R", place=place(7)),
            Silence(provisions=right, reason="R", place=Place(path="other.rst")),
            Silence(provisions=right, reason="R", place=place(9)),
        ],
    )
    assert [(finding.place.line, finding.message) for finding in check_register(register)] == [
        (2, "COMP obj. 1; CONV 1: also given at index.rst:1; keep one of the two"),
        (5, "gap CONV 1: also given at index.rst:4; keep one of the two"),
        (None, "not-addressed COMP obj. 1: also given at index.rst:7; keep one of the two"),
        (9, "not-addressed COMP obj. 1: also given at index.rst:7; keep one of the two"),
    ]


def test_ids_that_are_borne_twice_name_the_first(instruments: Instruments) -> None:
    paragraphs = [
        Paragraph(id=identifier, force=Force.PLAIN, place=Place(path=path, line=line))
        for identifier, path, line in (("a", "x.rst", 1), ("b", "x.rst", 2), ("a", "y.rst", 3), ("a", "y.rst", 4))
    ]
    assert [(finding.place.line, finding.message) for finding in duplicate_ids(paragraphs)] == [
        (3, "a: duplicate id, first used at x.rst:1; rename one of the two"),
        (4, "a: duplicate id, first used at x.rst:1; rename one of the two"),
    ]


def test_nearest_names() -> None:
    assert nearest("efective-remedy", ["effective-remedy", "scope"]) == "; nearest are effective-remedy"
    assert nearest("zzz", ["effective-remedy"]) == ""


def test_every_check_says_its_rule() -> None:
    assert [check.__name__ for check in CHECKS if not (check.__doc__ or "").strip().endswith(".")] == []


def test_every_kind_has_a_code_a_meaning_and_a_remedy() -> None:
    assert len({kind.code for kind in Diagnostic}) == len(Diagnostic)
    assert [kind for kind in Diagnostic if not (kind.code and kind.meaning.endswith(".") and kind.remedy)] == []


def test_a_problem_becomes_a_finding_with_its_subject() -> None:
    problem = Problem(kind=Diagnostic.BAD_OPTION, message="is bad")
    assert problem.at(place(1)).message == "is bad"
    assert problem.at(place(1), "one").message == "one: is bad"
