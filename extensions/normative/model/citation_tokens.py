"""What citations are made of: words for units, joiners, numbers and brackets, and words that name no place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normative.model.provision import UNIT_WORDS, Unit, is_roman

#: The words for units; "subparagraph" names what lies within what is named before it.
UNITS: dict[str, Unit | None] = {
    **UNIT_WORDS,
    **dict.fromkeys(("subparagraph", "subparagraphs", "sub-paragraph", "sub-paragraphs", "subpara", "subparas"), None),
    **dict.fromkeys(("letter", "letters"), None),
}
#: What a plural begins a list with.
PLURALS = frozenset(word for word in UNITS if word.endswith("s"))
#: What stands between the ends of a range.
DASHES = "-‐‑‒–—−"
#: What stands behind the number of an article or a paragraph that was put in later.
_LATER = r"[\s-]?(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)\b"
_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<unit>(?:{"|".join(UNITS)})\b\.?)
      | (?P<chapeau>,?\s*\bchapeau\b)
      | (?P<of>\bof\b(?:\s+the\b)?)
      | (?P<closing>,?\s*(?:\band\b|\bor\b|&))
      | (?P<comma>,)
      | (?P<dash>[{DASHES}]|\b(?:to|through)\b)
      | (?P<open>\((?=\s*(?:{"|".join(UNITS)})\b))
      | (?P<close>\))
      | \(\s*(?P<inner>[0-9]{{1,4}}(?:{_LATER})?|[A-Za-z]{{1,7}})\s*\)
      | (?P<number>[0-9]{{1,4}}(?:(?:\.[0-9a-z]{{1,2}}\b)+|[A-Z]\b|{_LATER})?|[IVXLC]{{1,7}}\b|[A-Z]\b(?!\.\s*[0-9]))
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
#: Words that lawyers write and that name no place, each with what to write instead.
_WORDS = {
    r"et\s+seqq?\b\.?|sqq?\b\.?|ff?\b\.?|(?:et\s+)?suiv\w+|ss\b\.?|siguientes|далее|following|others|passim": (
        "leaves open how far it goes; write the range out, as in 11-13"
    ),
    r"(?:first|second|third|fourth|last|final)\s+(?:and\s+\w+\s+)?sentences?\b|in\s+fine|"
    r"(?:opening|introductory)\s+(?:words|clause|phrase)": (
        "has no number of its own; cite the paragraph here, and name the sentence in the text"
    ),
    r"(?:when\s+|as\s+)?(?:read\s+|taken\s+)?(?:alone,?\s+and\s+)?"
    r"(?:(?:in\s+conjunction|in\s+combination|together|jointly|combined)\s+)?with\b|"
    r"lu\w*\s+(?:conjointement|en\s+combinaison)\s+avec|le[íi]d\w+\s+(?:conjuntamente|en\s+relaci[óo]n|junto)\s+con|"
    r"в\s+(?:совокупности|сочетании|увязке)\s+со?|مقروء\w*\s+بالاقتران\s+مع": (
        "joins two citations; write a semicolon in its place"
    ),
    r"(?:pages?|pp?\.?|footnotes?|fn|nn?)\.?\s*(?=\d)": "counts no places of the text; cite the paragraph",
    r"(?:optional\s+)?protocol\b": "is an instrument of its own; cite it by its key",
    r"/": "may be a comma or a bracket; write a list as in '3, 4', and a paragraph as in '3 (4)'",
    r"\([^()]*[^\W\d_]{3,}[^()]*\)": "names no place; leave it out",
    r"(?:thereof|therein|see(?:\s+also)?|cf\.?|e\.g\.?|inter\s+alia|notably|in\s+particular|ibid\.?|including|especially"
    r"|common|commentary|all\s+of)(?=\W|$)": "names no place; leave it out",
}


class UnreadableError(ValueError):
    """A part of a citation that breaks the grammar; its message says how."""


def is_unit(word: str) -> bool:
    """Tell whether a word is that for a unit, and so no instrument's key."""
    return word.lower() in UNITS or word.lower() == "chapeau"


def idle_words(text: str) -> str:
    """Return what is wrong with words at the beginning of a text that name no place, or ``""``."""
    for words, remedy in _WORDS.items():
        if found := re.match(words, text, re.IGNORECASE):
            return f"'{found[0]}' {remedy}"
    return ""


def word_of(token: str) -> str:
    """Return the word for a unit as :data:`UNITS` has it."""
    return token.lower().rstrip(".")


def _is_word(mark: str) -> bool:
    """Tell whether what stands in a bracket is a word, as in "article 3 (life)", and no letter or Roman number."""
    return mark.isalpha() and len(mark) > 2 and not is_roman(mark)


def tokens_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a text is made of: the name of the kind of each token, and its words.

    :raises UnreadableError: at what no citation is made of.
    """
    start = 0
    while start < len(text):
        match = _TOKEN.match(text, start)
        if not match or not match.lastgroup:
            rest = text[start:].strip().lstrip(",").strip()
            raise UnreadableError(idle_words(rest) or f"'{text[start:].strip()}' cannot be read")
        if match.lastgroup == "inner" and _is_word(match["inner"]):
            raise UnreadableError(f"'({match['inner']})' names no place; leave it out")
        yield match.lastgroup, match[match.lastgroup]
        start = match.end()
