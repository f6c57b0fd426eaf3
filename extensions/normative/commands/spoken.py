"""Words of forms in the language of the text, and back: a form that was filled in may be in any language.

Columns and choices have names that never change; English forms print these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from normative.model.comment import CommentKind
from normative.model.message import Message, in_context, say
from normative.model.review import Verdict
from normative.project.language import catalogue, in_other_languages, told

#: What heads of columns say; the others are for programs.
HEADS: Mapping[str, Message] = {
    "number": say("Number"),
    "words": say("Words"),
    "part": in_context("Part", "of a paragraph"),
    "kind": say("Kind"),
    "comment": say("Comment"),
    "proposal": say("Proposed words"),
    "reason": say("Reason"),
    "subject": say("Subject"),
    "state": in_context("State", "of a review"),
    "verdict": say("Verdict"),
}


def head(name: str) -> str:
    """Return what the head of a column says."""
    return str(told(HEADS[name])) if name in HEADS and catalogue() else name


def heads_meant(cells: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the names of columns by what their heads say, in whatever language; what is none is in small letters."""
    names = {name: name for name in known}
    return [names.get(small) or _heads().get(small, small) for small in (cell.lower() for cell in cells)]


def kind_meant(word: str) -> str:
    """Return which kind of comment is meant by a word of any language; the word in small letters where none is."""
    return _meant(word, CommentKind, _kinds)


def verdict_meant(word: str) -> str:
    """Return which verdict is meant by a word of any language; the word as it is where none is."""
    return _meant(word, Verdict, _verdicts)


def _meant(word: str, known: Iterable[str], others: Callable[[], Mapping[str, str]]) -> str:
    small = word.lower()
    return small if not word or small in list(known) else others().get(small, small)


@cache
def _heads() -> Mapping[str, str]:
    return {spoken.lower(): name for name, message in HEADS.items() for spoken in in_other_languages(message)}


@cache
def _kinds() -> Mapping[str, str]:
    return {spoken.lower(): kind.value for kind in CommentKind for spoken in in_other_languages(kind)}


@cache
def _verdicts() -> Mapping[str, str]:
    return {spoken.lower(): verdict.value for verdict in Verdict for spoken in in_other_languages(verdict)}
