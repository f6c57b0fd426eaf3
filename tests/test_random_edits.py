"""After any edits, in any order, an incremental build equals a clean one, byte by byte.

Forty sequences of three edits each begin with twenty projects, new ones and such as edits have made. A comparison of the site
covers its pages, its search index, ``needs.json`` and the tables' CSV, Excel and JSON files, which lie in it.
``NORMATIVE_EDITS=2000 pytest tests/test_random_edits.py`` makes as many edits, other ones each time, in longer runs; what
a part that fails prints as its seed makes the same ones again.
"""

from __future__ import annotations

import copy
import difflib
import inspect
import os
import random
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from edited_project import EditedProject
from normative.outputs.typst.compilation import PdfJob
from small_projects import BuiltProject, build, written

ASKED = int(os.environ.get("NORMATIVE_EDITS", "0"))
#: Each part has a project of its own to begin with, and edits it anew in each run.
PARTS, RUNS, STEPS = 20, 2, 3
LONG_STEPS = 8
#: The other outputs of the same environment; a book is built from one of its own.
OTHER_OUTPUTS = ("normative-pdf", "normative-matrices", "normative-docx", "normative-words", "text", "singlehtml")

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


@dataclass
class Start:
    """A project to begin with, built; every run edits it in the same place, for Sphinx does not follow a moved one.

    :param edits: how many it has behind it.
    :param runs: how many runs begin with it.
    """

    folder: Path
    edits: int
    chance: random.Random
    runs: int
    compared: int = 0
    sequences: set[tuple[object, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.project, self.source = EditedProject(), self.folder / "project"
        for _ in range(self.edits):
            edit = self.chance.choice(EDITS)
            numbers = [self.chance.randrange(60) for _ in range(len(inspect.signature(edit).parameters) - 1)]
            edit(self.project, *numbers)
        self.project.write(self.source)
        build(self.source, freshenv=False)
        shutil.copytree(self.source, self.folder / "start")

    @property
    def is_over(self) -> bool:
        return len(self.sequences) >= self.runs

    def restore(self) -> EditedProject:
        """Return the project as it was, with its files and with what was built of them."""
        shutil.rmtree(self.source)
        shutil.copytree(self.folder / "start", self.source)
        return copy.deepcopy(self.project)


class Editing(RuleBasedStateMachine):
    """One project, edited and built again and again with the same environment."""

    start: Start

    def __init__(self) -> None:
        super().__init__()
        # hypothesis makes some runs twice; those that are too many do nothing.
        self.is_over = self.start.is_over
        if self.is_over:
            return
        self.project = self.start.restore()
        self.source, self.clean = self.start.source, self.start.folder / "clean"
        self.sequence: list[object] = []
        self.age = 0

    def teardown(self) -> None:
        if not self.is_over:
            self.start.sequences.add(tuple(self.sequence))

    def edit(self, name: str, *numbers: int) -> None:
        if self.is_over:
            return
        getattr(self.project, name)(*numbers)
        self.sequence.append((name, *numbers))

    def compare(self, builder: str) -> None:
        shutil.rmtree(self.clean, ignore_errors=True)
        incremental = build(self.source, builder, freshenv=False)
        assert_equal(incremental, build(self.source, builder, into=self.clean))
        self.start.compared += 1

    @invariant()
    def incremental_equals_clean(self) -> None:
        if not self.is_over:
            if self.project.write(self.source, age=self.age):
                self.compare("html")
            self.age = 0

    @rule(builder=st.sampled_from(OTHER_OUTPUTS), which=numbers, what=numbers, choice=numbers)
    def build_another_output(self, builder: str, which: int, what: int, choice: int) -> None:
        """The environment is shared, and the edits that this output sees are no news to the site's next build."""
        self.edit("change_paragraph", which, what, choice)
        if not self.is_over:
            self.sequence.append(builder)
            self.project.write(self.source)
            self.compare(builder)
            self.compare("html")

    @rule(seconds=st.sampled_from([60, 100_000]), which=numbers, choice=numbers)
    def use_old_files(self, seconds: int, which: int, choice: int) -> None:
        """What is edited looks older than the last build, as a copy from elsewhere does."""
        self.age = seconds
        self.edit("change_paragraph", which, 2, choice)

    @rule(where=numbers, text=numbers, choice=numbers)
    def add_paragraph(self, where: int, text: int, choice: int) -> None:
        self.edit("add_paragraph", where, text, choice)

    @rule(where=numbers, kind=numbers)
    def add_block(self, where: int, kind: int) -> None:
        self.edit("add_block", where, kind)

    @rule(where=numbers, choice=numbers)
    def remove_block(self, where: int, choice: int) -> None:
        self.edit("remove_block", where, choice)

    @rule(where=numbers, to=numbers, choice=numbers)
    def move_block(self, where: int, to: int, choice: int) -> None:
        self.edit("move_block", where, to, choice)

    @rule(which=numbers, what=numbers, choice=numbers)
    def change_paragraph(self, which: int, what: int, choice: int) -> None:
        self.edit("change_paragraph", which, what, choice)

    @rule(which=numbers, where=numbers)
    def repeat_paragraph(self, which: int, where: int) -> None:
        self.edit("repeat_paragraph", which, where)

    @rule(where=numbers)
    def add_document(self, where: int) -> None:
        self.edit("add_document", where)

    @rule(where=numbers)
    def remove_document(self, where: int) -> None:
        self.edit("remove_document", where)

    @rule(where=numbers)
    def rename_document(self, where: int) -> None:
        self.edit("rename_document", where)

    @rule(one=numbers, other=numbers)
    def exchange_documents(self, one: int, other: int) -> None:
        self.edit("exchange_documents", one, other)
        self.age = 100

    @rule(where=numbers, choice=numbers)
    def retitle_document(self, where: int, choice: int) -> None:
        self.edit("retitle_document", where, choice)

    @rule(one=numbers, other=numbers)
    def order_documents(self, one: int, other: int) -> None:
        self.edit("order_documents", one, other)

    @rule(where=numbers, below=numbers)
    def nest_document(self, where: int, below: int) -> None:
        self.edit("nest_document", where, below)

    @rule()
    def number_headings(self) -> None:
        self.edit("number_headings")

    @rule(file=numbers, choice=numbers)
    def change_rows(self, file: int, choice: int) -> None:
        self.edit("change_rows", file, choice)

    @rule(choice=numbers)
    def change_provisions(self, choice: int) -> None:
        self.edit("change_provisions", choice)

    @rule(choice=numbers)
    def change_instrument(self, choice: int) -> None:
        self.edit("change_instrument", choice)

    @rule()
    def add_or_remove_instrument(self) -> None:
        self.edit("add_or_remove_instrument")

    @rule(choice=numbers)
    def change_sources(self, choice: int) -> None:
        self.edit("change_sources", choice)

    @rule(choice=numbers)
    def change_settings(self, choice: int) -> None:
        self.edit("change_settings", choice)

    @rule(which=numbers, choice=numbers)
    def change_file(self, which: int, choice: int) -> None:
        self.edit("change_file", which, choice)


#: Every edit of the project is a rule.
EDITS = [
    edit
    for name, edit in vars(EditedProject).items()
    if name in vars(Editing) and inspect.isfunction(edit) and name[0] != "_"
]


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the Typst text for the PDF: compiling it takes longer than all the rest, and its bytes follow from it."""

    def write(jobs: Iterable[PdfJob]) -> None:
        for job in jobs:
            job.pdf_path.write_text(job.markup, encoding="utf-8")

    monkeypatch.setattr("normative.outputs.typst.builder.compile_pdfs", write)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")


@pytest.mark.parametrize("part", range(PARTS))
def test_after_any_edits_an_incremental_build_equals_a_clean_one(part: int, tmp_path: Path) -> None:
    number = int(os.environ.get("NORMATIVE_SEED", random.randrange(2**32))) if ASKED else part
    print(f"NORMATIVE_SEED={number}")
    chance = random.Random(number)

    steps, runs = (LONG_STEPS, -(-ASKED // (LONG_STEPS * PARTS))) if ASKED else (STEPS, RUNS)

    class Part(Editing):
        start = Start(tmp_path, edits=part // 2, runs=runs, chance=chance)

    run_state_machine_as_test(
        seed(chance.randrange(2**32))(Part),
        settings=settings(
            database=None,
            deadline=None,
            # To look for fewer steps takes more builds than this test may make.
            phases=[Phase.generate],
            max_examples=2 * runs,
            stateful_step_count=steps,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert len(Part.start.sequences) == runs
    # An edit can leave all as it was.
    assert Part.start.compared >= runs * steps * 2 // 3


def test_every_edit_is_a_rule() -> None:
    """What a project can have done to it is done."""
    assert {name for name, edit in vars(EditedProject).items() if inspect.isfunction(edit) and name[0] != "_"} == {
        *(edit.__name__ for edit in EDITS),
        "files",
        "write",
    }
