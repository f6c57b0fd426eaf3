"""Who builds where: one at a time reads into an environment, and one at a time makes an output.

A system takes the locks from a process that is killed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


def environment_lock(doctrees: Path) -> Path:
    """Return the file that a build locks which reads into an environment."""
    return doctrees / "lock"


def folder_lock(folder: Path) -> Path:
    """Return the file that a build locks which writes into a folder; not there, where all files are handed out.

    :raises OSError: the file of the lock cannot be made.
    """
    name = hashlib.sha256(os.path.normcase(os.path.realpath(folder)).encode()).hexdigest()[:32]
    # Windows has a folder of temporary files for each user.
    user = os.getuid() if hasattr(os, "getuid") else None
    locks = Path(tempfile.gettempdir(), "normative" if user is None else f"normative-{user}")
    locks.mkdir(mode=0o700, exist_ok=True)
    if user is not None and locks.lstat().st_uid != user:
        # Where all may write, somebody else may have put it there to have a file of this user emptied.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(locks))
    return locks / name


@contextmanager
def locked(path: Path, folder: Path) -> Iterator[None]:
    """Wait until nobody else holds the lock of a folder, and hold it."""
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        print(f"waiting for another build that works in {os.path.relpath(folder)}", flush=True)  # noqa: T201  # a command's own words
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
