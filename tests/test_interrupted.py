"""Whole or not at all: a build that is killed, or cannot write, leaves the output of the build before, and the next is right."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import signal
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from normative.commands import main, staging
from small_projects import build, command, write_files, write_project, written
from test_incremental import CONFIGURATION, PAGES

KILLS = 30
EDITED = {
    "a.rst": PAGES["a.rst"].replace("Text one.", "Another text.").replace(".. guidance:: two", ".. obligation:: two"),
    "static.rst": "Renamed\n=======\n\nNothing computed here.\n",
    "new.rst": ":orphan:\n\nNew\n===\n\n.. paragraph:: new\n\n   New text.\n",
}
Files = dict[str, bytes]


class Versions:
    """One project in two versions, with what a clean build gives of each."""

    def __init__(self, folder: Path) -> None:
        self.source = write_project(folder / "project", PAGES, configuration=CONFIGURATION)
        self.clean: list[Files] = []
        for version in range(2):
            self.write(version)
            self.clean.append(written(build(self.source, into=folder / f"clean-{version}").outdir))

    def write(self, version: int) -> None:
        if version:
            write_files(self.source, EDITED)
        else:
            write_files(self.source, {name: PAGES[name] for name in EDITED if name in PAGES})
            (self.source / "new.rst").unlink(missing_ok=True)

    def assert_whole(self, output: Path) -> int | None:
        """Return which version a folder holds; ``None`` for files of both, each of them whole."""
        files = written(output)
        for version, clean in enumerate(self.clean):
            if files == clean:
                return version
        for name, content in files.items():
            assert content in (self.clean[0].get(name), self.clean[1].get(name)), name
        return None


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    return Versions(tmp_path_factory.mktemp("versions"))


def made(versions: Versions, into: Path) -> Path:
    """Build a first time; return the output folder."""
    assert command(versions.source, "html", into=into).status == 0
    return into / "html"


def fork(run: Callable[[], int]) -> int:
    """Run in another process, which begins where this one is: all is loaded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pytest-xdist has a thread, which the child does not need
        process = os.fork()
    if process == 0:
        status = 70
        try:
            status = run()
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        finally:
            # Whatever happened, this process must not go on as pytest.
            os._exit(status)
    return process


def start_build(versions: Versions, into: Path, *, freshenv: bool, prepare: Callable[[], object] = lambda: None) -> int:
    """Begin to build in another process."""

    def run() -> int:
        prepare()
        return command(versions.source, "html", into=into, options=["-E"] if freshenv else []).status

    return fork(run)


