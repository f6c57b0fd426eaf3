"""A draft in Word as lines: what each says, what it is numbered, which notes it calls and what it refers to.

Tracked changes are taken as accepted or as rejected; a part of the file that is none of the text is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from xml.etree.ElementTree import Element

from normative.commands.importing.numbering import Numbering, read_numbering
from normative.commands.received.word import INSERTED, STRUCK, Walk, main_part, styles_of
from normative.model.files.containers import Container, RefusedError, attribute, tag_of
from normative.model.text import Span

_OFF = frozenset({"0", "false", "off", "none"})
_STYLES = {"emphasis": "emphasis", "strong": "strong"}
#: A note begins with its own mark, which the outputs print anew.
_NOTE_MARK = re.compile(r"\s*\*?\s*")
#: What a reference has where it prints a number and not the words that the bookmark is around.
_PRINTS_NUMBER = frozenset({"\\r", "\\n", "\\w"})


class Tracked(StrEnum):
    """What is done with tracked changes."""

    ACCEPT = "accept"
    REJECT = "reject"
    STOP = "stop"


@dataclass(kw_only=True, slots=True)
class Line:
    """A paragraph of Word.

    :param spans: its words; a span with a ``note`` has the id of the note as its ``style``, one with a ``paragraph``
        names the bookmark that is referred to.
    :param mark: the number that Word prints before it, such as ``12.`` or ``(a)``.
    :param level: of its list, 1 for one in the text itself; 0 where it is in none.
    """

    style: str
    spans: list[Span] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    mark: str = ""
    level: int = 0
    is_cell: bool = False

    @property
    def text(self) -> str:
        """Its words as Word has them, tabulators included."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, kw_only=True, slots=True)
class WordDraft:
    """A draft in Word.

    :param notes: the words of each note, by its id.
    :param note_names: the ids of notes by the bookmarks around their marks.
    :param pictures: how many pictures the file has, none of which is taken over.
    """

    lines: tuple[Line, ...]
    notes: Mapping[str, tuple[Span, ...]]
    note_names: Mapping[str, str]
    pictures: int = 0


def read_draft(path: Path, tracked: Tracked) -> WordDraft:
    """Read a Word file.

    :raises RefusedError: it is none, it is not safe to read, or it has tracked changes and is not to have any.
    """
    container = Container(path, "wordprocessingml")
    main = main_part(container)
    parts = [part for part in container.links(main).values() if container.has(part)]
    takes_after = tracked is not Tracked.REJECT
    body = _DraftWalk(styles_of(container, parts))
    body.read(container.part(main))
    walks = [body]
    notes: dict[str, tuple[Span, ...]] = {}
    for part in parts:
        kind = next((kind for kind in ("footnote", "endnote") if part.endswith(f"/{kind}s.xml")), "")
        for note in container.part(part) if kind else ():
            walks.append(walk := _DraftWalk({}))
            walk.read(note)
            sides = [passage.after if takes_after else passage.before for passage in walk.passages]
            spans = [span for side in sides for span in (*side, Span(text=" "))]
            notes[f"{kind[0]}{attribute(note, 'id')}"] = tuple(_without_mark(spans))
    if tracked is Tracked.STOP and any(walk.is_changed for walk in walks):
        raise RefusedError("has tracked changes; accept or reject them, in Word or with --accept or --reject")
    numbering = read_numbering(container, parts)
    return WordDraft(
        lines=tuple(_lines(body, numbering, takes_after=takes_after)),
        notes=notes,
        note_names=body.note_names,
        pictures=body.pictures,
    )


def _without_mark(spans: list[Span]) -> Iterator[Span]:
    is_begun = False
    for span in spans:
        text = span.text if is_begun else _NOTE_MARK.sub("", span.text, count=1)
        is_begun = is_begun or bool(text) or bool(span.note)
        if text or span.note:
            yield Span(text=text, style=span.style, paragraph=span.paragraph, note=span.note)


def _lines(body: _DraftWalk, numbering: Numbering, *, takes_after: bool) -> Iterator[Line]:
    """Yield the lines, each with the number that Word gives it."""
    line: Line | None = None
    waiting: list[str] = []
    for passage in body.passages:
        if line is None:
            line = Line(style=passage.style, names=waiting, is_cell=id(passage) in body.cells)
            waiting = []
        elif not _has_words(line.spans):
            # All words before it went: Word leaves the look of what is still there.
            line.style, line.is_cell = passage.style, id(passage) in body.cells
        left, gone = (passage.after, passage.before) if takes_after else (passage.before, passage.after)
        line.spans += left
        # A bookmark goes with the words that it was at.
        line.names += passage.names if _has_words(left) or not _has_words(gone) else []
        if passage.is_ending if takes_after else passage.is_joined:
            continue
        if _has_words(line.spans):
            line.mark, line.level = numbering.next(passage.numbering, passage.style)
            yield line
        else:
            # Bookmarks of an empty line are those of the next one.
            waiting = line.names
        line = None
    if line is not None:
        yield line


