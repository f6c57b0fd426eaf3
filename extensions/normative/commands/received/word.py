"""Word files as they were sent in: their passages before and after tracked changes, their notes and comments.

Who made a change is not kept: what came in came from the submitter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from normative.model.files.containers import Container, RefusedError, attribute, below, tag_of
from normative.model.spacing import let_go
from normative.model.text import Span
from normative.outputs.document.margins import SYMBOLS

#: The name of the style of the line above a paragraph, with its basis.
MARGIN = "margin"
_CONTENTS = "toc "
#: How that line begins, whatever its style.
_ABOVE = re.compile(rf"[{''.join(SYMBOLS.values())}]\s[^·]+\s·\s")
#: What prints text: its own, where none is given.
_TEXTS = {"t": "", "delText": "", "noBreakHyphen": "-", "tab": " ", "br": " ", "cr": " ", "ptab": " "}
_SKIPPED = ("Fallback", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr", "tblGrid")
INSERTED, STRUCK = ("ins", "moveTo"), ("del", "moveFrom")
#: No reply has more passages, and no comment is at more pieces of text.
_PASSAGES, _PIECES = 50_000, 400


@dataclass(kw_only=True, slots=True)
class WordPassage:
    """A paragraph of a Word file, or what of it stands behind a bookmark.

    :param subject: the id of the paragraph of the draft whose bookmark stands at its beginning.
    :param style: the name of its style, in small letters.
    :param before: its words without tracked changes; ``after`` with them.
    :param comments: the ids of the comments that begin in it.
    :param notes: the ids of the notes that it calls.
    :param is_joined: whether, without tracked changes, the next passage goes on in the same line.
    :param is_ending: whether it does so with them.
    :param names: the bookmarks that begin before its first word.
    :param numbering: the list that Word numbers it in, and the level; empty where its style says so, or none does.
    """

    subject: str = ""
    style: str = ""
    before: list[Span] = field(default_factory=list)
    after: list[Span] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_joined: bool = False
    is_ending: bool = False
    names: list[str] = field(default_factory=list)
    numbering: tuple[str, str] = ("", "")

    @property
    def is_above(self) -> bool:
        """Whether it is the line above a paragraph."""
        return self.style == MARGIN

    @property
    def is_listed(self) -> bool:
        """Whether it is a line of the table of contents."""
        return self.style.startswith(_CONTENTS)


@dataclass(frozen=True, kw_only=True, slots=True)
class WordComment:
    """A comment in a Word file, with the words that it is at."""

    id: str
    text: str
    quote: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WordReply:
    """What was read of a Word file.

    :param bookmarks: the names of all, of which some tell what file it was made of.
    :param notes: of each note its words before and after tracked changes.
    """

    passages: tuple[WordPassage, ...]
    comments: tuple[WordComment, ...]
    notes: Mapping[str, WordPassage]
    bookmarks: frozenset[str]


def read_word(path: Path, subjects: Mapping[str, str]) -> WordReply:
    """Read a Word file.

    :param subjects: the ids of paragraphs by the names of their bookmarks, in small letters.
    :raises RefusedError: it is none, or not safe to read.
    """
    container = Container(path, "wordprocessingml")
    main = main_part(container)
    parts = container.links(main).values()
    body = Walk(styles_of(container, parts), subjects)
    body.read(container.part(main))
    notes: dict[str, WordPassage] = {}
    for name in (part for part in parts if part.endswith("footnotes.xml") and container.has(part)):
        for note in below(container.part(name), "footnote"):
            walk = Walk({}, subjects)
            walk.read(note)
            spans = [(passage.before, passage.after) for passage in walk.passages]
            notes[attribute(note, "id")] = WordPassage(
                before=[span for before, _ in spans for span in before],
                after=[span for _, after in spans for span in after],
            )
    comments = []
    for name in (part for part in parts if part.endswith("/comments.xml") and container.has(part)):
        for item in below(container.part(name), "comment"):
            lines = ("".join(_texts(paragraph)) for paragraph in below(item, "p"))
            identifier = attribute(item, "id")
            text = "\n".join(line.strip() for line in lines).strip()
            comments.append(WordComment(id=identifier, text=text, quote=body.quote(identifier)))
    return WordReply(
        passages=tuple(body.passages), comments=tuple(comments), notes=notes, bookmarks=frozenset(body.bookmarks)
    )


def main_part(container: Container) -> str:
    """Return the name of the part with the text."""
    return next((name for name in container.links("").values() if name.endswith("document.xml")), "word/document.xml")


def styles_of(container: Container, parts: Collection[str]) -> Mapping[str, str]:
    """Return the names of styles by their ids, which programs change."""
    names: dict[str, str] = {}
    for part in parts:
        if part.endswith("/styles.xml") and container.has(part):
            for style in below(container.part(part), "style"):
                name = next((attribute(item, "val") for item in style if tag_of(item) == "name"), "")
                names[attribute(style, "styleId")] = name.lower()
    return names


def _texts(element: Element) -> Iterator[str]:
    for item in element.iter():
        if tag_of(item) in _TEXTS:
            yield _TEXTS[tag_of(item)] or item.text or ""


@dataclass(kw_only=True, slots=True)
class _Field:
    """A field that is open: what it says, and whether what it printed is passed over."""

    said: str = ""
    is_passed: bool = False


class Walk:
    """Walks through the text of a part once, from its beginning to its end.

    What comments do not need, such as emphasis, a class made of it may take, as that of imports does.
    """

    def __init__(self, styles: Mapping[str, str], subjects: Mapping[str, str]) -> None:
        self.passages: list[WordPassage] = []
        self.bookmarks: set[str] = set()
        self._styles, self._subjects = styles, subjects
        self._open: WordPassage | None = None
        self._waiting = WordPassage()
        self._fields: list[_Field] = []
        self._quotes: dict[str, list[str]] = {}
        self._quoting: set[str] = set()

    def quote(self, identifier: str) -> str:
        """Return the words that a comment is at."""
        return " ".join("".join(self._quotes.get(identifier, ())).split())

    def read(self, element: Element, *, is_before: bool = True, is_after: bool = True) -> None:
        """Read what is below an element, that in tracked changes as it was, or as it would be."""
        for child in element:
            self._read_child(tag_of(child), child, is_before=is_before, is_after=is_after)

    def _read_child(self, tag: str, child: Element, *, is_before: bool, is_after: bool) -> None:
        if tag == "p":
            self._paragraph(child, is_before=is_before, is_after=is_after)
        elif tag in INSERTED:
            self.read(child, is_before=False, is_after=is_after)
        elif tag in STRUCK:
            self.read(child, is_before=is_before, is_after=False)
        elif tag == "pPr":
            self._properties(child)
        elif tag in _TEXTS:
            self._put(Span(text=_TEXTS[tag] or let_go(child.text or "")), is_before=is_before, is_after=is_after)
        elif tag == "footnoteReference":
            self._put(Span(note=1), is_before=is_before, is_after=is_after)
            self._here.notes.append(attribute(child, "id"))
        elif not self._mark(tag, child, is_before=is_before, is_after=is_after) and tag not in _SKIPPED:
            self.read(child, is_before=is_before, is_after=is_after)

    @property
    def _here(self) -> WordPassage:
        return self._waiting if self._open is None else self._open

    def _paragraph(self, element: Element, *, is_before: bool, is_after: bool) -> None:
        outer, self._open = self._open, self._waiting
        self._waiting = WordPassage()
        self.passages.append(self._open)
        if len(self.passages) > _PASSAGES:
            raise RefusedError(f"has more than {_PASSAGES} paragraphs; send it in parts")
        self.read(element, is_before=is_before, is_after=is_after)
        if _ABOVE.match("".join(span.text for span in self._open.before)):
            # LibreOffice gives it the style of a paragraph before it that was struck out.
            self._open.style = MARGIN
        self._open = outer
        self._fields = [item for item in self._fields if not item.is_passed]
        self._quote(" ")

    def _properties(self, element: Element) -> None:
        for child in element:
            if tag_of(child) == "pStyle":
                self._here.style = self._styles.get(attribute(child, "val"), attribute(child, "val").lower())
            elif tag_of(child) == "rPr":
                self._here.is_joined = any(tag_of(item) in INSERTED for item in child)
                self._here.is_ending = any(tag_of(item) in STRUCK for item in child)
            elif tag_of(child) == "numPr":
                held = {tag_of(item): attribute(item, "val") for item in child}
                self._here.numbering = (held.get("numId", ""), held.get("ilvl", "0"))

    def _mark(self, tag: str, element: Element, *, is_before: bool, is_after: bool) -> bool:
        """Take what marks a place, and return whether an element is such a mark."""
        if tag == "bookmarkStart":
            self._bookmark(attribute(element, "name"))
        elif tag == "commentRangeStart":
            self._begin_comment(attribute(element, "id"))
            self._quoting.add(attribute(element, "id"))
        elif tag == "commentRangeEnd":
            self._quoting.discard(attribute(element, "id"))
        elif tag == "commentReference":
            self._begin_comment(attribute(element, "id"))
        elif tag == "fldChar":
            self._field(attribute(element, "fldCharType"), is_before=is_before, is_after=is_after)
        elif tag in ("instrText", "delInstrText"):
            if self._fields:
                self._fields[-1].said += element.text or ""
        elif tag == "fldSimple":
            self._fields.append(_Field(said=attribute(element, "instr")))
            self._field("separate", is_before=is_before, is_after=is_after)
            self.read(element, is_before=is_before, is_after=is_after)
            self._field("end", is_before=is_before, is_after=is_after)
        else:
            return False
        return True

    def _bookmark(self, name: str) -> None:
        self.bookmarks.add(name.lower())
        if not any(span.text.strip() for span in self._here.before + self._here.after):
            self._here.names.append(name)
        subject = self._subjects.get(name.lower(), "")
        if not subject:
            return
        here = self._here
        if self._open is not None and (here.subject or any(span.text.strip() for span in here.before)):
            # Two paragraphs were made one: from here on it is the other.
            self._open = WordPassage(style=here.style, is_joined=here.is_joined)
            here.is_joined = False
            self.passages.append(self._open)
        self._here.subject = subject

    def _begin_comment(self, identifier: str) -> None:
        if identifier not in self._quotes:
            self._quotes[identifier] = []
            self._here.comments.append(identifier)

    def _field(self, kind: str, *, is_before: bool, is_after: bool) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            words = self._fields[-1].said.split()
            target = self._subjects.get(words[1].lower(), "") if len(words) > 1 and words[0].upper() == "REF" else ""
            is_note = words[:1] == ["NOTEREF"]
            if target or is_note:
                span = Span(note=1) if is_note else Span(paragraph=target)
                self._put(span, is_before=is_before, is_after=is_after)
                self._fields[-1].is_passed = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _put(self, span: Span, *, is_before: bool, is_after: bool) -> None:
        if any(item.is_passed for item in self._fields):
            return
        if is_before:
            self._here.before.append(span)
            self._quote(span.text)
        if is_after:
            self._here.after.append(span)

    def _quote(self, text: str) -> None:
        for identifier in tuple(self._quoting):
            self._quotes[identifier].append(text)
            if len(self._quotes[identifier]) > _PIECES:
                self._quoting.discard(identifier)
