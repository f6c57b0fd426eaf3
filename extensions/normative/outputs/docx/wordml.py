"""Elements of WordprocessingML, and text that XML can hold.

Apart from the visitors because the safety of the file rests on these few lines: text comes into it here alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

#: A hundredth of a millimetre and less is lost: Word counts twentieths of a point.
TWIPS_OF_MILLIMETRE = 1440 / 25.4
#: Drawings are measured in these.
EMU_OF_MILLIMETRE = 36000

_SPACES = re.compile(r"[ \t\r\n\f\v\u0085\u2028\u2029]+")
#: What XML 1.0 forbids, and controls and code points that stand for no character.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

#: What a run can be, in the order in which the schema wants it, with the element that says so.
_FORMATS = {
    "link": ("rStyle", {"val": "Hyperlink"}),
    "code": ("rStyle", {"val": "Code"}),
    "footnote": ("rStyle", {"val": "FootnoteReference"}),
    "bold": ("b", {}),
    "italic": ("i", {}),
    "capitals": ("caps", {}),
    "subscript": ("vertAlign", {"val": "subscript"}),
    "superscript": ("vertAlign", {"val": "superscript"}),
}


@cache
def name(tag: str) -> str:
    """Return the full name of an element or attribute; one without a prefix is Word's own."""
    return qn(tag if ":" in tag else f"w:{tag}")


def add(parent: _Element, tag: str, **attributes: str | int) -> _Element:
    """Append an element with attributes in Word's own name space, and return it."""
    return etree.SubElement(parent, name(tag), {name(key): str(value) for key, value in attributes.items()})


def first(parent: _Element, tag: str) -> _Element:
    """Return the child that must stand first in an element, made where it is not there."""
    found = parent.find(name(tag))
    if found is None:
        found = etree.Element(name(tag))
        parent.insert(0, found)
    return found


def printable(text: str) -> str:
    """Return ``text`` without the characters that XML forbids or that print nothing."""
    return _UNPRINTABLE.sub("", text)


def collapsed(text: str) -> str:
    """Return printable text with every stretch of white space as one space."""
    return printable(_SPACES.sub(" ", text))


def twips(millimetres: float) -> int:
    """Return a length as Word counts it."""
    return round(millimetres * TWIPS_OF_MILLIMETRE)


def add_run(parent: _Element, formats: Iterable[str] = (), *, language: str = "") -> _Element:
    """Append a run without text, and return it.

    :param formats: keys of ``_FORMATS``; of two character styles the first counts.
    :param language: where it is not that of the document, as ``fr``.
    """
    run = add(parent, "r")
    chosen = set(formats)
    if not chosen and not language:
        return run
    properties = add(run, "rPr")
    seen = set()
    for key, (tag, attributes) in _FORMATS.items():
        if key in chosen and tag not in seen:
            seen.add(tag)
            add(properties, tag, **attributes)
    if language:
        add(properties, "lang", val=language)
    return run


def add_text(parent: _Element, text: str, formats: Iterable[str] = (), *, language: str = "") -> _Element:
    """Append a run that prints ``text``; its line ends and tabs are kept."""
    run = add_run(parent, formats, language=language)
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            add(run, "br")
        for place, piece in enumerate(line.split("\t")):
            if place:
                add(run, "tab")
            if piece:
                written = add(run, "t")
                written.text = piece
                if piece != piece.strip():
                    written.set(_SPACE, "preserve")
    return run


def add_field(parent: _Element, instruction: str, result: str, formats: Iterable[str] = ()) -> None:
    """Append a field with the result that is shown until Word computes it anew.

    In runs of its own, and not as ``fldSimple``: other programs lose the words of that.
    """
    formats = list(formats)
    add(add_run(parent, formats), "fldChar", fldCharType="begin")
    written = add(add_run(parent, formats), "instrText")
    written.text = f" {instruction} "
    written.set(_SPACE, "preserve")
    add(add_run(parent, formats), "fldChar", fldCharType="separate")
    add_text(parent, result, formats)
    add(add_run(parent, formats), "fldChar", fldCharType="end")


class BookmarkIds:
    """Counts bookmarks, each of which needs a number of its own in the file."""

    def __init__(self) -> None:
        self._count = 0

    def skip(self, count: int) -> None:
        """Leave out the numbers that a file has already."""
        self._count += count

    def enclose(self, bookmark: str, first: _Element, last: _Element) -> None:
        """Put a bookmark around two siblings and what is between them."""
        number = str(self._count)
        self._count += 1
        start = etree.Element(name("bookmarkStart"), {name("id"): number, name("name"): bookmark})
        end = etree.Element(name("bookmarkEnd"), {name("id"): number})
        first.addprevious(start)
        last.addnext(end)

    def add(self, parent: _Element, bookmark: str) -> _Element:
        """Append a bookmark that marks a place and no text; return its end, which can be moved behind a text."""
        number = self._count
        self._count += 1
        add(parent, "bookmarkStart", id=number, name=bookmark)
        return add(parent, "bookmarkEnd", id=number)
