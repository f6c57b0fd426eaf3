"""A build that cannot write says in one sentence what, why, and what to do."""

from __future__ import annotations

import errno
import logging
import os
from pathlib import Path

import pytest
from sphinx.errors import ConfigError, ExtensionError

from normative.commands.stops import (
    ConfigurationStop,
    Stop,
    WriteFailures,
    configured,
    explained,
    reason_of,
    try_space,
)

AS_IT_WAS = ", and build again; the output is as it was"


@pytest.mark.parametrize(
    ("reason", "remedy"),
    [
        (errno.ENOSPC, "free space on the disk"),
        (errno.EDQUOT, "free space on the disk"),
        (errno.EFBIG, "free space on the disk"),
        (errno.EACCES, "close it where it is open, or allow writing to 'html'"),
        (errno.EPERM, "close it where it is open, or allow writing to 'html'"),
        (errno.EROFS, "close it where it is open, or allow writing to 'html'"),
        (errno.EIO, "see that 'html' can be written"),
        (errno.ENOTDIR, "see that 'html' can be written"),
    ],
)
def test_each_reason_of_the_system_has_a_remedy(
    reason: int, remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = os.strerror(reason).lower()
    with pytest.raises(Stop) as stopped, explained(tmp_path / "html"):
        raise OSError(reason, "", str(tmp_path / "html" / "a.html"))
    assert str(stopped.value) == f"{Path('html', 'a.html')}: cannot be written ({words}); {remedy}{AS_IT_WAS}"


def test_the_place_is_that_which_an_author_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for error, place in (
        (OSError(errno.ENOSPC, "", "from", None, "to"), "to"),
        (OSError(errno.ENOSPC, ""), "html"),
        (OSError("no number"), "html"),
    ):
        with pytest.raises(Stop) as stopped, explained(tmp_path / "html"):
            raise error
        assert str(stopped.value).startswith(f"{place}: cannot be written (")
    assert f"({os.strerror(errno.EIO).lower()})" in str(stopped.value)


def test_a_reason_is_found_behind_others_and_in_words_of_other_processes() -> None:
    full, closed = OSError(errno.ENOSPC, "full"), OSError(errno.EACCES, "closed")
    behind, beside = RuntimeError("stopped"), RuntimeError("stopped")
    behind.__cause__ = ValueError("it")
    behind.__cause__.__context__ = full
    beside.__context__ = closed
    assert reason_of(behind) == errno.ENOSPC
    assert reason_of(beside) == errno.EACCES
    assert reason_of(OSError(errno.EIO, "")) == errno.EIO
    for reason in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO):
        assert reason_of(RuntimeError(f"worker: [Errno] {os.strerror(reason)}: 'a.html'")) == reason
    for other in (OSError(errno.ENOENT, "none"), RuntimeError(os.strerror(errno.EACCES)), KeyError("a")):
        assert reason_of(other) is None


def test_what_is_wrong_in_a_configuration_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "conf.py"
    path.write_text("def first():\n    second()\n\ndef second():\n    raise KeyError('x')\n\nfirst()\n")

    def stopped(error: Exception) -> str:
        with pytest.raises(ConfigurationStop) as found, configured(path):
            raise error
        return str(found.value)

    assert stopped(ConfigError("Two\n  words.")) == "conf.py: Two words."
    wrong = ConfigError("")
    try:
        exec(compile(path.read_text(), str(path), "exec"), {})  # as Sphinx does
    except KeyError as error:
        wrong.__cause__ = error
    assert stopped(wrong) == "conf.py:5: stops with 'KeyError: 'x''; correct the line"
    wrong.__cause__ = OSError("elsewhere")
    assert stopped(wrong) == "conf.py: stops with 'OSError: elsewhere'; correct the line"
    with pytest.raises(ExtensionError), configured(path):
        raise ExtensionError("of an extension", ValueError("x"))


def test_the_first_file_that_sphinx_could_not_write_counts() -> None:
    failures = WriteFailures()

    def warn(name: str, words: str) -> None:
        failures.handle(logging.LogRecord(name, logging.WARNING, "", 1, words, None, None))

    full, closed = os.strerror(errno.ENOSPC), os.strerror(errno.EROFS)
    warn("sphinx.normative.guard", f"words of an author: {full}")
    assert failures.first is None
    warn("sphinx.sphinx.builders", f"error writing file: {closed}")
    warn("sphinx.sphinx.builders", f"error writing file: {full}")
    assert failures.first == errno.EROFS


def test_a_trial_leaves_nothing(tmp_path: Path) -> None:
    try_space(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OSError, match="space"):
        try_space(tmp_path / "nowhere")
