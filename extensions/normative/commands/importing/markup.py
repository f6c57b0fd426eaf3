"""Words as reStructuredText: nothing of a text from elsewhere is taken for markup, and lines are folded as usual."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from normative.commands.importing.numbering import BULLET
from normative.commands.importing.structure import Piece
from normative.model.text import Span
from normative.model.voice import LABELLED

_WIDTH = 119
_SIGNS = re.compile(r"[\\*`|_]")
#: What would begin a list, a field, a directive, a quotation of a program or a rule; a role may begin a text.
_BEGINNING = re.compile(
    r"[-+•‣⁃–](?=\s)|\(?[\w#]{1,6}[.)](?=\s)|\.\.(?=\s|$)|:(?=\S)(?![a-z]+:`)|>>>|([!-/:-@[-`{-~])\1{2,}$"
)
#: A space that keeps a line together stays.
_SPACES = re.compile(r"[ \t\r\n\v\f]+")
_MARKS = {"emphasis": "*", "strong": "**"}
_ROLES = frozenset({"subscript", "superscript"})
_BEFORE, _BEHIND = frozenset({"Ps", "Pi", "Pf", "Pd"}), frozenset({"Pe", "Pi", "Pf", "Pd", "Po"})

#: Gives what is written for a span that is more than its words; ``None`` where it is not.
Write = Callable[[Span], str | None]


def inline(spans: Iterable[Span], write: Write) -> str:
    """Return spans as a text in one line."""
    written = ""
    is_marked = False
    for span in merged(spans):
        special = write(span)
        if special is not None and span.note:
            # A note's mark has a space before it, which no output prints.
            written = f"{written.rstrip()} " if written.strip() else written
            written, is_marked = written + special, True
            continue
        text = _SPACES.sub(" ", span.text.replace("\xad", ""))
        before, behind = (" " if text[:1] == " " else ""), (" " if text[-1:] == " " else "")
        text = text.strip(" ")
        if not text:
            written += before
            is_marked = is_marked and not before
            continue
        word = special if special is not None else _with_style(text, span.style)
        is_new_mark = word is not None
        word = _escaped(text) if word is None else word
        written += _joint(written + before, text, from_mark=is_marked, to_mark=is_new_mark, is_apart=bool(before))
        written += before + word + behind
        is_marked = is_new_mark and not behind
    return re.sub(r"(?<!\\)  +", " ", written).strip(" ")


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans, those that belong together as one."""
    last: Span | None = None
    for span in spans:
        if last is not None and _is_like(last, span):
            last = Span(text=last.text + span.text, style=span.style, paragraph=span.paragraph)
        else:
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last


def _is_like(last: Span, span: Span) -> bool:
    is_text = not (last.note or span.note or last.provision or span.provision)
    return is_text and (last.style, last.paragraph) == (span.style, span.paragraph)


def _with_style(text: str, style: str) -> str | None:
    if text in LABELLED:
        return f":voice:`{LABELLED[text]}`"
    if style in _MARKS:
        return f"{_MARKS[style]}{_escaped(text)}{_MARKS[style]}"
    return f":{style}:`{_escaped(text)}`" if style in _ROLES else None


def _joint(written: str, text: str, *, from_mark: bool, to_mark: bool, is_apart: bool) -> str:
    """Return what must part two pieces, so that the marks of one are seen as such, and that no output prints."""
    if is_apart or not written or written[-1:].isspace():
        return ""
    if to_mark and not (written[-1] in "'\"([{<-/:" or unicodedata.category(written[-1]) in _BEFORE):
        return "\\ "
    if from_mark and not (text[0] in "'\")]}>-/\\:.,;!?" or unicodedata.category(text[0]) in _BEHIND):
        return "\\ "
    return ""


def _escaped(text: str) -> str:
    text = _SIGNS.sub(lambda found: f"\\{found[0]}", text)
    return f"{text[:-1]}\\:" if text.endswith("::") else text


def folded(text: str, indent: str = "", first: str = "") -> list[str]:
    """Return the lines of a text that begins a block.

    :param first: stands before the first line, where ``indent`` stands before the others.
    """
    text = f"\\{text}" if _BEGINNING.match(text) else text
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first or indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def blocks(pieces: Sequence[Piece], write: Write, indent: str) -> Iterator[str]:
    """Yield the lines of blocks of text and lists, parted by empty ones."""
    depths = [len(indent)]
    for number, piece in enumerate(pieces):
        if number:
            yield ""
        text = inline(piece.spans, write)
        if not piece.mark:
            del depths[piece.level + 1 :]
            yield from folded(text, " " * depths[-1])
            continue
        del depths[piece.level :]
        mark = f"{'*' if piece.mark == BULLET else piece.mark} "
        outer = " " * depths[-1]
        depths.append(depths[-1] + len(mark))
        yield from folded(text, " " * depths[-1], f"{outer}{mark}")


def comment(text: str) -> list[str]:
    """Return a text as a comment, which no output prints."""
    return folded(" ".join(text.split()), "   ", ".. ")
