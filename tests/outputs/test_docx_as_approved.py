"""What is in a Word file beside its text, as somebody has looked at it: comments, the look of a house, its entries."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from test_docx_house import PAGE, SETTINGS, template
from word_file import WordFile

from approved import assert_approved, in_lines
from conftest import MakeProject
from normative.model.document import Document
from normative.outputs.docx.numbering import Numbering
from normative.outputs.docx.package import WordPackage
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


def test_lists_go_on_and_begin_anew_as_approved() -> None:
    package = WordPackage("en", Document())
    numbering = Numbering(package.numbering)
    letters, roman, capitals = "(%loweralpha)", "(%lowerroman)", "%upperalpha."
    told = [numbering.heading(numbers) for numbers in ((1,), (1, 1), (1, 2), (2,), (2, 1), (2, 1, 1), (4,))]
    told += [numbering.heading(numbers) for numbers in ((4, 1, 1, 1, 1), (4, 1, 1, 1, 1, 1), (4, 1, 1, 1, 3, 2))]
    for number in (1, 2, 5):
        told.append(numbering.paragraph(number))
        for style, level, start in ((letters, 1, 1), (roman, 2, 1), (capitals, 3, 1), (capitals, 4, 1), (roman, 1, 1)):
            place = numbering.subparagraphs(style, level, start) or numbering.own_list(style, level, start)
            numbering.count(place)
            numbering.count(place)
            told += [place, *filter(None, (numbering.subparagraphs(style, level, begun) for begun in (1, 3, 4)))]
    told += [numbering.bullets(level) for level in (1, 8, 9, 12)]
    told += [numbering.own_list("%arabic.", level, 7) for level in (1, 8, 9, 12)]
    told.append(numbering.struck_paragraph())
    for mark, level in (("•", 2), ("(b)", 1), ("(ii)", 2), ("B.", 3), ("1.", 1), ("(b)", 4), ("(ii)", 1)):
        told.append(numbering.struck_item(mark, level))
    added = in_lines(etree.tostring(package.numbering, encoding="unicode")).partition("\n")[2]
    places = "".join(f"list {place.numbering}, level {place.level}\n" for place in told)
    assert_approved("word-lists", f"{places}\n{added}")
