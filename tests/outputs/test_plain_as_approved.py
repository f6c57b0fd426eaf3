"""What outputs print that know none of our nodes, as somebody has looked at it: plain text, and the XML of docutils."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from approved import assert_approved, in_lines
from small_projects import CONV_TOML, build, write_project

INDEX = "Index\n=====\n\n.. toctree::\n\n   text\n   tables\n   beside\n"
TEXT = """\
Text
====

.. obligation:: decide
   :basis: CONV 3 (1)-(2); COMP obj. 2
   :holder: workers
   :status: agreed

   States *decide* each case:

   (a) the *first*;

       behind it

   (b) second.

.. commitment:: gather
   :basis: COMP para. 8 (a)

   1. One.
   2. Two.

   C) A letter in the middle.
   D) And another.

.. paragraph:: drawing

   .. list-table::

      * - No words before a table.

.. paragraph:: bare

   Plain *words* here.

.. convergence:: CONV 3; COMP obj. 2
   :relation: complement
   :source: analysis
   :reviewed: 2026-01-02, group

   One adds to the other.

.. convergence:: CONV 4; COMP obj. 1
   :relation: tension
   :source: T/1, para. 2

   They differ.

.. gap:: CONV 4 bis
   :counterpart: COMP

   Nothing there.

.. not-addressed:: CONV 10; CONV 2

   Final clauses.
"""
TABLES = """\
Tables
======

.. coverage:: CONV

.. paragraph-list::
   :caption: By section, with a\\ word
   :group-by: section

.. paragraph-list::
   :name: nothing
   :force: guidance

.. convergence-matrix::
   :rows: CONV
   :columns: COMP

.. traceability-matrix::
   :columns: CONV; COMP
   :stats:

.. crosswalk::
   :rows: commitments

.. instrument:: CONV

.. instrument::
   :except: CONV
"""
BESIDE = """\
Beside
======

(iv) A list of no paragraph;
(v) goes on.

3. A number to begin with.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = {"index.rst": INDEX, "text.rst": TEXT, "tables.rst": TABLES, "beside.rst": BESIDE}
    rows = "instruments/conv/provisions.csv"
    subjects = (
        "provision,subject,source\nart. 1,Who is protected 受保护的人,a list\n"
        "art. 2,Antidisestablishmentarianism of old,another list\nart. 3,,a list\n"
    )
    numbers = "".join(f"art. {name},,\n" for name in ("3 (1)", "3 (2)", "4", "4 bis", "10"))
    return write_project(
        tmp_path_factory.mktemp("plain"),
        {**pages, rows: subjects + numbers, "instruments/conv/instrument.toml": f'{CONV_TOML}source = "a register"\n'},
    )


@pytest.mark.parametrize(("builder", "ending"), [("text", "txt"), ("xml", "xml")])
def test_outputs_without_visitors_of_ours_are_as_approved(builder: str, ending: str, project: Path) -> None:
    built = build(project, builder)
    assert built.warnings == []
    texts = [(built.outdir / f"{name}.{ending}").read_text(encoding="utf-8") for name in ("text", "tables", "beside")]
    # What an XML file begins with names versions and folders.
    assert_approved(
        f"plain-{builder}",
        in_lines("".join(re.sub(r"^<\?.*?(?= *<section)", "", text, flags=re.DOTALL) for text in texts)),
    )
