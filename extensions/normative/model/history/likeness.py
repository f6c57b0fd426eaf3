"""How much of one text stands in another: by the sequences of three words that they share.

A sequence that many paragraphs have ("States parties must ensure") says little: each counts the less, the more have it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

#: A word; of scripts that part none, a character.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_LENGTH = 3
#: A sequence that more paragraphs have is passed over, so that the cost stays linear.
_COMMON = 25

Sequence = tuple[str, ...]


class Likeness:
    """Two sets of texts by their names, old and new, compared as often as asked.

    :param is_new_counted: whether a sequence says little that many new texts have, and not only one of many old ones.
    """

    def __init__(self, old: Mapping[str, str], new: Mapping[str, str], *, is_new_counted: bool = True) -> None:
        self._is_new_counted = is_new_counted
        self._old = {name: sequences(text) for name, text in old.items()}
        self._new = {name: sequences(text) for name, text in new.items()}

    def in_old(self, name: str) -> Mapping[str, float]:
        """Return which share of a new text, 0 to 1, stands in each old one; those with none are left out."""
        return self._shares(self._new[name], self._homes_old)

    def in_new(self, name: str) -> Mapping[str, float]:
        """Return which share of an old text, 0 to 1, stands in each new one; those with none are left out."""
        return self._shares(self._old[name], self._homes_new)

    def _shares(self, found: frozenset[Sequence], homes: Mapping[Sequence, list[str]]) -> Mapping[str, float]:
        shared: defaultdict[str, float] = defaultdict(float)
        whole = 0.0
        for sequence in found:
            weight = 1 / self._counts[sequence]
            whole += weight
            if self._counts[sequence] <= _COMMON:
                for name in homes.get(sequence, ()):
                    shared[name] += weight
        return {name: share / whole for name, share in shared.items()}

    @cached_property
    def _homes_old(self) -> Mapping[Sequence, list[str]]:
        return _homes(self._old)

    @cached_property
    def _homes_new(self) -> Mapping[Sequence, list[str]]:
        return _homes(self._new)

    @cached_property
    def _counts(self) -> Mapping[Sequence, int]:
        """In how many texts of one set each sequence stands, in that where it stands in most."""
        old, new = (Counter(_each(texts)) for texts in (self._old, self._new))
        return old | new if self._is_new_counted else old | Counter(dict.fromkeys(new, 1))


def sequences(text: str) -> frozenset[Sequence]:
    """Return the sequences of three words of a text; of a shorter one itself."""
    words = [word.casefold() for word in WORD.findall(text)]
    if len(words) < _LENGTH:
        return frozenset([tuple(words)] if words else [])
    return frozenset(tuple(words[start : start + _LENGTH]) for start in range(len(words) - _LENGTH + 1))


def _each(texts: Mapping[str, Iterable[Sequence]]) -> Iterator[Sequence]:
    for found in texts.values():
        yield from found


def _homes(texts: Mapping[str, Iterable[Sequence]]) -> Mapping[Sequence, list[str]]:
    homes: defaultdict[Sequence, list[str]] = defaultdict(list)
    for name, found in texts.items():
        for sequence in found:
            homes[sequence].append(name)
    return homes
