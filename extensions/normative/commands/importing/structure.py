"""The lines of a draft as its parts: headings, numbered paragraphs with their lists, and text that has no number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from normative.commands.importing import styles
from normative.commands.importing.numbering import BULLET
from normative.commands.importing.styles import Styles
from normative.commands.importing.word import Line
from normative.model.provision import is_roman, roman_value
from normative.model.text import Span

_NUMBER = re.compile(r"\d+\.?")
_TYPED_NUMBER = re.compile(r"\s*(?P<number>\d{1,4})\.(?P<behind>[\t ]+)")
_TYPED_HEADING = re.compile(r"\s*(?:[IVXLC]+|[A-Z]|\d+)\.\t\s*")
#: "(a)", and "a)" as French, Spanish and Russian texts have it; letters of any script.
_TYPED_ITEM = re.compile(r"\s*\(?(?P<letters>[^\W\d_]{1,5})\)[\t ]+")
#: The letters of items in other scripts, in their order.
_ALPHABETS = ("абвгдежзиклмнопрст", "أبجدهوزحطيكلمنسع")
_TYPED_BULLET = re.compile(r"\s*[•–-]\t\s*")
#: The levels that Word gives to letters and to small Roman numbers below a numbered paragraph.
_LETTERS, _ROMANS = 2, 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A block of text; ``mark`` and ``level`` are those of an item of a list that begins with it."""

    spans: tuple[Span, ...]
    mark: str = ""
    level: int = 0


@dataclass(kw_only=True, slots=True)
class Heading:
    """A heading; level 0 is the title of the whole."""

    level: int
    spans: tuple[Span, ...]
    dropped: str = ""
    """The number that was typed before it."""


@dataclass(kw_only=True, slots=True)
class Numbered:
    """A numbered paragraph, with what stands in the line above it.

    :param force: that its style names; empty where it names none.
    """

    number: str
    force: str
    is_typed: bool
    names: list[str]
    margin: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class Loose:
    """Text without a number, or what stands on a first page."""

    pieces: list[Piece] = field(default_factory=list)
    is_front: bool = False
    is_cell: bool = False
    is_relation: bool = False


Part = Heading | Numbered | Loose


def parts_of(lines: Iterable[Line], roles: Styles) -> list[Part]:
    """Return the parts of a text in its order."""
    sorter = _Sorter(roles)
    for line in lines:
        sorter.take(line)
    return sorter.parts


