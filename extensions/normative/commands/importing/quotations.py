"""Quotations of instruments in our own Word files, as the directives that they were made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from normative.commands.importing import markup
from normative.commands.importing.structure import Piece, without_first
from normative.model.citation import parse_citation
from normative.model.instrument import Instrument
from normative.model.quotation import CLOSING, OPENING
from normative.model.text import Span

_INDENT = "   "
_END = re.compile(rf"{CLOSING} \((?P<citation>[A-Z].*)\)\s*$")
_DIRECTIVE = re.compile(r"(?P<indent> *)\.\. quote:: +(?P<citation>.+)$")
_ITEM = re.compile(r"\(?\w{1,5}[.)]\s|[*+-]\s")


def blocks(
    pieces: Sequence[Piece], write: markup.Write, indent: str, instruments: Mapping[str, Instrument]
) -> Iterator[str]:
    """Yield the lines of blocks of text, in which what is set off as a quotation is its directive again."""
    is_first = True
    for citation, group in _groups(pieces, instruments):
        if not is_first:
            yield ""
        is_first = False
        if citation:
            yield from (f"{indent}.. quote:: {citation}", "")
        yield from markup.blocks(group, write, f"{indent}{_INDENT}" if citation else indent)


def _groups(pieces: Sequence[Piece], instruments: Mapping[str, Instrument]) -> Iterator[tuple[str, list[Piece]]]:
    """Yield pieces that belong together, those of a quotation without its marks and with what it is of."""
    waiting: list[Piece] = []
    start = 0
    while start < len(pieces):
        end, citation = _end_of(pieces, start, instruments)
        if citation:
            if waiting:
                yield "", waiting
            waiting = []
            yield citation, list(_bare(pieces[start:end], citation))
            start = end
        else:
            waiting.append(pieces[start])
            start += 1
    if waiting:
        yield "", waiting


def _end_of(pieces: Sequence[Piece], start: int, instruments: Mapping[str, Instrument]) -> tuple[int, str]:
    """Return where the quotation ends that a piece begins, and what it is of; nothing where it begins none."""
    place = start
    while place < len(pieces) and (pieces[place].mark or _text(pieces[place]).startswith(OPENING)):
        found = _END.search(_text(pieces[place]))
        if found and (place > start or not pieces[place].mark):
            citation = found["citation"]
            return (place + 1, citation) if not parse_citation(citation, instruments).problems else (start, "")
        if CLOSING in _text(pieces[place]) or (place == start and pieces[place].mark):
            break
        place += 1
    return start, ""


def _bare(pieces: Sequence[Piece], citation: str) -> Iterator[Piece]:
    for number, piece in enumerate(pieces, 1):
        spans = piece.spans if piece.mark else without_first(piece.spans, len(OPENING))
        if number == len(pieces):
            spans = _without_last(
                spans, len(f"{CLOSING} ({citation})") + len(_text(piece)) - len(_text(piece).rstrip())
            )
        yield replace(piece, spans=spans, level=piece.level if piece.mark else 0)


def _without_last(spans: Sequence[Span], count: int) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in reversed(spans):
        text, count = span.text[: max(0, len(span.text) - count)], max(0, count - len(span.text))
        if text or span.note:
            kept.insert(0, replace(span, text=text))
    return tuple(kept)


def _text(piece: Piece) -> str:
    return "".join(span.text for span in piece.spans)


def as_printed(source: str) -> str:
    """Return the source of a paragraph with what its quotations print in the place of their directives."""
    lines: list[str] = []
    depth, citation = -1, ""
    for line in [*source.split("\n"), "."]:
        indent = len(line) - len(line.lstrip())
        if depth >= 0 and line.strip() and indent <= depth:
            while not lines[-1].strip():
                lines.pop()
            lines[-1] += f"{CLOSING} ({citation})"
            lines.append("")
            depth = -1
        found = _DIRECTIVE.match(line)
        if found:
            depth, citation = len(found["indent"]), found["citation"].strip()
        elif depth >= 0 and line.strip() and (not lines or not lines[-1].strip()) and not _ITEM.match(line.strip()):
            lines.append(f"{line[:indent]}{OPENING}{line.strip()}")
        else:
            lines.append(line)
    return "\n".join(lines[:-1])
