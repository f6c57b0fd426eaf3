"""Why a build stops that cannot write, and what a person can do about it."""

from __future__ import annotations

import errno
import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sphinx.errors import ConfigError, ExtensionError
from sphinx.util.logging import NAMESPACE

#: What a system reports that will not let a file be written, with what to do about it.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
#: More than what extensions copy before the build proper.
_SPACE = 1_000_000


class Stop(BaseException):
    """Ends a build with one message.

    No ``Exception``: of those Sphinx prints a traceback, and forgets what it has read.
    """


class ConfigurationStop(BaseException):
    """Ends a command with one message, all its outputs at once: none can be made where ``conf.py`` cannot be read."""


class WriteFailures(logging.Handler):
    """Keeps the first warning of Sphinx that a file cannot be written; a page cut short is no reason for it to stop."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.first: int | None = None

    def emit(self, record: logging.LogRecord) -> None:
        # Those of extensions begin otherwise; a message of this package may quote any words of an author.
        if record.name.startswith(f"{NAMESPACE}.sphinx.") and self.first is None:
            self.first = _named_in(record.getMessage(), (*_FULL, errno.EROFS, errno.EIO))


def stop(reason: int, path: Path, folder: Path) -> Stop:
    """Return why a build of a folder stops, as a message.

    :param reason: the number that the system gave.
    :param path: what cannot be written.
    """
    words = os.strerror(reason).lower()
    remedy = f"{_remedy(reason, folder)}, and build again; the output is as it was"
    return Stop(f"{os.path.relpath(path)}: cannot be written ({words}); {remedy}")


def unread(exception: BaseException, source: Path) -> Stop | None:
    """Return why a build stops that may not read a file of its source, if that is why."""
    for error in _chain(exception):
        path = Path(os.path.abspath(error.filename or "")) if isinstance(error, PermissionError) else None  # noqa: PTH100
        if path and path.is_relative_to(source):
            words = os.strerror(errno.EACCES).lower()
            return Stop(f"{os.path.relpath(path)}: cannot be read ({words}); allow reading it, and build again")
    return None


@contextmanager
def configured(path: Path) -> Iterator[None]:
    """Turn what is wrong in a ``conf.py`` into a reason to stop, in one sentence with its line."""
    try:
        yield
    except ConfigError as error:
        raise ConfigurationStop(f"{os.path.relpath(path)}{_wrong_in(path, error)}") from None
    except ExtensionError as error:
        if not isinstance(error.orig_exc, ImportError):
            raise
        words = f"an extension cannot be loaded ({error.orig_exc}); install it, or correct its name in 'extensions'"
        raise ConfigurationStop(f"{os.path.relpath(path)}: {words}") from None


def _wrong_in(path: Path, error: ConfigError) -> str:
    """Return what Sphinx found wrong in a ``conf.py``, after its line."""
    cause = error.__cause__
    if isinstance(cause, SyntaxError):
        return f":{cause.lineno}: cannot be read as Python ({cause.msg}); correct the line, or the one before it"
    if cause is not None:
        frames = traceback.extract_tb(cause.__traceback__)
        line = next((frame.lineno for frame in reversed(frames) if Path(frame.filename) == path), None)
        place = f":{line}" if line else ""
        return f"{place}: stops with '{type(cause).__name__}: {cause}'; correct the line"
    return f": {' '.join(str(error).split())}"


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the system reports while files of an output are written into a reason to stop."""
    try:
        yield
    except OSError as error:
        # The second name is the target of a move, the place an author knows.
        path = Path(error.filename2 or error.filename or folder)
        raise stop(error.errno or errno.EIO, path, folder) from None


def try_space(folder: Path) -> None:
    """Fail where a disk is full, before scripts of other extensions are copied that cannot report it.

    :raises OSError: the disk is full, or cannot be written.
    """
    path = folder / "space"
    try:
        path.write_bytes(bytes(_SPACE))
    finally:
        path.unlink(missing_ok=True)


def reason_of(exception: BaseException) -> int | None:
    """Return what the system reported, if that is why the build stopped."""
    for stopped in _chain(exception):
        if isinstance(stopped, OSError) and stopped.errno in (*_FULL, *_CLOSED, errno.EIO):
            return stopped.errno
    # Of an exception in another process only the words are left.
    return _named_in(str(exception), (*_FULL, errno.EROFS, errno.EIO))


def _chain(exception: BaseException | None) -> Iterator[BaseException]:
    while exception is not None:
        yield exception
        exception = exception.__cause__ or exception.__context__


def _remedy(reason: int, folder: Path) -> str:
    if reason in _FULL:
        return "free space on the disk"
    if reason in _CLOSED:
        return f"close it where it is open, or allow writing to '{os.path.relpath(folder)}'"
    return f"see that '{os.path.relpath(folder)}' can be written"


def _named_in(text: str, reasons: tuple[int, ...]) -> int | None:
    return next((reason for reason in reasons if os.strerror(reason) in text), None)
