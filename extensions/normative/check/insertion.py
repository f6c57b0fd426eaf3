"""What a text takes in from elsewhere: files, images and downloads that a build would refuse."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from normative.check.markup import Directive
from normative.model.boundary import (
    download_outside,
    file_of_docutils,
    file_on_the_web,
    file_outside,
    image_on_the_web,
    image_outside,
    is_below,
    is_web_address,
    is_web_image,
)
from normative.model.diagnostics import Problem

IMAGES = ("image", "figure")
#: The directives that take in files, with the options that name these beside the argument.
_FILES = {"include": (), "literalinclude": ("diff",)}
_TABLE = "csv-table"


@dataclass(frozen=True, kw_only=True, slots=True)
class Boundary:
    """The folders that one document may take files from.

    :param source: the source folder.
    :param docname: the document.
    :param folders: all folders that are allowed.
    :param is_guarded: a build refuses what comes from elsewhere.
    """

    source: Path
    docname: str
    folders: Sequence[Path]
    is_guarded: bool = True

    def check_directive(self, directive: Directive) -> Problem | None:
        """Return why a build would refuse what a directive takes in."""
        argument = directive.block[0].text
        if not self.is_guarded:
            return None
        if directive.name in IMAGES:
            uri = "".join(argument.split())
            if is_web_image(uri):
                return image_on_the_web(uri)
            return None if uri.startswith("data:") or self._has(self.resolve(uri)) else image_outside(uri)
        for name, path in self._files(directive, argument):
            if is_web_address(name) or path is None:
                return file_on_the_web(name)
            if not self._has(path):
                return file_outside(name)
        return None

    def check_download(self, target: str) -> Problem | None:
        """Return why a build would refuse a download; an address of the web is a link."""
        return (
            None
            if not self.is_guarded or is_web_address(target) or self._has(self.resolve(target))
            else download_outside(target)
        )

    def resolve(self, name: str) -> Path:
        """Return a path as Sphinx finds it: from the document's folder, or with a slash from the source folder."""
        if own := file_of_docutils(name):
            # Where its own files are is not known here, but that others are outside.
            return Path("/", own)
        folder = self.source if name.startswith("/") else (self.source / self.docname).parent
        return folder / name.lstrip("/")

    def _files(self, directive: Directive, argument: str) -> Iterator[tuple[str, Path | None]]:
        """Yield the files that a directive names with their paths; without one it is an address of the web."""
        if directive.name in _FILES:
            names = (argument, *(_option(directive, name) for name in _FILES[directive.name]))
            yield from ((name, self.resolve(name)) for name in names if name and not _is_of_docutils(name))
        elif directive.name == _TABLE:
            if name := _option(directive, "file"):
                path = (self.source / directive.start.path).parent / name
                yield name, path if not Path(name).is_absolute() or path.exists() else self.resolve(name)
            if name := _option(directive, "url"):
                yield name, None

    def _has(self, path: Path) -> bool:
        return is_below(path, self.folders)


def _is_of_docutils(name: str) -> bool:
    """Tell whether a name is that of one of docutils' own files, such as ``<isonum.txt>``."""
    own = file_of_docutils(name)
    return posixpath.normpath(f"/-/{own}").startswith("/-/") and not own.startswith("/")


def _option(directive: Directive, name: str) -> str:
    for line in directive.block:
        if line.text.startswith(f":{name}:"):
            return line.text.removeprefix(f":{name}:").strip()
    return ""
