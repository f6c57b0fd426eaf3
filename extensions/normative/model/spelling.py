"""The grammar of citations: from tokens to the provisions and ranges that are spelled.

Apart from :mod:`normative.model.citation`, which looks them up: a spelling can be right and the place not exist.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from normative.model.citation_tokens import PLURALS, UNITS, UnreadableError, tokens_of, word_of
from normative.model.instrument import Instrument, Standing
from normative.model.provision import (
    DIVIDED_UNITS,
    LETTERED_UNITS,
    ROMAN_UNITS,
    UNNUMBERED_UNITS,
    WHOLE,
    Provision,
    Unit,
    is_roman,
    is_roman_place,
    is_unnumbered,
    roman_value,
)

#: Capitals that an article may have behind its number, apart from those that read like Roman numbers.
_ADDED = tuple("ABEFGHJK")
_JOINERS = ("comma", "closing")
#: No treaty has places as deep as this.
_DEEPEST = 10
#: Where "14.1" is paragraph 1 of what has the number 14.
_POINTED = (Unit.ARTICLE, Unit.RULE, Unit.GUIDELINE, Unit.PRINCIPLE)


@dataclass(kw_only=True, slots=True)
class Span:
    """A provision, or the first and last of a range, as spelled."""

    first: Provision
    last: Provision | None = None


def read_spans(text: str, instrument: Instrument, beside: Sequence[Span] = ()) -> list[Span]:
    """Return what ``text`` spells behind the instrument's key; nothing where nothing follows.

    :param beside: what was read before a semicolon, where the key is not written again.
    :raises UnreadableError: saying how the text breaks the grammar.
    """
    tokens = list(tokens_of(text.rstrip(" \t\n.")))
    reader = _Reader(instrument=instrument, tokens=tokens, unit=instrument.default_unit)
    if beside and tokens and tokens[0][0] == "unit" and UNITS[word_of(tokens[0][1])] is Unit.PARAGRAPH:
        reader.refuse_paragraph_of(beside[-1].last or beside[-1].first)
    return reader.read() if tokens else []


@dataclass(kw_only=True, slots=True)
class _Reader:
    """The state of reading one instrument's part of a citation."""

    instrument: Instrument
    tokens: list[tuple[str, str]]
    position: int = 0
    unit: Unit | None = None
    spans: list[Span] = field(default_factory=list)
    within: Provision | None = None
    """The provision whose parts are being counted, as in "article 22, paras. 1 and 3"."""
    counts_on: bool = False
    """Whether the list of parts goes on behind a joiner."""
    outer_list: bool = False
    """Whether a plural announced a list that the parts stand in, as in "arts. 5, paras. 1 and 3, and 8"."""
    is_named: bool = False
    """Whether the unit has been written, and not left out."""

    def peek(self, ahead: int = 0) -> str:
        place = self.position + ahead
        return self.tokens[place][0] if place < len(self.tokens) else "end"

    def take(self) -> str:
        self.position += 1
        return self.tokens[self.position - 1][1]

    def read(self) -> list[Span]:
        """Read the whole part: items with joiners between them."""
        self.read_item()
        while self.peek() != "end":
            if self.peek() in _JOINERS:
                closes = self.peek() == "closing"
                self.take()
                if closes:
                    self._refuse_paragraph_beside()
                # "paras. 1 (a) and (b) and 2": letters are joined, and the list of paragraphs goes on.
                joins_letters = self.peek() == "inner"
                # "article 22, para. 1, and article 23": the comma may stand before "and".
                self.read_item()
                if closes and self.counts_on and (self.outer_list or not joins_letters):
                    self._close_list(is_certain=not joins_letters)
            elif self.peek() == "open":
                self._read_bracketed()
            elif self.peek() == "chapeau" and self.spans:
                # The words that begin a provision belong to it.
                self.take()
            elif self.peek() == "unit" and self._names_part(self.tokens[self.position][1]):
                self.read_item()
            else:
                raise UnreadableError(f"a comma is missing before '{self.take()}'")
        return self.spans

    def _read_bracketed(self) -> None:
        """Read "(paras. 1 and 3)" behind an article; what follows the bracket is beside the article."""
        self.take()
        if not self._names_part(self.tokens[self.position][1]):
            raise UnreadableError("what stands in the bracket is no part of what is before it; write a comma")
        self.read_item()
        while self.peek() in _JOINERS:
            self.take()
            self.read_item()
        if self.peek() != "close":
            raise UnreadableError("a bracket is not closed")
        self.take()
        self.within, self.counts_on = None, False

    def _refuse_paragraph_beside(self) -> None:
        """Refuse "art. 3 and para. 2": the paragraph may be the article's, or the instrument's own."""
        if self.within is None and self.peek() == "unit" and self._names_part(self.tokens[self.position][1]):
            self.refuse_paragraph_of(self.spans[-1].first)

    def refuse_paragraph_of(self, beside: Provision) -> None:
        """Refuse a paragraph that comes next, unless what stands beside it has none."""
        is_preamble = beside.numbers[0] == WHOLE
        if not (_is_divided(beside) or is_preamble) or self._begins_whole():
            return
        number = self.tokens[self.position + 1][1] if self.peek(1) in ("number", "inner") else "1"
        outer = beside.unit.word if is_unnumbered(beside) else f"{beside.unit.abbreviation} {beside.numbers[0]}"
        raise UnreadableError(
            f"'para. {number}' may lie in {outer} or not; write '{outer} ({number})', or "
            f"'; {self.instrument.key} para. {number}' for a paragraph of the instrument itself"
        )

    def _begins_whole(self, ahead: int = 0) -> bool:
        """Tell whether what comes next is "para. 2 of article 4", and not "para. 2" alone."""
        kinds = (kind for kind, _ in self.tokens[self.position + ahead + 1 :])
        return next((kind for kind in kinds if kind in ("unit", "of")), "") == "of"

    def _close_list(self, *, is_certain: bool) -> None:
        """End a list of parts at its "and": what follows is beside it, or nobody knows.

        :param is_certain: that the list has come to its end, and not only that of letters in it.
        """
        self.counts_on = False
        if self.peek() in _JOINERS and self.peek(1) == "number":
            number = self.tokens[self.position + 1][1]
            if not self.outer_list or not is_certain:
                raise UnreadableError(
                    f"'{number}' may be an article or a paragraph; write 'art. {number}' or 'para. {number}'"
                )
            self.within = None

    def _names_part(self, word: str) -> bool:
        """Tell whether a unit names a part of the provision before it: "para. 1" of an article, "subpara. (c)"."""
        if not self.spans or self.spans[-1].last is not None:
            return False
        before = self.spans[-1].first
        unit = UNITS[word_of(word)]
        if unit is None:
            return True
        return unit is Unit.PARAGRAPH and (
            (_is_divided(before) and len(before.numbers) == 1) or before.numbers == (WHOLE,)
        )

    def read_item(self) -> None:
        """Read one pinpoint or range."""
        if self.peek() == "chapeau":
            self.take()
            if self.peek() == "of":
                self.take()
        if self.peek() == "unit":
            if self._read_inverted():
                return
            self._read_unit()
        elif not self.counts_on and self.peek() != "inner":
            self.within = None
        if self.unit in UNNUMBERED_UNITS and self.within is None and self._has_no_number():
            self._read_unnumbered(self.unit)
            return
        first = self.read_pinpoint()
        last = None
        if self.peek() == "dash":
            self.take()
            if self.peek() == "unit":
                self.take()
            last = self.read_pinpoint(relative_to=first)
        self.spans.append(Span(first=first, last=last))

    def _has_no_number(self) -> bool:
        """Tell whether a preamble or an annex comes without a number, or a bracket of such a one."""
        is_of_it = bool(self.spans) and is_unnumbered(self.spans[-1].first) and self.spans[-1].first.unit is self.unit
        return self.peek() != "number" and (self.tokens[self.position - 1][0] == "unit" or is_of_it)

    def _read_unit(self) -> None:
        word = word_of(self.tokens[self.position][1])
        names_part = self._names_part(word)
        if UNITS[word] is Unit.PARAGRAPH and not names_part and self.within is None and self.spans:
            # Behind "arts. 3 to 5" or "art. 3 (1)" a paragraph lies nowhere.
            self.refuse_paragraph_of(self.spans[-1].last or self.spans[-1].first)
        self.take()
        if names_part:
            self._begin_parts(word)
        elif UNITS[word] is Unit.PARAGRAPH and self.within is not None:
            # "art. 5, para. 1, and para. 3": of the same article.
            self.counts_on = word in PLURALS
        elif UNITS[word] is None:
            raise UnreadableError(f"'{word}' names a part, and nothing stands before it")
        else:
            if UNITS[word] is not Unit.ANNEX:
                self._refuse_within_annex()
            self.unit, self.within, self.counts_on, self.is_named = UNITS[word], None, False, True
            self.outer_list = word in PLURALS

    def _refuse_within_annex(self) -> None:
        """Refuse "annex II, art. 3": the article may be the annex's, or one of the instrument's own."""
        before = self.spans[-1].first if self.spans else None
        is_listed = [kind for kind, _ in self.tokens[: self.position]][-2:] == ["comma", "unit"]
        if before is not None and before.unit is Unit.ANNEX and is_listed:
            annex = "annex" if is_unnumbered(before) else f"annex {before.numbers[0]}"
            number = self.tokens[self.position][1] if self.peek() == "number" else "1"
            raise UnreadableError(
                f"what follows '{annex}' may lie in the annex; write '{annex} ({number})' for its article or paragraph "
                f"{number}, or a semicolon before a place of the instrument itself"
            )

    def _begin_parts(self, word: str) -> None:
        """Let what follows be parts of the provision that was read last, which the list replaces."""
        self.within = self.spans.pop().first
        self.counts_on = word in PLURALS
        if self.counts_on and self.outer_list and not any(span.first.unit is Unit.ARTICLE for span in self.spans):
            self._refuse_ambiguous_list()

    def _refuse_ambiguous_list(self) -> None:
        """Refuse "arts. 5, paras. 1, 3 and 8": whether 8 is an article is anybody's guess.

        So it is after any list or range that is plural without its last number, and has not been closed before.
        """
        kinds = [kind for kind, _ in self.tokens[self.position :]]
        end_of_list = next((place for place, kind in enumerate(kinds) if kind in ("unit", "close")), None)
        if end_of_list is not None and kinds[end_of_list] == "close":
            return
        listed = [kind for kind in kinds[:end_of_list] if kind != "inner"]
        before, end = listed[:-2], listed[-2:]
        if end == ["closing", "number"] and before.count("number") > 1 and "closing" not in before:
            raise UnreadableError("the last number may be an article or a paragraph; write 'art.' or 'para.' before it")

    def _read_inverted(self) -> bool:
        """Read "paragraph 1 of article 14", if that is what comes; the parts are named before what contains them."""
        word = UNITS[word_of(self.tokens[self.position][1])]
        kinds = [kind for kind, _ in self.tokens[self.position + 1 :]]
        end = next((place for place, kind in enumerate(kinds) if kind in ("unit", "of")), len(kinds))
        if kinds[end : end + 2] != ["of", "unit"]:
            return False
        outer_word = UNITS[word_of(self.tokens[self.position + end + 2][1])]
        if word not in (None, Unit.PARAGRAPH) and (word, outer_word) != (Unit.ARTICLE, Unit.ANNEX):
            return False
        self.take()
        parts = self.tokens[self.position : self.position + end]
        self.position += end + 1
        before, self.spans = self.spans, []
        self.within = None
        self.read_item()
        if word is None and self._goes_on_within():
            # The outer place is "article 3, paragraph 2".
            self.take()
            self.read_item()
        (outer,) = self.spans[-1:]
        if outer.last is not None:
            raise UnreadableError("what stands before 'of' can lie in one article only; cite each on its own")
        rest, place = self.tokens, self.position
        self.tokens, self.position, self.spans = parts, 0, []
        self.within, self.counts_on = outer.first, True
        self.read_item()
        while self.peek() in _JOINERS:
            self.take()
            self.read_item()
        if self.peek() != "end":
            raise UnreadableError(f"a comma is missing before '{self.take()}'")
        self.tokens, self.position, self.spans = rest, place, [*before, *self.spans]
        self.within, self.counts_on, self.outer_list = None, False, False
        return True

    def _goes_on_within(self) -> bool:
        """Tell whether ", paragraph 2" follows and names a part of what was read, and not of another article."""
        if self.peek() != "comma" or self.peek(1) != "unit" or not self._names_part(self.tokens[self.position + 1][1]):
            return False
        return not self._begins_whole(1)

    def _read_unnumbered(self, unit: Unit) -> None:
        """Read "preamble", "preamble (p)" and "annex"; "preamble, para. 5" goes on as with an article."""
        numbers = [unit.word]
        while self.peek() == "inner":
            numbers.append(self.take())
        self.spans.append(Span(first=self.provision(numbers)))

    def read_pinpoint(self, *, relative_to: Provision | None = None) -> Provision:
        """Read ``22 (1) (a)``, or the bracketed numbers alone where they count on from the pinpoint before."""
        numbers, inner = self._take_numbers()
        before = relative_to or (self.spans[-1].last or self.spans[-1].first if self.spans else None)
        if not numbers and inner:
            if self.within is not None:
                return self.provision([*self._around(self.within, inner, relative_to), *inner], like=self.within)
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
        if self.within is not None:
            return self.provision([*self.within.numbers, *numbers, *inner], like=self.within)
        return self.provision([*numbers, *inner])

    def _take_numbers(self) -> tuple[list[str], list[str]]:
        """Take the number of a pinpoint, if it has one, and those within it."""
        # "article 2 a and b": a letter alone counts on, as a bracket does.
        number = self.take() if self.peek() == "number" and not (self.spans and self._stands_letter()) else ""
        if number and self._stands_capital():
            number += self.take()
        inner: list[str] = []
        while self.peek() == "inner" or ((number or not inner) and self._stands_letter()):
            inner.append(self.take())
        first, *points = number.split(".")
        if points and (self.unit in _POINTED or (self.unit is Unit.PARAGRAPH and points[-1].isalpha())):
            self._refuse_number_beside(first, points)
            return [first], [*points, *inner]
        return [number] if number else [], inner

    def _refuse_number_beside(self, first: str, points: Sequence[str]) -> None:
        """Refuse "article 14.1 and 3": whether 3 is an article is anybody's guess."""
        if not self.is_named or self.outer_list or self.peek() not in _JOINERS or self.peek(1) != "number":
            return
        number = self.tokens[self.position + 1][1]
        if number.isdigit():
            raise UnreadableError(
                f"'{number}' may be an article or a paragraph; write 'art. {number}' or '{first}.{number}'"
                if self.unit is Unit.ARTICLE
                else f"'{number}' may lie in {first} or not; write '{first} ({points[0]})' with a bracket"
            )

    def _around(self, within: Provision, inner: Sequence[str], relative_to: Provision | None) -> tuple[str, ...]:
        """Return what a bare bracket lies in, where parts of ``within`` are counted."""
        if relative_to is not None:
            # "article 9, para. 2 (f) to (h)": a range ends beside where it begins.
            return relative_to.numbers[: len(relative_to.numbers) - len(inner)]
        before = (self.spans[-1].last or self.spans[-1].first) if self.spans else within
        if before.numbers != within.numbers and before.numbers[: len(within.numbers)] == within.numbers:
            # The "(b)" of "paras. 1 (a) and (b)" lies beside the (a).
            return _shared(before, inner[0])
        return within.numbers

    def _stands_letter(self) -> bool:
        """Tell whether a small letter without a bracket follows, as in "article 55 c"."""
        letter = self.tokens[self.position][1] if self.peek() == "number" else ""
        return self.unit not in LETTERED_UNITS and len(letter) == 1 and letter.islower()

    def _stands_capital(self) -> bool:
        """Tell whether a capital follows that belongs to the number, as in "article 1 A"."""
        letter = self.tokens[self.position][1] if self.peek() == "number" else ""
        before = self.tokens[self.position - 1][1]
        return self.unit is Unit.ARTICLE and before.isdigit() and letter in _ADDED

    def provision(self, numbers: Sequence[str], like: Provision | None = None) -> Provision:
        unit = like.unit if like else self.unit
        if unit is None:
            known = " or ".join(f"'{unit.abbreviation} {numbers[0]}'" for unit in self.instrument.units) or "'para. 1'"
            raise UnreadableError(f"{self.instrument.key} has no default unit; write {known}")
        if len(numbers) > _DEEPEST:
            raise UnreadableError(
                f"a place has at most {_DEEPEST} numbers, one in the other, and this has {len(numbers)}"
            )
        first, *rest = numbers
        if unit in ROMAN_UNITS and is_roman(first):
            first = first.upper()
        elif unit is Unit.TARGET and first.count(".") != 1:
            raise UnreadableError(f"'{first}' is no target; write one with its goal, as in 'target 10.7'")
        elif "." in first and unit is not Unit.TARGET and not self._counts_in_points(unit):
            raise UnreadableError(f"'{first}' is not a number; write 'target {first}' for a target of a goal")
        elif unit is Unit.ARTICLE and self.is_named and first.isupper() and is_roman(first):
            first = str(roman_value(first))
        elif not first[0].isdigit() and unit not in LETTERED_UNITS and not self._is_lettered_article(first):
            raise UnreadableError(f"'{first}' is not a number")
        return Provision(instrument=self.instrument.key, unit=unit, numbers=tuple(map(_number, (first, *rest))))

    def _is_lettered_article(self, first: str) -> bool:
        """Tell whether "article E" may be one: where nobody has listed the articles."""
        is_letter = len(first) == 1 and first.isupper()
        return self.unit is Unit.ARTICLE and self.is_named and is_letter and self.instrument.is_open

    def _counts_in_points(self, unit: Unit) -> bool:
        """Tell whether "5.5" may be a number: views of a body on a case have such paragraphs."""
        return unit is Unit.PARAGRAPH and self.instrument.standing is Standing.INTERPRETIVE


