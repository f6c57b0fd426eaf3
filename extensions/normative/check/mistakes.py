"""Tables, headings and marks that docutils makes nothing of, as it reads them: what is said here a build says as well.

What it takes the whole of docutils to see is left to the build: headings of a wrong level, corners of drawn tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from normative.check.markup import Directive, Drawing, Line, Stretch, dedented
from normative.model.diagnostics import Problem
from normative.model.mistakes import (
    TableFault,
    drawn_table,
    heading_within,
    row_without_cells,
    short_line,
    too_short_line,
    unclosed,
    uneven_row,
    unmatched_line,
)

_SIGNS = re.compile(r"([!-/:-@[-`{-~])\1* *$")
_SHORTEST = 4
_BULLET = re.compile(r"[-*+•‣⁃](?: +|$)")
_GRID_RULE = re.compile(r"\+-[-+]+-\+ *$")
_RULE = re.compile(r"[-=][ =-]*$")
_PAIRS = frozenset(["''", '""', "()", "<>", "[]", "{}", "‘’", "“”", "«»", "‹›", "„“", "‚‘"])
_OPEN, _CLOSE = "\"'(<[{‘“«‹„‚¡¿", "\"')>\\]}’”»›“‘"
_BETWEEN = "\\-/:‐‑‒–—¡·¿…"
#: What begins a stretch of another kind: strong text, emphasis, a literal, a target, a substitution, a role or a link.
_MARK = r"(?P<mark>\*\*|\*(?!\*)|``|_`|\|(?!\|)|(?::(?:\w[\w.+-]*:){1,3})?`(?!`))(?!\s)"
_START = re.compile(rf"(?:(?<=[\s{_OPEN}{_BETWEEN}])|^){_MARK}")
_START_HERE = re.compile(_MARK)
_END = rf"(?=$|[\s\x00.,;!?{_CLOSE}{_BETWEEN}])"
_ENDS = {
    "**": re.compile(rf"(?<![\s\x00])\*\*{_END}"),
    "*": re.compile(rf"(?<![\s\x00])\*{_END}"),
    "``": re.compile(rf"(?<!\s)``{_END}"),
    "_`": re.compile(rf"(?<![\s\x00])`{_END}"),
    "|": re.compile(rf"(?<![\s\x00])\|_{{0,2}}{_END}"),
    "`": re.compile(rf"(?<![\s\x00])`(?::(?:\w[\w.+-]*:){{1,3}})?_{{0,2}}{_END}"),
}


def unclosed_marks(text: str) -> Iterator[Problem]:
    """Yield what is wrong with each mark of a paragraph or a heading that nothing closes."""
    text = re.sub(r"\\(.)", "\0\\1", text, flags=re.DOTALL)
    position, has_none = 0, set()
    while found := _START_HERE.match(text, position) or _START.search(text, position):
        mark, position = found["mark"].rpartition(":")[2] or found["mark"], found.end()
        before, after = text[found.start() - 1 : found.start()], text[position : position + 1]
        if before and (before + after in _PAIRS or not after):
            continue
        end = None if mark in has_none else _ENDS[mark].search(text, position + 1)
        if end:
            position = end.end()
        else:
            # Nor has any mark like it that follows.
            has_none.add(mark)
            yield unclosed(mark)


#: A heading or a paragraph, from its first line on, or what is wrong with a heading, with its line.
Piece = Line | tuple[Problem, int]


def pieces(stretch: Stretch, *, may_be_headings: bool) -> Iterator[Piece]:
    """Yield the headings and the paragraph of a stretch, and what is wrong with headings.

    :param may_be_headings: whether it stands where they can; within a paragraph of the text they cannot.
    """
    start, texts = stretch.start, stretch.text.split("\n")
    lines = [start._replace(number=number, text=text) for number, text in enumerate(texts, start.number)]
    place = 0
    while place < len(lines):
        line, below = lines[place], texts[place + 1] if place + 1 < len(texts) else ""
        if _SIGNS.match(line.text) and len(line.text) >= _SHORTEST:
            size, found = _below_signs(lines[place : place + 3], may_be_headings=may_be_headings)
        elif _SIGNS.match(below) and not _SIGNS.match(line.text) and len(below) >= min(_SHORTEST, _width(line.text)):
            size, found = 2, _above_signs(line, below, may_be_headings=may_be_headings)
        else:
            yield line._replace(text="\n".join(texts[place:]))
            # A single sign may end a sentence in a line of its own.
            if may_be_headings and len(below) > 1 and _SIGNS.match(below) and not _SIGNS.match(line.text):
                yield too_short_line(line.text), line.number + 1
            return
        yield from found
        place += size


def _below_signs(lines: Sequence[Line], *, may_be_headings: bool) -> tuple[int, list[Piece]]:
    """Read a heading with lines of signs above and below, or a line that parts the text; return of how many lines."""
    signs, *others = lines
    if not may_be_headings:
        return 1, [(heading_within(""), signs.number)]
    if not others:
        return 1, []
    heading = others[0]
    words = heading.text if any(map(str.isalnum, heading.text)) else ""
    if _SIGNS.match(heading.text) or len(others) == 1 or others[1].text != signs.text:
        return 2 if _SIGNS.match(heading.text) else 3, [(unmatched_line(words), signs.number)]
    is_short = _width(heading.text) > len(signs.text)
    return 3, [heading, *([(short_line(words), signs.number)] if is_short else [])]


def _above_signs(heading: Line, signs: str, *, may_be_headings: bool) -> list[Piece]:
    below = heading.number + 1
    found: list[Piece] = [(short_line(heading.text), below)] if _width(heading.text) > len(signs) else []
    return [*found, heading if may_be_headings else (heading_within(heading.text), below)]


def uneven_rows(directive: Directive) -> Problem | None:
    """Return what is wrong with the first row of a ``list-table`` that is no list of as many cells as the row above."""
    lines = [line.text for line in directive.block[1:]]
    first = next((place for place, line in enumerate(lines) if _BULLET.match(line)), len(lines))
    most = 0
    for number, row in enumerate(_items(directive.block[1 + first :]), 1):
        cells = len(list(_items(row)))
        if not cells:
            return row_without_cells(directive.name, number)
        if number > 1 and cells != most:
            return uneven_row(directive.name, number, cells, most)
        most = most or cells
    return None


def _items(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the items of a bullet list, each without its bullet; nothing where the lines are something else."""
    item: list[Line] = []
    for line in lines:
        bullet = _BULLET.match(line.text)
        if bullet:
            if item:
                yield dedented(item)
            item = [line._replace(text=" " * bullet.end() + line.text[bullet.end() :])]
        elif item and (not line.text or line.text.startswith(" ")):
            item.append(line)
        elif line.text:
            return
    if item:
        yield dedented(item)


