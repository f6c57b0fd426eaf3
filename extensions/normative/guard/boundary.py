"""Which folders the files of a text may lie in, as ``conf.py`` names them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from normative.model.boundary import is_below
from normative.project.config import NormativeConfig

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def is_inside(path: str | Path, env: BuildEnvironment) -> bool:
    """Tell whether a file, where its links have led, lies in the source folder or a folder that ``conf.py`` names."""
    config, source = NormativeConfig.of(env.config), Path(env.srcdir)
    named = (source / name for name in (config.instruments, config.vocabulary, config.states, *config.folders))
    # A link in the source folder, called like a folder that conf.py names there, is not what it names.
    folders = (
        source,
        *(folder for folder in named if not _is_written_inside(folder, source) or not _leaves(folder, source)),
    )
    return is_below(path, folders)


def leads_out(path: str | Path, env: BuildEnvironment) -> bool:
    """Tell whether a path, written as one in the source folder, leads out of the project through a link."""
    return _is_written_inside(Path(path), Path(env.srcdir)) and not is_inside(path, env)


def _is_written_inside(path: Path, source: Path) -> bool:
    return Path(os.path.abspath(path)).is_relative_to(source)  # noqa: PTH100  # a link in the path stays one


def _leaves(path: Path, source: Path) -> bool:
    return not path.resolve().is_relative_to(source.resolve())