def assert_next_build_is_right(versions: Versions, version: int, into: Path) -> None:
    assert command(versions.source, "html", into=into).status == 0
    assert versions.assert_whole(into / "html") == version
    assert sorted(path.name for path in into.iterdir()) == [".doctrees", "html"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot copy a process, which this test does to be quick")
def test_a_killed_build_leaves_the_output_whole_and_the_next_is_right(versions: Versions, tmp_path: Path) -> None:
    chance = random.Random(5)
    versions.write(0)
    output = made(versions, tmp_path)
    began = time.monotonic()
    os.waitpid(start_build(versions, tmp_path, freshenv=True), 0)
    lasts = time.monotonic() - began
    kills = version = 0
    while kills < KILLS:
        before = versions.assert_whole(output)
        version = 1 - version
        versions.write(version)
        process = start_build(versions, tmp_path, freshenv=chance.random() < 0.5)
        time.sleep(chance.uniform(0, lasts))
        os.kill(process, signal.SIGKILL)
        kills += os.WIFSIGNALED(os.waitpid(process, 0)[1])
        moving = (tmp_path / ".html.building" / "moves.json").exists()
        assert versions.assert_whole(output) in ((before, version, None) if moving else (before, version))
        assert_next_build_is_right(versions, version, tmp_path)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot copy a process, which this test does to be quick")
@pytest.mark.parametrize("move", [1, 2, 3, 5, 8])
def test_a_build_killed_while_it_moves_files_is_completed(move: int, versions: Versions, tmp_path: Path) -> None:
    """Each file is whole at any time, and the next build begins with moving the rest."""

    def die_at_move() -> None:
        moves = iter(range(move, 0, -1))
        replace = os.replace

        def counted(source: Path, target: Path) -> None:
            if target.is_relative_to(tmp_path / "html") and next(moves) == 1:
                os.kill(os.getpid(), signal.SIGKILL)
            replace(source, target)

        staging.os.replace = counted  # type: ignore[attr-defined]

    versions.write(0)
    output = made(versions, tmp_path)
    versions.write(1)
    process = start_build(versions, tmp_path, freshenv=False, prepare=die_at_move)
    assert os.WIFSIGNALED(os.waitpid(process, 0)[1])
    assert versions.assert_whole(output) == (0 if move == 1 else None)
    assert_next_build_is_right(versions, 1, tmp_path)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot copy a process, which this test does to be quick")
def test_builds_that_share_an_environment_wait_for_one_another(versions: Versions, tmp_path: Path) -> None:
    """Two at once would take each other's files away."""
    for version in (0, 1, 0):
        versions.write(version)
        processes = [start_build(versions, tmp_path, freshenv=False) for _ in range(3)]
        assert [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes] == [0, 0, 0]
        assert versions.assert_whole(tmp_path / "html") == version
    assert_next_build_is_right(versions, 0, tmp_path)


@dataclass(frozen=True, kw_only=True)
class Done:
    """How a build from the command line has ended."""

    status: int
    printed: str


def build_from_command_line(
    versions: Versions,
    into: Path,
    log: Path,
    prepare: Callable[[], object] = lambda: None,
    settings: Sequence[str] = (),
) -> Done:
    """Build as from the command line."""
    if not hasattr(os, "fork"):
        pytest.skip("Windows cannot copy a process, which this test does to be quick")
    arguments = ["build", "html", "--source", str(versions.source), "--into", str(into), "-q", "--no-color", *settings]

    def run() -> int:
        with log.open("w", encoding="utf-8", buffering=1) as file, redirect_stdout(file), redirect_stderr(file):
            prepare()
            return main(arguments)

    status = os.waitstatus_to_exitcode(os.waitpid(fork(run), 0)[1])
    return Done(status=status, printed=log.read_text(encoding="utf-8"))


def assert_stopped(done: Done, reason: str) -> None:
    """One message with its remedy and no traceback; findings and warnings of the text are something else."""
    assert done.status == 2, done.printed
    errors = [line for line in done.printed.splitlines() if "build again" in line]
    assert len(errors) == 1, done.printed
    assert f"cannot be written ({reason})" in errors[0]
    assert errors[0].endswith("build again; the output is as it was")
    assert "Traceback" not in done.printed
    assert "sphinx-err" not in done.printed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot copy a process, which this test does to be quick")
@pytest.mark.parametrize("move", [1, 3])
def test_a_file_open_elsewhere_leaves_the_output_as_it_was(move: int, versions: Versions, tmp_path: Path) -> None:
    """Where Excel or Word has a file open, Windows does not let it be replaced."""

    def refuse_move() -> None:
        moves = iter(range(move, 0, -1))
        replace = os.replace

        def refusing(source: Path, target: Path) -> None:
            if Path(target).is_relative_to(tmp_path / "html") and next(moves, 0) == 1:
                raise PermissionError(errno.EACCES, "Permission denied", str(source), None, str(target))
            replace(source, target)

        staging.os.replace = refusing  # type: ignore[attr-defined]

    log = tmp_path / "log"
    versions.write(0)
    assert build_from_command_line(versions, tmp_path, log).status == 0
    versions.write(1)
    done = build_from_command_line(versions, tmp_path, log, refuse_move)
    assert_stopped(done, "permission denied")
    assert "; close it where it is open, or allow writing to " in done.printed
    assert versions.assert_whole(tmp_path / "html") == 0
    assert build_from_command_line(versions, tmp_path, log).status == 0
    assert versions.assert_whole(tmp_path / "html") == 1


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Mount a disk of its own."""
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None:
        pytest.skip("this system has no command to mount a small disk; the test with a limit on files stands for it")
    command = [mount, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(
            f"no small disk can be mounted ({done.stderr.strip()}); the test with a limit on files stands for it"
        )
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Fill a disk but for some bytes."""
    filler = disk / "filler"
    space = os.statvfs(disk)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(space.f_bavail * space.f_frsize - leave, 1))
    return filler


