"""The sources that an import writes: a page for each chapter, and the page that lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from normative.commands.importing import markup, quotations
from normative.commands.importing.paragraphs import Imported, Paragraphs
from normative.commands.importing.proposals import Proposal
from normative.commands.importing.relations import directive, relations_of
from normative.commands.importing.report import Row
from normative.commands.importing.structure import Heading, Numbered, Part
from normative.model.instrument import Instrument
from normative.model.paragraph import Force
from normative.model.text import Span

#: The page that lists the chapters, and the folder that they are in.
ROOT, CHAPTERS = "index.rst", "chapters"
_OPTIONS = ("basis", "reading", "holder", "addressee", "status", "draws-on")
_UNDERLINES = '=-~^"+'
_INDENT = "   "
_LONGEST_NAME = 50


class Page:
    """A page that is being written."""

    def __init__(self, path: str, paragraphs: Paragraphs) -> None:
        self.path = path
        self.rows: list[Row] = []
        self._paragraphs = paragraphs
        self._lines: list[str] = []
        self._waiting: list[str] = []
        self._noted: set[str] = set()
        self._cites = False
        self._levels: list[int] = []

    def text(self) -> str:
        """Return the page."""
        end = [".. footbibliography::", ""] if self._cites else []
        return "\n".join([*self._lines, *end]).rstrip("\n") + "\n"

    def add(self, part: Part) -> None:
        """Write a part of the text."""
        if isinstance(part, Heading):
            self._heading(part)
        elif isinstance(part, Numbered):
            self._numbered(self._paragraphs.all[id(part)])
        elif part.is_front:
            words = " ".join(words_of(piece.spans) for piece in part.pieces)
            self._block(markup.comment(f"On the first page: {words}"))
            self._row("first page", words, "style of its lines", is_sure=True)
        elif part.is_relation:
            for relation in relations_of(part):
                written = directive(relation, self._paragraphs.instruments, self._write)
                self._block(written or markup.blocks(relation.pieces, self._write, ""))
        else:
            if part.is_cell:
                self._row("table", f"{len(part.pieces)} lines", "its cells are lines of text", is_sure=False)
            self._block(quotations.blocks(part.pieces, self._write, "", self._paragraphs.instruments))
        self._end_notes()

    def contents(self, names: Sequence[str]) -> None:
        """List the chapters."""
        listed = [f"{_INDENT}{CHAPTERS}/{name}" for name in names]
        self._block([".. toctree::", f"{_INDENT}:numbered:", f"{_INDENT}:maxdepth: 2", "", *listed])

    def _heading(self, part: Heading) -> None:
        while self._levels and self._levels[-1] >= part.level:
            self._levels.pop()
        self._levels.append(part.level)
        title = markup.inline(part.spans, self._write)
        self._block([title, _UNDERLINES[min(len(self._levels), len(_UNDERLINES)) - 1] * max(len(title), 4)])
        if part.dropped:
            self._row("heading", words_of(part.spans), f"typed number '{part.dropped}' left out", is_sure=True)

    def _numbered(self, paragraph: Imported) -> None:
        number = paragraph.part.number
        if paragraph.part.is_typed:
            said = Proposal(what="number", value=number, ground="typed number left out", is_sure=True)
            self.rows.append(Row(file=self.path, paragraph=paragraph.id, number=number, proposal=said))
        for item in paragraph.proposals:
            self.rows.append(Row(file=self.path, paragraph=paragraph.id, number=number, proposal=item))
            if not item.is_sure and item.what != "id":
                self._block(markup.comment(f"Proposed {item.what}: {item.value} ({item.ground})"))
        self._block([*head(paragraph), "", *body(paragraph, self._write, self._paragraphs.instruments)])

    def _write(self, span: Span) -> str | None:
        """Return what is written for a note or a reference."""
        if identifier := self._paragraphs.paragraph_at(span.paragraph):
            return f":para:`{identifier}`"
        note = span.style if span.note else self._paragraphs.note_at(span.paragraph)
        return self._mark(note, is_again=not span.note) if note else None

    def _mark(self, note: str, *, is_again: bool) -> str:
        matched = self._paragraphs.notes.get(note)
        if matched and matched.target:
            self._cites = True
        elif note not in self._noted:
            self._waiting.append(note)
        if not is_again and note not in self._noted:
            self._note_row(note)
        self._noted.add(note)
        return mark_of(note, self._paragraphs)

    def _note_row(self, note: str) -> None:
        matched, words = self._paragraphs.notes[note], self._paragraphs.texts.get(note, "")
        if matched.target:
            self._row(f"note {note[1:]}", matched.target, f"{matched.ground}: {words}", is_sure=True)
        elif matched.near:
            self._row(f"note {note[1:]}", ", ".join(matched.near), f"named among other words: {words}", is_sure=False)

    def _end_notes(self) -> None:
        while self._waiting:
            note = self._waiting.pop(0)
            text = markup.inline(self._paragraphs.note_spans(note), self._write)
            self._block(markup.folded(text, _INDENT, f".. [#{label(note)}] "))

    def _block(self, lines: Sequence[str] | Iterator[str]) -> None:
        self._lines += [*lines, ""]

    def _row(self, what: str, value: str, ground: str, *, is_sure: bool) -> None:
        said = Proposal(what=what, value=value, ground=ground, is_sure=is_sure)
        self.rows.append(Row(file=self.path, proposal=said))


def head(paragraph: Imported) -> list[str]:
    """Return the first lines of a paragraph's directive: what is sure of it."""
    lines = [f".. {paragraph.sure('force') or Force.PLAIN.value}:: {paragraph.id}"]
    for name in _OPTIONS:
        value = paragraph.sure(name)
        if value:
            lines += markup.folded(value, _INDENT * 2, f"{_INDENT}:{name}: ")
    return lines


