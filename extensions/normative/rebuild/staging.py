"""Outputs, whole or not at all: a build writes beside the output folder, and what has changed is moved in at its end.

File by file and not by renaming the folder: that fails where a window is open in it, where it is a disk of its own,
and would take along what others have put there. The list of moves is written first, so that a build killed while it
moves is completed by the next one. A file whose bytes are the same stays as it is.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sphinx.errors import SphinxError

_ENDING, _NEW, _OLD, _MOVES = ".building", "new", "old", "moves.json"


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


class FilesError(SphinxError):
    """Files of an output cannot be written as they are asked for; the message says why, and what to do."""

    category = "Files error"


def keep_last(path: Path) -> None:
    """Let a file that could not be made stay in the output as the build before has left it."""
    last = target_folder(path.parent) / path.name
    if not path.exists() and last.is_file():
        shutil.copy2(last, path)


class Staging:
    """The output of one build on its way.

    :param target: the folder it goes to.
    :param record: a file that keeps the names of all files that builds have put there.
    """

    def __init__(self, target: Path, record: Path) -> None:
        self.target = target
        self.new = staging_folder(target)
        self._root = self.new.parent
        self._record = record
        self._seeded: dict[str, tuple[int, int]] = {}

    def begin(self) -> None:
        """Complete what the last build has begun to move, drop what it has not finished, and make an empty folder.

        :raises OSError: the folder cannot be made.
        """
        moves = self._root / _MOVES
        if moves.is_file():
            listed = json.loads(moves.read_bytes())
            self._move(listed["changed"], listed["removed"])
            self._remember({*self._files(), *listed["changed"]} - {*listed["removed"]})
        self.drop()
        self.new.mkdir(parents=True)

    def seed(self, written: int) -> bool:
        """Begin with the files that the target has, as if they had been written at a time in nanoseconds.

        A page whose bytes did not change keeps its time in the target, and would look older than its source.

        :returns: whether all files that were put there are still there.
        """
        is_complete = True
        for name in self._files():
            source, copy = self.target / name, self.new / name
            if not source.is_file():
                is_complete = False
                continue
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy)
            if copy.stat().st_mtime_ns < written:
                os.utime(copy, ns=(written, written))
            self._seeded[name] = _stamp(copy)
        return is_complete

    def publish(self) -> None:
        """Move what has changed into the target and remove what this build no longer has; all of it, or nothing.

        :raises OSError: a file or the folder cannot be written; everything is as it was.
        """
        files = dict(_walk(self.new))
        changed = sorted(name for name, path in files.items() if not self._is_as_before(name, path))
        # Where a disk does not tell capitals from small letters, 'One.csv' is 'one.csv'.
        kept = {name.casefold() for name in files}
        removed = [name for name in self._files() if name.casefold() not in kept and (self.target / name).is_file()]
        if changed or removed:
            self._exchange(changed, removed)
        self._remember(files)
        self.drop()

    def drop(self) -> None:
        """Remove what was made and not published."""
        shutil.rmtree(self._root, ignore_errors=True)

    def _exchange(self, changed: list[str], removed: list[str]) -> None:
        old = self._root / _OLD
        for name in (*changed, *removed):
            if (self.target / name).is_file():
                _link(self.target / name, old / name)
        moves = self._root / _MOVES
        replace_bytes(moves, json.dumps({"changed": changed, "removed": removed}).encode())
        try:
            self._move(changed, removed)
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

    def _records(self) -> Mapping[str, list[str]]:
        try:
            return {str(folder): list(names) for folder, names in json.loads(self._record.read_bytes()).items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def _files(self) -> Iterator[str]:
        """Yield the names of the files that earlier builds have put into the target."""
        for name in self._records().get(self._key, ()):
            # A list that somebody changed must not lead out of the folder.
            if not Path(name).is_absolute() and ".." not in Path(name).parts:
                yield name

    @property
    def _key(self) -> str:
        return Path(os.path.relpath(self.target, self._record.parent)).as_posix()

    def _remember(self, files: Iterable[str]) -> None:
        records = {**self._records(), self._key: sorted(files)}
        content = json.dumps(records, indent=0, sort_keys=True).encode()
        if not self._record.is_file() or self._record.read_bytes() != content:
            replace_bytes(self._record, content)


def replace_bytes(path: Path, content: bytes) -> None:
    """Make a file hold ``content``: whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(content)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


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
