"""The longest run of numbers that keeps its order: what stayed where it was, when the rest was moved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def in_order(numbers: Sequence[int | None]) -> set[int]:
    """Return the places of the longest run of numbers that never falls; ``None`` is in none."""
    ends: list[int] = []
    places: list[int] = []
    before: dict[int, int | None] = {}
    for place, number in enumerate(numbers):
        if number is None:
            continue
        position = bisect_right(ends, number)
        before[place] = places[position - 1] if position else None
        ends[position : position + 1] = [number]
        places[position : position + 1] = [place]
    kept: set[int] = set()
    step = places[-1] if places else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return kept
