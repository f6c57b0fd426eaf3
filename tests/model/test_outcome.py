"""What paragraphs accept is not reported, and an acceptance needs a kind, a reason and something to accept."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from normative.model.acceptance import parse_acceptances
from normative.model.diagnostics import Diagnostic, Place
from normative.model.instrument import Instrument
from normative.model.outcome import outcome_of
from normative.model.paragraph import Acceptance, Force, Paragraph
from normative.model.register import Register

PLACE = Place(path="a.rst", line=3)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("binding-words: quotes", [("binding-words", "quotes")]),
        ("binding-words:  one; two ;binding", [("binding-words", "one; two ;binding")]),
        ("binding-words: one; duplicate-id: two: three;", [("binding-words", "one"), ("duplicate-id", "two: three")]),
        ("binding-words", []),
        ("", []),
        ("nonsense: reason", []),
    ],
)
def test_parse_acceptances(written: str, read: list[tuple[str, str]]) -> None:
    accepted, problems = parse_acceptances(written, PLACE)
    assert [(item.kind.code, item.reason) for item in accepted] == read
    assert bool(problems) == (not read)


def test_outcome_sorts_what_is_accepted(instruments: Mapping[str, Instrument]) -> None:
    def paragraph(identifier: str, *kinds: Diagnostic) -> Paragraph:
        accepts = tuple(Acceptance(kind=kind, reason=f"because {identifier}", place=PLACE) for kind in kinds)
        return Paragraph(id=identifier, force=Force.OBLIGATION, place=PLACE, accepts=accepts)

    ungrounded = Diagnostic.OBLIGATION_WITHOUT_BINDING_BASIS
    paragraphs = [
        paragraph("one"),
        paragraph("two", ungrounded),
        paragraph("three", ungrounded, Diagnostic.BINDING_WORDS),
    ]
    found = outcome_of(Register(instruments=instruments, paragraphs=paragraphs))
    assert [(item.kind, item.message.partition(":")[0]) for item in found.findings] == [
        (ungrounded, "one"),
        (Diagnostic.NOTHING_TO_ACCEPT, "three"),
    ]
    assert [(item.finding.paragraph, item.acceptance.reason) for item in found.accepted] == [
        ("two", "because two"),
        ("three", "because three"),
    ]
