"""As much of reStructuredText as a check needs: directives with their blocks, comments, and stretches of text.

What a build does not read as text is left out: literal blocks, code, and tables drawn with signs.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Line(NamedTuple):
    """A line of a file; ``text`` without the indentation and the bullet of what it is in.

    :param is_outer: it is in nothing.
    """

    path: str
    number: int
    text: str
    is_outer: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Directive:
    """A directive with its whole block, from the words after its two colons on."""

    name: str
    start: Line
    block: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Lines of running text; roles in it stand at the line of its first."""

    start: Line
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """A comment, with the words that begin beside its two dots; what is in it is no text."""

    start: Line
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """A table drawn with signs, as far as docutils takes lines for one; what is in it is left to the build.

    :param has_end: whether a rule ends one that begins with ``=``.
    """

    lines: tuple[Line, ...]
    has_end: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A role with its text, as written."""

    name: str
    text: str


Block = Directive | Stretch | Comment | Drawing

_DIRECTIVE = re.compile(r"\.\. (?:\|[^|]+\| )?(?P<name>[a-zA-Z](?:[\w.+:-]*\w)?) ?::(?: +(?P<first>.*))?$")
_NOTE = re.compile(r"\.\. (?=\[[^\]]+\](?: |$))\[[^\]]+\] ?")
_ITEM = re.compile(r"(?:[-*+•‣⁃]|\(?(?:\d+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)[.)])(?: +|$)")
_FIELD = re.compile(r":(?![: ])(?:[^:\\`]|\\.)+:(?: +|$)")
_DRAWN = re.compile(r"\+-[-+]+-\+$|=+(?: +=+)+ *$")
_SIMPLE_RULE = re.compile(r"=[ =]*$")
#: A name as docutils has them: never two signs after each other, so that no place of a text is read twice.
ROLE_NAME = r"(?<![\w:`\\]):(?P<name>[a-z]\w*(?:[.:+-]\w+)*):"
_ROLE = re.compile(rf"{ROLE_NAME}`(?P<text>(?:[^`\\]|\\.)+)`", re.DOTALL)
_LITERAL = re.compile(r"``.+?``(?!`)", re.DOTALL)


def read_lines(path: str, text: str) -> list[Line]:
    """Return the lines of a file as docutils counts and widens them."""
    expanded = [line.expandtabs(8).rstrip() for line in text.removeprefix("\ufeff").splitlines()]
    return [Line(path, number, line) for number, line in enumerate(expanded, 1)]


def read_blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the directives and the stretches of text, also those in lists and quotations, however deep."""
    waiting = [(lines, 0)]
    while waiting:
        lines, position = waiting.pop()
        while position < len(lines) and not lines[position].text:
            position += 1
        if position == len(lines):
            continue
        reader = next(reader for applies, reader in _READERS if applies(lines[position].text))
        end, found = reader(lines, position)
        waiting.append((lines, end))
        if isinstance(found, list):
            waiting.append((found, 0))
        elif found is not None:
            yield found


def find_roles(text: str) -> Iterator[Role]:
    """Yield the roles of a stretch of text, in order."""
    for match in _ROLE.finditer(_LITERAL.sub(" ", text)):
        yield Role(name=match["name"], text=match["text"])


def titled(text: str) -> tuple[str, str] | None:
    """Return the title and the target of what is written as ``title <target>``."""
    title, bracket, target = text[1:].partition("<")
    return (f"{text[0]}{title}".rstrip() or text[0], target[:-1]) if bracket and target.endswith(">") else None


def with_roles_printed(text: str, printed: Mapping[str, Callable[[str], str]]) -> str:
    """Return a text with what roles print in their places.

    :param printed: gives it by the role's name, from what is written in the role; other roles stay.
    """
    return _ROLE.sub(
        lambda found: printed[found["name"]](found["text"]) if found["name"] in printed else found[0], text
    )


def dedented(lines: Sequence[Line], most: int = sys.maxsize) -> list[Line]:
    """Return lines without the indentation that all of them have, or ``most`` of it."""
    depth = min((_indent(line.text) for line in lines if line.text), default=0)
    depth = min(depth, most)
    return [line._replace(text=line.text[depth:], is_outer=False) for line in lines]


