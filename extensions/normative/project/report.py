"""From findings to Sphinx's warnings, ``[normative.<code>]``, each at its file and line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.utils import get_source_line
from sphinx.util import logging

from normative.model.characters import visible
from normative.model.diagnostics import Finding, Place

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)

#: How Sphinx names the source of a translated passage: the file and the line of what it translates.
_TRANSLATED = re.compile(r"(?P<path>.+):(?P<line>\d+):<translated>$")


def place_of(path: str, line: int | None, source_folder: Path) -> Place:
    """Return a place with its path relative to the source folder, so that an environment holds no path of a machine."""
    if translated := _TRANSLATED.match(path):
        path, line = translated["path"], int(translated["line"])
    # Of an included file docutils gives the path from the folder that the build was started in.
    file = os.path.abspath(path)  # noqa: PTH100  # a link in the path stays one, as in the source folder
    return Place(path=_within(file, source_folder) or path, line=line)


@lru_cache
def _within(file: str, source_folder: Path) -> str:
    """Return a path relative to the source folder, or ``""``; many places of one file follow each other."""
    return Path(file).relative_to(source_folder).as_posix() if Path(file).is_relative_to(source_folder) else ""


def place_of_node(node: nodes.Element, env: BuildEnvironment) -> Place:
    """Return where a node of the document that is being read stands; one without a line of its own, where it is in."""
    source, line = get_source_line(node)
    return place_of(str(source or env.doc2path(env.current_document.docname)), line, Path(env.srcdir))


def report(findings: Iterable[Finding], env: BuildEnvironment) -> None:
    """Warn of each finding once, ordered by file and line; a note is no warning."""
    for finding in sorted(dict.fromkeys(findings), key=lambda item: (item.place.path, item.place.line or 0)):
        path = Path(env.srcdir, finding.place.path).as_posix()
        # What concerns a whole file is shown at its first line; without a line Sphinx takes a path for a document.
        location = f"{path}:{finding.place.line or 1}"
        if finding.kind.is_note:
            _logger.info("%s: %s [normative.%s]", location, visible(finding.message), finding.kind.code)
        else:
            _logger.warning(visible(finding.message), type="normative", subtype=finding.kind.code, location=location)
