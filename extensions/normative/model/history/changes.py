"""What is marked in a redline: the step of each paragraph, and what was struck out around it."""

from __future__ import annotations

from collections import defaultdict

from normative.model.draft import FrozenParagraph, FrozenText
from normative.model.history.concordance import Fate, concordance


class Changes:
    """What is marked in one build: each paragraph's step, and what was struck out before and after it.

    :param is_tracked: whether a paragraph that was moved is struck out and put in.
    """

    def __init__(self, name: str, old: FrozenText, new: FrozenText, *, is_tracked: bool) -> None:
        self.name, self.old, self.new, self.is_tracked = name, old, new, is_tracked
        steps = concordance(old, new)
        self.steps = {step.new.id: step for step in steps if step.new}
        self.put_in = {
            step.new.id
            for step in steps
            if step.new and (not step.is_same or (is_tracked and Fate.MOVED in step.fates))
        }
        self.before: defaultdict[str, list[FrozenParagraph]] = defaultdict(list)
        self.after: defaultdict[str, list[FrozenParagraph]] = defaultdict(list)
        self.moved = {step.old[0].id for step in steps if is_tracked and step.new and Fate.MOVED in step.fates}
        """The ids of those that are struck out because they stand elsewhere now."""
        staying = {
            step.old[0].id: step.new for step in steps if step.new and step.is_same and step.new.id not in self.put_in
        }
        self._first_under: dict[tuple[str, ...], FrozenParagraph] = {}
        for paragraph in new.paragraphs:
            self._first_under.setdefault(paragraph.section, paragraph)
        last: FrozenParagraph | None = None
        waiting: list[FrozenParagraph] = []
        for paragraph in old.paragraphs:
            if now := staying.get(paragraph.id):
                self._strike_out(waiting, last, now)
                last, waiting = now, []
            else:
                waiting.append(paragraph)
        # Where nothing stays, all stands before what is there.
        self._strike_out(waiting, last, None if last else next(iter(new.paragraphs), None))

    def _strike_out(
        self, struck: list[FrozenParagraph], last: FrozenParagraph | None, following: FrozenParagraph | None
    ) -> None:
        """Put paragraphs behind the one before them, or before the one that follows under the same headings.

        Where both stand under others, they are put before what is new under their headings.
        """
        for paragraph in struck:
            most = max(_shared(paragraph, item) for item in (last, following) if item) if last or following else 0
            first = self._first_under.get(paragraph.section)
            if first and most < len(paragraph.section):
                self.before[first.id].append(paragraph)
            elif following and (last is None or _shared(paragraph, following) > _shared(paragraph, last)):
                self.before[following.id].append(paragraph)
            elif last:
                self.after[last.id].append(paragraph)


def _shared(struck: FrozenParagraph, other: FrozenParagraph) -> int:
    """Return how many headings two paragraphs both stand under, from the outermost on."""
    same = [old == new for old, new in zip(struck.section, other.section, strict=False)]
    return same.index(False) if False in same else len(same)
