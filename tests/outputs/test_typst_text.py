"""Typst markup, and the text a reader finds in the PDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pdf_project import PdfProject, build

from approved import assert_approved
from normative.model.heading import heading_number
from normative.outputs.typst.literals import string_literal, text_markup
from normative.outputs.typst.media import typst_length

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    r"#panic(1) $x^2$ \ \\ @ref <label> */ /* // *bold* _emph_ `raw` ~ [x] {y} = head - list + enum / term: #import"
)


def rst(text: str) -> str:
    """Return ``text`` as reStructuredText in which every character stands for itself."""
    return "".join(f"\\{character}" if character in r"\*`|_:<>[]{}" else character for character in text)


def test_markup_of_a_small_text(tmp_path: Path) -> None:
    project = build(
        tmp_path,
        {
            "index.rst": "Title\n=====\n\nSection\n-------\n\n"
            '.. sample-paragraph:: p1\n   :number: 1\n   :force: obligation\n   :holder: all\n\n   Say "yes" *now*.\n\n'
            "   (c) one;\n   (d) two.\n"
        },
    )
    assert project.warnings == ""
    assert [line for line in project.markup.splitlines() if line] == [
        '#numbered-heading(1, none, "1", [], [#"Section"])',
        '#numbered-paragraph("1.", "obligation", beside: true, together: true, [#margin-line("holder")[#"all"]',
        '])[#place-name("p1")',
        '#par[#"Say “yes” "#emph[#"now"]#"."]',
        '#enum(numbering: marks("(", "a", ")"), start: 3,',
        "[",
        '#par[#"one;"]',
        "],",
        "[",
        '#par[#"two."]',
        "],",
        ")",
        "]",
    ]


def test_nothing_an_author_writes_is_markup(tmp_path: Path) -> None:
    text = rst(HOSTILE)
    title = rst("#strong[x] $ @a // \\ <b>")
    files = {
        "index.rst": f"{title}\n{'=' * 80}\n\n{title}\n{'-' * 80}\n\n{text} [#]_\n\n.. [#] Note: {text}\n\n"
        f".. sample-paragraph:: p1\n   :number: 1\n   :holder: {HOSTILE}\n\n   {text}\n\n"
        f"* {text}\n\n::\n\n   {HOSTILE}\n\n.. list-table:: {title}\n\n   * - {text}\n"
    }
    project = build(tmp_path, files, configuration=f"smartquotes = False\nnormative_status = {HOSTILE!r}\n")
    assert project.warnings == ""
    words = " ".join(HOSTILE.split())
    assert project.text.count(words) >= 6
    assert project.outline == ["#strong[x] $ @a // \\ <b>"]


def test_raw_markup_of_any_output_is_dropped(tmp_path: Path) -> None:
    raw = "".join(f".. raw:: {name}\n\n   SECRET #panic()\n\n" for name in ("typst", "html", "latex"))
    project = build(tmp_path, {"index.rst": f"Title\n=====\n\nBefore\n\n{raw}After\n\n.. COMMENT\n"})
    assert "SECRET" not in project.markup
    assert "COMMENT" not in project.markup
    assert "Before After" in project.text


def test_unknown_node_keeps_its_text_and_is_reported_once(tmp_path: Path) -> None:
    text = "Title\n=====\n\n.. sample-unknown::\n\n   Kept one.\n\n.. sample-unknown::\n\n   Kept two.\n"
    project = build(tmp_path, {"index.rst": text})
    assert project.warnings.count("'NodeWithoutVisitor' has no form in the PDF, so only its text is printed") == 1
    assert "Kept one." in project.text
    assert "Kept two." in project.text


def test_character_without_glyph_is_named_and_printed_as_its_code(tmp_path: Path) -> None:
    project = build(tmp_path, {"index.rst": "Title\n=====\n\nSee \ua000 and \U0001f600 here.\n"})
    assert "See [U+A000] and [U+1F600] here." in project.text
    assert "index.rst:4: WARNING: no font of the PDF has '\ua000' (U+A000), so its code is printed" in project.warnings


def test_a_mark_without_glyph_leaves_the_letter_that_bears_it(tmp_path: Path) -> None:
    project = build(tmp_path, {"index.rst": "Title\n=====\n\nA\u1ab1 and é\u1ab1 here::\n\n   +--\u1ab1-+\n"})
    assert "A[U+1AB1] and é[U+1AB1] here" in project.text
    assert "+--[U+1AB1]-+" in project.text
    assert set(re.findall(r"has .*? \((.*?)\)", project.warnings)) == {"U+1AB1"}


def test_signs_of_matrices_have_glyphs(tmp_path: Path) -> None:
    project = build(tmp_path, {"index.rst": "Title\n=====\n\n● ◐ ○ = + × – Ж ž …\n"})
    assert project.warnings == ""
    assert "● ◐ ○ = + × – Ж ž …" in project.text


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>'
BLOCKS = """
Title
=====

Term : class
   Definition.

:Field: value

| Line one
|    Line two

..

   Quoted words.

   -- Author

.. note:: Noted words.

.. admonition:: Own title

   Admonished words.

----

1. First

   a) Second

      I. Third

-a  Option words

H\\ :sub:`2`\\ O and x\\ :sup:`2` with :abbr:`UN (United Nations)` and ``code  x``

.. |name| replace:: substituted words

Here are |name|.

.. code-block:: python

   print("#hash")

.. rubric:: A rubric

.. topic:: A topic

   Topical words.

.. math:: a^2

.. figure:: picture.svg
   :alt: A grey square
   :width: 50%

   Caption words.

   Legend words.
"""


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> PdfProject:
    return build(tmp_path_factory.mktemp("blocks"), {"index.rst": BLOCKS, "picture.svg": PICTURE})


def test_markup_is_as_approved(blocks: PdfProject) -> None:
    assert_approved("typst-blocks", blocks.settings_and_markup)


@pytest.mark.parametrize(
    "words",
    [
        "Term: class Definition.",
        "Field value",
        "Line one Line two",
        "Quoted words. — Author",
        "Note Noted words.",
        "Own title Admonished words.",
        "1. First a) Second I. Third",
        "-a Option words",
        "UN (United Nations)",
        "code x",
        "Here are substituted words.",
        'print("#hash")',
        "A rubric",
        "A topic Topical words.",
        "a^2",
        "Caption words.",
        "Legend words.",
    ],
)
def test_every_block_is_printed(blocks: PdfProject, words: str) -> None:
    assert words in blocks.text


def test_blocks_give_no_warning_and_no_fault_of_layout(blocks: PdfProject) -> None:
    assert blocks.warnings == ""
    assert blocks.faults_of_layout() == []


def test_string_literal_escapes_what_ends_a_string() -> None:
    assert string_literal('a"b\\c\n\x00') == '"a\\"b\\\\c\\n"'
    assert text_markup("a \n  b\u00a0c") == '#"a b\u00a0c"'


def test_heading_numbers_are_those_of_united_nations_documents() -> None:
    numbers = [(4,), (4, 2), (4, 2, 3), (4, 2, 3, 28), (4, 2, 3, 1, 9)]
    assert [heading_number(number) for number in numbers] == ["IV.", "B.", "3.", "(bb)", "(ix)"]


def test_lengths_of_images() -> None:
    assert [typst_length(text) for text in ("50%", "96px", "5 cm", "10", "x", "2pc")] == [
        "50%",
        "72pt",
        "5cm",
        "7.5pt",
        "",
        "24pt",
    ]
