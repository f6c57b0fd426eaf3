"""Reading citations: from an author's spelling to provisions.

Apart from :mod:`normative.model.provision` because spelling is free and printing is not: every spelling the
manual allows ends here, in the same provisions.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from normative.model.diagnostics import Diagnostic, Problem
from normative.model.instrument import Instrument
from normative.model.provision import Provision, Unit, is_roman, is_roman_place, roman_value, to_roman

_UNITS = {
    "art": Unit.ARTICLE,
    "arts": Unit.ARTICLE,
    "article": Unit.ARTICLE,
    "articles": Unit.ARTICLE,
    "part": Unit.PART,
    "parts": Unit.PART,
    "obj": Unit.OBJECTIVE,
    "objs": Unit.OBJECTIVE,
    "objective": Unit.OBJECTIVE,
    "objectives": Unit.OBJECTIVE,
    "para": Unit.PARAGRAPH,
    "paras": Unit.PARAGRAPH,
    "paragraph": Unit.PARAGRAPH,
    "paragraphs": Unit.PARAGRAPH,
    "principle": Unit.PRINCIPLE,
    "principles": Unit.PRINCIPLE,
}
_KEY = re.compile(r"\s*(?P<key>[A-Za-z][\w-]*)\b\s*")
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<unit>(?:articles?|arts?|parts?|objectives?|objs?|paragraphs?|paras?|principles?)\b\.?)
      | (?P<joiner>,\s*and\b|,|&|\band\b)
      | (?P<dash>[-‐‑–—]|\bto\b)
      | \(\s*(?P<inner>[0-9]{1,4}|[A-Za-z]{1,7})\s*\)
      | (?P<number>[0-9]{1,4}(?:[A-Z]\b|\s?(?:bis|ter|quater)\b)?|[IVXLC]{1,7}\b|[A-Z]\b)
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
#: A range that counts further than this is a slip of the pen, not a citation.
_LONGEST_RANGE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """What a citation names, in the order written and without repetition, and what could not be read in it."""

    provisions: tuple[Provision, ...] = ()
    problems: tuple[Problem, ...] = ()


class _UnreadableError(ValueError):
    """A part of a citation that breaks the grammar; its message says how."""


def parse_citation(text: str, instruments: Mapping[str, Instrument]) -> Citation:
    """Read a citation; parts that can be read are returned even where others cannot.

    :param text: for example ``ICRMW 16, 17 and 22 (1)-(3); GCM obj. 8``.
    :param instruments: by key; a closed instrument's unknown provisions become problems.
    """
    provisions: dict[Provision, None] = {}
    problems: list[Problem] = []
    parts = [part for part in text.split(";") if part.strip()]
    if not parts:
        problems.append(_malformed(text, "it is empty; name a provision, such as ICRMW 22 (1), or leave it out"))
    for part in parts:
        try:
            instrument, ranges = _parse_part(part, instruments)
        except _UnknownKeyError as unknown:
            problems.append(unknown.problem)
            continue
        except _UnreadableError as error:
            problems.append(_malformed(part, str(error)))
            continue
        for span in ranges:
            found = _look_up(span, instrument, problems)
            provisions.update(dict.fromkeys(found))
    return Citation(provisions=tuple(provisions), problems=tuple(problems))


def parse_place(text: str, instrument: Instrument) -> Provision:
    """Read the name of one provision of a known instrument, as ``provisions.csv`` spells it; the key may be left out.

    :raises ValueError: saying why the text names no place, or more than one.
    """
    match = _KEY.match(text)
    start = match.end() if match and match["key"] == instrument.key else 0
    tokens = list(_tokens(text, start))
    if not tokens:
        raise _UnreadableError("it is empty")
    spans = _Reader(instrument=instrument, tokens=tokens, unit=instrument.default_unit).read()
    if len(spans) > 1:
        raise _UnreadableError("it names more than one place")
    if spans[0].last is None:
        return spans[0].first
    section = _section(spans[0])
    if section is None:
        raise _UnreadableError("a range can only name a section by its paragraphs, as in paras. 40-47")
    return section


def _malformed(text: str, why: str) -> Problem:
    shown = " ".join(text.split())
    return Problem(kind=Diagnostic.MALFORMED_CITATION, message=f"malformed citation '{shown}': {why}")


class _UnknownKeyError(Exception):
    """The part begins with a key no instrument has."""

    def __init__(self, key: str, instruments: Iterable[str]) -> None:
        keys = list(instruments)
        near = difflib.get_close_matches(key.upper(), keys, n=3, cutoff=0.5)
        remedy = f"nearest are {', '.join(near)}" if near else f"known are {', '.join(sorted(keys)[:12]) or 'none'}"
        self.problem = Problem(kind=Diagnostic.UNKNOWN_INSTRUMENT, message=f"unknown instrument '{key}'; {remedy}")


@dataclass(kw_only=True, slots=True)
class _Span:
    """A provision, or the first and last of a range, as spelled."""

    first: Provision
    last: Provision | None = None


@dataclass(kw_only=True, slots=True)
class _Reader:
    """The state of reading one instrument's part of a citation."""

    instrument: Instrument
    tokens: list[tuple[str, str]]
    position: int = 0
    unit: Unit | None = None
    spans: list[_Span] = field(default_factory=list)
    article: Provision | None = None
    """The article whose paragraphs are being counted, as in "article 22, paras. 1 and 3"."""

    def peek(self) -> str:
        return self.tokens[self.position][0] if self.position < len(self.tokens) else "end"

    def take(self) -> str:
        self.position += 1
        return self.tokens[self.position - 1][1]

    def read(self) -> list[_Span]:
        """Read the whole part: items with joiners between them."""
        self.read_item()
        while self.peek() != "end":
            if self.peek() != "joiner":
                raise _UnreadableError(f"a comma is missing before '{self.take()}'")
            self.take()
            # "article 22, para. 1, and article 23": the comma may stand before "and".
            self.read_item()
        return self.spans

    def read_item(self) -> None:
        """Read one pinpoint or range."""
        if self.peek() == "unit":
            word = self.take().lower().rstrip(".")
            if _UNITS[word] is Unit.PARAGRAPH and self.spans_end_in_article():
                self.article = self.spans.pop().first
            else:
                self.unit, self.article = _UNITS[word], None
            plural = word.endswith("s")
        else:
            plural = self.article is not None
        first = self.read_pinpoint()
        last = None
        if self.peek() == "dash":
            self.take()
            if self.peek() == "unit":
                self.take()
            last = self.read_pinpoint(relative_to=first)
        self.spans.append(_Span(first=first, last=last))
        self.article = self.article if plural else None

    def spans_end_in_article(self) -> bool:
        """Tell whether a following "para. 1" is a paragraph of the article named before it."""
        if not self.spans or self.spans[-1].last is not None:
            return False
        return self.spans[-1].first.unit is Unit.ARTICLE and len(self.spans[-1].first.numbers) == 1

    def read_pinpoint(self, *, relative_to: Provision | None = None) -> Provision:
        """Read ``22 (1) (a)``, or the bracketed numbers alone where they count on from the pinpoint before."""
        numbers: list[str] = []
        if self.peek() == "number":
            numbers = [self.take()]
        inner: list[str] = []
        while self.peek() == "inner":
            inner.append(self.take())
        before = relative_to or (self.spans[-1].last or self.spans[-1].first if self.spans else None)
        if not numbers and inner:
            if self.unit is Unit.PRINCIPLE and (
                before is None or before.unit is not self.unit or len(before.numbers) == 1
            ):
                return self.provision(inner)
            if before is None:
                raise _UnreadableError(f"'({inner[0]})' has no article or paragraph number before it")
            return self.provision([*_shared(before, inner[0]), *inner], like=before)
        if not numbers:
            raise _UnreadableError(
                "a number is missing" if self.peek() == "end" else f"a number is missing before '{self.take()}'"
            )
        if self.article is not None:
            return self.provision([*self.article.numbers, *numbers, *inner], like=self.article)
        return self.provision([*numbers, *inner])

    def provision(self, numbers: list[str], like: Provision | None = None) -> Provision:
        unit = like.unit if like else self.unit
        if unit is None:
            known = " or ".join(f"'{unit.abbreviation} {numbers[0]}'" for unit in self.instrument.units) or "'para. 1'"
            raise _UnreadableError(f"{self.instrument.key} has no default unit; write {known}")
        first, *rest = numbers
        if unit is Unit.PART and is_roman(first):
            first = first.upper()
        elif not first[0].isdigit() and unit not in (Unit.PART, Unit.PRINCIPLE):
            raise _UnreadableError(f"'{first}' is not a number")
        return Provision(instrument=self.instrument.key, unit=unit, numbers=(_number(first), *rest))


