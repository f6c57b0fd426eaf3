"""The builder ``matrices`` on a small text: what it writes, again when nothing has changed, and when it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import MakeProject
from small_projects import PARTS, command

FILES = {
    "conf.py": (
        f'project = "A comment"\nrelease = "0.2"\nextensions = {list(PARTS)}\nnormative_status = "Worked example"\n'
    ),
    "index.rst": "A comment\n=========\n\n.. toctree::\n\n   text\n   tables\n",
    "text.rst": "Text\n====\n\n.. obligation:: decide-each-case\n   :basis: CONV 1\n\n   States decide each case.\n",
    "tables.rst": "Tables\n======\n\n.. coverage:: CONV\n\n.. paragraph-list::\n",
    "instruments/conv/instrument.toml": (
        'key = "CONV"\ntitle = "Convention on Things"\ntext_name = "the Convention"\n'
        'standing = "binding"\ndefault_unit = "art"\ntype = "treaty"\n'
    ),
    "instruments/conv/provisions.csv": "provision,subject\nart. 1,Things\nart. 2,More things\n",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "source"


def build(source: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-b", "normative-matrices", "-d", str(source.parent / "doctrees")]
    # Sphinx keeps the report of a failed build in the folder for temporary files.
    folders = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(source.parent))
    path = os.pathsep.join(filter(None, sys.path))
    return subprocess.run(
        [*command, str(source), str(source.parent / "matrices")],
        capture_output=True,
        check=False,
        encoding="utf-8",
        # nox asks for colours, which would stand between the words.
        env={
            **os.environ,
            **folders,
            "PYTHONPATH": path,
            "PYTHONIOENCODING": "utf-8",
            "FORCE_COLOR": "",
            "NO_COLOR": "1",
        },
    )


def read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def test_builder_writes_the_tables_of_the_text(source: Path) -> None:
    done = build(source)
    assert (done.returncode, done.stderr) == (0, "")
    assert "writing matrices... [100%] paragraph-list" in done.stdout
    assert "The tables are in" in done.stdout
    folder = source.parent / "matrices"
    assert [item["name"] for item in read(folder / "index.json")["tables"]] == ["coverage-conv", "paragraph-list"]
    coverage = read(folder / "coverage-conv.json")
    assert coverage["metadata"] == {"title": "A comment", "status": "Worked example", "release": "0.2"}
    assert [row["cells"][2] for row in coverage["rows"]] == [{"states": ["addressed"]}, {"states": ["silent"]}]
    (link,) = coverage["rows"][0]["cells"][3]["links"]
    assert link["href"].startswith("../html/text.html#")


def test_builder_writes_again_what_was_lost(source: Path) -> None:
    build(source)
    folder = source.parent / "matrices"
    content = (folder / "coverage-conv.csv").read_bytes()
    (folder / "coverage-conv.csv").unlink()
    assert build(source).returncode == 0
    assert (folder / "coverage-conv.csv").read_bytes() == content


def test_builder_writes_nothing_where_no_table_has_moved(source: Path) -> None:
    build(source)
    folder = source.parent / "matrices"
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*.*") if path.stem != "findings"}
    assert build(source).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_command_tells_what_cannot_be_written(source: Path) -> None:
    into = source.parent / "build"
    (into / "matrices" / "matrices.xlsx").mkdir(parents=True)
    done = command(source, "matrices", into=into)
    assert done.status == 2
    assert any("matrices.xlsx: cannot be written" in line for line in done.warnings)


def test_the_order_of_rows_in_files_of_relations_changes_no_table(make_project: MakeProject) -> None:
    relations = ["CONV 4; COMP obj. 3", "CONV 1; COMP obj. 3", "CONV 1; COMP obj. 1", "CONV 3 (2); COMP obj. 2"]
    files = {
        "instruments/convergence.csv": ("provisions,relation,reason,source", "{},synergy,Because.,analysis", relations),
        "instruments/gaps.csv": (
            "provision,counterpart,reason",
            "{},COMP,Because.",
            ["CONV 4 bis", "CONV 2", "CONV 3 (1)"],
        ),
        "instruments/not-addressed.csv": ("provisions,reason", "{},Because.", ["CONV 10", "CONV 2 (1)", "CONV 1 (2)"]),
    }
    tables = "".join(
        f".. {directive}\n\n"
        for directive in (
            "convergence-matrix::\n   :rows: CONV\n   :columns: COMP\n   :layout: list",
            "convergence-matrix::\n   :rows: COMP\n   :columns: CONV",
            "traceability-matrix::\n   :rows: CONV\n   :columns: COMP",
            "crosswalk::\n   :rows: obligations",
            "coverage:: CONV",
            "instrument:: CONV",
        )
    )
    text = f"T\n=\n\n.. obligation:: one\n   :basis: CONV 1, 3 (2), 4\n\n   Text.\n\n{tables}"
    built = []
    for name, step in (("first", 1), ("last", -1)):
        pages = {
            path: "\n".join([head, *(row.format(cell) for cell in cells[::step])])
            for path, (head, row, cells) in files.items()
        }
        built.append(make_project({"index.rst": text, **pages}, "normative-matrices", name=name))
    assert built[0].warnings == built[1].warnings == []
    first, last = ({path.name: path.read_text(encoding="utf-8") for path in one.outdir.glob("*.csv")} for one in built)
    assert len(first) >= 6
    assert first == last
