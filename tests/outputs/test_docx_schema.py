"""Word files are what the standard allows, as Microsoft's own validator (the Open XML SDK's) reads it."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import pytest
import test_docx
from docx.oxml.ns import qn
from lxml import etree
from word_file import WordFile, style_of, text_of

import arabic_project
from conftest import MakeProject
from programs import path_of
from small_projects import build, write_project

pytestmark = pytest.mark.drives("ooxml-validator")


def faults(file: Path) -> list[str]:
    """Return what the validator finds in a file."""
    program = path_of("ooxml-validator")
    assert program
    done = subprocess.run([program, file], capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert done.returncode == (0 if report["ok"] else 1)
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in report["errors"]]


@pytest.mark.parametrize("name", ["general-comment", "general-comment-with-annexes"])
def test_the_worked_example_is_valid(worked_example: Path, name: str) -> None:
    file = worked_example / "docx" / f"{name}.docx"
    assert faults(file) == []
    body = WordFile(file).body
    # The form of the last pages comes last, and the text ends with a rule that nothing can be joined to.
    assert [child.tag for child in body].count(qn("w:sectPr")) == 1
    assert body[-1].tag == qn("w:sectPr")
    assert style_of(body[-2]) == "EndRule"


def test_every_kind_of_element_is_valid(tmp_path: Path) -> None:
    pages, configuration = test_docx.PAGES, test_docx.CONFIGURATION
    source = write_project(tmp_path / "project", pages, configuration=configuration)
    (file,) = build(source, "normative-docx").outdir.glob("*.docx")
    assert faults(file) == []


def test_a_text_from_right_to_left_is_valid(make_project: MakeProject) -> None:
    built = make_project(arabic_project.PAGES, "normative-docx", configuration=arabic_project.CONFIGURATION)
    (file,) = built.outdir.glob("*.docx")
    assert faults(file) == []


_OPEN = """\
Title
=====

.. obligation:: first
   :basis: CONV 1

   States must do one thing.

.. commitment:: second
   :basis: CONV 3

   States must do another thing.

.. convergence:: CONV 3; COMP obj. 2
   :relation: synergy
   :source: analysis

   Both say so.
"""


def test_what_is_open_stands_as_comments_where_a_document_asks_for_it(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    built = make_project(
        {"index.rst": _OPEN},
        "normative-docx",
        configuration="normative_documents = {'open': {'comments': True}, 'plain': {}}\n",
    )
    word = WordFile(built.outdir / "open.docx")
    assert faults(built.outdir / "open.docx") == []
    told = {item.get(qn("w:id")): text_of(item) for item in word.part("word/comments.xml")}
    assert {item.get(qn("w:date")) for item in word.part("word/comments.xml")} == {"1970-01-01T00:00:00Z"}
    at = {
        told[mark.get(qn("w:id"))]: text_of(paragraph)
        for paragraph in word.body.iter(qn("w:p"))
        for mark in paragraph.iter(qn("w:commentRangeStart"))
    }
    finding = "second: commitment rests on no political provision"
    assert [(text.partition(";")[0], words) for text, words in at.items()] == [
        (finding, "States must do another thing."),
        ("Review: unreviewed", "Synergy: CONV 3 ↔ COMP obj.\u00a02"),
    ]
    assert len(at) == len(told)
    assert "word/comments.xml" not in WordFile(built.outdir / "plain.docx").parts


def test_the_validator_finds_what_is_wrong(worked_example: Path, tmp_path: Path) -> None:
    word = WordFile(worked_example / "docx" / "general-comment.docx")
    document = word.part("word/document.xml")
    document[0].insert(0, document[0][-1])
    file = tmp_path / "wrong.docx"
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in {**word.parts, "word/document.xml": etree.tostring(document)}.items():
            packed.writestr(name, content)
    assert any("unexpected child element" in fault for fault in faults(file))
