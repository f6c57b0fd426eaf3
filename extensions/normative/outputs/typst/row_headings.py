"""The cells that head rows, tagged as such in the finished PDF.

Typst tags them with ``pdf.header-cell``, a feature that its Python binding cannot switch on. Apart from the compiling
module so that it can go as a whole once the binding can. Saving the PDF anew packs its objects as well, which makes it
four times smaller.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String


def mark_row_headings(pdf: pikepdf.Pdf, headings: Sequence[int]) -> None:
    """Make the first cells of rows headings, and name them in the other cells of their rows.

    :param headings: for each table, in the order of the text, how many columns head its rows.
    :raises ValueError: the PDF has not as many tables.
    """
    root = pdf.Root.StructTreeRoot
    tables = [element for element in _elements(root) if element.get("/S") == "/Table"]
    if len(tables) != len(headings):
        raise ValueError(f"the PDF has {len(tables)} tables and not {len(headings)}")
    marked: list[tuple[String, Object]] = []
    for number, (table, columns) in enumerate(zip(tables, headings, strict=True)):
        if columns:
            marked += _mark_table(table, number, columns)
    if marked:
        _note_names(root, marked)


def save_packed(pdf: pikepdf.Pdf, path: Path) -> None:
    """Save a PDF with its objects packed, the same bytes for the same objects."""
    # In memory first: where a disk is full, the library ends the process.
    packed = io.BytesIO()
    pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    path.write_bytes(packed.getvalue())


def _mark_table(table: Object, number: int, columns: int) -> Iterator[tuple[String, Object]]:
    """Yield the headings made in one table, each with its name.

    No cell of such a table reaches over rows: neither a matrix nor a directive with ``:stub-columns:`` can have one.
    """
    for index, row in enumerate(_rows(table)):
        cells = list(row.K)
        if len(cells) == 1:
            continue  # A cell alone heads the rows below it, not its own.
        names = [String(f"R{number}x{column}y{index}") for column in range(columns)]
        for name, cell in zip(names, cells, strict=False):
            cell.S, cell.ID = Name.TH, name
            _table_attributes(cell).Scope = Name.Row
            yield name, cell
        for cell in cells[columns:]:
            attributes = _table_attributes(cell)
            attributes.Headers = Array([*attributes.get("/Headers", Array()), *names])


def _rows(table: Object) -> Iterator[Object]:
    for part in table.K:
        if part.S == "/TR":
            yield part
        elif part.S == "/TBody":
            yield from _rows(part)


def _table_attributes(cell: Object) -> Object:
    """Return what is said of a cell as one of a table, which Typst always says."""
    return next(attributes for attributes in cell.A if attributes.O == "/Table")


def _elements(root: Object) -> Iterator[Object]:
    """Yield the elements of the structure in the order in which they are read."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        content = element.get("/K")
        children = list(content) if isinstance(content, Array) else [content]
        waiting.extend(child for child in reversed(children) if isinstance(child, Dictionary) and "/S" in child)


def _note_names(root: Object, marked: Sequence[tuple[String, Object]]) -> None:
    """Add the names of headings to those the PDF knows, which must be in order."""
    known = list(root.IDTree.Names) if "/IDTree" in root else []
    pairs = [*zip(known[::2], known[1::2], strict=True), *marked]
    pairs.sort(key=lambda pair: bytes(pair[0]))
    root.IDTree = Dictionary(Names=Array([item for pair in pairs for item in pair]))
