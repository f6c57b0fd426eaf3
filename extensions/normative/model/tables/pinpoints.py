"""``pinpoints``: the places in documents that read instruments, what they are about and who has checked them."""

from __future__ import annotations

from normative.model.matrix import Cell, CellKind, Column, Matrix, Row, Total
from normative.model.message import say
from normative.model.pinpoint import Cited, cited_pinpoints
from normative.model.register import Register
from normative.model.tables.request import TableRequest, instrument_link, paragraph_links, provision_link, selected
from normative.model.tables.rows import share_totals

_COLUMNS = (
    Column(key="document", title="Document", kind=CellKind.LINKS, weight=3),
    Column(key="place", title="Place", kind=CellKind.LINKS, weight=2),
    Column(key="about", title="About", kind=CellKind.TEXT, weight=5),
    Column(key="paragraphs", title="Cited in", kind=CellKind.LINKS, weight=3),
    Column(key="checked", title="Checked", kind=CellKind.TEXT, weight=3, facet=True),
)
UNCHECKED = say("unchecked")


def pinpoints(register: Register, request: TableRequest) -> Matrix:
    """Compute the list, in the order of the documents and of their paragraphs."""
    chosen = {paragraph.id for paragraph in selected(register, request)}
    keys = {axis.source for axis in request.columns}
    found = [
        item
        for item in cited_pinpoints(register)
        if (not keys or item.provision.instrument in keys) and chosen & {paragraph.id for paragraph in item.paragraphs}
    ]
    checked = sum(item.checked is not None for item in found)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=_COLUMNS,
        rows=tuple(Row(cells=_cells(register, item)) for item in found),
        totals=(
            Total(key="pinpoints", label="Places cited", value=len(found)),
            *share_totals("checked", "Checked", checked, len(found)),
        ),
    )


def _cells(register: Register, item: Cited) -> tuple[Cell, ...]:
    record = item.checked
    return (
        (instrument_link(register, item.provision.instrument),),
        (provision_link(register, item.provision),),
        record.about if record else "",
        paragraph_links(register, item.paragraphs),
        "; ".join(filter(None, (record.checked_by, record.date, record.edition))) if record else UNCHECKED,
    )
