"""Provisions, the numbered places in an instrument, and how they are printed.

Apart from :mod:`normative.model.citation`, which reads what authors write, because tables, roles and messages
print provisions that nobody has written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby


class Unit(StrEnum):
    """What the first number of a provision counts."""

    PREAMBLE = "preamble"
    ARTICLE = "art"
    PART = "part"
    OBJECTIVE = "obj"
    PARAGRAPH = "para"
    PRINCIPLE = "principle"
    CHAPTER = "chapter"
    SECTION = "section"
    GOAL = "goal"
    TARGET = "target"
    PRIORITY = "priority"
    RULE = "rule"
    GUIDELINE = "guideline"
    ANNEX = "annex"

    @property
    def abbreviation(self) -> str:
        """How tables write the unit: ``art.``, ``part``."""
        return f"{self.value}." if self.value != self.word else self.value

    @property
    def word(self) -> str:
        """How running text writes the unit: ``article``."""
        return self.name.lower()

    @property
    def plural(self) -> str:
        """The word for several: ``articles``, ``priorities``, ``annexes``."""
        if self.word.endswith("y"):
            return f"{self.word[:-1]}ies"
        return f"{self.word}es" if self.word.endswith("x") else f"{self.word}s"


#: Every word for a unit, in the singular and plural, written out or not.
UNIT_WORDS: Mapping[str, Unit] = {
    **{word: unit for unit in Unit for word in (unit.value, unit.word, unit.plural)},
    **{f"{unit.value}s": unit for unit in Unit if unit.value != unit.word},
}
#: The units whose first number may be a Roman number, and those where it may be a letter.
ROMAN_UNITS = frozenset({Unit.PART, Unit.CHAPTER, Unit.SECTION, Unit.ANNEX})
LETTERED_UNITS = ROMAN_UNITS | {Unit.PRINCIPLE, Unit.PREAMBLE}
#: What is divided into paragraphs of its own; a principle is where it has a number.
DIVIDED_UNITS = frozenset({Unit.ARTICLE, Unit.ANNEX, Unit.RULE, Unit.GUIDELINE, Unit.PRINCIPLE})
#: Units of which an instrument may have one without a number; its word stands for the number.
UNNUMBERED_UNITS = frozenset({Unit.PREAMBLE, Unit.ANNEX})
#: The number of a whole preamble, which has none.
WHOLE = Unit.PREAMBLE.word


class Level(StrEnum):
    """How deep a provision lies in its instrument, in the words a table is asked for with (``at: article``)."""

    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    OBJECTIVE = "objective"
    PRINCIPLE = "principle"
    GOAL = "goal"
    TARGET = "target"
    PRIORITY = "priority"
    RULE = "rule"
    GUIDELINE = "guideline"
    ANNEX = "annex"
    PARAGRAPH = "paragraph"
    ACTION = "action"
    LETTER = "letter"
    ROMAN = "roman"


@dataclass(frozen=True, kw_only=True)  # without slots, with which pickling takes three times as long
class Provision:
    """A place in an instrument, by its identity alone.

    :param numbers: from the outside in, as printed and without brackets: ``("2", "2", "g", "i")``. A section that
        instruments name by its paragraphs only is one number, ``("40-47",)``. A preamble has no number and is
        ``("preamble",)``, its recital (p) ``("preamble", "p")``; target 10.7 is ``("10.7",)``.
    """

    instrument: str
    unit: Unit
    numbers: tuple[str, ...]

    @property
    def slug(self) -> str:
        """A name for anchors, files and needs: ``icrmw-art-22-1``; lower-case letters, digits and hyphens.

        A capital letter has a trailing ``u`` so that ``(C)`` and ``(c)`` differ; the roman number of a part has none.
        """
        return _slug(self)

    @property
    def outer(self) -> Provision | None:
        """The provision with the last number left off, or ``None`` at the top; a target lies in its goal."""
        if len(self.numbers) == 1:
            goal, dot, _target = self.numbers[0].partition(".")
            return Provision(instrument=self.instrument, unit=Unit.GOAL, numbers=(goal,)) if dot else None
        return Provision(instrument=self.instrument, unit=self.unit, numbers=self.numbers[:-1])


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of a printed citation; ``provision`` is what it names, or ``None`` for the words between."""

    text: str
    provision: Provision | None = None


@cache
def _slug(provision: Provision) -> str:
    first, *rest = provision.numbers
    marked = [first if is_roman(first) else _mark_capitals(first), *map(_mark_capitals, rest)]
    parts = [re.sub(r"[^a-z0-9]+", "-", number.lower()) for number in marked if number != WHOLE]
    return "-".join([provision.instrument.lower(), provision.unit.value, *parts])


