"""After any edit an incremental build equals a clean one, and only what has changed is written again."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from small_projects import build, write_project, written

PAGES = {
    "index.rst": "Title\n=====\n\n.. toctree::\n   :numbered:\n\n   a\n   b\n\n.. toctree::\n\n   tables\n   needs\n   static\n",
    "a.rst": "A\n=\n\n.. obligation:: one\n   :basis: CONV 1\n\n   Text one.\n\n.. guidance:: two\n   :basis: CONV 3\n\n   Text two.\n",
    "b.rst": "B\n=\n\n.. commitment:: three\n   :basis: COMP obj. 1\n\n   See para. :para:`one` and :provision:`CONV 3`.\n",
    "tables.rst": (
        "Tables\n======\n\n.. traceability-matrix::\n   :columns: CONV; COMP\n\n.. coverage:: CONV\n\n"
        ".. convergence-matrix::\n   :rows: CONV\n   :columns: COMP\n   :layout: list\n\n.. instrument:: CONV; COMP\n"
    ),
    "needs.rst": "Needs\n=====\n\n.. needtable::\n   :columns: id; number; basis\n   :style: table\n",
    "static.rst": "Static\n======\n\nNothing computed here.\n",
    "instruments/convergence.csv": "provisions,relation,reason,source\nCONV 1; COMP obj. 1,synergy,Because.,analysis\n",
}
CONFIGURATION = "suppress_warnings = ['toc.not_included', 'app.add_directive']\nneeds_reproducible_json = True\n"

Edit = Callable[[Path], None]


def replace(name: str, old: str, new: str) -> Edit:
    def edit(source: Path) -> None:
        path = source / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def add_paragraph(source: Path) -> None:
    replace("a.rst", ".. obligation:: one", ".. paragraph:: zero\n\n   Text zero.\n\n.. obligation:: one")(source)


def move_paragraph(source: Path) -> None:
    replace("a.rst", ".. guidance:: two\n   :basis: CONV 3\n\n   Text two.\n", "")(source)
    with (source / "b.rst").open("a", encoding="utf-8") as file:
        file.write("\n.. guidance:: two\n   :basis: CONV 3\n\n   Text two.\n")


def delete_page(source: Path) -> None:
    (source / "a.rst").unlink()
    replace("index.rst", "   a\n", "")(source)
    replace("b.rst", "para. :para:`one`", "para. 1")(source)


def add_instrument(source: Path) -> None:
    folder = source / "instruments" / "other"
    folder.mkdir()
    (folder / "instrument.toml").write_text(
        'key = "OTHER"\ntitle = "Other"\nstanding = "binding"\ndefault_unit = "art"\n'
    )
    replace("b.rst", "COMP obj. 1", "COMP obj. 1; OTHER 4")(source)


EDITS = {
    "add a paragraph": add_paragraph,
    "move a paragraph": move_paragraph,
    "delete a page": delete_page,
    "order the pages anew": replace("index.rst", "   a\n   b\n", "   b\n   a\n"),
    "rename a paragraph": lambda source: [
        replace("a.rst", ":: one", ":: renamed")(source),
        replace("b.rst", "`one`", "`renamed`")(source),
    ],
    "change a force": replace("a.rst", ".. guidance:: two", ".. obligation:: two"),
    "change a basis": replace("a.rst", ":basis: CONV 3", ":basis: CONV 4"),
    "change a subject": replace("instruments/conv/provisions.csv", "Expulsion", "Removal"),
    "add a provision": replace("instruments/conv/provisions.csv", "art. 10,", "art. 9,,part II,New,,,\nart. 10,"),
    "change a name in running text": replace("instruments/conv/instrument.toml", "the Convention", "this Convention"),
    "change a reason": replace("instruments/convergence.csv", "Because.", "For a better reason."),
    "add an instrument": add_instrument,
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_and_a_rebuild_equal_a_clean_build(name: str, tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION)
    build(source, freshenv=False)
    time.sleep(0.01)
    EDITS[name](source)
    edited = build(source, freshenv=False)
    result = outputs(edited.outdir)
    shutil.rmtree(source / "_build")
    clean = build(source)
    assert edited.warnings == clean.warnings
    expected = outputs(clean.outdir)
    assert [path for path in expected if result.get(path) != expected[path]] == []


def outputs(folder: Path) -> dict[str, bytes]:
    """Return every file; of the search index without words that are on no page, which Sphinx keeps when a page goes."""
    files = written(folder)
    index = json.loads(files["searchindex.js"].removeprefix(b"Search.setIndex(").removesuffix(b")"))
    for name in ("terms", "titleterms"):
        index[name] = {word: pages for word, pages in index[name].items() if pages != []}
    return files | {"searchindex.js": json.dumps(index).encode()}


def changed(folder: Path, before: dict[str, int]) -> set[str]:
    return {path.name for path in folder.glob("*.html") if path.stat().st_mtime_ns != before.get(path.name)}


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.html")}


def test_only_pages_that_change_are_written(tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION)
    outdir = build(source, freshenv=False).outdir
    pages = {"index.html", "a.html", "b.html", "tables.html", "needs.html", "static.html"}

    before = times(outdir)
    build(source, freshenv=False)
    assert changed(outdir, before) & pages == set()

    replace("b.rst", "See para.", "Compare para.")(source)
    os.utime(source / "b.rst", (time.time() + 5, time.time() + 5))
    before = times(outdir)
    build(source, freshenv=False)
    assert "static.html" not in changed(outdir, before)
    assert "a.html" not in changed(outdir, before)
    assert {"b.html", "tables.html"} <= changed(outdir, before)


def test_parallel_equals_serial(tmp_path: Path) -> None:
    pages = {**PAGES}
    names = [f"p{number}" for number in range(12)]
    for name in names:
        pages[f"{name}.rst"] = f"P\n=\n\n.. obligation:: {name}\n   :basis: CONV 1\n\n   See :para:`p0`.\n"
    pages["index.rst"] = "T\n=\n\n.. toctree::\n   :numbered:\n\n   " + "\n   ".join(
        [*names, "a", "b", "tables", "needs", "static"]
    )
    source = write_project(tmp_path / "project", pages, configuration=CONFIGURATION)
    serial = written(build(source, parallel=1).outdir)
    shutil.rmtree(source / "_build")
    parallel = written(build(source, parallel=2).outdir)
    assert [path for path in serial if serial[path] != parallel.get(path)] == []


def test_two_clean_builds_in_different_folders_are_equal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    results = []
    for name in ("one", "another"):
        source = write_project(tmp_path / name / "project", PAGES, configuration=CONFIGURATION)
        results.append(
            {
                f"{builder}/{path}": data
                for builder in ("html", "matrices", "typst", "docx")
                for path, data in written(build(source, builder).outdir).items()
            }
        )
    one, another = results
    assert [path for path in one if one[path] != another.get(path)] == []
