"""Fonts for letters that Typst's own do not have: those of the font packages that are installed.

Such packages (``fontpkg-amiri`` and the like) are Python packages with nothing but the files of a font.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def further_fonts() -> Mapping[str, Path]:
    """Return the folder of every installed font, by the name of its family."""
    try:
        from fontpkg import families
    except ModuleNotFoundError:
        return {}
    return {family.name: Path(family.files[0].path).parent for _, family in sorted(families().items())}
