"""A finished Word file turned round, for a text that is written from right to left.

Apart from the visitors, which need not know: in such a paragraph Word takes "left" for where lines begin.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from lxml import etree

from normative.outputs.docx.wordml import add, first, name

if TYPE_CHECKING:
    from lxml.etree import _Element

_RIGHT_TO_LEFT = ("R", "AL")
#: Bold and italic have elements of their own for such letters.
_FORMATS = (("b", "bCs"), ("i", "iCs"))
#: What may follow the direction in the properties of a run, a paragraph and a section, where the schema has an order.
_AFTER_RUN = ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")
_AFTER_PARAGRAPH = ("ind", "jc", "rPr")
_AFTER_SECTION = ("rtlGutter", "docGrid", "printerSettings")


def turn_styles(styles: _Element) -> None:
    """Let every paragraph style begin its lines at the right."""
    for style in styles.iter(name("style")):
        if style.get(name("styleId")) == "Normal":
            add(add(style, "pPr"), "bidi")
    for border in styles.iterfind(f".//{name('pBdr')}/{name('left')}"):
        border.tag = name("right")  # borders stay at the side they name
    for properties in styles.iter(name("rPr")):
        _add_formats(properties)


def turn_text(part: _Element) -> None:
    """Turn the tables, the words and the sections of a part."""
    for table in part.iter(name("tbl")):
        # LibreOffice misplaces turned heads of a table that is turned round, so a grid keeps its columns as they are.
        if next(table.iter(name("textDirection")), None) is None:
            table[0].insert(1, etree.Element(name("bidiVisual")))
    for cell in part.iter(name("tc")):
        if cell.find(f"{name('tcPr')}/{name('textDirection')}") is None:
            continue
        for properties in cell.iter(name("pPr")):
            _insert(properties, "bidi", _AFTER_PARAGRAPH).set(name("val"), "0")
    for properties in part.iter(name("sectPr")):
        _insert(properties, "bidi", _AFTER_SECTION)
    for run in part.iter(name("r")):
        text = "".join(written.text or "" for written in run.iter(name("t")))
        if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
            properties = first(run, "rPr")
            _add_formats(properties)
            _insert(properties, "rtl", _AFTER_RUN)


def _add_formats(properties: _Element) -> None:
    for plain, complex_script in _FORMATS:
        found = properties.find(name(plain))
        if found is not None and properties.find(name(complex_script)) is None:
            found.addnext(
                etree.Element(name(complex_script), {str(key): str(value) for key, value in found.attrib.items()})
            )


def _insert(properties: _Element, tag: str, following: tuple[str, ...]) -> _Element:
    """Insert an element before those that must follow it, and return it."""
    place = next((child for child in properties if child.tag in map(name, following)), None)
    element = etree.Element(name(tag))
    if place is None:
        properties.append(element)
    else:
        place.addprevious(element)
    return element
