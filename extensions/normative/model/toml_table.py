"""TOML files that authors edit, read with the line of every fault.

The counterpart of :mod:`normative.model.spreadsheet` for files of single values.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from normative.model.diagnostics import Diagnostic, Finding, Place

_ERROR_LINE = re.compile(r"\(at line (\d+)")
_FIELD = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")


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


def read_toml(path: Path, kind: Diagnostic) -> TomlTable:
    """Read a file in UTF-8, with or without byte order mark.

    :returns: its fields; none, and a finding, where it cannot be read.
    :raises FileNotFoundError: there is no such file.
    """
    table = TomlTable(path=path, kind=kind)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        table.values = tomllib.loads(text)
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        table.report(_line_of(error), f"cannot be read ({error}); correct the file, it must be TOML in UTF-8")
    else:
        found = ((_FIELD.match(line), number) for number, line in enumerate(text.splitlines(), 1))
        table.lines = {match[1]: number for match, number in reversed([*found]) if match}
    return table


def _line_of(error: Exception) -> int | None:
    if isinstance(error, UnicodeDecodeError):
        return error.object.count(b"\n", 0, error.start) + 1
    line = _ERROR_LINE.search(str(error))
    return int(line[1]) if line else None
