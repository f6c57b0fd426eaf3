"""Tables for reviewers in plain text: drawn by this package, for Sphinx's writer takes the square of their length."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docutils.utils import column_width
from sample_nodes import MATRICES
from sphinx.writers import text as sphinx_text

from conftest import MakeProject
from normative.authoring.drawing import drawn
from normative.model.matrix import cell_text

LISTS = [name for name, matrix in MATRICES.items() if not matrix.grid]


@pytest.mark.parametrize("name", LISTS)
def test_a_drawn_table_is_a_rectangle_with_every_word(name: str) -> None:
    matrix = MATRICES[name]
    lines = drawn(matrix).split("\n")
    assert {column_width(line) for line in lines} == {column_width(lines[0])}
    assert sum(line.startswith("+=") for line in lines) == 1
    words = " ".join(" ".join(line.replace("|", " ") for line in lines).split())
    for row in matrix.rows:
        for cell in row.cells:
            assert all(word in words for word in cell_text(cell).split())
        assert all(word in words for word in row.group.split())


def test_wide_letters_and_long_words_widen_their_column_alone() -> None:
    matrix = MATRICES["profile"]
    long = "x" * 200
    row = replace(matrix.rows[0], cells=("漢字 é", f"Short {long}"))
    lines = drawn(replace(matrix, rows=(row, *matrix.rows[1:]))).split("\n")
    assert {column_width(line) for line in lines} == {column_width(lines[0])}
    assert len([line for line in lines if long in line]) == 1
    assert [line for line in lines if line.startswith("| 漢字 é  ")] != []


def test_lines_of_a_cell_stay_lines() -> None:
    matrix = MATRICES["profile"]
    row = replace(matrix.rows[0], cells=("One\ntwo", "Words\ngo on"))
    lines = drawn(replace(matrix, rows=(row,))).split("\n")
    assert [[cell.strip() for cell in line.split("|")[1:3]] for line in lines[3:5]] == [
        ["One", "Words"],
        ["two", "go on"],
    ]
    assert {column_width(line) for line in lines} == {column_width(lines[0])}


def test_sphinx_draws_none_of_our_tables(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sphinx_text, "Table", None)
    paragraph = ".. obligation:: one\n   :basis: CONV 1\n\n   Opening words of it.\n"
    pages = {"index.rst": f"Title\n=====\n\n{paragraph}\n.. paragraph-list::\n\n.. coverage:: CONV\n"}
    built = make_project(pages, "text")
    assert built.warnings == []
    text = (built.outdir / "index.txt").read_text(encoding="utf-8")
    assert "\n+==" in text
    assert "| art. 1" in text or "| CONV 1" in text
