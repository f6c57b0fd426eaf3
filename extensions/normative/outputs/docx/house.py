"""A house's own styles put in the place of ours, which keep their names, numbers and places in the outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from normative.outputs.docx.wordml import name, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

    from normative.model.house_style import Form, HouseStyles

#: What of a paragraph's form stays ours, and what of it stands before and behind what a house decides.
_BEFORE, _BEHIND = ("numPr",), ("outlineLvl",)
#: Behind what of a paragraph's form numbers stand.
_AHEAD_OF_NUMBERS = ("keepNext", "keepLines", "pageBreakBefore", "widowControl")


def dress(styles: _Element, house: HouseStyles, names: Mapping[str, str]) -> None:
    """Let styles look as those of a house do that have their names, or the names that they are given.

    :param names: of styles of ours, with those of the house that they take on.
    """
    wanted = {ours.lower(): theirs.lower() for ours, theirs in names.items()}
    for style in styles.iter(name("style")):
        named = _named(style)
        found = house.styles.get(wanted.get(named, named))
        if found is not None:
            _replace(style, "pPr", [*_paragraph(style, found.paragraph)])
            _replace(style, "rPr", [_element(form) for form in found.letters])
    for defaults in styles.iter(name("rPrDefault")):
        for letters in defaults.iter(name("rPr")):
            for form in house.letters:
                made, ours = _element(form), letters.find(name(form.tag))
                if ours is not None:
                    letters.replace(ours, made)


def _named(style: _Element) -> str:
    found = style.find(name("name"))
    return "" if found is None else (found.get(name("val")) or "").lower()


def _paragraph(style: _Element, forms: Iterable[Form]) -> Iterable[_Element]:
    """Yield the form of a paragraph in the order that the standard demands."""
    own = style.find(name("pPr"))
    kept = {} if own is None else {tag: own.find(name(tag)) for tag in (*_BEFORE, *_BEHIND)}
    made = [(form.tag, _element(form)) for form in forms]
    yield from (element for tag, element in made if tag in _AHEAD_OF_NUMBERS)
    yield from (element for tag in _BEFORE if (element := kept.get(tag)) is not None)
    yield from (element for tag, element in made if tag not in _AHEAD_OF_NUMBERS)
    yield from (element for tag in _BEHIND if (element := kept.get(tag)) is not None)


def _replace(style: _Element, holder: str, elements: list[_Element]) -> None:
    own = style.find(name(holder))
    if own is not None:
        own[:] = elements
    elif elements:
        made = etree.Element(name(holder))
        made.extend(elements)
        letters = style.find(name("rPr")) if holder == "pPr" else None
        table = style.find(name("tblPr"))
        behind = letters if letters is not None else table
        if behind is None:
            style.append(made)
        else:
            behind.addprevious(made)


def _element(form: Form) -> _Element:
    made = etree.Element(name(form.tag))
    for key, value in form.values.items():
        made.set(name(key), printable(value))
    made.extend(_element(inner) for inner in form.inner)
    return made
