"""After any edits, in any order, an incremental build equals a clean one, byte by byte.

``NORMATIVE_EDITS=2000 pytest tests/test_random_edits.py`` makes as many edits, other ones each time.
"""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from edited_project import EditedProject
from normative.outputs.typst.compilation import PdfJob
from small_projects import BuiltProject, build, written

#: A run is one project, edited this many times; the continuous integration makes four parts of seven runs.
STEPS, RUNS, PARTS = 8, 7, 4
ASKED = int(os.environ.get("NORMATIVE_EDITS", "0"))

numbers = st.integers(min_value=0, max_value=59)


def assert_equal(incremental: BuiltProject, clean: BuiltProject) -> None:
    """Compare two builds of one source: every file, and what this package reports."""
    here, there = written(incremental.outdir), written(clean.outdir)
    differing = [name for name in sorted(here.keys() | there.keys()) if here.get(name) != there.get(name)]
    assert not differing, "\n".join([f"differing: {differing}", *differences(here, there, differing[0])])
    assert ours(incremental) == ours(clean)


def differences(here: Mapping[str, bytes], there: Mapping[str, bytes], name: str) -> Iterable[str]:
    """Yield how a file of an incremental build differs from that of a clean one."""
    ours, theirs = (files.get(name, b"").decode("utf-8", "replace").splitlines() for files in (here, there))
    return (line[:300] for line in difflib.unified_diff(ours, theirs, "incremental", "clean", n=0, lineterm=""))


def ours(project: BuiltProject) -> list[str]:
    """Return the findings; what docutils and Sphinx have to say of a file, they say only when they read it."""
    return [line for line in project.warnings if "[normative." in line]


class Editing(RuleBasedStateMachine):
    """One project, edited and built again and again with the same environment."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="edits-"))
        self.source = self.folder / "project"
        self.project = EditedProject()
        self.age = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @invariant()
    def incremental_equals_clean(self) -> None:
        self.project.write(self.source, age=self.age)
        self.age = 0
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        assert_equal(build(self.source, freshenv=False), build(self.source, into=clean))

    @rule(builder=st.sampled_from(["typst", "matrices"]))
    def build_another_output(self, builder: str) -> None:
        """The environment is shared, and the edits that this output sees are no news to the site's next build."""
        self.project.change_paragraph(0, 2, 3)
        self.project.write(self.source)
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        assert_equal(
            build(self.source, builder, freshenv=False), build(self.source, builder, into=clean, freshenv=False)
        )

    @rule(seconds=st.sampled_from([60, 100_000]))
    def use_old_files(self, seconds: int) -> None:
        """What is edited next looks older than the last build, as a copy from elsewhere does."""
        self.age = seconds
        self.project.change_paragraph(1, 2, seconds)

    @rule(where=numbers, text=numbers, choice=numbers)
    def add_paragraph(self, where: int, text: int, choice: int) -> None:
        self.project.add_paragraph(where, text, choice)

    @rule(where=numbers, kind=numbers)
    def add_block(self, where: int, kind: int) -> None:
        self.project.add_block(where, kind)

    @rule(where=numbers, choice=numbers)
    def remove_block(self, where: int, choice: int) -> None:
        self.project.remove_block(where, choice)

    @rule(where=numbers, to=numbers, choice=numbers)
    def move_block(self, where: int, to: int, choice: int) -> None:
        self.project.move_block(where, to, choice)

    @rule(which=numbers, what=numbers, choice=numbers)
    def change_paragraph(self, which: int, what: int, choice: int) -> None:
        self.project.change_paragraph(which, what, choice)

    @rule(which=numbers, where=numbers)
    def repeat_paragraph(self, which: int, where: int) -> None:
        self.project.repeat_paragraph(which, where)

    @rule(where=numbers)
    def add_document(self, where: int) -> None:
        self.project.add_document(where)

    @rule(where=numbers)
    def remove_document(self, where: int) -> None:
        self.project.remove_document(where)

    @rule(where=numbers)
    def rename_document(self, where: int) -> None:
        self.project.rename_document(where)

    @rule(one=numbers, other=numbers)
    def exchange_documents(self, one: int, other: int) -> None:
        self.project.exchange_documents(one, other)
        self.age = 100

    @rule(where=numbers, choice=numbers)
    def retitle_document(self, where: int, choice: int) -> None:
        self.project.retitle_document(where, choice)

    @rule(one=numbers, other=numbers)
    def order_documents(self, one: int, other: int) -> None:
        self.project.order_documents(one, other)

    @rule(where=numbers, below=numbers)
    def nest_document(self, where: int, below: int) -> None:
        self.project.nest_document(where, below)

    @rule()
    def number_headings(self) -> None:
        self.project.number_headings()

    @rule(file=numbers, choice=numbers)
    def change_rows(self, file: int, choice: int) -> None:
        self.project.change_rows(file, choice)

    @rule(choice=numbers)
    def change_provisions(self, choice: int) -> None:
        self.project.change_provisions(choice)

    @rule(choice=numbers)
    def change_instrument(self, choice: int) -> None:
        self.project.change_instrument(choice)

    @rule()
    def add_or_remove_instrument(self) -> None:
        self.project.add_or_remove_instrument()

    @rule(choice=numbers)
    def change_sources(self, choice: int) -> None:
        self.project.change_sources(choice)


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the Typst text for the PDF: compiling it takes longer than all the rest, and its bytes follow from it."""

    def write(jobs: Iterable[PdfJob]) -> None:
        for job in jobs:
            job.pdf_path.write_text(job.markup, encoding="utf-8")

    monkeypatch.setattr("normative.outputs.typst.builder.compile_pdfs", write)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")


@pytest.mark.parametrize("part", range(PARTS))
def test_after_any_edits_an_incremental_build_equals_a_clean_one(part: int) -> None:
    machine = Editing
    if not ASKED:
        machine = seed(part)(Editing)
    run_state_machine_as_test(
        machine,
        settings=settings(
            database=None,
            deadline=None,
            # To look for fewer steps takes more builds than this test may make.
            phases=[Phase.generate],
            max_examples=ASKED // (STEPS * PARTS) + 1 if ASKED else RUNS,
            stateful_step_count=STEPS,
            suppress_health_check=list(HealthCheck),
        ),
    )
