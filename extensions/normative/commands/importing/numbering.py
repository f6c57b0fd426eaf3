"""How Word numbers the lines of a text: what its lists say, and the count that they have come to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from normative.model.files.containers import Container, attribute, below, tag_of
from normative.model.text import list_mark

BULLET = "•"
_KINDS = {
    "decimal": "arabic",
    "lowerLetter": "loweralpha",
    "upperLetter": "upperalpha",
    "lowerRoman": "lowerroman",
    "upperRoman": "upperroman",
}
_PLACE = re.compile(r"%[1-9]")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    """A level of a list: docutils' name of its numbers, what stands around them, and the first one."""

    kind: str
    before: str
    after: str
    start: int


class Numbering:
    """Counts as Word does.

    :param levels: by the ids of lists.
    :param shared: by the ids of lists the one that they count with.
    :param by_style: the lists of styles that are numbered, by the names of the styles.
    """

    def __init__(
        self,
        levels: Mapping[str, Mapping[int, _Level]],
        shared: Mapping[str, str],
        by_style: Mapping[str, tuple[str, str]],
    ) -> None:
        self._levels, self._shared, self._by_style = levels, shared, by_style
        self._counts: dict[str, dict[int, int]] = {}

    def next(self, numbering: tuple[str, str], style: str) -> tuple[str, int]:
        """Return the mark and the level of the next line; an empty mark where it is not numbered."""
        identifier, written = numbering if numbering[0] else self._by_style.get(style, ("", ""))
        level = int(written) if written.isdigit() else 0
        found = self._levels.get(identifier, {}).get(level)
        if found is None:
            return "", 0
        if found.kind == BULLET:
            return BULLET, level + 1
        counts = self._counts.setdefault(self._shared.get(identifier, identifier), {})
        counts[level] = counts.get(level, found.start - 1) + 1
        for deeper in [item for item in counts if item > level]:
            del counts[deeper]
        return list_mark(found.kind, counts[level], found.before, found.after), level + 1


def read_numbering(container: Container, parts: Collection[str]) -> Numbering:
    """Read how lists are numbered."""
    abstracts: dict[str, dict[int, _Level]] = {}
    levels: dict[str, dict[int, _Level]] = {}
    shared: dict[str, str] = {}
    for part in (part for part in parts if part.endswith("/numbering.xml")):
        root = container.part(part)
        for item in below(root, "abstractNum"):
            abstracts[attribute(item, "abstractNumId")] = dict(
                _level(level) for level in item if tag_of(level) == "lvl"
            )
        for item in below(root, "num"):
            identifier, abstract = attribute(item, "numId"), _value(item, "abstractNumId")
            levels[identifier] = dict(abstracts.get(abstract, {}))
            overrides = [child for child in item if tag_of(child) == "lvlOverride"]
            # A list that begins anew counts by itself; others count with those of the same kind.
            shared[identifier] = identifier if overrides else f"abstract {abstract}"
            for override in overrides:
                place, start = _number(attribute(override, "ilvl")), _value(override, "startOverride")
                own = dict(_level(level) for level in override if tag_of(level) == "lvl")
                old = own.get(place) or levels[identifier].get(place)
                if old is not None:
                    first = _number(start) if start else old.start
                    new = _Level(kind=old.kind, before=old.before, after=old.after, start=first)
                    levels[identifier][place] = new
    by_style: dict[str, tuple[str, str]] = {}
    for part in (part for part in parts if part.endswith("/styles.xml")):
        for style in below(container.part(part), "style"):
            for item in below(style, "numPr"):
                name = _value(style, "name").lower()
                by_style[name] = (_value(item, "numId"), _value(item, "ilvl") or "0")
    return Numbering(levels, shared, by_style)


def _level(element: Element) -> tuple[int, _Level]:
    kind, text = _value(element, "numFmt"), _value(element, "lvlText")
    pieces = _PLACE.split(text)
    is_number = kind in _KINDS and len(pieces) > 1
    return _number(attribute(element, "ilvl")), _Level(
        kind=_KINDS[kind] if is_number else BULLET,
        before=pieces[0] if is_number else "",
        after=pieces[-1] if is_number else "",
        start=_number(_value(element, "start") or "1"),
    )


def _value(element: Element, name: str) -> str:
    return next((attribute(item, "val") for item in element if tag_of(item) == name), "")


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else 0
