"""Reading what bodies have said: ``practice.csv``, the documents, and ``pinpoints.csv``, the places in them.

Apart from :mod:`normative.model.files.instrument` because such documents come by the hundred, a row each, and say next
to nothing of themselves.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from normative.model.citation import parse_citation
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.files.data import is_there
from normative.model.files.spreadsheet import SheetRow, read_rows
from normative.model.instrument import Instrument, Pinpoint, Standing
from normative.model.provision import Provision, Unit

#: Documents that read instruments for one State or one case: concluding observations, views.
PRACTICE = "practice.csv"
#: The places in documents that somebody has looked up.
PINPOINTS = "pinpoints.csv"
_OF_DOCUMENTS = ("key", "type", "symbol", "title")
_MORE_OF_DOCUMENTS = ("state", "body", "adopted", "paragraphs", "url", "bibliography", "source", "unverified")
_OF_PLACES = ("edition", "checked_by", "date")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


def read_documents(folder: Path, taken: Mapping[str, Path]) -> tuple[list[Instrument], list[Finding]]:
    """Read the rows of :data:`PRACTICE`, each an open instrument that interprets and is cited by paragraph.

    :param taken: the file of each instrument there is already, by the key in small letters.
    """
    path = folder / PRACTICE
    if not is_there(path):
        return [], []
    rows, findings = read_rows(path, within=folder, required=_OF_DOCUMENTS, optional=_MORE_OF_DOCUMENTS)
    files = dict(taken)
    found: list[Instrument] = []
    for row in rows:
        wrong = list(_wrong_in(row, files))
        findings += [_finding(path, row.line, message) for message in wrong]
        if not wrong:
            files[row["key"].lower()] = path
            found.append(Instrument(**_fields(row)))
    return found, findings


def _wrong_in(row: SheetRow, files: Mapping[str, Path]) -> Iterator[str]:
    if not _KEY.fullmatch(row["key"]):
        yield f"key '{row['key']}' must begin with a letter and have only letters, digits, hyphens"
    elif row["key"].lower() in files:
        yield f"key '{row['key']}' is also one in {files[row['key'].lower()].name}; choose another key"
    unknown = set(_names(row["unverified"])) - {*_OF_DOCUMENTS, *_MORE_OF_DOCUMENTS}
    if unknown:
        yield f"'unverified' names '{min(unknown)}', which is not a column"
    if row["paragraphs"] and not (row["paragraphs"].isdecimal() and int(row["paragraphs"])):
        yield f"'{row['paragraphs']}' is no number of paragraphs; write one such as 90, or nothing"


def _names(written: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in written.split(";") if name.strip())


def _fields(row: SheetRow) -> dict[str, Any]:
    return {
        **{name: row[name] for name in (*_OF_DOCUMENTS, *_MORE_OF_DOCUMENTS)},
        "short_title": row["title"],
        "text_name": row["title"],
        "citation": row["symbol"],
        "paragraphs": int(row["paragraphs"] or 0),
        "unverified": _names(row["unverified"]),
        "standing": Standing.INTERPRETIVE,
        "default_unit": Unit.PARAGRAPH,
    }


def with_pinpoints(instruments: dict[str, Instrument], folder: Path, findings: list[Finding]) -> dict[str, Instrument]:
    """Return the instruments with the places in them that :data:`PINPOINTS` has; add what is wrong there."""
    path = folder / PINPOINTS
    if not is_there(path):
        return instruments
    rows, problems = read_rows(path, within=folder, required=("provision", "about"), optional=(*_OF_PLACES, "reads"))
    findings.extend(problems)
    found: defaultdict[str, dict[Provision, Pinpoint]] = defaultdict(dict)

    def cited(row: SheetRow, column: str) -> tuple[Provision, ...]:
        citation = parse_citation(row[column], instruments)
        findings.extend(problem.at(Place(path=str(path), line=row.line), path.name) for problem in citation.problems)
        return citation.provisions

    for row in rows:
        reads = cited(row, "reads") if row["reads"] else ()
        for provision in cited(row, "provision"):
            if provision in found[provision.instrument]:
                findings.append(_finding(path, row.line, f"'{row['provision']}' stands in the file twice; remove one"))
            known = instruments[provision.instrument].editions
            if row["edition"] and known and row["edition"] not in known:
                message = f"edition '{row['edition']}' is none of {row['provision']}; there are {', '.join(known)}"
                findings.append(_finding(path, row.line, message))
            values = {name: row[name] for name in ("about", *_OF_PLACES)}
            found[provision.instrument][provision] = Pinpoint(provision=provision, reads=reads, **values)
    return {key: dataclasses.replace(item, pinpoints=found.get(key, {})) for key, item in instruments.items()}


def _finding(path: Path, line: int, message: str) -> Finding:
    place = Place(path=str(path), line=line)
    return Finding(kind=Diagnostic.INSTRUMENT_DATA, message=f"{path.name}: {message}", place=place)
