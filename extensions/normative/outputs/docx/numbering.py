"""Word's own numbers: which list a paragraph belongs to, so that Word counts what the other outputs print.

Apart from the visitors because Word counts by its own rules, which are imitated here to know when it must be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from normative.model.text import read_mark
from normative.outputs.docx.wordml import add, name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

#: The lists of ``numbering.xml``.
HEADINGS, PARAGRAPHS = 1, 2
#: Where text of a list stands, and how far each further level is moved in, in twips.
STEP = 567
_FORMATS = {
    "arabic": "decimal",
    "loweralpha": "lowerLetter",
    "upperalpha": "upperLetter",
    "lowerroman": "lowerRoman",
    "upperroman": "upperRoman",
}
#: How the levels of :data:`PARAGRAPHS` below the first are written: (a), (i), A.
_SUBPARAGRAPHS = ("(%loweralpha)", "(%lowerroman)", "%upperalpha.")
#: By level; the first one is that of numbered paragraphs.
_BULLETS = ("–", "•", "–", "•", "–", "•", "–", "•", "–")
_LEVELS = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A paragraph's place in a list: the id of a numbering and the level."""

    numbering: int
    level: int


class Numbering:
    """Gives places in lists, and imitates how Word counts."""

    def __init__(self, element: _Element) -> None:
        self._element = element
        self._counts: dict[int, list[int]] = {HEADINGS: [0] * _LEVELS, PARAGRAPHS: [0] * _LEVELS}
        #: By the list of ``numbering.xml`` the numbering in use; another one each time the count is set.
        self._current = {HEADINGS: HEADINGS, PARAGRAPHS: PARAGRAPHS}
        self._abstracts: dict[str, int] = {}
        self._next_abstract = len(element.findall(name("abstractNum"))) + 1
        self._next_numbering = len(element.findall(name("num"))) + 1
        self._bullets: int | None = None

    def heading(self, numbers: Sequence[int]) -> Place:
        """Return the place of a heading with the numbers that Sphinx counts."""
        level = min(len(numbers), 5) - 1
        return self._counted(HEADINGS, level, numbers[-1])

    def paragraph(self, number: int) -> Place:
        """Return the place of a numbered paragraph."""
        return self._counted(PARAGRAPHS, 0, number)

    def subparagraphs(self, style: str, level: int, start: int) -> Place | None:
        """Return the place of a list in a numbered paragraph, or ``None`` where it must be a list of its own.

        :param style: as :func:`list_style` writes it.
        :param level: 1 for a list in the paragraph itself.
        """
        fits = level <= len(_SUBPARAGRAPHS) and _SUBPARAGRAPHS[level - 1] == style
        if not fits or self._counts[PARAGRAPHS][level] != start - 1 or not self._counts[PARAGRAPHS][level - 1]:
            return None
        return Place(numbering=self._current[PARAGRAPHS], level=level)

    def struck_paragraph(self) -> Place:
        """Return the place of a numbered paragraph that was struck out: in the same list, and not counted."""
        return Place(numbering=self._current[PARAGRAPHS], level=0)

    def struck_item(self, mark: str, level: int) -> Place:
        """Return the place of an item that was struck out of a list in a numbered paragraph.

        :param mark: what stood before it, such as ``(b)``.
        """
        if mark == "•":
            return self.bullets(level)
        style = list_style(*read_mark(mark, level))
        if level <= len(_SUBPARAGRAPHS) and _SUBPARAGRAPHS[level - 1] == style:
            return Place(numbering=self._current[PARAGRAPHS], level=level)
        return self.own_list(style, level, 1)

    def count(self, place: Place) -> None:
        """Note that an item of a list in a numbered paragraph is written."""
        if place.numbering == self._current[PARAGRAPHS]:
            self._step(PARAGRAPHS, place.level)

    def own_list(self, style: str, level: int, start: int) -> Place:
        """Return the place of a list that counts by itself.

        :param level: 1 for a list in no other one.
        """
        level = min(level, _LEVELS - 1)
        if style not in self._abstracts:
            self._abstracts[style] = self._add_abstract([_level_text(style)] * _LEVELS)
        numbering = self._add_numbering(self._abstracts[style], {level: start})
        return Place(numbering=numbering, level=level)

    def bullets(self, level: int) -> Place:
        """Return the place of a list of bullets."""
        if self._bullets is None:
            self._bullets = self._add_numbering(self._add_abstract([("bullet", sign) for sign in _BULLETS]), {})
        return Place(numbering=self._bullets, level=min(level, _LEVELS - 1))

    def _counted(self, kind: int, level: int, number: int) -> Place:
        if self._counts[kind][level] != number - 1:
            self._current[kind] = self._add_numbering(kind, {level: number})
            self._counts[kind][level] = number - 1
        self._step(kind, level)
        return Place(numbering=self._current[kind], level=level)

    def _step(self, kind: int, level: int) -> None:
        counts = self._counts[kind]
        counts[level] += 1
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)

    def _add_abstract(self, levels: Sequence[tuple[str, str]]) -> int:
        identifier = self._next_abstract
        self._next_abstract += 1
        abstract = etree.Element(name("abstractNum"), {name("abstractNumId"): str(identifier)})
        add(abstract, "nsid", val=f"{0x4E4F0000 + identifier:08X}")
        add(abstract, "multiLevelType", val="hybridMultilevel")
        add(abstract, "tmpl", val=f"{0x4E4F1000 + identifier:08X}")
        for level, (number_format, text) in enumerate(levels):
            element = add(abstract, "lvl", ilvl=level)
            add(element, "start", val=1)
            add(element, "numFmt", val=number_format)
            add(element, "lvlText", val=text.replace("%", f"%{level + 1}"))
            add(element, "lvlJc", val="left")
            add(add(element, "pPr"), "ind", left=1134 + STEP * (level + 1), hanging=STEP)
        # The schema wants what numbers look like before what uses it.
        self._element.findall(name("abstractNum"))[-1].addnext(abstract)
        return identifier

    def _add_numbering(self, abstract: int, starts: dict[int, int]) -> int:
        identifier = self._next_numbering
        self._next_numbering += 1
        element = add(self._element, "num", numId=identifier)
        add(element, "abstractNumId", val=abstract)
        for level, start in starts.items():
            add(add(element, "lvlOverride", ilvl=level), "startOverride", val=start)
        return identifier


def list_style(kind: str, prefix: str, suffix: str) -> str:
    """Return how the numbers of a list are written: ``(%loweralpha)``."""
    return f"{prefix}%{kind if kind in _FORMATS else 'arabic'}{suffix}"


def _level_text(style: str) -> tuple[str, str]:
    """Return the format and the text of a level, in which ``%`` stands for the number."""
    kind = next(kind for kind in _FORMATS if f"%{kind}" in style)
    return _FORMATS[kind], style.replace(f"%{kind}", "%")
