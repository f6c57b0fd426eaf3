"""The widths of the tables that authors write, for the PDF and the Word file.

Apart from :mod:`normative.outputs.table.columns` because it reads docutils' tables.
"""

from __future__ import annotations

from itertools import takewhile

from docutils import nodes

from normative.outputs.table.columns import LONGEST_WORD, Measure, column_widths, longest_word_for, measure

#: The size of letters in tables.
TABLE_POINTS = 9.0

#: A word broken into shorter pieces than this cannot be read; one of so many letters stays whole if the page is turned.
SHORTEST_PIECE, WHOLE_WORD = 10, 14


def widths_of_table(table: nodes.Element, available: float, points: float) -> tuple[list[float], int]:
    """Return the widths of a table's columns, and how many characters of a word in it stay together.

    :param available: millimetres.
    """
    columns = columns_of(table)
    texts = _texts_of_columns(table, len(columns))
    longest = LONGEST_WORD
    measures = [measure(column, points) for column in texts]
    if sum(item.least for item in measures) > available:
        longest = min(longest_word_for(len(columns), available, points), LONGEST_WORD)
        measures = [measure(column, points, longest=longest) for column in texts]
    if "colwidths-given" in table.get("classes", ()):
        measures = _with_shares(measures, [int(column["colwidth"]) for column in columns], available)
    return column_widths(measures, available), longest


def fits(table: nodes.Element, available: float, points: float, longest: int = SHORTEST_PIECE) -> bool:
    """Tell whether ``available`` millimetres hold a table without breaking words of ``longest`` letters."""
    texts = _texts_of_columns(table, len(columns_of(table)))
    return sum(measure(column, points, longest=longest).least for column in texts) <= available


def columns_of(table: nodes.Element) -> list[nodes.Element]:
    """Return the columns of a table, without those of tables in its cells."""
    return [column for group in _children(table, nodes.tgroup) for column in _children(group, nodes.colspec)]


def rows_of(table: nodes.Element) -> list[nodes.Element]:
    """Return the rows of a table, without those of tables in its cells."""
    parts = [part for group in _children(table, nodes.tgroup) for part in _children(group, nodes.thead, nodes.tbody)]
    return [row for part in parts for row in _children(part, nodes.row)]


def _children(node: nodes.Element, *kinds: type[nodes.Element]) -> list[nodes.Element]:
    return [child for child in node.children if isinstance(child, kinds)]


def heading_columns(table: nodes.Element) -> int:
    """Return how many columns of a table head its rows."""
    return sum(1 for _ in takewhile(lambda column: column.get("stub"), columns_of(table)))


def _texts_of_columns(table: nodes.Element, count: int) -> list[list[str]]:
    texts: list[list[str]] = [[] for _column in range(count)]
    for row in rows_of(table):
        for index, entry in placed_cells(row):
            if not entry.get("morecols"):
                texts[index].extend(block.astext() for block in entry.children)
    return texts


def _with_shares(measures: list[Measure], shares: list[int], available: float) -> list[Measure]:
    """Keep the shares an author asks for, as far as no word is cut."""
    wanted = [available * share / sum(shares) for share in shares]
    return [
        Measure(least=item.least, natural=max(item.least, wish), weight=max(wish - item.least, 0.1))
        for item, wish in zip(measures, wanted, strict=True)
    ]


def placed_cells(row: nodes.Element) -> list[tuple[int, nodes.Element]]:
    """Return the cells of a row with the column each begins in, as far as the row alone tells."""
    placed = []
    column = 0
    for entry in row.children:
        if isinstance(entry, nodes.Element):
            placed.append((column, entry))
            column += 1 + int(entry.get("morecols", 0))
    return placed


def is_stub(entry: nodes.Element) -> bool:
    """Tell whether a cell heads its row; its column must have been noted in it."""
    group = entry.parent.parent.parent
    columns = [child for child in group.children if isinstance(child, nodes.colspec)]
    return bool(columns[entry["column"]].get("stub"))
