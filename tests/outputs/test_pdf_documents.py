"""Several documents and single tables from one source: what each has, its first page, and wrong settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from pdf_project import PdfProject, build

from approved import assert_approved

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = """
organization = "United Tests"
symbol = "TEST/C/GC/1"
distribution = "General"
original = "English"
treaty = "Convention on Tests"
committee = "Committee on Tests"
date = 2026-07-05
stage = "advance unedited version"
note = "Adopted at a session."
"""
FILES = {
    "document.toml": DOCUMENT,
    "index.rst": """
General comment
===============

Foreword.

.. toctree::
   :numbered:

   chapter

.. toctree::

   annex
""",
    "chapter.rst": """
Introduction
============

.. sample-paragraph:: p1
   :number: 1
   :force: obligation
   :basis: ICRMW 22
   :holder: everyone

   First words, see :doc:`annex`. [#]_ See \\ :provision:`x`.

.. [#] Numbered note.

.. container:: relation

   Reasoned relation.
""".replace(" See \\ :provision:`x`.", ""),
    "annex.rst": "Annex\n=====\n\nAnnexed words.\n\n.. sample-matrix:: coverage\n",
}
CONFIGURATION = """
normative_documents = {
    "alone": {"exclude": ["annex"]},
    "whole": {},
    "plain": {"exclude": ["index"], "clean": True, "on_request": True},
    "review": {"line_numbers": True, "on_request": True},
    "data": {"attachments": True, "on_request": True},
}
"""


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> PdfProject:
    return build(tmp_path_factory.mktemp("standard"), FILES, configuration=CONFIGURATION, name="alone")


@pytest.fixture(scope="module")
def asked_for(tmp_path_factory: pytest.TempPathFactory) -> PdfProject:
    """Only what is asked for, of which the clean text is read back."""
    folder = tmp_path_factory.mktemp("wanted")
    return build(folder, FILES, configuration=CONFIGURATION, name="plain", wanted="coverage,data,plain,review")


def read(project: PdfProject, name: str) -> PdfProject:
    """Return another PDF of the same build."""
    return PdfProject(
        pdf_path=project.pdf_path.with_stem(name),
        markup_path=project.markup_path.parents[1] / name / "document.typ",
        warnings=project.warnings,
    )


def names(project: PdfProject) -> list[str]:
    return sorted(path.name for path in project.pdf_path.parent.glob("*.pdf"))


def test_the_file_can_be_opened_where_a_paragraph_begins(standard: PdfProject) -> None:
    with pikepdf.open(standard.pdf_path) as document:
        place = pikepdf.NameTree(document.Root.Names.Dests)["p1"]
        page, top = [item.obj.objgen for item in document.pages].index(place[0].objgen), float(place[3])
    with pypdfium2.PdfDocument(standard.pdf_path) as document:
        shown = document[page].get_textpage().get_text_bounded(bottom=top - 30, top=top)
    assert "1. First words" in " ".join(shown.split())


def test_markup_is_as_approved(standard: PdfProject) -> None:
    assert_approved("typst-standard", standard.settings_and_markup)


def test_documents_on_request_are_made_only_then(standard: PdfProject, asked_for: PdfProject) -> None:
    assert standard.warnings == asked_for.warnings == ""
    assert names(standard) == ["alone.pdf", "whole.pdf"]
    assert names(asked_for) == ["coverage.pdf", "data.pdf", "plain.pdf", "review.pdf"]


def test_the_comment_alone_has_no_annex_and_its_links_there_are_words(standard: PdfProject) -> None:
    assert "Annexed words." not in standard.text
    assert "First words, see Annex." in standard.text
    assert "Annexed words." in read(standard, "whole").text


def test_first_page_is_that_of_a_united_nations_document(standard: PdfProject) -> None:
    words = (
        "United Tests TEST/C/GC/1 Convention on Tests Distr.: General 5 July 2026 Original: English "
        "Advance unedited version Committee on Tests Worked example, not a United Nations document General comment* "
    )
    assert standard.pages[0].startswith(words)
    assert standard.pages[0].endswith("* Adopted at a session.")
    assert standard.pages[1].startswith("TEST/C/GC/1 Worked example, not a United Nations document")


def test_the_star_is_no_numbered_note(standard: PdfProject) -> None:
    assert "1 Numbered note." in standard.text


def test_an_adopted_text_has_no_stage_and_a_text_without_values_no_masthead(tmp_path: Path) -> None:
    adopted = {**FILES, "document.toml": 'stage = "adopted"\nsymbol = "TEST/C/GC/1"\n'}
    page = build(tmp_path / "adopted", adopted).pages[0]
    assert page.startswith("Sample comment TEST/C/GC/1 Worked example")
    assert "dopted" not in page
    without = {name: text for name, text in FILES.items() if name != "document.toml"}
    assert build(tmp_path / "without", without).pages[0].startswith("Sample comment Worked example, not")


def test_a_clean_text_has_no_margin_no_relation_and_no_foreword(standard: PdfProject, asked_for: PdfProject) -> None:
    words = ("OBLIGATION", "ICRMW 22", "everyone", "Reasoned relation.", "Foreword.")
    assert [word for word in words if word not in standard.text] == []
    text = asked_for.text.split("Annex Annexed", maxsplit=1)[0]
    assert [word for word in words if word in text] == []
    assert "1. First words, see" in text


def test_every_fifth_line_is_numbered_on_request(tmp_path: Path) -> None:
    text = "Title\n=====\n\nSection\n-------\n\n" + "word " * 400
    configuration = "normative_documents = {'numbered': {'line_numbers': True}, 'plain': {}}\n"
    project = build(tmp_path, {"index.rst": text}, configuration=configuration, name="numbered")
    assert all(f" {number} " in project.pages[1] for number in (5, 10, 15, 20, 25))
    assert "5" not in read(project, "plain").pages[1]
    assert project.faults_of_layout() == []


def test_tables_are_attached_as_csv(asked_for: PdfProject) -> None:
    with pikepdf.open(asked_for.pdf_path.with_stem("data")) as pdf:
        (name,) = pdf.attachments
        attached = pdf.attachments[name].get_file().read_bytes().decode("utf-8-sig")
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("3", "1")
    assert name == "coverage.csv"
    assert attached.splitlines()[0].startswith("Group,Provision,Subject,State")


def test_one_table_is_a_pdf_of_its_own(asked_for: PdfProject) -> None:
    table = read(asked_for, "coverage")
    assert table.pages[0].startswith(
        "Worked example, not a United Nations document Coverage of the Convention Provision"
    )
    assert table.text.count("Coverage of the Convention") == 1
    assert set(table.sizes) == {(842, 595)}
    assert "ICRMW 93" in table.text
    assert table.inner_links == 0
    assert table.faults_of_layout() == []


def test_wrong_settings_are_named_and_the_rest_is_made(tmp_path: Path) -> None:
    configuration = """
normative_documents = {
    "alone": {"excludes": ["annex"], "clean": "yes", "exclude": "annex", "attach": True},
    "other": ["annex"],
    "a/b": {},
}
"""
    project = build(tmp_path, FILES, configuration=configuration, name="alone")
    kind = "[normative.document-setting]"
    assert project.warnings.splitlines() == [
        f"conf.py:1: WARNING: normative_documents, {message} {kind}"
        for message in (
            "'alone': unknown setting 'excludes'; write exclude",
            "'alone': 'clean' must be True or False; correct it",
            "'alone': 'exclude' must be a list of patterns; write ['annexes/*']",
            "'alone': unknown setting 'attach'; write attachments",
            "'other': the settings must stand in braces; write {} for none",
            "'a/b': this cannot be the name of a file; use letters, digits and hyphens",
        )
    ]
    assert names(project) == ["alone.pdf", "other.pdf"]


def test_an_unknown_name_is_reported_with_the_nearest(tmp_path: Path) -> None:
    project = build(tmp_path, FILES, configuration=CONFIGURATION, name="alone", wanted="alone,coverages")
    assert project.warnings == (
        "conf.py:1: WARNING: no document and no table is named 'coverages'; nearest are coverage [normative.document-setting]\n"
    )
    assert names(project) == ["alone.pdf"]


def test_what_several_documents_have_is_reported_once(tmp_path: Path) -> None:
    files = {"index.rst": "Title\n=====\n\nSee `there <there.html>`__ and \ua000.\n"}
    project = build(tmp_path, files, configuration="normative_documents = {'one': {}, 'two': {}}\n", name="one")
    assert [line.split(";")[0] for line in project.warnings.splitlines()] == [
        "index.rst:4: WARNING: the link to 'there.html' cannot work in a PDF, so its words stand alone",
        "index.rst:4: WARNING: no font of the PDF has '\ua000' (U+A000), so its code is printed",
    ]
    assert "[U+A000]" in project.text
    assert "[U+A000]" in read(project, "two").text


def test_row_headings_of_an_authors_table_are_named_in_its_other_cells(tmp_path: Path) -> None:
    tables = (
        ".. list-table::\n   :header-rows: 1\n   :stub-columns: 1\n\n   * - Head\n     - Other\n   * - Stub\n     - data\n\n"
        "A note [#]_ with a table.\n\n.. [#] Note.\n\n   .. list-table::\n\n      * - x\n        - y\n\n"
        ".. list-table::\n   :stub-columns: 1\n\n   * - Second stub\n     - .. list-table::\n\n          * - nested\n            - data\n"
    )
    project = build(tmp_path, {"index.rst": f"Title\n=====\n\n{tables}"})
    assert project.warnings == ""
    with pikepdf.open(project.pdf_path) as pdf:
        cells = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") in ("/TH", "/TD")
        ]
        said = [
            (str(attributes.get("/Scope", "")), str(cell.get("/ID", "")), [str(name) for name in attributes.Headers])
            for cell in cells
            for attributes in cell.A
            if attributes.O == "/Table"
        ]
    names = {name for scope, name, _ in said if scope == "/Row"}
    # The table in the note has none, and counts all the same.
    assert names == {"R0x0y0", "R2x0y0"}
    # The cell beside it, and none of the table in that.
    assert sorted(name for scope, _, headers in said if not scope for name in headers if name in names) == sorted(names)
