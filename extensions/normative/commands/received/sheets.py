"""The cells of workbooks and of CSV files, row by row and with limits; formulas are what was computed of them last."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from normative.model.characters import decode
from normative.model.files.containers import Container, RefusedError, attribute, below, read_file, tag_of

#: How many rows and columns are read; what lies beyond is nobody's comment on a paragraph.
_ROWS, _COLUMNS = 20_000, 60
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_SEPARATORS = ";,\t"
#: How Excel writes what XML cannot hold; no halves of pairs.
_ESCAPED = re.compile(r"_x((?!D[89A-F])[0-9A-F]{4})_")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of cells.

    :param sheet: its name; empty of a CSV file.
    :param number: counted from 1; of a CSV file, that of its first line.
    """

    sheet: str
    number: int
    cells: Sequence[str]

    def at(self, column: int) -> str:
        """Return how a person finds a cell."""
        return f"{self.sheet}!{column_name(column)}{self.number}" if self.sheet else f"line {self.number}"


def column_name(column: int) -> str:
    """Return the letters of a column that is counted from 0."""
    name = ""
    while column >= 0:
        column, digit = divmod(column, 26)
        name, column = chr(ord("A") + digit) + name, column - 1
    return name


def read_workbook(path: Path) -> Iterator[Row]:
    """Yield the rows of all sheets.

    :raises RefusedError: the file is no workbook, or not safe to read.
    """
    container = Container(path, "spreadsheetml")
    book = next((name for name in container.links("").values() if name.endswith("workbook.xml")), "xl/workbook.xml")
    links = container.links(book)
    shared_name = next((name for name in links.values() if name.lower().endswith("sharedstrings.xml")), "")
    shared = [_text(item) for item in container.part(shared_name)] if shared_name and container.has(shared_name) else []
    for sheet in below(container.part(book), "sheet"):
        part = links.get(attribute(sheet, "id"), "")
        if "worksheets/" in part:
            yield from _rows(container.part(part), attribute(sheet, "name"), shared)


def _rows(sheet: Element, name: str, shared: Sequence[str]) -> Iterator[Row]:
    count = 0
    for row in below(sheet, "row"):
        cells: list[str] = []
        number = 0
        for cell in row:
            place = _CELL.fullmatch(attribute(cell, "r"))
            column = _column(place[1]) if place else len(cells)
            number = int(place[2]) if place else number
            value = _value(cell, shared)
            if not value:
                continue
            if column < _COLUMNS:
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = value
        if any(cells):
            count += 1
            if count > _ROWS:
                raise RefusedError(f"has more than {_ROWS} rows in its sheet {name}; send it in parts")
            given = attribute(row, "r")
            yield Row(sheet=name, number=number or (int(given) if given.isdecimal() else count), cells=cells)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Element, shared: Sequence[str]) -> str:
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        return _text(cell).strip()
    value = next((item.text or "" for item in cell if tag_of(item) == "v"), "").strip()
    if kind == "s":
        return shared[int(value)].strip() if value.isdecimal() and int(value) < len(shared) else ""
    # Numbers of paragraphs are whole, whatever a program makes of them.
    return value.removesuffix(".0") if kind in ("", "n") else value


def _text(element: Element) -> str:
    """Return a text with its pieces, without how it is read aloud."""
    aloud = {id(piece) for ruby in below(element, "rPh") for piece in ruby.iter()}
    text = "".join(piece.text or "" for piece in below(element, "t") if id(piece) not in aloud)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def read_delimited(path: Path) -> Iterator[Row]:
    """Yield the rows of a CSV file in any form in which Excel writes one.

    :raises RefusedError: the file is none.
    """
    content = read_file(path)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise RefusedError("is no CSV file, whatever its name says; give it the name that it had")
    text, first = decode(content).text, 1
    head = text.partition("\n")[0]
    if head.lower().startswith("sep="):
        text, first = text.partition("\n")[2], 2
        separator = next((sign for sign in _SEPARATORS if sign == head[4:5]), ",")
    else:
        separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = first
    try:
        for count, cells in enumerate(reader, 1):
            if count > _ROWS:
                raise RefusedError(f"has more than {_ROWS} rows; send it in parts")
            if any(cell.strip() for cell in cells):
                yield Row(sheet="", number=number, cells=[cell.strip() for cell in cells[:_COLUMNS]])
            number = reader.line_num + first
    except csv.Error as error:
        raise RefusedError(f"cannot be read in line {number} ({error}); look for an open quotation mark") from error
