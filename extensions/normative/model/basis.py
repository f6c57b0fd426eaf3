"""What a paragraph rests on: ``:basis:``, a citation that may say for which part of the paragraph a provision stands.

.. code-block:: text

   ICRMW 22 (1); ICCPR 13 in part; CRC 37 (b) for (a) and (c)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from normative.model.characters import comparable
from normative.model.citation import Citation, parse_citation
from normative.model.citation_tokens import DASHES
from normative.model.diagnostics import Diagnostic, Problem
from normative.model.instrument import Instrument, Standing
from normative.model.message import Message, say
from normative.model.provision import Provision

#: What a provision says that grounds a part of the paragraph which is not an item of its list.
IN_PART = "in part"
_ITEM = r"\([a-z]{1,3}\)"
_ITEMS = rf"{_ITEM}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*[{DASHES}]\s*|\s+to\s+){_ITEM})*"
_PART = re.compile(
    rf"(?P<cited>.*?),?\s+(?:in part|for\s+(?:(?:items?|letters?|sub-?para(?:graph)?s?\.?)\s+)?(?P<items>{_ITEMS}))"
)
_RANGE = re.compile(rf"({_ITEM})\s*(?:[{DASHES}]|to\b)\s*({_ITEM})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """A citation, and the provisions that stand for a part of the paragraph alone.

    :param parts: each with its words: :data:`IN_PART`, or ``for (a), (c)``.
    """

    citation: Citation
    parts: tuple[tuple[Provision, str], ...] = ()


def read_basis(written: str, instruments: Mapping[str, Instrument]) -> Basis:
    """Read the value of ``:basis:``; what is not said to stand for a part stands for the whole."""
    cited: list[str] = []
    parts: dict[Provision, str] = {}
    for item in comparable(written).split(";"):
        match = _PART.fullmatch(item.strip())
        before = set(parse_citation("; ".join(cited), instruments).provisions) if match and cited else set()
        cited.append(match["cited"] if match else item)
        if match:
            words = f"for {', '.join(_items(match['items']))}" if match["items"] else IN_PART
            found = parse_citation("; ".join(cited), instruments).provisions
            parts.update(dict.fromkeys((provision for provision in found if provision not in before), words))
    return Basis(citation=parse_citation("; ".join(cited), instruments), parts=tuple(parts.items()))


def _items(written: str) -> list[str]:
    """Return the items that are named, each of a range: "(a)-(c)" is (a), (b), (c)."""
    return re.findall(_ITEM, _RANGE.sub(_each, written))


def _each(ends: re.Match[str]) -> str:
    first, last = ends[1].strip("()"), ends[2].strip("()")
    if len(first) > 1 or len(last) > 1 or first > last:
        return ends[0]
    return ", ".join(f"({chr(code)})" for code in range(ord(first), ord(last) + 1))


def read_reading(
    written: str, instruments: Mapping[str, Instrument]
) -> tuple[tuple[Provision, ...], tuple[Problem, ...]]:
    """Read the value of ``:reading:``: where a body says how it reads the basis; and what is wrong with it."""
    citation = parse_citation(written, instruments)
    keys = dict.fromkeys(provision.instrument for provision in citation.provisions)
    others = [key for key in keys if instruments[key].standing is not Standing.INTERPRETIVE]
    problems = [
        Problem(
            kind=Diagnostic.BAD_OPTION,
            message=f"reading names {key}, which is {instruments[key].standing} and reads no other instrument; move it "
            "to :basis:",
        )
        for key in others
    ]
    return citation.provisions, (*citation.problems, *problems)


def part_words(words: str) -> Message:
    """Return for which part a provision stands, as readers see it."""
    return say(IN_PART) if words == IN_PART else say("for {items}", items=words.removeprefix("for "))


def unknown_items(basis: Basis, marks: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with parts that name items which the paragraph does not have.

    :param marks: of its items, such as ``(a)``.
    """
    for item in dict.fromkeys(item for _, words in basis.parts for item in re.findall(_ITEM, words)):
        if item not in marks:
            has = f"has {', '.join(marks)}" if marks else "has no list"
            message = f"basis stands for '{item}', but the paragraph {has}; correct it, or write '{IN_PART}'"
            yield Problem(kind=Diagnostic.BAD_OPTION, message=message)
