"""What a remark on a draft is about, where its file has lost some of what would say so.

In this order: the id that the file kept; words that stand in one paragraph alone; likeness, between neighbours that are
known. What is not clear is left for a person: a comment at the wrong paragraph is worse than one at none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from normative.model.comment import Matched, chapter_subject
from normative.model.draft import FrozenText
from normative.model.history.likeness import WORD, Likeness
from normative.model.history.order import in_order
from normative.model.text import plain

#: How many words a quotation must have to tell a paragraph by.
_QUOTED = 4
#: Which share of a passage must stand in a paragraph to be taken for a part of it, and in the next likeliest of that.
_LIKE, _OTHER = 0.2, 0.6

Words = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A stretch of a file that was sent in.

    :param words: as they stand there, or stood before tracked changes.
    :param subject: the id of a paragraph, where the file says so.
    :param is_above: whether it belongs to the passage below, as the line with the basis does.
    """

    words: str
    subject: str = ""
    is_above: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """What a remark is about, as far as it is known.

    :param subject: as :attr:`normative.model.comment.Comment.subject`; empty also where nothing is known.
    :param block: which block of the paragraph it is about; ``None`` where that is not clear.
    """

    subject: str = ""
    block: int | None = None
    matched: Matched = Matched.UNPLACED


