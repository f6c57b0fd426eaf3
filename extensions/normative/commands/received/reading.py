"""A file that was sent in, whatever its kind, as remarks on a draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from normative.commands.drafts import drafts_or_remedy
from normative.commands.received.edits import WordRemarks
from normative.commands.received.pdf import read_pdf
from normative.commands.received.rows import LONGEST, drafts_of, remarks_of
from normative.commands.received.sheets import Row, read_delimited, read_workbook
from normative.commands.received.word import WordReply, read_word
from normative.model.bookmark import form_bookmark, paragraph_bookmark
from normative.model.characters import decode
from normative.model.comment import Comment, Matched
from normative.model.draft import Draft
from normative.model.files.containers import RefusedError, read_file
from normative.model.history.placing import Placing
from normative.model.history.remarks import Remark

#: What is read, by what the name of a file ends in.
KINDS = (".xlsx", ".csv", ".docx", ".pdf")
LETTERS = (".docx", ".txt")
_OTHERS = {
    ".xls": "save it as .xlsx",
    ".xlsm": "save it as .xlsx, without macros",
    ".xlsb": "save it as .xlsx",
    ".ods": "save it as .xlsx",
    ".doc": "save it as .docx",
    ".docm": "save it as .docx, without macros",
    ".odt": "save it as .docx",
    ".rtf": "save it as .docx",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What was read of a file.

    :param draft: the name of the draft that it is on.
    :param wrong: what is wrong in it, with the places; nothing of it is to be kept where anything is.
    """

    draft: str
    remarks: tuple[Remark, ...]
    wrong: tuple[str, ...] = ()


def read_reply(path: Path, drafts: Mapping[str, Draft], asked: str, usual: str) -> Reply:
    """Read a form that was filled in, a table, or the Word file of a draft.

    :param asked: the name of the draft that it must be on; empty where the file is to say it.
    :param usual: that of the draft where the file does not say it either.
    :raises RefusedError: it cannot be read, or nobody knows which draft it is on.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise RefusedError(f"is of no kind that is read; {_remedy(kind, KINDS)}")
    if kind == ".docx":
        bookmarks = {form_bookmark(name).lower(): name for name in drafts}
        # First to learn of which draft it is; then again, for each has bookmarks of its own.
        said = next((bookmarks[name] for name in sorted(read_word(path, {}).bookmarks) if name in bookmarks), "")
        draft = _draft(drafts, asked or said or usual)
        subjects = {paragraph_bookmark(item.id).lower(): item.id for item in draft.text.paragraphs}
        remarks = list(WordRemarks(read_word(path, subjects), draft.text, Placing(draft.text)).all())
        return Reply(draft=draft.name, remarks=tuple(remarks), wrong=_too_long(remarks))
    if kind == ".pdf":
        draft = _draft(drafts, asked or usual)
        remarks = read_pdf(path, draft.text.by_id)
        return Reply(draft=draft.name, remarks=tuple(remarks), wrong=_too_long(remarks))
    rows: list[Row] = list((read_workbook if kind == ".xlsx" else read_delimited)(path))
    named = sorted(set(drafts_of(rows)))
    if len(named) > 1 and not asked:
        raise RefusedError(f"has rows on the drafts {', '.join(map(repr, named))}; say which with --draft")
    draft = _draft(drafts, asked or next(iter(named), usual))
    found, wrong = remarks_of(rows, draft.text)
    return Reply(draft=draft.name, remarks=tuple(found), wrong=tuple(wrong))


def read_letter(path: Path) -> Reply:
    """Read a letter: a remark for each of its paragraphs, on no draft, which a person must place.

    :raises RefusedError: it cannot be read.
    """
    readers: Mapping[str, Callable[[Path], list[str]]] = {".docx": _word_paragraphs, ".txt": _text_paragraphs}
    kind = path.suffix.lower()
    if kind not in readers:
        raise RefusedError(f"is no letter that is read; {_remedy(kind, LETTERS)}")
    paragraphs = (" ".join(text.split()) for text in readers[kind](path))
    remarks = [
        Remark(comment=Comment(text=text, matched=Matched.UNPLACED), place=f"paragraph {number}")
        for number, text in enumerate(filter(None, paragraphs), 1)
    ]
    return Reply(draft="", remarks=tuple(remarks), wrong=_too_long(remarks))


def _word_paragraphs(path: Path) -> list[str]:
    reply: WordReply = read_word(path, {})
    return ["".join(span.text for span in passage.after) for passage in reply.passages]


def _text_paragraphs(path: Path) -> list[str]:
    content = read_file(path)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        raise RefusedError("is no text file, whatever its name says; give it the name that it had")
    return re.split(r"\n\s*\n", decode(content).text)


def _remedy(kind: str, read: Sequence[str]) -> str:
    return _OTHERS.get(kind, f"send {', '.join(read)}")


def _draft(drafts: Mapping[str, Draft], name: str) -> Draft:
    if name in drafts:
        return drafts[name]
    known = drafts_or_remedy(drafts)
    if name:
        raise RefusedError(f"is on the draft '{name}', which is not known; {known}")
    raise RefusedError(f"does not say which draft it is on; say it with --draft ({known})")


def _too_long(remarks: list[Remark]) -> tuple[str, ...]:
    return tuple(
        f"{remark.place}: has more than {LONGEST} characters; ask for it in parts"
        for remark in remarks
        if max(map(len, (remark.comment.text, remark.comment.proposal, remark.comment.quote))) > LONGEST
    )
