"""Notes that name sources, as citations: by symbol, by title, or by what an earlier note called them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from normative.bibliography.files import Source

#: Where the place in a source begins.
_PINPOINT = re.compile(
    r",?\s+(?=(?:paras?|arts?|pp?|chap|chaps|sects?|obj|annex|rule|rules|principles?|articles?|paragraphs?|objectives?)\b"
    r"\.?\s+[\dIVX])",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(see also|see|cf\.|e\.g\.)\s+", re.IGNORECASE)
_IBID = re.compile(r"ibid\b\.?", re.IGNORECASE)
_PARENTHESES = re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)")
_NUMBERED = re.compile(r"(?:Joint )?General (?:comment|recommendation) No\. \d+ \(\d{4}\)", re.IGNORECASE)
_RESOLUTION = re.compile(r"A/RES/(\d+/\d+(?:, annex)?)$")
#: A place has no other sentence behind it.
_SENTENCE = re.compile(r"\.\s+[A-Z]")
_WORD = re.compile(r"\w+")
#: What a note may call a source by beside the words of its entry.
_FREE = frozenset(["the", "and", "of", "no", "nos", "joint", "annex", "resolution"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Matched:
    """What a note cites, if anything.

    :param target: as the role ``footcite`` has it; empty where the note stays as it is.
    :param near: the keys of sources that it names among other words.
    """

    target: str = ""
    near: tuple[str, ...] = ()
    ground: str = ""


class Notes:
    """Matches notes in the order of the text, for a source may be named in full only once."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {source.key: source for source in sources}
        self._words = {key: frozenset(_words(source.words)) for key, source in self._sources.items()}
        self._symbols = [(source.symbol, source.key) for source in self._sources.values() if _is_symbol(source.symbol)]
        self._shared = Counter(symbol for symbol, _ in self._symbols)
        titles = [
            (title, source.key) for source in self._sources.values() for title in set(map(_plain, _titles(source)))
        ]
        counted = Counter(title for title, _ in titles)
        self._titles = {title: key for title, key in titles if title and counted[title] == 1}
        self._called: dict[str, str] = {}
        self._last = ""

    def match(self, text: str) -> Matched:
        """Return which sources a note cites, if it does nothing else."""
        targets: list[str] = []
        grounds: dict[str, None] = {}
        pieces = [piece.strip() for piece in _split(text.strip().removesuffix("."))]
        for piece in pieces:
            target, ground = self._piece(piece)
            if not target:
                near = tuple(dict.fromkeys(key for symbol, key in self._symbols if _holds(text, symbol)))
                self._last = ""
                return Matched(near=near)
            targets.append(target)
            grounds[ground] = None
        return Matched(target=", ".join(targets), ground=" and ".join(grounds))

    def _piece(self, piece: str) -> tuple[str, str]:
        """Return what a part of a note cites, and by what that was seen."""
        leading = _LEADING.match(piece)
        rest = piece[leading.end() :] if leading else piece
        found = next((item for item in _PINPOINT.finditer(rest) if _is_outside(rest[: item.start()])), None)
        head, pinpoint = (rest[: found.start()], rest[found.end() :]) if found else (rest, "")
        key, ground = self._source(head.strip().rstrip(","))
        if not key or _SENTENCE.search(pinpoint) or any(sign in pinpoint for sign in "{}`\\"):
            return "", ""
        self._last = key
        before = f"{{{leading[1].lower()}}} " if leading else ""
        place = f"{{{' '.join(pinpoint.split())}}}" if pinpoint else ""
        return f"{before}{key}{place}", ground

    def _source(self, head: str) -> tuple[str, str]:
        if _IBID.fullmatch(head):
            return self._last, "ibid."
        for symbol, key in self._symbols:
            others = head.replace(symbol, " ")
            is_one = self._shared[symbol] == 1 or bool(_words(others))
            if is_one and _holds(head, symbol) and self._is_named(others, key):
                self._note(others, key)
                return key, f"symbol {symbol}"
        plain = _plain(head)
        if plain in self._titles:
            self._note(head, self._titles[plain])
            return self._titles[plain], "title"
        return self._called.get(plain, ""), "as called before"

    def _is_named(self, others: str, key: str) -> bool:
        """Tell whether all words beside a symbol are those of its entry, so that none is lost."""
        return all(word in self._words[key] or word in _FREE for word in _words(others))

    def _note(self, head: str, key: str) -> None:
        for called in {_plain(head), _plain(_PARENTHESES.sub("", head))}:
            if called:
                self._called[called] = key


def _titles(source: Source) -> Iterator[str]:
    yield source.title
    if numbered := _NUMBERED.match(source.title):
        # How general comments are cited: by body, number and year.
        yield f"{source.author}, {numbered[0]}"
    yield source.short_title
    for name in (source.title, f"{source.author}, {source.title}"):
        yield f"{name} ({source.year})"
    if resolution := _RESOLUTION.match(source.symbol):
        yield f"General Assembly resolution {resolution[1]}"
    yield source.published


def _is_symbol(text: str) -> bool:
    return "/" in text and not text.endswith("/")


def _holds(text: str, symbol: str) -> bool:
    return re.search(rf"(?<![\w/-]){re.escape(symbol)}(?![\w/-])", text) is not None


def _is_outside(before: str) -> bool:
    return before.count("(") <= before.count(")")


def _split(text: str) -> Iterator[str]:
    """Yield what semicolons part that stand in no parentheses."""
    depth, start = 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == ";" and depth <= 0:
            yield text[start:place]
            start = place + 1
    yield text[start:]


def _plain(text: str) -> str:
    return " ".join(text.casefold().removeprefix("the ").replace("()", " ").split()).strip(" ,.")


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
