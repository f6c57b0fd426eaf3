"""Reading instruments from their folders: ``instrument.toml`` and ``provisions.csv``.

Apart from :mod:`normative.model.instrument` because files can be wrong in many ways and values cannot.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from normative.model.citation import parse_place
from normative.model.diagnostics import Diagnostic, Finding, Place, Problem
from normative.model.files.data import is_there
from normative.model.files.library import DESCRIPTION, instrument_folders, unknown_keys, update_of
from normative.model.files.practice import read_documents, with_pinpoints
from normative.model.files.spreadsheet import SheetRow, read_rows
from normative.model.files.toml_table import TomlTable, is_day, read_toml
from normative.model.instrument import EntryRule, Instrument, ProvisionRecord, Standing, level_of
from normative.model.provision import Level, Provision, Unit
from normative.model.vocabulary import Vocabulary

#: What a lawyer edits of an instrument whose provisions are checked one by one.
PROVISIONS = "provisions.csv"
#: The fields of instrument.toml that must be there.
REQUIRED = ("key", "title", "standing")
_TEXTS = (
    *("short_title", "text_name", "of_name", "symbol", "type", "state", "body", "citation", "url", "bibliography"),
    "source",
)
#: What another language has of its own, in a table of its own: ``[names.fr]``.
_NAMES = ("title", "short_title", "text_name", "of_name")
_DATES = ("adopted", "in_force", "as_of")
#: Those that hold several texts.
_LISTS = ("editions", "unverified")
_FIELDS = {*REQUIRED, *_TEXTS, *_DATES, *_LISTS, "binds_after", "complete_to", "default_unit", "names", "paragraphs"}
#: The levels to which the rows of an instrument may be complete; without the field, all that exist have rows.
_COMPLETE_TO = (Level.ARTICLE, Level.PARAGRAPH, Level.LETTER)
#: How long after its deposit a State is bound.
_BINDS_AFTER = re.compile(r"at once|(?P<count>\d+) (?P<unit>day|month)s?(?P<first>, first of the month)?")
_PROVISION_COLUMNS = ("provision", "also", "parent", "subject", "holder", "note", "source")


def read_instruments(
    folder: Path, vocabulary: Vocabulary | None = None, library: Sequence[str] = (), language: str = "en"
) -> tuple[dict[str, Instrument], list[Finding]]:
    """Read every ``<slug>/instrument.toml`` below ``folder``, in the order of the slugs, and the documents of practice.

    :param vocabulary: says which rights-holders there are; without it any can be named.
    :param language: of the text, whose names of an instrument are taken where it has them.
    :param library: keys of instruments that are taken from the library, unless ``folder`` has them.
    :returns: the instruments by key, and what is wrong in their files; a folder that cannot be read at all is left
        out, a bad field or row alone is left out of its instrument.
    """
    instruments: dict[str, Instrument] = {}
    findings = list(unknown_keys(library, folder.parent / "conf.py"))
    keys: dict[str, Path] = {}
    for path in (found / DESCRIPTION for found in instrument_folders(folder, library)):
        instrument = _read_instrument(path, findings, vocabulary or Vocabulary(), language)
        if instrument is None:
            continue
        if instrument.slug in keys:
            first = keys[instrument.slug]
            findings.append(_wrong(path, None, f"key '{instrument.key}' is also that of {first}; choose another key"))
            continue
        keys[instrument.slug] = path
        if update := update_of(path, instrument.as_of):
            findings.append(update)
        instruments[instrument.key] = instrument
    documents, problems = read_documents(folder, keys)
    findings += problems
    instruments |= {document.key: document for document in documents}
    return with_pinpoints(instruments, folder, findings), findings


def _wrong(path: Path, line: int | None, message: str) -> Finding:
    return Finding(
        kind=Diagnostic.INSTRUMENT_DATA, message=f"{path.name}: {message}", place=Place(path=str(path), line=line)
    )


def _read_instrument(path: Path, findings: list[Finding], vocabulary: Vocabulary, language: str) -> Instrument | None:
    table = read_toml(path, Diagnostic.INSTRUMENT_DATA, within=path.parents[1])
    fields = _fields(table) if table.is_read else {}
    fields |= _names(table, language) if fields else {}
    findings.extend(table.findings)
    if "standing" not in fields or "key" not in fields:
        return None
    fields.setdefault("short_title", fields["title"])
    fields.setdefault("text_name", fields["short_title"])
    fields.setdefault("type", "document")
    instrument = Instrument(**fields)
    sheet = path.with_name(PROVISIONS)
    return _with_provisions(instrument, sheet, findings, vocabulary) if is_there(sheet) else instrument


def _fields(table: TomlTable) -> dict[str, Any]:
    """Return the fields that can be used; none where one is missing that must be there."""
    texts = {name: value for name, value in table.values.items() if isinstance(value, str) and value.strip()}
    missing = [name for name in REQUIRED if name not in texts]
    if missing:
        table.wrong(None, f"lacks {' and '.join(missing)}; add '{missing[0]} = \"...\"'")
        return {}
    table.unknown(sorted(_FIELDS))
    return dict(_checked_fields(table))


def _names(table: TomlTable, language: str) -> dict[str, str]:
    """Return the names of an instrument in the language of the text; none where the file has none."""
    names = table.values.get("names", {})
    is_right = isinstance(names, dict) and all(
        isinstance(of_one, dict) and set(of_one) <= {*_NAMES} and all(isinstance(name, str) for name in of_one.values())
        for of_one in names.values()
    )
    if not is_right:
        table.wrong("names", f"'names' must hold a table for each language, as in [names.fr], of {', '.join(_NAMES)}")
        return {}
    return {name: value.strip() for name, value in names.get(language[:2], {}).items() if value.strip()}


def _checked_fields(table: TomlTable) -> Iterator[tuple[str, Any]]:
    for name, value in table.values.items():
        if name in _DATES:
            if is_day(value) or isinstance(value, str):
                yield name, value
            else:
                table.wrong(name, f"'{name}' must be a date such as 1990-12-18, or a year in quotes")
        elif name == "paragraphs":
            if isinstance(value, int) and value > 0:
                yield name, value
            else:
                table.wrong(name, f"'{name}' must be a number, such as 90")
        elif name == "names":
            continue
        elif name in _LISTS:
            yield name, _checked_list(table, name, value)
        elif name in _FIELDS and not isinstance(value, str):
            table.wrong(name, f"'{name}' must be a text in quotes")
        elif name in _FIELDS:
            yield from _checked_text(table, name, value.strip())


def _checked_list(table: TomlTable, name: str, value: object) -> tuple[str, ...]:
    """Return the texts in a list, and of names of fields those that are; report the others."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        example = "adopted" if name == "unverified" else "final"
        table.wrong(name, f"'{name}' must be a list of texts in brackets, such as [\"{example}\"]")
        return ()
    if name == "unverified":
        for item in value:
            if item not in _FIELDS:
                table.wrong(name, f"'{name}' names '{item}', which is not a field")
        return tuple(item for item in value if item in _FIELDS)
    return tuple(value)