def _number(text: str) -> str:
    """Normalize white space and case of ``22 bis`` and ``14a``."""
    digits = re.match(r"[0-9]+", text)
    if not digits:
        return text
    suffix = text[digits.end() :].strip()
    number = str(int(digits.group()))
    return number + (f" {suffix.lower()}" if len(suffix) > 1 else suffix.upper())


def _shared(before: Provision, inner: str) -> tuple[str, ...]:
    """Return the numbers that a bare ``(inner)`` keeps from the provision before it."""
    numbers = before.numbers
    if is_roman_place(numbers) and is_roman(inner):
        return numbers[:-1]
    for depth in range(len(numbers) - 1, 0, -1):
        if is_roman_place(numbers[: depth + 1]):
            continue
        if numbers[depth].isdigit() == inner.isdigit():
            return numbers[:depth]
    raise _UnreadableError(f"'({inner})' does not count on from '{numbers[-1]}'")


def _parse_part(part: str, instruments: Mapping[str, Instrument]) -> tuple[Instrument, list[_Span]]:
    match = _KEY.match(part)
    if not match:
        raise _UnreadableError("it does not begin with an instrument's key, such as ICRMW")
    key = match["key"]
    if key not in instruments:
        raise _UnknownKeyError(key, instruments)
    instrument = instruments[key]
    tokens = list(_tokens(part, match.end()))
    if not tokens:
        raise _UnreadableError(
            f"no provision is named; write '{key} {_example(instrument)}', or :instrument: for the whole"
        )
    return instrument, _Reader(instrument=instrument, tokens=tokens, unit=instrument.default_unit).read()


