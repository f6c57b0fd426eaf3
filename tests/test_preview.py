"""``normative preview``: what is written is served, by builds that begin with everything loaded."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from normative.commands import main, preview
from small_projects import write_project

#: Notes of each build whether it begins with Sphinx's builder loaded, and with a module of the project's own.
SETTINGS = """
import sys
sys.path.insert(0, "..")
with open("../began", "a") as file:
    print("sphinx.builders.html" in sys.modules, "own" in sys.modules, file=file)
import own
"""
PAGE = "Title\n=====\n\n.. obligation:: one\n\n   {}\n"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The source of a preview that is running, and its address."""
    source = write_project(tmp_path / "source", {"index.rst": PAGE.format("First words.")}, configuration=SETTINGS)
    (tmp_path / "own.py").touch()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "normative.commands", "preview", "-q", f"--port={port}"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        yield source, f"http://127.0.0.1:{port}/"
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[0]
    assert process.returncode == 0
    assert "Traceback" not in said
    assert "INFO" not in said


def page_with(words: str, address: str) -> str:
    """Return the page when it has the words."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address) as answer:
                page = str(answer.read().decode())
        except OSError:
            page = ""
        if words in page:
            return page
        time.sleep(0.1)
    pytest.fail(f"no page with {words!r}")


def test_what_is_written_is_served_at_once(served: tuple[Path, str]) -> None:
    source, address = served
    page_with("First words.", address)
    (source / "index.rst").write_text(PAGE.format("Other words."), encoding="utf-8")
    assert "First words." not in page_with("Other words.", address)
    builds = (source.parent / "began").read_text(encoding="utf-8").splitlines()
    is_copied = str(sys.platform == "linux")
    assert builds == ["False False", f"{is_copied} False"]


def test_what_is_loaded_sets_up_no_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "loud.py").write_text("import logging\nlogging.basicConfig(level=1, force=True)\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    root = logging.getLogger()
    before = root.level, [*root.handlers]
    preview._load(["loud", "there.is.none"])
    assert "loud" in sys.modules
    assert (root.level, root.handlers) == before


def test_a_folder_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["preview", "--source", "nowhere"])
    assert "there is no folder 'nowhere'" in capsys.readouterr().err


def test_without_its_library_the_preview_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "sphinx_autobuild", None)
    assert main(["preview", "--source", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("ERROR: the preview needs ")