def _checked_text(table: TomlTable, name: str, value: str) -> Iterator[tuple[str, Any]]:
    closed: dict[str, dict[str, Standing | Unit | Level]] = {
        "standing": {member.value: member for member in Standing},
        "default_unit": {name: unit for unit in Unit for name in (unit.value, unit.word)},
        "complete_to": {level.value: level for level in _COMPLETE_TO},
    }
    if name in closed:
        allowed = [member.value for member in dict.fromkeys(closed[name].values())]
        if value in closed[name]:
            yield name, closed[name][value]
        else:
            table.wrong(name, f"'{name}' is '{value}'; allowed are {', '.join(allowed)}")
    elif name == "binds_after":
        rule = _BINDS_AFTER.fullmatch(value)
        if rule:
            counts = {f"{rule['unit']}s": int(rule["count"])} if rule["count"] else {}
            yield name, EntryRule(**counts, is_on_first=bool(rule["first"]))
        else:
            table.wrong(name, f"'{name}' is '{value}'; write '30 days', '3 months' or '3 months, first of the month'")
    elif name == "key" and not (
        value[0].isalpha() and value.replace("-", "").isascii() and value.replace("-", "").isalnum()
    ):
        table.wrong(name, f"key '{value}' must begin with a letter and have only letters, digits, hyphens")
    else:
        yield name, value


