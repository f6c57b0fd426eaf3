"""Who builds where: one at a time reads into an environment, and one at a time makes an output.

A system takes the locks from a process that is killed.
"""

from __future__ import annotations

import getpass
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
    """Return the file that a build locks which writes into a folder; not there, where all files are handed out."""
    name = hashlib.sha256(os.path.normcase(os.path.realpath(folder)).encode()).hexdigest()[:32]
    return Path(tempfile.gettempdir(), f"normative-{getpass.getuser()}", name)


@contextmanager
def locked(path: Path, folder: Path) -> Iterator[None]:
    """Wait until nobody else holds the lock of a folder, and hold it.

    :raises OSError: the file of the lock cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
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