def _example(instrument: Instrument) -> str:
    unit = instrument.default_unit
    return "1" if unit else f"{(instrument.units or (Unit.PARAGRAPH,))[0].abbreviation} 1"


def _tokens(text: str, start: int) -> Iterable[tuple[str, str]]:
    while start < len(text):
        match = _TOKEN.match(text, start)
        if not match or not match.lastgroup:
            raise _UnreadableError(f"'{text[start:].strip()}' cannot be read")
        yield match.lastgroup, match[match.lastgroup]
        start = match.end()


def _look_up(span: _Span, instrument: Instrument, problems: list[Problem]) -> list[Provision]:
    """Return the existing provisions of a span, in order, and note those that do not exist."""
    section = _section(span)
    if section and not instrument.is_open and (known := instrument.find(section)):
        return [known]
    try:
        spelled = [span.first] if span.last is None else _count(span.first, span.last)
    except _UnreadableError as error:
        problems.append(_malformed(instrument.cite([span.first]), str(error)))
        return [known] if (known := instrument.find(span.first)) else []
    found: list[Provision] = []
    for provision in spelled:
        known = instrument.find(provision)
        if known:
            found.append(known)
        else:
            problems.append(instrument.unknown(provision))
    return found


def _section(span: _Span) -> Provision | None:
    """Return the section a range of paragraphs may be the name of."""
    if span.last is None or len(span.first.numbers) > 1 or len(span.last.numbers) > 1:
        return None
    name = f"{span.first.numbers[0]}-{span.last.numbers[0]}"
    return Provision(instrument=span.first.instrument, unit=span.first.unit, numbers=(name,))


def _count(first: Provision, last: Provision) -> list[Provision]:
    """Return the provisions from ``first`` to ``last``."""
    if first.numbers[:-1] != last.numbers[:-1]:
        raise _UnreadableError("a range must begin and end at the same depth, as in 22 (1)-(3)")
    start, end = first.numbers[-1], last.numbers[-1]
    if start.isdigit() and end.isdigit():
        names = [str(number) for number in _span_of(int(start), int(end))]
    elif _counts_in_roman(first, end):
        names = [to_roman(number) for number in _span_of(roman_value(start), roman_value(end))]
        names = [name.upper() for name in names] if start.isupper() else names
    elif len(start) == len(end) == 1 and start.islower() == end.islower() and not (start + end).isdigit():
        names = [chr(code) for code in _span_of(ord(start), ord(end))]
    else:
        raise _UnreadableError(f"'{start}' to '{end}' cannot be counted")
    outer = first.numbers[:-1]
    return [Provision(instrument=first.instrument, unit=first.unit, numbers=(*outer, name)) for name in names]


def _counts_in_roman(first: Provision, end: str) -> bool:
    start = first.numbers[-1]
    if not (is_roman(start) and is_roman(end)):
        return False
    return first.unit is Unit.PART or is_roman_place(first.numbers) or len(start) > 1 or len(end) > 1


def _span_of(start: int, end: int) -> range:
    if not start < end <= start + _LONGEST_RANGE:
        raise _UnreadableError(f"a range must count up, and by at most {_LONGEST_RANGE}")
    return range(start, end + 1)