def wrong_drawing(drawing: Drawing) -> tuple[Problem, int] | None:
    """Return what is wrong with a table drawn with signs, with its line."""
    texts = [line.text for line in drawing.lines]
    if drawing.has_end:
        fault = _grid_fault(texts) if texts[0].startswith("+") else _simple_fault(texts)
    else:
        fault = TableFault.NO_END, 0
    return (drawn_table(fault[0]), drawing.lines[fault[1]].number) if fault else None


def _grid_fault(texts: Sequence[str], above: int = 0) -> tuple[TableFault, int] | None:
    """Return what is wrong with the lines of a table.

    :param above: how many lines of the drawing stand above them.
    """
    last = next((place for place in range(len(texts) - 1, 1, -1) if _GRID_RULE.match(texts[place])), 0)
    if not last:
        return TableFault.NO_END, above + min(2, len(texts) - 1)
    for place, text in enumerate(texts[: last + 1]):
        if _width(text) != _width(texts[0]) or text[-1] not in "+|":
            return TableFault.EDGE, above + place
    # The last rule begins another table, which the lines right below it do not end.
    return _grid_fault(texts[last:], last) if last + 1 < len(texts) else None


def _simple_fault(texts: Sequence[str]) -> tuple[TableFault, int] | None:
    if len(texts[-1]) != len(texts[0]):
        return TableFault.RULE, len(texts) - 1
    columns, start, has_text = _columns(texts[0]), 1, False
    for place in range(1, len(texts)):
        if _RULE.match(texts[place]):
            fault = _row_fault(texts, start, place, _columns(texts[place]), columns)
            start, has_text = place + 1, False
        elif texts[place][columns[0][0] : columns[0][1]].strip():
            fault = _row_fault(texts, start, place, columns, columns) if has_text and place != start else None
            start, has_text = place, True
        else:
            fault, start = None, start if has_text else place + 1
        if fault:
            return fault
    return None


def _row_fault(
    texts: Sequence[str], start: int, end: int, spans: Sequence[tuple[int, int]], columns: Sequence[tuple[int, int]]
) -> tuple[TableFault, int] | None:
    """Return what is wrong with the lines of one row, whose cells stand in ``spans`` of the columns."""
    if spans[-1][1] != columns[-1][1]:
        return TableFault.CORNERS, end
    for before, after in pairwise(spans):
        for place in range(start, end):
            if texts[place][before[1] : after[0]].strip():
                return TableFault.MARGIN, place
    gaps = {(before[1], after[0]) for before, after in pairwise(columns)}
    if spans[0][0] != columns[0][0] or any((before[1], after[0]) not in gaps for before, after in pairwise(spans)):
        return TableFault.CORNERS, start + 1
    return None


def _columns(rule: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"[=-]+", rule)]


def _width(text: str) -> int:
    """Return how many columns a line takes on a screen."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) != 0 for sign in text)
