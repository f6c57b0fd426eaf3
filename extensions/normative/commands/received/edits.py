"""What a Word file says of a draft: its comments, its tracked changes, and what was changed without tracking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normative.commands.received.word import WordPassage, WordReply
from normative.model.comment import Comment, CommentKind, Matched
from normative.model.draft import FrozenParagraph, FrozenText
from normative.model.history.placing import Passage, Placed, Placing
from normative.model.history.proposals import Change, change_between, count_tokens
from normative.model.history.remarks import Remark
from normative.model.tables.paragraphs import opening
from normative.model.text import BlockKind, Span, plain

#: What is said where the file itself says nothing.
UNTRACKED = "[changed without tracking]"
#: What parts lines.
_BREAK = Span(text="\n")


class WordRemarks:
    """The remarks of a Word file on a draft."""

    def __init__(self, reply: WordReply, text: FrozenText, placing: Placing) -> None:
        self._reply, self._text, self._placing = reply, text, placing
        self._lines = list(_lines(reply.passages))
        self._placed = placing.of_passages(
            [
                Passage(
                    words="" if line[0].is_listed else plain_of(before_of(line), text),
                    subject=next((passage.subject for passage in line if passage.subject), ""),
                    is_above=line[-1].is_above,
                )
                for line in self._lines
            ]
        )
        self._by_paragraph: defaultdict[str, list[int]] = defaultdict(list)
        for place, placed in enumerate(self._placed):
            if placed.subject in text.by_id and not self._lines[place][-1].is_above:
                self._by_paragraph[placed.subject].append(place)
        #: Whether the file is the draft and no letter about it, so that what is missing was struck out.
        self._is_draft = 2 * len(self._by_paragraph) > len(text.paragraphs)

    def all(self) -> Iterator[Remark]:
        """Yield what the file says: comments first, then changes in the order of the text."""
        yield from self._comments()
        known = [name for name in (item.id for item in self._text.paragraphs) if name in self._by_paragraph]
        for name in known:
            paragraph = self._text.by_id[name]
            yield from self._tracked(name, self._by_paragraph[name])
            yield from self._notes(paragraph, self._by_paragraph[name])
            if self._is_draft:
                yield from self._untracked(paragraph, self._by_paragraph[name])
        yield from self._tracked_elsewhere()
        if self._is_draft:
            yield from self._put_in()
            yield from self._left_out()

    def _comments(self) -> Iterator[Remark]:
        places = {
            identifier: place
            for place, line in enumerate(self._lines)
            for passage in line
            for identifier in passage.comments
        }
        for number, item in enumerate(self._reply.comments, 1):
            if not item.text:
                continue
            placed = self._placed[places[item.id]] if item.id in places else Placed()
            quoted = self._placing.of_quote(item.quote)
            if placed.matched is Matched.UNPLACED:
                placed = quoted
            elif placed.matched is Matched.LIKENESS and quoted.subject not in ("", placed.subject):
                placed = Placed()
            comment = Comment(
                subject=placed.subject,
                part=self._placing.part(placed),
                quote=item.quote,
                text=item.text,
                matched=placed.matched,
            )
            yield Remark(comment=comment, place=f"comment {number}")

    def _tracked(self, subject: str, places: Sequence[int]) -> Iterator[Remark]:
        """Yield one remark for all that is tracked in a paragraph."""
        before = [span for place in places for span in (*before_of(self._lines[place]), _BREAK)]
        after = [span for place in places for span in (*after_of(self._lines[place]), _BREAK)]
        change = change_between(before, after, self._text.numbers)
        said = " ".join(text for place in places for text in self._divided(place))
        if change or said:
            parts = [
                self._placing.part(self._placed[place])
                for place in places
                if change_between(before_of(self._lines[place]), after_of(self._lines[place]), {})
            ]
            part = parts.pop() if len(parts) == 1 and not said else ""
            yield self._remark(change, subject, self._worst(places), part=part, place="tracked change", text=said)

    def _divided(self, place: int) -> Iterator[str]:
        """Tell where a line was divided with tracking, or joined with the next one, between words that have stayed."""
        line, further = self._lines[place], self._lines[place + 1 : place + 2]
        for number, passage in enumerate(line[:-1], 1):
            if _is_kept(line[:number]) and _is_kept(line[number:]) and not passage.is_ending:
                yield f"[divided before: {opening(plain_of(after_of(line[number:]), self._text).strip())}]"
        if line[-1].is_ending and _is_kept(line) and any(map(_is_kept, further)):
            yield f"[joined with: {opening(plain_of(after_of(further[0]), self._text).strip())}]"

    def _tracked_elsewhere(self) -> Iterator[Remark]:
        """Yield what is tracked in no paragraph of the draft, and in the lines above them."""
        between = self._between()
        for place, placed in enumerate(self._placed):
            line = self._lines[place]
            if placed.subject in self._text.by_id and not line[-1].is_above:
                continue
            if line[-1].is_above and not plain_of(after_of(line), self._text).strip():
                # It goes with its paragraph, of which that is told.
                continue
            where = "" if placed.subject or self._words(place) else between[place]
            for remark in self._tracked(placed.subject, [place]):
                said = f"[put in between paragraphs {where}] {remark.comment.text}" if where else remark.comment.text
                yield replace(remark, comment=replace(remark.comment, text=said.strip()))

    def _notes(self, paragraph: FrozenParagraph, places: Sequence[int]) -> Iterator[Remark]:
        called = [note for place in places for passage in self._lines[place] for note in passage.notes]
        matched = self._worst(places)
        # Where a note was put in or taken out nobody can tell which is which.
        frozen = paragraph.notes if self._is_draft and len(called) == len(paragraph.notes) else ()
        for number, identifier in enumerate(called, 1):
            note = self._reply.notes.get(identifier, WordPassage())
            part = f"note {number}"
            change = change_between(note.before, note.after, self._text.numbers)
            if change:
                yield self._remark(change, paragraph.id, matched, part=part, place="tracked change")
            change = change_between([Span(text=frozen[number - 1].text)], note.before, {}) if frozen else None
            if change:
                yield self._remark(change, paragraph.id, matched, part=part, place="untracked change", text=UNTRACKED)

    def _untracked(self, paragraph: FrozenParagraph, places: Sequence[int]) -> Iterator[Remark]:
        if any(block.kind is BlockKind.FORMULA for block in paragraph.blocks):
            return
        frozen = [span for block in paragraph.blocks for span in (*block.spans, _BREAK)]
        before = [span for place in places for span in (*before_of(self._lines[place]), _BREAK)]
        change = change_between(frozen, before, self._text.numbers)
        if change:
            part = self._part_of(paragraph, change)
            matched = self._worst(places)
            yield self._remark(change, paragraph.id, matched, part=part, place="untracked change", text=UNTRACKED)

    def _part_of(self, paragraph: FrozenParagraph, change: Change) -> str:
        """Return the part in which all of a change lies."""
        start = 0
        for place, block in enumerate(paragraph.blocks):
            stop = start + count_tokens(block.spans)
            if start <= change.start and change.stop <= stop:
                return self._placing.part(Placed(subject=paragraph.id, block=place))
            start = stop
        return ""

    def _between(self) -> list[str]:
        """Return of each line which two paragraphs, that follow one another in the draft, it stands between."""
        numbers = [self._text.numbers.get(item.subject) for item in self._placed]
        following: list[int | None] = [None] * len(numbers)
        for place in reversed(range(len(numbers) - 1)):
            following[place] = numbers[place + 1] or following[place + 1]
        between: list[str] = []
        last: int | None = None
        for number, after in zip(numbers, following, strict=True):
            is_between = last is not None and after is not None and after == last + 1
            between.append(f"{last} and {after}" if is_between else "")
            last = number or last
        return between

    def _put_in(self) -> Iterator[Remark]:
        """Yield what stands between two paragraphs of the draft that follow one another, and in neither."""
        for place, where in enumerate(self._between()):
            words = plain_of(before_of(self._lines[place]), self._text)
            if self._placed[place].matched is Matched.UNPLACED and where and words.strip():
                text = f"[put in without tracking between paragraphs {where}] {words}"
                yield Remark(comment=Comment(text=text, matched=Matched.UNPLACED), place="untracked change")

    def _left_out(self) -> Iterator[Remark]:
        """Yield the paragraphs that are missing between two that are there, with nothing in their place."""
        found = self._by_paragraph
        paragraphs = self._text.paragraphs
        for before, item, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
            if item.id in found or not (before.id in found and after.id in found):
                continue
            between = range(max(found[before.id]), min(found[after.id]))
            if all(self._placed[place].subject or not self._words(place) for place in between):
                proposal = f"{plain(item.blocks, self._text.numbers)} → –"
                comment = Comment(
                    subject=item.id,
                    kind=CommentKind.WORDING,
                    text=UNTRACKED,
                    proposal=proposal,
                    matched=Matched.LIKENESS,
                )
                yield Remark(comment=comment, place="untracked change")

    def _words(self, place: int) -> str:
        return plain_of(before_of(self._lines[place]), self._text).strip()

    def _worst(self, places: Sequence[int]) -> Matched:
        """Return how surely a paragraph is known of which several lines were found."""
        ways = [self._placed[place].matched for place in places]
        return next((way for way in (Matched.BOOKMARK, Matched.QUOTE) if way in ways), ways[0])

    def _remark(
        self, change: Change | None, subject: str, matched: Matched, *, part: str = "", place: str, text: str = ""
    ) -> Remark:
        comment = Comment(
            subject=subject,
            part=part,
            kind=CommentKind.WORDING,
            text=text,
            proposal="\n".join(change.lines) if change else "",
            matched=matched,
        )
        return Remark(comment=comment, place=place)


def _lines(passages: Sequence[WordPassage]) -> Iterator[list[WordPassage]]:
    """Yield passages that were one line before tracked changes together."""
    line: list[WordPassage] = []
    for passage in passages:
        if line and passage.is_above and not any(before_of(line)):
            # What is put in before a line above a paragraph is no part of it.
            yield line
            line = []
        line.append(passage)
        if not passage.is_joined:
            yield line
            line = []
    if line:
        yield line


def before_of(line: Sequence[WordPassage]) -> list[Span]:
    """Return the words of a line before tracked changes."""
    return [span for passage in line for span in passage.before]


def after_of(line: Sequence[WordPassage]) -> list[Span]:
    """Return the words of a line after tracked changes."""
    return [span for passage in line for span in (*passage.after, _BREAK)]


def _is_kept(line: Sequence[WordPassage]) -> bool:
    """Tell whether a line has words before tracked changes and with them."""
    texts = ("".join(span.text for span in spans) for spans in (before_of(line), after_of(line)))
    return all(any(map(str.isalnum, text)) for text in texts)


def plain_of(spans: Sequence[Span], text: FrozenText) -> str:
    """Return words as they are printed."""
    return "".join(span.text or str(text.numbers.get(span.paragraph, "")) for span in spans)
