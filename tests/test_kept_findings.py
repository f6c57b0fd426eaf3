"""A build that reads and writes little reports what one that reads and writes all reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from normative.model.characters import decode
from small_projects import Commanded, build, command, rewriting, write_files, write_project
from test_findings import BUILDER, FOLDER, SECRET

#: A page that nothing else depends on.
ELSEWHERE = ":orphan:\n\nElsewhere\n=========\n\nSome words.\n"
INCLUDED = ".. obligation:: included\n\n   Included text.\n"
OUTPUTS = {"normative-pdf": "pdf", "normative-docx": "docx", "normative-words": "count"}


class Project:
    """A project with its folder of outputs, and what is reported of it."""

    def __init__(
        self, folder: Path, pages: Mapping[str, str | bytes], output: str = "html", settings: str = ""
    ) -> None:
        self.source = write_project(folder / "project", {**pages, "elsewhere.rst": ELSEWHERE}, configuration=settings)
        self.folder, self.output = folder, output
        self._number = 0

    def build(self, *options: str) -> Commanded:
        return command(self.source, self.output, into=self.folder / "build", options=["-n", "-W", *options])

    def clean(self) -> Commanded:
        """Build into a folder of its own."""
        self._number += 1
        return command(self.source, self.output, into=self.folder / f"clean-{self._number}", options=["-n", "-W", "-E"])

    def assert_reports_as_a_clean_build(self) -> Commanded:
        """Compare the lists whole; their order is that of reading and writing, and pages are written in any."""
        done, clean = self.build(), self.clean()
        assert sorted(done.warnings) == sorted(clean.warnings)
        assert done.status == clean.status
        return done


def project_of(path: Path, folder: Path) -> Project:
    text = decode(path.read_bytes()).text
    beside = path.with_suffix("")
    files = {file.relative_to(beside).as_posix(): file.read_bytes() for file in beside.rglob("*") if file.is_file()}
    write_files(folder, SECRET)
    builder = BUILDER.search(text)
    pages: dict[str, str | bytes] = {"index.rst": path.read_bytes(), "extra.inc": INCLUDED, **files}
    return Project(folder, pages, OUTPUTS.get(builder[1], builder[1]) if builder else "html")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.rst")), ids=lambda path: path.stem)
def test_every_finding_is_reported_again(path: Path, tmp_path: Path) -> None:
    project = project_of(path, tmp_path)
    first = project.assert_reports_as_a_clean_build()
    assert first.status == 1
    assert len(first.warnings) > 0
    again = project.assert_reports_as_a_clean_build()
    # What could not be made is tried again.
    is_made = not any(line.startswith("ERROR") for line in first.warnings)
    assert ("nothing has moved since it was built" in again.printed) == is_made
    write_files(project.source, {"elsewhere.rst": f"{ELSEWHERE}\nOne sentence more.\n"})
    edited = project.assert_reports_as_a_clean_build()
    assert "nothing has moved since it was built" not in edited.printed


#: Warnings of docutils, of Sphinx and of its checks, of sphinx-needs and of the bibliography, while documents are read,
#: checked together, resolved and written.
PAGES = {
    "index.rst": "Title\n=====\n\n.. toctree::\n\n   a\n   b\n   missing\n\nSee :ref:`nowhere` and :footcite:`nobody`.\n",
    "a.rst": "A\n=\n\n*Unfinished. :doc:`c`\n\n.. _twice:\n\nHead\n----\n\n.. image:: none.png\n\n.. code-block:: nothing\n\n   x\n",
    "b.rst": "B\n=\n\n.. _twice:\n\nOther head\n----------\n\n:unknown:`x` [#]_\n\n.. needtable::\n   :filter: nothing ==\n",
    "c.rst": "C\n=\n\n.. obligation:: one\n   :basis: CONV 99\n\n   Text.\n\n.. code-block:: python\n\n   = = =\n",
    "a.bib": "@misc{one, title = {One}}\n\n@misc{one, title = {Two}}\n",
}
SETTINGS = 'bibtex_bibfiles = ["a.bib"]\n'


EDITS: Mapping[str, Callable[[Path], object]] = {
    "nothing": lambda source: None,
    "a sentence": rewriting("c.rst", "Text.", "Words."),
    "a duplicate goes": rewriting("a.rst", ".. _twice:", ".. _once:"),
    "another duplicate": rewriting("c.rst", "C\n=\n", "C\n=\n\n.. _twice:\n\nThird\n-----\n"),
    "a fault is mended": rewriting("a.rst", "*Unfinished.", "*Finished.*"),
    "a page is no orphan": rewriting("index.rst", "   missing", "   c\n   missing"),
    "a page comes": lambda source: write_files(source, {"missing.rst": "Missing\n=======\n"}),
    "a page goes": lambda source: (source / "b.rst").unlink(),
    "an orphan goes": lambda source: (source / "c.rst").unlink(),
    "a source is mended": rewriting("a.bib", "@misc{one, title = {Two}}", "@misc{nobody, title = {Two}}"),
    "a picture comes": lambda source: write_files(source, {"none.png": b"a picture"}),
    "a setting": rewriting("conf.py", "html_copy_source = False", "html_copy_source = False\nnumfig = True"),
    "warnings are left out": rewriting("conf.py", SETTINGS, f"{SETTINGS}suppress_warnings = ['toc', 'ref']\n"),
    "another output": lambda source: build(source, "dummy", into=source.parent / "build"),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_all_is_reported_as_of_a_clean_build(name: str, tmp_path: Path) -> None:
    project = Project(tmp_path, PAGES, settings=SETTINGS)
    first = project.assert_reports_as_a_clean_build()
    for words in ("nowhere", "nobody", "duplicate", "toctree", "none.png", "Pygments", "CONV 99", "unknown", "one: "):
        assert any(words in line for line in first.warnings), words
    EDITS[name](project.source)
    project.assert_reports_as_a_clean_build()
    project.assert_reports_as_a_clean_build()


@pytest.mark.parametrize("processes", [1, 2])
def test_what_is_found_in_several_outputs_is_said_once(
    processes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Yet it counts for each of them, also for one that is made of another reading, as plain text is."""
    outputs = ("html", "text", "docx", "count")
    monkeypatch.setattr("os.cpu_count", lambda: processes)
    pages = {
        "index.rst": "T\n=\n\n*Unfinished.\n\n.. obligation:: one\n   :basis: CONV 99\n\n   See :para:`gone` and :ref:`lost`.\n"
    }
    source = write_project(tmp_path / "project", pages)
    first = command(source, *outputs, into=tmp_path / "build", options=["-n", "-W"])
    for words in ("is not closed", "one: unknown provision", "unknown paragraph", "label: 'lost'"):
        assert sum(words in line for line in first.warnings) == 1, words
    assert first.printed.count("4 warnings (with warnings treated as errors)") == len(outputs)
    for options in (["-n", "-W"], ["-n", "-W", "-E"]):
        again = command(source, *outputs, into=tmp_path / "build", options=options)
        assert (sorted(again.warnings), again.status) == (sorted(first.warnings), 1)
