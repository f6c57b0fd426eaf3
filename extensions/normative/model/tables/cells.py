"""What a cell shows of the paragraphs it is about: their numbers, their ids or how many they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from normative.model.matrix import CellKind, Column, Crossing, Link, State
from normative.model.paragraph import Paragraph
from normative.model.register import Register
from normative.model.tables.request import CellForm, TableRequest, paragraph_links


def paragraph_cell(
    register: Register, request: TableRequest, paragraphs: Sequence[Paragraph]
) -> int | tuple[Link, ...]:
    """Return a cell that shows paragraphs as the request wants them."""
    return len(paragraphs) if request.cell is CellForm.COUNT else _named(register, request, paragraphs)


def crossing_cell(
    register: Register, request: TableRequest, states: tuple[State, ...], paragraphs: Sequence[Paragraph]
) -> Crossing:
    """Return a cell of a grid that shows states, and the paragraphs as the request wants them."""
    if request.cell is CellForm.RELATION:
        return Crossing(states=states)
    links = _named(register, request, paragraphs)
    return Crossing(states=states, links=links, count=len(links) if request.cell is CellForm.COUNT else None)


def _named(register: Register, request: TableRequest, paragraphs: Sequence[Paragraph]) -> tuple[Link, ...]:
    links = paragraph_links(register, paragraphs)
    return tuple(replace(link, text=link.target) for link in links) if request.cell is CellForm.IDS else links


def counting(columns: Iterable[Column], request: TableRequest, keys: Iterable[str]) -> tuple[Column, ...]:
    """Return columns; those with one of the ``keys`` hold numbers where a request counts instead of naming."""
    counted = set(keys) if request.cell is CellForm.COUNT else set()
    return tuple(replace(column, kind=CellKind.NUMBER) if column.key in counted else column for column in columns)
