"""Which folders the files of a text may lie in, as ``conf.py`` names them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from normative.config import NormativeConfig
from normative.model.boundary import is_below

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def is_inside(path: str | Path, env: BuildEnvironment) -> bool:
    """Tell whether a file, where its links have led, lies in the source folder or a folder that ``conf.py`` names."""
    config, source = NormativeConfig.of(env.config), Path(env.srcdir)
    named = (config.instruments, config.vocabulary, config.states, *config.folders)
    return is_below(path, (source, *(source / name for name in named)))