def _has_words(spans: Iterable[Span]) -> bool:
    return any(span.note or span.text.strip() for span in spans)


class _DraftWalk(Walk):
    """Takes emphasis, references, and the ids of notes."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        super().__init__(styles, {})
        self.note_names: dict[str, str] = {}
        self.cells: set[int] = set()
        self.is_changed = False
        self.pictures = 0
        self._format = ""
        self._referred: list[str] = []
        self._marked: dict[str, str] = {}
        self._cells = 0

    def _read_child(self, tag: str, child: Element, *, is_before: bool, is_after: bool) -> None:
        self.is_changed = self.is_changed or tag in INSERTED or tag in STRUCK
        if tag == "r":
            outer, self._format = self._format, _format_of(child)
            has_own_mark = any(attribute(item, "customMarkFollows") for item in child)
            for item in child:
                if not (has_own_mark and tag_of(item) == "t"):
                    self._read_child(tag_of(item), item, is_before=is_before, is_after=is_after)
            self._format = outer
        elif tag == "tab":
            self._put(Span(text="\t"), is_before=is_before, is_after=is_after)
        elif tag in ("footnoteReference", "endnoteReference"):
            identifier = f"{tag[0]}{attribute(child, 'id')}"
            self._put(Span(note=1, style=identifier), is_before=is_before, is_after=is_after)
            self.note_names |= dict.fromkeys(self._marked.values(), identifier)
        elif tag == "tc":
            self._cells += 1
            super()._read_child(tag, child, is_before=is_before, is_after=is_after)
            self._cells -= 1
        elif tag == "bookmarkEnd":
            self._marked.pop(attribute(child, "id"), None)
        else:
            self.pictures += tag in ("drawing", "pict")
            if tag == "bookmarkStart":
                self._marked[attribute(child, "id")] = attribute(child, "name")
            super()._read_child(tag, child, is_before=is_before, is_after=is_after)

    def _properties(self, element: Element) -> None:
        super()._properties(element)
        self.is_changed = self.is_changed or self._here.is_joined or self._here.is_ending
        if self._cells:
            self.cells.add(id(self._here))

    def _paragraph(self, element: Element, *, is_before: bool, is_after: bool) -> None:
        first = len(self.passages)
        super()._paragraph(element, is_before=is_before, is_after=is_after)
        if self._cells:
            self.cells |= {id(passage) for passage in self.passages[first:]}

    def _field(self, kind: str, *, is_before: bool, is_after: bool) -> None:
        if kind == "separate" and self._fields:
            words = self._fields[-1].said.split()
            names_place = len(words) > 1 and words[0].upper() in ("REF", "NOTEREF", "PAGEREF")
            is_number = words[:1] == ["NOTEREF"] or not _PRINTS_NUMBER.isdisjoint(words)
            self._referred.append(words[1] if names_place and is_number else "")
        elif kind == "end":
            if self._fields and self._referred:
                self._referred.pop()
            super()._field(kind, is_before=is_before, is_after=is_after)
        elif kind == "begin":
            super()._field(kind, is_before=is_before, is_after=is_after)

    def _put(self, span: Span, *, is_before: bool, is_after: bool) -> None:
        if span.text:
            referred = next((name for name in reversed(self._referred) if name), "")
            style = "" if span.text.isspace() or referred else self._format
            span = Span(text=span.text, style=style, paragraph=referred)
        super()._put(span, is_before=is_before, is_after=is_after)


def _format_of(run: Element) -> str:
    """Return the mark-up of a run that matters."""
    found = ""
    for properties in (item for item in run if tag_of(item) == "rPr"):
        for item in properties:
            tag, value = tag_of(item), attribute(item, "val").lower()
            if tag == "rStyle":
                found = found or _STYLES.get(value, "")
            elif tag == "b" and value not in _OFF:
                found = "strong"
            elif tag == "i" and value not in _OFF:
                found = found or "emphasis"
            elif tag == "vertAlign" and value in ("superscript", "subscript"):
                found = value
    return found