class Placing:
    """Places what was sent in in a draft, as often as asked."""

    def __init__(self, text: FrozenText) -> None:
        self._text = text
        self._ids = [paragraph.id for paragraph in text.paragraphs]
        self._places = {identifier: place for place, identifier in enumerate(self._ids)}
        self.plain = {paragraph.id: plain(paragraph.blocks, text.numbers) for paragraph in text.paragraphs}
        """The words of the paragraphs by id, in the order of the draft."""
        self._words = {identifier: folded(words) for identifier, words in self.plain.items()}
        self._homes = _homes(self._words)
        self._parts = {
            paragraph.id: [folded(plain([block], text.numbers)) for block in paragraph.blocks]
            for paragraph in text.paragraphs
        }
        self._blocks: defaultdict[Words, list[tuple[str, int]]] = defaultdict(list)
        for name, parts in self._parts.items():
            for place, words in enumerate(parts):
                self._blocks[words].append((name, place))
        titles = {title for paragraph in text.paragraphs for title in paragraph.section}
        self._titles = {folded(title): chapter_subject(title) for title in titles}

    def of_quote(self, quote: str) -> Placed:
        """Return the one paragraph in which these words stand, if it is one."""
        words = folded(quote)
        if len(words) < _QUOTED:
            return Placed()
        whole = _marked(words)
        rarest = min((self._homes.get(run, ()) for run in _runs(words)), key=len)
        found = [name for name in rarest if whole in _marked(self._words[name])]
        if len(found) != 1:
            return Placed()
        return Placed(subject=found[0], block=self._block_with(found[0], whole), matched=Matched.QUOTE)

    def of_passages(self, passages: Sequence[Passage]) -> list[Placed]:
        """Return which part of the draft each passage of a file is, given in the order of the file."""
        words = [folded(passage.words) for passage in passages]
        placed = self._known(passages, words)
        said = {str(place): passage.words for place, passage in enumerate(passages)}
        likeness = Likeness(self.plain, said, is_new_counted=False)
        for _ in range(2):  # what the first round has found are neighbours in the second
            bounds = self._bounds(placed)
            for place, passage in enumerate(passages):
                if placed[place].matched is Matched.UNPLACED and words[place] and not passage.is_above:
                    shares = likeness.in_old(str(place))
                    placed[place] = self._likely(words[place], shares, bounds[place])
        below = Placed()
        for place in reversed(range(len(passages))):
            if passages[place].is_above:
                placed[place] = below
            elif words[place]:
                below = Placed(subject=placed[place].subject, matched=placed[place].matched)
        return placed

    def has(self, identifier: str, quote: str) -> bool:
        """Return whether a paragraph has these words, be they few."""
        words = folded(quote)
        return bool(words) and identifier in self._words and _marked(words) in _marked(self._words[identifier])

    def in_paragraph(self, identifier: str, quote: str) -> Placed:
        """Return where in a paragraph words stand."""
        return Placed(subject=identifier, block=self._block_with(identifier, _marked(folded(quote))))

    def fingerprint(self, subject: str) -> str:
        """Return the fingerprint of the words of a paragraph or a relation; empty for all others."""
        item = self._text.by_id.get(subject) or self._text.subjects.get(subject)
        return item.fingerprint.own if item else ""

    def part(self, placed: Placed) -> str:
        """Return which part of its paragraph a block is, such as ``(d)`` or ``(d) (ii)``."""
        if placed.block is None or placed.subject not in self._text.by_id:
            return ""
        marks: dict[int, str] = {}
        for block in self._text.by_id[placed.subject].blocks[: placed.block + 1]:
            marks = {level: mark for level, mark in marks.items() if level < block.level or not block.mark}
            marks = {level: mark for level, mark in marks.items() if level <= block.level}
            if block.mark:
                marks[block.level] = block.mark
        return " ".join(mark for _, mark in sorted(marks.items()) if mark != "•")

    def _known(self, passages: Sequence[Passage], words: Sequence[Words]) -> list[Placed]:
        """Return what is known by an id, or by words that are those of one paragraph alone."""
        placed = []
        seen: set[str] = set()
        for passage, said in zip(passages, words, strict=True):
            homes = self._blocks.get(said, ()) if len(said) >= _QUOTED else ()
            others = {name for name, _ in homes}
            subject = passage.subject if passage.subject in self._places and passage.subject not in seen else ""
            if subject and (not others or subject in others):
                seen.add(subject)
                placed.append(Placed(subject=subject, block=self._block_like(subject, said), matched=Matched.BOOKMARK))
            elif not passage.subject and len(homes) == 1:
                placed.append(Placed(subject=homes[0][0], block=homes[0][1], matched=Matched.QUOTE))
            elif not passage.subject and said in self._titles and said not in self._blocks:
                placed.append(Placed(subject=self._titles[said], matched=Matched.QUOTE))
            else:
                placed.append(Placed())
        return placed

    def _bounds(self, placed: Sequence[Placed]) -> list[tuple[int, int, bool]]:
        """Return between which paragraphs each passage lies, by their places in the draft, with -1 before the first.

        And whether the latter begins only behind it.
        """
        known = [self._places.get(item.subject) for item in placed]
        kept = {place: number for place in in_order(known) if (number := known[place]) is not None}
        behind, last, is_behind = [], len(self._ids), True
        for place in reversed(range(len(placed))):
            behind.append((last, is_behind))
            if place in kept:
                last, is_behind = kept[place], placed[place].matched is Matched.BOOKMARK
        bounds, first = [], -1
        for place, (last, is_behind) in enumerate(reversed(behind)):
            bounds.append((first, last, is_behind))
            first = kept.get(place, first)
        return bounds

    def _likely(self, words: Words, shares: Mapping[str, float], bounds: tuple[int, int, bool]) -> Placed:
        first, last, is_behind = bounds
        within = range(first, last if is_behind else last + 1)
        near = sorted(((share, name) for name, share in shares.items() if self._places[name] in within), reverse=True)
        best, name = near[0] if near else (0.0, "")
        other = near[1][0] if len(near) > 1 else 0.0
        if best < _LIKE or other > best * _OTHER:
            same = [found for found in self._blocks.get(words, ()) if self._places[found[0]] in within]
            if len(same) == 1 and last - first <= 1:
                return Placed(subject=same[0][0], block=same[0][1], matched=Matched.LIKENESS)
            if first != last:
                return Placed()
            # It stands between two parts of one paragraph.
            name = self._ids[first]
        return Placed(subject=name, block=self._block_like(name, words), matched=Matched.LIKENESS)

    def _block_with(self, name: str, whole: str) -> int | None:
        found = [place for place, words in enumerate(self._parts[name]) if whole in _marked(words)]
        return found[0] if len(found) == 1 else None

    def _block_like(self, name: str, words: Words) -> int | None:
        """Return the block of a paragraph with which a passage shares the most words, if it is at least a third."""
        said = set(words)
        shared = [len(said.intersection(part)) for part in self._parts[name]]
        best = max(shared, default=0)
        return shared.index(best) if best * 3 >= len(said) and best else None


def folded(text: str) -> Words:
    """Return the words of a text as they are compared."""
    return tuple(word.casefold() for word in WORD.findall(text))


def _marked(words: Iterable[str]) -> str:
    """Return words so that no part of a word is found among them."""
    return f" {' '.join(words)} "


def _runs(words: Words) -> Iterator[Words]:
    for start in range(len(words) - 2):
        yield words[start : start + 3]


def _homes(texts: Mapping[str, Words]) -> Mapping[Words, Sequence[str]]:
    homes: defaultdict[Words, list[str]] = defaultdict(list)
    for name, words in texts.items():
        for run in dict.fromkeys(_runs(words)):
            homes[run].append(name)
    return homes
