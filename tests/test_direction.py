"""The direction of a text: which languages run from right to left, and that every output does."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from word_file import WordFile, text_of

import arabic_project
from approved import assert_approved, in_lines
from conftest import MakeProject
from normative.house.languages import attributes_of
from normative.outputs.direction import is_right_to_left


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        *((language, True) for language in ("ar", "ar_EG", "ar-EG", "he", "fa", "ur_PK")),
        *((language, False) for language in ("en", "fr", "zh_CN", "", "xx", "not a language", None)),
    ],
)
def test_languages(language: str | None, expected: bool) -> None:
    assert is_right_to_left(language) is expected


@pytest.mark.parametrize("theme", ["basic", "alabaster", "pydata_sphinx_theme"])
@pytest.mark.parametrize(("language", "expected"), [("he", "rtl"), ("en", None)])
def test_pages_of_any_theme_name_their_direction(
    theme: str, language: str, expected: str | None, make_project: MakeProject
) -> None:
    built = make_project(
        {"index.rst": "Title\n=====\n"}, configuration=f'html_theme = "{theme}"\nlanguage = "{language}"\n'
    )
    for name in ("index", "search"):
        assert built.page(name).get("dir") == expected
    assert ("right-to-left.css" in (built.outdir / "index.html").read_text()) is (expected == "rtl")


def project(make_project: MakeProject, builder: str) -> Path:
    built = make_project(arabic_project.PAGES, builder, configuration=arabic_project.CONFIGURATION)
    assert built.warnings == []
    return built.outdir


def test_the_pdf_begins_its_lines_at_the_right_and_has_the_letters(make_project: MakeProject) -> None:
    outdir = project(make_project, "normative-pdf")
    with pypdfium2.PdfDocument(next(outdir.glob("*.pdf"))) as document:
        page = document[1]
        text = page.get_textpage()
        shown = text.get_text_range()
        # The number of the paragraph stands before its text.
        lefts = [text.get_charbox(place)[0] for place, character in enumerate(shown) if character == "1"]
        assert max(lefts) > page.get_width() * 0.8
        assert "U+06" not in shown
        assert "Amiri-Regular" in {font.split("+")[-1] for font in fonts_of(outdir)}


def fonts_of(outdir: Path) -> list[str]:
    with pikepdf.open(next(outdir.glob("*.pdf"))) as pdf:
        return [str(font.BaseFont) for page in pdf.pages for _, font in page.Resources.get("/Font", {}).items()]


def test_the_word_file_turns_paragraphs_tables_words_and_sections(make_project: MakeProject) -> None:
    file = WordFile(next(project(make_project, "normative-docx").glob("*.docx")))
    normal = next(
        style for style in file.part("word/styles.xml").iter(qn("w:style")) if style.get(qn("w:styleId")) == "Normal"
    )
    assert normal.find(f".//{qn('w:bidi')}") is not None
    runs = list(file.body.iter(qn("w:r")))
    turned = {text_of(run) for run in runs if run.find(f".//{qn('w:rtl')}") is not None}
    assert "التزمت الدول بجمع بيانات دقيقة ومصنفة." in turned
    # Keys alone are not turned; within Arabic words they are a part of the line.
    assert not any("CONV" in words and words.isascii() for words in turned)
    assert all(section.find(qn("w:bidi")) is not None for section in file.body.iter(qn("w:sectPr")))
    for table in file.body.iter(qn("w:tbl")):
        has_turned_heads = table.find(f".//{qn('w:textDirection')}") is not None
        assert (table.find(f".//{qn('w:bidiVisual')}") is None) is has_turned_heads
    turned_styles = (
        line
        for line in in_lines(file.parts["word/styles.xml"].decode()).split("\n")
        if re.search("styleId|bidi|Cs|right", line)
    )
    assert_approved("word-arabic", in_lines(file.parts["word/document.xml"].decode()))
    assert_approved("word-arabic-styles", "".join(f"{line}\n" for line in turned_styles))


def test_sheets_begin_at_the_right(make_project: MakeProject) -> None:
    outdir = project(make_project, "normative-matrices")
    book = openpyxl.load_workbook(outdir / "matrices.xlsx")
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)


def test_a_book_turns_its_pages_to_the_right(make_project: MakeProject) -> None:
    outdir = project(make_project, "normative-epub")
    assert 'page-progression-direction="rtl"' in (outdir / "content.opf").read_text(encoding="utf-8")
    assert 'lang="ar" xml:lang="ar" dir="rtl"' in (outdir / "text.xhtml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "attributes"),
    [
        ("fr", 'lang="fr" dir="ltr"'),
        ("ar", 'lang="ar" dir="rtl"'),
        ("zh_CN", 'lang="zh-CN" dir="ltr"'),
        ("he-IL", 'lang="he-IL" dir="rtl"'),
    ],
)
def test_words_in_another_language_name_it_and_its_direction(code: str, attributes: str) -> None:
    assert attributes_of(code) == attributes
