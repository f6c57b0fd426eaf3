"""The grammar of citations: from characters to the provisions and ranges that are spelled.

Apart from :mod:`normative.model.citation`, which looks them up: a spelling can be right and the place not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from normative.model.instrument import Instrument
from normative.model.provision import Provision, Unit, is_roman, is_roman_place

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


class UnreadableError(ValueError):
    """A part of a citation that breaks the grammar; its message says how."""


@dataclass(kw_only=True, slots=True)
class Span:
    """A provision, or the first and last of a range, as spelled."""

    first: Provision
    last: Provision | None = None


def read_spans(text: str, start: int, instrument: Instrument) -> list[Span]:
    """Return what ``text`` spells from ``start`` on, behind the instrument's key; nothing where nothing follows.

    :raises UnreadableError: saying how the text breaks the grammar.
    """
    tokens = list(_tokens(text, start))
    return _Reader(instrument=instrument, tokens=tokens, unit=instrument.default_unit).read() if tokens else []


@dataclass(kw_only=True, slots=True)
class _Reader:
    """The state of reading one instrument's part of a citation."""

    instrument: Instrument
    tokens: list[tuple[str, str]]
    position: int = 0
    unit: Unit | None = None
    spans: list[Span] = field(default_factory=list)
    article: Provision | None = None
    """The article whose paragraphs are being counted, as in "article 22, paras. 1 and 3"."""

    def peek(self) -> str:
        return self.tokens[self.position][0] if self.position < len(self.tokens) else "end"

    def take(self) -> str:
        self.position += 1
        return self.tokens[self.position - 1][1]

    def read(self) -> list[Span]:
        """Read the whole part: items with joiners between them."""
        self.read_item()
        while self.peek() != "end":
            if self.peek() != "joiner":
                raise UnreadableError(f"a comma is missing before '{self.take()}'")
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
        self.spans.append(Span(first=first, last=last))
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
                raise UnreadableError(f"'({inner[0]})' has no article or paragraph number before it")
            return self.provision([*_shared(before, inner[0]), *inner], like=before)
        if not numbers:
            raise UnreadableError(
                "a number is missing" if self.peek() == "end" else f"a number is missing before '{self.take()}'"
            )
        if self.article is not None:
            return self.provision([*self.article.numbers, *numbers, *inner], like=self.article)
        return self.provision([*numbers, *inner])

    def provision(self, numbers: list[str], like: Provision | None = None) -> Provision:
        unit = like.unit if like else self.unit
        if unit is None:
            known = " or ".join(f"'{unit.abbreviation} {numbers[0]}'" for unit in self.instrument.units) or "'para. 1'"
            raise UnreadableError(f"{self.instrument.key} has no default unit; write {known}")
        first, *rest = numbers
        if unit is Unit.PART and is_roman(first):
            first = first.upper()
        elif not first[0].isdigit() and unit not in (Unit.PART, Unit.PRINCIPLE):
            raise UnreadableError(f"'{first}' is not a number")
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
    raise UnreadableError(f"'({inner})' does not count on from '{numbers[-1]}'")


def _tokens(text: str, start: int) -> Iterator[tuple[str, str]]:
    while start < len(text):
        match = _TOKEN.match(text, start)
        if not match or not match.lastgroup:
            raise UnreadableError(f"'{text[start:].strip()}' cannot be read")
        yield match.lastgroup, match[match.lastgroup]
        start = match.end()
