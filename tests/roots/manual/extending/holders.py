"""``holder-list``: whose rights the text concerns, and in which paragraphs."""

from __future__ import annotations

from collections import defaultdict

from normative.model.matrix import CellKind, Column, Matrix, Row, Total
from normative.model.paragraph import Paragraph
from normative.model.register import Register
from normative.model.tables.request import TableRequest, paragraph_links, selected

_COLUMNS = (
    Column(key="holder", title="Rights-holders", kind=CellKind.TEXT, weight=2),
    Column(key="count", title="How many", kind=CellKind.NUMBER),
    Column(key="paragraphs", title="Paragraphs", kind=CellKind.LINKS, weight=3),
)


def holder_list(register: Register, request: TableRequest) -> Matrix:
    """Compute the list, in alphabetical order."""
    found: defaultdict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in selected(register, request):
        for holder in paragraph.holder:
            found[holder].append(paragraph)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=_COLUMNS,
        rows=tuple(
            Row(cells=(holder, len(paragraphs), paragraph_links(register, paragraphs)))
            for holder, paragraphs in sorted(found.items())
        ),
        totals=(Total(key="holders", label="Rights-holders", value=len(found)),),
    )
