"""TOML files that authors edit, read with the line of every fault.

The counterpart of :mod:`normative.model.files.spreadsheet` for files of single values.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeGuard

from normative.model.characters import decode, reveal
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.files.data import leads_out

_ERROR_LINE = re.compile(r"\(at line (\d+)")
#: What begins a line with a field, be it a table (``[languages.fr]``) or a value (``languages.fr.notice = "..."``).
_FIELD = re.compile(
    r"""\s*(?:\[\[?\s*["']?(?P<table>[\w-]+)["']?\s*(?:\.[^\]]*)?\]|["']?(?P<name>[\w-]+)["']?\s*(?:\.[^=]*)?=)"""
)


@dataclass(kw_only=True, slots=True)
class TomlTable:
    """The fields of one file.

    :param values: by name, as TOML reads them; empty where the file cannot be read.
    :param lines: where each field is set, counted from 1; TOML values carry no lines of their own.
    :param kind: of what is found to be wrong in it.
    """

    path: Path
    kind: Diagnostic
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_read: bool = True
    """False where the file cannot be read at all."""

    def wrong(self, name: str | None, message: str) -> None:
        """Report what is wrong with a field, or with the whole file."""
        self.report(self.lines.get(name) if name else None, message)

    def report(self, line: int | None, message: str) -> None:
        """Report what is wrong in a line, or with the whole file."""
        place = Place(path=str(self.path), line=line)
        self.findings.append(Finding(kind=self.kind, message=f"{self.path.name}: {message}", place=place))

    def unknown(self, known: Collection[str]) -> None:
        """Report the fields that are not among those known."""
        for name in self.values:
            if name not in known:
                self.wrong(name, f"unknown field '{name}'; known are {', '.join(known)}")


def is_day(value: object) -> TypeGuard[datetime.date]:
    """Tell whether a value is a day; a time, which Python takes for one, is none, and cannot be compared with one."""
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def read_toml(path: Path, kind: Diagnostic, *, within: Path) -> TomlTable:
    """Read a file in UTF-8, with or without byte order mark; its texts are such that every output can show them.

    :param within: the folder that it lies in; a link that leads out of it is not followed.
    :returns: its fields; none, and a finding, where it cannot be read.
    """
    table = TomlTable(path=path, kind=kind)
    outside = leads_out(path, within)
    if outside:
        table.findings.append(outside)
        table.is_read = False
        return table
    try:
        decoded = decode(path.read_bytes())
        values = _loaded(decoded.text)
    except (OSError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason, remedy = str(error), "correct the file, it must be TOML in UTF-8"
        if isinstance(error, OSError):
            reason, remedy = (error.strerror or reason).lower(), "let it be a file that may be read"
        table.report(_line_of(error), f"cannot be read ({reason}); {remedy}")
        table.is_read = False
        return table
    for line, problem in decoded.problems:
        table.findings.append(problem.at(Place(path=str(path), line=line), path.name))
    found = ((_FIELD.match(line), number) for number, line in enumerate(decoded.text.split("\n"), 1))
    table.lines = {match["table"] or match["name"]: number for match, number in reversed([*found]) if match}
    table.values = {reveal(name)[0]: _revealed(table, name, value) for name, value in values.items()}
    return table


def _loaded(text: str) -> dict[str, Any]:
    """Return what a text in TOML holds.

    :raises tomllib.TOMLDecodeError: it is none, or has a number of more digits than Python writes.
    """
    try:
        values = tomllib.loads(text)
        str(values)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:
        raise tomllib.TOMLDecodeError("a number has thousands of digits") from None
    return values


def _revealed(table: TomlTable, name: str, value: Any) -> Any:
    """Return a value without the characters that an escape of TOML writes and nobody sees."""
    if not isinstance(value, str):
        return value
    text, problems = reveal(value)
    place = Place(path=str(table.path), line=table.lines.get(name))
    table.findings.extend(problem.at(place, f"{table.path.name}: '{name}'") for _, problem in problems)
    return text


def _line_of(error: Exception) -> int | None:
    line = _ERROR_LINE.search(str(error))
    return int(line[1]) if line else None
