"""What became of each paragraph between two drafts.

Identity is what authors say: the same id, or ``:was:``. Where they say nothing, likeness suggests what was renamed,
split or merged; a suggestion is marked and changes nothing by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum

from normative.model.draft import FrozenParagraph, FrozenText
from normative.model.history.freezing import words_of
from normative.model.history.likeness import Likeness
from normative.model.history.order import in_order
from normative.model.message import joined, say
from normative.model.paragraph import NEW
from normative.model.text import plain

#: Which share of both texts of a pair must stand in the other to suggest that the id was changed.
_RENAMED = 0.3
#: Which share of a text must stand in another to suggest that it was split off or merged into it.
_PART = 0.2


class Fate(StrEnum):
    """What became of a paragraph; several hold at once."""

    NEW = "new"
    DROPPED = "dropped"
    SPLIT = "split"
    MERGED = "merged"
    RENAMED = "renamed"
    KEPT = "kept"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    FORCE = "force changed"
    BASIS = "basis changed"
    HOLDER = "holders changed"


#: What likeness may suggest.
GUESSED = (Fate.SPLIT, Fate.MERGED, Fate.RENAMED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A paragraph from one draft to the next.

    :param new: ``None`` where it was dropped.
    :param old: the paragraphs it continues, the one that it is first; none where it is new.
    :param fates: in the order of :class:`Fate`.
    :param is_same: whether it is the first of these itself, and no part of it.
    :param is_suggested: whether likeness alone says what it continues.
    """

    new: FrozenParagraph | None
    old: tuple[FrozenParagraph, ...]
    fates: tuple[Fate, ...]
    is_same: bool = False
    is_suggested: bool = False


def concordance(old: FrozenText, new: FrozenText) -> tuple[Step, ...]:
    """Return a step for each paragraph of ``new``, in its order, and for each dropped one after what it followed."""
    links = _settled(old, new)
    suggested = _suggested(old, new, links)
    steps = [
        _step(paragraph, suggested.get(paragraph.id) or links.get(paragraph.id) or _Link(), paragraph.id in suggested)
        for paragraph in new.paragraphs
    ]
    steps = _with_splits(steps)
    known = {item.section for item in old.paragraphs} & {item.section for item in new.paragraphs}
    crossing = [_has_crossed(step, known) for step in steps]
    moved = _moved(
        [step.old[0].number if step.is_same and not away else None for step, away in zip(steps, crossing, strict=True)]
    )
    steps = [
        replace(step, fates=_sorted((*step.fates, Fate.MOVED))) if is_moved or away else step
        for step, is_moved, away in zip(steps, moved, crossing, strict=True)
    ]
    return tuple(_with_dropped(old, [_settle_kept(step) for step in steps]))


def details(step: Step) -> Iterator[str]:
    """Yield from what to what a paragraph has changed: its id, its force, its basis and its holders."""
    if step.new is None or not step.old:
        return
    old, new = step.old[0], step.new
    if old.id != new.id:
        yield f"id {', '.join(item.id for item in step.old)} → {new.id}"
    if Fate.FORCE in step.fates:
        yield joined(" → ", (say(old.force), say(new.force)))
    if Fate.BASIS in step.fates:
        yield from _sets(say("basis"), old.basis.values(), new.basis.values())
        if new.margin.get("part", "") != old.margin.get("part", ""):
            yield say("in part: {words}", words=new.margin.get("part", "") or say("none"))
    if Fate.HOLDER in step.fates:
        yield from _sets(say("holders"), _holders(old), _holders(new))


def _holders(paragraph: FrozenParagraph) -> tuple[str, ...]:
    return (*paragraph.holder, *([paragraph.addressee] if paragraph.addressee else ()))


