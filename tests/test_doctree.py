"""What each directive puts into a document's tree, as its docstring draws it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from conftest import MakeProject
from normative.model.diagnostics import Place
from normative.model.paragraph import Force, Paragraph
from normative.project.domain import normative_domain
from normative.project.nodes import instrument_profile, matrix_table, normative_paragraph
from normative.project.reading import complete_paragraphs
from normative.project.report import place_of_node

SOURCE = """\
Title
=====

.. obligation:: duty
   :basis: CONV 3 (1); COMP obj. 1
   :holder: women

   States act, see para. :para:`duty`.

.. gap:: CONV 1
   :counterpart: COMP

   Nothing there.

.. coverage:: CONV

.. instrument:: CONV
"""

PARAGRAPH = """\
<normative_paragraph docname="index" force="obligation" ids="duty" index="0" problems="">
    <paragraph>
        States act, see para. \n\
        <pending_xref instrument="" refdoc="index" refdomain="normative" refexplicit="0" reftarget="duty" reftype="para" refwarn="0">
            <inline classes="normative normative-para">
                duty
        .
    <paragraph_margin>
        <margin_item role="holder">
            women
"""

RELATION = """\
<container classes="relation relation-gap" docname="index" entry="0" ids="gap--conv-art-1--comp">
    <paragraph classes="relation-head">
        <strong>
            Gap
        : \n\
        <pending_xref instrument="CONV" refdoc="index" refdomain="normative" refexplicit="1" reftarget="conv-art-1" \
reftype="provision" refwarn="0">
            <inline classes="normative normative-provision">
                CONV 1
         — no counterpart in the Test Compact
    <paragraph>
        Nothing there.
    <paragraph classes="relation-foot">
        Unreviewed.
"""


def test_nodes_of_each_family(make_project: MakeProject) -> None:
    built = make_project({"index.rst": SOURCE})
    assert built.warnings == []
    doctree = built.app.env.get_doctree("index")
    (section,) = doctree.children
    _, paragraph, relation, coverage, profile = section.children
    assert paragraph.pformat() == PARAGRAPH
    assert relation.pformat() == RELATION
    assert isinstance(coverage, matrix_table)
    assert (coverage["name"], coverage["ids"]) == ("coverage-conv", ["coverage-conv"])
    assert isinstance(profile, instrument_profile)
    assert [type(child) for child in profile.children] == [nodes.field_list, matrix_table]
    assert profile["ids"] == ["conv"]


def test_a_tree_holds_no_path_of_the_machine(make_project: MakeProject, tmp_path: Path) -> None:
    built = make_project({"index.rst": SOURCE})
    assert str(tmp_path) not in built.app.env.get_doctree("index").children[0].pformat()


PLACED = """\
Title
=====

Section
-------

.. _label:

.. paragraph:: labelled

   Words.

.. admonition:: Notice

   .. paragraph:: inside

      Words.

Other
-----

.. paragraph:: other

   Words.
"""


def test_a_paragraph_stands_under_the_headings_around_it_and_nothing_else(make_project: MakeProject) -> None:
    built = make_project({"index.rst": PLACED})
    assert built.warnings == []
    assert {item.id: item.section for item in normative_domain(built.app.env).index.register.paragraphs} == {
        "labelled": ("Title", "Section"),
        "inside": ("Title", "Section"),
        "other": ("Title", "Other"),
    }


LISTS = """\
(a) First;

    (i) Deeper;

    (ii) Deepest.

(b) Second.

    * Without a letter

      1. Third.

.. [1] Note.

   (a) No item of the paragraph.
"""


def test_items_are_those_of_the_text_of_a_paragraph() -> None:
    document = publish_doctree(LISTS)
    node = normative_paragraph("", *document.children, ids=["duty"])
    document.children = []
    document += node
    noted = Paragraph(id="duty", anchor="duty", force=Force.PLAIN, place=Place(path="index.rst"))
    [paragraph] = complete_paragraphs([noted], document, "index")
    assert [(item.mark, item.anchor) for item in paragraph.items] == [
        ("(a)", "duty--a"),
        ("(a) (i)", "duty--a-i"),
        ("(a) (ii)", "duty--a-ii"),
        ("(b)", "duty--b"),
        ("(b) (1)", "duty--b-1"),
    ]
    assert [item["ids"] for item in node.findall(nodes.list_item)] == [
        *(["duty--a"], ["duty--a-i"], ["duty--a-ii"], ["duty--b"], [], ["duty--b-1"], [])
    ]


def test_a_mark_without_its_note_is_no_word_of_a_paragraph() -> None:
    document = publish_doctree("One [1]_ two.\n\n.. [1] Note.\n")
    [mark] = document.findall(nodes.footnote_reference)
    [note] = document.findall(nodes.footnote)
    node = normative_paragraph("", *document.children, ids=["duty"])
    document.children = []
    document += node
    noted = Paragraph(id="duty", anchor="duty", force=Force.PLAIN, place=Place(path="index.rst"))

    def read() -> tuple[list[tuple[str, int]], list[str]]:
        [paragraph] = complete_paragraphs([noted], document, "index")
        spans = [(span.text, span.note) for block in paragraph.blocks for span in block.spans]
        return spans, [found.text for found in paragraph.notes]

    assert read() == ([("One ", 0), ("", 1), (" two.", 0)], ["Note."])
    for missing in (note["ids"][0], "gone"):
        document.ids.pop(note["ids"][0], None)
        mark["refid"] = missing
        assert read() == ([("One  two.", 0)], [])


@pytest.mark.parametrize(
    ("source", "line", "expected"),
    [
        ("project/part.txt", 7, ("part.txt", 7)),
        ("project/one.rst:9:<translated>", 1, ("one.rst", 9)),
        ("elsewhere/part.txt", 7, ("{0}/elsewhere/part.txt", 7)),
        ("", None, ("index.rst", None)),
    ],
)
def test_a_node_stands_in_the_file_that_it_came_from(
    source: str, line: int | None, expected: tuple[str, int | None], tmp_path: Path
) -> None:
    env: Any = SimpleNamespace(
        srcdir=tmp_path / "project",
        doc2path=lambda docname: tmp_path / "project" / f"{docname}.rst",
        current_document=SimpleNamespace(docname="index"),
    )
    around, node = nodes.paragraph(), nodes.emphasis()
    around += node
    around.source, around.line = str(tmp_path / source) if source else None, line
    path, number = expected
    assert place_of_node(node, env) == Place(path=path.format(tmp_path), line=number)
