"""The place in a source as the United Nations writes it: "para. 50", "arts. 13–15", "pp. 5 and 7".

Apart from the style because here a spelling is put right, and there nothing is changed.
"""

from __future__ import annotations

import re

#: One and several of each unit, by the words that authors write for it.
_UNITS = {
    ("art.", "arts."): ("art", "arts", "article", "articles"),
    ("para.", "paras."): ("para", "paras", "paragraph", "paragraphs", "par", "pars", "§", "§§"),
    ("p.", "pp."): ("p", "pp", "page", "pages", "pg", "pgs"),
    ("chap.", "chaps."): ("chap", "chaps", "chapter", "chapters", "ch"),
    ("sect.", "sects."): ("sect", "sects", "section", "sections", "sec", "secs"),
}
_SPELLINGS = {spelling: unit for unit, spellings in _UNITS.items() for spelling in spellings}
_PLACE = r"(?:\d+(?:\.\d+)*|[IVXLC]+\b)(?:\s*(?:bis|ter)\b)?(?:\s*\(\w+\))*"
_JOINT = r"\s*(?:,|;|&|-|–|—|\bto\b|\band\b)\s*"
_PINPOINT = re.compile(
    rf"(?<!\w)(?P<unit>§§?|(?:{'|'.join(word for word in _SPELLINGS if word.isalpha())})\b)\.?\s*"
    rf"(?P<places>{_PLACE}(?:{_JOINT}(?:{_PLACE}|\(\w+\)))*)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(rf"{_JOINT}(?=\d|[IVXLC]+\b)")
_DASH = re.compile(r"(?<=[\d)])\s*[-–—]\s*(?=[\d(])")


def in_house_style(pinpoint: str) -> str:
    """Return a place with its units abbreviated, in the singular or plural as it needs, and spaced.

    What is no such unit ("annex", "target 10.c") stays as it is.
    """
    return _PINPOINT.sub(lambda found: f"{_unit(found)} {_places(found['places'])}", pinpoint)


def differs_in_style(pinpoint: str) -> bool:
    """Tell whether the author should write a place in another way; any dash and any white space will do in a range."""
    return _DASH.sub("–", pinpoint) != _DASH.sub("–", in_house_style(pinpoint))


def _unit(found: re.Match[str]) -> str:
    one, several = _SPELLINGS[found["unit"].lower()]
    return several if _SEVERAL.search(found["places"]) else one


def _places(places: str) -> str:
    return _DASH.sub("–", re.sub(r"(?<=\w)\(", " (", places))
