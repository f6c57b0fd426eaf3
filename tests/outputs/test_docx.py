"""The Word file: numbers, bookmarks, fields, footnotes, tables, pages, properties, and nothing lost."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from word_file import NUMBERED, WordFile, fields_of, style_of, text_of, value

from approved import assert_approved, in_lines
from conftest import MakeProject
from normative.model.bookmark import form_bookmark, paragraph_bookmark
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.paragraph import Force, Paragraph
from normative.outputs.docx.comments import told_at
from small_projects import BuiltProject, build, command, write_project

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DOCUMENT = """\
organization = "Tests United"
symbol = "T/GC/7"
distribution = "General"
original = "English"
treaty = "Convention on Tests"
committee = "Committee on Tests"
date = 2026-02-03
stage = "draft for comment"
note = "Not edited."
"""
PAGES: Mapping[str, str | bytes] = {
    "document.toml": DOCUMENT,
    "picture.png": PNG,
    "index.rst": """
General comment [#]_
====================

.. [#] Note of the title.

Foreword with a `link <https://example.org/a>`_, *emphasis*, **strong**, ``code`` and H\\ :sub:`2`\\ O.

.. toctree::
   :numbered:

   one
   two

.. toctree::

   annex
""",
    "one.rst": """
First chapter
=============

.. obligation:: first-duty
   :basis: CONV 1 (1)
   :holder: everyone

   Words of the first, see para. :para:`last-word` and :para:`the last <last-word>`. [#same]_

   (a) first letter;

       (i) first roman;
       (ii) second roman [#same]_;

   (b) second letter.

   More words.

Part
----

.. guidance:: second-duty
   :basis: COMP obj. 1

   (a) letters begin anew;
   (b) here.

   a) another list;
   b) of its own.

.. [#same] Said twice [#inner]_.
.. [#inner] Note in a note.
""",
    "two.rst": """
Second chapter
==============

3. a list that begins
4. with three

* bullet

.. paragraph:: last-word

   The last, after para. :para:`first-duty`.

.. convergence:: CONV 3; COMP obj. 2
   :relation: synergy
   :source: analysis

   Because.
""",
    "annex.rst": """
Annex
=====

.. coverage:: CONV

.. convergence-matrix:: CONV COMP

.. chart:: sections

.. figure:: picture.png
   :alt: One dot

   What it shows.

.. table:: A table

   +-------+-------+-------+
   | Head         | Third  |
   +=======+=======+=======+
   | one   | two   | three |
   |       +-------+-------+
   |       | five  | six   |
   |       +-------+-------+
   |       | seven | eight |
   |       +-------+-------+
   |       | nine  | ten   |
   +-------+-------+-------+

.. csv-table:: A wide table
   :header-rows: 1

   A, B, C, D, E, F, G, H, I
   1, 2, 3, 4, 5, 6, 7, 8, 9

Profile
-------

.. instrument:: CONV
""".replace("| Head         | Third  |", "| Head          | Third |"),
}
CONFIGURATION = "normative_pdf_exclude = ['left-out']\nnormative_status = 'A test, not a United Nations document'\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> BuiltProject:
    folder = tmp_path_factory.mktemp("docx")
    return build(write_project(folder / "project", PAGES, configuration=CONFIGURATION), "normative-docx")


@pytest.fixture(scope="module")
def path(project: BuiltProject) -> Path:
    (found,) = project.outdir.glob("*.docx")
    return found


@pytest.fixture(scope="module")
def word(path: Path) -> WordFile:
    return WordFile(path)


def word_of(project: BuiltProject) -> WordFile:
    (found,) = project.outdir.glob("*.docx")
    return WordFile(found)


@pytest.mark.parametrize("part", ["document", "footnotes", "numbering", "styles"])
def test_markup_is_as_approved(part: str, word: WordFile) -> None:
    assert_approved(f"word-{part}", in_lines(word.parts[f"word/{part}.xml"].decode()))


def test_what_stands_around_the_text_is_as_approved(word: WordFile) -> None:
    found = {
        name: part for name, part in sorted(word.parts.items()) if re.search(r"header|footer\d|settings|Props", name)
    }
    told = (f"## {name}\n{in_lines(part.decode('utf-8'))}\n" for name, part in found.items() if name.endswith("xml"))
    assert_approved("word-around", re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "(moment)", "".join(told)))


def test_nothing_but_the_file_is_written(project: BuiltProject, path: Path) -> None:
    assert {item.name for item in project.outdir.iterdir()} == {path.name, "findings.json", "findings.sarif"}


def test_headings_have_real_styles_and_the_numbers_of_the_united_nations(word: WordFile) -> None:
    assert word.lines("Heading1", "Heading2", "Heading3") == [
        "I. First chapter",
        "A. Part",
        "II. Second chapter",
        "Annex",
        "Profile",
    ]


def test_word_counts_paragraphs_and_sub_paragraphs(word: WordFile) -> None:
    lines = word.lines(*NUMBERED, "ListNumber", "ListContinue", "ListBullet")
    assert lines == [
        "1. Words of the first, see para. 3 and the last.",
        "(a) first letter;",
        "(i) first roman;",
        "(ii) second roman2;",
        "(b) second letter.",
        "2.",
        "(a) letters begin anew;",
        "(b) here.",
        "a) another list;",
        "b) of its own.",
        "3. a list that begins",
        "4. with three",
        "• bullet",
        "3. The last, after para. 1.",
    ]


def test_sub_paragraphs_are_levels_of_the_list_of_paragraphs(word: WordFile) -> None:
    places = {
        block.label: tuple(value(block.element, f"pPr/numPr/{tag}") for tag in ("numId", "ilvl"))
        for block in word.blocks
        if block.label in ("1.", "(a)", "(i)")
    }
    assert places == {"1.": ("2", "0"), "(a)": ("2", "1"), "(i)": ("2", "2")}


def test_the_id_is_a_bookmark_around_the_paragraphs_words(word: WordFile) -> None:
    assert text_of(word.bookmarks["first_duty"]).startswith("Words of the first")
    children = [child.tag for child in word.bookmarks["last_word"]]
    assert (children[1], children[-1]) == (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))


def test_numbers_of_paragraphs_are_fields_with_the_number_as_result(word: WordFile) -> None:
    assert ("REF last_word \\r \\h", "3") in word.fields
    assert ("REF first_duty \\r \\h", "1") in word.fields
    for instruction, _result in word.fields:
        kind, *arguments = instruction.split()
        assert kind == "PAGE" or arguments[0] in word.bookmarks


def test_every_link_leads_to_a_bookmark(word: WordFile) -> None:
    assert "last_word" in word.anchors
    assert word.anchors <= set(word.bookmarks)


def test_footnotes_are_real_and_a_second_mark_is_a_field(word: WordFile) -> None:
    assert word.footnotes == ["Note of the title.", "* Not edited.", "Said twice [Note in a note.]."]
    assert ("NOTEREF _Note000002 \\f \\h", "2") in word.fields
    references = [int(value(reference, attribute="w:id")) for reference in word.body.iter(qn("w:footnoteReference"))]
    assert references == list(range(1, len(word.footnotes) + 1))


def test_force_and_basis_stand_in_a_line_of_their_own_style(word: WordFile) -> None:
    assert word.lines("Margin")[0] == "■ obligation · Basis: CONV 1 (1) · Rights-holders: everyone"
    index = next(number for number, block in enumerate(word.blocks) if block.style == "Margin")
    assert word.blocks[index + 1].style == "Obligation"


def test_convergences_are_set_apart(word: WordFile) -> None:
    assert word.lines("Relation")[:2] == ["Synergy: CONV 3 ↔ COMP obj. 2", "Because."]


def test_tables_repeat_their_heads_and_never_break_a_row(word: WordFile) -> None:
    tables = list(word.body.iter(qn("w:tbl")))
    assert len(tables) > 1
    for table in tables:
        style = value(table, "tblPr/tblStyle")
        rows = table.findall(qn("w:tr"))
        assert rows
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert heads == ([False] * len(rows) if style == "Masthead" else [True] + [False] * (len(rows) - 1))
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_cells_have_the_widths_of_their_columns_and_a_paragraph(word: WordFile) -> None:
    tables = list(word.body.iter(qn("w:tbl")))
    assert len(tables) > 1
    for table in tables:
        columns = [int(value(column, attribute="w:w")) for column in table.iter(qn("w:gridCol"))]
        rows = list(table.iter(qn("w:tr")))
        assert columns
        assert rows
        for row in rows:
            place = 0
            for cell in row.findall(qn("w:tc")):
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                number = 1 if span is None else int(value(span))
                width = int(value(cell, "tcPr/tcW", "w:w"))
                assert abs(width - sum(columns[place : place + number])) <= number
                assert cell[-1].tag == qn("w:p")
                place += number
            assert place == len(columns)


def test_merged_cells_of_an_authors_table_keep_their_places(path: Path) -> None:
    table = next(table for table in docx.Document(str(path)).tables if table.cell(0, 0).text == "Head")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Head", "Head", "Third"],
        ["one", "two", "three"],
        ["one", "five", "six"],
        ["one", "seven", "eight"],
        ["one", "nine", "ten"],
    ]


def test_wide_tables_stand_on_landscape_pages_within_their_margins(word: WordFile) -> None:
    sections = list(word.body.iter(qn("w:sectPr")))
    turned = [value(section, "pgSz", "w:orient") == "landscape" for section in sections]
    assert True in turned
    assert turned[0] is False
    assert sections[-1].getparent() is word.body
    tables = list(word.body.iter(qn("w:tbl")))
    assert len(tables) > 1
    for table in tables:
        following = next(
            item
            for item in table.itersiblings()
            if item.find(f".//{qn('w:sectPr')}") is not None or item.tag == qn("w:sectPr")
        )
        size = next(following.iter(qn("w:pgSz")))
        width = sum(int(value(column, attribute="w:w")) for column in table.iter(qn("w:gridCol")))
        assert width <= int(value(size, attribute="w:w")) - 2 * 1134 + 5


def test_states_are_shown_by_word_and_sign(word: WordFile) -> None:
    cells = set(word.lines("TableText"))
    assert "● addressed" in cells
    assert "○ silent" in cells


def test_pictures_and_charts_have_a_description(word: WordFile) -> None:
    descriptions = [item.get("descr") for item in word.body.iter(qn("wp:docPr"))]
    assert [str(text).partition(":")[0] for text in descriptions] == [
        "Bar chart of the table 'Paragraphs by section'",
        "One dot",
    ]
    assert any(name.startswith("word/media/") and name.endswith(".png") for name in word.parts)


def test_contents_are_a_field_with_entries_that_lead_to_headings(word: WordFile) -> None:
    assert word.lines("TOC1", "TOC2") == [
        "I. First chapter paras. 1–2",
        "A. Part para. 2",
        "II. Second chapter para. 3",
        "Annex",
        "Profile",
    ]
    (contents,) = (shown for instruction, shown in fields_of(word.body) if instruction == 'TOC \\o "1-3" \\h \\z \\u')
    assert contents.startswith("I.First chapter")


def test_the_masthead_has_what_the_document_file_says(word: WordFile) -> None:
    styles = ("Stage", "Organization", "Symbol", "Treaty", "Distribution", "Standing", "Committee", "Title")
    assert word.lines(*styles) == [
        "draft for comment",
        "Tests United",
        "T/GC/7",
        "Convention on Tests",
        "Distr.: General",
        "3 February 2026",
        "Original: English",
        "A test, not a United Nations document",
        "Committee on Tests",
        "General comment*",
    ]
    assert "* Not edited." in word.footnotes


def test_pages_have_symbol_status_and_number(word: WordFile) -> None:
    heads = {text_of(word.part(name)) for name in word.parts if re.match(r"word/header\d", name)}
    assert heads == {"T/GC/7 A test, not a United Nations document"}
    feet = [word.part(name) for name in word.parts if re.match(r"word/footer\d", name)]
    assert len(feet) == 3
    assert [fields_of(foot) for foot in feet] == [[("PAGE", "1")]] * 3


def test_properties_and_language_are_set(path: Path, word: WordFile) -> None:
    properties = docx.Document(str(path)).core_properties
    assert (properties.title, properties.author) == ("General comment", "Committee on Tests")
    assert (properties.subject, properties.identifier) == ("Convention on Tests", "T/GC/7")
    assert properties.language == "en-GB"
    (language,) = word.part("word/styles.xml").iter(qn("w:lang"))
    assert value(language) == "en-GB"


def test_a_finding_stands_at_the_paragraph_that_it_is_about() -> None:
    def finding(line: int | None, path: str = "a.rst", paragraph: str = "") -> Finding:
        return Finding(kind=Diagnostic.TERM, message="", place=Place(path=path, line=line), paragraph=paragraph)

    paragraphs = [
        Paragraph(id=f"p-{line}", force=Force.PLAIN, document="a", anchor="", place=Place(path="a.rst", line=line))
        for line in (5, 9)
    ]
    told = [
        (finding(7), "in the first"),
        (finding(9), "where the second begins"),
        (finding(2), "above all"),
        (finding(None), "of the file"),
        (finding(30, "b.rst"), "elsewhere"),
        (finding(30, "b.rst", "p-9"), "by name"),
    ]
    assert told_at(told, paragraphs) == {
        "p-5": ["in the first", "above all", "of the file"],
        "p-9": ["where the second begins", "by name"],
    }


def test_every_style_that_is_used_is_defined(word: WordFile) -> None:
    styles = {style.get(qn("w:styleId")) for style in word.part("word/styles.xml").iter(qn("w:style"))}
    for part in ("word/document.xml", "word/footnotes.xml"):
        for kind in ("w:pStyle", "w:rStyle", "w:tblStyle"):
            assert {item.get(qn("w:val")) for item in word.part(part).iter(qn(kind))} <= styles


def test_each_level_of_a_list_begins_a_step_further_in(word: WordFile) -> None:
    numbering = word.part("word/numbering.xml")
    begins = [
        [int(value(level, "pPr/ind", "w:left")) for level in item.iter(qn("w:lvl"))]
        for item in numbering.iter(qn("w:abstractNum"))
        if "•" in {value(level, "lvlText") for level in item.iter(qn("w:lvl"))}
    ]
    assert begins
    for levels in begins:
        assert levels == [1134 + 567 * number for number in range(1, len(levels) + 1)]
        assert len(levels) > 2
    # Items that are where their list says have no place of their own.
    items = [block for block in word.body.iter(qn("w:p")) if block.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None]
    own = [block.find(f"{qn('w:pPr')}/{qn('w:ind')}") for block in items]
    assert any(indent is None for indent in own)


def test_every_numbering_that_is_used_is_defined(word: WordFile) -> None:
    numberings = {item.get(qn("w:numId")) for item in word.part("word/numbering.xml").iter(qn("w:num"))}
    used = {item.get(qn("w:val")) for item in word.body.iter(qn("w:numId"))}
    assert used - {"0"} <= numberings


def test_two_builds_have_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    files = []
    for name in ("one", "other"):
        built = build(write_project(tmp_path / name, PAGES, configuration=CONFIGURATION), "normative-docx")
        (found,) = built.outdir.glob("*.docx")
        files.append(found.read_bytes())
    assert files[0] == files[1]
    word = WordFile(found)
    assert word.dates == {(2001, 9, 9, 1, 46, 40)}
    assert b"2001-09-09T01:46:40Z" in word.parts["docProps/core.xml"]


def test_hostile_text_stays_and_the_file_stays_well_formed(make_project: MakeProject) -> None:
    long_word = "x" * 3000
    text = f"a\x01b\x0cc\ufffe <w:p> & “q” ]]> {long_word} \U0001f600 e\u0301"
    source = f"T & <T>\n=======\n\n.. paragraph:: p\n\n   {text}\n\n   .. code::\n\n      \x02<x>\n      \ttab\n"
    word = word_of(make_project({"index.rst": source}, "normative-docx"))
    line = next(block.text for block in word.blocks if block.style in NUMBERED)
    assert line == f"a[U+0001]b c[U+FFFE] <w:p> & “q” ]]> {long_word} \U0001f600 \u00e9"
    assert "T & <T>" in word.lines("Title")


def test_ids_that_are_no_names_for_bookmarks_are_changed_and_stay_different() -> None:
    long = "a-very-long-permanent-id-that-word-would-cut-off-"
    assert paragraph_bookmark("effective-remedy") == "effective_remedy"
    assert form_bookmark("1") == "_Form_1"
    assert len({form_bookmark(name) for name in ("2 b", "2-b", "2_b", "2" * 50, "2" * 51)}) == 5
    assert max(len(form_bookmark("2" * length)) for length in range(60)) == 40
    assert paragraph_bookmark("2-years") == "p_2_years"
    names = {paragraph_bookmark(f"{long}{number}") for number in range(50)}
    assert len(names) == 50
    assert all(len(name) <= 40 and re.fullmatch(r"[A-Za-z]\w*", name) for name in names)


def test_numbers_go_on_where_a_document_is_left_out(make_project: MakeProject) -> None:
    pages = {
        "index.rst": "T\n=\n\n.. toctree::\n   :numbered:\n\n   a\n   left-out\n   c\n   d\n",
        **{
            f"{name}.rst": f"{name}\n{'=' * len(name)}\n\n.. paragraph:: of-{name}\n\n   Text of {name}.\n"
            for name in ("a", "left-out", "c", "d")
        },
    }
    word = word_of(
        make_project(pages, "normative-docx", configuration="normative_documents = {'text': {'exclude': ['left-*']}}\n")
    )
    lines = ["I. a", "1. Text of a.", "III. c", "3. Text of c.", "IV. d", "4. Text of d."]
    assert word.lines("Heading1", *NUMBERED) == lines
    # Word goes on by itself behind the gap.
    begun = word.part("word/numbering.xml").iter(qn("w:startOverride"))
    assert [value(number) for number in begun] == ["3", "3"]


def test_files_that_are_counted_and_printed_nowhere_are_named(make_project: MakeProject) -> None:
    page = "T\n=\n\n.. paragraph:: {}\n\n   Text.\n"
    pages = {
        "index.rst": page.format("own") + "\n.. toctree::\n\n   left-out\n   in-one\n",
        "left-out.rst": page.format("left"),
        "in-one.rst": page.format("one"),
        "alone.rst": f":orphan:\n\n{page.format('alone')}",
    }
    documents = "normative_documents = {'a': {'exclude': ['left-*']}, 'b': {'exclude': ['left-*', 'in-*'], 'on_request': True}}\n"
    assert make_project(pages, "normative-docx", configuration=documents).warnings == [
        "alone.rst:6: the paragraphs of 'alone' are counted, but printed in no document; list it in a toctree [normative.not-printed]",
        "left-out.rst:4: the paragraphs of 'left-out' are counted, but printed in no document; list it in a toctree [normative.not-printed]",
    ]


ORDINARY = """
Title
=====

.. contents::

Term : classifier
   Definition in *words*.

:Field: body

   more body

-a, --all  option text

| line one
|   line two

    Quotation.

    -- Somebody

.. note:: Noted.

.. admonition:: Own title

   Admonished.

.. topic:: Topic title

   Topic body.

.. sidebar:: Side title

   Side body.

.. rubric:: Rubric title

.. math:: a = b

::

   literal   block

>>> doctest

.. versionadded:: 1.0
   Version words.

.. hlist::

   * first of hlist
   * second of hlist

.. glossary::

   entry
      Glossary words.

.. productionlist::
   production: words

.. centered:: Centred words

.. py:function:: described(argument)

   Description words.

.. csv-table:: Table title
   :header: "Head A", "Head B"
   :stub-columns: 1

   "cell one", "* item in cell"

See [Ref]_, :abbr:`ABBR (what it means)`, :kbd:`Key`, :math:`x`, `interpreted`, |replaced| and :term:`entry`.

.. [Ref] Reference words.
.. |replaced| replace:: replacement words

----------

After the transition. :download:`loaded <index.rst>`

* bullet

  * inner bullet

    #. number

       A. letter
"""


def test_no_word_of_ordinary_markup_is_lost_as_approved(make_project: MakeProject) -> None:
    project = make_project({"index.rst": ORDINARY}, "normative-docx")
    assert_approved("word-ordinary", in_lines(word_of(project).parts["word/document.xml"].decode()))
    shown = " ".join(word_of(project).words)
    expected = """
        Term classifier Definition in words. Field body more body -a --all option text line one line two Quotation.
        Somebody Noted. Own title Admonished. Topic title Topic body. Side title Side body. Rubric title a = b
        literal block doctest Version words. first of hlist second Glossary words. production words Centred
        described argument Description Table title Head A Head B cell item in cell Reference replacement what it means
        Key x interpreted After the transition. loaded bullet inner number letter
        """
    assert [word for word in expected.split() if word not in shown] == []
    without_form = [line.split("'")[1] for line in project.warnings if "has no form" in line]
    assert [name for name in without_form if not name.startswith(("desc", "production"))] == []


def test_a_node_without_a_form_is_reported_once_and_its_text_stays(make_project: MakeProject) -> None:
    extension = (
        "from docutils import nodes\n"
        "class strange(nodes.Inline, nodes.Element): pass\n"
        "def role(name, raw, text, line, inliner, options=None, content=None):\n"
        "    return [strange('', nodes.Text(text))], []\n"
        "def setup(app):\n"
        "    app.add_node(strange)\n"
        "    app.add_role('strange', role)\n"
    )
    name = str(os.getpid())
    pages = {"index.rst": "T\n=\n\nBefore :strange:`odd` and :strange:`even` after.\n", f"strange_{name}.py": extension}
    configuration = (
        f"import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\nextensions.append('strange_{name}')\n"
    )
    project = make_project(pages, "normative-docx", configuration=configuration)
    assert word_of(project).lines("BodyText") == ["Before odd and even after."]
    assert [line for line in project.warnings if "has no form" in line] == [
        "index.rst:4: 'strange' has no form in the Word file, so only its text is printed [normative.unknown-node]"
    ]


def test_a_file_that_cannot_be_replaced_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_project(tmp_path / "project", {"index.rst": "T\n=\n\nOld.\n"})
    assert command(source, "docx", into=tmp_path / "build").status == 0
    (found,) = (tmp_path / "build" / "docx").glob("*.docx")
    before = found.read_bytes()

    def locked(source: Path, target: Path, replace: Any = os.replace) -> None:
        if target == found:
            raise PermissionError(13, "Permission denied", str(source), None, str(target))
        replace(source, target)

    write_project(source, {"index.rst": "T\n=\n\nNew.\n"})
    with monkeypatch.context() as patch:
        patch.setattr("normative.commands.staging.os.replace", locked)
        assert command(source, "docx", into=tmp_path / "build").status == 2
    assert found.read_bytes() == before
    assert command(source, "docx", into=tmp_path / "build").status == 0
    assert found.read_bytes() != before


def test_styles_of_paragraphs_come_first_in_their_properties(word: WordFile) -> None:
    """Word refuses a file whose elements are not in the order of the schema."""
    order = ["pStyle", "keepNext", "pageBreakBefore", "numPr", "ind", "jc", "sectPr"]
    found: set[str] = set()
    for paragraph in word.body.iter(qn("w:p")):
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None:
            tags = [child.tag.rpartition("}")[2] for child in properties]
            found.update(tags)
            assert tags == sorted(tags, key=order.index)
    assert {"pStyle", "numPr", "sectPr"} <= found
    assert style_of(next(word.body.iter(qn("w:p")))) == "Stage"


def test_what_several_documents_have_is_reported_once(make_project: MakeProject) -> None:
    pages = {"index.rst": "T\n=\n\n.. list-table::\n\n   * - .. image:: good.png\n", "good.png": PNG}
    documents = "normative_documents = {'one': {}, 'other': {'exclude': ['none']}}\n"
    project = make_project(pages, "normative-docx", configuration=documents)
    assert sorted(path.name for path in project.outdir.glob("*.docx")) == ["one.docx", "other.docx"]
    assert project.warnings == [
        "index.rst:6: the image 'good.png' has no description; add ':alt:' with what it shows [normative.alternative-text]"
    ]


def test_the_ids_of_paragraphs_are_properties_of_the_file(word: WordFile) -> None:
    properties = word.part("docProps/custom.xml")
    assert {item.get("name"): item[0].text for item in properties} == {
        "Paragraph 1": "first-duty",
        "Paragraph 2": "second-duty",
        "Paragraph 3": "last-word",
    }
    assert [item.get("pid") for item in properties] == ["2", "3", "4"]


def test_a_clean_text_has_no_margin_and_no_relation(make_project: MakeProject) -> None:
    text = (
        "T\n=\n\n.. obligation:: duty\n   :basis: CONV 1\n\n   :voice:`reading` States act.\n\n"
        ".. convergence:: CONV 1; COMP obj. 1\n   :relation: synergy\n   :source: analysis\n\n   Because.\n"
    )
    documents = "normative_documents = {'clean': {'clean': True}, 'margin': {}}\n"
    built = make_project({"index.rst": text}, "normative-docx", configuration=documents)
    clean, margin = (WordFile(built.outdir / f"{name}.docx") for name in ("clean", "margin"))
    assert (clean.lines("Margin"), clean.lines("Relation")) == ([], [])
    assert (len(margin.lines("Margin")), len(margin.lines("Relation"))) == (1, 3)
    assert clean.lines("Obligation") == ["1. States act."]


def test_what_is_asked_for_alone_leaves_the_other_documents(tmp_path: Path) -> None:
    documents = "normative_documents = {'one': {}, 'two': {}}\n"
    source, into = write_project(tmp_path / "project", {"index.rst": "T\n=\n\nText.\n"}), tmp_path / "build"

    def files_with(configuration: str, *options: str) -> list[str]:
        write_project(source, {}, configuration=configuration)
        assert command(source, "docx", into=into, options=options).status == 0
        return sorted(path.name for path in (into / "docx").glob("*.docx"))

    assert files_with(documents) == ["one.docx", "two.docx"]
    # As 'nox -s pdf -- two' asks; whether all is read anew does not matter.
    assert files_with(documents, "-D", "normative_wanted=two") == ["one.docx", "two.docx"]
    assert files_with(documents, "-E", "-D", "normative_wanted=two") == ["one.docx", "two.docx"]
    # A build of all still removes what is no document any more.
    assert files_with("normative_documents = {'two': {}}\n") == ["two.docx"]
