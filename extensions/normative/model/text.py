"""The words of a paragraph as values: blocks of marked spans, and the notes they call.

Kept whole, so that a draft can be frozen, compared and printed again without the sources it was made of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from normative.model.provision import to_letters, to_roman
from normative.model.vocabulary import LEFT_OUT

#: The style of a mark of :mod:`normative.model.voice`, which is no part of what is said.
VOICE = "voice"
#: The style of words of an instrument within a sentence.
QUOTED = "quotation"
#: How many names a message has of many.
_NAMED = 10


class BlockKind(StrEnum):
    """What a block of text is."""

    TEXT = "text"
    TERM = "term"
    CAPTION = "caption"
    CELL = "cell"
    LITERAL = "literal"
    FORMULA = "formula"
    QUOTATION = "quotation"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A place in a text where a name is printed that is known only when all is read, such as that of a heading.

    :param kind: the role that names it: ``ref``, ``doc`` or ``eq``.
    :param document: where it stands.
    """

    kind: str
    target: str
    document: str


@dataclass(frozen=True, kw_only=True)  # without slots, with which pickling takes three times as long
class Span:
    """A stretch of text of one kind.

    :param text: as it is printed; empty where a number or the mark of a note is printed that only a build knows.
    :param style: the mark-up that matters: ``emphasis``, ``strong``, ``literal``, ``math``, ``subscript``,
        ``superscript``; :data:`VOICE` for a mark that says whose the words behind it are; :data:`QUOTED`; else empty.
    :param paragraph: the id of the paragraph that is named: its number stands here unless there is ``text``.
    :param provision: the slug of the provision that is named.
    :param note: which of the paragraph's notes has its mark here, counted from 1.
    :param reference: of what the name is printed, in whose place ``text`` stands until all is read.
    """

    text: str = ""
    style: str = ""
    paragraph: str = ""
    provision: str = ""
    note: int = 0
    reference: Reference | None = None


@dataclass(frozen=True, kw_only=True)  # without slots, with which pickling takes three times as long
class Block:
    """A paragraph of text, an item of a list, a cell, ...: what begins on a line of its own.

    :param mark: what stands before it, such as ``(a)`` or ``•``; empty for all but the first block of an item.
    :param level: in how many lists and quotations it stands.
    """

    kind: BlockKind = BlockKind.TEXT
    mark: str = ""
    level: int = 0
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A footnote.

    :param text: as it is printed.
    :param said: the same whatever stands before it: sources by key and pinpoint and not as "Ibid.".
    """

    text: str
    said: str


def plain(blocks: Iterable[Block], numbers: Mapping[str, int]) -> str:
    """Return blocks as text, a line each, without the marks of notes and lists.

    :param numbers: of the paragraphs that the text names; one that is missing is a question mark.
    """
    return "\n".join("".join(_printed_spans(block, numbers)) for block in blocks).rstrip()


def own(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks without the words of instruments that are quoted in them; a sign stands in their places."""
    left_out = Span(text=LEFT_OUT)
    return tuple(
        replace(
            block,
            spans=(left_out,)
            if block.kind is BlockKind.QUOTATION
            else tuple(left_out if span.style == QUOTED else span for span in block.spans),
        )
        for block in blocks
    )


def named(blocks: Iterable[Block], name: Callable[[Reference, str], str]) -> tuple[Block, ...]:
    """Return blocks with the names of what they refer to.

    :param name: gives a name; its second argument is what is printed where there is none.
    """
    return tuple(
        replace(
            block,
            spans=tuple(
                replace(span, text=name(span.reference, span.text), reference=None) if span.reference else span
                for span in block.spans
            ),
        )
        for block in blocks
    )


def _printed_spans(block: Block, numbers: Mapping[str, int]) -> Iterator[str]:
    is_behind_mark = False
    for span in block.spans:
        if span.style == VOICE:
            is_behind_mark = True
        else:
            # The space behind a mark goes with it.
            printed = _printed(span, numbers)
            yield printed.lstrip() if is_behind_mark else printed
            is_behind_mark = False


def _printed(span: Span, numbers: Mapping[str, int]) -> str:
    return span.text if span.text or not span.paragraph else str(numbers.get(span.paragraph, "?"))


_COUNTS: Mapping[str, Callable[[int], str]] = {
    "loweralpha": to_letters,
    "upperalpha": lambda number: to_letters(number).upper(),
    "lowerroman": to_roman,
    "upperroman": lambda number: to_roman(number).upper(),
}


#: What stands before and behind the letters or digits of a mark.
_MARK = re.compile(r"(\W*)(\w+)(\W*)")


def read_mark(mark: str, level: int) -> tuple[str, str, str]:
    """Return how the items of a list are numbered, and what stands before and behind a number.

    The reverse of :func:`list_mark`: (i) is a number in a list in a list, and a letter else.
    """
    found = _MARK.fullmatch(mark)
    before, letters, after = found.groups() if found else ("(", "a", ")")
    if letters.isdigit():
        return "arabic", before, after
    is_roman = level > 1 and not letters.lower().strip("ivxlcdm")
    return f"{'upper' if letters.isupper() else 'lower'}{'roman' if is_roman else 'alpha'}", before, after


def list_mark(kind: str, number: int, before: str, after: str) -> str:
    """Return the mark of an item as its author writes it.

    :param kind: docutils' name of the numbering: ``arabic``, ``loweralpha``, ``upperroman``.
    """
    return f"{before}{_COUNTS.get(kind, str)(number)}{after}"


def cut_at_word(text: str, most: int) -> str:
    """Return a text in one line, or its first words where it has more than so many characters."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def some_of(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are."""
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])} and {more} more" if more > 0 else ", ".join(names)
