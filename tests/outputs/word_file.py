"""Reads a Word file back as Word would: text, styles, numbers as Word counts them, links, footnotes."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

#: The styles of numbered paragraphs: their forces, and none.
NUMBERED = ("NumberedParagraph", "Obligation", "Commitment", "Guidance")
_ROMANS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph of the text.

    :param label: the number that Word prints before it.
    """

    element: _Element
    style: str
    label: str
    text: str


class WordFile:
    """A Word file, read with lxml alone."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.dates = {item.date_time for item in archive.infolist()}
            self.parts = {item.filename: archive.read(item) for item in archive.infolist()}

    def part(self, name: str) -> _Element:
        return etree.fromstring(self.parts[name])

    @cached_property
    def body(self) -> _Element:
        return self.part("word/document.xml")[0]

    @cached_property
    def blocks(self) -> list[Block]:
        """All paragraphs in order, those of tables too."""
        counter = _Counter(self.part("word/numbering.xml"), self.part("word/styles.xml"))
        return [
            Block(
                element=paragraph,
                style=style_of(paragraph),
                label=counter.label(paragraph),
                text=text_of(paragraph),
            )
            for paragraph in self.body.iter(qn("w:p"))
        ]

    def lines(self, *styles: str) -> list[str]:
        """The paragraphs of some styles with their numbers, white space folded."""
        return [
            " ".join(f"{block.label} {block.text}".split())
            for block in self.blocks
            if not styles or block.style in styles
        ]

    @cached_property
    def footnotes(self) -> list[str]:
        """The texts of the footnotes."""
        notes = self.part("word/footnotes.xml")
        return [" ".join(text_of(note).split()) for note in notes if note.get(qn("w:type")) is None]

    @cached_property
    def bookmarks(self) -> dict[str, _Element]:
        """By name the paragraph that a bookmark begins in."""
        found: dict[str, _Element] = {}
        for part in ("word/document.xml", "word/footnotes.xml"):
            root = self.body if part.endswith("document.xml") else self.part(part)
            for start in root.iter(qn("w:bookmarkStart")):
                name = value(start, attribute="w:name")
                assert name.lower() not in {known.lower() for known in found}, name
                found[name] = next(start.iterancestors(qn("w:p")))
        return found

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The instruction of each field but that of the contents, with what it shows."""
        return [field for field in fields_of(self.body) if not field[0].startswith("TOC")]

    @property
    def anchors(self) -> set[str]:
        """The bookmarks that links lead to."""
        return {str(link.get(qn("w:anchor"))) for link in self.body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))}

    @property
    def words(self) -> list[str]:
        """Every word of the text and of the footnotes, without places to break."""
        return " ".join([*(block.text for block in self.blocks), *self.footnotes]).replace("\u200b", "").split()


def fields_of(element: _Element) -> list[tuple[str, str]]:
    """The instruction of each field below an element, with what it shows; those within others first."""
    found, open_fields = [], list[dict[str, str]]()
    for node in element.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t")):
        if node.tag == qn("w:fldChar"):
            part = value(node, attribute="w:fldCharType")
            if part == "begin":
                open_fields.append({"instruction": "", "shown": "", "part": part})
            elif part == "end":
                field = open_fields.pop()
                found.append((field["instruction"].strip(), field["shown"]))
            else:
                open_fields[-1]["part"] = part
        elif node.tag == qn("w:instrText"):
            assert open_fields[-1]["part"] == "begin"
            open_fields[-1]["instruction"] += node.text or ""
        elif open_fields:
            open_fields[-1]["shown"] += node.text or ""
    assert not open_fields
    return found


def style_of(paragraph: _Element) -> str:
    return value(paragraph, "pPr/pStyle")


def value(element: _Element, path: str = ".", attribute: str = "w:val") -> str:
    """An attribute of an element, or of one below it: ``pPr/pStyle``."""
    steps = "/".join(step if step == "." else qn(f"w:{step}") for step in path.split("/"))
    found = element.find(steps)
    assert found is not None, path
    return str(found.get(qn(attribute)))


def text_of(element: _Element) -> str:
    """The text below an element; tabs and line ends as white space."""
    pieces = {qn("w:tab"): " ", qn("w:br"): "\n"}
    return "".join(
        node.text or "" if node.tag == qn("w:t") else pieces[node.tag]
        for node in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        if (parent := node.getparent()) is not None and parent.tag == qn("w:r")
    )


class _Counter:
    """Counts as Word does: lists of one kind together, and from a start that a list sets for itself."""

    def __init__(self, numbering: _Element, styles: _Element) -> None:
        self._levels = {
            value(abstract, attribute="w:abstractNumId"): {
                int(value(level, attribute="w:ilvl")): level for level in abstract.findall(qn("w:lvl"))
            }
            for abstract in numbering.findall(qn("w:abstractNum"))
        }
        self._numberings = {number.get(qn("w:numId")): number for number in numbering.findall(qn("w:num"))}
        self._styles = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()

    def label(self, paragraph: _Element) -> str:
        number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if number is None:
            assert not self._has_number(style_of(paragraph)) or paragraph.find(f".//{qn('w:t')}") is None
            return ""
        identifier = value(number, "numId")
        if identifier == "0":
            return ""
        level = int(value(number, "ilvl"))
        numbering = self._numberings[identifier]
        abstract = value(numbering, "abstractNumId")
        counts = self._counts[abstract]
        if identifier not in self._begun:
            self._begun.add(identifier)
            for override in numbering.findall(qn("w:lvlOverride")):
                start = int(value(override, "startOverride"))
                counts[int(value(override, attribute="w:ilvl"))] = start - 1
        counts[level] = counts.get(level, 0) + 1
        for lower in [item for item in counts if item > level]:
            del counts[lower]
        definition = self._levels[abstract][level]
        text = value(definition, "lvlText")
        kind = value(definition, "numFmt")
        return re.sub(r"%\d", _written(counts[level], kind), text)

    def _has_number(self, style: str) -> bool:
        return self._styles[style].find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None


def _written(number: int, kind: str) -> str:
    if kind == "decimal":
        return str(number)
    if kind.endswith("Roman"):
        roman = "".join(_roman(number))
        return roman.upper() if kind.startswith("upper") else roman
    letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    return letter.upper() if kind.startswith("upper") else letter


def _roman(number: int) -> Iterator[str]:
    for value, sign in _ROMANS:
        while number >= value:
            yield sign
            number -= value