def body(paragraph: Imported, write: markup.Write, instruments: Mapping[str, Instrument]) -> Iterator[str]:
    """Yield the lines of a paragraph's text."""
    return quotations.blocks(paragraph.part.pieces, write, _INDENT, instruments)


def mark_of(note: str, paragraphs: Paragraphs) -> str:
    """Return the mark of a note, or the role that cites what it cites."""
    matched = paragraphs.notes.get(note)
    return f":footcite:`{matched.target}`" if matched and matched.target else f"[#{label(note)}]_"


def label(note: str) -> str:
    """Return what a note is called in the sources."""
    return f"{'note' if note[0] == 'f' else 'endnote'}-{note[1:]}"


def write_pages(parts: Sequence[Part], paragraphs: Paragraphs, title: str) -> list[Page]:
    """Return the pages of a text, the one that lists the others first.

    :param title: of the whole, where the text has none.
    """
    root = Page(ROOT, paragraphs)
    pages = [root]
    levels = [part.level for part in parts if isinstance(part, Heading) and part.level]
    chapter = min(levels, default=1)
    titled = next((part for part in parts if isinstance(part, Heading) and not part.level), None)
    root.add(titled or Heading(level=0, spans=(Span(text=title),)))
    for part in parts:
        if part is titled:
            continue
        if isinstance(part, Heading) and part.level == chapter:
            pages.append(Page(f"{CHAPTERS}/{len(pages):02}-{_name(words_of(part.spans))}.rst", paragraphs))
        elif len(pages) == 1 and isinstance(part, Numbered):
            pages.append(opening := Page(f"{CHAPTERS}/01-text.rst", paragraphs))
            opening.add(Heading(level=chapter, spans=(Span(text="Text"),)))
        pages[-1].add(part)
    root.contents([page.path.removeprefix(f"{CHAPTERS}/").removesuffix(".rst") for page in pages[1:]])
    return pages


def _name(words: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    return plain[:_LONGEST_NAME].rstrip("-") or "chapter"


def words_of(spans: Sequence[Span]) -> str:
    """Return the words of spans on one line, without marks of notes."""
    return " ".join("".join(span.text for span in spans).split())
