"""The words of a stretch of text that are the author's own, as a build has them when markup is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normative.check.markup import ROLE_NAME, Stretch, titled
from normative.model.diagnostics import Problem
from normative.model.text import QUOTED, VOICE, Span
from normative.model.vocabulary import LEFT_OUT, Vocabulary, placed
from normative.model.voice import Voice

#: Roles that print names of things, or what is written elsewhere.
_NOT_OWN = frozenset(
    {"any", "code", "command", "download", "envvar", "file", "kbd", "keyword", "literal", "math", "numref", "option"}
    | {"samp", "t", "title", "title-reference", "token"}
    | {"footcite", "footcite:t", "footcite:ts", "instrument", "para", "provision", "quote", "voice"}
)
#: What stands in a text for the mark of a note or a source, and around the mark of a voice.
NOTED, SPOKEN = "\ue000", "\ue001"
#: What stands around words of an instrument.
CITED = "\ue002"
#: The marks of notes.
NOTE = re.compile(r"\s*\[(?:#[\w.:-]*|\*|\d+)\]_(?!\w)")
_MARKUP = re.compile(
    r"(?P<literal>``.+?``(?!`))"
    rf"|{ROLE_NAME}`(?P<words>(?:[^`\\]|\\.)+)`"
    r"|`(?P<quoted>(?:[^`\\]|\\.)+)`(?P<link>__?)?"
    r"|(?P<note>\[(?:#[\w.:-]*|\*|[\w.:-]+)\]_|(?<![\w|])\|(?=\S)[^|\n]+\|)"
    r"|(?P<stars>\*\*?)(?=\S)"
    r"|(?<=\w)__?(?=\W|$)"
    r"|\\(?P<escaped>.)",
    re.DOTALL,
)
#: The line of signs under a title, or above it.
_SIGNS = re.compile(r"([!-/:-@[-`{-~])\1*$")


def spans_of(text: str) -> Iterator[Span]:
    """Yield a text as spans: the marks of notes and of voices apart, and what is quoted."""
    for number, piece in enumerate(text.split(SPOKEN)):
        if number % 2:
            if piece in list(Voice):
                yield Span(text=Voice(piece).label, style=VOICE)
            continue
        for place, words in enumerate(piece.split(NOTED)):
            if place:
                yield Span(note=1)
            for part, quoted_or_not in enumerate(words.split(CITED)):
                if quoted_or_not:
                    yield Span(text=quoted_or_not, style=QUOTED if part % 2 else "")


def avoided_terms(stretch: Stretch, vocabulary: Vocabulary) -> Iterator[tuple[Problem, int]]:
    """Yield what is wrong with each use of a term to avoid, with its line."""
    lines = stretch.text.split("\n")
    first = stretch.start.number
    if len(lines) > 1 and _SIGNS.match(lines[-1]):
        # docutils counts a title from the line of signs under it.
        first += len(lines) - 1
        lines = [line for line in lines if not _SIGNS.match(line)]
    text = "\n".join(lines)
    for use, below in placed(vocabulary.uses(_own_words(text)), text):
        yield use.problem, first + below


def _own_words(text: str) -> str:
    return _MARKUP.sub(_printed, text).replace("**", "").replace("*", "")


def _printed(found: re.Match[str]) -> str:
    if found["name"]:
        return LEFT_OUT if found["name"] in _NOT_OWN else _title(found["words"])
    if found["quoted"]:
        return _title(found["quoted"]) if found["link"] else LEFT_OUT
    if found["escaped"]:
        return found["escaped"].strip()
    return LEFT_OUT if found["literal"] or found["note"] else ""


def _title(words: str) -> str:
    title, _ = titled(words) or (words, "")
    return title
