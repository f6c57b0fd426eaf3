"""What was struck out of a text and put into it, which blocks belong together, and how a proposal shows a change."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from normative.model.history.proposals import change_between, count_tokens
from normative.model.history.redline import Token, edits, paired, tokens_of
from normative.model.text import Block, BlockKind, Span

NUMBERS = {"duty": 7}


def spans(text: str) -> list[Span]:
    """Return a text in which ``#`` is the mark of a note, ``@`` a named paragraph and ``*`` stands around emphasis."""
    found: list[Span] = []
    style, note = "", 0
    for piece in re.split(r"([#@*])", text):
        if piece == "#":
            note += 1
            found.append(Span(note=note))
        elif piece == "@":
            found.append(Span(paragraph="duty"))
        elif piece == "*":
            style = "" if style else "emphasis"
        elif piece:
            found.append(Span(text=piece, style=style))
    return found


def marked(old: str, new: str) -> str:
    """Return both texts as one: what was struck out in square brackets, what was put in in braces."""
    before, after = [*tokens_of(spans(old))], [*tokens_of(spans(new))]

    def shown(tokens: Sequence[Token]) -> str:
        return "".join("#" if token.note else "@" if token.paragraph else token.text for token in tokens)

    parts = []
    for edit in edits(before, after):
        put_in = shown(after[edit.start : edit.stop])
        if edit.is_kept:
            assert shown(edit.old) == put_in
            parts.append(put_in)
        else:
            parts.append(f"[{shown(edit.old)}]{{{put_in}}}".replace("[]", "").replace("{}", ""))
    return "".join(parts)


@pytest.mark.parametrize(
    ("old", "new", "both"),
    [
        ("", "", ""),
        ("one two", "one two", "one two"),
        ("", "one", "{one}"),
        ("one", "", "[one]"),
        ("one two three", "one 2 three", "one [two]{2} three"),
        ("one two three", "one three", "one [two ]three"),
        ("a, b", "c, d", "[a, b]{c, d}"),  # a sign between two changes goes with them
        ("a and b", "c and d", "[a]{c} and [b]{d}"),
        (". one", ". two", ". [one]{two}"),  # one before or behind all changes stays
        ("one.", "two.", "[one]{two}."),
        ("a # b", "c # d", "[a]{c} # [b]{d}"),
        ("see @ or @", "see @", "see @[ or @]"),
        ("*one* two", "one two", "[one]{one} two"),
        ("one_two", "one two", "one[_]{ }two"),
    ],
)
def test_what_is_struck_out_and_put_in(old: str, new: str, both: str) -> None:
    assert marked(old, new) == both


def blocks(*texts: str) -> list[Block]:
    """Return blocks; one that begins with a bracket has a mark, one that begins with a quotation mark is quoted."""
    found = []
    for text in texts:
        mark, _, words = text.partition(" ") if text.startswith("(") else ("", "", text)
        kind = BlockKind.QUOTATION if words.startswith('"') else BlockKind.TEXT
        found.append(Block(kind=kind, mark=mark, spans=(Span(text=words),)))
    return found


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([], [], []),
        ([], ["One."], [(None, 0)]),
        (["One."], [], [(0, None)]),
        # What a text begins with is one block, whatever it says; what follows must be alike.
        (["One."], ["Other words."], [(0, 0)]),
        (["First."], ["(a) First."], [(0, None), (None, 0)]),
        (["First."], ['"First."'], [(0, None), (None, 0)]),
        (["(a) First."], ["(b) Other."], [(0, None), (None, 0)]),
        (["Same.", "A b c."], ["Same.", "D e f."], [(0, 0), (1, None), (None, 1)]),
        (["Same.", "A b c d."], ["Same.", "A b e f."], [(0, 0), (1, 1)]),
        (["Same.", "A b c d e."], ["Same.", "A f g h i."], [(0, 0), (1, None), (None, 1)]),
        (["Same.", "A b c d e."], ["Same.", "A b f g h."], [(0, 0), (1, 1)]),
        (["Same.", "(a) A b."], ["Same.", "(b) A b."], [(0, 0), (1, 1)]),
        (["Same.", "A b.", "C d."], ["Same.", "C d.", "A b."], [(0, 0), (1, None), (2, 1), (None, 2)]),
        (["A b.", "C d.", "E f."], ["A b.", "E f."], [(0, 0), (1, None), (2, 1)]),
        (["A b.", "E f."], ["A b.", "C d.", "E f."], [(0, 0), (None, 1), (1, 2)]),
        (["A b.", "..."], ["A b.", "!"], [(0, 0), (1, 1)]),  # without words
    ],
)
def test_which_blocks_belong_together(
    old: list[str], new: list[str], pairs: list[tuple[int | None, int | None]]
) -> None:
    assert paired(blocks(*old), blocks(*new)) == pairs


@pytest.mark.parametrize(
    ("old", "new", "lines", "place"),
    [
        ("one two", "one  two", (), (0, 0)),
        ("one two", "*one* two", (), (0, 0)),  # of forms nothing is said
        ("one", "two", ("one → two",), (0, 1)),
        ("one", "", ("one → –",), (0, 1)),
        ("", "one", ("– → one",), (0, 0)),
        ("a b c d e f g h", "a b c d X e f g h", ("a b c d e f g h → a b c d X e f g h",), (4, 4)),
        (
            "a b c d e f g h i j k",
            "a b c d e X g h i j k",
            ("b c d e f g h i j → b c d e X g h i j",),
            (5, 6),
        ),
        (
            "a b c d e f g h i j k l m n",
            "X b c d e f g h i j k l m Y",
            ("a b c d e → X b c d e", "j k l m n → j k l m Y"),
            (0, 14),
        ),
        ("one\ntwo three\nfour", "one\ntwo 3\nfour", ("two three → two 3",), (2, 3)),
        ("see @ and # there", "see @ and there", ("see 7 and [note] there → see 7 and there",), (3, 4)),
        ("see @", "see it", ("see 7 → see it",), (1, 2)),
    ],
)
def test_a_proposal_shows_each_change_with_some_words_around_it(
    old: str, new: str, lines: tuple[str, ...], place: tuple[int, int]
) -> None:
    change = change_between(spans(old), spans(new), NUMBERS)
    assert (change.lines if change else ()) == lines
    assert ((change.start, change.stop) if change else (0, 0)) == place


def test_an_unknown_paragraph_is_shown_as_such() -> None:
    change = change_between(spans("see @"), spans("see it"), {})
    assert change is not None
    assert change.lines == ("see ? → see it",)


def test_texts_of_many_words_are_shown_whole() -> None:
    long, longer = "one " * 4000, "one " * 4001
    change = change_between(spans(f"{long}two"), spans(long), {})
    assert change is not None
    assert change.lines == (f"{long}two → {long}".strip(),)
    assert (change.start, change.stop) == (0, 4001)
    assert change_between(spans(longer), spans(longer), {}) is None
    nearly = change_between(spans(long), spans("one " * 3999), {})
    assert nearly is not None
    assert nearly.lines == ("one one one one one → one one one one",)


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), (" ", 0), ("one", 1), ("one two.", 3), ("*one*two", 1), ("one # @ two", 4)]
)
def test_tokens_are_words_signs_notes_and_named_paragraphs(text: str, count: int) -> None:
    assert count_tokens(spans(text)) == count
