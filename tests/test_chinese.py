"""A text in Chinese: its signs are in the PDF, its headings in the sans, and the Word file names fonts that have them."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml.etree import _Element
from word_file import WordFile

from normative.commands import main
from normative.outputs.document.fonts import fonts_for, remedy_for
from small_projects import write_project

TEXT = """\
驱逐和遣返
==========

.. obligation:: decide
   :basis: CONV 3 (1)

   缔约国逐案审查每一项 **驱逐** 决定，并以“书面形式”说明理由。

.. chart:: sections
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chinese")
    source = write_project(folder / "source", {"index.rst": TEXT}, configuration='language = "zh_CN"\n')
    into = folder / "build"
    assert main(["build", "pdf", "docx", "--source", str(source), "--into", str(into), "-q", "-W"]) == 0
    return into


def test_the_pdf_has_the_signs_and_no_made_up_bold(outputs: Path) -> None:
    with pikepdf.open(next(outputs.glob("pdf/*.pdf"))) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for _, font in page.Resources.get("/Font", {}).items()}
    assert {font.partition("+")[2].partition("-Identity")[0] for font in fonts} == {
        "NotoSerifSC-Regular",
        "NotoSansSC-Regular",
        "LibertinusSerif-Regular",
    }


def test_the_word_file_names_fonts_for_chinese(outputs: Path) -> None:
    styles = WordFile(next(outputs.glob("docx/*.docx"))).part("word/styles.xml")
    defaults = next(styles.iter(qn("w:rPrDefault")))
    language = next(defaults.iter(qn("w:lang")))
    assert language.get(qn("w:eastAsia")) == "zh-CN"
    # As Chinese, Latin words would break anywhere.
    assert language.get(qn("w:val")) == "en-GB"
    assert _font(defaults) == "SimSun"
    named = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
    assert _font(named["Heading1"]) == "SimHei"
    assert _font(named["Heading5"]) == "SimSun"


def _font(style: _Element) -> str | None:
    return next(style.iter(qn("w:rFonts"))).get(qn("w:eastAsia"))


@pytest.mark.parametrize(
    ("signs", "extra"), [("ش", "arabic"), ("☃民", "chinese"), ("民ش", "arabic"), ("☃", ""), ("\x00", "")]
)
def test_letters_that_are_missing_are_told_with_the_package_that_has_them(
    signs: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert remedy_for(signs) == "write it in another way"
    monkeypatch.setattr("normative.outputs.document.fonts.missing", lambda *modules: list(modules))
    said = f"install it with: pip install 'sphinx-normative[{extra}]'" if extra else "write it in another way"
    assert remedy_for(signs) == said


@pytest.mark.parametrize(
    ("language", "is_chinese"), [("zh", True), ("zh_CN", True), ("zh-TW", True), ("en", False), ("x_zh", False)]
)
def test_chinese_alone_has_letters_of_its_own(language: str, is_chinese: bool) -> None:
    assert sorted(fonts_for(language)) == (["headings", "text"] if is_chinese else [])
