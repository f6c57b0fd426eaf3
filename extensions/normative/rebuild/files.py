"""Files: where a command makes those of an output, how one is written whole or not at all, and what has moved.

A command builds beside the output folder (:mod:`normative.commands`). What is kept of an output, and where its report
goes, is a matter of the folder that it is for; so parts of a build ask here which one that is.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sphinx.errors import SphinxError

_ENDING, _NEW = ".building", "new"


class FilesError(SphinxError):
    """Files of an output cannot be written as they are asked for; the message says why, and what to do."""

    category = "Files error"


def staging_folder(target: Path) -> Path:
    """Return where the output for a folder is made: on the same disk, for only then is moving a file a single step."""
    parent = target.parent
    if target.is_dir() and (target.is_mount() or not os.access(parent, os.W_OK)):
        return target / _ENDING / _NEW
    return parent / f".{target.name}{_ENDING}" / _NEW


def target_folder(folder: Path) -> Path:
    """Return the folder for which a build writes into ``folder``; itself where it is written into directly."""
    root = folder.parent
    if folder.name != _NEW or not root.name.endswith(_ENDING):
        return folder
    return root.parent if root.name == _ENDING else root.with_name(root.name[1 : -len(_ENDING)])


def keep_last(path: Path) -> None:
    """Let a file that could not be made stay in the output as the build before has left it."""
    last = target_folder(path.parent) / path.name
    if not path.exists() and last.is_file():
        shutil.copy2(last, path)


def status_of(path: str) -> tuple[int, ...]:
    """Return the time of a file's last change in nanoseconds, and its size; nothing where it cannot be asked."""
    try:
        status = Path(path).stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_size


def replace_bytes(path: Path, content: bytes) -> None:
    """Make a file hold ``content``: whole or not at all, and untouched where it does already."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(content)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
