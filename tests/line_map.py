"""Which tests run which line, and how long each takes: a plugin of pytest for ``nox -s mutants``.

Coverage measures every process (``COVERAGE_PROCESS_START``); what a test starts counts for the test, what a fixture
that tests share does counts for all tests that ask for the fixture.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Container, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from coverage import Coverage, CoverageData

#: Names the context of processes that a test starts, and the folder of what this plugin writes.
CONTEXT, FOLDER = "NORMATIVE_LINE_CONTEXT", "NORMATIVE_LINE_MAP"
_SECONDS: dict[str, float] = {}
_FIXTURES: dict[str, float] = {}
_USED: dict[str, list[str]] = {}
_FAILED: set[str] = set()
#: What every measured process reads.
_SETTINGS = f"""[run]
source = normative
data_file = ${{{FOLDER}}}/lines
parallel = true
relative_files = true
patch = _exit
context = ${{{CONTEXT}-}}
"""
#: How many seconds the quickest tests of a line may take, and those that run most of its function; and all others.
_MOST, _MOST_AGAIN = 30, 180


class LineMap:
    """Which tests run which line of a project."""

    def __init__(self, project: Path) -> None:
        """Run all tests but those of the browser, unless that has been done with the same files."""
        digest = hashlib.sha256()
        for path in sorted(file for name in ("extensions", "source", "tests") for file in (project / name).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(project)}\n".encode() + path.read_bytes())
        folder = Path(tempfile.gettempdir(), f"normative-lines-{digest.hexdigest()}")
        if not (folder / "finished").exists():
            _measure(project, folder)
        self._data = CoverageData(str(folder / "lines"))
        self._data.read()
        kept = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
        # Of several processes one makes what all share.
        self._shared: Mapping[str, float] = {
            name: max(each["fixtures"].get(name, 0) for each in kept) for each in kept for name in each["fixtures"]
        }
        self._own, self._used, self._asked = dict[str, float](), dict[str, list[str]](), dict[str, list[str]]()
        for name, (seconds, asked) in ((name, test) for each in kept for name, test in each["tests"].items()):
            self._own[name], self._used[name] = seconds, [item for item in asked if item in self._shared]
            for item in self._used[name]:
                self._asked.setdefault(item, []).append(name)

    def tests(self, path: Path, line: int) -> tuple[Sequence[str], Sequence[str]]:
        """Return tests that run a line, or for what runs at import that run anything of the module.

        There are some to try first, and others. Of many, the first are the quickest and those that go farthest in the
        function around the line, or in the module; the others are taken from the files of tests in turn, since tests of
        one file are alike, and stand file by file, since these share things.
        """
        contexts = self._data.contexts_by_lineno(str(path))
        begun, function = _statements(path)[line]
        span = [line] if contexts.get(line) else range(begun, line)
        chosen = [contexts.get(number, []) for number in span] if function else contexts.values()
        names = sorted(self._named(chosen) & self._own.keys())
        run = Counter(name for number in function or contexts for name in self._named([contexts.get(number, [])]))
        farthest = sorted(names, key=lambda name: (-run[name], self._seconds(name)))
        first = self._within(_MOST, sorted(names, key=self._seconds)), self._within(_MOST, farthest)
        tried = dict.fromkeys(chain.from_iterable(first))
        turns = Counter[str]()
        others = dict[str, int]()
        for name in farthest:
            if name not in tried:
                others[name] = turns[_file(name)]
                turns[_file(name)] += 1
        in_turn = sorted(others, key=lambda name: others[name])
        return list(tried), sorted(self._within(_MOST_AGAIN, in_turn), key=_file)

    def _named(self, contexts: Iterable[Iterable[str]]) -> set[str]:
        return {name for found in contexts for context in found for name in self._asked.get(context, [context])}

    def _seconds(self, name: str, made: Container[str] = ()) -> float:
        """Return how long a test takes where some of what tests share is made already."""
        return self._own[name] + sum(self._shared[item] for item in self._used[name] if item not in made)

    def _within(self, most: float, names: Sequence[str]) -> Sequence[str]:
        """Return of some tests in their order as many as time allows, and one at least; what they share is made once."""
        taken, made, seconds = list[str](), set[str](), 0.0
        for name in names:
            more = self._seconds(name, made)
            if not taken or seconds + more <= most:
                taken.append(name)
                made.update(self._used[name])
                seconds += more
        return taken


def _measure(project: Path, folder: Path) -> None:
    """Run the tests of a project, and write to a folder what they run."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = folder / "coveragerc"
    settings.write_text(_SETTINGS, encoding="utf-8")
    places = {FOLDER: str(folder), "COVERAGE_PROCESS_START": str(settings), "PYTHONPATH": str(project / "extensions")}
    python = [sys.executable, "-m"]
    tests = [*python, "pytest", "-p", "line_map", "-q", "-n", "logical", "-p", "no:cacheprovider"]
    # Tests that fail are left out, since they would fail with each mutant.
    subprocess.run([*tests, "tests", "--ignore=tests/browser"], check=False, cwd=project, env={**os.environ, **places})
    joined = [*python, "coverage", "combine", "-q", f"--rcfile={settings}"]
    subprocess.run(joined, cwd=project, env={**os.environ, FOLDER: str(folder)}, check=True)
    (folder / "finished").touch()


