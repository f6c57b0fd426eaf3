"""What is kept from one build to the next, beside what was read: files of outputs, and the warnings of all."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from normative.rebuild.files import replace_bytes
from normative.rebuild.record import name_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Warned:
    """A warning in plain words, as Sphinx's handlers get it.

    :param once: whether it is shown once, however often it is given.
    """

    level: int
    message: str
    location: str
    type: str
    subtype: str
    once: bool

    @property
    def text(self) -> str:
        """What is printed of it."""
        place = f"{self.location}: " if self.location else ""
        kind = ".".join(filter(None, (self.type, self.subtype)))
        return f"{place}{logging.getLevelName(self.level)}: {self.message}{kind and f' [{kind}]'}"


@dataclass(frozen=True, kw_only=True, slots=True)
class OutputState:
    """What is true of an output folder since it was last published.

    :param files: the names of all files that builds have put there.
    :param time: when the build began, in nanoseconds.
    :param inputs: a digest of all that the output was made of; ``""`` where it is to be made anew in any case.
    :param status: of the build.
    :param report: the file that has its findings, where it lies outside the output.
    :param pages: a digest of what each page shows, by document.
    :param written: the warnings of each document when its page was written.
    :param shown: all warnings from the time when the text was read, in their order.
    """

    files: Sequence[str] = ()
    time: int = 0
    inputs: str = ""
    status: int = 0
    report: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, Sequence[Warned]] = field(default_factory=dict)
    shown: Sequence[Warned] = ()

    @classmethod
    def read(cls, path: Path) -> OutputState:
        """Return what the file says; nothing where there is none, or it is none of ours."""
        try:
            content = json.loads(path.read_bytes())
            return cls(
                **{
                    **content,
                    # A list that somebody changed must not lead out of the folder.
                    "files": [name for name in content["files"] if _is_within(name)],
                    "written": {docname: _warned(items) for docname, items in content["written"].items()},
                    "shown": _warned(content["shown"]),
                }
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def text(self) -> str:
        """Return what is written into the file."""
        return json.dumps(asdict(self))

    def is_there(self, target: Path) -> bool:
        """Tell whether all files are in the folder that were put there, and the report of it."""
        return all((target / name).is_file() for name in self.files) and (
            not self.report or Path(self.report).is_file()
        )


def published_path(target: Path, doctrees: Path) -> Path:
    """Return the file that keeps the :class:`OutputState` of a folder."""
    return doctrees / "outputs" / f"{name_of(target, doctrees)}.published.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingState:
    """The warnings of what an environment holds.

    :param times: when each document was read, so that one that somebody else has read since is known.
    :param read: the warnings of each document that has some.
    :param consistency: those of the checks of all documents together.
    """

    times: Mapping[str, int] = field(default_factory=dict)
    read: Mapping[str, Sequence[Warned]] = field(default_factory=dict)
    consistency: Sequence[Warned] = ()

    @staticmethod
    def path(doctrees: Path) -> Path:
        """Return the file that keeps this of an environment."""
        return doctrees / "warnings.json"

    @classmethod
    def of(cls, doctrees: Path) -> ReadingState:
        """Return what is known of an environment; nothing where there is no file, or it is none of ours."""
        try:
            content = json.loads(cls.path(doctrees).read_bytes())
            return cls(
                times=dict(content["times"]),
                read={docname: _warned(items) for docname, items in content["read"].items()},
                consistency=_warned(content["consistency"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def write(self, doctrees: Path) -> None:
        """Keep this of an environment."""
        replace_bytes(self.path(doctrees), json.dumps(asdict(self)).encode())


def _warned(items: Sequence[Mapping[str, object]]) -> list[Warned]:
    return [Warned(**item) for item in items]  # type: ignore[arg-type]  # what does not fit is a TypeError, and none of ours


def _is_within(name: str) -> bool:
    return not Path(name).is_absolute() and ".." not in Path(name).parts
