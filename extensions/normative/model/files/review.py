"""Reviews as files: ``reviews/KEY.csv``, to which each reviewer appends, and ``people.toml``, which says who they are.

One file a reviewer, so that two who review at the same time never change the same lines.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from normative.model.characters import reveal
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.files.appending import append_rows
from normative.model.files.data import is_there
from normative.model.files.spreadsheet import SheetRow, read_rows
from normative.model.files.toml_table import TomlTable, read_toml
from normative.model.review import KINDS, Event, Person, Reviews, Verdict, kind_of

#: The folder in the source folder, and the file in it that says who reviews.
FOLDER, PEOPLE = "reviews", "people.toml"
COLUMNS = ("subject", "own", "rests_on", "verdict", "reason", "date", "draft")
_REQUIRED = ("subject", "verdict")
_FINGERPRINT = re.compile(r"(?:[0-9a-f]{12})?")
_FIELDS = {"name": str, "role": str, "printed": bool}


def read_reviews(folder: Path, needed: Mapping[str, int]) -> tuple[Reviews, list[Finding]]:
    """Read the reviews of a project.

    :param folder: one of reviews only where :data:`PEOPLE` is in it; another of this name is not looked into.
    :param needed: how many people a subject of each kind needs.
    :returns: the events that can be read, and what is wrong with the others.
    """
    if not is_there(folder / PEOPLE):
        return Reviews(), []
    table = read_toml(folder / PEOPLE, Diagnostic.REVIEW, within=folder)
    people = {person.key: person for person in _people(table)}
    findings = table.findings
    events: list[Event] = []
    for path in sorted(folder.glob("*.csv")):
        if table.is_read and path.stem not in table.values:
            message = f"{path.name}: nobody in {PEOPLE} is '{path.stem}'; add [{path.stem}] with a name and a role"
            findings.append(Finding(kind=Diagnostic.REVIEW, message=message, place=Place(path=str(path))))
        rows, wrong = read_rows(path, within=folder, required=_REQUIRED, optional=COLUMNS, kind=Diagnostic.REVIEW)
        findings.extend(wrong)
        for row in rows:
            place = Place(path=str(path), line=row.line)
            _, problem = problem_of(row)
            if problem:
                message = f"{path.name}: {problem}"
                findings.append(Finding(kind=Diagnostic.REVIEW, message=message, place=place))
            else:
                events.append(_event(row, path.stem, place))
    return Reviews(events=tuple(events), people=people, needed=needed, is_kept=True), findings


def problem_of(row: SheetRow) -> tuple[str, str]:
    """Return the column of what is wrong with a row, and what it is with the remedy; both empty where nothing is."""
    if row["verdict"] not in list(Verdict):
        return "verdict", f"verdict '{row['verdict']}' is not known; write {', '.join(Verdict)}"
    if kind_of(row["subject"]) not in KINDS or "/" not in row["subject"]:
        return "subject", f"'{row['subject']}' names no subject; write '{KINDS[0]}/...', or {', '.join(KINDS[1:])}"
    if row["verdict"] == Verdict.OBJECTED and not row["reason"]:
        return "reason", "objects without a reason; write one"
    for column in ("own", "rests_on"):
        if not _FINGERPRINT.fullmatch(row[column]):
            return column, f"{column} '{row[column]}' is no fingerprint; restore it, or leave the cell empty"
    try:
        _date(row)
    except ValueError:
        return "date", f"date '{row['date']}' is none; write it as 2026-11-27"
    return "", ""


def _date(row: SheetRow) -> datetime.date | None:
    return datetime.date.fromisoformat(row["date"]) if row["date"] else None


def _event(row: SheetRow, by: str, place: Place) -> Event:
    return Event(
        subject=row["subject"],
        own=row["own"],
        rests_on=row["rests_on"],
        verdict=Verdict(row["verdict"]),
        reason=row["reason"],
        date=_date(row),
        draft=row["draft"],
        by=by,
        place=place,
    )


def append_events(folder: Path, by: str, events: Iterable[Event]) -> Path:
    """Append events to the file of a reviewer, all or, where the disk is full or the power goes, none of them.

    :returns: the file.
    """
    path = folder / f"{by}.csv"
    append_rows(path, COLUMNS, ([str(getattr(event, column) or "") for column in COLUMNS] for event in events))
    return path


def _people(table: TomlTable) -> Iterator[Person]:
    for key, values in table.values.items():
        wrong = [
            name
            for name, value in (values.items() if isinstance(values, Mapping) else [("", values)])
            if name not in _FIELDS or not isinstance(value, _FIELDS[name])
        ]
        if wrong:
            forms = 'name = "...", role = "..." and printed = true or false'
            table.wrong(key, f"'{wrong[0] or key}' of '{key}' cannot be read; write [{key}] and below it {forms}")
        else:
            name, role = (reveal(values.get(field, ""))[0] for field in ("name", "role"))
            yield Person(key=key, name=name, role=role, printed=values.get("printed", False))
