"""What is translated, in the order of the text: each message with the place that it has in what readers see.

Catalogues know messages alone. Whoever lays a text in another language beside the original needs their places: the
paragraph that a message is a block of, its item, the notes that it calls.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

#: The file of passages beside the catalogues that were extracted.
FILE = "passages.json"


class PassageKind(StrEnum):
    """What a passage is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    RELATION = "relation"
    TEXT = "text"
    CELL = "cell"


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A heading, or a block of text.

    :param message: what is translated of it, as catalogues have it; empty where nothing is.
    :param paragraph: the id of the numbered paragraph that it is in, with its ``number``.
    :param group: which relation of the document it is in, counted from 1.
    :param mark: of the item that begins with it, such as ``(a)``.
    :param notes: of each note that it calls, the messages of its words; none of one that only cites.
    """

    kind: PassageKind
    document: str
    message: str
    paragraph: str = ""
    number: int = 0
    group: int = 0
    mark: str = ""
    notes: tuple[tuple[str, ...], ...] = ()

    @property
    def place(self) -> str:
        """Where it stands, in a few words."""
        if self.kind is PassageKind.PARAGRAPH:
            return " ".join(filter(None, (f"para. {self.number}", self.mark)))
        return self.kind.value


def render(passages: Iterable[Passage]) -> bytes:
    """Return passages as a file."""
    return json.dumps([asdict(item) for item in passages], ensure_ascii=False, indent=1).encode()


def parse(content: bytes) -> list[Passage]:
    """Return the passages of a file that :func:`render` has made."""
    return [
        Passage(**{**item, "kind": PassageKind(item["kind"]), "notes": tuple(map(tuple, item["notes"]))})
        for item in json.loads(content)
    ]


def located(passages: Iterable[Passage]) -> Iterator[tuple[str, str, Passage]]:
    """Yield every message of each document once, with its place; those of notes behind what calls them."""
    seen: set[tuple[str, str]] = set()
    for passage in passages:
        notes = (
            (message, f"{passage.place}, note {number}")
            for number, note in enumerate(passage.notes, 1)
            for message in note
        )
        for message, place in ((passage.message, passage.place), *notes):
            if message and (passage.document, message) not in seen:
                seen.add((passage.document, message))
                yield message, place, passage
