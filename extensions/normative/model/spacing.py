"""Words that stay on one line with the number behind them: "para. 7", "article 22", "objective 21"."""

from __future__ import annotations

import re

_NO_BREAK = "\u00a0"
_WORDS = (
    r"paras?\.|paragraphs?|articles?|arts?\.|objectives?|obj\.|principles?|chapters?|chap\.|sections?|sect\.|annex"
    r"|parts?|Nos?\.|general comments? Nos?\.|vol\.|p\.|pp\."
)
#: Letters of other scripts are written next to such a word without a space.
_NO_LETTER = r"(?<![A-Za-z\u00c0-\u024f\d_-])"
_BEFORE_NUMBER = re.compile(rf"{_NO_LETTER}({_WORDS})[ \n](?=[\dIVX]+(?![^\W\d]))", re.IGNORECASE)
_AT_END = re.compile(rf"{_NO_LETTER}({_WORDS})[ \n]$", re.IGNORECASE)
_NUMBER = re.compile(r"[\dIVX]")
_KEPT = re.compile(rf"{_NO_LETTER}({_WORDS}){_NO_BREAK}(?=[\dIVX]|$)", re.IGNORECASE)


def kept_together(text: str) -> str:
    """Return a text in which no line ends between such a word and its number."""
    return _BEFORE_NUMBER.sub(rf"\1{_NO_BREAK}", text)


def kept_before(text: str, following: str) -> str:
    """Return a text in which no line ends between a word at its end and a number that begins what follows it."""
    return _AT_END.sub(rf"\1{_NO_BREAK}", text) if _NUMBER.match(following) else text


def let_go(text: str) -> str:
    """Return a text as authors write it, from one that was kept together; what follows it may be a number."""
    return _KEPT.sub(r"\1 ", text)
