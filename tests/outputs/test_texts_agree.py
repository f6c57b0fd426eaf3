"""What every output of a text prints alike, whatever counts, sorts or leaves out in it: numbers, marks, order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_project import PdfProject
from word_file import WordFile

from conftest import MakeProject
from normative.project.domain import normative_domain
from small_projects import BuiltProject, folded


def _site(built: BuiltProject) -> str:
    return folded(built.page().xpath("//div[@role='main']")[0])


def _plain(built: BuiltProject) -> str:
    return " ".join(word for path in built.outdir.glob("*.txt") for word in path.read_text(encoding="utf-8").split())


def _pdf(built: BuiltProject) -> str:
    return PdfProject(pdf_path=built.outdir / "testcomment.pdf", markup_path=Path(), warnings="").text


def _word(built: BuiltProject) -> str:
    return " ".join(WordFile(built.outdir / "testcomment.docx").lines())


#: Each output with what gives the words that its reader sees; numbers that Word counts are in them.
OUTPUTS: dict[str, Callable[[BuiltProject], str]] = {
    "singlehtml": _site,
    "text": _plain,
    "normative-pdf": _pdf,
    "normative-docx": _word,
}
each_output = pytest.mark.parametrize("builder", OUTPUTS)


@each_output
def test_headings_below_the_depth_of_the_contents_have_no_number(builder: str, make_project: MakeProject) -> None:
    pages = {
        "index.rst": "T\n=\n\n.. toctree::\n   :numbered: 2\n\n   a\n",
        "a.rst": "Work\n====\n\nHours\n-----\n\nNight\n~~~~~\n\nWords.\n",
    }
    built = make_project(pages, builder)
    printed = OUTPUTS[builder](built).replace("*", "").replace("=", "").replace("¶", "")
    assert "I. Work A. Hours Night" in " ".join(printed.replace("-", "").split())


@each_output
def test_a_reference_to_a_heading_has_its_number_as_printed(builder: str, make_project: MakeProject) -> None:
    pages = {
        "index.rst": "T\n=\n\n.. toctree::\n   :numbered:\n\n   a\n   b\n",
        "a.rst": "Work\n====\n\nSee :numref:`chap. %s <rest>`, on rest.\n",
        "b.rst": "Leave\n=====\n\n.. _rest:\n\nRest\n----\n\nWords.\n",
    }
    assert "See chap. II.A, on rest." in OUTPUTS[builder](make_project(pages, builder))


@each_output
def test_a_formula_bears_the_number_by_which_it_is_named(builder: str, make_project: MakeProject) -> None:
    text = "T\n=\n\nSee equation :eq:`share`.\n\n.. math:: a / b\n   :label: share\n\n.. math:: c\n"
    printed = OUTPUTS[builder](make_project({"index.rst": text}, builder))
    assert "See equation (1)." in printed
    assert printed.count("(1)") == 2


@pytest.mark.parametrize("builder", ["text", "normative-pdf", "normative-docx"])
def test_lists_have_the_marks_that_are_written_also_beyond_z(builder: str, make_project: MakeProject) -> None:
    many = "   (y) Item.\n" + "   (#) Item.\n" * 3 + "\n   A) Capital.\n"
    text = f"T\n=\n\n.. paragraph:: many\n\n{many}\n(2) Plain.\n\nB) Plain.\n"
    printed = OUTPUTS[builder](make_project({"index.rst": text}, builder))
    assert "(y) Item. (z) Item. (aa) Item. (bb) Item. A) Capital. (2) Plain. B) Plain." in printed


DRAFT = """\
T
=

.. paragraph:: first

   First. [#]_

.. [#] First note.

.. only:: draft

   .. obligation:: held-back
      :basis: CONV 3

      Held back. [#]_ See :para:`held-back`.

   .. [#] Held-back note.

   .. not-addressed:: CONV 10

      Held-back reason.

   .. coverage:: COMP

.. paragraph:: last

   Last. [#]_

.. [#] Last note.

.. coverage:: CONV
"""


@each_output
def test_what_a_condition_on_a_tag_leaves_out_leaves_nothing(builder: str, make_project: MakeProject) -> None:
    built = make_project({"index.rst": DRAFT}, builder)
    printed = " ".join(OUTPUTS[builder](built).split())
    assert built.warnings == []
    assert "Held" not in printed
    assert "2. Last." in printed
    index = normative_domain(built.app.env).index
    assert index.names == ("coverage-conv",)
    assert (index.register.grounded, index.register.justified) == ({}, {})


#: Tables as an extension may make them, whose columns nobody has described, or not how wide they are.
BARE = """
from docutils import nodes
from docutils.parsers.rst import Directive

class Bare(Directive):
    def run(self):
        tables = []
        for number, described in enumerate(([], [nodes.colspec(), nodes.colspec(stub=1)])):
            body = nodes.tbody()
            body += nodes.row("", nodes.entry("", nodes.paragraph("", f"Both {number}"), morecols=1))
            for words in (("one", "two"), ("three", "four")):
                body += nodes.row("", *(nodes.entry("", nodes.paragraph("", f"{word} {number}")) for word in words))
            group = nodes.tgroup("", *described, body, cols=2)
            tables.append(nodes.table("", group, classes=["colwidths-given"]))
        return tables

def setup(app):
    app.add_directive("bare", Bare)
"""


@pytest.mark.parametrize("builder", ["normative-pdf", "normative-docx"])
def test_a_table_without_a_description_of_its_columns_is_printed(builder: str, make_project: MakeProject) -> None:
    built = make_project({"index.rst": "T\n=\n\n.. bare::\n\nWords.\n"}, builder, configuration=BARE)
    assert built.warnings == []
    assert "Both 0 one 0 two 0 three 0 four 0" in OUTPUTS[builder](built)
    assert "Both 1 one 1 two 1 three 1 four 1" in OUTPUTS[builder](built)


def test_words_of_roles_that_cannot_be_read_are_part_of_the_text(make_project: MakeProject) -> None:
    words = (
        ":provision:`CONV art`, :provision:`the rest <OTHER 1>`, :instrument:`OTHER`, :quote:`said` and :voice:`mine`"
    )
    text = f"T\n=\n\n.. paragraph:: one\n\n   As {words} is.\n"
    built = make_project({"index.rst": text}, "normative-words")
    printed = "As CONV art, the rest, OTHER, “said” and mine is."
    assert len(built.warnings) == 5
    blocks = normative_domain(built.app.env).index.register.paragraphs[0].blocks
    assert ["".join(span.text for span in block.spans) for block in blocks] == [printed]
    # With the title.
    assert (built.outdir / "words.csv").read_text(encoding="utf-8").splitlines()[1] == "T,1,11,0,11,0"


def test_a_tag_that_is_given_later_brings_back_what_was_left_out(make_project: MakeProject) -> None:
    assert "Held back." not in make_project({"index.rst": DRAFT}).text()
    built = make_project({}, configuration="tags.add('draft')\n")
    assert "2. Held back." in built.text()
