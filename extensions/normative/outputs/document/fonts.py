"""Fonts for letters that Typst's own do not have: those of the font packages that are installed.

Such packages (``fontpkg-amiri`` and the like) are Python packages with nothing but the files of a font.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from normative.project.libraries import missing, remedy

#: Chinese text is set in the first; its headings in the second, for Chinese has no bold letters.
CHINESE_TEXT, CHINESE_HEADINGS = "Noto Serif SC", "Noto Sans SC"
#: The extra that brings letters, with its package, by the first word of their names in Unicode.
_EXTRAS = {"ARABIC": ("arabic", "fontpkg_amiri"), "CJK": ("chinese", "pylopdf_fonts_zh_cn")}


def further_fonts() -> Mapping[str, Path]:
    """Return the folder of every installed font, by the name of its family."""
    return {**_of_packages(), **_chinese()}


def _of_packages() -> Mapping[str, Path]:
    try:
        from fontpkg import families
    except ModuleNotFoundError:
        return {}
    return {family.name: Path(family.files[0].path).parent for _, family in sorted(families().items())}


def _chinese() -> Mapping[str, Path]:
    try:
        from pylopdf_fonts_zh_cn import sans_path, serif_path
    except ModuleNotFoundError:
        return {}
    return {CHINESE_TEXT: serif_path().parent, CHINESE_HEADINGS: sans_path().parent}


def fonts_for(language: str) -> Mapping[str, str]:
    """Return the families that a language wants before all others, for ``text`` and for ``headings``; or nothing."""
    is_chinese = language.replace("-", "_").partition("_")[0] == "zh"
    return {"text": CHINESE_TEXT, "headings": CHINESE_HEADINGS} if is_chinese and _chinese() else {}


def remedy_for(characters: str) -> str:
    """Return what to do about characters that no font has."""
    scripts = {unicodedata.name(character, "").partition(" ")[0] for character in characters}
    wanted = next((extra for script, extra in _EXTRAS.items() if script in scripts and missing(extra[1])), None)
    return remedy(wanted[0]) if wanted else "write it in another way"
