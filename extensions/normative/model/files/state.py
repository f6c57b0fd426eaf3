"""Reading what is known of States: ``states.toml``, ``states.csv``, ``ratifications.csv`` and ``votes.csv``.

Apart from :mod:`normative.model.state` because files can be wrong in many ways and values cannot.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from normative.model.checks import nearest
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.files.data import is_there
from normative.model.files.spreadsheet import SheetRow, read_rows
from normative.model.files.toml_table import is_day, read_toml
from normative.model.instrument import Instrument, Standing
from normative.model.state import Kind, Participation, Position, Reservation, StateRecord, States, Status, Vote

DESCRIPTION, STATES, RATIFICATIONS, VOTES = "states.toml", "states.csv", "ratifications.csv", "votes.csv"
RESERVATIONS = "reservations.csv"
#: The columns of :data:`RATIFICATIONS` that must be there, and the others.
RATIFIED, OF_RATIFICATIONS = ("state", "instrument", "status"), ("date", "action", "source", "note")
_FIELDS = ("as_of", "day", "source", "note", "all_named")
_AS_OF = "'as_of = \"...\"', which says how current the data are"
_CODE = re.compile(r"[A-Za-z0-9]+")
#: What makes a date of a year, a month and a day, by their length.
_WHOLE_DATE = len("2005-04-21")
_REST = {4: "-01-01", 7: "-01", 10: ""}


def read_states(folder: Path, instruments: Mapping[str, Instrument]) -> tuple[States, list[Finding]]:
    """Read the files of ``folder``; without a ``states.csv`` there are no States, and the others are not read.

    :returns: the States, and what is wrong in the files; a row that cannot be read is left out.
    """
    if not is_there(folder / STATES):
        return States(), []
    findings: list[Finding] = []
    description = _read_description(folder / DESCRIPTION, findings)
    reader = _Reader(folder, instruments, findings)
    # In this order: the other sheets name the States of the first.
    records, participations, votes = tuple(reader.states()), tuple(reader.ratifications()), tuple(reader.votes())
    said = tuple(reader.reservations())
    return (
        States(records=records, participations=participations, votes=votes, reservations=said, **description),
        findings,
    )


def read_ratifications(
    path: Path, folder: Path, instruments: Mapping[str, Instrument]
) -> tuple[list[Participation], list[Finding]]:
    """Read another list of ratifications, of States that the project has.

    :param path: of a file in the form of :data:`RATIFICATIONS`.
    :param folder: of the project's States.
    """
    findings: list[Finding] = []
    reader = _Reader(folder, instruments, findings)
    list(reader.states())
    findings.clear()
    return list(reader.ratifications(path)), findings


def _read_description(path: Path, findings: list[Finding]) -> dict[str, Any]:
    if not is_there(path):
        findings.append(_wrong(path, None, f"is missing; add it with {_AS_OF}"))
        return {}
    table = read_toml(path, Diagnostic.INSTRUMENT_DATA, within=path.parent)
    if not table.values.get("as_of") and table.is_read:
        table.wrong(None, f"lacks as_of; add {_AS_OF}")
    table.unknown(_FIELDS)
    day = table.values.get("day")
    if day is not None and not is_day(day):
        table.wrong("day", "'day' must be a date without quotes, such as 2025-03-01")
    named = table.values.get("all_named", [])
    if not isinstance(named, list) or not all(isinstance(key, str) for key in named):
        table.wrong("all_named", "'all_named' must be a list of the keys of instruments, each in quotes")
        named = []
    findings.extend(table.findings)
    texts = {name: " ".join(str(value).split()) for name, value in table.values.items() if name in _FIELDS}
    return {**texts, "day": day if is_day(day) else None, "all_named": frozenset(named)}


def _wrong(path: Path, line: int | None, message: str, kind: Diagnostic = Diagnostic.INSTRUMENT_DATA) -> Finding:
    return Finding(kind=kind, message=f"{path.name}: {message}", place=Place(path=str(path), line=line))


def _binds_from(instrument: Instrument, date: str) -> datetime.date | None:
    """Return from when a treaty binds a State that deposited its instrument on a day; not before it binds anybody."""
    if instrument.binds_after is None or len(date) != _WHOLE_DATE:
        return None
    day = instrument.binds_after.day(datetime.date.fromisoformat(date))
    return max(day, instrument.in_force) if isinstance(instrument.in_force, datetime.date) else day


class _Reader:
    """Reads the sheets, gathering what is wrong with them."""

    def __init__(self, folder: Path, instruments: Mapping[str, Instrument], findings: list[Finding]) -> None:
        self.folder = folder
        self.instruments = instruments
        self.findings = findings
        self.codes: dict[str, str] = {}

    def states(self) -> Iterator[StateRecord]:
        path = self.folder / STATES
        for row in self.rows(path, ("code", "name"), ("also",)):
            also = tuple(name.strip() for name in row["also"].split(";") if name.strip())
            names = (row["code"], row["name"], *also)
            taken = next((name for name in names if name in self.codes), None)
            if not _CODE.fullmatch(row["code"]):
                self.wrong(path, row, f"code '{row['code']}' is not allowed; write letters and digits, such as 'DZA'")
            elif taken is not None:
                self.wrong(path, row, f"'{taken}' stands in the file twice; remove one of the two")
            else:
                self.codes.update(dict.fromkeys(names, row["code"]))
                yield StateRecord(code=row["code"], name=row["name"], also=also)

    def ratifications(self, path: Path | None = None) -> Iterator[Participation]:
        path = path or self.folder / RATIFICATIONS
        for row in self.rows(path, RATIFIED, OF_RATIFICATIONS, once=True):
            status = self.choice(path, row, "status", list(Status))
            if self.is_about(path, row, Standing.BINDING) and self.has_date(path, row) and status is not None:
                yield Participation(
                    state=self.codes[row["state"]],
                    instrument=row["instrument"],
                    status=Status(status),
                    binds_from=_binds_from(self.instruments[row["instrument"]], row["date"]),
                    **{name: row[name] for name in OF_RATIFICATIONS},
                )

    def reservations(self) -> Iterator[Reservation]:
        path = self.folder / RESERVATIONS
        for row in self.rows(path, ("state", "instrument", "kind", "about"), ("date", "source")):
            kind = self.choice(path, row, "kind", list(Kind))
            if self.is_about(path, row, Standing.BINDING) and self.has_date(path, row) and kind is not None:
                yield Reservation(
                    state=self.codes[row["state"]],
                    instrument=row["instrument"],
                    kind=Kind(kind),
                    **{name: row[name] for name in ("about", "date", "source")},
                )

    def votes(self) -> Iterator[Vote]:
        path = self.folder / VOTES
        for row in self.rows(path, ("state", "instrument", "vote"), ("source",), once=True):
            position = self.choice(path, row, "vote", list(Position))
            if self.is_about(path, row, Standing.POLITICAL) and position is not None:
                yield Vote(
                    state=self.codes[row["state"]],
                    instrument=row["instrument"],
                    position=Position(position),
                    source=row["source"],
                )

    def rows(
        self, path: Path, required: tuple[str, ...], optional: tuple[str, ...], *, once: bool = False
    ) -> Iterator[SheetRow]:
        """Yield the rows of a sheet that may be missing.

        :param once: a State and an instrument stand together in one row only; another one is a finding.
        """
        if not is_there(path):
            return
        rows, problems = read_rows(path, within=path.parent, required=required, optional=optional)
        self.findings.extend(problems)
        seen: dict[tuple[str, str], int] = {}
        for row in rows:
            if once:
                pair = (self.codes.get(row["state"], row["state"]), row["instrument"])
                if pair in seen:
                    message = f"'{row['state']}' and '{pair[1]}' are also in line {seen[pair]}; remove one of the two"
                    self.wrong(path, row, message)
                    continue
                seen[pair] = row.line
            yield row

    def is_about(self, path: Path, row: SheetRow, standing: Standing) -> bool:
        """Tell whether a row names a State and an instrument of a standing that are known; report what is not."""
        written, key = row["state"], row["instrument"]
        if written not in self.codes:
            remedy = nearest(written, self.codes) or f"; add the State to {STATES}"
            self.wrong(path, row, f"unknown State '{written}'{remedy}", Diagnostic.UNKNOWN_STATE)
            return False
        if key not in self.instruments:
            remedy = nearest(key, self.instruments) or "; write the key of an instrument"
            self.wrong(path, row, f"unknown instrument '{key}'{remedy}", Diagnostic.UNKNOWN_INSTRUMENT)
            return False
        if self.instruments[key].standing is not standing:
            remedy = f"ratifications are of {Standing.BINDING} instruments, votes on {Standing.POLITICAL} ones"
            self.wrong(path, row, f"'{key}' is {self.instruments[key].standing}; {remedy}")
            return False
        return True

    def choice(self, path: Path, row: SheetRow, column: str, allowed: Collection[str]) -> str | None:
        """Return the word in a column that allows a few."""
        if row[column] in allowed:
            return row[column]
        self.wrong(path, row, f"{column} '{row[column]}' is not known; allowed are {', '.join(allowed)}")
        return None

    def has_date(self, path: Path, row: SheetRow) -> bool:
        """Tell whether the date is one, however precise, or left out; report it where it is not."""
        written = row["date"]
        if not written:
            return True
        # Python reads weeks as well ("2005-W16-4"), which no list of ratifications has.
        rest = None if "W" in written else _REST.get(len(written))
        try:
            if rest is not None and datetime.date.fromisoformat(written + rest):
                return True
        except ValueError:
            pass
        message = f"date '{written}' is not a date; write 2005-04-21, or 2005-04 or 2005 where no more is known"
        self.wrong(path, row, message)
        return False

    def wrong(self, path: Path, row: SheetRow, message: str, kind: Diagnostic = Diagnostic.INSTRUMENT_DATA) -> None:
        self.findings.append(_wrong(path, row.line, message, kind))
