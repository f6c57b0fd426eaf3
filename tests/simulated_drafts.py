"""Later drafts made of the worked text by chance: what became of each paragraph is known, for it was done here."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from normative.model.draft import FrozenParagraph, FrozenText
from normative.model.history.concordance import Fate
from normative.model.text import Block, Span, plain

#: The share of words that are changed in what continues an old paragraph.
REWORDED = 0.12
#: How many words a part must have to be called one.
PART = 12


@dataclass(kw_only=True)
class Simulated:
    """A later draft, and what was done: the fate of each paragraph with the ids that it continues."""

    text: FrozenText
    done: dict[str, tuple[Fate, frozenset[str]]] = field(default_factory=dict)


def words(paragraph: FrozenParagraph) -> list[str]:
    return plain(paragraph.blocks, {}).split()


def with_words(paragraph: FrozenParagraph, identifier: str, text: Sequence[str]) -> FrozenParagraph:
    return replace(paragraph, id=identifier, blocks=(Block(spans=(Span(text=" ".join(text)),)),), notes=())


def simulate(old: FrozenText, seed: int, count: int = 12) -> Simulated:
    """Return a draft in which ``count`` paragraphs each were split, merged, renamed, dropped and written anew."""
    chance = random.Random(seed)
    vocabulary = sorted({word for paragraph in old.paragraphs for word in words(paragraph)})

    def reworded(text: Sequence[str]) -> list[str]:
        return [chance.choice(vocabulary) if chance.random() < REWORDED else word for word in text]

    long = [item for item in old.paragraphs if len(words(item)) >= 2 * PART]
    chosen = chance.sample(long, 5 * count)
    split, merged, into, renamed, dropped = (chosen[start::5] for start in range(5))
    done: dict[str, tuple[Fate, frozenset[str]]] = {}
    made: list[FrozenParagraph] = []
    gone = {item.id for item in (*merged, *dropped)}
    target = dict(zip((item.id for item in into), merged, strict=True))
    for item in old.paragraphs:
        text = reworded(words(item))
        if item in split:
            cut = chance.randint(PART, len(text) - PART)
            made += [with_words(item, item.id, text[:cut]), with_words(item, f"{item.id}-part", text[cut:])]
            done[f"{item.id}-part"] = Fate.SPLIT, frozenset([item.id])
        elif item in renamed:
            made.append(with_words(item, f"{item.id}-new-name", text))
            done[f"{item.id}-new-name"] = Fate.RENAMED, frozenset([item.id])
        elif item.id in target:
            made.append(with_words(item, item.id, [*text, *reworded(words(target[item.id]))]))
            done[item.id] = Fate.MERGED, frozenset([item.id, target[item.id].id])
        elif item.id not in gone:
            made.append(with_words(item, item.id, text))
    for item in dropped:
        done[item.id] = Fate.DROPPED, frozenset([item.id])
    for number in range(count):
        length = len(words(chance.choice(long)))
        new = with_words(chance.choice(long), f"new-{number}", written_anew(old, chance, length))
        made.insert(chance.randint(0, len(made)), new)
        done[new.id] = Fate.NEW, frozenset()
    numbered = tuple(replace(item, number=number) for number, item in enumerate(made, 1))
    return Simulated(text=FrozenText(paragraphs=numbered, entries=(), provisions={}), done=done)


def written_anew(old: FrozenText, chance: random.Random, length: int) -> list[str]:
    """Return a text in the language of the old one, each word one that follows the last somewhere in it."""
    follows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for paragraph in old.paragraphs:
        text = words(paragraph)
        for word, following in pairwise(text):
            follows[word][following] += 1
    written = [chance.choice(sorted(follows))]
    while len(written) < length:
        options = follows.get(written[-1]) or follows[chance.choice(sorted(follows))]
        written += chance.choices(sorted(options), [options[word] for word in sorted(options)])
    return written
