"""The folder of the tables' files: the same bytes again, all or nothing, and nothing touched that is not ours."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from normative.model.matrix import CellKind, Column, Link, Matrix, Row
from normative.outputs.matrices import Metadata, write_matrices
from normative.rebuild.files import FilesError
from small_projects import CONV_CSV, command, write_files, write_project

METADATA = Metadata(title="A comment", status="Worked example", release="0.1")


def table(name: str, text: str = "text") -> Matrix:
    columns = (Column(key="head", title="Head", kind=CellKind.TEXT),)
    return Matrix(name=name, kind="coverage", title=name, columns=columns, rows=(Row(cells=(text,)),))


def nowhere(link: Link) -> None:
    return None


def write(folder: Path, matrices: Sequence[Matrix]) -> None:
    write_matrices(matrices, folder, locate=nowhere, html="../html", metadata=METADATA)


def write_text(folder: Path, *names: str, subject: str = "Who is protected") -> Path:
    """Write a project whose tables have these names; the subject is of a provision that all but the first show."""
    tables = "".join(
        f".. coverage:: {'CONV' if number else 'COMP'}\n   :name: {name}\n\n" for number, name in enumerate(names)
    )
    provisions = CONV_CSV.replace("Who is protected", subject)
    pages = {"index.rst": f"T\n=\n\n{tables}", "instruments/conv/provisions.csv": provisions}
    return write_project(folder / "project", pages)


def made(source: Path) -> Path:
    """Build the tables' files as ``normative build`` does; return their folder."""
    into = source.parent / "build"
    done = command(source, "matrices", into=into)
    assert done.status == 0, done.warnings
    return into / "matrices"


def refused(source: Path) -> None:
    """Build where that cannot be."""
    done = command(source, "matrices", into=source.parent / "build")
    assert done.status == 2
    assert [line.endswith("; the output is as it was") for line in done.warnings if "ERROR" in line] == [True]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "build" / "matrices"


def test_files_are_named_after_their_tables(folder: Path) -> None:
    write(folder, [table("one"), table("two")])
    names = {f"{name}.{ending}" for name in ("one", "two") for ending in ("csv", "xlsx", "json")}
    assert contents(folder).keys() == {*names, "matrices.xlsx", "matrix.schema.json", "index.json"}
    assert [path.name for path in folder.parent.iterdir()] == ["matrices"]
    index = json.loads((folder / "index.json").read_bytes())
    assert index.pop("digest") == ""
    assert index == {
        "version": 1,
        "metadata": {"title": "A comment", "status": "Worked example", "release": "0.1"},
        "workbook": "matrices.xlsx",
        "schema": "matrix.schema.json",
        "tables": [
            {
                "name": name,
                "kind": "coverage",
                "title": name,
                "files": {"csv": f"{name}.csv", "xlsx": f"{name}.xlsx", "json": f"{name}.json"},
            }
            for name in ("one", "two")
        ],
    }


def test_the_same_tables_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write(folder, [table("one"), table("two")])
    other = tmp_path / "other"
    write(other, [table("one"), table("two")])
    assert contents(folder) == contents(other)


def test_a_file_that_stays_the_same_is_not_touched(tmp_path: Path) -> None:
    source = write_text(tmp_path, "one", "two")
    folder = made(source)
    for path in folder.iterdir():
        os.utime(path, (1000, 1000))
    write_text(tmp_path, "one", "two", subject="Another subject")
    made(source)
    changed = {path.name for path in folder.iterdir() if path.stat().st_mtime != 1000}
    # The list of files has a digest of all tables.
    assert changed == {"two.csv", "two.xlsx", "two.json", "matrices.xlsx", "index.json"}


def test_files_of_tables_that_are_gone_are_removed(folder: Path) -> None:
    write(folder, [table("one"), table("two")])
    for name in ("mine.csv", "three.csv"):
        (folder / name).write_text("mine")
    write(folder, [table("two")])
    assert {path.stem for path in folder.iterdir()} == {"two", "matrices", "matrix.schema", "index", "mine", "three"}


def test_a_table_that_changes_the_case_of_its_name_keeps_its_files(folder: Path) -> None:
    write(folder, [table("One")])
    write(folder, [table("one")])
    assert "one.csv" in contents(folder)


def test_no_tables_at_all(folder: Path) -> None:
    write(folder, [table("one")])
    write(folder, [])
    assert contents(folder).keys() == {"matrices.xlsx", "matrix.schema.json", "index.json"}


@pytest.mark.parametrize(
    "index",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"tables": 3}',
        b'{"tables": [{"name": "../outside"}, {"name": 3}, {"name": "matrices"}, {"name": "."}]}',
    ],
)
def test_a_list_that_is_not_ours_removes_nothing(folder: Path, index: bytes) -> None:
    folder.mkdir(parents=True)
    outside = folder.parent / "outside.csv"
    outside.write_text("mine")
    (folder / "index.json").write_bytes(index)
    write(folder, [table("one")])
    assert outside.read_text() == "mine"
    assert "matrices.xlsx" in contents(folder)


def _fail_at(count: int, step: Callable[..., Any], *, below: Path) -> Callable[..., Any]:
    """Return a step of the system that is refused when it is done the ``count``-th time below a folder."""
    calls = 0

    def failing(*paths: Path, **options: Any) -> Any:
        nonlocal calls
        calls += paths[-1].is_relative_to(below)
        if calls == count and paths[-1].is_relative_to(below):
            raise PermissionError(
                13, "Permission denied", *([str(paths[0]), None, str(paths[1])] if paths[1:] else [str(paths[0])])
            )
        return step(*paths, **options)

    return failing


@pytest.mark.parametrize("count", range(1, 8))
def test_a_file_open_in_excel_leaves_everything_as_it_was(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_text(tmp_path, "one", "two", "gone")
    folder = made(source)
    before = contents(folder)
    write_text(tmp_path, "one", "two", "new", subject="Another subject")
    with monkeypatch.context() as patch:
        patch.setattr("normative.commands.staging.os.replace", _fail_at(count, os.replace, below=folder))
        refused(source)
    assert contents(folder) == before
    made(source)
    assert "new.csv" in contents(folder)
    assert "gone.csv" not in contents(folder)


def test_a_file_that_cannot_be_removed_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_text(tmp_path, "one", "gone")
    folder = made(source)
    before = contents(folder)
    write_text(tmp_path, "one", subject="Another subject")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", _fail_at(2, Path.unlink, below=folder))
        refused(source)
    assert contents(folder) == before


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    source = write_text(tmp_path, "one")
    folder = made(source)
    before = contents(folder)
    write_text(tmp_path, "one", "two")
    write_files(folder, {"two.csv/mine.txt": "mine"})
    refused(source)
    assert (folder / "two.csv" / "mine.txt").read_text() == "mine"
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["one", "ONE"], "table 'ONE': the name of its files is taken"),
        (["matrices"], "table 'matrices': no file can have this name"),
        (["index"], "table 'index': no file can have this name"),
        (["../one"], "table '../one': no file can have this name"),
        (["nul"], "table 'nul': no file can have this name"),
        ([""], "table '': no file can have this name"),
    ],
)
def test_names_that_no_file_can_have(folder: Path, names: list[str], message: str) -> None:
    with pytest.raises(FilesError) as raised:
        write(folder, [table(name) for name in names])
    assert str(raised.value) == f"{message}; give it another ':name:'"
    assert not folder.exists()
