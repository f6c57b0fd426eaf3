"""The styles of a Word file for Chinese: fonts that every Chinese system has, 宋体 in the text, 黑体 for bold.

Apart from the form of the file, because its own font has no Chinese signs, and Word would take any that has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.outputs.docx.wordml import first, name

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT, _BOLD = "SimSun", "SimHei"


def set_chinese_fonts(styles: _Element) -> None:
    """Name the font of Chinese signs in every style that says whether it is bold, and in what all stand on."""
    for defaults in styles.iter(name("rPrDefault")):
        for fonts in defaults.iter(name("rFonts")):
            fonts.set(name("eastAsia"), _TEXT)
    for style in styles.iter(name("style")):
        properties = style.find(name("rPr"))
        bold = None if properties is None else properties.find(name("b"))
        if properties is not None and bold is not None:
            first(properties, "rFonts").set(name("eastAsia"), _TEXT if bold.get(name("val")) == "0" else _BOLD)
