"""The rules about tables for reviewers: unique names, and the thresholds authors set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from normative.model.checks import nearest
from normative.model.diagnostics import Diagnostic, Finding
from normative.model.draft import unknown_draft
from normative.model.matrix import Matrix, Measure
from normative.model.register import Register
from normative.model.tables.request import PARAGRAPHS, SECTIONS, TableKind, TableRequest, Via
from normative.model.text import some_of

#: What to do about rows that are not covered; in a ``traceability-matrix`` that depends on its rows.
_REMEDIES = {
    TableKind.CONVERGENCE: "relate, or name as a gap,",
    TableKind.COVERAGE: "address or justify",
    TableKind.CROSSWALK: "relate the bases of",
    TableKind.DISPOSITIONS: "answer",
    TableKind.INPUTS: "draw on, or answer,",
    TableKind.PARAGRAPHS: "give a basis to",
}


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
        if request.at_least is not None and (measure := matrix(request.name).measure):
            yield from _threshold(request, request.at_least, measure)


def check_names(requests: Sequence[TableRequest], register: Register) -> Iterator[Finding]:
    """Yield the tables that have the name of a paragraph on their page, whose address it is."""
    for request in requests:
        paragraph = register.paragraph(request.name) if request.name in register.numbers else None
        if paragraph is not None and paragraph.document == request.document:
            where = f"{paragraph.place.path}:{paragraph.place.line}"
            message = f"table '{request.name}' has the name of the paragraph at {where}; give it another ':name:'"
            yield Finding(kind=Diagnostic.DUPLICATE_TABLE, message=message, place=request.place)


def check_headings(requests: Sequence[TableRequest], register: Register) -> Iterator[Finding]:
    """Yield the headings that a table chooses by and no paragraph stands under."""
    known = dict.fromkeys(title for paragraph in register.paragraphs for title in paragraph.section)
    for request in requests:
        for heading in request.section:
            if heading not in known:
                remedy = nearest(heading, known) or (f"; known are {some_of([*known])}" if known else "")
                yield Finding(
                    kind=Diagnostic.BAD_OPTION,
                    message=f"{request.kind}: no paragraph stands under a heading '{heading}'{remedy}",
                    place=request.place,
                )


def check_drafts(requests: Sequence[TableRequest], register: Register) -> Iterator[Finding]:
    """Yield the drafts that a concordance compares and that are not there."""
    for request in requests:
        if request.kind is TableKind.CONCORDANCE:
            for name in (request.rows.source, *(axis.source for axis in request.columns)):
                if name not in register.drafts:
                    message = f"{request.kind}: {unknown_draft(name, register.drafts)}"
                    yield Finding(kind=Diagnostic.UNKNOWN_DRAFT, message=message, place=request.place)


def check_calls(requests: Sequence[TableRequest], register: Register) -> Iterator[Finding]:
    """Yield the calls that a table is of and that are not there."""
    known = {call.name: None for call in register.inputs.inputs.calls}
    for request in requests:
        for name in request.calls:
            if name not in known:
                message = f"{request.kind}: there is no call '{name}'{nearest(name, known)}"
                yield Finding(kind=Diagnostic.BAD_OPTION, message=message, place=request.place)


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


def _threshold(request: TableRequest, at_least: float, measure: Measure) -> Iterator[Finding]:
    """A table reaches the share of rows that ``:at-least:`` asks for."""
    if measure.share >= at_least:
        return
    yield Finding(
        kind=Diagnostic.COVERAGE_BELOW_THRESHOLD,
        message=f"{request.name}: {measure.share:.1f} % are covered, at least {at_least:g} % are asked for; "
        f"{_remedy(request)} {some_of(measure.missing)}",
        place=request.place,
    )


def _remedy(request: TableRequest) -> str:
    """Return what to do about the rows that are not covered, up to what heads them."""
    if request.kind in _REMEDIES:
        return _REMEDIES[request.kind]
    across = " or ".join(axis.source for axis in request.columns)
    if request.rows.source == PARAGRAPHS:
        return f"give a basis in {across} to"
    if request.rows.source == SECTIONS:
        return f"give a basis in {across} to a paragraph of"
    return "relate" if request.via is Via.CONVERGENCES else "address"
