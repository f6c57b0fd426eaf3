"""What stays on one line: words with the number behind them ("para. 7", "статья 22"), and signs set off by a space.

In French a space stands before a colon and within quotation marks, where no line may end; authors write any space.
"""

from __future__ import annotations

import re

_NO_BREAK = "\u00a0"
_WORDS = (
    r"paras?\.|paragraphs?|articles?|arts?\.|objectives?|obj\.|principles?|chapters?|chap\.|sections?|sect\.|annex"
    r"|parts?|Nos?\.|vol\.|p\.|pp\."
    r"|par\.|paragraphes?|objectifs?|chapitres?|parties?|annexes?|n[°º]"
    r"|párrs?\.|párrafos?|artículos?|objetivos?|capítulos?|partes?|anexos?|núms?\."
    r"|пп?\.|пункт\w{0,3}|стать\w{1,3}|статей|цел(?:ь|и|ью|ей|ям|ях)|глав\w{1,2}"
    r"|[وبلف]{0,2}(?:ال|لل)?(?:مادة|مادتان|مادتين|مواد|فقرة|فقرتين|فقرات|هدف|أهداف|فصل)"
)
#: Letters of other scripts are written next to such a word without a space.
_NO_LETTER = r"(?<![A-Za-z\u00c0-\u024f\u0400-\u04ff\u0620-\u064a\d_-])"
_SIGN = r"[;:?!»](?:\W|$)"
#: A space before a number, before a sign, or behind an opening quotation mark. What stands before it is looked at then,
#: for most spaces have none of these behind them.
_SPACE = re.compile(
    rf"[ \n](?:(?P<quoted>(?<=«[ \n])(?=\S))|(?P<number>(?=[\dIVXivx]+(?![^\W\d])))|(?P<sign>(?={_SIGN})))"
)
_WORD = re.compile(rf"{_NO_LETTER}(?:{_WORDS})$", re.IGNORECASE)
#: Longer than any such word.
_LONGEST = 20
_NUMBER = re.compile(r"[\dIVX]")
_KEPT = re.compile(rf"{_NO_LETTER}({_WORDS}){_NO_BREAK}(?=[\dIVX]|$)", re.IGNORECASE)
_KEPT_OFF = re.compile(rf"{_NO_BREAK}(?={_SIGN})|(?<=«){_NO_BREAK}")


def kept_together(text: str) -> str:
    """Return a text in which no line ends between such a word and its number, or before a sign that is set off."""
    return _SPACE.sub(_kept, text)


def _kept(space: re.Match[str]) -> str:
    before = space.string[max(space.start() - _LONGEST, 0) : space.start()]
    is_kept = _WORD.search(before) if space["number"] is not None else before and not before[-1].isspace()
    return _NO_BREAK if is_kept else space[0]


def kept_before(text: str, following: str) -> str:
    """Return a text in which no line ends between a word at its end and a number that begins what follows it."""
    is_kept = text.endswith((" ", "\n")) and _NUMBER.match(following) and _WORD.search(text[-_LONGEST:-1])
    return f"{text[:-1]}{_NO_BREAK}" if is_kept else text


def let_go(text: str) -> str:
    """Return a text as authors write it, from one that was kept together; what follows it may be a number."""
    return _KEPT_OFF.sub(" ", _KEPT.sub(r"\1 ", text))
