"""``chart``: how many paragraphs of each force the sections have, or how many provisions of each part are addressed.

The figures are a table like any other; outputs that can draw also show each row as one bar.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from normative.model.matrix import CellKind, Column, Matrix, Row, Total
from normative.model.message import say
from normative.model.paragraph import Force
from normative.model.provision import Provision
from normative.model.register import CoverageState, Register
from normative.model.tables.coverage import grounded_by
from normative.model.tables.request import SECTIONS, TableKind, TableRequest, part_title, selected

#: The key of the column that holds the length of the whole bar.
ALL = "all"
_FORCES = {
    Force.OBLIGATION: say("Obligations"),
    Force.COMMITMENT: say("Commitments"),
    Force.GUIDANCE: say("Guidance"),
    Force.PLAIN: say("Other paragraphs"),
}
_STATES = {state: state.value.capitalize() for state in CoverageState}


def chart(register: Register, request: TableRequest) -> Matrix:
    """Compute the figures of a chart: sections by force, or the parts of an instrument by state."""
    if request.rows.source == SECTIONS:
        paragraphs = ((item.section[0] if item.section else "", item.force) for item in selected(register, request))
        return _matrix(request, say("Section"), say("Paragraphs"), paragraphs, _FORCES)
    grounded = grounded_by(register, selected(register, request), request)
    rows = register.rows(request.rows.source, request.rows.level)
    sizes = Counter(register.roll_up(provision) for provision in rows)
    provisions = (
        (_container(register, provision, sizes), register.coverage(provision, grounded)) for provision in rows
    )
    return _matrix(request, say("Part"), say("Provisions"), provisions, _STATES)


def _container(register: Register, provision: Provision, sizes: Mapping[Provision, int]) -> str:
    """Return the part or section a provision stands in; where there is none, the article or objective with its rows.

    :param sizes: how many rows each article or objective has; one alone makes no bar of its own.
    """
    title = part_title(register, provision)
    outer = register.roll_up(provision)
    if title or sizes[outer] == 1:
        return title
    return f"{register.name(outer)}. {register.record(outer).subject}".removesuffix(". ")


def is_drawn(matrix: Matrix) -> bool:
    """Tell whether outputs that can draw show the rows of a table as bars, too."""
    return matrix.kind in (TableKind.CHART, TableKind.STATISTICS) and bool(matrix.rows)


def segments(matrix: Matrix) -> tuple[int, ...]:
    """Return the places of the columns whose numbers are the parts of each bar, in the order of drawing."""
    return tuple(
        place for place, column in enumerate(matrix.columns) if column.kind is CellKind.NUMBER and column.key != ALL
    )


def _matrix(
    request: TableRequest,
    head: str,
    counted: str,
    items: Iterable[tuple[str, Force | CoverageState]],
    series: Mapping[Force, str] | Mapping[CoverageState, str],
) -> Matrix:
    counts: dict[str, Counter[Force | CoverageState]] = {}
    for title, value in items:
        counts.setdefault(title, Counter())[value] += 1
    columns = [Column(key="title", title=head, kind=CellKind.TEXT, weight=5)]
    columns += [Column(key=value.value, title=title, kind=CellKind.NUMBER) for value, title in series.items()]
    columns.append(Column(key=ALL, title="All", kind=CellKind.NUMBER))
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=tuple(columns),
        rows=tuple(
            Row(
                cells=(
                    title or say("Outside any section" if head == "Section" else "Outside any part"),
                    *(count[value] for value in series),
                    count.total(),
                )
            )
            for title, count in counts.items()
        ),
        totals=tuple(_totals(counted, list(counts.values()), series)),
    )


def _totals(
    counted: str,
    counts: Sequence[Counter[Force | CoverageState]],
    series: Mapping[Force, str] | Mapping[CoverageState, str],
) -> Iterable[Total]:
    yield Total(key=ALL, label=counted, value=sum(count.total() for count in counts))
    for value, title in series.items():
        yield Total(key=value.value, label=title, value=sum(count[value] for count in counts))
