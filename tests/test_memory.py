"""What a build does with Python's garbage collector."""

from __future__ import annotations

import gc

from conftest import MakeProject

#: Writes what is set while pages are written into a file beside conf.py.
WATCHING = """
import gc

def note(app, builder):
    (app.confdir / "noted").write_text(f"{gc.get_freeze_count()} {gc.get_threshold()[0]}")

def setup(app):
    app.connect("write-started", note, priority=1000)
"""


def test_a_build_leaves_the_garbage_collector_as_it_was(make_project: MakeProject) -> None:
    before = gc.get_threshold()
    built = make_project({"index.rst": "T\n=\n"}, configuration=WATCHING)
    frozen, threshold = (int(word) for word in (built.source / "noted").read_text(encoding="utf-8").split())
    assert frozen > 10_000
    assert threshold > before[0]
    assert (gc.get_freeze_count(), gc.get_threshold()) == (0, before)
