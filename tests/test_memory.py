"""What a build does with Python's garbage collector."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

from conftest import MakeProject
from small_projects import command, write_project

#: Writes what is set while pages are written into a file beside conf.py.
WATCHING = """
import gc

def note(app, builder):
    (app.confdir / "noted").write_text(f"{gc.get_freeze_count()} {gc.get_threshold()[0]}")

def setup(app):
    app.connect("write-started", note, priority=1000)
"""


def test_a_command_leaves_the_garbage_collector_as_it_was(tmp_path: Path) -> None:
    before = gc.get_threshold()
    source = write_project(tmp_path / "project", {"index.rst": "T\n=\n"}, configuration=WATCHING)
    assert command(source, "html", into=tmp_path / "build").status == 0
    frozen, threshold = (int(word) for word in (source / "noted").read_text(encoding="utf-8").split())
    assert frozen > 10_000
    assert threshold > before[0]
    assert (gc.get_freeze_count(), gc.get_threshold()) == (0, before)


def test_a_process_ends_without_a_last_look_through_all_that_it_has() -> None:
    code = "import gc; from normative.commands import run; print(run(), gc.get_freeze_count() > 1000)"
    ended = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("usage: normative COMMAND")
    assert ended.stdout.endswith("0 True\n")


def test_the_extension_leaves_it_alone_while_it_builds(make_project: MakeProject) -> None:
    built = make_project({"index.rst": "T\n=\n"}, configuration=WATCHING)
    noted = (built.source / "noted").read_text(encoding="utf-8")
    assert noted == f"0 {gc.get_threshold()[0]}"