@cache
def _statements(path: Path) -> Mapping[int, tuple[int, range]]:
    """Return for each line of a module where its statement begins, and the lines of the function that a call runs.

    There are none of these for what runs at import.
    """
    found = dict[int, tuple[int, range]]()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = dict[int, range]()
    # Outer ones come first.
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            found.update((line, (node.lineno, functions.get(line, range(0)))) for line in lines)
            if isinstance(node, ast.FunctionDef):
                body = range(node.body[0].lineno, lines.stop)
                functions.update(dict.fromkeys(body, body))
    return defaultdict(lambda: (1, range(0)), found)


@contextmanager
def _within(context: str) -> Iterator[None]:
    """Let what runs count for a context."""
    before = os.environ.get(CONTEXT, "")
    _switch(context)
    try:
        yield
    finally:
        _switch(before)


def _switch(context: str) -> None:
    os.environ[CONTEXT] = context
    if (measured := Coverage.current()) is not None:
        measured.switch_context(context)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool | None, bool | None]:
    """Let a test count for itself."""
    names = getattr(item, "fixturenames", ())
    found = [
        definition for name in names for definition in item.session._fixturemanager.getfixturedefs(name, item) or ()
    ]
    _USED[item.nodeid] = [_named(definition) for definition in found]
    with _within(item.nodeid):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """Let a fixture that tests share count for itself."""
    begun = time.perf_counter()
    name = _named(fixturedef)
    context = os.environ.get(CONTEXT, "") if fixturedef.scope == "function" else name
    with _within(context):
        try:
            return (yield)
        finally:
            _FIXTURES[name] = max(_FIXTURES.get(name, 0), time.perf_counter() - begun)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how long a test takes, and whether it fails."""
    if report.when == "call":
        _SECONDS[report.nodeid] = report.duration
    if report.failed:
        _FAILED.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write which tests pass, with their seconds and their fixtures, and the seconds of fixtures."""
    tests = {
        name: (seconds, _USED[name]) for name, seconds in _SECONDS.items() if name in _USED and name not in _FAILED
    }
    text = json.dumps({"tests": tests, "fixtures": _FIXTURES})
    Path(os.environ[FOLDER], f"{os.getpid()}.json").write_text(text, encoding="utf-8")


def _file(test: str) -> str:
    return test.partition("::")[0]


def _named(fixture: pytest.FixtureDef[object]) -> str:
    return f"fixture {fixture.baseid}::{fixture.argname}"
