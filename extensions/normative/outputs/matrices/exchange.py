"""A table as JSON, whose form ``matrix.schema.json`` fixes: for programs that carry on with its values.

Every cell is exactly one of: ``null``; a string; an integer; ``{"percent": 45.5}``; ``{"links": [...]}``;
``{"states": [...]}``; ``{"states": [...], "links": [...]}`` for a crossing of a grid, with ``"count"`` where the
table counts its paragraphs instead of naming them. A link is ``{"kind", "target", "text", "href"}``, with ``null`` for
``href`` where the text has no such place.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from normative.model.files.json_lines import Value, encode
from normative.model.matrix import Cell, CellKind, Column, Crossing, Link, Matrix, Row, State, Total
from normative.outputs.matrices.content import Address, Metadata, printable
from normative.project.language import _

#: The version of the form; raised when a program that reads the old one could fail on the new.
VERSION = 1
#: The name of the schema's file beside the tables.
SCHEMA = "matrix.schema.json"


def read_schema() -> bytes:
    """Return the schema's file."""
    # A checkout on Windows may have put other line ends in it.
    return Path(__file__).with_name(SCHEMA).read_bytes().replace(b"\r\n", b"\n")


def render_json(matrix: Matrix, address: Address, metadata: Metadata) -> bytes:
    """Return the table with its links' addresses, relative to the file."""
    return encode(
        {
            "$schema": SCHEMA,
            "version": VERSION,
            "metadata": describe(metadata),
            "name": matrix.name,
            "kind": str(matrix.kind),
            "title": printable(matrix.title),
            "grid": matrix.grid,
            "columns": [_column(column, address) for column in matrix.columns],
            "rows": [_row(row, matrix.columns, address) for row in matrix.rows],
            "totals": [_total(total) for total in matrix.totals],
            "notes": [printable(note) for note in matrix.notes],
            "legend": [
                {"state": state.value, "symbol": state.symbol, "meaning": _(state.meaning)} for state in matrix.legend
            ],
        }
    )


def describe(metadata: Metadata) -> Value:
    """Return what heads a file."""
    return {
        "title": printable(metadata.title),
        "status": printable(metadata.status),
        "release": printable(metadata.release),
    }


def _column(column: Column, address: Address) -> Value:
    return {
        "key": printable(column.key),
        "title": printable(column.title),
        "kind": column.kind.value,
        "link": _link(column.link, address) if column.link else None,
    }


def _row(row: Row, columns: Sequence[Column], address: Address) -> Value:
    cells = [
        None if cell is None else _cell(cell, column, address) for cell, column in zip(row.cells, columns, strict=True)
    ]
    return {"group": printable(row.group), "detail": row.detail, "cells": cells}


def _cell(cell: Cell, column: Column, address: Address) -> Value:
    if isinstance(cell, str):
        return printable(cell)
    if isinstance(cell, float):
        return {"percent": cell}
    if isinstance(cell, Crossing):
        crossing: dict[str, Value] = {"states": _states(cell.states), "links": _links(cell.links, address)}
        return crossing if cell.count is None else {**crossing, "count": cell.count}
    if isinstance(cell, tuple):
        links = [item for item in cell if isinstance(item, Link)]
        # Only the column tells what an empty cell is empty of.
        if links or not (cell or column.kind is CellKind.STATE):
            return {"links": _links(links, address)}
        return {"states": _states([item for item in cell if isinstance(item, State)])}
    return cell


def _states(states: Sequence[State]) -> list[Value]:
    return [state.value for state in states]


def _links(links: Sequence[Link], address: Address) -> list[Value]:
    return [_link(link, address) for link in links]


def _link(link: Link, address: Address) -> Value:
    return {
        "kind": link.kind.value,
        "target": printable(link.target),
        "text": printable(link.text),
        "href": address(link) or None,
    }


def _total(total: Total) -> Value:
    value: Value = {"percent": float(total.value)} if total.percent else total.value
    return {"key": printable(total.key), "label": printable(total.label), "value": value}
