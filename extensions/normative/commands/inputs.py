"""All that outputs are made of, as one digest: where it is the same, nothing in them can have moved.

Asked when the text has been read, so that ``conf.py`` and the extensions have run. It rather says too often that
something has moved than once too seldom.
"""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util._serialise import stable_str

from normative.rebuild.files import status_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_PACKAGE = Path(__file__).parents[1]
#: Settings that name what lies elsewhere, whose state nobody knows before it is asked for.
_ELSEWHERE = ("intersphinx_mapping", "needs_external_needs", "needs_services")
#: Folders of source that documents name file by file.
_NAMED_SINGLY = "normative_folders"
#: Options of Sphinx that change how an output is made, or what is printed, and not the output.
_BESIDE = ("-q", "-Q", "-v", "-vv", "-T", "--color", "--no-color", "-E", "--fresh-env", "-a", "--write-all")


def settings_of(config: Config) -> Mapping[str, str]:
    """Return every setting as text; asked for before builders change some for themselves."""
    return {item.name: stable_str(item.value) for item in config}


def inputs_of(app: Sphinx, options: Sequence[str], settings: Mapping[str, str]) -> str:
    """Return the digest; ``""`` where something comes from elsewhere.

    :param options: what the command hands on to Sphinx.
    """
    if any(getattr(app.config, name, None) for name in _ELSEWHERE):
        return ""
    content = [
        sys.version,
        # Where a package is installed or renewed, the time of their folder moves.
        [status_of(sysconfig.get_path(name)) for name in ("purelib", "platlib")],
        sorted(settings.items()),
        [option for option in options if option not in _BESIDE],
        os.environ.get("SOURCE_DATE_EPOCH"),
        sorted(app.env.all_docs.items()),
        sorted((path, status_of(path)) for path in set(_paths(app))),
    ]
    return hashlib.sha256(repr(content).encode()).hexdigest()


def _paths(app: Sphinx) -> Iterator[str]:
    """Yield every file of the source, of the package, and those that settings and documents name."""
    # What is built does not belong to what it is built of.
    left_out = {Path(app.doctreedir).parent, Path(app.doctreedir), Path(app.outdir)} - {Path(app.srcdir)}
    roots = [Path(app.srcdir), Path(app.confdir), _PACKAGE]
    for item in app.config:
        if item.name != _NAMED_SINGLY:
            roots += [Path(app.confdir, text) for text in _texts(item.value)]
    above = {Path(app.srcdir), *Path(app.srcdir).parents}
    for root in dict.fromkeys(roots):
        if not root.is_dir():
            yield str(root)
        elif root == Path(app.srcdir) or root.resolve() not in above:
            yield from _files(root, left_out)
    for docname in app.env.all_docs:
        yield from (str(Path(app.srcdir, path)) for path in app.env.dependencies.get(docname, ()))
    yield from (str(Path(app.srcdir, path)) for path in (*app.env.images, *app.env.dlfiles))


def _files(root: Path, left_out: set[Path]) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name != "__pycache__" and Path(folder, name) not in left_out]
        yield from (f"{folder}{os.sep}{name}" for name in files)


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a setting that may be a path."""
    if isinstance(value, str) and 0 < len(value) < 500 and "\n" not in value and "\0" not in value:
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from _texts(part)
