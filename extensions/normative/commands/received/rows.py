"""Rows of a form that was filled in, as remarks: which columns there are, and what is wrong in which cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from normative.commands.received.sheets import Row
from normative.commands.spoken import heads_meant, kind_meant
from normative.model.comment import Comment, CommentKind, Matched, chapter_subject
from normative.model.draft import FrozenText
from normative.model.files.containers import RefusedError
from normative.model.formula import as_meant
from normative.model.history.remarks import Remark

#: The columns of forms.
COLUMNS = ("draft", "id", "number", "words", "part", "kind", "comment", "proposal", "reason")
#: What stands in the place of an id where a remark is on the whole draft.
WHOLE = "(whole)"
#: What a row must have one of to say something.
_SAID = ("comment", "proposal")
#: No remark is longer, for no cell of Excel would hold it and what is said about it.
LONGEST = 20_000
#: What people write before the number of a paragraph.
_PARAGRAPH = re.compile(r"\A\s*(?:§|(?:para(?:graphe?)?|par|párr(?:afo)?|пункт|п|no)\b[.:]?)\s*", re.IGNORECASE)


def drafts_of(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the names of drafts that rows of forms name."""
    for values in _filled(rows):
        if values["draft"]:
            yield values["draft"]


def remarks_of(rows: Iterable[Row], text: FrozenText) -> tuple[list[Remark], list[str]]:
    """Return what rows say of a draft, and what is wrong with others, with the place of each.

    :raises RefusedError: no row names the columns.
    """
    remarks, wrong = [], []
    known = _Known(text)
    for values in _filled(rows):
        if not any(values[column] for column in _SAID):
            if values["reason"]:
                wrong.append(f"{_at(values, 'reason')}: is a reason for nothing; write a comment or a proposal too")
            continue
        subject = known.subject(values)
        column, problem = known.problem(values, subject)
        if problem:
            wrong.append(f"{_at(values, column)}: {problem}")
            continue
        comment = Comment(
            subject=subject,
            part=values["part"],
            kind=CommentKind(kind_meant(values["kind"]) or CommentKind.GENERAL),
            text=values["comment"] if subject else _with_place(values),
            proposal=values["proposal"],
            reason=values["reason"],
            matched=Matched.ID if subject or values["id"] == WHOLE else Matched.UNPLACED,
        )
        remarks.append(Remark(comment=comment, place=_at(values, "comment"), words=values["words"]))
    return remarks, wrong


class _Known:
    """What a draft has that a row can be about."""

    def __init__(self, text: FrozenText) -> None:
        self._text = text
        self._numbers = {str(paragraph.number): paragraph.id for paragraph in text.paragraphs}
        chapters = {chapter_subject(title) for paragraph in text.paragraphs for title in paragraph.section}
        self._others = chapters.union(entry.subject for entry in text.entries)

    def subject(self, values: Mapping[str, str]) -> str:
        """Return what a row is about by its id or, where that cell is empty, by its number."""
        identifier = values["id"]
        if identifier in self._text.by_id or identifier in self._others:
            return identifier
        return "" if identifier else self._numbers.get(_number(values), "")

    def problem(self, values: Mapping[str, str], subject: str) -> tuple[str, str]:
        """Return which cell of a row is wrong and why; nothing where none is."""
        kind = values["kind"]
        if kind and kind_meant(kind) not in list(CommentKind):
            return "kind", f"'{_short(kind)}' is no kind; choose {', '.join(CommentKind)}"
        for column in ("comment", "proposal", "reason", "part"):
            if len(values[column]) > LONGEST:
                return column, f"has more than {LONGEST} characters; send it as a letter"
        number = _number(values)
        if subject in self._text.by_id and number and self._numbers.get(number) != subject:
            return "number", f"'{_short(number)}' is not the number of '{subject}', whose row it is; restore it"
        return "", ""


def _filled(rows: Iterable[Row]) -> Iterator[Mapping[str, str]]:
    """Yield the cells of rows by column, each with its place, from where the columns are named in each sheet."""
    sheet, places = None, dict[str, int]()
    is_named = False
    for row in rows:
        if row.sheet != sheet:
            sheet, places = row.sheet, {}
        if not places:
            names = heads_meant(row.cells, COLUMNS)
            if "comment" in names:
                places = {name: names.index(name) for name in COLUMNS if name in names}
                is_named = True
            continue
        values = {name: row.cells[place] if place < len(row.cells) else "" for name, place in places.items()}
        values = {name: as_meant(values.get(name, "")) for name in COLUMNS}
        yield values | {f"at {name}": row.at(place) for name, place in places.items()}
    if not is_named:
        raise RefusedError(f"has no column 'comment'; the first line of a form names {', '.join(COLUMNS)}")


def _at(values: Mapping[str, str], column: str) -> str:
    return values[f"at {column}"]


def _number(values: Mapping[str, str]) -> str:
    return _PARAGRAPH.sub("", values["number"], count=1).rstrip(".")


def _with_place(values: Mapping[str, str]) -> str:
    """Return a comment of no paragraph that is known, with what its writer says that it is on."""
    named = ", ".join(_short(name) for name in (values["id"].replace(WHOLE, ""), values["number"]) if name)
    return f"[on {named}] {values['comment']}".strip() if named and not values["words"] else values["comment"]


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}..."
