"""What a build does with Python's garbage collector."""

from __future__ import annotations

import gc

from conftest import MakeProject


def test_a_build_leaves_the_garbage_collector_as_it_was(make_project: MakeProject) -> None:
    watched = (
        "import gc\ndef setup(app):\n    file = app.confdir / 'frozen'\n"
        "    app.connect('write-started', lambda *_: file.write_text(str(gc.get_freeze_count())) and None, priority=1000)\n"
    )
    built = make_project({"index.rst": "T\n=\n"}, configuration=watched)
    assert int((built.source / "frozen").read_text(encoding="utf-8")) > 0
    assert gc.get_freeze_count() == 0
