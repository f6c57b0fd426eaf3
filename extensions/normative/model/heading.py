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


#: How the United Nations calls an annex in its languages.
_ANNEX = {"ar": "المرفق", "en": "Annex", "es": "Anexo", "fr": "Annexe", "ru": "Приложение", "zh": "附件"}


def annex_title(title: str, number: int, count: int, language: str) -> str:
    """Return what begins the heading of an annex: ``Annex II. ``, or ``Annex. `` where it is the only one.

    Nothing where the title says so itself.
    """
    word = _ANNEX.get(language[:2], _ANNEX["en"])
    if title.casefold().startswith(word.casefold()):
        return ""
    return f"{word}. " if count == 1 else f"{word}\u00a0{to_roman(number).upper()}. "
