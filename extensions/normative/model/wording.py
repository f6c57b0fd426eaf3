"""The words of an instrument: of each provision as far as somebody has its text, else what tells them again.

A text itself stays outside a project, for not every one may be copied. What is kept in the project is a fingerprint of
each provision, and hashes of its sequences of words: enough to see that a quotation is not verbatim, and no text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from normative.model.provision import Provision

#: How many words hashes are of: those of five for all that is longer, and those of three for what is not.
LONG, SHORT = 5, 3
#: How many hexadecimal digits a hash has. Among a thousand others the same is there once in sixteen thousand times, of
#: three words once in sixty; but it must be there in its place.
_DIGITS = {LONG: 6, SHORT: 4}
#: Where the text ends before as many words.
_NONE = "-"
#: A mark before a word whose first letter may be small or a capital.
ANY_CASE = "\x01"
#: A word; of scripts that part none, a character. Hyphens part words, for dashes are written in many ways.
_WORD = re.compile(
    rf"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    rf"|{ANY_CASE}?[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+(?:'[^\W_]+)*"
)
#: The mark of an item, also within a line, and the number of a paragraph; in "article 22 (1)" it is neither.
_MARK = re.compile(
    r"(?<![\d)])(?<![\d)] )\((?:[A-Za-z]{1,2}|[ivxIVX]{1,5}|\d{1,2})\)|^[ \t]*\d{1,3}\.(?=\s)", re.MULTILINE
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`", "'") | dict.fromkeys("\u00ad\u200b\u2060\ufeff"))


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisionText:
    """The words of one provision.

    :param fingerprint: of the text as the project keeps it; empty where it keeps none.
    :param words: ``None`` where nobody has the text here.
    :param hashes: by their length, of the sequences that begin with each of its words, some of which reach into the
        next provision; ``None`` where the project keeps none.
    """

    fingerprint: str = ""
    words: tuple[str, ...] | None = field(default=None, repr=False)
    hashes: Mapping[int, tuple[str, ...]] | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """The words of an instrument in one language, by provision, in the order of its text."""

    language: str = ""
    texts: Mapping[Provision, ProvisionText] = field(default_factory=dict)


def unmarked(text: str) -> str:
    """Return a text without the letters and numbers of its paragraphs and items, which a list gives them anew."""
    return _MARK.sub(" ", text)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text; signs between them, and how apostrophes and dashes are written, do not count."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).translate(_APOSTROPHES)))


def folded(words: Iterable[str]) -> Iterator[str]:
    """Yield words as they are compared, whatever letters are capitals."""
    return (word.removeprefix(ANY_CASE).casefold() for word in words)


def hashes_of(words: Sequence[str], salt: str, length: int) -> Iterator[str]:
    """Yield a hash of each sequence of words of a length, in their order."""
    plain = [*folded(words)]
    for start in range(len(plain) - length + 1):
        sequence = " ".join((salt, *plain[start : start + length]))
        yield hashlib.sha256(sequence.encode()).hexdigest()[: _DIGITS[length]]


def hashed(words: Sequence[str], salt: str, length: int) -> list[str]:
    """Return the same with as many as there are words."""
    found = [*hashes_of(words, salt, length)]
    return found + [_NONE] * (len(words) - len(found))


def salt_of(key: str, language: str) -> str:
    """Return what the hashes of an instrument begin with, so that no other one has the same for the same words."""
    return f"{key} {language}"
