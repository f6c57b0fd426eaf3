"""Whose words a paragraph says: the instrument's, a body's reading of it, or what the text itself proposes.

A lawyer must be able to tell them apart, sentence by sentence where they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from normative.model.diagnostics import Diagnostic, Problem
from normative.model.paragraph import Force, Paragraph
from normative.model.text import QUOTED, VOICE, Block, BlockKind, Span, cut_at_word
from normative.model.vocabulary import own_words


class Voice(StrEnum):
    """Who speaks."""

    INSTRUMENT = "instrument"
    READING = "reading"
    PROPOSAL = "proposal"

    @property
    def label(self) -> str:
        """What is printed before the words."""
        return f"[{self}]"

    @property
    def meaning(self) -> str:
        """What it says of the words, as legends explain it."""
        return _MEANINGS[self]


_MEANINGS = {
    Voice.INSTRUMENT: "what the instrument itself says",
    Voice.READING: "how the body that watches over it reads it",
    Voice.PROPOSAL: "what this text proposes",
}
#: The voices by what is printed before their words.
LABELLED = {voice.label: voice for voice in Voice}
#: Where a sentence ends, unless what stands before is an abbreviation.
_END = re.compile(r"(?<!\bart)(?<!\barts)(?<!\bpara)(?<!\bparas)(?<!\bobj)(?<!\bcf)(?<!\bNo)[.!?](?=\s|$)")
_WISH = re.compile(r"\b(should|ought\s+to)\b", re.IGNORECASE)
_SHOWN = 50


@dataclass(kw_only=True)
class Sentence:
    """A sentence, or what of it one voice says.

    :param is_sourced: whether a note, or a provision that it names, says where it is from.
    """

    voice: Voice
    words: str = ""
    is_sourced: bool = False

    @property
    def opening(self) -> str:
        """Its first words."""
        return cut_at_word(self.words, _SHOWN)


class Spoken(Protocol):
    """A paragraph of a text, or of a frozen one."""

    @property
    def force(self) -> Force:
        """What it asks for."""

    @property
    def reading(self) -> object:
        """Where a body says it; nothing where the basis itself does."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its text."""


def usual_voice(paragraph: Spoken) -> Voice | None:
    """Return who speaks in a paragraph where nothing else is said; nobody in one without force."""
    if paragraph.force is Force.PLAIN:
        return None
    if paragraph.force is Force.GUIDANCE:
        return Voice.PROPOSAL
    return Voice.READING if paragraph.reading else Voice.INSTRUMENT


def voices(paragraph: Spoken) -> tuple[Voice, ...]:
    """Return who speaks in a paragraph, in the order of :class:`Voice`."""
    speaking = {sentence.voice for sentence in sentences(paragraph)}
    usual = usual_voice(paragraph)
    return tuple(voice for voice in Voice if voice in speaking) or ((usual,) if usual else ())


def is_marked(paragraph: Spoken) -> bool:
    """Tell whether a paragraph says who speaks, for the whole or somewhere within it."""
    return bool(paragraph.reading) or any(span.style == VOICE for block in paragraph.blocks for span in block.spans)


def sentences(paragraph: Spoken) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph with who says them; none of a paragraph without force.

    A mark holds to the end of its block or to the next one. A sentence that a list goes on with is one with its items.
    """
    usual = usual_voice(paragraph)
    if usual is None:
        return
    reader = _Reader(usual)
    for block in paragraph.blocks:
        reader.read(block)
    yield from (sentence for sentence in reader.found if sentence.words.strip())


@dataclass
class _Reader:
    """Parts blocks into sentences."""

    usual: Voice
    found: list[Sentence] = field(default_factory=list)
    is_open: bool = False

    def read(self, block: Block) -> None:
        if block.kind is BlockKind.QUOTATION:
            self.is_open = False
            return
        voice = self.usual
        for span in block.spans:
            if span.style == VOICE:
                voice = LABELLED[span.text]
                self.is_open = False
            else:
                self._add(span, voice)
        if self.is_open and self.found[-1].voice is not self.usual:
            self.is_open = False

    def _add(self, span: Span, voice: Voice) -> None:
        if span.note:
            if self.found:
                self.found[-1].is_sourced = True
            return
        start = 0
        for end in [*(match.end() for match in _END.finditer(span.text)), len(span.text)]:
            piece = span.text[start:end]
            if piece.strip() or span.paragraph:
                self._append(f"{piece} ", voice, is_sourced=bool(span.provision) or span.style == QUOTED)
                self.is_open = end == len(span.text) and not _END.search(span.text[max(0, end - 2) : end])
            start = end

    def _append(self, words: str, voice: Voice, *, is_sourced: bool) -> None:
        if not self.is_open:
            self.found.append(Sentence(voice=voice))
            self.is_open = True
        self.found[-1].words += words
        self.found[-1].is_sourced |= is_sourced


def unknown_voice(written: str) -> Problem | None:
    """Return what is wrong with the words of a mark; nothing where they are a voice."""
    if written in list(Voice):
        return None
    return Problem(kind=Diagnostic.BAD_OPTION, message=f"voice '{written}' is not known; write {', '.join(Voice)}")


def wishes(paragraph: Paragraph) -> Iterator[Sentence]:
    """Yield what an obligation or a commitment wishes for as if the instrument did, without a source."""
    if paragraph.force in (Force.OBLIGATION, Force.COMMITMENT) and _may_wish(paragraph):
        for sentence in sentences(paragraph):
            is_open = sentence.voice is Voice.INSTRUMENT and not sentence.is_sourced
            if is_open and _WISH.search(own_words(sentence.words)):
                yield sentence


def _may_wish(paragraph: Paragraph) -> bool:
    """Tell whether it is worth while to part a paragraph into sentences."""
    return _WISH.search(" ".join(span.text for block in paragraph.blocks for span in block.spans)) is not None


def readings_without_source(paragraph: Paragraph) -> Iterator[Sentence]:
    """Yield what is said to be a body's reading, and nothing says where that body says it."""
    # Without a mark, only a provision whose reading it is makes a paragraph one.
    if not paragraph.reading and is_marked(paragraph):
        said = [sentence for sentence in sentences(paragraph) if sentence.voice is Voice.READING]
        if said and not any(sentence.is_sourced for sentence in said):
            yield said[0]
