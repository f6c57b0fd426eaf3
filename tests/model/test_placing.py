"""Remarks are placed by id, by words or by likeness between neighbours; never at the wrong paragraph."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from normative.model.comment import Comment, Matched
from normative.model.draft import Fingerprint, FrozenParagraph, FrozenText
from normative.model.files.draft import parse_text
from normative.model.history.placing import Passage, Placed, Placing
from normative.model.history.remarks import Remark, comments_of
from normative.model.paragraph import Force
from normative.model.text import Block, Span, plain

WORKED = Path(__file__).parents[2] / "source" / "drafts" / "1" / "draft.json"


def paragraph(identifier: str, number: int, *texts: str | tuple[str, int, str]) -> FrozenParagraph:
    blocks = [(("", 0, text) if isinstance(text, str) else text) for text in texts]
    return FrozenParagraph(
        id=identifier,
        number=number,
        force=Force.PLAIN,
        section=("Rights of all", "Expulsion"),
        blocks=tuple(Block(mark=mark, level=level, spans=(Span(text=text),)) for mark, level, text in blocks),
        fingerprint=Fingerprint(own="0" * 12, rests_on="0" * 12),
    )


@pytest.fixture
def placing() -> Placing:
    paragraphs = (
        paragraph("hear", 1, "States parties hear every person before they decide on a return."),
        paragraph(
            "costs",
            2,
            "Persons who are expelled must:",
            ("(a)", 1, "bear no costs of the proceedings against them;"),
            ("(b)", 1, "pay their own travel:"),
            ("(i)", 2, "where they have the means for it;"),
            ("(b)", 1, "settle claims to wages before they leave the country."),
        ),
        paragraph("write", 3, "Reasons in writing help courts to review what was decided."),
    )
    return Placing(FrozenText(paragraphs=paragraphs, entries=(), provisions={}))


@pytest.mark.parametrize(
    ("quote", "subject", "part"),
    [
        ("HEAR every person,\nbefore they decide", "hear", ""),
        ("no costs of the proceedings", "costs", "(a)"),
        ("where they have the means", "costs", "(b) (i)"),
        ("claims to wages before they", "costs", "(b)"),
        ("against them; pay their own", "costs", ""),  # in two blocks
        ("hear", "", ""),  # too short to tell
        ("ear every person before they decide", "", ""),  # no part of a word
        ("nothing of this stands there", "", ""),
        ("", "", ""),
    ],
)
def test_a_quotation_is_placed_where_it_stands_alone(placing: Placing, quote: str, subject: str, part: str) -> None:
    placed = placing.of_quote(quote)
    assert (placed.subject, placing.part(placed)) == (subject, part)
    assert placed.matched is (Matched.QUOTE if subject else Matched.UNPLACED)


def test_words_in_two_paragraphs_are_placed_in_none() -> None:
    both = (paragraph("one", 1, "The same words stand here."), paragraph("two", 2, "The same words stand here."))
    twice = Placing(FrozenText(paragraphs=both, entries=(), provisions={}))
    assert twice.of_quote("the same words stand") == Placed()
    assert twice.of_passages([Passage(words="The same words stand here.")]) == [Placed()]
    above = [Passage(words="The same words stand here.", subject="one"), Passage(words="The same words stand here.")]
    # The other one is known by its neighbour and its words alone.
    assert [placed.subject for placed in twice.of_passages(above)] == ["one", ""]


def test_passages_lie_between_their_neighbours(placing: Placing) -> None:
    passages = [
        Passage(words="OBLIGATION · Basis: CONV 1", is_above=True),
        Passage(words="States parties shall always hear each person before they decide on a return.", subject="hear"),
        Passage(words="Expulsion"),
        Passage(words="Persons who are expelled must:", subject="costs"),
        Passage(words="bear no or low costs of the proceedings against them;"),
        Passage(words="Words that the reader put in here."),
        Passage(words="settle claims to wages before they leave the country."),
        Passage(words="And words between two paragraphs."),
        Passage(words="Reasons given in writing help courts to review what was decided."),
    ]
    placed = placing.of_passages(passages)
    assert [(item.subject, placing.part(item), item.matched.value) for item in placed] == [
        ("hear", "", "bookmark"),
        ("hear", "", "bookmark"),
        ("chapter/expulsion", "", "quote"),
        ("costs", "", "bookmark"),
        ("costs", "(a)", "likeness"),
        ("costs", "", "likeness"),
        ("costs", "(b)", "quote"),
        ("", "", "unplaced"),
        ("write", "", "likeness"),
    ]


@pytest.mark.parametrize(
    ("above", "below", "subject", "part"),
    [
        ("first", "between", "first", "(b)"),
        ("between", "last", "", ""),
        # It may have been written into the paragraph between, too.
        ("first", "last", "", ""),
    ],
)
def test_words_too_few_to_tell_are_placed_where_only_one_paragraph_can_be_meant(
    above: str, below: str, subject: str, part: str
) -> None:
    items = (("(a)", 1, "legal aid;"), ("(b)", 1, "an interpreter."))
    first, last = (paragraph(name, number, f"The {name} have:", *items) for name, number in (("first", 1), ("last", 3)))
    between = paragraph("between", 2, "Children have more than that, and sooner.")
    placing = Placing(FrozenText(paragraphs=(first, between, last), entries=(), provisions={}))
    passages = [Passage(words=f"{name}:", subject=name) for name in (above, below)]
    placed = placing.of_passages([passages[0], Passage(words="An interpreter."), passages[1]])[1]
    assert (placed.subject, placing.part(placed)) == (subject, part)


def test_an_id_is_not_believed_whose_words_are_those_of_another(placing: Placing) -> None:
    wrong = Passage(words="Reasons in writing help courts to review what was decided.", subject="hear")
    assert placing.of_passages([wrong]) == [Placed(subject="write", block=0, matched=Matched.LIKENESS)]
    twice = [Passage(words="Other words altogether.", subject="hear"), Passage(words="More words.", subject="hear")]
    assert [item.matched for item in placing.of_passages(twice)] == [Matched.BOOKMARK, Matched.UNPLACED]
    assert placing.of_passages([Passage(words="hear", subject="gone")]) == [Placed()]


def remark(quote: str = "", words: str = "", subject: str = "") -> Remark:
    comment = Comment(quote=quote, text="Said.", subject=subject, matched=Matched.UNPLACED)
    return Remark(comment=comment, place="somewhere", words=words)


KNOWN = {
    "hear": remark("hear every person before they decide"),
    "costs": remark("bear no costs of the proceedings"),
    "write": remark("courts to review what was decided"),
}


@pytest.mark.parametrize(
    ("around", "subject"),
    [
        (["hear", "?", "costs"], "hear"),
        # Between neighbours, who are known by their words, it is taken for none but what stands between them.
        (["costs", "?", "write"], ""),
        (["?", "hear"], "hear"),
        # Where the others do not keep to the order of the draft, it may be anywhere.
        (["write", "costs", "?"], "hear"),
        (["costs", "hear", "write", "?"], "hear"),
    ],
)
def test_a_remark_lies_between_its_neighbours_where_these_keep_their_order(
    placing: Placing, around: list[str], subject: str
) -> None:
    like_hear = remark(words="States parties hear all and every person with care, long before they decide.")
    found = comments_of([KNOWN.get(name, like_hear) for name in around], placing, "1")
    assert {name: item.subject for name, item in zip(around, found, strict=True)} == {
        **{name: name for name in around},
        "?": subject,
    }


@pytest.mark.parametrize("seed", range(3))
def test_a_text_without_ids_in_which_every_eighth_word_is_another_is_found_again(seed: int) -> None:
    text = parse_text(WORKED.read_bytes())
    chance = random.Random(seed)
    vocabulary = sorted({word for item in text.paragraphs for word in plain(item.blocks, {}).split()})
    passages, truth = [], []
    for item in text.paragraphs:
        for block in item.blocks:
            said = plain([block], text.numbers).split()
            words = [chance.choice(vocabulary) if chance.random() < 0.12 else word for word in said]
            passages.append(Passage(words=" ".join(words)))
            truth.append(item.id)
    placed = Placing(text).of_passages(passages)
    wrong = [(item.subject, name) for item, name in zip(placed, truth, strict=True) if item.subject not in ("", name)]
    assert wrong == []
    assert sum(1 for item in placed if item.subject) >= 0.98 * len(truth)


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("parties hear every grown person before they decide", "person"),
        ("parties hear every child before anybody decides on schools", "child"),
        ("States parties hear every one", ""),  # which both have
        ("Nobody has said such a thing", ""),
    ],
)
def test_a_remark_is_at_the_likelier_of_two_paragraphs_or_at_none(words: str, subject: str) -> None:
    texts = {
        "person": "States parties hear every grown person before they decide on a return.",
        "child": "States parties hear every child before anybody decides on schools.",
    }
    paragraphs = tuple(paragraph(name, number, text) for number, (name, text) in enumerate(texts.items(), 1))
    two = Placing(FrozenText(paragraphs=paragraphs, entries=(), provisions={}))
    comment = Comment(text="Said.", matched=Matched.UNPLACED)
    [placed] = comments_of([Remark(comment=comment, place="line 1", words=f"So {words} so")], two, "1")
    assert placed.subject == subject
