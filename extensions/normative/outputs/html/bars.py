"""Where the bars of a chart lead: to the table of what they count, as it shows that alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from normative.model.tables.request import SECTIONS, GroupBy, TableKind, TableRequest

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from normative.model.matrix import Matrix
    from normative.model.paragraph import Paragraph
    from normative.project.index import TextIndex

#: What a bar of one provision begins with: "GCM obj. 1. Data"; a range has no name that a search would know.
_NAME = re.compile(r"([^–]+? \d+[^.–]*)\. ")


def views_of_bars(matrix: Matrix, index: TextIndex, builder: Builder, here: str) -> Mapping[str, str]:
    """Return the address of the view that each bar of a chart leads to, by its title; of some there is none.

    :param here: the document that the chart stands in.
    """
    request = next((item for item in index.tables if item.name == matrix.name), None)
    if request is None or request.kind is not TableKind.CHART:
        return {}
    table = next((item for item in index.tables if _counts_the_same(item, request)), None)
    there = builder.env.path2doc(table.place.path) if table else None
    if table is None or there is None:
        return {}
    page = "" if there == here else builder.get_relative_uri(here, there)
    # Of titles of our own, such as "Outside any part", nothing is a part or section.
    titles = [str(row.cells[0]) for row in matrix.rows if type(row.cells[0]) is str]
    queries = {title: _query(title, table, index.register.paragraphs) for title in titles}
    return {title: f"{page}#{table.name}?{urlencode(query)}" for title, query in queries.items() if query}


def _counts_the_same(table: TableRequest, chart: TableRequest) -> bool:
    """Tell whether a table lists all that a chart counts."""
    if chart.rows.source == SECTIONS:
        is_list = table.kind is TableKind.PARAGRAPHS and not table.section
    else:
        is_list = table.kind is TableKind.COVERAGE and table.rows == chart.rows and table.section == chart.section
    return is_list and (table.force, table.holder, table.state) == (chart.force, chart.holder, chart.state)


def _query(title: str, table: TableRequest, paragraphs: Sequence[Paragraph]) -> Sequence[tuple[str, str]]:
    """Return the choice by which a table shows what a bar counts."""
    if table.kind is TableKind.PARAGRAPHS:
        # Those of the section itself, and of those in it.
        sections = dict.fromkeys(" / ".join(item.section) for item in paragraphs if item.section[:1] == (title,))
        return [("f.section", section) for section in sections]
    if table.group_by is GroupBy.PART:
        return [("f.part", title)]
    # A search for an objective finds its actions.
    name = _NAME.match(title)
    return [("q", name[1])] if name else []
