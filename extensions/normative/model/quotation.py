"""Quotations of an instrument's words, compared with them: what is left out, added or changed must be marked.

Three dots stand for what is left out, square brackets are around what is added, and around a first letter that is a
capital here and a small one there. Everything else has to be as it is in the text, word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from normative.model.citation import parse_citation
from normative.model.diagnostics import Diagnostic, Finding, Place, Problem
from normative.model.instrument import Instrument
from normative.model.provision import Provision, table_text
from normative.model.text import cut_at_word
from normative.model.wording import ANY_CASE, LONG, SHORT, ProvisionText, folded, hashes_of, salt_of, unmarked, words_of

#: Quotation marks as the United Nations prints them.
OPENING, CLOSING = "“", "”"
#: What stands for words that are left out: three or four dots, with blanks between them or not, in brackets or not.
_LEFT_OUT = re.compile(r"[\[(]?(?:…|\.(?: ?\.){2,3})[\])]?")
_BRACKETS = re.compile(r"(?P<before>\w?)\[(?P<within>[^\[\]]*)\](?P<behind>(?=\w))?")
_GAP = "\x00"
_SHOWN, _LONGEST = 3, 40
_REMEDY = "write it as it is there, with … for what is left out and [ ] around what is added"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """What a text says are the words of provisions of one instrument."""

    provisions: tuple[Provision, ...]
    words: str
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """What comparing has brought.

    :param problem: what is wrong; empty where nothing is.
    :param is_whole: whether all of it could be compared.
    """

    problem: str = ""
    is_whole: bool = True


def read_quotation(
    citation: str, words: str, instruments: Mapping[str, Instrument], place: Place
) -> tuple[Quotation | None, tuple[Problem, ...]]:
    """Return a quotation, and what is wrong with whose words it says it is."""
    if not citation.strip():
        shown = cut_at_word(words, _LONGEST)
        message = (
            f"quotation '{shown}' names no provision; write '.. quote:: KEY 22 (2)' or ':quote:`words <KEY 22 (2)>`'"
        )
        return None, (Problem(kind=Diagnostic.MALFORMED_CITATION, message=message),)
    read = parse_citation(citation, instruments)
    if not words_of(words):
        message = f"quotation of '{citation}' has no words; write them"
        return None, (*read.problems, Problem(kind=Diagnostic.EMPTY_PARAGRAPH, message=message))
    if len({provision.instrument for provision in read.provisions}) > 1:
        message = f"malformed citation '{citation}': a quotation is of one instrument; quote each by itself"
        return None, (*read.problems, Problem(kind=Diagnostic.MALFORMED_CITATION, message=message))
    if read.problems or not read.provisions:
        return None, read.problems
    return Quotation(provisions=read.provisions, words=words, place=place), ()


def check_quotations(quotations: Iterable[Quotation], instruments: Mapping[str, Instrument]) -> Iterator[Finding]:
    """Yield a finding for each quotation that is not verbatim, and one note of all that nobody can compare."""
    unchecked: list[Quotation] = []
    for quotation in quotations:
        compared = compare(quotation, instruments)
        if compared.problem:
            subject = f"quotation of {_cited(quotation, instruments)}"
            message = f"{subject}: {compared.problem}; {_REMEDY}"
            yield Finding(kind=Diagnostic.QUOTATION, message=message, place=quotation.place)
        elif not compared.is_whole:
            unchecked.append(quotation)
    if unchecked:
        first = unchecked[0]
        count = "1 quotation is" if len(unchecked) == 1 else f"{len(unchecked)} quotations are"
        message = (
            f"{count} not compared with the text, or not wholly (of {_cited(first, instruments)} here); put the texts "
            "into the folder that normative_texts names"
        )
        yield Finding(kind=Diagnostic.QUOTATION_UNCHECKED, message=message, place=first.place)


def _cited(quotation: Quotation, instruments: Mapping[str, Instrument]) -> str:
    return table_text(quotation.provisions, lambda key: instruments[key].default_unit)


def compare(quotation: Quotation, instruments: Mapping[str, Instrument]) -> Compared:
    """Compare a quotation with the text of its provisions, or else with the hashes that there are of it."""
    instrument = instruments[quotation.provisions[0].instrument]
    texts: dict[int, ProvisionText] = {}
    for provision in quotation.provisions:
        found = instrument.passage(provision)
        if not found:
            return Compared(is_whole=False)
        texts |= {id(text): text for text in found}
    segments = segments_of(quotation.words)
    words = _joined(text.words for text in texts.values())
    if words is not None:
        return Compared(problem=_compare_words(segments, words))
    rows: dict[int, _Row] = {}
    for length in (LONG, SHORT):
        hashes = _joined(text.hashes[length] if text.hashes else None for text in texts.values())
        if hashes is None:
            return Compared(is_whole=False)
        rows[length] = _Row(hashes)
    return _compare_hashes(segments, rows, salt_of(instrument.key, instrument.wording.language))


def _joined(parts: Iterable[tuple[str, ...] | None]) -> list[str] | None:
    """Return what the parts have; ``None`` where one of them is not known."""
    joined: list[str] = []
    for part in parts:
        if part is None:
            return None
        joined += part
    return joined


def segments_of(quotation: str) -> list[tuple[str, ...]]:
    """Return the stretches of words between what is left out, without what is added."""
    text = _LEFT_OUT.sub(_GAP, _BRACKETS.sub(_bare, unmarked(quotation)))
    return [words for piece in text.split(_GAP) if (words := words_of(piece))]


def _bare(brackets: re.Match[str]) -> str:
    """Return what stands for brackets: a gap, a letter in any case, or nothing in the place of an addition."""
    before, within = brackets["before"], brackets["within"].strip()
    if _LEFT_OUT.fullmatch(within):
        return f"{before} {_GAP} "
    if brackets["behind"] is not None and not before and len(within) == 1:
        return f"{ANY_CASE}{within}"
    return f"{before}{'' if before else ' '}"


class _Row:
    """Words or hashes in a row, in which others are looked for in time that grows with both."""

    def __init__(self, items: Iterable[str]) -> None:
        self.items = [*items]
        self._text = f" {' '.join(self.items)} "
        self._starts = [*accumulate((len(item) + 1 for item in self.items), initial=0)]

    def find(self, wanted: Sequence[str], start: int = 0) -> int:
        """Return where items stand one after the other, not before ``start``; -1 where they do not."""
        if start > len(self.items):
            return -1
        found = self._text.find(f" {' '.join(wanted)} ", self._starts[start])
        return bisect_left(self._starts, found) if found >= 0 else -1

    def longest(self, piece: Callable[[int], Sequence[str]], most: int, start: int) -> int:
        """Return how long a piece is that can be found, of those that grow from nothing."""
        least = 0
        while least < most:
            middle = (least + most + 1) // 2
            least, most = (middle, most) if self.find(piece(middle), start) >= 0 else (least, middle - 1)
        return least


def _compare_words(segments: Sequence[tuple[str, ...]], words: Sequence[str]) -> str:
    row, position = _Row(folded(words)), 0
    for segment in segments:
        wanted = [*folded(segment)]
        place = other = row.find(wanted, position)
        problem = ""
        while other >= 0 and (problem := _other_case(segment, words[other : other + len(segment)])):
            other = row.find(wanted, other + 1)
        if place < 0:
            return _difference(segment, wanted, words, row, position)
        if other < 0:
            return problem
        position = other + len(segment)
    return ""


def _other_case(segment: Sequence[str], words: Sequence[str]) -> str:
    for here, there in zip(segment, words, strict=True):
        if not here.startswith(ANY_CASE) and here != there:
            return f"the text has '{there}', not '{here}'; a letter that is changed stands in brackets"
    return ""


def _difference(segment: Sequence[str], wanted: Sequence[str], words: Sequence[str], row: _Row, position: int) -> str:
    """Return where a stretch is not as it is in the text, by the longest part of it that is."""
    here = [word.removeprefix(ANY_CASE) for word in segment]
    if row.find(wanted) >= 0:
        return f"'{_first(here)}' stands before what is quoted before it"
    before = row.longest(lambda count: wanted[:count], len(wanted), position)
    behind = row.longest(lambda count: wanted[len(wanted) - count :], len(wanted), position)
    if before >= behind and before:
        place = row.find(wanted[:before], position) + before
        there = _first(words[place:])
        has = f"has '{there}'" if there else "ends"
        return f"after '{_last(here[:before])}' the text {has}, not '{_first(here[before:])}'"
    if behind:
        place = row.find(wanted[len(wanted) - behind :], position)
        there, rest = _last(words[:place]), here[: len(here) - behind]
        has = f"has '{there}'" if there else "begins"
        return f"before '{_first(here[len(here) - behind :])}' the text {has}, not '{_last(rest)}'"
    return f"the text has no '{_first(here)}'"


def _compare_hashes(segments: Sequence[tuple[str, ...]], rows: Mapping[int, _Row], salt: str) -> Compared:
    """Compare what is long enough; that letters are capitals elsewhere is not seen."""
    position, is_whole = 0, True
    for segment in segments:
        length = LONG if len(segment) >= LONG else SHORT
        wanted = [*hashes_of(segment, salt, length)]
        if not wanted:
            is_whole = False
            continue
        place = rows[length].find(wanted, position)
        if place < 0:
            return Compared(problem=_hashed_difference(segment, wanted, rows[length], position, length))
        position = place + len(segment)
    return Compared(is_whole=is_whole)


def _hashed_difference(segment: Sequence[str], wanted: Sequence[str], row: _Row, position: int, length: int) -> str:
    here = [word.removeprefix(ANY_CASE) for word in segment]
    if row.find(wanted) >= 0:
        return f"'{_first(here)}' stands before what is quoted before it"
    before = row.longest(lambda count: wanted[:count], len(wanted), position)
    behind = row.longest(lambda count: wanted[len(wanted) - count :], len(wanted), position)
    if before >= behind and before:
        known = before + length - 1
        return f"after '{_last(here[:known])}' the text has other words than '{_first(here[known:])}'"
    if behind:
        known = len(here) - behind - length + 1
        return f"before '{_first(here[known:])}' the text has other words than '{_last(here[:known])}'"
    return f"the text has no '{' '.join(here)}'"


def _first(words: Sequence[str]) -> str:
    return " ".join(words[:_SHOWN])


def _last(words: Sequence[str]) -> str:
    return " ".join(words[-_SHOWN:])
