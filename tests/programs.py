"""What becomes of tests whose program is not on this machine: they do not run, and the last lines say which and why.

A plugin of pytest. ``pyproject.toml`` lists the programs and the packages of Debian that bring them; ``nox -s tests``
installs them where it can. With ``NORMATIVE_ALL_TESTS`` set, as in the gate, a test that cannot run is a failure.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

#: Set where no test may be left out.
ALL_TESTS = "NORMATIVE_ALL_TESTS"
#: Under which names else a program may be found.
_ALSO = {"chromium": ("chromium-browser", "google-chrome", "chrome", "msedge")}
#: Fixtures that start a program, so that tests with them need no mark.
_FIXTURES = {"browser": "chromium", "office_text": "soffice"}
#: Where ``nox -s tests`` lets npm put programs.
_NPM = Path(__file__).parents[1] / ".nox" / "npm" / "node_modules" / ".bin"
_LEFT_OUT = pytest.StashKey[dict[str, int]]()


def remedies() -> Mapping[str, str]:
    """Return the commands that bring the programs, by their names."""
    settings = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    found = settings["tool"]["normative"]
    return {
        **{name: f"apt-get install --no-install-recommends {item}" for name, item in found["programs"].items()},
        **{name: f"npm install --prefix .nox/npm {item}" for name, item in found["npm-programs"].items()},
    }


def path_of(program: str) -> str | None:
    """Return where a program is, or ``None``."""
    names = (program, *_ALSO.get(program, ()))
    places = os.pathsep.join([os.environ.get("PATH", ""), str(_NPM)])
    return next((path for name in names if (path := shutil.which(name, path=places))), None)


def _driven_by(item: pytest.Item) -> set[str]:
    """Return the programs that a test drives: what its fixtures start, and what ``@pytest.mark.drives`` names."""
    names = {_FIXTURES[name] for name in getattr(item, "fixturenames", ()) if name in _FIXTURES}
    return names.union(*(mark.args for mark in item.iter_markers("drives")))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "drives(program): the test starts a program that is no part of Python")
    config.stash[_LEFT_OUT] = {}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests whose program is missing, of those that the command line chooses."""
    missing = {program for program in remedies() if path_of(program) is None}
    left_out = [item for item in items if _driven_by(item) & missing]
    counts: dict[str, int] = Counter(min(_driven_by(item) & missing) for item in left_out)
    config.stash[_LEFT_OUT] = counts
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Tell the process that started this one what was left out, and fail where nothing may be."""
    output, left_out = getattr(session.config, "workeroutput", None), session.config.stash[_LEFT_OUT]
    if output is not None:
        output["left_out"] = dict(left_out)
    elif left_out and ALL_TESTS in os.environ and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """Take over what a worker of pytest-xdist has left out; all of them collect the same tests."""
    left_out = getattr(node, "workeroutput", {}).get("left_out")
    if left_out is not None:
        node.config.stash[_LEFT_OUT] = dict(left_out)  # type: ignore[attr-defined]  # a WorkerController has it


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name each missing program, what brings it, and how many tests did not run."""
    for program, count in sorted(config.stash[_LEFT_OUT].items()):
        line = f"{program} is missing; tests that did not run: {count}; to run them: {remedies()[program]}"
        terminalreporter.write_line(line, red=True)