class _Sorter:
    def __init__(self, roles: Styles) -> None:
        self.parts: list[Part] = []
        self._roles = roles
        self._margin = ""
        self._last = 0
        #: The levels of the lists that are open, as Word counts them, and the letters typed last at each.
        self._levels: list[int] = []
        self._typed: dict[int, str] = {}

    def take(self, line: Line) -> None:
        """Take the next line."""
        role = self._roles.role(line.style)
        if role == styles.SKIPPED:
            return
        if line.is_cell:
            # What stands above all headings is the masthead.
            is_inside = any(isinstance(part, Heading) for part in self.parts)
            self._loose(line.spans, is_front=not is_inside, is_cell=is_inside)
        elif role == styles.MARGIN:
            self._margin = line.text
        elif role == styles.FRONT:
            self._loose(line.spans, is_front=True)
        elif role == styles.RELATION:
            self._levels, self._typed = [], {}
            self._loose(line.spans, is_relation=True)
        elif role == styles.TITLE or role.startswith(styles.HEADING):
            self._heading(line, role)
        elif not self._numbered(line, role) and not self._item(line) and not self._continued(line, role):
            self._levels, self._typed = [], {}
            self._loose(line.spans)

    def _heading(self, line: Line, role: str) -> None:
        self._levels, self._typed = [], {}
        found = _TYPED_HEADING.match(line.text)
        spans = without_first(line.spans, found.end()) if found else tuple(line.spans)
        level = 0 if role == styles.TITLE else int(role.removeprefix(styles.HEADING))
        self.parts.append(Heading(level=level, spans=spans, dropped=found[0].strip() if found else ""))

    def _numbered(self, line: Line, role: str) -> bool:
        """Take a numbered paragraph, and return whether it is one."""
        typed = None if line.mark else _TYPED_NUMBER.match(line.text)
        if typed and "\t" not in typed["behind"] and int(typed["number"]) != self._last + 1:
            # A sentence may begin with a number and a full stop.
            typed = None
        is_numbered = bool(_NUMBER.fullmatch(line.mark)) and (line.level == 1 or role == styles.NUMBERED)
        if not (typed or is_numbered):
            return False
        number = typed["number"] if typed else line.mark.rstrip(".")
        self._last, self._levels, self._typed = int(number), [], {}
        spans = without_first(line.spans, typed.end()) if typed else tuple(line.spans)
        force = line.style.lower() if line.style.lower() in styles.FORCES else ""
        part = Numbered(number=number, force=force, is_typed=bool(typed), names=line.names, margin=self._margin)
        part.pieces.append(Piece(spans=spans))
        self._margin = ""
        self.parts.append(part)
        return True

    def _item(self, line: Line) -> bool:
        """Take an item of a list, and return whether it is one."""
        if line.mark:
            mark, level, length = line.mark, line.level, 0
        elif found := self._typed_mark(line.text):
            mark, level, length = found
        else:
            return False
        while self._levels and self._levels[-1] > level:
            self._typed.pop(self._levels.pop(), None)
        if not self._levels or self._levels[-1] < level:
            self._levels.append(level)
        spans = without_first(line.spans, length)
        self._open().append(Piece(spans=spans, mark=mark, level=len(self._levels)))
        return True

    def _typed_mark(self, text: str) -> tuple[str, int, int] | None:
        """Return a mark that was typed, if any, the level of its list, and how many signs it has; (i) may be both."""
        if found := _TYPED_BULLET.match(text):
            return BULLET, _LETTERS, found.end()
        found = _TYPED_ITEM.match(text)
        if not found:
            return None
        letters = _in_latin(found["letters"])
        before, before_roman = self._typed.get(_LETTERS, ""), self._typed.get(_ROMANS, "")
        goes_on = len(letters) == 1 and letters == (chr(ord(before) + 1) if before else "a")
        roman = roman_value(letters) if is_roman(letters) else 0
        if roman and before and roman == (roman_value(before_roman) if before_roman else 0) + 1 and not goes_on:
            level = _ROMANS
        elif goes_on:
            level = _LETTERS
            self._typed.pop(_ROMANS, None)
        else:
            return None
        self._typed[level] = letters
        return f"({letters})", level, found.end()

    def _continued(self, line: Line, role: str) -> bool:
        """Take what goes on with the numbered paragraph above, and return whether it does."""
        above = self.parts[-1] if self.parts else None
        if self._margin or not isinstance(above, Numbered) or role not in (styles.CONTINUED, styles.CONTINUED_ITEM):
            return False
        if role == styles.CONTINUED:
            self._levels, self._typed = [], {}
        above.pieces.append(Piece(spans=tuple(line.spans), level=len(self._levels)))
        return True

    def _open(self) -> list[Piece]:
        """Return where an item goes: into the paragraph or the text above it."""
        above = self.parts[-1] if self.parts else None
        if isinstance(above, Numbered) or (isinstance(above, Loose) and not above.is_front and not above.is_cell):
            return above.pieces
        self.parts.append(loose := Loose())
        return loose.pieces

    def _loose(
        self, spans: list[Span], *, is_front: bool = False, is_cell: bool = False, is_relation: bool = False
    ) -> None:
        if self._margin:
            # What stands above no paragraph is text.
            margin, self._margin = self._margin, ""
            self._loose([Span(text=margin)])
        above = self.parts[-1] if self.parts else None
        kind = (is_front, is_cell, is_relation)
        if not isinstance(above, Loose) or (above.is_front, above.is_cell, above.is_relation) != kind:
            above = Loose(is_front=is_front, is_cell=is_cell, is_relation=is_relation)
            self.parts.append(above)
        above.pieces.append(Piece(spans=tuple(spans)))


def _in_latin(letters: str) -> str:
    """Return the letters of an item in Latin script."""
    for alphabet in _ALPHABETS:
        if len(letters) == 1 and letters in alphabet:
            return chr(ord("a") + alphabet.index(letters))
    return letters


def without_first(spans: Iterable[Span], count: int) -> tuple[Span, ...]:
    """Return spans without the first signs of their text."""
    kept: list[Span] = []
    for span in spans:
        text, count = span.text[count:], max(0, count - len(span.text))
        if text or span.note:
            kept.append(replace(span, text=text))
    return tuple(kept)
