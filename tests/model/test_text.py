"""The words of paragraphs as plain text, whose words they are, and the marks of lists, written and read."""

from __future__ import annotations

import pytest

from normative.model.item import Item, find_item, lacks_item, split_cited, unbracketed
from normative.model.text import (
    QUOTED,
    VOICE,
    Block,
    BlockKind,
    Reference,
    Span,
    list_mark,
    named,
    own,
    plain,
    read_mark,
)
from normative.model.vocabulary import LEFT_OUT


@pytest.mark.parametrize(
    ("spans", "printed"),
    [
        ([Span(text="One "), Span(text="two", style="strong"), Span(text=".")], "One two."),
        ([Span(text="See "), Span(paragraph="duty"), Span(note=1)], "See 7"),
        ([Span(text="See "), Span(paragraph="gone")], "See ?"),
        ([Span(text="that duty", paragraph="duty")], "that duty"),
        ([Span(text="[reading]", style=VOICE), Span(text=" It says "), Span(text=" so. ")], "It says  so."),
        ([Span(text="One. "), Span(text="[reading]", style=VOICE), Span(text=" Two.")], "One. Two."),
        ([], ""),
    ],
)
def test_plain_text_has_numbers_and_no_marks(spans: list[Span], printed: str) -> None:
    assert plain([Block(spans=tuple(spans))], {"duty": 7}) == printed
    assert plain([Block(mark="(a)", spans=tuple(spans))] * 2, {"duty": 7}).split("\n")[-1] == printed


def test_words_of_instruments_are_not_the_author_s_own() -> None:
    quotation = Block(kind=BlockKind.QUOTATION, spans=(Span(text="Theirs."),))
    mixed = Block(spans=(Span(text="Ours, "), Span(text="theirs", style=QUOTED), Span(text=", ours.")))
    assert plain(own([quotation, mixed]), {}) == f"{LEFT_OUT}\nOurs, {LEFT_OUT}, ours."


def test_names_of_other_places_are_put_in_once_they_are_known() -> None:
    reference = Reference(kind="ref", target="work", document="index")
    block = Block(spans=(Span(text="See "), Span(text="here", reference=reference), Span(text=".")))
    found = named([block], lambda item, words: f"{item.kind} {item.target} for {words}")
    assert plain(found, {}) == "See ref work for here."
    assert [span.reference for span in found[0].spans] == [None] * 3


@pytest.mark.parametrize(
    ("mark", "level", "read"),
    [
        ("(a)", 1, ("loweralpha", "(", ")")),
        ("(i)", 1, ("loweralpha", "(", ")")),
        ("(i)", 2, ("lowerroman", "(", ")")),
        ("(b)", 2, ("loweralpha", "(", ")")),
        ("(xiv)", 3, ("lowerroman", "(", ")")),
        ("IV.", 2, ("upperroman", "", ".")),
        ("A)", 2, ("upperalpha", "", ")")),
        ("1.", 1, ("arabic", "", ".")),
        ("12", 2, ("arabic", "", "")),
        ("•", 1, ("loweralpha", "(", ")")),
        ("", 1, ("loweralpha", "(", ")")),
    ],
)
def test_a_mark_says_how_a_list_is_numbered(mark: str, level: int, read: tuple[str, str, str]) -> None:
    assert read_mark(mark, level) == read


@pytest.mark.parametrize(
    ("kind", "number", "mark"),
    [
        ("loweralpha", 2, "(b)"),
        ("upperalpha", 28, "(BB)"),
        ("lowerroman", 4, "(iv)"),
        ("upperroman", 9, "(IX)"),
        ("arabic", 12, "(12)"),
    ],
)
def test_a_mark_is_written_as_the_list_is_numbered(kind: str, number: int, mark: str) -> None:
    assert list_mark(kind, number, "(", ")") == mark


ITEMS = [
    Item(mark="(a)", anchor="duty--a"),
    Item(mark="(a) (i)", anchor="duty--a-i", names=("legal-aid",)),
    Item(mark="(a)", anchor="duty--a-2"),
]


@pytest.mark.parametrize(
    ("cited", "anchor"),
    [("(a)", "duty--a"), ("(a) (i)", "duty--a-i"), ("Legal  aid!", "duty--a-i"), ("(b)", ""), ("", "")],
)
def test_an_item_is_found_by_its_letters_or_its_name(cited: str, anchor: str) -> None:
    found = find_item(ITEMS, cited)
    assert (found.anchor if found else "") == anchor


@pytest.mark.parametrize(
    ("target", "parted"),
    [
        ("duty", ("duty", "")),
        ("duty (a)", ("duty", "(a)")),
        (" duty(a)(i) ", ("duty", "(a) (i)")),
        ("duty (a)   (i)", ("duty", "(a) (i)")),
        ("duty (legal aid)", ("duty", "(legal aid)")),
        ("duty a", ("duty a", "")),
        ("two words (a)", ("two words (a)", "")),
    ],
)
def test_a_paragraph_is_cited_with_an_item_in_brackets(target: str, parted: tuple[str, str]) -> None:
    assert split_cited(target) == parted


def test_what_is_wrong_with_an_item_names_those_that_there_are() -> None:
    assert "paragraph 'duty' has no item '(b)'; it has (a), (a) (i), (a), or" in lacks_item("duty", "(b)", ITEMS)
    assert "; it has no list, or" in lacks_item("duty", "(b)", [])
    remedies = [unbracketed(target, {"duty"}) for target in ("duty b", "duty (b", "duty", "other b", "duty ()")]
    assert remedies == [*["; write its item in brackets: 'duty (b)'"] * 2, "", "", ""]
