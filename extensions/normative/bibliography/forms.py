"""Whether a footnote names a source in full, by its short form or with "Ibid.", as the United Nations does.

Apart from the footnotes because the rule is about the order of citations alone: no entries and no nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a source is named."""

    FULL = "full"
    SHORT = "short"
    SAME_SOURCE = "ibid., with the place"
    SAME_PLACE = "ibid."


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A source as a footnote cites it.

    :param pinpoint: the place in the source; ``""`` for the whole.
    """

    key: str
    pinpoint: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """The sources of one footnote.

    :param has_own_words: the author has written more into it than sources.
    :param follows: the footnote before it is printed right before it.
    """

    sources: tuple[Source, ...]
    has_own_words: bool = False
    follows: bool = True


def forms_of(notes: Iterable[Note]) -> Iterator[tuple[Form, ...]]:
    """Yield the forms of each note's sources, in the order of the notes of one page.

    The first citation of a source is in full, a later one short. A note whose first source is the only source of the
    note before it, with nothing else in either that "Ibid." could be taken for, says "Ibid.".
    """
    known: set[str] = set()
    before: Note | None = None
    for note in notes:
        forms = []
        for position, source in enumerate(note.sources):
            form = Form.SHORT if source.key in known else Form.FULL
            if position == 0 and before is not None and note.follows and not note.has_own_words:
                form = _after(before, source) or form
            known.add(source.key)
            forms.append(form)
        yield tuple(forms)
        before = note


def _after(before: Note, source: Source) -> Form | None:
    """Return how a source is named right after a note, or ``None`` where "Ibid." would not be clear."""
    if before.has_own_words or len(before.sources) != 1 or before.sources[0].key != source.key:
        return None
    if before.sources[0].pinpoint == source.pinpoint:
        return Form.SAME_PLACE
    # "Ibid." without a place would mean the place of the note before.
    return Form.SAME_SOURCE if source.pinpoint else None
