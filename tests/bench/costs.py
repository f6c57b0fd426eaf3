"""What a command or a build costs: CPU seconds with those of all its child processes, and its peak memory."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: One date for all, as in a build that can be repeated; and modules are compiled once, as on an author's machine.
_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "SOURCE_DATE_EPOCH": "1000000000",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """CPU seconds and peak memory in MB."""

    seconds: float
    memory: float


def run(*arguments: str | Path, may_find: bool = False) -> Cost:
    """Run this Python with arguments; on Linux and macOS only, whose systems count what children take.

    :param may_find: whether a command may end with 1, as one does that has found something.
    """
    process = subprocess.Popen([sys.executable, *map(str, arguments)], env=_ENVIRONMENT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ((0, 1) if may_find else (0,)):
        raise SystemExit(f"failed: {' '.join(map(str, arguments))}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(seconds=usage.ru_utime + usage.ru_stime, memory=kilobytes / 1024)


def build(source: Path) -> Cost:
    """Build the site of a project into a folder beside its source, as Sphinx does."""
    return run("-m", "sphinx", "-q", "-b", "html", "-d", source.parent / "doctrees", source, source.parent / "html")


def command(source: Path, *outputs: str) -> Cost:
    """Build outputs of a project into folders beside its source, as this package does: the site, if none is named."""
    return run(
        "-m", "normative.commands", "build", *(outputs or ["html"]), "-q", "--source", source, "--into", source.parent
    )


def check(source: Path) -> Cost:
    """Check a project without building it; what it finds there costs what it costs."""
    return run("-m", "normative.check", source, may_find=True)


def size(folder: Path) -> float:
    """Return the MB of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def exponent(before: tuple[int, float], after: tuple[int, float]) -> float:
    """Return e where a cost grows with number ** e between two pairs of a number and its cost."""
    return math.log(after[1] / before[1]) / math.log(after[0] / before[0])
