"""Forms that lawyers write beside those of the grammar, put into its words: "§ 1", "(1-3)", "article 6 of KEY".

Apart from :mod:`normative.model.spelling`, which knows one grammar: what comes out here is read there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from normative.model.citation_tokens import DASHES
from normative.model.provision import UNIT_WORDS, Unit, is_roman

_UNIT = rf"(?:{'|'.join(UNIT_WORDS)})\b"
_MARK = r"(?:[0-9]{1,3}|[a-z]{1,4}|[A-Z])"
#: Several numbers in one bracket; what follows in a bracket of its own might belong to each of them.
_BRACKET = re.compile(rf"\(\s*({_MARK}(?:\s*(?:[{DASHES},&]|\b(?:and|or|to)\b)+\s*{_MARK})+)\s*\)(?!\s*\()")
_MARK_ALONE = r"\b(?!(?:and|or|to)\b)[0-9A-Za-z]+"
#: Numbers and brackets alone, as most citations are, have nothing of what follows.
_PLAIN = re.compile(rf"[{DASHES}\d\s,]*(?:\([0-9a-z]{{1,4}}\)[{DASHES}\d\s,]*)*")
_ORDINALS = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
}
_ORDINAL = rf"(?:the\s+)?({'|'.join(_ORDINALS)})"
#: In this order; behind the key, in either case of the letters.
_PATTERNS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(?<=[a-z.])\s+(?:nos?\.?|n\s?[°º]|№)\s*(?=\d)", " "),
    (r"\bat\s+(?=para|\d|[§¶])", ""),
    (rf"(?<=[\w)])\s*,?\s*(?:§§|¶¶)\s*(?=\d)|(?<=[\w)])\s*,?\s*[§¶]\s*(?=\d+\s*[{DASHES}])", ", paras. "),
    (r"(?<=[\w)])\s*,?\s*[§¶]\s*(?=\d)", ", para. "),
    (r"\b(?:guiding|general|operational|foundational|basic)\s+(?=(?:principle|guideline)s?\b)", ""),
    (
        rf"\b(?:preamble,?\s+)?{_ORDINAL}\s+(?:preambular\s+para(?:graph)?|recital)\b",
        lambda found: f"preamble, para. {_ORDINALS[found[1].lower()]}",
    ),
    (rf"\b{_ORDINAL}\s+paragraph\b", lambda found: f"para. {_ORDINALS[found[1].lower()]}"),
    (r"\b(?:preamble,?\s+)?(?:preambular\s+para(?:graph)?(s?)|recital(s?))\b\.?", r"preamble, para\1\2."),
    (r"\bpar(s?)\b\.?(?=\s*\d)", r"para\1"),
    (r"\boperative\s+(?=para)", ""),
    # Of resolutions, and in capitals alone: "pp. 3" are pages.
    (r"(?-i:\bOPs?)\s?(?=\d)", "para. "),
    (r"(?-i:\bPPs?)\s?(?=\d)", "preamble, para. "),
    (r"\b(?:SDGs?|sustainable\s+development\s+goals?)\s+(?=(?:goal|target)s?\b)", ""),
    (r"\bSDGs?\s+(?=\d+\.[\da-z])", "targets "),
    (r"\b(?:SDGs?|sustainable\s+development\s+goals?)\s+(?=\d)", "goals "),
    (r"\bthrough\s+to\b|\bup\s+to\b(?!\s+and)", "to"),
    (r"\band\s*/\s*or\b|\bas\s+well\s+as\b|(?<=[\d)\s])\+(?=[\s\d])", " and "),
    (rf"\b(?:both|from)\s+(?={_UNIT})", ""),
    (r",?\s*\brespectively\b", ""),
    (r"\blit(?:t|tera|erae)?\b\.?", "letter"),
    (r"\b(?:action|point|item|(?:sub-?)?clause)(s?)(?=\s*[\d(])", r"letter\1"),
    (r"\bsect(s?)\b\.?", r"section\1"),
    (r"\bchap(s?)\b\.?", r"chapter\1"),
    # A bracket within a bracket, as in French: "article 14 (3 d))".
    (r"\((\d+)\s*(\([a-z]+\))\)", r"(\1) \2"),
    # One half of a bracket: "article 14 (3) d)".
    (r"(?<=[\d)])\s*(?<!\()\b([a-z])\)", r" (\1)"),
)
_AROUND = re.compile(rf"\s*\((?={_UNIT})(?P<within>.*)\)[\s.]*", re.IGNORECASE | re.DOTALL)
_SIGN = re.compile(r"\s*[§¶]+\s*(?=\d)")
#: A key behind what it is cited for: "article 6 (1) of the KEY".
_KEY_BEHIND = re.compile(
    r"(?:,|\s+(?:of|in|du|de|del|من))?(?:\s+(?:the|la))?\s+(?P<key>[A-Z][A-Z0-9][\w-]*)(?=\s*(?:$|[.,&]|\b(?:and|or)\b))"
)
_JOINER = re.compile(r"\s*(?:,\s*(?:and\b|or\b)?|and\b|or\b|&)\s*")


def is_lawyers_word(word: str) -> bool:
    """Tell whether a word in capitals is one of these forms, and so no instrument's key: "OP5", "SDG"."""
    return bool(re.fullmatch(r"(?:OPs?|PPs?)\d*|SDGs?", word))


def in_plain_words(text: str, default: Unit | None) -> str:
    """Return what stands behind an instrument's key, in the words of the grammar.

    :param default: the unit that the instrument's citations leave out, of which alone "§ 10" can be the beginning.
    """
    if _PLAIN.fullmatch(text):
        return text
    if default is Unit.PARAGRAPH:
        text = _SIGN.sub(" ", text, count=1) if _SIGN.match(text) else text
    around = _AROUND.fullmatch(text)
    if around and _is_closed(around["within"]):
        text = around["within"]
    for pattern, words in _PATTERNS:
        text = re.sub(pattern, words, text, flags=re.IGNORECASE)
    return _BRACKET.sub(lambda found: re.sub(_MARK_ALONE, r"(\g<0>)", found[1]), text)


def _is_closed(text: str) -> bool:
    """Tell whether each bracket that is closed in a text is opened there."""
    depth = 0
    for sign in text:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            return False
    return True


def keys_first(text: str, keys: Collection[str]) -> Iterator[str]:
    """Yield the citations of a text with the key first, where it stands behind: "article 6 of the KEY".

    Where something remains that no key stands behind, the text is left as it is.
    """
    first = re.match(r"\s*(?:[Tt]he\s+)?([\w-]+)", text)
    if first and first[1] in keys:
        yield text
        return
    pieces, start = [], 0
    for found in _KEY_BEHIND.finditer(text):
        if found["key"] in keys and not is_roman(found["key"]):
            pieces.append(f"{found['key']} {text[start : found.start()].strip()}")
            joiner = _JOINER.match(text, found.end())
            start = joiner.end() if joiner else found.end()
    yield from pieces if pieces and not text[start:].strip(" .") else [text]
