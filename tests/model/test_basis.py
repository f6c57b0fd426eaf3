"""What a paragraph rests on, in whole or for a part of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from normative.model.basis import read_basis, unknown_items
from normative.model.instrument import Instrument


@pytest.mark.parametrize(
    ("written", "cited", "parts"),
    [
        ("CONV 3", ["conv-art-3"], {}),
        ("CONV 3 in part", ["conv-art-3"], {"conv-art-3": "in part"}),
        ("CONV 3, in part; OPEN 4", ["conv-art-3", "open-art-4"], {"conv-art-3": "in part"}),
        (
            "OPEN 4; CONV 3 (1) and (2) for (a) and (c); CONV 4",
            ["open-art-4", "conv-art-3-1", "conv-art-3-2", "conv-art-4"],
            {"conv-art-3-1": "for (a), (c)", "conv-art-3-2": "for (a), (c)"},
        ),
        ("CONV 3 for (a)-(c)", ["conv-art-3"], {"conv-art-3": "for (a), (b), (c)"}),
        ("CONV 3 for subparagraphs (a) to (c) and (e)", ["conv-art-3"], {"conv-art-3": "for (a), (b), (c), (e)"}),
        ("CONV 3; 4 for (b)", ["conv-art-3", "conv-art-4"], {"conv-art-4": "for (b)"}),
        ("CONV 3; CONV 3 in part", ["conv-art-3"], {}),
        ("CONV part I", ["conv-part-i"], {}),
    ],
)
def test_read_basis(
    written: str, cited: list[str], parts: dict[str, str], instruments: Mapping[str, Instrument]
) -> None:
    basis = read_basis(written, instruments)
    assert basis.citation.problems == ()
    assert [provision.slug for provision in basis.citation.provisions] == cited
    assert {provision.slug: part for provision, part in basis.parts} == parts


def test_what_cannot_be_read_is_told_once(instruments: Mapping[str, Instrument]) -> None:
    [problem] = read_basis("CONV 99 for (a); CONV 3 in part", instruments).citation.problems
    assert problem.message.startswith("unknown provision 'CONV 99'")
    [problem] = read_basis("CONV 3 for a part", instruments).citation.problems
    assert "for a part" in problem.message


def test_items_that_are_not_there(instruments: Mapping[str, Instrument]) -> None:
    basis = read_basis("CONV 3 for (a), (d); CONV 4 for (d)", instruments)
    assert [problem.message for problem in unknown_items(basis, {"(a)": None, "(b)": None})] == [
        "basis stands for '(d)', but the paragraph has (a), (b); correct it, or write 'in part'"
    ]
    assert next(problem.message for problem in unknown_items(basis, ())) == (
        "basis stands for '(a)', but the paragraph has no list; correct it, or write 'in part'"
    )
