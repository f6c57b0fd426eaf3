"""The way back from Word: paragraphs that were changed there are rewritten in their sources, and nothing else is.

What was changed is seen by comparison with what the sources print now. A role that stands in a changed paragraph is
kept where the words that it prints are still there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from normative.commands.importing import markup, quotations
from normative.commands.importing.paragraphs import Imported, Paragraphs
from normative.commands.importing.proposals import Proposal
from normative.commands.importing.report import Row
from normative.commands.importing.structure import Piece
from normative.commands.importing.writing import label, mark_of
from normative.model.draft import FrozenParagraph
from normative.model.paragraph import Paragraph
from normative.model.passage import Passage, PassageKind
from normative.model.text import VOICE, Block, Span

_NOTE = "\ufffc"
_NOTE_ROLE = re.compile(r":footcite:`[^`]*`|\[#[\w-]*\]_")
_ROLE = re.compile(r":[a-z]+:`[^`]*`")
#: The mark of an item, which begins a block; a line within one may begin with the like.
_ITEM = re.compile(r"(\A|\n\s*\n)\s*(?:\(?\w{1,5}[.)]|[*+-])\s+")
_INDENT = "   "
_WORD = re.compile(r"\w+")


@dataclass(kw_only=True, slots=True)
class Changes:
    """What becomes of the sources.

    :param files: their new text, by their paths; those in which nothing changes are left out.
    :param changed: the ids of the paragraphs that are rewritten.
    """

    files: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def changes_of(
    folder: Path,
    places: Mapping[str, Paragraph],
    printed: Mapping[str, FrozenParagraph],
    behind: Mapping[str, Sequence[str]],
    paragraphs: Paragraphs,
) -> Changes:
    """Return what a draft in Word changes in the sources that it was made of.

    :param places: the paragraphs of the sources by id, with the line that each begins in.
    :param printed: what they print, by id.
    :param behind: the text without a number that follows each, which Word shows as the rest of it.
    """
    changes = Changes()
    for item in paragraphs.all.values():
        _leave_out(item.part.pieces, behind.get(item.id, ()))
    rewritten: defaultdict[str, list[tuple[int, Imported]]] = defaultdict(list)
    found = {item.id: item for item in paragraphs.all.values()}
    for item in found.values():
        if item.id not in places or item.id not in printed:
            words = " ".join(_printed_word(item.part.pieces, paragraphs))
            changes.rows.append(_row(item, "new paragraph", words, "put it in by hand", is_sure=False))
            continue
        changes.rows += _note_rows(item, printed[item.id], paragraphs)
        if not _is_same(item, printed[item.id], paragraphs):
            rewritten[places[item.id].place.path].append((places[item.id].place.line or 1, item))
    for identifier in printed:
        if identifier not in found:
            said = Proposal(what="missing paragraph", value="", ground="not in the Word file", is_sure=False)
            changes.rows.append(Row(file="", paragraph=identifier, proposal=said))
    for path, items in rewritten.items():
        text = (folder / path).read_bytes().decode("utf-8", "surrogateescape")
        ends = "\r\n" if "\r\n" in text else "\n"
        lines = text.split(ends)
        # From the last one, so that the lines of the others stay.
        for line, item in sorted(items, key=lambda pair: -pair[0]):
            changes.rows += _rewrite(lines, line, item, printed[item.id], paragraphs)
            changes.changed.append(item.id)
        changes.files[path] = ends.join(lines)
    return changes


def texts_behind(passages: Iterable[Passage]) -> Mapping[str, Sequence[str]]:
    """Return the text without a number that follows each paragraph, by its id."""
    behind: defaultdict[str, list[str]] = defaultdict(list)
    last = ""
    for passage in passages:
        if passage.kind is PassageKind.TEXT and last:
            behind[last].append(passage.message)
        else:
            last = passage.paragraph
    return behind


def _leave_out(pieces: list[Piece], texts: Sequence[str]) -> None:
    """Take from the end of a paragraph what is the text behind it, be some of its words others."""
    for text in reversed(texts):
        said = set(_WORD.findall("".join(span.text for span in pieces[-1].spans)))
        if len(pieces) > 1 and 2 * len(said.intersection(_WORD.findall(text))) >= len(said):
            pieces.pop()


def _is_same(item: Imported, before: FrozenParagraph, paragraphs: Paragraphs) -> bool:
    now = list(_printed_word(item.part.pieces, paragraphs))
    return any(now == list(_printed_blocks(before.blocks, has_voices=has_voices)) for has_voices in (True, False))


def _printed_word(pieces: Iterable[Piece], paragraphs: Paragraphs) -> Iterator[str]:
    for piece in pieces:
        shown: list[str] = []
        last = ""
        for span in piece.spans:
            named = paragraphs.paragraph_at(span.paragraph)
            if not (named and span.paragraph == last):
                shown.append(_NOTE if span.note else f"{{{named}}}" if named else span.text)
            last = span.paragraph
        yield f"{piece.mark} {_folded(shown)}".strip()


def _printed_blocks(blocks: Iterable[Block], *, has_voices: bool) -> Iterator[str]:
    for block in blocks:
        spans = (span for span in block.spans if has_voices or span.style != VOICE)
        shown = (
            _NOTE if span.note else span.text or (f"{{{span.paragraph}}}" if span.paragraph else "") for span in spans
        )
        yield f"{block.mark} {_folded(shown)}".strip()


def _folded(texts: Iterable[str]) -> str:
    return re.sub(rf"\s+{_NOTE}", _NOTE, " ".join("".join(texts).split()))


def _note_rows(item: Imported, before: FrozenParagraph, paragraphs: Paragraphs) -> Iterator[Row]:
    called = [span.style for piece in item.part.pieces for span in piece.spans if span.note]
    if len(called) == len(before.notes):
        for number, (note, old) in enumerate(zip(called, before.notes, strict=True), 1):
            words = paragraphs.texts.get(note, "")
            if words.split() != old.text.split():
                yield _row(item, f"note {number}", words, f"was: {old.text}; change it by hand", is_sure=False)


def _rewrite(
    lines: list[str], line: int, item: Imported, before: FrozenParagraph, paragraphs: Paragraphs
) -> Iterator[Row]:
    """Put the text of a paragraph into its directive; yield what a person must look at."""
    first, end = _body(lines, line)
    indent = re.match(r"\s*", lines[line - 1])
    inner = f"{indent[0] if indent else ''}{_INDENT}"
    old = "\n".join(lines[first:end])
    pieces = tuple(item.part.pieces)
    pieces, lost = _with_roles(pieces, list(_roles(old, before)))
    marks: list[str] = _NOTE_ROLE.findall(old)
    notes = [span.style for piece in pieces for span in piece.spans if span.note]
    is_kept = len(marks) == len(notes)
    written = iter(marks)
    added: list[str] = []

    def write(span: Span) -> str | None:
        if span.provision:
            return span.provision
        if identifier := paragraphs.paragraph_at(span.paragraph):
            return f":para:`{identifier}`"
        if not span.note:
            return None
        if is_kept:
            return next(written)
        mark = mark_of(span.style, paragraphs)
        if mark.startswith("["):
            text = markup.inline(paragraphs.note_spans(span.style), lambda _: None)
            added.extend(["", *markup.folded(text, _INDENT, f".. [#{label(span.style)}] ")])
        return mark

    lines[first:end] = [*quotations.blocks(pieces, write, inner, paragraphs.instruments), *added]
    yield _row(item, "text", " ".join(_printed_word(item.part.pieces, paragraphs)), "changed in Word", is_sure=True)
    for role in lost:
        yield _row(item, "role", role, "its words are not in the new text", is_sure=False)
    if not is_kept:
        yield _row(item, "notes", "; ".join(marks), "notes were put in or taken out; look at each", is_sure=False)


def _body(lines: Sequence[str], line: int) -> tuple[int, int]:
    """Return where the text of a directive begins, and where it ends."""
    outer = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    first = line
    while first < len(lines) and lines[first].strip():
        first += 1
    while first < len(lines) and not lines[first].strip():
        first += 1
    end = last = first
    while end < len(lines):
        text = lines[end]
        if text.strip() and len(text) - len(text.lstrip()) <= outer:
            break
        end += 1
        last = end if text.strip() else last
    return first, last


def _roles(old: str, before: FrozenParagraph) -> Iterator[tuple[str, str]]:
    """Yield the roles of a source that print words, each with these, as far as both can be laid beside one another."""
    source = " ".join(_NOTE_ROLE.sub(_NOTE, _ITEM.sub(r"\1", quotations.as_printed(old))).split())
    source = re.sub(r":para:`([^`]*)`", r"{\1}", source)
    marks = [replace(block, mark="") for block in before.blocks]
    printed = " ".join(_printed_blocks(marks, has_voices=True))
    source = re.sub(rf"\s+{_NOTE}", _NOTE, source)
    roles = _ROLE.findall(source)
    first, *others = _ROLE.split(source)
    beginning = re.match(_literal(first), printed)
    place = beginning.end() if beginning else len(printed)
    for role, literal in zip(roles, others, strict=True):
        # Behind the last role stands the end, and behind others what is first like the source.
        is_last = role is roles[-1]
        behind = re.compile(rf"{_literal(literal)}\Z" if is_last else _literal(literal)).search(printed, place)
        # What cannot be laid beside has no words, and is told as lost.
        yield role, printed[place : behind.start()] if behind else ""
        place = behind.end() if behind else len(printed)


def _literal(text: str) -> str:
    """Return a pattern for what a source prints that has no role: quotation marks and dashes may be others there."""
    plain = re.sub(r"\\(.)", r"\1", text.replace("\\ ", "")).replace("*", "")
    return re.sub(r"(?:\\-)+|–|—", "[-–—]+", re.sub("[\"'“”‘’]", "[\"'“”‘’]", re.escape(plain)))


def _with_roles(pieces: Sequence[Piece], roles: Sequence[tuple[str, str]]) -> tuple[tuple[Piece, ...], list[str]]:
    """Return a text with roles in the place of the words that they print, and the roles for which it has none."""
    merged = [list(markup.merged(piece.spans)) for piece in pieces]
    texts = [span.text for spans in merged for span in spans if not span.paragraph]
    # One whose words are gone keeps no other from its place.
    lost = [item for item in roles if not item[1] or not any(item[1] in text for text in texts)]
    waiting = [item for item in roles if item not in lost]
    made: list[Piece] = []
    for piece, known in zip(pieces, merged, strict=True):
        spans: list[Span] = []
        for span in known:
            rest = span
            while waiting and not rest.paragraph and waiting[0][1] in rest.text:
                role, words = waiting.pop(0)
                before, _, behind = rest.text.partition(words)
                spans += [replace(rest, text=before), Span(text=words, provision=role)]
                rest = replace(rest, text=behind)
            spans.append(rest)
        made.append(replace(piece, spans=tuple(span for span in spans if span.text or span.note)))
    return tuple(made), [role for role, _ in (*lost, *waiting)]


def _row(item: Imported, what: str, value: str, ground: str, *, is_sure: bool) -> Row:
    said = Proposal(what=what, value=value, ground=ground, is_sure=is_sure)
    return Row(file="", paragraph=item.id, number=item.part.number, proposal=said)