def _sets(name: str, old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    before, after = list(old), list(new)
    for sign, items in (("+", [item for item in after if item not in before]), ("−", before)):
        kept = items if sign == "+" else [item for item in items if item not in after]
        if kept:
            yield joined(" ", (name, sign, ", ".join(kept)))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Link:
    """What a new paragraph continues: ``whole`` the one that it is, ``part`` the one that it was split off."""

    whole: FrozenParagraph | None = None
    part: FrozenParagraph | None = None
    merged: tuple[FrozenParagraph, ...] = ()


def _settled(old: FrozenText, new: FrozenText) -> dict[str, _Link]:
    """Return what authors say: by the same id, or by ``:was:``."""
    claims: defaultdict[str, list[str]] = defaultdict(list)
    for paragraph in new.paragraphs:
        for identifier in paragraph.was:
            claims[identifier].append(paragraph.id)
    links = {paragraph.id: _Link() for paragraph in new.paragraphs if paragraph.was == (NEW,)}
    for paragraph in new.paragraphs:
        before = [old.by_id[identifier] for identifier in paragraph.was if identifier in old.by_id]
        whole = old.by_id.get(paragraph.id)
        if whole is None and len(before) == 1:
            is_shared = before[0].id in new.by_id or len(claims[before[0].id]) > 1
            links[paragraph.id] = _Link(part=before[0]) if is_shared else _Link(whole=before[0])
        elif whole or before:
            links[paragraph.id] = _Link(whole=whole, merged=tuple(item for item in before if item is not whole))
    return links


def _suggested(old: FrozenText, new: FrozenText, links: Mapping[str, _Link]) -> dict[str, _Link]:
    """Return what likeness suggests where authors say nothing."""
    taken = {item.id for link in links.values() for item in (link.whole, link.part, *link.merged) if item}
    lost = [paragraph.id for paragraph in old.paragraphs if paragraph.id not in taken]
    fresh = [paragraph.id for paragraph in new.paragraphs if paragraph.id not in links]
    if not fresh and not lost:
        return {}
    likeness = Likeness(_texts(old), _texts(new))
    in_old = {name: likeness.in_old(name) for name in fresh}
    in_new = {name: likeness.in_new(name) for name in lost}
    pairs = [
        (min(share, in_new[other].get(name, 0)), name, other)
        for name in fresh
        for other, share in in_old[name].items()
        if other in in_new
    ]
    found: dict[str, _Link] = {}
    for share, name, other in sorted(pairs, key=lambda pair: -pair[0]):
        if share >= _RENAMED and name not in found and other in in_new:
            found[name] = _Link(whole=old.by_id[other])
            del in_new[other]
    for name in fresh:
        home, share = _best(in_old[name])
        if name not in found and share >= _PART:
            found[name] = _Link(part=old.by_id[home])
            in_new.pop(home, None)
    for name, shares in in_new.items():
        home, share = _best(shares)
        if share >= _PART and new.by_id[home].was != (NEW,):
            link = found.get(home) or links.get(home) or _Link()
            found[home] = replace(link, merged=(*link.merged, old.by_id[name]))
    return found


def _best(shares: Mapping[str, float]) -> tuple[str, float]:
    return max(shares.items(), key=lambda item: item[1], default=("", 0.0))


def _texts(text: FrozenText) -> dict[str, str]:
    return {paragraph.id: plain(paragraph.blocks, {}) for paragraph in text.paragraphs}


def _step(new: FrozenParagraph, link: _Link, is_suggested: bool) -> Step:
    before = tuple(item for item in (link.whole, link.part, *link.merged) if item)
    fates = []
    if link.part:
        fates.append(Fate.SPLIT)
    if link.merged:
        fates.append(Fate.MERGED)
    if not before:
        fates.append(Fate.NEW)
    if link.whole:
        fates.extend(_changes(link.whole, new))
    return Step(new=new, old=before, fates=_sorted(fates), is_same=link.whole is not None, is_suggested=is_suggested)


def _changes(old: FrozenParagraph, new: FrozenParagraph) -> Iterator[Fate]:
    if old.id != new.id:
        yield Fate.RENAMED
    if old.number != new.number:
        yield Fate.RENUMBERED
    if list(words_of(old.blocks, old.notes)) != list(words_of(new.blocks, new.notes)):
        yield Fate.REWORDED
    if old.force is not new.force:
        yield Fate.FORCE
    if set(old.basis) != set(new.basis) or old.margin.get("part") != new.margin.get("part"):
        yield Fate.BASIS
    if (set(old.holder), old.addressee) != (set(new.holder), new.addressee):
        yield Fate.HOLDER


def _with_splits(steps: Sequence[Step]) -> list[Step]:
    """Say of a paragraph from which others were split off that it was split."""
    split = {step.old[0].id for step in steps if Fate.SPLIT in step.fates}
    return [
        replace(step, fates=_sorted((*step.fates, Fate.SPLIT))) if step.is_same and step.old[0].id in split else step
        for step in steps
    ]


def _has_crossed(step: Step, known: AbstractSet[tuple[str, ...]]) -> bool:
    """Tell whether a paragraph stands under other headings now, all of which both texts have."""
    if step.new is None or not step.is_same:
        return False
    old, new = step.old[0].section, step.new.section
    return old != new and {old, new} <= known


def _moved(numbers: Sequence[int | None]) -> list[bool]:
    """Return which paragraphs have left their order: all but the longest run of old numbers that still rises."""
    kept = in_order(numbers)
    return [number is not None and place not in kept for place, number in enumerate(numbers)]


def _settle_kept(step: Step) -> Step:
    """Say of a paragraph that is as it was that it was kept, whatever its number."""
    is_kept = step.old and not set(step.fates) - {Fate.RENUMBERED}
    return replace(step, fates=_sorted((*step.fates, Fate.KEPT))) if is_kept else step


def _with_dropped(old: FrozenText, steps: Sequence[Step]) -> Iterator[Step]:
    continued = {item.id for step in steps for item in step.old}
    waiting: defaultdict[str, list[Step]] = defaultdict(list)
    last = ""
    for paragraph in old.paragraphs:
        if paragraph.id in continued:
            last = paragraph.id
        else:
            waiting[last].append(Step(new=None, old=(paragraph,), fates=(Fate.DROPPED,)))
    yield from waiting.pop("", ())
    for step in steps:
        yield step
        for item in step.old:
            yield from waiting.pop(item.id, ())


def _sorted(fates: Iterable[Fate]) -> tuple[Fate, ...]:
    order = list(Fate)
    return tuple(sorted(set(fates), key=order.index))
