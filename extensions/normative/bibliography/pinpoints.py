"""The place in a source as the United Nations writes it: "para. 50", "arts. 13–15", "pp. 5 and 7".

Apart from the style because here a spelling is put right, and there nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

#: The words that authors write for each unit, in English.
_ENGLISH = {
    "article": ("art", "arts", "article", "articles"),
    "paragraph": ("para", "paras", "paragraph", "paragraphs", "par", "pars", "§", "§§"),
    "page": ("p", "pp", "page", "pages", "pg", "pgs"),
    "chapter": ("chap", "chaps", "chapter", "chapters", "ch"),
    "section": ("sect", "sects", "section", "sections", "sec", "secs"),
}
#: One and several of each unit by language, with further words that authors write for it; other languages have their
#: places as they are written.
_FORMS: Mapping[str, Mapping[str, tuple[str, str, tuple[str, ...]]]] = {
    "en": {
        "article": ("art.", "arts.", ()),
        "paragraph": ("para.", "paras.", ()),
        "page": ("p.", "pp.", ()),
        "chapter": ("chap.", "chaps.", ()),
        "section": ("sect.", "sects.", ()),
    },
    "fr": {
        "article": ("art.", "art.", ()),
        "paragraph": ("par.", "par.", ("paragraphe", "paragraphes")),
        "page": ("p.", "p.", ()),
        "chapter": ("chap.", "chap.", ("chapitre", "chapitres")),
        "section": ("sect.", "sect.", ()),
    },
    "es": {
        "article": ("art.", "arts.", ("artículo", "artículos")),
        "paragraph": ("párr.", "párrs.", ("párr", "párrs", "párrafo", "párrafos")),
        "page": ("pág.", "págs.", ("pág", "págs", "página", "páginas")),
        "chapter": ("cap.", "caps.", ("cap", "caps", "capítulo", "capítulos")),
        "section": ("secc.", "seccs.", ("secc", "seccs", "sección", "secciones")),
    },
    "ru": {
        "article": ("ст.", "ст.", ("ст", "статья", "статьи")),
        "paragraph": ("п.", "пп.", ("п", "пп", "пункт", "пункты")),
        "page": ("с.", "с.", ("с", "стр", "страница", "страницы")),
        "chapter": ("гл.", "гл.", ("гл", "глава", "главы")),
        "section": ("разд.", "разд.", ("разд", "раздел", "разделы")),
    },
}
_PLACE = r"(?:\d+(?:\.\d+)*|[IVXLC]+\b)(?:\s*(?:bis|ter)\b)?(?:\s*\(\w+\))*"
_JOINT = r"\s*(?:,|;|&|-|–|—|\bto\b|\band\b|\bet\b|\by\b|\bи\b)\s*"
_SEVERAL = re.compile(rf"{_JOINT}(?=\d|[IVXLC]+\b)")
_DASH = re.compile(r"(?<=[\d)])\s*[-–—]\s*(?=[\d(])")


def in_house_style(pinpoint: str, language: str = "en") -> str:
    """Return a place with its units abbreviated, in the singular or plural as it needs, and spaced.

    What is no such unit ("annex", "target 10.c") stays as it is; so does all of a language without forms here.
    """
    if language not in _FORMS:
        return pinpoint
    return _pattern(language).sub(lambda found: f"{_unit(found, language)} {_places(found['places'])}", pinpoint)


def differs_in_style(pinpoint: str, language: str = "en") -> bool:
    """Tell whether the author should write a place in another way; any dash and any white space will do in a range."""
    return _DASH.sub("–", pinpoint) != _DASH.sub("–", in_house_style(pinpoint, language))


@cache
def _spellings(language: str) -> Mapping[str, tuple[str, str]]:
    """Return one and several of the unit that each word stands for."""
    return {
        word: (one, several)
        for unit, (one, several, words) in _FORMS[language].items()
        for word in (*_ENGLISH[unit], *words)
    }


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Return what finds a unit with its numbers."""
    words = "|".join(word for word in _spellings(language) if word.isalpha())
    return re.compile(
        rf"(?<!\w)(?P<unit>§§?|(?:{words})\b)\.?\s*"
        rf"(?P<places>{_PLACE}(?:{_JOINT}(?:{_PLACE}|\(\w+\)))*)",
        re.IGNORECASE,
    )


def _unit(found: re.Match[str], language: str) -> str:
    one, several = _spellings(language)[found["unit"].lower()]
    return several if _SEVERAL.search(found["places"]) else one


def _places(places: str) -> str:
    return _DASH.sub("–", re.sub(r"(?<=\w)\(", " (", places))
