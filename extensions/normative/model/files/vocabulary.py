"""Reading a project's lists of words: ``holders.csv`` and ``terms.csv``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.files.data import is_there
from normative.model.files.spreadsheet import SheetRow, read_rows
from normative.model.vocabulary import Holder, Term, Vocabulary

HOLDERS, TERMS = "holders.csv", "terms.csv"


def read_vocabulary(folder: Path) -> tuple[Vocabulary, list[Finding]]:
    """Read the lists in ``folder``, both of which may be missing.

    :returns: the lists, and what is wrong in their files; a row that repeats another is left out.
    """
    findings: list[Finding] = []
    holders = [
        Holder(name=row["holder"], also=_spellings(row["also"]), meaning=row["meaning"])
        for row in _rows(folder / HOLDERS, ("holder",), ("also", "meaning"), findings)
    ]
    terms = [
        Term(avoid=row["avoid"], write=row["write"], note=row["note"])
        for row in _rows(folder / TERMS, ("avoid", "write"), ("note",), findings)
    ]
    return Vocabulary(holders=tuple(holders), terms=tuple(terms)), findings


def _spellings(cell: str) -> tuple[str, ...]:
    return tuple(" ".join(spelling.split()) for spelling in cell.split(";") if spelling.strip())


def _rows(
    path: Path, required: tuple[str, ...], optional: tuple[str, ...], findings: list[Finding]
) -> Iterator[SheetRow]:
    """Yield the rows of a list whose spellings are new; ``required`` names the column of spellings first."""
    if not is_there(path):
        return
    rows, problems = read_rows(path, within=path.parent, required=required, optional=optional)
    findings.extend(problems)
    seen: dict[str, int] = {}
    for row in rows:
        spellings = (row[required[0]], *(_spellings(row["also"]) if "also" in optional else ()))
        taken = next((spelling for spelling in spellings if spelling in seen), None)
        if taken is None:
            yield row
        else:
            message = f"{path.name}: '{taken}' is also in line {seen[taken]}; remove one of the two"
            findings.append(
                Finding(kind=Diagnostic.INSTRUMENT_DATA, message=message, place=Place(path=str(path), line=row.line))
            )
        seen.update({spelling: row.line for spelling in spellings if spelling not in seen})
