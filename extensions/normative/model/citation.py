"""Reading citations: from an author's spelling to provisions.

Apart from :mod:`normative.model.provision` because spelling is free and printing is not: every spelling the
manual allows ends here, in the same provisions.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from normative.model.characters import comparable
from normative.model.citation_tokens import UnreadableError, idle_words, is_unit
from normative.model.diagnostics import Diagnostic, Problem
from normative.model.foreign_spelling import in_english
from normative.model.instrument import Instrument
from normative.model.lawyers_spelling import in_plain_words, is_lawyers_word, keys_first
from normative.model.provision import ROMAN_UNITS, Provision, Unit, is_roman, is_roman_place, roman_value, to_roman
from normative.model.spelling import Span, read_spans
from normative.model.text import some_of

#: Hyphens that keep a key in one line count as others.
_KEY = re.compile(r"\s*(?:[Tt]he\s+)?(?P<key>[A-Za-z][\w\u2010\u2011-]*)\b[\s,:]*")
#: The second word of a key that is written with a space.
_SECOND_WORD = re.compile(r" (?P<word>[A-Z][A-Z0-9-]*)\b[\s,:]*")
#: A key behind a joiner, where another instrument's citation begins: "CRPD 12 (3), ICCPR 14".
_FURTHER_KEY = re.compile(r"(?:,\s*(?:and|or)?|\band\b|\bor\b|&)\s*(?P<key>[A-Z][A-Z0-9][\w-]*)(?=[\s,:]+[\w(])")
#: A figure that stands by itself, or beside signs that are no letters of an alphabet: "22", "第22条".
_FIGURE = re.compile(r"(?<![A-Za-z\u00c0-\u024f\d])\d+(?![A-Za-z\u00c0-\u024f\d])")
#: A range that counts further than this is a slip of the pen, not a citation.
_LONGEST_RANGE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """What a citation names, in the order written and without repetition, and what could not be read in it."""

    provisions: tuple[Provision, ...] = ()
    problems: tuple[Problem, ...] = ()


def parse_citation(text: str, instruments: Mapping[str, Instrument]) -> Citation:
    """Read a citation; parts that can be read are returned even where others cannot.

    :param text: for example ``ICRMW 16, 17 and 22 (1)-(3); GCM obj. 8``.
    :param instruments: by key; a closed instrument's unknown provisions become problems.
    """
    provisions: dict[Provision, None] = {}
    problems: list[Problem] = []
    parts = [
        part
        for written in in_english(comparable(text)).split(";")
        if written.strip()
        for split in _split_at_keys(written)
        for part in keys_first(split, instruments)
    ]
    if not parts:
        problems.append(_malformed(text, "it is empty; name a provision, such as KEY 22 (1), or leave it out"))
    instrument: Instrument | None = None
    ranges: list[Span] = []
    for part in parts:
        try:
            instrument, ranges = _parse_part(part, instruments, instrument, ranges)
        except _UnknownKeyError as unknown:
            problems.append(unknown.problem)
            continue
        except UnreadableError as error:
            problems.append(_malformed(part, str(error)))
            continue
        for span in ranges:
            found = _look_up(span, instrument, problems)
            provisions.update(dict.fromkeys(found))
    return Citation(provisions=tuple(provisions), problems=tuple(problems))


def _split_at_keys(text: str) -> Iterator[str]:
    """Yield the citations of several instruments that only a comma, "and" or "or" parts."""
    start = 0
    for match in _FURTHER_KEY.finditer(text):
        if not is_roman(match["key"]) and not is_lawyers_word(match["key"]):
            yield text[start : match.start()]
            start = match.start("key")
    yield text[start:]


def other_figures(words: str, provisions: Iterable[Provision]) -> Problem | None:
    """Return what is wrong where words that stand for provisions have other figures than these.

    Words without figures say what they like; so do years.
    """
    written = [figure for figure in _FIGURE.findall(in_english(comparable(words))) if len(figure) < 4]
    named = {figure for provision in provisions for number in provision.numbers for figure in _FIGURE.findall(number)}
    others = [figure for figure in dict.fromkeys(written) if figure not in named]
    if not others:
        return None
    return Problem(
        kind=Diagnostic.OTHER_FIGURES,
        message=f"the words '{words}' have {', '.join(others)}, which their target has not; correct the words or the "
        "target",
    )


def parse_place(text: str, instrument: Instrument) -> Provision:
    """Read the name of one provision of a known instrument, as ``provisions.csv`` spells it; the key may be left out.

    :raises ValueError: saying why the text names no place, or more than one.
    """
    match = _KEY.match(text)
    start = match.end() if match and match["key"] == instrument.key else 0
    spans = read_spans(text[start:], instrument)
    if not spans:
        raise UnreadableError("it is empty")
    if len(spans) > 1:
        raise UnreadableError("it names more than one place")
    if spans[0].last is None:
        return spans[0].first
    section = _section(spans[0])
    if section is None:
        raise UnreadableError("a range can only name a section by its paragraphs, as in paras. 40-47")
    return section


def _malformed(text: str, why: str) -> Problem:
    shown = " ".join(text.split())
    return Problem(kind=Diagnostic.MALFORMED_CITATION, message=f"malformed citation '{shown}': {why}")


class _UnknownKeyError(Exception):
    """The part begins with a key no instrument has."""

    def __init__(self, key: str, instruments: Iterable[str]) -> None:
        keys = list(instruments)
        near = difflib.get_close_matches(key.upper(), keys, n=3, cutoff=0.5)
        remedy = f"nearest are {', '.join(near)}" if near else f"known are {some_of(sorted(keys)) or 'none'}"
        self.problem = Problem(kind=Diagnostic.UNKNOWN_INSTRUMENT, message=f"unknown instrument '{key}'; {remedy}")


def _parse_part(
    part: str, instruments: Mapping[str, Instrument], before: Instrument | None, beside: list[Span]
) -> tuple[Instrument, list[Span]]:
    """Return what a part names.

    :param before: the instrument of the part before, whose key need not be written again: "CRPD 3; 4, para. 3".
    :param beside: what that part names.
    """
    match = _KEY.match(part)
    if not match or is_unit(match["key"]):
        if before is None:
            raise UnreadableError("it does not begin with an instrument's key")
        return before, read_spans(in_plain_words(part, before.default_unit), before, beside)
    key, end = re.sub("[\u2010\u2011]", "-", match["key"]), match.end()
    further = _SECOND_WORD.match(part, match.end("key"))
    if further and f"{key}-{further['word']}" in instruments:
        # "ILO C189 art. 3" for ILO-C189
        key, end = f"{key}-{further['word']}", further.end()
    if remedy := idle_words(part.strip()):
        raise UnreadableError(remedy)
    if key not in instruments:
        raise _UnknownKeyError(key, instruments)
    instrument = instruments[key]
    spans = read_spans(in_plain_words(part[end:], instrument.default_unit), instrument)
    if not spans:
        raise UnreadableError(
            f"no provision is named; write '{key} {_example(instrument)}', or :instrument: for the whole"
        )
    return instrument, spans


def _example(instrument: Instrument) -> str:
    unit = instrument.default_unit
    return "1" if unit else f"{(instrument.units or (Unit.PARAGRAPH,))[0].abbreviation} 1"


def _look_up(span: Span, instrument: Instrument, problems: list[Problem]) -> list[Provision]:
    """Return the existing provisions of a span, in order, and note those that do not exist."""
    section = _section(span)
    if section and not instrument.is_open and (known := instrument.find(section)):
        return [known]
    try:
        spelled = [span.first] if span.last is None else _count(span.first, span.last)
    except UnreadableError as error:
        problems.append(_malformed(instrument.cite([span.first]), str(error)))
        return [known] if (known := instrument.find(span.first)) else []
    found: list[Provision] = []
    for provision in spelled:
        known = instrument.find(provision) or instrument.find(_numbered_otherwise(provision))
        if known:
            found.append(known)
        else:
            problems.append(instrument.unknown(provision))
    return found


def _numbered_otherwise(provision: Provision) -> Provision:
    """Return article 1A (2) as article 1 (A) (2), and part 3 as part III, as other texts number what is there."""
    first, *rest = provision.numbers
    if provision.unit in ROMAN_UNITS and first.isdigit() and int(first) < 400:
        return replace(provision, numbers=(to_roman(int(first)).upper(), *rest))
    found = re.fullmatch(r"(\d+)([A-Z])", first)
    return replace(provision, numbers=(*found.groups(), *rest)) if found else provision


def _section(span: Span) -> Provision | None:
    """Return the section a range of paragraphs may be the name of."""
    if span.last is None or span.first.unit is not Unit.PARAGRAPH:
        return None
    if len(span.first.numbers) > 1 or len(span.last.numbers) > 1:
        return None
    name = f"{span.first.numbers[0]}-{span.last.numbers[0]}"
    return Provision(instrument=span.first.instrument, unit=span.first.unit, numbers=(name,))


def _count(first: Provision, last: Provision) -> list[Provision]:
    """Return the provisions from ``first`` to ``last``."""
    if first.numbers[:-1] != last.numbers[:-1]:
        raise UnreadableError("a range must begin and end at the same depth, as in 22 (1)-(3)")
    goal, dot, _target = first.numbers[-1].rpartition(".")
    start, end = first.numbers[-1], last.numbers[-1]
    if dot and end.startswith(f"{goal}."):
        start, end = start.removeprefix(f"{goal}."), end.removeprefix(f"{goal}.")
    if start.isdigit() and end.isdigit():
        names = [str(number) for number in _span_of(int(start), int(end))]
    elif _counts_in_roman(first, end):
        names = [to_roman(number) for number in _span_of(roman_value(start), roman_value(end))]
        names = [name.upper() for name in names] if start.isupper() else names
    elif len(start) == len(end) == 1 and start.islower() == end.islower() and not (start + end).isdigit():
        names = [chr(code) for code in _span_of(ord(start), ord(end))]
    else:
        raise UnreadableError(f"'{start}' to '{end}' cannot be counted")
    outer = first.numbers[:-1]
    return [
        Provision(instrument=first.instrument, unit=first.unit, numbers=(*outer, f"{goal}{dot}{name}"))
        for name in names
    ]


def _counts_in_roman(first: Provision, end: str) -> bool:
    start = first.numbers[-1]
    if not (is_roman(start) and is_roman(end)):
        return False
    return first.unit in ROMAN_UNITS or is_roman_place(first.numbers) or len(start) > 1 or len(end) > 1


def _span_of(start: int, end: int) -> range:
    if not start < end <= start + _LONGEST_RANGE:
        raise UnreadableError(f"a range must count up, and by at most {_LONGEST_RANGE}")
    return range(start, end + 1)
