"""Which files and addresses a text may lead to: those of its project, and those a reader can safely open."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from normative.config import NormativeConfig

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: What a link may begin with; others run something (``javascript:``), or lead to the reader's own machine (``file:``).
_SCHEMES = frozenset({"http", "https", "mailto", "ftp", "ftps", "tel", "urn", "doi"})
#: Browsers pass over white space and control characters in a scheme.
_PASSED_OVER = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def is_inside(path: str | Path, env: BuildEnvironment) -> bool:
    """Tell whether a file, where its links have led, lies in the source folder or a folder that ``conf.py`` names."""
    config, source = NormativeConfig.of(env.config), Path(env.srcdir)
    named = (source / name for name in (config.instruments, config.vocabulary, config.states, *config.folders))
    # A link in the source folder, called like a folder that conf.py names there, is not what it names.
    folders = (
        source,
        *(folder for folder in named if not _is_written_inside(folder, source) or not _leaves(folder, source)),
    )
    resolved = Path(path).resolve()
    return any(resolved.is_relative_to(folder.resolve()) for folder in folders)


def leads_out(path: str | Path, env: BuildEnvironment) -> bool:
    """Tell whether a path, written as one in the source folder, leads out of the project through a link."""
    return _is_written_inside(Path(path), Path(env.srcdir)) and not is_inside(path, env)


def _is_written_inside(path: Path, source: Path) -> bool:
    return Path(os.path.abspath(path)).is_relative_to(source)  # noqa: PTH100  # a link in the path stays one


def _leaves(path: Path, source: Path) -> bool:
    return not path.resolve().is_relative_to(source.resolve())


def is_safe_link(address: str) -> bool:
    """Tell whether an address runs nothing and leads to a place that every reader can open."""
    scheme = _SCHEME.match(_PASSED_OVER.sub("", address))
    return scheme is None or scheme[1].lower() in _SCHEMES


def is_web_address(text: str) -> bool:
    """Tell whether a text names a file on the web, or by an address of another kind."""
    return "://" in text or text.lower().startswith("file:")
