"""How the United Nations labels headings: I., A., 1., (a), (i), each level by its own number alone."""

from __future__ import annotations

from collections.abc import Sequence

from normative.model.provision import to_letters, to_roman


def heading_label(numbers: Sequence[int]) -> str:
    """Return the label of a heading from the numbers Sphinx counts: ``(2, 1)`` is the "A" under "II"."""
    number, depth = numbers[-1], len(numbers)
    if depth == 1:
        return to_roman(number).upper()
    if depth == 3:
        return str(number)
    if depth == 2:
        return to_letters(number).upper()
    return f"({to_letters(number)})" if depth == 4 else f"({to_roman(number)})"


def heading_number(numbers: Sequence[int]) -> str:
    """Return a label as it is printed before its heading: ``I.``, ``A.``, ``1.``, ``(a)``, ``(i)``."""
    label = heading_label(numbers)
    return label if label.endswith(")") else f"{label}."


def heading_path(numbers: Sequence[int]) -> str:
    """Return how a text names a heading, by the labels of all that it stands under: ``II.A.1 (a) (i)``."""
    labels = [heading_label(numbers[:depth]) for depth in range(1, len(numbers) + 1)]
    return " ".join(filter(None, [".".join(labels[:3]), *labels[3:]]))
