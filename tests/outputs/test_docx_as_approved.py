"""What is in a Word file beside its text, as somebody has looked at it: comments, the look of a house, its entries."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from test_docx_house import PAGE, SETTINGS, template
from word_file import WordFile

from approved import assert_approved, in_lines
from conftest import MakeProject
from small_projects import build, write_project

OPEN = """\
Title
=====

.. obligation:: first
   :basis: CONV 1

   States must do one thing.

.. commitment:: second
   :basis: CONV 3
   :accept: unsourced-wish: it is quoted

   States should do another thing:

   (a) at once.

.. convergence:: CONV 3; COMP obj. 2
   :relation: synergy
   :source: analysis

   Both say so.

.. gap:: CONV 4
   :counterpart: COMP
   :reviewed: 2026-01-02, working group

   Nothing is said.
"""
CONFIGURATION = "normative_documents = {'open': {'comments': True}}\n"


def test_what_is_open_stands_as_comments_as_approved(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    built = make_project({"index.rst": OPEN}, "normative-docx", configuration=CONFIGURATION)
    word = WordFile(built.outdir / "open.docx")
    text = [in_lines(word.parts[f"word/{part}.xml"].decode()) for part in ("comments", "document")]
    with zipfile.ZipFile(built.outdir / "open.docx") as packed:
        entries = [
            f"{item.filename} {item.date_time} {oct(item.external_attr >> 16)} {item.compress_type}\n"
            for item in packed.infolist()
        ]
    assert_approved("word-comments", "\n".join([*text, "".join(entries)]))


def test_the_styles_of_a_house_are_taken_on_as_approved(tmp_path: Path) -> None:
    source = write_project(tmp_path / "source", {"index.rst": PAGE, "document.toml": SETTINGS})
    template(source / "house.docx")
    (path,) = build(source, "normative-docx").outdir.glob("*.docx")
    styles = in_lines(WordFile(path).parts["word/styles.xml"].decode())
    # Of a table's styles a house decides nothing.
    assert_approved("word-house", "".join(part for part in styles.partition('<w:style w:type="table"')[:1]))
