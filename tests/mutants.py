"""What share of small faults put into the package its tests see: ``nox -s mutants``.

Copies of the project are mutated, never the project itself; cosmic-ray knows the mutations. Against each the tests are
run that execute its line, the quickest first, in a process that has the libraries loaded already.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import difflib
import importlib
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from py_compile import PycInvalidationMode

import pytest
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_item import MutationSpec

from line_map import LineMap
from useful_mutants import useful_mutations

ROOT = Path(__file__).parents[1]
PACKAGE = Path("extensions/normative")
#: The rooms tried where none is named, and the least share in per cent that tests see of these and of others.
ROOMS, LEAST, LEAST_OF_OTHERS = ("model", "project"), 95, 85
#: How many mutants are tried at a time; after how many seconds tests of one count as failed, and many tests.
AT_A_TIME, LIMIT, LIMIT_OF_MANY = 2, 180, 1800
#: What takes longest to load, of what is not mutated and is no plugin of pytest, which wants to load these itself.
LOADED = (
    "docx",
    "jsonschema",
    "lxml.etree",
    "openpyxl",
    "pypdfium2",
    "sphinx.application",
    "sphinx_needs.needs",
)
_FORK = multiprocessing.get_context("fork")
#: A variable in the environment of all that tests start: which process runs these.
_STARTED_BY = "NORMATIVE_MUTANT"


class _Watch:
    """A plugin of pytest that notes which tests fail."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


def main() -> int:
    """Mutate the rooms asked for; return 1 if in one of them too few mutants are caught."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("rooms", nargs="*", default=list(ROOMS))
    parser.add_argument("--sample", type=int, default=100, help="how many mutants of each room")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder, str(number), "project") for number in range(AT_A_TIME)]
        for copy in copies:
            shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".nox", ".venv", "build", "__pycache__"))
            # By their content, since a mutant can be as long and as old as what it replaces.
            compileall.compile_dir(copy / PACKAGE, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
        lines = LineMap(copies[0])
        for name in LOADED:
            importlib.import_module(name)
        free = _FORK.SimpleQueue()
        for copy in copies:
            free.put(copy)
        with ProcessPoolExecutor(AT_A_TIME, _FORK, _enter, (free,)) as pool:
            shares = [_try_room(pool, lines, room, arguments.sample, arguments.seed) for room in arguments.rooms]
    return int(not all(shares))


def _enter(free: multiprocessing.SimpleQueue[Path]) -> None:
    """Let a process of the pool work in a copy of its own, which goes before the installed package."""
    copy = free.get()
    os.chdir(copy)
    sys.path.insert(0, str(copy / "extensions"))
    os.environ["PYTHONPATH"] = str(copy / "extensions")


def _try_room(pool: ProcessPoolExecutor, lines: LineMap, room: str, sample: int, seed: int) -> bool:
    """Print what survives in a room, and tell whether enough is caught."""
    files = sorted(path.relative_to(ROOT) for path in (ROOT / PACKAGE / room).rglob("*.py"))
    mutations = [mutation for path in files for mutation in useful_mutations(path)]
    chosen = random.Random(seed).sample(mutations, min(sample, len(mutations)))
    tests = [lines.tests(mutation.module_path, mutation.start_pos[0]) for mutation in chosen]
    known = next((test for first, _ in tests for test in first), "")
    if known and pool.submit(_run, [known], LIMIT).result()[0]:
        sys.exit(f"{room}: tests cannot be run: {known}")
    survivors, failed = 0, set[str]()
    for survivor, seen in pool.map(_try, chosen, tests):
        survivors += bool(survivor)
        failed.update(seen)
        if survivor:
            print(survivor, flush=True)
    share = 100 * (len(chosen) - survivors) / max(len(chosen), 1)
    told = f"{share:.0f} % of {len(chosen)} mutants caught (of {len(mutations)}), {survivors} survive"
    print(f"{room}: {told}", flush=True)
    _prove(pool, room, sorted(failed))
    return bool(chosen) and share >= (LEAST if room in ROOMS else LEAST_OF_OTHERS)


def _prove(pool: ProcessPoolExecutor, room: str, tests: list[str]) -> None:
    """Stop where a test that saw a mutant fails without it, too; one that only fails beside others is told."""
    while tests:
        is_wrong, names = pool.submit(_run, tests, LIMIT_OF_MANY).result()
        if not is_wrong:
            return
        if not names or pool.submit(_run, names[:1], LIMIT).result()[0]:
            sys.exit(f"{room}: what saw mutants fails without them, too: {' '.join(names) or 'some test'}")
        print(f"{room}: fails after other tests, and not alone: {names[0]}", flush=True)
        tests = [name for name in tests if name != names[0]]


def _try(mutation: MutationSpec, tests: tuple[Sequence[str], Sequence[str]]) -> tuple[str, Sequence[str]]:
    """Return what to tell of a mutation that no test sees, and the tests that fail with it."""
    first, others = tests
    operator = get_operator(mutation.operator_name)()
    with use_mutation(mutation.module_path, operator, mutation.occurrence) as (before, after):
        caught, failed = _run(first, LIMIT) if first else (False, [])
        if others and not caught:
            caught, failed = _run(others, LIMIT_OF_MANY)
    if caught:
        return "", failed
    place = f"{mutation.module_path}:{mutation.start_pos[0]}: survives"
    changes = [line for line in difflib.ndiff(before.splitlines(), (after or "").splitlines()) if line[0] in "+-"]
    return "\n".join([place if first else f"{place}, since no test runs this line", *changes]), []


def _run(tests: Sequence[str], limit: int) -> tuple[bool, Sequence[str]]:
    """Tell whether tests fail, take too long or cannot be loaded, and return those seen to fail."""
    answer, own = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_run_here, args=(tests, own))
    process.start()
    own.close()
    caught: tuple[bool, Sequence[str]] = True, []
    with contextlib.suppress(EOFError):
        if answer.poll(limit):
            caught = answer.recv()
    # With what the tests have started.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid or 0, signal.SIGKILL)
    for started in _started_by(process.pid or 0):
        with contextlib.suppress(ProcessLookupError):
            os.kill(started, signal.SIGKILL)
    process.join()
    return caught


def _started_by(tests: int) -> Iterator[int]:
    """Yield the processes that tests have started and that have begun a session of their own."""
    mark = f"{_STARTED_BY}={tests}".encode()
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in path.read_bytes().split(b"\0"):
                yield int(path.parent.name)


def _run_here(tests: Sequence[str], answer: Connection) -> None:
    """Run tests up to the first that fails, and say whether one did, and which."""
    os.setsid()
    os.environ[_STARTED_BY] = str(os.getpid())
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    watch = _Watch()
    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
    status = pytest.main([*options, *tests], [watch])
    answer.send((status != pytest.ExitCode.OK, watch.failed))


if __name__ == "__main__":
    sys.exit(main())
