"""CSV files that lawyers edit in a spreadsheet, read row by row with every fault found."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from normative.model.characters import decode
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.files.data import leads_out


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetRow:
    """One row: a value for every known column (``""`` where the cell or the column is missing) and its line."""

    values: Mapping[str, str]
    line: int

    def __getitem__(self, column: str) -> str:
        return self.values[column]


def read_rows(
    path: Path,
    *,
    within: Path,
    required: Sequence[str],
    optional: Sequence[str] = (),
    kind: Diagnostic = Diagnostic.INSTRUMENT_DATA,
) -> tuple[list[SheetRow], list[Finding]]:
    """Read a CSV file in UTF-8, with or without byte order mark, separated by commas or semicolons.

    :param within: the folder that it lies in; a link that leads out of it is not followed.
    :param kind: of what is found to be wrong in it.
    :returns: the rows that can be used, without blank ones, and what is wrong with the file or with single rows.
    """
    reader = _SheetReader(path, within, required, optional, kind)
    return list(reader.read()), reader.findings


def delimiter_of(text: str) -> str:
    """Return what separates the cells of a CSV file, by its first line; a comma where that does not show it."""
    head, _, _ = text.partition("\n")
    return ";" if head.count(";") > head.count(",") else ","


class _SheetReader:
    """Reads one file, gathering what is wrong with it."""

    def __init__(
        self, path: Path, within: Path, required: Sequence[str], optional: Sequence[str], kind: Diagnostic
    ) -> None:
        self.path = path
        self.within = within
        self.kind = kind
        self.required = required
        self.known = tuple(dict.fromkeys([*required, *optional]))
        self.findings: list[Finding] = []

    def wrong(self, line: int | None, message: str) -> None:
        place = Place(path=str(self.path), line=line)
        self.findings.append(Finding(kind=self.kind, message=f"{self.path.name}: {message}", place=place))

    def read(self) -> Iterator[SheetRow]:
        """Yield the rows that can be used."""
        text = self.text()
        if text is None:
            return
        delimiter = delimiter_of(text)
        columns: list[str] | None = None
        for line, cells in self.cells(text, delimiter):
            if columns is None:
                columns = [column.strip().lower() for column in cells]
                if not self.has_columns(columns):
                    return
            elif (row := self.row(columns, cells, line)) is not None:
                yield row
        if columns is None:
            self.has_columns([])

    def cells(self, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        """Yield the cells of each row with the row's first line; a row that cannot be read is reported and left out."""
        lines = text.splitlines(keepends=True)
        start = 0
        while start < len(lines):
            reader = csv.reader(lines[start:], delimiter=delimiter, strict=True)
            line = start + 1
            while True:
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    self.wrong(line, f"cannot be read ({error}); look for a quotation mark that is not closed")
                    if start + reader.line_num >= len(lines):
                        break
                else:
                    if cells is None:
                        return
                    yield line, cells
                line = start + reader.line_num + 1
            # The row ran on to the end of the file; the lines after its first one may be rows.
            start = line

    def text(self) -> str | None:
        """Return the file's text, ``None`` where it cannot be read."""
        try:
            outside = leads_out(self.path, self.within)
            if outside:
                self.findings.append(outside)
                return None
            decoded = decode(self.path.read_bytes())
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            self.wrong(None, f"cannot be opened ({reason}); close it in the spreadsheet, or give read permission")
            return None
        for line, problem in decoded.problems:
            self.findings.append(problem.at(Place(path=str(self.path), line=line), self.path.name))
        return decoded.text

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