def _with_provisions(instrument: Instrument, path: Path, findings: list[Finding], vocabulary: Vocabulary) -> Instrument:
    """Return the instrument closed by the rows of its ``provisions.csv``."""
    rows, problems = read_rows(path, within=path.parents[1], required=("provision",), optional=_PROVISION_COLUMNS)
    findings.extend(problems)
    if problems and not rows:
        # Closed by a file that cannot be read, every citation of the instrument would be a finding of its own.
        return instrument
    records: dict[Provision, ProvisionRecord] = {}
    names: dict[Provision, Provision] = {}
    for row in rows:
        record = _read_record(instrument, records, names, row, path, findings)
        if record is None:
            continue
        taken = {record.provision, *record.also} & names.keys()
        if taken:
            findings.append(
                _wrong(path, row.line, f"'{instrument.cite(taken)}' stands in the file twice; remove one of the rows")
            )
            continue
        names |= dict.fromkeys((record.provision, *record.also), record.provision)
        holder = tuple(_holders(row, path, vocabulary, findings))
        records[record.provision] = dataclasses.replace(record, holder=holder)
    return dataclasses.replace(instrument, records=records)


def _read_record(
    instrument: Instrument,
    records: Mapping[Provision, ProvisionRecord],
    names: Mapping[Provision, Provision],
    row: SheetRow,
    path: Path,
    findings: list[Finding],
) -> ProvisionRecord | None:
    """Return what a row says.

    :param records: of the rows above.
    :param names: the provisions of those by each of their names.
    """

    def place(spelling: str) -> Provision | None:
        try:
            return parse_place(spelling, instrument)
        except ValueError as error:
            findings.append(_wrong(path, row.line, f"'{spelling}' is not a provision: {error}"))
            return None

    provision = place(row["provision"])
    if provision is None:
        return None
    also = tuple(name for text in row["also"].split(";") if text.strip() and (name := place(text.strip())))
    parent = place(row["parent"]) if row["parent"] else None
    if parent is not None:
        parent = names.get(parent)
        if parent is None:
            findings.append(
                _wrong(
                    path, row.line, f"parent '{row['parent']}' has no row above this one; add it, or correct the parent"
                )
            )
    if parent is None and provision.outer in records:
        parent = provision.outer
    return ProvisionRecord(
        provision=provision,
        level=_level(provision, also, records[parent].level if parent else None),
        parent=parent,
        also=also,
        subject=row["subject"],
        note=row["note"],
        source=row["source"],
    )


def _holders(row: SheetRow, path: Path, vocabulary: Vocabulary, findings: list[Finding]) -> Iterator[str]:
    """Yield the rights-holders that a row names; one that is not known is reported and kept as written."""
    for written in row["holder"].split(";"):
        if not written.strip():
            continue
        holder = vocabulary.holder(" ".join(written.split()))
        if isinstance(holder, Problem):
            findings.append(holder.at(Place(path=str(path), line=row.line), path.name))
            holder = written.strip()
        yield holder


def _level(provision: Provision, also: tuple[Provision, ...], parent: Level | None) -> Level:
    if any(name.unit is Unit.PRINCIPLE for name in also):
        return Level.PRINCIPLE
    return level_of(provision, parent)