def folder_on(disk: Path, where: str, elsewhere: Path) -> Path:
    """Make the folder to build into, of which a part or all is on a disk."""
    on_disk, output = disk / "build", elsewhere / "build"
    on_disk.mkdir()
    if where == "both":
        return on_disk
    output.mkdir()
    doctrees = (elsewhere if where == "output" else disk) / "doctrees"
    doctrees.mkdir()
    folder = output if where == "doctrees" else on_disk
    (folder / ".doctrees").symlink_to(doctrees)
    return folder


@pytest.mark.parametrize("leave", [0, 1_100_000, 1_500_000])
@pytest.mark.parametrize("where", ["output", "doctrees", "both"])
def test_a_full_disk_leaves_the_output_as_it_was(where: str, leave: int, versions: Versions, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 30) as disk:
        output, log = folder_on(disk, where, tmp_path), tmp_path / "log"
        versions.write(0)
        assert build_from_command_line(versions, output, log).status == 0
        assert versions.assert_whole(output / "html") == 0
        filler = fill(disk, leave)
        versions.write(1)
        done = build_from_command_line(versions, output, log)
        if done.status or not leave:
            assert_stopped(done, "no space left on device")
        assert versions.assert_whole(output / "html") == (0 if done.status else 1)
        filler.unlink()
        assert build_from_command_line(versions, output, log).status == 0
        assert versions.assert_whole(output / "html") == 1


@pytest.mark.parametrize("size", [500_000, 1_000_500])
def test_files_that_may_not_be_large_leave_the_output_as_it_was(size: int, versions: Versions, tmp_path: Path) -> None:
    """A limit of the system stands for a full disk where none can be mounted."""
    resource = pytest.importorskip("resource", reason="Windows has no such limits")
    log = tmp_path / "log"
    versions.write(0)
    assert build_from_command_line(versions, tmp_path, log).status == 0
    versions.write(1)
    # One page is longer than any limit that lets scripts pass.
    page = "Static\n======\n\n" + "Many words. " * 100_000
    write_files(versions.source, {"static.rst": page})
    limit = (size, resource.RLIM_INFINITY)
    done = build_from_command_line(versions, tmp_path, log, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert_stopped(done, "file too large")
    assert versions.assert_whole(tmp_path / "html") == 0
    versions.write(1)
    assert build_from_command_line(versions, tmp_path, log).status == 0
    assert versions.assert_whole(tmp_path / "html") == 1


def test_a_report_that_cannot_be_written_is_one_message(versions: Versions, tmp_path: Path) -> None:
    versions.write(0)
    assert build_from_command_line(versions, tmp_path, tmp_path / "log").status == 0
    versions.write(1)
    (tmp_path / "taken").write_text("A file.", encoding="utf-8")
    setting = ["-D", f"normative_findings={tmp_path / 'taken'}"]
    done = build_from_command_line(versions, tmp_path, tmp_path / "log", settings=setting)
    assert done.status == 2
    (line,) = [line for line in done.printed.splitlines() if "findings" not in line and "report" in line]
    assert line.endswith("see that the folder can be written; the output is as it was")
    assert re.search(r"the report cannot be written to '[^']+' \([a-z ]+\);", line)
    assert "Traceback" not in done.printed
    assert "Versions" not in done.printed
    assert versions.assert_whole(tmp_path / "html") == 0


@pytest.mark.parametrize("where", ["output", "doctrees", "both", "nothing there yet"])
def test_a_folder_that_cannot_be_written_leaves_the_output_as_it_was(
    where: str, versions: Versions, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", 30) as disk:
        output, log = folder_on(disk, "output" if where == "nothing there yet" else where, tmp_path), tmp_path / "log"
        versions.write(0)
        if where != "nothing there yet":
            assert build_from_command_line(versions, output, log).status == 0
        versions.write(1)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert_stopped(build_from_command_line(versions, output, log), "read-only file system")
        if where != "nothing there yet":
            assert versions.assert_whole(output / "html") == 0
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        assert build_from_command_line(versions, output, log).status == 0
        assert versions.assert_whole(output / "html") == 1
