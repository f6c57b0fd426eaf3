"""Outputs, whole or not at all: a build writes beside the output folder, and what has changed is moved in at its end.

File by file and not by renaming the folder: that fails where a window is open in it, where it is a disk of its own,
and would take along what others have put there. The list of moves is written first, so that a build killed while it
moves is completed by the next one. A file whose bytes are the same stays as it is.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from normative.rebuild.files import replace_bytes, staging_folder

_OLD, _MOVES = "old", "moves.json"


class Staging:
    """The output of one build on its way.

    :param target: the folder it goes to.
    :param note: a file that is replaced with the last move, by what is then true of the output.
    """

    def __init__(self, target: Path, note: Path) -> None:
        self.target = target
        self.new = staging_folder(target)
        self._root = self.new.parent
        self._note = note
        self._seeded: dict[str, tuple[int, int]] = {}

    def begin(self) -> bool:
        """Complete what the last build has begun to move, drop what it has not finished, and make an empty folder.

        :returns: whether the last build has come to its end.
        :raises OSError: the folder cannot be made.
        """
        moves = self._root / _MOVES
        is_whole = not self._root.exists()
        if moves.is_file():
            listed = json.loads(moves.read_bytes())
            self._move(listed["changed"], listed["removed"])
            replace_bytes(self._note, listed["note"].encode())
            is_whole = True
        self.drop()
        self.new.mkdir(parents=True)
        return is_whole

    def seed(self, names: Iterable[str], written: int) -> None:
        """Begin with files that the target has, as if they had been written at a time in nanoseconds.

        A page whose bytes did not change keeps its time in the target, and would look older than its source.
        """
        for name in names:
            source, copy = self.target / name, self.new / name
            if source.is_file():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, copy)
                if copy.stat().st_mtime_ns < written:
                    os.utime(copy, ns=(written, written))
                self._seeded[name] = _stamp(copy)

    def files(self) -> list[str]:
        """Return the names of the files that were made."""
        return sorted(dict(_walk(self.new)))

    def publish(self, earlier: Iterable[str], note: str) -> None:
        """Move what has changed into the target and remove what this build no longer has; all of it, or nothing.

        :param earlier: the names of the files that builds before have put there.
        :param note: what is true of the output from then on.
        :raises OSError: a file or the folder cannot be written; everything is as it was.
        """
        files = dict(_walk(self.new))
        changed = sorted(name for name, path in files.items() if not self._is_as_before(name, path))
        # Where a disk does not tell capitals from small letters, 'One.csv' is 'one.csv'.
        kept = {name.casefold() for name in files}
        removed = [name for name in earlier if name.casefold() not in kept and (self.target / name).is_file()]
        if changed or removed:
            self._exchange(changed, removed, note)
        else:
            replace_bytes(self._note, note.encode())
        self.drop()

    def drop(self) -> None:
        """Remove what was made and not published."""
        shutil.rmtree(self._root, ignore_errors=True)

    def _exchange(self, changed: list[str], removed: list[str], note: str) -> None:
        old = self._root / _OLD
        for name in (*changed, *removed):
            if (self.target / name).is_file():
                _link(self.target / name, old / name)
        moves = self._root / _MOVES
        replace_bytes(moves, json.dumps({"changed": changed, "removed": removed, "note": note}).encode())
        try:
            self._move(changed, removed)
            replace_bytes(self._note, note.encode())
        except BaseException:
            moves.unlink()
            self._undo(changed, removed, old)
            raise

    def _move(self, changed: Iterable[str], removed: Iterable[str]) -> None:
        """Move files; those moved before are not there any more, and passed over."""
        # New files first, so that no page leads to one that is not there yet.
        for name in sorted(changed, key=lambda name: ((self.target / name).exists(), name)):
            if (self.new / name).is_file():
                (self.target / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(self.new / name, self.target / name)
        for name in removed:
            (self.target / name).unlink(missing_ok=True)
            _remove_empty(self.target / name, self.target)

    def _undo(self, changed: Iterable[str], removed: Iterable[str], old: Path) -> None:
        for name in (*changed, *removed):
            if (old / name).is_file():
                (self.target / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(old / name, self.target / name)
            elif not (self.new / name).is_file():
                (self.target / name).unlink(missing_ok=True)
                _remove_empty(self.target / name, self.target)

    def _is_as_before(self, name: str, path: Path) -> bool:
        if self._seeded.get(name) == _stamp(path):
            return True
        place = self.target / name
        return place.is_file() and place.read_bytes() == path.read_bytes()


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file below a folder, by its path from there."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def _link(path: Path, copy: Path) -> None:
    """Keep a file under a second name, which costs no space; as a copy where a disk cannot do that."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, copy)
    except OSError:
        shutil.copy2(path, copy)


def _remove_empty(path: Path, root: Path) -> None:
    """Remove the folders around a file that is gone, as far as nothing is in them."""
    for folder in path.relative_to(root).parents:
        if folder != Path() and (root / folder).is_dir() and not any((root / folder).iterdir()):
            (root / folder).rmdir()