def _mark_capitals(number: str) -> str:
    """Return ``number``, with a capital letter told apart from a small one."""
    return f"{number}u" if number.isupper() and not number[0].isdigit() else number


def is_unnumbered(provision: Provision) -> bool:
    """Tell whether a provision is the preamble or the only annex, or lies in it."""
    return provision.unit in UNNUMBERED_UNITS and provision.numbers[0] == provision.unit.word


def is_roman(number: str) -> bool:
    """Tell whether ``number`` is a well-formed roman numeral in either case."""
    return bool(re.fullmatch(r"(?i)(?=.)c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", number))


def roman_value(number: str) -> int:
    """Return the value of a well-formed roman numeral."""
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[digit] for digit in number.lower()]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


def to_roman(value: int) -> str:
    """Return ``value`` (1 to 399) as a lower-case roman numeral."""
    tens = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"]
    ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
    return "c" * (value // 100) + tens[value % 100 // 10] + ones[value % 10]


def to_letters(value: int) -> str:
    """Return ``value`` as the United Nations counts by letters: z, aa, bb."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def sort_key(provision: Provision) -> tuple[object, ...]:
    """Return a key that orders provisions of an open instrument as they would stand in its text."""
    outward = (provision.numbers[: depth + 1] for depth in range(len(provision.numbers)))
    return (provision.instrument, list(Unit).index(provision.unit), *map(_number_key, outward))


def _number_key(numbers: Sequence[str]) -> tuple[int, str]:
    """Return what the last number is sorted by, below those before it."""
    number = numbers[-1]
    digits = re.match(r"(\d+)(?:\.(\d+))?", number)
    if digits:
        return int(digits[1]), number if digits[2] is None else digits[2].zfill(3)
    if is_roman(number) and (len(number) > 1 or number in "IVX" or is_roman_place(numbers)):
        return roman_value(number), number
    return ord(number[0].lower()) - 96 + 26 * (len(number) - 1), number


def pinpoint(provision: Provision) -> str:
    """Return the numbers as printed after the unit: ``2 (2) (g) (i)``; of a preamble its name as well."""
    first, *rest = provision.numbers
    if provision.unit is Unit.PRINCIPLE and not first[0].isdigit():
        first = f"({first})"
    return " ".join([first.replace("-", "–"), *(f"({number})" for number in rest)])


def follows(before: Provision, after: Provision) -> bool:
    """Tell whether ``after`` is the next provision beside ``before``, as 22 (2) is after 22 (1)."""
    if (before.instrument, before.unit, before.numbers[:-1]) != (after.instrument, after.unit, after.numbers[:-1]):
        return False
    if is_roman_place(after.numbers):
        number, following = before.numbers[-1], after.numbers[-1]
        return number.islower() and is_roman(number) and to_roman(roman_value(number) + 1) == following
    return next_number(before.numbers[-1]) == after.numbers[-1]


def is_roman_place(numbers: Sequence[str]) -> bool:
    """Tell whether the last number stands below a letter, where a lettered number is a roman numeral: (g) (i)."""
    return len(numbers) > 2 and not numbers[-2][0].isdigit() and not numbers[-1][0].isdigit()


def next_number(number: str) -> str:
    """Return the number that counts on from ``number``, or an empty string where none does; of 10.7 it is 10.8."""
    goal, dot, target = number.rpartition(".")
    if dot:
        following = next_number(target)
        return following and f"{goal}.{following}"
    if number.isdigit():
        return str(int(number) + 1)
    if len(number) == 1 and number in "abcdefghijklmnopqrstuvwxy":
        return chr(ord(number) + 1)
    return ""


def runs(provisions: Iterable[Provision]) -> Iterator[tuple[Provision, Provision]]:
    """Yield the first and the last provision of each run of three or more neighbours, and single provisions twice."""
    run: list[Provision] = []
    for provision in provisions:
        if run and not follows(run[-1], provision):
            yield from _close(run)
            run = []
        run.append(provision)
    yield from _close(run)


def _close(run: Sequence[Provision]) -> Iterator[tuple[Provision, Provision]]:
    if len(run) >= 3:
        yield run[0], run[-1]
    else:
        yield from ((provision, provision) for provision in run)


def _run_text(first: Provision, last: Provision, before: Provision | None = None) -> str:
    """Print a run; after a neighbour in the same article only what differs: ``22 (1), (3)``."""
    beside = before is not None and len(first.numbers) > 1 and _beside(before, first)
    start = f"({first.numbers[-1]})" if beside else pinpoint(first)
    if first == last:
        return start
    end = last.numbers[-1]
    bracketed = len(last.numbers) > 1 or (last.unit is Unit.PRINCIPLE and not end[0].isdigit())
    return f"{start}–{f'({end})' if bracketed else end}"


def _beside(before: Provision, after: Provision) -> bool:
    return (before.instrument, before.unit, before.numbers[:-1]) == (
        after.instrument,
        after.unit,
        after.numbers[:-1],
    ) and before.numbers[-1][0].isdigit() == after.numbers[-1][0].isdigit()


def print_in_table(provisions: Iterable[Provision], default_unit: Callable[[str], Unit | None]) -> tuple[Piece, ...]:
    """Print provisions in the house style of tables and margins: ``ICRMW 22 (1), 23; GCM obj. 8``.

    :param default_unit: gives the unit an instrument's citations leave out, by the instrument's key.
    """
    pieces: list[Piece] = []
    before: Provision | None = None
    for first, last in runs(provisions):
        text = _run_text(first, last, before)
        is_lettered = first.unit is Unit.ARTICLE and not first.numbers[0][0].isdigit() and not text.startswith("(")
        if before is None or _needs_key(before, first):
            pieces.extend([Piece(text="; ")] if pieces else [])
            is_left_out = first.unit is default_unit(first.instrument) and not is_lettered
            unit = "" if is_left_out else _unit_text(first, last)
            text = f"{first.instrument} {unit}{text}"
        else:
            pieces.append(Piece(text=", "))
            is_same = before.unit is first.unit and not is_lettered
            text = text if is_same else f"{_unit_text(first, last)}{text}"
        pieces.append(Piece(text=text, provision=first))
        before = last
    return tuple(pieces)


def _unit_text(first: Provision, last: Provision) -> str:
    if is_unnumbered(first):
        return ""
    counts_several = "-" in first.numbers[0] or first.numbers[0] != last.numbers[0]
    if counts_several and first.unit in (Unit.ARTICLE, Unit.PARAGRAPH):
        return f"{first.unit.value}s. "
    return f"{first.unit.abbreviation} "


def _needs_key(before: Provision, after: Provision) -> bool:
    """Tell whether the instrument's key is written again: "art. 5, para. 3" would read as article 5 (3)."""
    is_within = after.unit is Unit.PARAGRAPH and before.unit in DIVIDED_UNITS | {Unit.PREAMBLE}
    return before.instrument != after.instrument or is_within or (before.unit is Unit.ANNEX is not after.unit)


def table_text(provisions: Iterable[Provision], default_unit: Callable[[str], Unit | None]) -> str:
    """Return :func:`print_in_table` as one string."""
    return "".join(piece.text for piece in print_in_table(provisions, default_unit))


def print_in_text(
    provisions: Iterable[Provision], text_name: Callable[[str], str], *, short: bool = False
) -> tuple[Piece, ...]:
    """Print provisions in the house style of running text: ``articles 16 and 22 (1) of the Convention``.

    :param text_name: gives the name an instrument bears in running text, by its key.
    :param short: leave out the instrument's name.
    """
    phrases: list[list[Piece]] = []
    for key, of_instrument in groupby(provisions, key=lambda provision: provision.instrument):
        units = [_unit_phrase(list(group)) for _, group in groupby(of_instrument, key=lambda item: item.unit)]
        phrase = _enumerate(units)
        phrases.append(phrase if short else [*phrase, Piece(text=f" of {text_name(key)}")])
    return tuple(_enumerate(phrases))


def _unit_phrase(provisions: list[Provision]) -> list[Piece]:
    plural = len({provision.numbers[0] for provision in provisions}) > 1 or "-" in provisions[0].numbers[0]
    phrases: list[list[Piece]] = []
    before: Provision | None = None
    for first, last in runs(provisions):
        phrases.append([Piece(text=_run_text(first, last, before), provision=first)])
        before = last
    if is_unnumbered(provisions[0]):
        return _enumerate(phrases)
    return [Piece(text=f"{provisions[0].unit.plural if plural else provisions[0].unit.word} "), *_enumerate(phrases)]


def _enumerate(phrases: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Join phrases with commas and a last "and"."""
    joined: list[Piece] = []
    for index, phrase in enumerate(phrases):
        if index:
            joined.append(Piece(text=" and " if index == len(phrases) - 1 else ", "))
        joined.extend(phrase)
    return joined
