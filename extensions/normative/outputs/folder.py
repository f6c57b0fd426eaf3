"""Files put into a folder all at once, or not at all, and those of an earlier build that are no longer wanted removed.

Apart from the writers, which only make bytes, because this is where a disk can be full and a file open in Excel.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx.errors import SphinxError


class FilesError(SphinxError):
    """Files could not be written; those of the build before are as they were."""

    category = "Files error"


def replace_files(
    folder: Path, files: Mapping[str, bytes], *, stale: Collection[str] = (), program: str = "Excel"
) -> None:
    """Make ``folder`` hold ``files``; a file whose bytes are the same already is not touched.

    If anything fails, everything that was done is undone.

    :param stale: names of files to remove, if they are there.
    :param program: what an author may have a file open in.
    :raises FilesError: a file or the folder cannot be written.
    """
    with _explained(folder, program):
        folder.mkdir(parents=True, exist_ok=True)
        changed = [name for name, content in files.items() if not _holds(folder / name, content)]
        # Where a disk does not tell capitals from small letters, 'One.csv' is 'one.csv'.
        wanted = {name.casefold() for name in files}
        unwanted = [name for name in sorted(stale) if name.casefold() not in wanted and (folder / name).is_file()]
        if not (changed or unwanted):
            return
        # Beside the folder, on the same disk: only then is moving a file a single step.
        with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent, ignore_cleanup_errors=True) as beside:
            new, old = Path(beside, "new"), Path(beside, "old")
            new.mkdir()
            old.mkdir()
            for name in changed:
                (new / name).write_bytes(files[name])
            for name in (*changed, *unwanted):
                if (folder / name).exists():
                    shutil.copy2(folder / name, old / name)
            _exchange(folder, changed, unwanted, new=new, old=old)


def _exchange(folder: Path, changed: list[str], unwanted: list[str], *, new: Path, old: Path) -> None:
    """Move new files in and remove unwanted ones; undo it from the copies in ``old`` if that fails midway."""
    undo: list[Callable[[], object]] = []
    try:
        for name in changed:
            kept = (old / name).exists()
            os.replace(new / name, folder / name)
            undo.append(_restoring(old / name, folder / name) if kept else (folder / name).unlink)
        for name in unwanted:
            (folder / name).unlink()
            undo.append(_restoring(old / name, folder / name))
    except BaseException:
        for step in reversed(undo):
            step()
        raise


def _restoring(copy: Path, place: Path) -> Callable[[], object]:
    return lambda: os.replace(copy, place)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except FileNotFoundError:
        return False


@contextmanager
def _explained(folder: Path, program: str) -> Iterator[None]:
    """Turn what the system reports into what an author can do."""
    try:
        yield
    except OSError as error:
        # The second name is the target of a move, the place an author knows.
        name = Path(error.filename2 or error.filename or folder).name
        reason = error.strerror or str(error)
        raise FilesError(f"{name}: cannot be written ({reason.lower()}); {_remedy(error, folder, program)}") from None


def _remedy(error: OSError, folder: Path, program: str) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "free space on the disk, and build again"
    if isinstance(error, PermissionError):
        return f"close it in {program}, or allow writing to the folder '{folder}', and build again"
    return f"see that the folder '{folder}' can be written, and build again"
