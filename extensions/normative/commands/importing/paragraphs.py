"""Numbered paragraphs of a draft, each with what is proposed of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from normative.commands.importing.margin import read_margin
from normative.commands.importing.notes import Matched, Notes
from normative.commands.importing.proposals import BasisFinder, Proposal, propose_force, propose_id
from normative.commands.importing.structure import Heading, Numbered, Part
from normative.commands.importing.word import WordDraft
from normative.model.bookmark import paragraph_bookmark
from normative.model.instrument import Instrument
from normative.model.paragraph import Force
from normative.model.text import Span


@dataclass(kw_only=True, slots=True)
class Imported:
    """A numbered paragraph.

    :param proposals: all of them, but that of its id.
    """

    id: str
    part: Numbered
    proposals: list[Proposal] = field(default_factory=list)

    def sure(self, what: str) -> str:
        """Return what is sure of one thing; empty where nothing is."""
        return next((item.value for item in self.proposals if item.what == what and item.is_sure), "")


class Paragraphs:
    """The numbered paragraphs of a draft, and what notes and references in it stand for.

    :param known: the ids of the project's own paragraphs.
    """

    def __init__(
        self,
        draft: WordDraft,
        parts: Sequence[Part],
        instruments: Mapping[str, Instrument],
        sources: Notes,
        known: Iterable[str] = (),
    ) -> None:
        self._draft = draft
        self.instruments = instruments
        self.notes: dict[str, Matched] = {}
        self.texts = {key: " ".join("".join(span.text for span in spans).split()) for key, spans in draft.notes.items()}
        self._ids: dict[str, str] = {}
        self._known = {paragraph_bookmark(identifier).lower(): identifier for identifier in known}
        self._finder = BasisFinder(instruments)
        taken: set[str] = set()
        self._has_margins = any(isinstance(part, Numbered) and part.margin for part in parts)
        for part in parts:
            pieces = () if isinstance(part, Heading) else part.pieces
            spans = part.spans if isinstance(part, Heading) else tuple(span for piece in pieces for span in piece.spans)
            called = [span.style for span in spans if span.note]
            for note in called:
                if note not in self.notes:
                    self.notes[note] = sources.match(self.texts.get(note, ""))
        self.all = {id(part): self._imported(part, instruments, taken) for part in parts if isinstance(part, Numbered)}

    def paragraph_at(self, bookmark: str) -> str:
        """Return the id of the paragraph at a bookmark; empty where there is none."""
        return self._ids.get(bookmark.lower(), "")

    def note_at(self, bookmark: str) -> str:
        """Return the id of the note whose mark a bookmark is around; empty where there is none."""
        return self._draft.note_names.get(bookmark, "")

    def note_spans(self, note: str) -> tuple[Span, ...]:
        """Return the words of a note."""
        return self._draft.notes.get(note, ())

    def _imported(self, part: Numbered, instruments: Mapping[str, Instrument], taken: set[str]) -> Imported:
        words = " ".join("".join(span.text for span in piece.spans) for piece in part.pieces)
        words = " ".join(words.split())
        beginning = "".join(span.text for span in part.pieces[0].spans)
        identity = propose_id(part.names, beginning, self._known, taken)
        self._ids |= {name.lower(): identity.value for name in part.names}
        proposals = [identity]
        if self._has_margins:
            proposals += read_margin(part.margin, instruments)
        else:
            force = propose_force(words)
            if part.force:
                force = Proposal(what="force", value=Force(part.force), ground="style of the paragraph", is_sure=True)
            called = [span.style for piece in part.pieces for span in piece.spans if span.note]
            texts = [self.texts.get(note, "") for note in called]
            proposals += [force, *self._finder.propose(words, texts, force)]
        return Imported(id=identity.value, part=part, proposals=proposals)
