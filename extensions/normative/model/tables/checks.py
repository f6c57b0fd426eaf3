"""The rules about tables for reviewers: unique names, and the thresholds authors set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from normative.model.diagnostics import Diagnostic, Finding
from normative.model.matrix import Matrix, State, cell_text
from normative.model.tables.request import TableKind, TableRequest


def check_tables(requests: Sequence[TableRequest], matrix: Callable[[str], Matrix]) -> Iterator[Finding]:
    """Yield what is wrong with the tables a text asks for.

    :param matrix: computes a table by its name.
    """
    seen: dict[str, TableRequest] = {}
    for request in requests:
        if request.name in seen:
            yield _duplicate(request, seen[request.name])
            continue
        seen[request.name] = request
        if request.kind is TableKind.STATES:
            yield from _without_states(request, matrix(request.name))
        if request.at_least is not None:
            yield from _threshold(request, matrix(request.name))


def _duplicate(request: TableRequest, first: TableRequest) -> Finding:
    where = f"{first.place.path}:{first.place.line}"
    if request.kind is TableKind.INSTRUMENT:
        return Finding(
            kind=Diagnostic.DUPLICATE_PROFILE,
            message=f"{request.rows.source}: its profile is also at {where}; keep one of the two",
            place=request.place,
        )
    return Finding(
        kind=Diagnostic.DUPLICATE_TABLE,
        message=f"table '{request.name}' has the name of the one at {where}; give it another ':name:'",
        place=request.place,
    )


def _without_states(request: TableRequest, matrix: Matrix) -> Iterator[Finding]:
    """A panorama has States to show."""
    if not any(total.value for total in matrix.totals if total.key == "states"):
        message = f"{request.kind}: there are no States to show; write states.csv into the folder 'normative_states'"
        yield Finding(kind=Diagnostic.UNKNOWN_STATE, message=message, place=request.place)


def _threshold(request: TableRequest, matrix: Matrix) -> Iterator[Finding]:
    """A table reaches the share of rows that ``:at-least:`` asks for: covered, or in a coverage table not silent."""
    totals = {total.key: total.value for total in matrix.totals}
    covered = totals["provisions"] - totals["silent"] if request.kind is TableKind.COVERAGE else totals["covered"]
    rows = totals["provisions" if request.kind is TableKind.COVERAGE else "rows"]
    share = 100 * covered / rows if rows else 100.0
    if request.at_least is None or share >= request.at_least:
        return
    missing = [cell_text(row.cells[0]) for row in matrix.rows if _is_missing(request, row.cells)]
    named = ", ".join(missing[:10]) + (f" and {len(missing) - 10} more" if len(missing) > 10 else "")
    yield Finding(
        kind=Diagnostic.COVERAGE_BELOW_THRESHOLD,
        message=f"{request.name}: {share:.1f} % are covered, at least {request.at_least:g} % are asked for; "
        f"address or justify {named}",
        place=request.place,
    )


def _is_missing(request: TableRequest, cells: Sequence[object]) -> bool:
    return cells[2] == (State.SILENT,) if request.kind is TableKind.COVERAGE else not any(cells[2:])
