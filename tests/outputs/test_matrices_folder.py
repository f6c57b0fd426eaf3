"""The folder of the tables' files: the same bytes again, all or nothing, and nothing touched that is not ours."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from normative.model.matrix import CellKind, Column, Link, Matrix, Row
from normative.outputs.matrices import FilesError, Metadata, write_matrices

METADATA = Metadata(title="A comment", status="Worked example", release="0.1")


def table(name: str, text: str = "text") -> Matrix:
    columns = (Column(key="head", title="Head", kind=CellKind.TEXT),)
    return Matrix(name=name, kind="coverage", title=name, columns=columns, rows=(Row(cells=(text,)),))


def nowhere(link: Link) -> None:
    return None


def write(folder: Path, matrices: Sequence[Matrix]) -> None:
    write_matrices(matrices, folder, locate=nowhere, html="../html", metadata=METADATA)


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


def test_an_unchanged_file_is_not_touched(folder: Path) -> None:
    write(folder, [table("one"), table("two")])
    for path in folder.iterdir():
        os.utime(path, (1000, 1000))
    write(folder, [table("one"), table("two", "another text")])
    changed = {path.name for path in folder.iterdir() if path.stat().st_mtime != 1000}
    assert changed == {"two.csv", "two.xlsx", "two.json", "matrices.xlsx"}


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


def _fail_at(count: int, step: Callable[..., Any]) -> Callable[..., Any]:
    calls = 0

    def failing(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == count:
            raise PermissionError(13, "Permission denied", "new/two.xlsx", None, "two.xlsx")
        return step(*arguments, **options)

    return failing


@pytest.mark.parametrize("count", range(1, 8))
def test_a_file_open_in_excel_leaves_everything_as_it_was(
    folder: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, [table("one"), table("two"), table("gone")])
    before = contents(folder)
    with monkeypatch.context() as patch:
        patch.setattr("normative.outputs.folder.os.replace", _fail_at(count, os.replace))
        with pytest.raises(FilesError) as raised:
            write(folder, [table("one", "changed"), table("two", "changed"), table("new")])
    assert str(raised.value) == (
        "two.xlsx: cannot be written (permission denied); close it in Excel, "
        f"or allow writing to the folder '{folder}', and build again"
    )
    assert raised.value.category == "Files error"
    assert contents(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["matrices"]
    write(folder, [table("one", "changed"), table("two", "changed"), table("new")])
    assert "new.csv" in contents(folder)
    assert "gone.csv" not in contents(folder)


def test_a_file_that_cannot_be_removed_leaves_everything_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, [table("one"), table("gone")])
    before = contents(folder)
    monkeypatch.setattr(Path, "unlink", _fail_at(2, Path.unlink))
    with pytest.raises(FilesError):
        write(folder, [table("one", "changed")])
    monkeypatch.undo()
    assert contents(folder) == before


def test_a_full_disk_leaves_everything_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, [table("one")])
    before = contents(folder)

    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FilesError, match=r"one\.csv: .* \(no space left on device\); free space on the disk"):
        write(folder, [table("one", "changed")])
    monkeypatch.undo()
    assert contents(folder) == before


def test_a_folder_in_the_place_of_a_file(folder: Path) -> None:
    (folder / "one.csv").mkdir(parents=True)
    with pytest.raises(FilesError, match=r"one\.csv: cannot be written"):
        write(folder, [table("one")])


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
