"""What the printed forms of tables share: a table without some rows or columns, and the words for what is gone."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, overload

from normative.model.matrix import Cell, Link, Matrix, Row
from normative.model.message import count as counted

_CHARACTERS_OF_OPENING = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortened:
    """A shorter table.

    :param left_out: the words for what is not in it any more.
    :param count: how many rows are not.
    """

    matrix: Matrix
    left_out: tuple[str, ...] = ()
    count: int = 0

    def leaving_out(self, count: int, one: str, many: str) -> Shortened:
        """Return the same with words for what is left out, if it is anything."""
        return replace(self, left_out=(*self.left_out, counted(count, one, many))) if count else self


@overload
def position(matrix: Matrix, key: str, *, required: Literal[True] = True) -> int: ...
@overload
def position(matrix: Matrix, key: str, *, required: bool) -> int | None: ...
def position(matrix: Matrix, key: str, *, required: bool = True) -> int | None:
    """Return the place of a column by its key.

    :raises KeyError: there is none, and it is required.
    """
    found = next((index for index, column in enumerate(matrix.columns) if column.key == key), None)
    if found is None and required:
        raise KeyError(key)
    return found


def with_rows(matrix: Matrix, is_kept: Callable[[Row], bool]) -> Shortened:
    """Return a table with the rows that are kept alone."""
    rows = tuple(row for row in matrix.rows if is_kept(row))
    return Shortened(matrix=replace(matrix, rows=rows), count=len(matrix.rows) - len(rows))


def without_columns(matrix: Matrix, keys: Collection[str], left_out: Sequence[str] = ()) -> Shortened:
    """Return a table without some columns, with words for what they hold."""
    kept = [index for index, column in enumerate(matrix.columns) if column.key not in keys]
    rows = tuple(replace(row, cells=tuple(row.cells[index] for index in kept)) for row in matrix.rows)
    columns = tuple(matrix.columns[index] for index in kept)
    return Shortened(matrix=replace(matrix, columns=columns, rows=rows), left_out=tuple(left_out))


def links_of(cell: Cell) -> tuple[Link, ...]:
    """Return the links of a cell that is no crossing."""
    return tuple(item for item in cell if isinstance(item, Link)) if isinstance(cell, tuple) else ()


def usual_text(texts: Iterable[str]) -> str:
    """Return the text that stands most often, the first of several; an empty one where there are none."""
    return next((text for text, _count in Counter(texts).most_common(1)), "")


def shortened_names(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links of a row without what the one before says already: ``GCM para. 18 (a), (b)``."""
    found: list[Link] = []
    before = ""
    for link in links:
        outer, separator, inner = link.text.rpartition(" ")
        # A "para." before several numbers would be one too few.
        is_said = separator and outer == before and not outer.endswith(".")
        found.append(replace(link, text=inner) if is_said else link)
        before = outer
    return tuple(found)


def first_words(opening: str) -> str:
    """Return of the opening words of a paragraph what stands on one line beside others."""
    return textwrap.shorten(opening.removesuffix("…"), _CHARACTERS_OF_OPENING, placeholder=" …")
