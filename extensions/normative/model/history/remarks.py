"""What readers of files have found, placed in a draft: the remarks of one file together, for their order tells too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from normative.model.comment import Comment, Matched
from normative.model.history.likeness import Likeness, sequences
from normative.model.history.order import in_order
from normative.model.history.placing import Placed, Placing, folded

#: Which share of the words of a remark must stand in a paragraph: anywhere in the draft, in one of few, in the nearest.
_ANYWHERE, _FEW, _NEAREST = 0.25, 0.15, 0.02
#: How many paragraphs are few, and which share of that of the likeliest the next may have.
_COUNT, _OTHER = 6, 0.6
#: Which share of what is known must be in the order of the draft for the rest to be taken to be.
_ORDERED = 0.9
#: One in how many sequences of quoted words must stand in a paragraph; else how many of the words on both sides.
_QUOTED, _SIDE = 3, 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """What a reader of files has found.

    :param comment: without number and fingerprint; its subject is what the file says it is about, or, where it is not
        placed yet, the paragraph that it is near.
    :param place: where in the file, such as ``Comments!F12``.
    :param words: of the paragraph that it stands at, where only they can tell which one that is.
    :param is_beside: whether it is known to be at none, such as at the title.
    """

    comment: Comment
    place: str
    words: str = ""
    is_beside: bool = False


def comments_of(remarks: Sequence[Remark], placing: Placing, draft: str) -> list[Comment]:
    """Return the remarks of a file, in its order, as comments on a draft, placed as far as they can be."""
    placed = [_known(remark, placing) for remark in remarks]
    waiting = {
        str(place): remark.words
        for place, remark in enumerate(remarks)
        if placed[place].matched is Matched.UNPLACED and remark.words and not remark.is_beside
    }
    # Many may say something of one paragraph.
    likeness = Likeness(placing.plain, waiting, is_new_counted=False)
    places = {identifier: place for place, identifier in enumerate(placing.plain)}
    bounds = _bounds([places.get(item.subject) for item in placed], len(places))
    for name in waiting:
        place = int(name)
        shares = {other: share for other, share in likeness.in_old(name).items() if places[other] in bounds[place]}
        is_few = len(bounds[place]) <= _COUNT
        found = _likely(remarks[place], shares, placing, _FEW if is_few else _ANYWHERE)
        placed[place] = found
    return [_comment(remark, item, placing, draft) for remark, item in zip(remarks, placed, strict=True)]


def _known(remark: Remark, placing: Placing) -> Placed:
    """Return what is known of a remark by what its file says and by words that stand in one paragraph alone."""
    comment = remark.comment
    if comment.matched is not Matched.UNPLACED:
        return Placed(subject=comment.subject, matched=comment.matched)
    if remark.is_beside:
        return Placed()
    near = comment.subject
    if near and placing.has(near, comment.quote):
        return replace(placing.in_paragraph(near, comment.quote), matched=Matched.BOOKMARK)
    for quoted in (comment.quote, remark.words):
        found = placing.of_quote(quoted)
        if found.subject and near in ("", found.subject):
            return found
    return Placed()


def _bounds(known: Sequence[int | None], count: int) -> list[range]:
    """Return in which paragraphs each remark may be, by their places in the draft; in any where there is no order."""
    kept = in_order(known)
    if len(kept) < _ORDERED * sum(1 for place in known if place is not None):
        return [range(count)] * len(known)
    firsts, first = [], 0
    for place, number in enumerate(known):
        firsts.append(first)
        first = number if place in kept and number is not None else first
    bounds, last = [], count - 1
    for place in reversed(range(len(known))):
        bounds.append(range(firsts[place], last + 1))
        number = known[place]
        last = number if place in kept and number is not None else last
    return bounds[::-1]


def _likely(remark: Remark, shares: Mapping[str, float], placing: Placing, least: float) -> Placed:
    near = sorted(((share, name) for name, share in shares.items()), reverse=True)
    best, name = near[0] if near else (0.0, "")
    other = near[1][0] if len(near) > 1 else 0.0
    if remark.comment.subject:
        is_there = name == remark.comment.subject and best >= _NEAREST
        return Placed(subject=name, matched=Matched.BOOKMARK) if is_there else Placed()
    if best < least or other > best * _OTHER or not _is_within(remark, placing.plain[name]):
        return Placed()
    return Placed(subject=name, matched=Matched.LIKENESS)


def _is_within(remark: Remark, text: str) -> bool:
    """Return whether a paragraph has something of what is quoted, or of both its sides where that was put in."""
    quoted = folded(remark.comment.quote)
    there = sequences(text)
    told = sequences(remark.comment.quote)
    if len(told & there) * _QUOTED >= len(told):
        return True
    before, _, behind = " ".join(folded(remark.words)).partition(" ".join(quoted))
    return all(len(sequences(side) & there) >= _SIDE for side in (before, behind))


def _comment(remark: Remark, placed: Placed, placing: Placing, draft: str) -> Comment:
    part = remark.comment.part or placing.part(placed)
    fingerprint = placing.fingerprint(placed.subject)
    return replace(
        remark.comment, subject=placed.subject, part=part, matched=placed.matched, draft=draft, fingerprint=fingerprint
    )
