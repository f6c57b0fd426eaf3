"""Files that ``conf.py`` puts beside the pages: links in their folders do not lead out of the project.

Sphinx copies whole folders, and what links in them lead to; the text may come from others than ``conf.py``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from normative.guard.boundary import leads_out
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.project.report import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FOLDERS = ("html_static_path", "html_extra_path")
_FILES = ("html_logo", "html_favicon")


def _keep_within(app: Sphinx) -> None:
    """On ``builder-inited``: leave out what leads out of the project, and say so."""
    if app.builder.format != "html":
        return
    findings = []
    for name in _FOLDERS:
        for folder in app.config[name]:
            for path in _leading_out(app, Path(app.confdir, folder)):
                findings.append(_finding(app, path))
                app.config["exclude_patterns"] = [
                    *app.config["exclude_patterns"],
                    _pattern(path, Path(app.confdir, folder)),
                ]
    for name in _FILES:
        if app.config[name] and leads_out(Path(app.confdir, app.config[name]), app.env):
            findings.append(_finding(app, Path(app.confdir, app.config[name])))
            app.config[name] = None
    report(findings, app.env)


def _leading_out(app: Sphinx, folder: Path) -> Iterator[Path]:
    """Yield the links in a folder that lead out, without those behind others."""
    for parent, folders, files in os.walk(folder, followlinks=True):
        for name in sorted((*folders, *files)):
            path = Path(parent, name)
            if path.is_symlink() and leads_out(path, app.env):
                yield path
        folders[:] = [name for name in folders if not Path(parent, name).is_symlink()]


def _pattern(path: Path, folder: Path) -> str:
    """Return the pattern of a path as Sphinx asks for it when it copies a folder."""
    name = path.relative_to(folder).as_posix()
    return re.sub(r"([*?\[])", r"[\1]", name if "/" in name else f"./{name}")


def _finding(app: Sphinx, path: Path) -> Finding:
    message = "the file is a link to one outside the source folder and is left out; copy that one here"
    return Finding(
        kind=Diagnostic.OUTSIDE_FILE, message=message, place=Place(path=path.relative_to(app.srcdir).as_posix())
    )


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("builder-inited", _keep_within)
