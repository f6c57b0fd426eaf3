"""What each directive puts into a document's tree, as its docstring draws it."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes

from conftest import MakeProject
from normative.project.nodes import instrument_profile, matrix_table

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
