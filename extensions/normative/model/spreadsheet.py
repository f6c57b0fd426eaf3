"""CSV files that lawyers edit in a spreadsheet, read row by row with every fault found."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
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
    findings: list[Finding] = []

    def wrong(line: int | None, message: str) -> None:
        place = Place(path=str(path), line=line)
        findings.append(Finding(kind=Diagnostic.INSTRUMENT_DATA, message=f"{path.name}: {message}", place=place))

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        wrong(None, f"cannot be opened ({error.strerror}); close it in the spreadsheet, or give read permission")
        return [], findings
    except UnicodeDecodeError as error:
        wrong(None, f"is not UTF-8 (byte {error.start}); save it as 'CSV UTF-8'")
        return [], findings
    head, _, _ = text.partition("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    columns: list[str] = []
    rows: list[SheetRow] = []
    known = dict.fromkeys([*required, *optional])
    try:
        columns = [column.strip().lower() for column in next(reader, [])]
        missing = [column for column in required if column not in columns]
        if missing:
            wrong(1, f"has no column '{missing[0]}'; the first line must name the columns {', '.join(known)}")
            return [], findings
        unknown = [column for column in columns if column not in known]
        if unknown:
            wrong(1, f"unknown column '{unknown[0]}'; known are {', '.join(known)}")
        start = reader.line_num + 1
        for cells in reader:
            line, start = start, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(columns):
                wrong(line, f"has {len(cells)} cells for {len(columns)} columns; put text that holds a comma in quotes")
            values = dict.fromkeys(known, "") | {
                column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column in known
            }
            empty = [column for column in required if not values[column]]
            if empty:
                wrong(line, f"the cell '{empty[0]}' is empty; fill it, or remove the row")
                continue
            rows.append(SheetRow(values=values, line=line))
    except csv.Error as error:
        wrong(reader.line_num, f"cannot be read from here on ({error}); look for a quotation mark that is not closed")
    return rows, findings
