"""The styles of a house's Word file: what one is based on, the fonts of its theme, and what of it is taken."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from normative.model.files.word_template import read_house_styles
from normative.model.house_style import Form, HouseStyles

TYPES = '<Types><Override ContentType="application/wordprocessingml.template.main+xml"/></Types>'
STYLES = """\
<w:styles xmlns:w="urn:w">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:csTheme="x"/><w:b/><w:sz w:val="22"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:styleId="Base"><w:name w:val="Base Text"/><w:basedOn w:val="Gone"/>
<w:pPr><w:keepNext/><w:ind w:left="10"/><w:outlineLvl w:val="1"/></w:pPr>
<w:rPr><w:color w:val="111111" w:themeColor="accent1"/></w:rPr></w:style>
<w:style w:styleId="Own"><w:name w:val="Own Text"/><w:basedOn w:val="Base"/>
<w:pPr><w:ind w:left="20"/><w:pBdr><w:top w:val="single" w:themeTint="99"/></w:pBdr></w:pPr>
<w:rPr><w:rFonts w:ascii="Plain" w:asciiTheme="majorAscii" w:hAnsi="Other" w:hAnsiTheme="majorHAnsi" w:cstheme="majorBidi"
 w:eastAsiaTheme="minorEastAsia"/><w:lang w:val="fr"/></w:rPr></w:style>
<w:style w:styleId="One"><w:name w:val="One"/><w:basedOn w:val="Two"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="Two"><w:name w:val="Two"/><w:basedOn w:val="One"/><w:rPr><w:i/></w:rPr></w:style>
</w:styles>
"""
THEME = """\
<a:theme xmlns:a="urn:a"><a:majorFont><a:latin typeface="Head"/><a:ea typeface=""/><a:cs typeface="Arabic Head"/></a:majorFont>
<a:minorFont><a:latin typeface="Body"/><a:ea typeface="Han Body"/><a:font script="Jpan" typeface="Else"/></a:minorFont></a:theme>
"""


def read(folder: Path, *, theme: str = THEME) -> HouseStyles:
    with zipfile.ZipFile(folder / "house.docx", "w") as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("word/styles.xml", STYLES)
        if theme:
            file.writestr("word/theme/theme1.xml", theme)
    return read_house_styles(folder / "house.docx")


def form(tag: str, *inner: Form, **values: str) -> Form:
    return Form(tag=tag, values=values, inner=inner)


def test_a_style_has_what_it_is_based_on_unless_it_says_otherwise(tmp_path: Path) -> None:
    styles = read(tmp_path).styles
    assert styles.keys() == {"base text", "own text", "one", "two"}
    assert styles["base text"].paragraph == (form("keepNext"), form("ind", left="10"))
    # In the order of the standard, not in the one that they are written in.
    border = form("pBdr", form("top", val="single"))
    assert styles["own text"].paragraph == (form("keepNext"), border, form("ind", left="20"))
    assert styles["base text"].letters == (form("color", val="111111"),)


def test_styles_that_are_based_on_each_other_are_read_all_the_same(tmp_path: Path) -> None:
    styles = read(tmp_path).styles
    assert styles["one"].letters == styles["two"].letters == (form("b"), form("i"))


@pytest.mark.parametrize(
    ("theme", "fonts", "default"),
    [
        (THEME, {"ascii": "Head", "hAnsi": "Head", "cs": "Arabic Head", "eastAsia": "Han Body"}, {"ascii": "Body"}),
        ("", {"ascii": "Plain", "hAnsi": "Other"}, {}),
    ],
)
def test_fonts_of_a_theme_are_called_by_their_own_names(
    theme: str, fonts: dict[str, str], default: dict[str, str], tmp_path: Path
) -> None:
    house = read(tmp_path, theme=theme)
    assert house.styles["own text"].letters == (form("rFonts", **fonts), form("color", val="111111"))
    # Of what all letters are, fonts and sizes alone are taken.
    assert house.letters == (form("rFonts", **default), form("sz", val="22"))
