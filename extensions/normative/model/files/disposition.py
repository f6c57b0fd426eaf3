"""Dispositions kept in bulk: ``inputs/CALL/dispositions.csv``; the same can be said in the text by ``disposition``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from normative.model.block import names
from normative.model.comment import NUMBER
from normative.model.diagnostics import Diagnostic, Finding, Place, Problem
from normative.model.disposition import Decision, Disposition
from normative.model.files.data import is_there
from normative.model.files.spreadsheet import read_rows

DISPOSITIONS = "dispositions.csv"
_COLUMNS = ("comments", "decision", "changes", "by", "reason")
_REQUIRED = ("comments", "decision")


def read_dispositions(folder: Path, within: Path) -> tuple[list[Disposition], list[Finding]]:
    """Read the ``dispositions.csv`` of the folder of a call, where there is one.

    :param within: the folder of all calls.
    """
    path = folder / DISPOSITIONS
    if not is_there(path):
        return [], []
    rows, findings = read_rows(path, within=within, required=_REQUIRED, optional=_COLUMNS, kind=Diagnostic.DISPOSITION)
    found = []
    for row in rows:
        place = Place(path=str(path), line=row.line)
        problems: list[Problem] = []
        disposition = make_disposition(row.values, place, "", problems)
        findings.extend(problem.at(place, path.name) for problem in problems)
        if disposition:
            found.append(disposition)
    return found, findings


def make_disposition(
    values: Mapping[str, str], place: Place, document: str, problems: list[Problem]
) -> Disposition | None:
    """Return the disposition that ``values`` describe, or ``None`` where it answers nothing; note the problems."""
    numbers = names(values["comments"])
    malformed = [number for number in numbers if not NUMBER.fullmatch(number)]
    if malformed or not numbers:
        message = f"'{'; '.join(malformed)}' is no comment's number; write 'KEY-1', several parted by semicolons"
        problems.append(Problem(kind=Diagnostic.DISPOSITION, message=message))
    if values["decision"] not in list(Decision):
        what = f"decision '{values['decision']}' is not known" if values["decision"] else "decision is missing"
        problems.append(Problem(kind=Diagnostic.DISPOSITION, message=f"{what}; write {', '.join(Decision)}"))
        return None
    decision = Decision(values["decision"])
    if not values["reason"] and decision is not Decision.ACCEPTED:
        message = f"'{decision}' has no reason; say why"
        problems.append(Problem(kind=Diagnostic.DISPOSITION, message=message))
    changes = names(values["changes"])
    if decision.changes_text and not changes:
        message = f"'{decision}' names no paragraph that was changed; name it in 'changes'"
        problems.append(Problem(kind=Diagnostic.DISPOSITION, message=message))
    return Disposition(
        comments=tuple(dict.fromkeys(number for number in numbers if number not in malformed)),
        decision=decision,
        changes=changes,
        by=values["by"],
        reason=values["reason"],
        place=place,
        document=document,
    )
