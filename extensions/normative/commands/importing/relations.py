"""The notes on relations of provisions in our own Word files, as the directives that they were made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from normative.commands.importing import markup
from normative.commands.importing.structure import Loose, Piece
from normative.model.instrument import Instrument

_INDENT = "   "
_HEAD = re.compile(
    r"(?P<relation>Synergy|Complement|Tension): (?P<left>.+) ↔ (?P<right>.+)"
    r"|Gap: (?P<gap>.+) — no counterpart in the (?P<other>.+)|Not addressed: (?P<silence>.+)"
)
#: Whether it was reviewed a build says anew.
_FOOT = re.compile(r"Source: (?P<source>.+)\. (?:Unreviewed|Suspect: [^.]*)\.")


def relations_of(part: Loose) -> Iterator[Loose]:
    """Yield the relations of a stretch of text, each with its reason, and what stands before the first."""
    open_part = Loose()
    for piece in part.pieces:
        if _HEAD.fullmatch(_text(piece)):
            if open_part.pieces:
                yield open_part
            open_part = Loose()
        open_part.pieces.append(piece)
    yield open_part


def directive(part: Loose, instruments: Mapping[str, Instrument], write: markup.Write) -> list[str]:
    """Return the lines of a relation's directive; none where the text is no relation that can be read whole."""
    head = _HEAD.fullmatch(_text(part.pieces[0]))
    foot = _FOOT.fullmatch(_text(part.pieces[-1]))
    if not (head and foot):
        return []
    if head["relation"]:
        lines = [f".. convergence:: {head['left']}; {head['right']}", f"{_INDENT}:relation: {head['relation'].lower()}"]
    elif head["gap"]:
        keys = [key for key, instrument in instruments.items() if instrument.short_title == head["other"]]
        if len(keys) != 1:
            return []
        lines = [f".. gap:: {head['gap']}", f"{_INDENT}:counterpart: {keys[0]}"]
    else:
        lines = [f".. not-addressed:: {head['silence']}"]
    reason = markup.blocks(part.pieces[1:-1], write, _INDENT)
    return [*lines, f"{_INDENT}:source: {foot['source']}", "", *reason]


def _text(piece: Piece) -> str:
    return " ".join("".join(span.text for span in piece.spans).split())
