"""Old words against new ones: which blocks belong together, and what was struck out of them and put into them.

As values: outputs print them from one merge of the tree (:mod:`normative.authoring.redline`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from normative.model.history.likeness import WORD
from normative.model.text import Block, Span

#: A word, white space, or a sign.
PIECES = re.compile(rf"{WORD.pattern}|\s+|[^\w\s]|_")
#: What two blocks must have in common to be one that was reworded.
_ALIKE = 0.4


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """What is struck out or put in as a whole: a word, a sign, a link, a number, the mark of a note.

    :param paragraph: the id of the paragraph whose number stands here.
    :param note: whether it is the mark of a note, whichever.
    :param number: which note of the old paragraph it is, counted from 1.
    """

    text: str = ""
    style: str = ""
    paragraph: str = ""
    note: bool = False
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """A stretch of two texts.

    :param old: what was struck out there; of a stretch that was kept, what it was.
    :param start: the first token of the new text, and ``stop`` the one after the last.
    """

    is_kept: bool
    old: tuple[Token, ...]
    start: int
    stop: int


def tokens_of(spans: Iterable[Span]) -> Iterator[Token]:
    """Yield the tokens of a block."""
    for span in spans:
        if span.note:
            yield Token(note=True, number=span.note)
        elif span.paragraph or span.provision:
            yield Token(text=span.text, style=span.style, paragraph="" if span.text else span.paragraph)
        else:
            yield from (Token(text=piece, style=span.style) for piece in PIECES.findall(span.text))


def edits(old: Sequence[Token], new: Sequence[Token]) -> list[Edit]:
    """Return the stretches of two texts, in order; what was kept between two changes is more than a sign."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found: list[Edit] = []
    for number, (kind, first, last, start, stop) in enumerate(codes):
        edit = Edit(is_kept=kind == "equal", old=tuple(old[first:last]), start=start, stop=stop)
        is_between = 0 < number < len(codes) - 1 and edit.is_kept
        if is_between and not any(token.note or any(map(str.isalnum, token.text)) for token in edit.old):
            edit = Edit(is_kept=False, old=edit.old, start=start, stop=stop)
        if found and not found[-1].is_kept and not edit.is_kept:
            before = found.pop()
            edit = Edit(is_kept=False, old=(*before.old, *edit.old), start=before.start, stop=stop)
        found.append(edit)
    return found


def paired(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int | None, int | None]]:
    """Return the places of blocks that belong together, in the order of a text that shows both.

    A block that was struck out has no new place and stands before what was put in; the pairs never cross.
    """
    alike = [[_likeness(before, after) for after in map(_words, new)] for before in map(_words, old)]
    for i, before in enumerate(old):
        for j, after in enumerate(new):
            is_other = before.kind is not after.kind or bool(before.mark) is not bool(after.mark)
            if is_other or alike[i][j] < _ALIKE:
                alike[i][j] = -1.0
    if old and new and old[0].mark == new[0].mark and old[0].kind is new[0].kind:
        # What a paragraph begins with is what it began with, whatever it says.
        alike[0][0] = max(alike[0][0], _ALIKE)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j])
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return pairs


def _words(block: Block) -> Counter[str]:
    return Counter(token.text.casefold() for token in tokens_of(block.spans) if any(map(str.isalnum, token.text)))


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """Return which share of the words of two blocks both have, 0 to 1; two without words are alike."""
    whole = old.total() + new.total()
    return 2 * (old & new).total() / whole if whole else 1.0
