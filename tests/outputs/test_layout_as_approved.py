"""What stands within something else, in the Word file, the PDF and on the page, as somebody has looked at it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from lxml import html
from pdf_project import PdfProject
from word_file import WordFile

from approved import assert_approved, in_lines
from small_projects import build, write_project

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TEXT = """\
Text
====

.. paragraph:: lists

   Opening.

   (a) one letter;

       - a point in it;

         1. a number in that;

            A. a capital in that.

       Words behind the point.

       .. table::

          =====  =====
          Left   Right
          =====  =====
          of     it
          =====  =====

   (b) another.

       .. figure:: dot.png
          :alt: A dot in an item
          :width: 300px

          A caption in an item.

          Its legend.

   (d) a letter that begins anew.

   III) Roman.
   IV) Roman.

.. paragraph:: notes

   Notes of several kinds [#long]_ [#long]_ [Cit]_, and one of two [*]_.

Words after a paragraph :para:`notes`, with an image |dot| in the line.

.. |dot| image:: dot.png
   :alt: A dot in a line
   :height: 5mm

.. image:: dot.png
   :alt: A dot as wide as half
   :width: 50%

.. image:: dot.png
   :alt: A dot too large
   :width: 40cm
   :height: 50 cm

.. image:: dot.png
   :alt: A dot with a wrong unit
   :width: 3furlong

.. image:: dot.png
   :alt: A dot that leads somewhere
   :target: https://example.org/
   :align: center

A dot |leading| in a line.

.. |leading| image:: dot.png
   :alt: A dot that leads on
   :target: https://example.org/on

Second
------

Third
~~~~~

Fourth
^^^^^^

Fifth
*****

Sixth
+++++

Seventh
#######

Deepest words.

.. code-block:: python
   :caption: Code with a caption

   a = [1,
        2]

.. literalinclude:: code.txt

.. list-table:: Of stubs
   :header-rows: 2
   :stub-columns: 1
   :widths: 10 20 70

   * - Head
     - of
     - table
   * - Second
     - head
     -
   * - Stub
     - .. note:: Noted in a cell.

       Words after the note.
     - * a point

         #. a number

         +-----+-----+
         | in  | it  |
         +-----+-----+

       ::

         code in a cell

+-------+-------+-------+
| One           | Three |
+-------+-------+       |
| Four  | Five  |       |
|       +-------+-------+
|       | Six           |
+-------+---------------+

.. csv-table:: Wide
   :header-rows: 1

   A, B, C, D, E, F, G, H, I, J
   1, 2, 3, 4, 5, 6, 7, 8, 9, averyveryverylongwordthatnobodyreads

Words between wide tables.

.. csv-table::

   1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
   LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG

.. [#long] A note of two paragraphs.

   Its second, with

   * a point.

.. [*] A starred note.
.. [#none] A note that nobody calls.
.. [Cit] What is cited.
"""
TEXT = TEXT.replace("LONG", "thisisnowordforcolumns")
INDEX = "Index\n=====\n\nSub\n---\n\n.. toctree::\n   :numbered:\n\n   text\n   empty\n"
EMPTY = "Empty\n=====\n\nWhat ``begins`` *anew* :doc:`text`, and `outside <https://example.org/>`_.\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages: dict[str, str | bytes] = {"index.rst": INDEX, "text.rst": TEXT, "empty.rst": EMPTY, "dot.png": PNG}
    pages["code.txt"] = "of a file\n  with its end\n\n"
    return write_project(tmp_path_factory.mktemp("layout"), pages, configuration="numfig = True\n")


def test_the_word_file_is_as_approved(project: Path) -> None:
    (path,) = build(project, "normative-docx").outdir.glob("*.docx")
    for part in ("document", "footnotes", "numbering"):
        assert_approved(f"word-layout-{part}", in_lines(WordFile(path).parts[f"word/{part}.xml"].decode()))


def test_the_markup_of_the_pdf_is_as_approved(project: Path) -> None:
    (markup,) = (build(project, "normative-pdf").app.doctreedir / "typst").glob("*/document.typ")
    assert_approved("typst-layout", PdfProject(pdf_path=markup, markup_path=markup, warnings="").settings_and_markup)


def test_the_page_is_as_approved(project: Path) -> None:
    body = build(project).page("text").xpath("//section")[0]
    assert_approved("page-layout", in_lines(html.tostring(body, encoding="unicode")))


def test_plain_text_is_as_approved(project: Path) -> None:
    assert_approved("plain-layout", (build(project, "text").outdir / "text.txt").read_text(encoding="utf-8"))


def test_the_pdf_knows_the_region_of_a_language(tmp_path: Path) -> None:
    source = write_project(tmp_path, {"index.rst": "Texto\n=====\n"}, configuration='language = "pt_BR"\n')
    (markup,) = (build(source, "normative-pdf").app.doctreedir / "typst").glob("*/document.typ")
    assert 'region: "BR"' in markup.read_text(encoding="utf-8")


def test_a_second_title_of_the_first_file_is_a_heading(tmp_path: Path) -> None:
    text = "First\n=====\n\nWords.\n\nSecond\n======\n\nMore words.\n"
    source = write_project(tmp_path, {"index.rst": text})
    (markup,) = (build(source, "normative-pdf").app.doctreedir / "typst").glob("*/document.typ")
    assert [
        line.partition(",")[0] for line in markup.read_text(encoding="utf-8").splitlines() if '"Second"' in line
    ] == ["#numbered-heading(1"]
    (path,) = build(source, "normative-docx").outdir.glob("*.docx")
    styles = {block.text: block.style for block in WordFile(path).blocks}
    assert (styles["First"], styles["Second"]) == ("Title", "Heading1")


WIDE = ".. csv-table::\n\n   1, 2, 3, 4, 5, 6, 7, 8, 9\n\n"
FRAME = {
    "index.rst": (
        "Whole\n=====\n\n.. toctree::\n\n   foreword\n\n.. toctree::\n   :numbered:\n\n   one\n   two\n\n"
        ".. toctree::\n\n   more\n   lists\n   last\n\nWords of its own.\n\nOwn section\n-----------\n\nOf the first file.\n"
    ),
    "foreword.rst": "Foreword\n========\n\nWords before all chapters.\n",
    "one.rst": (
        f"One\n===\n\nUpright\n-------\n\nWords.\n\nTurned\n------\n\n{WIDE}Turned too\n----------\n\n{WIDE}"
        "Upright again\n-------------\n\nWords, see :doc:`lists`.\n"
    ),
    "two.rst": f"Two\n===\n\nTurned\n------\n\n{WIDE}\nDeeper\n~~~~~~\n\nWords on the page of the table.\n",
    "more.rst": f"More\n====\n\nWords of an annex.\n\n{WIDE}",
    "lists.rst": f"Lists\n=====\n\n{WIDE}",
    "last.rst": "Last\n====\n\nIts part\n--------\n\nWords.\n",
}


def test_chapters_annexes_and_turned_pages_are_as_approved(tmp_path: Path) -> None:
    source = write_project(tmp_path, FRAME)
    (markup,) = (build(source, "normative-pdf").app.doctreedir / "typst").glob("*/document.typ")
    assert_approved("typst-frame", PdfProject(pdf_path=markup, markup_path=markup, warnings="").settings_and_markup)
    (path,) = build(source, "normative-docx").outdir.glob("*.docx")
    assert_approved("word-frame", in_lines(WordFile(path).parts["word/document.xml"].decode()))
