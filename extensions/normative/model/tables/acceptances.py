"""``accepted-findings``: what checks find and authors accept, with the reasons."""

from __future__ import annotations

from normative.model.matrix import CellKind, Column, Matrix, Row, Total
from normative.model.outcome import outcome_of
from normative.model.register import Register
from normative.model.tables.request import TableRequest, paragraph_link, selected

_COLUMNS = (
    Column(key="paragraph", title="Para.", kind=CellKind.LINKS),
    Column(key="code", title="Kind of finding", kind=CellKind.TEXT, weight=3),
    Column(key="message", title="Finding", kind=CellKind.TEXT, weight=6),
    Column(key="reason", title="Reason for accepting it", kind=CellKind.TEXT, weight=5),
)


def accepted_findings(register: Register, request: TableRequest) -> Matrix:
    """Compute the list, in the order of the paragraphs' numbers."""
    shown = {paragraph.id for paragraph in selected(register, request)}
    rows = tuple(
        Row(
            cells=(
                (paragraph_link(register, register.paragraph(item.finding.paragraph)),),
                item.finding.kind.code,
                item.finding.message,
                item.acceptance.reason,
            )
        )
        for item in outcome_of(register).accepted
        if item.finding.paragraph in shown
    )
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=_COLUMNS,
        rows=rows,
        totals=(Total(key="accepted", label="Accepted findings", value=len(rows)),),
    )
