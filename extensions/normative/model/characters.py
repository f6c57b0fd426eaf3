"""From the bytes of a file to text that every output can show, with what was wrong in it.

Builds, :mod:`normative.check` and the readers of data files all read through :func:`decode`, so that no byte of a file
can stop any of them, and no character in it can change what stands beside it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

from normative.model.diagnostics import Diagnostic, Problem

_LINE_END = re.compile(r"\r\n?")
#: What Word and some editors put between lines and paragraphs; docutils would end a line there, editors do not.
_SEPARATOR = re.compile("[\u2028\u2029]")
#: What has no form on paper and none in XML: control characters, lone surrogates, and what Unicode calls no characters.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: The signs that reorder what follows them: embeddings, overrides and isolates, and what ends them.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: What can change a terminal or the order of a line, or cannot be seen, wherever text of an author is quoted.
NOT_VISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_OVERRIDES = frozenset("\u202d\u202e")
_ENDS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
#: What may stand within a word and is not seen unless a line ends there, or at all.
_WITHIN_WORDS = re.compile("[\u00ad\u200b\u2060\ufeff]")
#: Letters that Unicode does not take for another one with a sign added.
_PLAIN = str.maketrans(
    {"æ": "ae", "đ": "d", "ð": "d", "ı": "i", "ł": "l", "ø": "o", "œ": "oe", "þ": "th"}
) | str.maketrans(
    # The same of Arabic, whose vowels and hamzas are marks.
    {"ى": "ي", "ة": "ه", "ٱ": "ا", "ـ": ""}
)
#: A line that git puts between two versions of a passage.
_CONFLICT_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?$")
_CONFLICTING = Problem(
    kind=Diagnostic.CONFLICT_MARK,
    message="git could not join two versions from here to '>>>>>>>', and both are read; keep what is right, and "
    "remove the lines of '<', '=' and '>'",
)
#: How ``surrogateescape`` leaves a byte that is not UTF-8.
_WRONG_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """A file's text, its lines ended by line feeds, and what is wrong in it, each with its line."""

    text: str
    problems: tuple[tuple[int, Problem], ...] = ()


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Return the text of a file that should be UTF-8, with or without a byte order mark; never fails.

    UTF-16 is read as what it is, any other byte that is not UTF-8 as in Windows-1252, the usual mistake. The code of a
    character stands in its place where it cannot be seen, and lines that git has put between two versions are empty. A
    letter with its accent is one character (Unicode's NFC), also where macOS or a PDF file has given two, so that names
    and terms are the same however they are written.

    :param encoding: another one than UTF-8, which the author says the file has.
    :raises UnicodeError: it does not have that one.
    """
    text, problem = (data.decode(encoding), None) if encoding else _decoded(data)
    text, conflicts = _without_conflicts(_LINE_END.sub("\n", normalize("NFC", text)))
    text, hidden = reveal(text)
    return Decoded(text=text, problems=(*((problem,) if problem else ()), *conflicts, *hidden))


def reveal(text: str) -> tuple[str, tuple[tuple[int, Problem], ...]]:
    """Return a text with the codes of characters that cannot be seen or reorder it, and a problem for each line."""
    if not (_UNSEEN.search(text) or _DIRECTION.search(text) or _SEPARATOR.search(text)):
        return text, ()
    lines = text.split("\n")
    problems = []
    for number, line in enumerate(lines, 1):
        for pattern, message in _faults(line):
            codes = ", ".join(dict.fromkeys(map(code_point, pattern.findall(line))))
            problems.append((number, Problem(kind=Diagnostic.HIDDEN_CHARACTER, message=message.format(codes))))
            lines[number - 1] = pattern.sub(
                " " if pattern is _SEPARATOR else lambda found: f"[{code_point(found.group())}]", lines[number - 1]
            )
    return "\n".join(lines), tuple(problems)


def visible(text: str) -> str:
    """Return a message with the codes of all signs that could make it read as another one, also of paired ones."""
    return NOT_VISIBLE.sub(lambda found: f"[{code_point(found.group())}]", text)


def comparable(text: str) -> str:
    """Return a name, a term or a text to look for them in as all are compared: whatever its letters are made of.

    Soft hyphens and what else may be hidden within a word are left out; lines stay as they are.
    """
    return _WITHIN_WORDS.sub("", normalize("NFC", text))


def unaccented(text: str) -> str:
    """Return a text as one looks for it who writes no accents and no capital letters."""
    if text.isascii():
        return text.lower()
    return "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter)).translate(_PLAIN)


def code_point(character: str) -> str:
    """Return how a character is named in messages, and in its place where it cannot be shown: ``U+6F22``."""
    return f"U+{ord(character):04X}"


def _without_conflicts(text: str) -> tuple[str, tuple[tuple[int, Problem], ...]]:
    """Return a text with both sides of what git could not join, the marks of it left empty, and a problem for each."""
    if "<<<<<<<" not in text:
        return text, ()
    lines, problems = text.split("\n"), list[tuple[int, Problem]]()
    marks: dict[str, int] = {}
    for number, line in enumerate(lines):
        found = _CONFLICT_MARK.match(line)
        if not found:
            continue
        marks = {found[1]: number} if line.startswith("<") else {**marks, found[1]: number}
        if line.startswith(">") and {"<<<<<<<", "======="} <= marks.keys():
            problems.append((marks["<<<<<<<"] + 1, _CONFLICTING))
            for mark in marks.values():
                lines[mark] = ""
            marks = {}
    return "\n".join(lines), tuple(problems)


def _faults(line: str) -> Iterator[tuple[re.Pattern[str], str]]:
    if _UNSEEN.search(line):
        yield _UNSEEN, "hidden in the line: {}, printed as codes; remove them"
    if _reorders(line):
        yield _DIRECTION, "reorders the line: {}, printed as codes; remove them"
    if _SEPARATOR.search(line):
        yield _SEPARATOR, "breaks the line: {}, read as a space; begin a new line instead"


def _reorders(line: str) -> bool:
    """Tell whether a line has an override, or a sign of direction whose end is not in it."""
    waiting: list[str] = []
    for sign in _DIRECTION.findall(line):
        if sign in _ENDS:
            waiting.append(_ENDS[sign])
        elif sign in _OVERRIDES or not waiting or waiting.pop() != sign:
            return True
    return bool(waiting)


def _decoded(data: bytes) -> tuple[str, tuple[int, Problem] | None]:
    utf_16 = _utf_16(data)
    if utf_16:
        message = "the file is UTF-16; save it as UTF-8"
        return data.decode(utf_16, "replace").removeprefix("\ufeff"), (1, _not_utf_8(message))
    text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    wrong = _WRONG_BYTE.search(text)
    if wrong is None:
        return text, None
    before = text[: wrong.start()]
    position = len(before.encode()) + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
    count = len(_WRONG_BYTE.findall(text))
    others = f" (one of {count})" if count > 1 else ""
    message = (
        f"byte 0x{data[position]:02X} at position {position} of the file is not UTF-8{others} and is read as "
        f"'{_windows_1252(wrong)}', which may be wrong; save the file as UTF-8"
    )
    line = _LINE_END.sub("\n", before).count("\n") + 1
    return _WRONG_BYTE.sub(_windows_1252, text), (line, _not_utf_8(message))


def _not_utf_8(message: str) -> Problem:
    return Problem(kind=Diagnostic.ENCODING, message=message)


def _utf_16(data: bytes) -> str:
    """Return the name of the form of UTF-16 that a file has; ``""`` where it has none."""
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    # Without a mark, every other byte of a text in Latin letters is zero.
    start = data[:1000]
    if start.count(0) * 3 <= len(start):
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _windows_1252(found: re.Match[str]) -> str:
    return bytes([ord(found.group()) - 0xDC00]).decode("cp1252", "replace")
