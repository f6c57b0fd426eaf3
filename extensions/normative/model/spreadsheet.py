"""CSV files that lawyers edit in a spreadsheet, read row by row with every fault found."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from normative.model.diagnostics import Diagnostic, Finding, Place


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetRow:
    """One row: a value for every known column (``""`` where the cell or the column is missing) and its line."""

    values: Mapping[str, str]
    line: int

    def __getitem__(self, column: str) -> str:
        return self.values[column]


def read_rows(
    path: Path, *, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[list[SheetRow], list[Finding]]:
    """Read a CSV file in UTF-8, with or without byte order mark, separated by commas or semicolons.

    :returns: the rows that can be used, without blank ones, and what is wrong with the file or with single rows.
    """
    reader = _SheetReader(path, required, optional)
    return list(reader.read()), reader.findings


class _SheetReader:
    """Reads one file, gathering what is wrong with it."""

    def __init__(self, path: Path, required: Sequence[str], optional: Sequence[str]) -> None:
        self.path = path
        self.required = required
        self.known = tuple(dict.fromkeys([*required, *optional]))
        self.findings: list[Finding] = []

    def wrong(self, line: int | None, message: str) -> None:
        place = Place(path=str(self.path), line=line)
        self.findings.append(
            Finding(kind=Diagnostic.INSTRUMENT_DATA, message=f"{self.path.name}: {message}", place=place)
        )

    def read(self) -> Iterator[SheetRow]:
        """Yield the rows that can be used."""
        text = self.text()
        if text is None:
            return
        head, _, _ = text.partition("\n")
        delimiter = ";" if head.count(";") > head.count(",") else ","
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        line = 1
        try:
            columns = [column.strip().lower() for column in next(reader, [])]
            if not self.has_columns(columns):
                return
            line = reader.line_num + 1
            for cells in reader:
                row = self.row(columns, cells, line)
                line = reader.line_num + 1
                if row is not None:
                    yield row
        except csv.Error as error:
            self.wrong(line, f"cannot be read from here on ({error}); look for a quotation mark that is not closed")

    def text(self) -> str | None:
        """Return the file's text, ``None`` where it cannot be read."""
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            self.wrong(
                None, f"cannot be opened ({error.strerror}); close it in the spreadsheet, or give read permission"
            )
            return None
        except UnicodeDecodeError as error:
            self.wrong(None, f"is not UTF-8 (byte {error.start}); save it as 'CSV UTF-8'")
            return None
        return text

    def has_columns(self, columns: Sequence[str]) -> bool:
        """Tell whether the columns that must be there are; report those that are missing or not known."""
        missing = [column for column in self.required if column not in columns]
        if missing:
            self.wrong(1, f"has no column '{missing[0]}'; the first line must name the columns {', '.join(self.known)}")
            return False
        unknown = [column for column in columns if column not in self.known]
        if unknown:
            self.wrong(1, f"unknown column '{unknown[0]}'; known are {', '.join(self.known)}")
        return True

    def row(self, columns: Sequence[str], cells: Sequence[str], line: int) -> SheetRow | None:
        """Return a row, ``None`` for a blank one or one that lacks what must be there."""
        if not any(cell.strip() for cell in cells):
            return None
        if len(cells) > len(columns):
            message = f"has {len(cells)} cells for {len(columns)} columns; put text that holds a comma in quotes"
            self.wrong(line, message)
        named = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column in self.known}
        values = dict.fromkeys(self.known, "") | named
        empty = [column for column in self.required if not values[column]]
        if empty:
            self.wrong(line, f"the cell '{empty[0]}' is empty; fill it, or remove the row")
            return None
        return SheetRow(values=values, line=line)
