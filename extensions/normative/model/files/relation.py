"""Convergences, gaps and silences kept in bulk as CSV files beside the instruments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from normative.model.citation import parse_citation
from normative.model.convergence import Convergence, Gap, Relation, Silence
from normative.model.diagnostics import Diagnostic, Finding, Place, Problem
from normative.model.files.data import is_there
from normative.model.files.spreadsheet import SheetRow, read_rows
from normative.model.instrument import Instrument
from normative.model.provision import Provision

Entry = Convergence | Gap | Silence


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One kind of file: its name, its columns and how a row becomes an entry of the register."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    make: Callable[[Mapping[str, str], Mapping[str, Instrument], Place, str, list[Problem]], Entry | None]


def make_convergence(
    values: Mapping[str, str],
    instruments: Mapping[str, Instrument],
    place: Place,
    document: str,
    problems: list[Problem],
) -> Convergence | None:
    """Return the convergence that ``values`` describe, or ``None`` where they relate nothing; note the problems."""
    citation = parse_citation(values["provisions"], instruments)
    problems.extend(citation.problems)
    sides: dict[str, list[Provision]] = {}
    for provision in citation.provisions:
        sides.setdefault(provision.instrument, []).append(provision)
    relation = _relation(values["relation"], problems)
    if len(sides) != 2:
        # What could not be read at all has been reported; do not report the side it leaves empty as well.
        if not citation.problems or len(sides) > 2:
            message = f"'{values['provisions']}' does not relate two instruments; write 'KEY ...; OTHER-KEY ...'"
            problems.append(Problem(kind=Diagnostic.CONVERGENCE_WITHIN_ONE_INSTRUMENT, message=message))
        return None
    if relation is None:
        return None
    left, right = sides.values()
    return Convergence(
        left=tuple(left),
        right=tuple(right),
        relation=relation,
        place=place,
        document=document,
        **_common(values),
    )


def _relation(text: str, problems: list[Problem]) -> Relation | None:
    if text in list(Relation):
        return Relation(text)
    allowed = ", ".join(Relation)
    message = (
        f"relation '{text}' is not known; allowed are {allowed}"
        if text
        else f"relation is missing; allowed are {allowed}"
    )
    problems.append(Problem(kind=Diagnostic.BAD_OPTION, message=message))
    return None


def make_gap(
    values: Mapping[str, str],
    instruments: Mapping[str, Instrument],
    place: Place,
    document: str,
    problems: list[Problem],
) -> Gap | None:
    """Return the gap that ``values`` describe, or ``None`` where no provision or counterpart can be read."""
    citation = parse_citation(values["provision"], instruments)
    problems.extend(citation.problems)
    counterpart = values["counterpart"]
    if counterpart not in instruments:
        message = (
            f"counterpart '{counterpart}' is not the key of an instrument" if counterpart else "counterpart is missing"
        )
        problems.append(
            Problem(
                kind=Diagnostic.UNKNOWN_INSTRUMENT, message=f"{message}; write the instrument that lacks the provision"
            )
        )
        return None
    if not citation.provisions:
        return None
    return Gap(
        provisions=citation.provisions, counterpart=counterpart, place=place, document=document, **_common(values)
    )


def make_silence(
    values: Mapping[str, str],
    instruments: Mapping[str, Instrument],
    place: Place,
    document: str,
    problems: list[Problem],
) -> Silence | None:
    """Return the silence that ``values`` describe, or ``None`` where no provision can be read."""
    citation = parse_citation(values["provisions"], instruments)
    problems.extend(citation.problems)
    if not citation.provisions:
        return None
    return Silence(provisions=citation.provisions, place=place, document=document, **_common(values))


def _common(values: Mapping[str, str]) -> dict[str, Any]:
    return {"reason": values["reason"], "source": values["source"], "reviewed": values["reviewed"]}


SHEETS = (
    Sheet(
        name="convergence.csv",
        required=("provisions", "relation", "reason", "source"),
        optional=("reviewed",),
        make=make_convergence,
    ),
    Sheet(
        name="gaps.csv", required=("provision", "counterpart", "reason"), optional=("source", "reviewed"), make=make_gap
    ),
    Sheet(
        name="not-addressed.csv", required=("provisions", "reason"), optional=("source", "reviewed"), make=make_silence
    ),
)


def read_relations(folder: Path, instruments: Mapping[str, Instrument]) -> tuple[list[Entry], list[Finding]]:
    """Read every sheet of :data:`SHEETS` in ``folder`` and in the instruments' own folders.

    :returns: the entries in the order of the files, and what is wrong in them.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    for sheet in SHEETS:
        for path in [folder / sheet.name, *sorted(folder.glob(f"*/{sheet.name}"))]:
            if is_there(path):
                rows, problems = read_rows(path, within=folder, required=sheet.required, optional=sheet.optional)
                findings.extend(problems)
                entries.extend(_entries(sheet, path, rows, instruments, findings))
    return entries, findings


def _entries(
    sheet: Sheet, path: Path, rows: Sequence[SheetRow], instruments: Mapping[str, Instrument], findings: list[Finding]
) -> Iterator[Entry]:
    for row in rows:
        problems: list[Problem] = []
        place = Place(path=str(path), line=row.line)
        entry = sheet.make(row.values, instruments, place, "", problems)
        findings.extend(problem.at(place, path.name) for problem in problems)
        if entry is not None:
            yield entry
