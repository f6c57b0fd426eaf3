"""What the other comments of a collection say of a paragraph that is cited: where it is now, and what has moved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normative.model.collection import Collection, Member
from normative.model.draft import Fingerprint, FrozenParagraph, FrozenText
from normative.model.paragraph import Force
from normative.model.text import Block, Span


def paragraph(identifier: str, number: int, own: str = "a", **values: object) -> FrozenParagraph:
    made = FrozenParagraph(
        id=identifier, number=number, force=Force.PLAIN, document="text", fingerprint=Fingerprint(own=own, rests_on="")
    )
    return replace(made, **values)  # type: ignore[arg-type]  # fields of the class


def text(*paragraphs: FrozenParagraph) -> FrozenText:
    return FrozenText(paragraphs=paragraphs, entries=(), provisions={})


CITED = text(
    paragraph("same", 1), paragraph("words", 2), paragraph("number", 3), paragraph("both", 4), paragraph("gone", 5)
)
NOW = text(
    paragraph("same", 1),
    paragraph("words", 2, "b"),
    paragraph("number", 4),
    paragraph("both", 3, "b"),
    paragraph("heir", 6, was=("gone", "same")),
)
ONE = Member(name="one", title="First comment", symbol="T/1", url="https://example.org/one/", text=NOW, cited=CITED)
COLLECTION = Collection(members=(replace(ONE, name="other", text=CITED, cited=None), ONE))


@pytest.mark.parametrize(
    ("name", "now"),
    [("one/gone", "one/heir"), ("one/same", ""), ("one/heir", ""), ("other/gone", ""), ("none/gone", ""), ("gone", "")],
)
def test_a_paragraph_that_goes_on_under_another_id(name: str, now: str) -> None:
    assert COLLECTION.now(name) == now


@pytest.mark.parametrize(
    ("name", "by_number", "moved"),
    [
        ("one/same", True, ""),
        ("one/words", True, "the words of paragraph 'one/words' are others than in the text that is cited"),
        ("one/words", False, "the words of paragraph 'one/words' are others than in the text that is cited"),
        (
            "one/number",
            True,
            "paragraph 'one/number' was para. 3 in the text that is cited, and is para. 4",
        ),
        ("one/number", False, ""),
        ("one/both", True, "the words of paragraph 'one/both' are others than in the text that is cited"),
        ("one/gone", True, ""),
        ("one/heir", True, ""),
        ("other/words", True, ""),
        ("none/words", True, ""),
    ],
)
def test_what_has_moved_since_it_was_cited(name: str, by_number: bool, moved: str) -> None:
    assert COLLECTION.since(name, by_number=by_number) == moved


def test_a_member_is_called_by_its_symbol_or_its_title_and_read_at_its_site() -> None:
    first = replace(NOW.paragraphs[0], blocks=(Block(spans=(Span(text="See "), Span(paragraph="heir"))),))
    assert (ONE.label, ONE.address(first), ONE.words(first)) == (
        *("T/1", "https://example.org/one/text.html#same", "See 6"),
    )
    bare = replace(ONE, symbol="", url="")
    assert (bare.label, bare.address(first)) == ("First comment", "")
