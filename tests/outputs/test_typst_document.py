"""The assembled document: files, numbers, footnotes, links, bookmarks, tags and bytes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from pdf_project import PdfProject, build

from approved import assert_approved
from normative.outputs.typst import compilation
from normative.outputs.typst.compilation import PdfJob, compile_pdfs
from normative.outputs.typst.writing import SourceMap
from small_projects import write_files

FILES = {
    "index.rst": """
General comment [#]_
====================

.. [#] Note of the title.

Opening words, see :doc:`chapter`, :doc:`manual-page` and `a site <https://example.org/a>`_.

.. toctree::
   :numbered:

   chapter
   second

.. toctree::

   profile
   manual-page
""",
    "chapter.rst": """
Introduction [#in-title]_
=========================

.. [#in-title] Note of a heading.

Same [#same]_ and again [#same]_.

.. [#same] First file's note, with one inside [#inner]_.
.. [#inner] Inner note.

Scope
-----

.. sample-paragraph:: p1
   :number: 1
   :force: obligation
   :basis: ICRMW 22

   Numbered words, see `the next <second.html>`__.

Deeper
~~~~~~

.. sample-paragraph:: p2
   :number: 2

   Second words.
""",
    "second.rst": """
Second chapter
==============

Same name [#same]_, see :ref:`the annex <annex>`.

.. [#same] Second file's note.

.. [#] Note that nothing names.
""",
    "profile.rst": """
.. _annex:

Annex I. The Convention
=======================

.. sample-matrix:: profile

.. sample-matrix:: coverage
""",
    "manual-page.rst": "Manual\n======\n\nSECRET\n",
}
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>'
CONFIGURATION = "normative_documents = {'samplecomment': {'exclude': ['manual-*']}}\nlanguage = 'en'\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> PdfProject:
    return build(tmp_path_factory.mktemp("document"), FILES, configuration=CONFIGURATION)


def test_markup_is_as_approved(project: PdfProject) -> None:
    assert_approved("typst-document", project.settings_and_markup)


def test_warnings_name_what_an_author_can_better(project: PdfProject) -> None:
    assert project.warnings.splitlines() == [
        "second.rst:9: WARNING: Footnote [#] is not referenced. [ref.footnote]",
        (
            "chapter.rst:20: WARNING: the link to 'second.html' cannot work in a PDF, so its words stand alone; "
            "link to a web address [normative.link]"
        ),
    ]


def test_cover_bears_project_status_title_and_contents(project: PdfProject) -> None:
    cover = project.pages[0]
    assert cover.startswith("Sample comment ")
    assert "Worked example, not a United Nations document General comment" in cover
    assert re.search(
        r"Contents Paragraphs Page I\. Introduction[ .]+1–2 2 A\. Scope[ .]+1–2 2 1\. Deeper[ .]+2 2", cover
    )


def test_pages_have_title_status_and_number(project: PdfProject) -> None:
    assert len(project.pages) > 2
    heads = ("General comment", "Worked example, not a United Nations document")
    for number, page in enumerate(project.pages[1:], start=2):
        # The outer edge is the left one of even pages.
        assert page.startswith(" ".join(reversed(heads) if number % 2 else heads))
        assert page.endswith(f" {number}")


def test_excluded_documents_are_left_out_and_their_links_are_words(project: PdfProject) -> None:
    assert "SECRET" not in project.text
    assert "see Introduction, Manual and a site" in project.text.replace("Introduction ,", "Introduction,")


def test_outline_has_numbers_only_where_the_toctree_has(project: PdfProject) -> None:
    assert project.outline == [
        "I. Introduction",
        "  A. Scope",
        "    1. Deeper",
        "II. Second chapter",
        "Annex I. The Convention",
    ]


def test_footnotes_run_through_all_files(project: PdfProject) -> None:
    notes = [
        "1 Note of the title.",
        "2 Note of a heading.",
        "3 First file\N{RIGHT SINGLE QUOTATION MARK}s note, with one inside4.",
        "4 Inner note.",
        "5 Second file\N{RIGHT SINGLE QUOTATION MARK}s note.",
    ]
    for note in notes:
        assert project.text.count(note) == 1
    assert "Same3 and again3." in project.text
    assert "Same name5, see" in project.text
    assert "Note that nothing names." in project.text


def test_links_lead_out_and_within(project: PdfProject) -> None:
    assert project.addresses == ["https://example.org/a"]
    # In the text: a chapter, a provision, the annex; in the table: 93 x 2 paragraphs, 93 provisions; the contents.
    assert project.inner_links >= 93 * 3 + 3
    assert project.markup.count("#label(") < 100 + 93


def test_labels_are_only_written_where_something_links(project: PdfProject) -> None:
    assert '#label("profile#icrmw-art-22")' in project.markup
    assert '#label("chapter#p1")' in project.markup
    assert '#label("chapter#scope")' not in project.markup


def test_pdf_is_tagged_and_names_title_and_language(project: PdfProject) -> None:
    with pikepdf.open(project.pdf_path) as pdf:
        root = pdf.Root
        assert root.Lang == "en"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "General comment"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"
        tags = set(_tags(root.StructTreeRoot.K))
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TH", "/TD", "/Note", "/Link", "/TOC"} <= tags


def _tags(element: pikepdf.Object) -> list[str]:
    if isinstance(element, pikepdf.Array):
        return [tag for item in element for tag in _tags(item)]
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        return [str(element.S), *(_tags(element.K) if "/K" in element else [])]
    return []


def test_second_build_has_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    first = build(tmp_path / "a", FILES, configuration=CONFIGURATION)
    second = build(tmp_path / "b", FILES, configuration=CONFIGURATION, parallel=2)
    assert first.pdf_path.read_bytes() == second.pdf_path.read_bytes()
    with pikepdf.open(first.pdf_path) as pdf, pdf.open_metadata() as metadata:
        assert metadata["xmp:CreateDate"].startswith("2025-11-24")
    assert [path.name for path in first.pdf_path.parent.iterdir()] == ["samplecomment.pdf"]


def test_language_of_the_text(tmp_path: Path) -> None:
    project = build(tmp_path, {"index.rst": "Titre\n=====\n\nTexte\n"}, configuration="language = 'fr'\n")
    with pikepdf.open(project.pdf_path) as pdf:
        assert pdf.Root.Lang == "fr"


def test_image_without_description_is_reported(tmp_path: Path) -> None:
    project = build(tmp_path, {"picture.svg": PICTURE, "index.rst": "Title\n=====\n\n.. image:: picture.svg\n"})
    assert "index.rst:4: WARNING: the image 'picture.svg' has no description; add ':alt:'" in project.warnings
    assert project.pdf_path.exists()


def test_broken_images_leave_their_descriptions_and_the_rest_of_the_pdf(tmp_path: Path) -> None:
    images: dict[str, str | bytes] = {"a.png": b"not an image", "b.svg": "<svg", "c.svg": PICTURE, "d.png": b""}
    text = "".join(f".. image:: {name}\n   :alt: Words for {name}\n\n" for name in [*images, "a.png"])
    for name, content in images.items():
        write_files(tmp_path / "source", {name: content})
    project = build(tmp_path, {"index.rst": f"Title\n=====\n\n{text}Last.\n"})
    end = "so its description stands there; save it anew [normative.image]"
    assert project.warnings.splitlines() == [
        *(
            f"index.rst:{line}: WARNING: the image 'a.png' cannot be read (Format error decoding Png: Invalid PNG signature), {end}"
            for line in (4, 16)
        ),
        f"index.rst:7: WARNING: the image 'b.svg' cannot be read (missing root node), {end}",
        f"index.rst:13: WARNING: the image 'd.png' cannot be read (unexpected end of file), {end}",
    ]
    assert project.text.count("[Words for a.png]") == 2
    assert all(words in project.text for words in ("[Words for b.svg]", "[Words for d.png]", "Last."))
    assert "Words for c.svg" not in project.text


def test_a_fault_of_the_text_names_its_place_and_leaves_the_last_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, {"index.rst": "Title\n=====\n\nFirst.\n"})
    monkeypatch.setattr("normative.outputs.typst.media._alignment", lambda node: "nowhere")
    project = build(tmp_path, {"index.rst": "Title\n=====\n\n.. image:: a.svg\n   :alt: A\n", "a.svg": PICTURE})
    assert project.warnings.splitlines() == [
        "index.rst:4: WARNING: the PDF compiler reports 'unknown variable: nowhere'; report this as a fault of the toolchain "
        "[normative.pdf]",
        "ERROR: no PDF was written; correct what the messages above name, and build again [normative.pdf]",
    ]
    assert project.exit_code == 1
    assert "First." in project.text


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no file that is always full")
def test_a_full_disk_is_the_system_s_word_and_no_fault_of_the_toolchain(tmp_path: Path) -> None:
    (tmp_path / "document.pdf").symlink_to("/dev/full")
    job = PdfJob(
        markup="#set document(title: [x])\nText.",
        source_map=SourceMap(),
        folder=tmp_path,
        pdf_path=tmp_path / "x.pdf",
        timestamp=0,
        standards=(),
        row_headings=(),
    )
    with pytest.raises(OSError, match="No space left on device"):
        compile_pdfs([job])


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        ("SECONDS", 0.01, "is not finished in 0.01 seconds"),
        ("BYTES", 50_000_000, "needs more memory than there is for it"),
    ],
)
def test_limits_end_the_compiler_and_not_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, message: str
) -> None:
    monkeypatch.setattr(compilation, limit, value)
    project = build(tmp_path, {"index.rst": "Title\n=====\n\n.. sample-matrix:: grid\n"})
    assert (
        f"{message}; put the largest table, 'grid' of 93 rows and 25 columns, under '.. only:: html' (the files of tables keep it), or "
        "split the text with 'normative_documents'"
    ) in project.warnings
    assert project.exit_code == 1


def test_a_compiler_that_the_system_ends_for_want_of_memory_is_no_fault_of_the_toolchain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = subprocess.CompletedProcess([], -9, stdout=b"", stderr=b"")
    system = SimpleNamespace(run=lambda *_command, **_options: killed, TimeoutExpired=subprocess.TimeoutExpired)
    monkeypatch.setattr(compilation, "subprocess", system)
    project = build(tmp_path, {"index.rst": "Title\n=====\n\nWords.\n"})
    assert "needs more memory than there is for it; split the text with 'normative_documents'" in project.warnings


def test_headings_with_links_and_targets(tmp_path: Path) -> None:
    text = (
        "Title\n=====\n\n.. contents::\n\nSee `place`_.\n\n`Site <https://example.org>`_ and _`place`\n"
        "------------------------------------------\n\nWords.\n"
    )
    project = build(tmp_path, {"index.rst": text})
    assert project.warnings == ""
    assert project.outline == ["Site and place"]
    assert project.markup.count("#internal-link") == 1


def test_own_text_of_the_root_stands_before_its_files(tmp_path: Path) -> None:
    text = "Title\n=====\n\n.. toctree::\n   :numbered:\n\n   chapter\n\nForeword\n--------\n\nFirst words.\n"
    project = build(tmp_path, {"index.rst": text, "chapter.rst": "Chapter\n=======\n\nLast words.\n"})
    assert project.outline == ["Foreword", "I. Chapter"]
    assert project.pages[1].index("First words.") < project.pages[1].index("Last words.")


def test_a_text_without_headings_begins_below_its_title(tmp_path: Path) -> None:
    short, long = (
        build(tmp_path / name, {"index.rst": f"Short text\n==========\n\nFirst words.\n{rest}"})
        for name, rest in (("short", ""), ("long", "\nPart\n----\n\nMore words.\n"))
    )
    assert [("Short text" in page, "First words." in page) for page in short.pages] == [(True, True)]
    assert ["First words." in page for page in long.pages] == [False, True]


def test_document_without_a_title(tmp_path: Path) -> None:
    project = build(tmp_path, {"index.rst": "Words only.\n"})
    assert "Words only." in project.text