def _is_divided(provision: Provision) -> bool:
    """Tell whether "para. 1" behind a provision is a paragraph of it."""
    if provision.unit is Unit.PRINCIPLE:
        return provision.numbers[0][0].isdigit()
    return provision.unit in DIVIDED_UNITS


def _number(text: str) -> str:
    """Normalize white space and case of ``22 bis`` and ``14a``."""
    digits = re.match(r"[0-9]+", text)
    if not digits:
        return text
    suffix = text[digits.end() :].strip(" \t\n-")
    number = str(int(digits.group()))
    if suffix.startswith("."):
        return number + suffix.lower()
    return number + (f" {suffix.lower()}" if len(suffix) > 1 else suffix.upper())


def _shared(before: Provision, inner: str) -> tuple[str, ...]:
    """Return the numbers that a bare ``(inner)`` keeps from the provision before it."""
    numbers = before.numbers
    if is_roman_place(numbers) and is_roman(inner):
        return numbers[:-1]
    for depth in range(len(numbers) - 1, 0, -1):
        if is_roman_place(numbers[: depth + 1]):
            continue
        if numbers[depth][0].isdigit() == inner[0].isdigit():
            return numbers[:depth]
    raise UnreadableError(f"'({inner})' does not count on from '{numbers[-1]}'")
