"""Rows appended to a CSV file that people keep in a spreadsheet, whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from normative.model.characters import decode
from normative.model.files.spreadsheet import delimiter_of
from normative.model.files.writing import write_whole


def append_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Append rows, all or, where the disk is full or the power goes, none of them.

    Delimiter and line ends are those that the file has; a new one begins with the names of its columns.
    """
    before = path.read_bytes() if path.exists() else b""
    text = io.StringIO()
    ends = "\r\n" if b"\r\n" in before else "\n"
    writer = csv.writer(text, delimiter=delimiter_of(decode(before).text), lineterminator=ends)
    if not before:
        writer.writerow(columns)
    elif not before.endswith(b"\n"):
        text.write(ends)
    writer.writerows(rows)
    write_whole(path, before + text.getvalue().encode())