#: Where what was read ends, with the block that it is, or the lines in it; nothing where it is no text.
_Read = tuple[int, Block | list[Line] | None]


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _end_of_indented(lines: Sequence[Line], position: int) -> int:
    """Return where the indented lines from ``position`` on end, blank ones at their end left out."""
    end = position
    for number in range(position, len(lines)):
        text = lines[number].text
        if text and not text.startswith(" "):
            break
        if text:
            end = number + 1
    return end


def _read_indented(lines: Sequence[Line], position: int) -> _Read:
    end = _end_of_indented(lines, position)
    return end, dedented(lines[position:end])


def _read_explicit(lines: Sequence[Line], position: int) -> _Read:
    line = lines[position]
    end = _end_of_indented(lines, position + 1)
    if match := _DIRECTIVE.match(line.text):
        block = (line._replace(text=(match["first"] or "").strip()), *dedented(lines[position + 1 : end]))
        return end, Directive(name=match["name"].lower(), start=line, block=block)
    if match := _NOTE.match(line.text):
        first = line._replace(text=line.text[match.end() :], is_outer=False)
        return end, [first, *dedented(lines[position + 1 : end])]
    # A comment, or the place that a link leads to.
    first_words = line.text.removeprefix("..").strip()
    words = [first_words, *(below.text for below in lines[position + 1 : end])] if first_words else []
    return end, Comment(start=line, text="\n".join(words))


def _read_item(lines: Sequence[Line], position: int) -> _Read:
    """Read an item of a list or a field, or a stretch that only begins like one."""
    line = lines[position]
    item = _ITEM.match(line.text)
    match = item or _FIELD.match(line.text)
    follower = lines[position + 1].text if position + 1 < len(lines) else ""
    if match is None or (
        follower and not follower.startswith(" ") and not _ITEM.match(follower) and follower[0] != ":"
    ):
        return _read_stretch(lines, position)
    end, begin = _end_of_indented(lines, position + 1), match.end()
    while end == position + 1 and (inner := _ITEM.match(line.text, begin)):
        # A list in a list that is nothing but this line.
        begin = inner.end()
    first = line._replace(text=line.text[begin:], is_outer=False)
    return end, [first, *dedented(lines[position + 1 : end], most=item.end() if item else sys.maxsize)]


def _read_stretch(lines: Sequence[Line], position: int) -> _Read:
    end = position + 1
    while end < len(lines) and lines[end].text and not lines[end].text.startswith(" "):
        end += 1
    text = "\n".join(line.text for line in lines[position:end])
    stretch = Stretch(start=lines[position], text=text)
    if text.endswith("::"):
        # The literal block after it is no text.
        return _end_of_indented(lines, end) if end < len(lines) else end, stretch
    return end, stretch


def _read_drawn(lines: Sequence[Line], position: int) -> _Read:
    """Read a table drawn with signs, to where docutils takes it to end."""
    ends = _grid_end if lines[position].text.startswith("+") else _simple_end
    end, has_end = ends(lines, position)
    return end, Drawing(lines=tuple(lines[position:end]), has_end=has_end)


def _grid_end(lines: Sequence[Line], position: int) -> tuple[int, bool]:
    end = position
    while end < len(lines) and lines[end].text[:1] in ("+", "|"):
        end += 1
    return end, True


def _simple_end(lines: Sequence[Line], position: int) -> tuple[int, bool]:
    """Return where such a table ends, and whether it does: at its second rule, or at one that a blank line follows."""
    width, rules = len(lines[position].text), []
    for place in range(position + 1, len(lines)):
        if _SIMPLE_RULE.match(lines[place].text):
            rules.append(place)
            is_last = place + 1 == len(lines) or not lines[place + 1].text
            if len(rules) == 2 or is_last or len(lines[place].text) != width:
                return place + 1, True
    return (rules[-1] + 1 if rules else len(lines)), False


_READERS: tuple[tuple[Callable[[str], object], Callable[[Sequence[Line], int], _Read]], ...] = (
    (lambda text: text.startswith(" "), _read_indented),
    (lambda text: text == ".." or text.startswith(".. "), _read_explicit),
    (_DRAWN.match, _read_drawn),
    (lambda text: _ITEM.match(text) or _FIELD.match(text), _read_item),
    (bool, _read_stretch),
)
