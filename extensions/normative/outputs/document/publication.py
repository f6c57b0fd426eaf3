"""Every build works beside its output folder and publishes what it made at its end: whole, or not at all.

A build that did not come to its end is begun anew by the next one, for nobody knows which of its files are whole.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from filelock import FileLock, Timeout
from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.util.logging import NAMESPACE, getLogger

from normative.outputs.document.assembly import WholeTextBuilder
from normative.project.config import NormativeConfig
from normative.rebuild.pages import written_output
from normative.rebuild.staging import FilesError, Staging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What a system reports that will not let a file be written, with what to do about it.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
#: More than what other extensions copy before the build proper.
_SPACE = 1_000_000
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
_logger = getLogger(__name__)


class WriteFailures(logging.Handler):
    """Keeps the first warning of Sphinx that a file cannot be written; a page cut short is no reason for it to stop."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.first: int | None = None

    def emit(self, record: logging.LogRecord) -> None:
        # Those of extensions begin otherwise; a message of this package may quote any words of an author.
        if record.name.startswith(f"{NAMESPACE}.sphinx.") and self.first is None:
            self.first = _named_in(record.getMessage(), (*_FULL, errno.EROFS, errno.EIO))


class Publication:
    """The course of one build's output."""

    def __init__(self, app: Sphinx) -> None:
        self._target, self._doctrees = Path(app.outdir), Path(app.doctreedir)
        self._staging = Staging(self._target, self._doctrees / "outputs.json")
        self._unfinished = self._doctrees / "unfinished"
        # One for all builds of a process: they follow one another, and one that could not begin has not let go.
        self._lock = FileLock(self._doctrees / "lock", is_singleton=True)
        self.failures = WriteFailures()

    def begin(self, app: Sphinx) -> None:
        """Let the build write elsewhere; as long as it lasts, a mark says that it has not come to its end."""
        with self._explained():
            self._doctrees.mkdir(parents=True, exist_ok=True)
            self._wait()
            if self._unfinished.exists():
                (self._doctrees / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
            self._staging.begin()
            for folder in (self._staging.new, self._doctrees):
                _try_space(folder / "space")
            self._unfinished.touch()
        app.outdir = self._staging.new

    def _wait(self) -> None:
        """Let another build with the same environment come to its end; the system takes the lock from a killed one."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            _logger.info("waiting for another build that works in %s", os.path.relpath(self._doctrees))
            self._lock.acquire()

    def seed(self, app: Sphinx) -> None:
        """On ``builder-inited``, first: what this build will not write is taken over as it is.

        These are the pages that are not read anew, and the documents beside those that are asked for alone. Where
        somebody has deleted a file all pages are written, for images and the search index come with them.
        """
        writes_all = app.fresh_env_used or isinstance(app.builder, WholeTextBuilder)
        if not writes_all or NormativeConfig.of(app.config).wanted:
            output = written_output(app)
            with self._explained():
                if not self._staging.seed(output.time):
                    output.shown = {}

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """On ``build-finished``, last: publish the output, or leave that of the build before."""
        app.outdir = self._target
        reason = self.failures.first if exception is None else _reason(exception)
        if reason is not None:
            self._staging.drop()
            self._stop(reason, self._target)
        if isinstance(exception, FilesError):
            self._staging.drop()
            _logger.error("%s; the output is as it was", exception)
            self._lock.release()
            raise SystemExit(2)
        if exception is not None:
            self._staging.drop()
        else:
            with self._explained():
                self._staging.publish()
        # After an exception Sphinx has forgotten what it read, so that no mark is needed.
        self._unfinished.unlink(missing_ok=True)
        self._lock.release()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._staging.drop()
            # The second name is the target of a move, the place an author knows.
            self._stop(error.errno or errno.EIO, Path(error.filename2 or error.filename or self._target))

    def _stop(self, reason: int, path: Path) -> NoReturn:
        """End the build with one message; what Sphinx prints of an exception reads like a fault of the toolchain."""
        _logger.error(
            "%s: cannot be written (%s); %s, and build again; the output is as it was",
            os.path.relpath(path),
            os.strerror(reason).lower(),
            _remedy(reason, self._target),
        )
        self._lock.release()
        raise SystemExit(2) from None


def _try_space(path: Path) -> None:
    """Fail where a disk is full, before scripts of other extensions are copied that cannot report it."""
    try:
        path.write_bytes(bytes(_SPACE))
    finally:
        path.unlink(missing_ok=True)


def _remedy(reason: int, folder: Path) -> str:
    if reason in _FULL:
        return "free space on the disk"
    if reason in _CLOSED:
        return f"close it where it is open, or allow writing to '{os.path.relpath(folder)}'"
    return f"see that '{os.path.relpath(folder)}' can be written"


def _reason(exception: BaseException) -> int | None:
    """Return what the system reported, if that is why the build stopped."""
    stopped: BaseException | None = exception
    while stopped is not None:
        if isinstance(stopped, OSError) and stopped.errno in (*_FULL, *_CLOSED, errno.EIO):
            return stopped.errno
        stopped = stopped.__cause__ or stopped.__context__
    # Of an exception in another process only the words are left.
    return _named_in(str(exception), (*_FULL, errno.EROFS, errno.EIO))


def _named_in(text: str, reasons: tuple[int, ...]) -> int | None:
    return next((reason for reason in reasons if os.strerror(reason) in text), None)


def setup(app: Sphinx) -> None:
    """Begin here and not on an event: right afterwards Sphinx makes the output folder, and builders note its path."""
    publication = Publication(app)
    # Sphinx empties this logger for each build.
    logging.getLogger(NAMESPACE).addHandler(publication.failures)
    publication.begin(app)
    app.connect("builder-inited", publication.seed, priority=0)
    app.connect("build-finished", publication.finish, priority=950)
