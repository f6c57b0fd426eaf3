"""The worked example's Word file, complete, and as LibreOffice reads, numbers and passes it on."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from docutils import nodes
from docx.oxml.ns import qn
from office import convert
from sphinx.testing.util import SphinxTestApp
from word_file import NUMBERED, WordFile, fields_of

from normative.model.matrix import Cell, Crossing, Matrix, cell_text, states_of
from normative.outputs.document.assembly import WholeTextBuilder
from normative.outputs.document.documents import documents_of
from normative.project.nodes import matrix_table

SOURCE = Path(__file__).parents[2] / "source"


@pytest.fixture(scope="session")
def path(worked_example: Path) -> Path:
    return worked_example / "docx" / "general-comment-with-annexes.docx"


@pytest.fixture(scope="session")
def word(path: Path) -> WordFile:
    return WordFile(path)


@pytest.fixture(scope="session")
def office_text(path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text as LibreOffice reads it, with the numbers that it counts."""
    return convert(path, "txt:Text", tmp_path_factory.mktemp("office") / "txt").read_text(encoding="utf-8-sig")


def comparable(line: str) -> str:
    """A line with white space folded and without marks of footnotes, which LibreOffice prints as digits."""
    return re.sub(r"(?<=[^\W\d_]|[.,;:)”’])\d+", "", " ".join(line.split()))


def test_paragraphs_are_numbered_through(word: WordFile) -> None:
    numbers = [block.label for block in word.blocks if block.style in NUMBERED]
    assert numbers == [f"{number}." for number in range(1, len(numbers) + 1)]
    assert len(numbers) > 100


def test_libreoffice_counts_what_word_counts(word: WordFile, office_text: str) -> None:
    expected = word.lines(*NUMBERED, "Heading1", "Heading2", "Heading3", "ListNumber")
    read = set(map(comparable, office_text.splitlines()))
    assert [line for line in expected if comparable(line) not in read] == []


@pytest.mark.drives("soffice")
def test_the_text_survives_the_way_to_opendocument_and_back(path: Path, office_text: str, tmp_path: Path) -> None:
    opendocument = convert(path, "odt", tmp_path / "odt")
    again = convert(opendocument, "docx", tmp_path / "docx")
    assert convert(again, "txt:Text", tmp_path / "txt").read_text(encoding="utf-8-sig") == office_text


@pytest.mark.drives("soffice")
def test_printed_pages_hold_the_text_and_long_tables_stay_upright(path: Path, tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(convert(path, "pdf", tmp_path / "pdf")) as pdf:
        sizes = {(round(page.get_width()), round(page.get_height())) for page in pdf}
        first = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert sizes == {(595, 842)}
    assert "Worked example, not a United Nations document" in first
    assert "not a document of the United Nations" in first
    assert "United Nations Distr." not in first


def test_no_word_of_the_text_is_lost(path: Path, word: WordFile, tmp_path: Path) -> None:
    app = SphinxTestApp("normative-docx", srcdir=SOURCE, builddir=tmp_path)
    try:
        app.build()
        assert isinstance(app.builder, WholeTextBuilder)
        document = next(item for item in documents_of(app.config)[0] if item.name == path.stem)
        doctree = app.builder.extract(app.builder.assemble([document]), document)
    finally:
        app.cleanup()
    shown = Counter(re.findall(r"\w+", " ".join(word.words)))
    asked = Counter(re.findall(r"\w+", " ".join(_texts(doctree))))
    # A footnote is printed once, however often it is named, and a head once for each part of a table.
    lost = {name: count - shown[name] for name, count in asked.items() if shown[name] < count}
    assert lost == {}


def _shown(cell: Cell, matrix: Matrix) -> str:
    """Return the words of a cell; a grid has room for the signs of states and not for their words."""
    if matrix.grid and isinstance(cell, Crossing) and cell.count is None:
        return cell_text(cell.links)
    return "" if matrix.grid and states_of(cell) else cell_text(cell)


def _texts(node: nodes.Node) -> list[str]:
    """Return the text of a doctree, the cells of its matrices too."""
    if isinstance(node, nodes.Text):
        return [str(node)]
    if isinstance(node, matrix_table):
        matrix: Matrix = node["matrix"]
        return [matrix.title, *(f"\n{_shown(cell, matrix)}" for row in matrix.rows for cell in row.cells)]
    if isinstance(node, nodes.Invisible | nodes.footnote_reference | nodes.label | nodes.system_message | nodes.raw):
        return []
    pieces = [text for child in node.children for text in _texts(child)]
    return pieces if isinstance(node, nodes.Inline) else ["\n", *pieces, "\n"]


def test_the_file_is_a_valid_package(word: WordFile) -> None:
    types = word.part("[Content_Types].xml")
    named = {str(item.get("PartName")).lstrip("/") for item in types if item.get("PartName")}
    assert named <= set(word.parts)
    for name in word.parts:
        if name.endswith(".rels"):
            targets = [str(item.get("Target")) for item in word.part(name) if item.get("TargetMode") != "External"]
            assert {os.path.normpath(Path(name).parent.parent / target) for target in targets} <= set(word.parts)


def test_numbers_of_paragraphs_in_tables_are_fields(word: WordFile) -> None:
    in_tables = sum(len(fields_of(cell)) for cell in word.body.iter(qn("w:tc")))
    assert in_tables > 500
    labels = {block.element: block.label for block in word.blocks}
    for instruction, result in word.fields:
        if instruction.startswith("REF"):
            assert labels[word.bookmarks[instruction.split()[1]]] == f"{result}."
