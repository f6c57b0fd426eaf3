"""Calls for inputs as files: ``inputs/CALL/call.toml`` says what was put out, ``submitters.csv`` who answered."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from normative.model.call import KEY, Call, Category, Publish, PutOut, Submitter, Via
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.files.data import is_there
from normative.model.files.spreadsheet import SheetRow, read_rows
from normative.model.files.toml_table import TomlTable, is_day, read_toml

CALL, SUBMITTERS = "call.toml", "submitters.csv"
COLUMNS = ("key", "name", "category", "state", "via", "received", "language", "publish", "file", "sha256")
_REQUIRED = ("key", "name", "category", "publish")
_FIELDS = ("title", "what", "draft", "opens", "closes", "languages")
_SHA256 = re.compile(r"([0-9a-f]{64})?")


def read_call(path: Path, within: Path) -> tuple[Call, list[Finding]]:
    """Read the ``call.toml`` of a call; what cannot be read in it is left out.

    :param within: the folder of all calls.
    """
    table = read_toml(path, Diagnostic.INPUT, within=within)
    table.unknown(_FIELDS)
    values = table.values
    for name in ("title", "draft"):
        if not isinstance(values.get(name, ""), str):
            table.wrong(name, f"'{name}' must be a text in quotes")
    if table.is_read and not values.get("title"):
        table.wrong(None, "has no 'title'; add 'title = \"...\"'")
    call = Call(
        name=path.parent.name,
        title=_text(values.get("title")) or path.parent.name,
        what=tuple(_put_out(table)),
        draft=_text(values.get("draft")),
        opens=_date(table, "opens"),
        closes=_date(table, "closes"),
        languages=tuple(_words(table, "languages")),
        place=Place(path=str(path)),
    )
    if call.opens and call.closes and call.closes < call.opens:
        table.wrong("closes", f"closes on {call.closes}, before it opens on {call.opens}; correct one of the two")
    return call, table.findings


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _words(table: TomlTable, name: str) -> Iterator[str]:
    value = table.values.get(name, [])
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield from value
    else:
        table.wrong(name, f'\'{name}\' must be a list of texts, such as ["...", "..."]')


def _put_out(table: TomlTable) -> Iterator[PutOut]:
    for word in _words(table, "what"):
        if word in list(PutOut):
            yield PutOut(word)
        else:
            table.wrong("what", f"'{word}' is nothing that is put out; write {', '.join(PutOut)}")


def _date(table: TomlTable, name: str) -> datetime.date | None:
    value = table.values.get(name)
    if value is None or is_day(value):
        return value
    table.wrong(name, f"'{name}' must be a date such as 2026-11-27, without quotes")
    return None


def read_submitters(folder: Path, within: Path) -> tuple[list[Submitter], list[Finding]]:
    """Read the ``submitters.csv`` of the folder of a call; without one nobody has answered.

    :returns: the submitters in the order of the file, and what is wrong with it; a row that cannot be read is left out.
    """
    path = folder / SUBMITTERS
    if not is_there(path):
        return [], []
    rows, findings = read_rows(path, within=within, required=_REQUIRED, optional=COLUMNS, kind=Diagnostic.INPUT)
    found: dict[str, Submitter] = {}
    for row in rows:
        place = Place(path=str(path), line=row.line)
        problem = _problem_of(row)
        if not problem and row["key"] in found:
            problem = f"'{row['key']}' stands in the file twice; remove one of the two"
        if problem:
            findings.append(Finding(kind=Diagnostic.INPUT, message=f"{path.name}: {problem}", place=place))
        else:
            found[row["key"]] = _submitter(row, folder.name, place)
    return list(found.values()), findings


def _problem_of(row: SheetRow) -> str:
    """Return what is wrong with the row of a submitter, with the remedy; empty where nothing is."""
    if not KEY.fullmatch(row["key"]):
        return f"key '{row['key']}' is not allowed; write capital letters, digits and hyphens, such as 'NGO-B'"
    for column, words in (("category", Category), ("publish", Publish)):
        if row[column] not in list(words):
            return f"{column} '{row[column]}' is not known; write {', '.join(words)}"
    via, panel = _via(row)
    if via not in list(Via) or (panel and via != Via.PANEL):
        return f"via '{row['via']}' is not known; write {', '.join(Via)}, or 'panel 1'"
    if not _SHA256.fullmatch(row["sha256"]):
        return f"sha256 '{row['sha256']}' is none; restore its 64 digits, or leave the cell empty"
    try:
        _received(row)
    except ValueError:
        return f"received '{row['received']}' is no date; write it as 2026-11-27"
    return ""


def _via(row: SheetRow) -> tuple[str, str]:
    via, _, panel = row["via"].partition(" ")
    return via or Via.WRITTEN, panel.strip()


def _received(row: SheetRow) -> datetime.date | None:
    return datetime.date.fromisoformat(row["received"]) if row["received"] else None


def _submitter(row: SheetRow, call: str, place: Place) -> Submitter:
    via, panel = _via(row)
    return Submitter(
        call=call,
        key=row["key"],
        name=row["name"],
        category=Category(row["category"]),
        state=row["state"],
        via=Via(via),
        panel=panel,
        received=_received(row),
        language=row["language"],
        publish=Publish(row["publish"]),
        file=row["file"],
        sha256=row["sha256"],
        place=place,
    )
