"""Comments as files: ``inputs/CALL/comments/KEY.csv``, one file a submitter, to which what comes in is appended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from normative.model.call import KEY
from normative.model.characters import decode
from normative.model.comment import CHAPTER, ENTRIES, NUMBER, QUESTION, Comment, CommentKind, Matched
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.files.appending import append_rows
from normative.model.files.spreadsheet import SheetRow, read_rows
from normative.model.formula import as_meant, shown_only

#: The folder in the folder of a call.
FOLDER = "comments"
COLUMNS = (
    *("number", "draft", "paragraph", "part", "kind", "quote", "text", "proposal", "reason", "matched"),
    "fingerprint",
)
_REQUIRED = ("number",)
_FINGERPRINT = re.compile(r"(?:[0-9a-f]{12})?")
_SUBJECT = re.compile(rf"[^/]*|(?:{'|'.join((CHAPTER, QUESTION, *ENTRIES))}).+")
#: What a cell cannot hold so that every program reads it back.
_BREAK = re.compile(r"\r\n?|[\v\f]")


def comments_file(folder: Path, key: str) -> Path:
    """Return the file of a submitter in the folder of a call."""
    return folder / FOLDER / f"{key}.csv"


def read_comments(folder: Path, within: Path) -> tuple[list[Comment], list[Finding]]:
    """Read the comments of the folder of a call.

    :param within: the folder of all calls.
    :returns: the comments by submitter, in the order of the files, and what is wrong with the others.
    """
    comments: list[Comment] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob(f"{FOLDER}/*.csv")):
        rows, wrong = read_rows(path, within=within, required=_REQUIRED, optional=COLUMNS, kind=Diagnostic.INPUT)
        findings.extend(wrong)
        numbers: dict[str, int] = {}
        for row in rows:
            place = Place(path=str(path), line=row.line)
            problem = _problem_of(row, path.stem)
            if not problem and row["number"] in numbers:
                problem = f"'{row['number']}' is the number of line {numbers[row['number']]}; give it another"
            numbers.setdefault(row["number"], row.line)
            if problem:
                findings.append(Finding(kind=Diagnostic.INPUT, message=f"{path.name}: {problem}", place=place))
            else:
                comments.append(_comment(row, folder.name, place))
    return comments, findings


def _problem_of(row: SheetRow, key: str) -> str:
    """Return what is wrong with a row, with the remedy; empty where nothing is."""
    number = NUMBER.fullmatch(row["number"])
    if not number or number["key"] != key:
        return f"number '{row['number']}' is not allowed here; write '{key}-1', '{key}-2', ..."
    for column, words in (("kind", CommentKind), ("matched", Matched)):
        if row[column] and row[column] not in list(words):
            return f"{column} '{row[column]}' is not known; write {', '.join(words)}"
    if not _SUBJECT.fullmatch(row["paragraph"]):
        kinds = ", ".join(f"'{kind}...'" for kind in (CHAPTER, QUESTION, *ENTRIES))
        return f"'{row['paragraph']}' names no paragraph; write its id, or {kinds}, or leave the cell empty"
    if not _FINGERPRINT.fullmatch(row["fingerprint"]):
        return f"fingerprint '{row['fingerprint']}' is none; restore it, or leave the cell empty"
    if not (row["text"] or row["proposal"]):
        return "says nothing; fill 'text' or 'proposal', or remove the row"
    return ""


def _comment(row: SheetRow, call: str, place: Place) -> Comment:
    return Comment(
        number=row["number"],
        draft=row["draft"],
        subject=row["paragraph"],
        part=row["part"],
        kind=CommentKind(row["kind"] or CommentKind.GENERAL),
        quote=as_meant(row["quote"]),
        text=as_meant(row["text"]),
        proposal=as_meant(row["proposal"]),
        reason=as_meant(row["reason"]),
        matched=Matched(row["matched"] or Matched.HAND),
        fingerprint=row["fingerprint"],
        call=call,
        place=place,
    )


def append_comments(folder: Path, key: str, comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Append comments to the file of a submitter, whole or not at all, and leave out those that are there already.

    :param folder: of the call; numbers go on from those that the submitter has in all calls beside it.
    :param comments: without numbers. Two are the same that share :attr:`normative.model.comment.Comment.content`.
    :returns: what was appended, with its numbers.
    :raises ValueError: the key is none, or the file has something that cannot be read.
    """
    if not KEY.fullmatch(key):
        raise ValueError(f"'{key}' is no key; write capital letters, digits and hyphens, such as 'NGO-B'")
    known, findings = _of(folder, key)
    if findings:
        place = findings[0].place
        raise ValueError(f"{place.path}:{place.line or 1}: {findings[0].message}")
    there = {comment.content for comment in known if comment.call == folder.name}
    count = max((int(comment.number.rpartition("-")[2]) for comment in known), default=0)
    added: list[Comment] = []
    for comment in comments:
        written = _written(comment)
        if written.content not in there:
            there.add(written.content)
            added.append(replace(written, number=f"{key}-{count + len(added) + 1}", call=folder.name))
    if added:
        append_rows(comments_file(folder, key), COLUMNS, (list(_cells(comment)) for comment in added))
    return tuple(added)


def _of(folder: Path, key: str) -> tuple[list[Comment], list[Finding]]:
    """Return what a submitter has said in this call and in those beside it."""
    comments: list[Comment] = []
    findings: list[Finding] = []
    for path in sorted({folder, *folder.parent.glob("*/")}):
        file = comments_file(path, key)
        if file.exists():
            found, wrong = read_comments(path, folder.parent)
            comments += [comment for comment in found if comment.key == key]
            findings += [finding for finding in wrong if finding.place.path == str(file)]
    return comments, findings


def _written(comment: Comment) -> Comment:
    """Return a comment as it is read again: with the code of what cannot be seen, and in one form of each letter."""
    return replace(
        comment,
        draft=_read_again(comment.draft),
        subject=_read_again(comment.subject),
        part=_read_again(comment.part),
        quote=_read_again(comment.quote),
        text=_read_again(comment.text),
        proposal=_read_again(comment.proposal),
        reason=_read_again(comment.reason),
    )


def _read_again(text: str) -> str:
    return decode(_BREAK.sub("\n", text).encode("utf-8", "replace")).text.strip()


def _cells(comment: Comment) -> Iterator[str]:
    for column in COLUMNS:
        value = str(getattr(comment, "subject" if column == "paragraph" else column))
        yield shown_only(value) if column in ("quote", "text", "proposal", "reason") else value
