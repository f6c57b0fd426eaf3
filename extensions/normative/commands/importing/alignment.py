"""A text in Word laid beside its original: which line of it says what which passage says.

By the bookmarks of paragraphs, where a file has ours, else by their numbers; what stands between two paragraphs by its
order, where there is as much of it on both sides. What cannot be laid beside anything is told, never guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from normative.commands.importing.structure import Heading, Loose, Numbered, Part, Piece
from normative.model.passage import Passage, PassageKind
from normative.model.text import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A message with the words of the file that translate it.

    :param place: where it stands, for readers.
    """

    place: str
    document: str
    message: str
    spans: tuple[Span, ...]


@dataclass(kw_only=True, slots=True)
class Aligned:
    """What was laid side by side.

    :param problems: what could not be, each with its place and the reason.
    :param passed_over: what the file need not have and has not, by kind.
    """

    pairs: list[Pair] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)


class Aligner:
    """Lays a file beside the passages of its original.

    :param known: the ids of paragraphs by their bookmarks, in small letters.
    :param notes: the words of the file's notes.
    :param is_wanted: tells of a document whether it is to be translated.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        known: Mapping[str, str],
        notes: Mapping[str, tuple[Span, ...]],
        is_wanted: Callable[[str], bool],
    ) -> None:
        self._known, self._notes, self._is_wanted = known, notes, is_wanted
        self._paragraphs: dict[str, list[Passage]] = {}
        #: What stands before each paragraph, and behind the last, by how many stand before it.
        self._between: defaultdict[int, list[Passage]] = defaultdict(list)
        self._main: set[str] = set()
        for passage in passages:
            if passage.kind is PassageKind.PARAGRAPH:
                self._paragraphs.setdefault(passage.paragraph, []).append(passage)
                self._main.add(passage.document)
            else:
                self._between[len(self._paragraphs)].append(passage)
        self._numbers = {found[0].number: identifier for identifier, found in self._paragraphs.items()}
        self._places = {identifier: place for place, identifier in enumerate(self._paragraphs)}
        self._ordered = [found[0].number for found in self._paragraphs.values()]
        self.aligned = Aligned()

    def align(self, parts: Sequence[Part]) -> Aligned:
        """Lay the parts of the file beside the passages."""
        found: dict[str, Numbered] = {}
        between: defaultdict[int, list[Heading | Loose]] = defaultdict(list)
        place = 0
        for part in parts:
            if isinstance(part, Numbered):
                identifier = self._identify(part)
                if identifier and identifier not in found:
                    found[identifier] = part
                    place = self._places[identifier] + 1
                elif identifier:
                    self._tell(f"para. {part.number}", "is in the file twice; the second was left out")
                else:
                    self._tell(f"para. {part.number}", "is in the file, and the text has no such paragraph")
            else:
                between[place].append(part)
        for identifier, passages in self._paragraphs.items():
            if self._is_wanted(passages[0].document):
                behind = between.get(self._places[identifier] + 1, [])
                self._paragraph(passages, found.get(identifier), behind)
        for place, passages in self._between.items():
            self._beside(place, passages, between.get(place, []))
        return self.aligned

    def _identify(self, part: Numbered) -> str:
        """Return which paragraph a part is: by a bookmark of ours, else by its number."""
        number = int(part.number)
        identifier = next((self._known[name.lower()] for name in part.names if name.lower() in self._known), "")
        if identifier and self._paragraphs[identifier][0].number != number:
            own = self._paragraphs[identifier][0].number
            self._tell(
                f"para. {own}", f"has the number {number} in the file; was it made of another state of the text?"
            )
        return identifier or self._numbers.get(number, "")

    def _tell(self, place: str, reason: str) -> None:
        self.aligned.problems.append(f"{place}: {reason}")

    def _paragraph(self, passages: Sequence[Passage], part: Numbered | None, behind: list[Heading | Loose]) -> None:
        place = f"para. {passages[0].number}"
        if part is None:
            self._tell(place, "is not in the file")
            return
        pieces = [*part.pieces]
        lacking = len(passages) - len(pieces)
        first = behind[0] if behind else None
        if lacking > 0 and isinstance(first, Loose) and _is_plain(first) and len(first.pieces) >= lacking:
            # Lines without a number go on with the paragraph, where styles do not say so.
            pieces += first.pieces[:lacking]
            behind[0] = Loose(pieces=first.pieces[lacking:])
        if len(pieces) != len(passages):
            self._tell(place, f"has {len(pieces)} blocks and items in the file, and {len(passages)} in the original")
        elif [bool(piece.mark) for piece in pieces] != [bool(passage.mark) for passage in passages]:
            self._tell(place, "has its items at other blocks in the file than in the original")
        else:
            for passage, piece in zip(passages, pieces, strict=True):
                self._pair(passage, piece.spans, passage.place)

    def _beside(self, place: int, passages: Sequence[Passage], parts: Sequence[Heading | Loose]) -> None:
        where = self._where(place)
        headings = [part for part in parts if isinstance(part, Heading)]
        # A title has the mark of the note on the document itself, which is no message of the text.
        titles = [tuple(span for span in head.spans if head.level or not span.note) for head in headings]
        wanted = self._of(passages, PassageKind.HEADING)
        # Documents without paragraphs, such as annexes, are in the file where all their headings are.
        is_whole = len(titles) == len(wanted)
        self._in_order("headings", where, wanted, titles, is_whole=is_whole)
        loose = [part for part in parts if isinstance(part, Loose)]
        texts = [piece.spans for part in loose if _is_plain(part) for piece in part.pieces]
        self._in_order("lines of text", where, self._of(passages, PassageKind.TEXT), texts, is_whole=is_whole)
        relations = [piece for part in loose if part.is_relation for piece in part.pieces]
        self._relations(where, self._of(passages, PassageKind.RELATION), relations)
        self.aligned.passed_over["cells and captions"] += sum(
            passage.kind is PassageKind.CELL and self._is_wanted(passage.document) for passage in passages
        )

    def _where(self, place: int) -> str:
        return f"before para. {self._ordered[place]}" if place < len(self._ordered) else "after the last paragraph"

    @staticmethod
    def _of(passages: Sequence[Passage], kind: PassageKind) -> list[Passage]:
        return [passage for passage in passages if passage.kind is kind]

    def _in_order(
        self,
        what: str,
        where: str,
        passages: Sequence[Passage],
        lines: Sequence[tuple[Span, ...]],
        *,
        is_whole: bool,
    ) -> None:
        """Pair what stands between two paragraphs, where there are as many of it."""
        main = [passage for passage in passages if passage.document in self._main]
        chosen: Sequence[Passage] = ()
        if lines and is_whole and len(lines) == len(passages):
            chosen = passages
        elif lines and (len(lines) == len(main) or (where == self._where(0) and len(lines) > len(main))):
            # Before the first paragraph a file may have a title and more; what stands nearest to it is the text's.
            chosen = main
        if not chosen:
            self._pass_over(what, where, passages, (len(lines), len(passages)))
        for passage, spans in zip(chosen, lines[len(lines) - len(chosen) :], strict=True):
            self._pair(passage, spans, where if what != "headings" else f"heading {where}")

    def _pass_over(self, what: str, where: str, passages: Sequence[Passage], counts: tuple[int, int]) -> None:
        """Tell of what is not paired, of which the file and the original have so many lines."""
        wanted = [passage for passage in passages if self._is_wanted(passage.document)]
        count, expected = counts
        if count and any(passage.document in self._main for passage in wanted):
            self._tell(where, f"{what} differ in number: {count} in the file, {expected} in the original")
        else:
            self.aligned.passed_over[what] += len(wanted)

    def _relations(self, where: str, passages: Sequence[Passage], pieces: Sequence[Piece]) -> None:
        """Pair the reasons of relations, each of which stands between a head and a source."""
        groups: defaultdict[tuple[str, int], list[Passage]] = defaultdict(list)
        for passage in passages:
            groups[passage.document, passage.group].append(passage)
        expected = sum(len(group) + 2 for group in groups.values())
        if len(pieces) != expected:
            self._pass_over("lines of notes on relations", where, passages, (len(pieces), expected))
            return
        start = 0
        for group in groups.values():
            for passage, piece in zip(group, pieces[start + 1 : start + 1 + len(group)], strict=True):
                self._pair(passage, piece.spans, f"note on a relation {where}")
            start += len(group) + 2

    def _pair(self, passage: Passage, spans: tuple[Span, ...], place: str) -> None:
        if not self._is_wanted(passage.document):
            return
        called = [span.style for span in spans if span.note]
        if len(called) != len(passage.notes):
            self._tell(place, f"calls {len(called)} notes in the file, and {len(passage.notes)} in the original")
        if passage.message:
            pair = Pair(place=place, document=passage.document, message=passage.message, spans=spans)
            self.aligned.pairs.append(pair)
        for number, (note, messages) in enumerate(zip(called, passage.notes, strict=False), 1):
            self._note(note, messages, passage.document, f"{place}, note {number}")

    def _note(self, note: str, messages: Sequence[str], document: str, place: str) -> None:
        """Pair the words of a note; one that only cites has none."""
        words = self._notes.get(note, ())
        if len(messages) > 1:
            self._tell(place, f"has {len(messages)} paragraphs in the original, and one text in the file")
        elif messages and not words:
            self._tell(place, "has no words in the file")
        elif messages:
            pair = Pair(place=place, document=document, message=messages[0], spans=words)
            self.aligned.pairs.append(pair)


def _is_plain(part: Loose) -> bool:
    return not (part.is_front or part.is_cell or part.is_relation)
