"""The styles of a house's own Word file, which the text's Word files take on.

Only what a style says of paragraphs and letters is read, element by element, so that nothing else of a stranger's file
gets into ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from normative.model.files.containers import Container, attribute, below, tag_of
from normative.model.house_style import Form, HouseStyle, HouseStyles

_STYLES, _THEME = "word/styles.xml", "word/theme/theme1.xml"
#: What is taken of a paragraph's form, and of its letters', in the order that the standard demands.
PARAGRAPH = (
    *("keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "shd", "tabs", "suppressAutoHyphens"),
    *("spacing", "ind", "contextualSpacing", "jc"),
)
LETTERS = (
    *("rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "color", "spacing", "w", "kern", "position"),
    *("sz", "szCs", "u", "shd", "vertAlign"),
)
#: The kinds of script that a font is named for, with the names of the theme's fonts for them.
_FONTS = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "cs": "cstheme", "eastAsia": "eastAsiaTheme"}


def read_house_styles(path: Path) -> HouseStyles:
    """Read the styles of a Word file or template.

    :raises RefusedError: it is none, or not safe to read; the message says why and what to do.
    """
    container = Container(path, "wordprocessingml")
    root = container.part(_STYLES)
    fonts = dict(_theme_fonts(container.part(_THEME))) if container.has(_THEME) else {}
    by_id = {attribute(style, "styleId"): style for style in below(root, "style")}
    styles = {}
    for style in by_id.values():
        chain = list(_chain(style, by_id))
        styles[_value(style, "name").lower()] = HouseStyle(
            paragraph=_merged(chain, "pPr", PARAGRAPH, fonts), letters=_merged(chain, "rPr", LETTERS, fonts)
        )
    defaults = list(below(root, "rPrDefault"))
    return HouseStyles(styles=styles, letters=_merged(defaults, "rPr", ("rFonts", "sz", "szCs"), fonts))


def _chain(style: Element, by_id: Mapping[str, Element]) -> Iterator[Element]:
    """Yield the styles that a style is based on, the outermost first, and itself."""
    found: dict[str, Element] = {}
    step: Element | None = style
    while step is not None and attribute(step, "styleId") not in found:
        found[attribute(step, "styleId")] = step
        step = by_id.get(_value(step, "basedOn"))
    yield from reversed(found.values())


def _value(style: Element, tag: str) -> str:
    return next((attribute(item, "val") for item in style if tag_of(item) == tag), "")


def _merged(chain: list[Element], holder: str, allowed: tuple[str, ...], fonts: Mapping[str, str]) -> tuple[Form, ...]:
    found: dict[str, Form] = {}
    for style in chain:
        for part in (item for item in style if tag_of(item) == holder):
            found |= {tag_of(item): _form(item, fonts) for item in part if tag_of(item) in allowed}
    return tuple(found[tag] for tag in allowed if tag in found)


def _form(element: Element, fonts: Mapping[str, str]) -> Form:
    values = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    if tag_of(element) == "rFonts":
        # A theme's fonts are named by its part, which our files do not have.
        named = {script: fonts.get(values.get(theme, ""), values.get(script, "")) for script, theme in _FONTS.items()}
        values = {script: font for script, font in named.items() if font}
    else:
        values = {key: value for key, value in values.items() if not key.lower().startswith("theme")}
    return Form(tag=tag_of(element), values=values, inner=tuple(_form(item, fonts) for item in element))


def _theme_fonts(theme: Element) -> Iterator[tuple[str, str]]:
    """Yield the fonts of a theme by the names that styles use: ``minorHAnsi``."""
    for size in ("major", "minor"):
        for kind in below(theme, f"{size}Font"):
            for script, suffixes in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
                font = next((attribute(item, "typeface") for item in kind if tag_of(item) == script), "")
                yield from ((f"{size}{suffix}", font) for suffix in suffixes if font)
