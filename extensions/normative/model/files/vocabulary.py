"""Reading a project's lists of words: ``holders.csv`` and ``terms.csv``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.files.data import is_there
from normative.model.files.spreadsheet import SheetRow, read_rows
from normative.model.vocabulary import Holder, Term, Vocabulary

#: The columns of terms that need not be there, and those that say why, from where and from when.
_OF_TERMS, _SAID = ("note", "source", "date", "language", "form"), ("note", "source", "date")
HOLDERS, TERMS = "holders.csv", "terms.csv"


def read_vocabulary(
    folder: Path, *, language: str = "en", forms: Collection[str] = ()
) -> tuple[Vocabulary, list[Finding]]:
    """Read the lists in ``folder``, both of which may be missing.

    :param language: of the text; terms of another one are left out.
    :param forms: which the text follows; terms of other forms are left out.
    :returns: the lists, and what is wrong in their files; a row that repeats another is left out.
    """
    findings: list[Finding] = []
    holders = [
        Holder(name=row["holder"], also=_spellings(row["also"]), meaning=row["meaning"])
        for row in _rows(folder / HOLDERS, ("holder",), ("also", "meaning"), findings)
    ]
    rows, problems = _read(folder / TERMS, ("avoid", "write"), _OF_TERMS)
    findings.extend(problems)
    known = dict.fromkeys(row["form"] for row in rows if row["form"])
    for form in forms:
        if form not in known:
            message = (
                f"{TERMS}: no row has the form '{form}' of 'normative_forms'; known are {', '.join(known) or 'none'}"
            )
            findings.append(_wrong(folder / TERMS, None, message))
    terms = [
        Term(avoid=row["avoid"], write=row["write"], note="; ".join(filter(None, map(row.__getitem__, _SAID))))
        for row in _once(folder / TERMS, [row for row in rows if _is_for(row, language, forms)], findings)
    ]
    return Vocabulary(holders=tuple(holders), terms=tuple(terms)), findings


def _is_for(row: SheetRow, language: str, forms: Collection[str]) -> bool:
    """Tell whether a term is one of a text in a language that follows some forms."""
    return (not row["language"] or row["language"] == language) and (not row["form"] or row["form"] in forms)


def _spellings(cell: str) -> tuple[str, ...]:
    return tuple(" ".join(spelling.split()) for spelling in cell.split(";") if spelling.strip())


def _rows(
    path: Path, required: tuple[str, ...], optional: tuple[str, ...], findings: list[Finding]
) -> Iterator[SheetRow]:
    """Yield the rows of a list whose spellings are new; ``required`` names the column of spellings first."""
    rows, problems = _read(path, required, optional)
    findings.extend(problems)
    yield from _once(path, rows, findings)


def _read(path: Path, required: tuple[str, ...], optional: tuple[str, ...]) -> tuple[list[SheetRow], list[Finding]]:
    return read_rows(path, within=path.parent, required=required, optional=optional) if is_there(path) else ([], [])


def _once(path: Path, rows: Iterable[SheetRow], findings: list[Finding]) -> Iterator[SheetRow]:
    """Yield the rows whose spellings, in the first column and in ``also``, are new."""
    seen: dict[str, int] = {}
    for row in rows:
        spellings = (next(iter(row.values.values())), *_spellings(row.values.get("also", "")))
        taken = next((spelling for spelling in spellings if spelling in seen), None)
        if taken is None:
            yield row
        else:
            message = f"{path.name}: '{taken}' is also in line {seen[taken]}; remove one of the two"
            findings.append(_wrong(path, row.line, message))
        seen.update({spelling: row.line for spelling in spellings if spelling not in seen})


def _wrong(path: Path, line: int | None, message: str) -> Finding:
    return Finding(kind=Diagnostic.INSTRUMENT_DATA, message=message, place=Place(path=str(path), line=line))
