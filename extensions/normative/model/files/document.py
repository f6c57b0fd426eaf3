"""Reading ``document.toml``, which lies beside ``conf.py`` and describes the head of the document.

Apart from :mod:`normative.model.document` because a file can be wrong in many ways and values cannot.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from normative.model.diagnostics import Diagnostic, Finding
from normative.model.document import Document, Stage
from normative.model.files.containers import RefusedError
from normative.model.files.data import is_there, leads_out
from normative.model.files.toml_table import TomlTable, is_day, read_toml
from normative.model.files.word_template import read_house_styles
from normative.model.house_style import HouseStyles
from normative.model.translation import Language, Status

NAME = "document.toml"
_TEMPLATE, _STYLES = "template", "styles"
#: What is read of the template has no field of its own.
_READ = "house"
_FIELDS = (*(item.name for item in dataclasses.fields(Document) if item.name != _READ), _TEMPLATE)


def read_document(folder: Path) -> tuple[Document, list[Finding]]:
    """Read the file of a source folder; without one nothing is known of the document.

    :returns: the document, and what is wrong in the file; a field that cannot be read is left out.
    """
    path = folder / NAME
    if not is_there(path):
        return Document(), []
    table = read_toml(path, Diagnostic.DOCUMENT, within=folder)
    table.unknown(_FIELDS)
    styles = _styles(table)
    values = {name: value for name, value in _checked(table) if name != _TEMPLATE}
    return Document(**values, styles=styles, house=_house(table, folder, styles)), table.findings


def _checked(table: TomlTable) -> Iterator[tuple[str, Any]]:
    for name, value in table.values.items():
        if name == "date":
            if is_day(value):
                yield name, value
            else:
                table.wrong(name, "'date' must be a date such as 2026-11-25, without quotes")
        elif name == "stage":
            if value in list(Stage):
                yield name, Stage(value)
            else:
                table.wrong(name, f"stage '{value}' is not known; allowed are {', '.join(Stage)}")
        elif name == _STYLES:
            continue
        elif name == "languages":
            yield name, tuple(_languages(table, value))
        elif name in _FIELDS and not isinstance(value, str):
            table.wrong(name, f"'{name}' must be a text in quotes")
        elif name in _FIELDS:
            yield name, " ".join(value.split())


def _styles(table: TomlTable) -> Mapping[str, str]:
    """Return the names of styles of ours, with those of the template that they take on."""
    value = table.values.get(_STYLES, {})
    if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
        return value
    table.wrong(_STYLES, '[styles] must have names of styles in quotes, such as "Body Text" = "_ Single Txt"')
    return {}


def _house(table: TomlTable, folder: Path, styles: Mapping[str, str]) -> HouseStyles | None:
    """Return the styles of the template, where one is named that can be read."""
    value = table.values.get(_TEMPLATE)
    if not isinstance(value, str) or not value.strip():
        if styles:
            table.wrong(_STYLES, "[styles] does nothing without a template; add 'template = \"house.dotx\"' above it")
        return None
    path = folder / value.strip()
    outside = leads_out(path, folder)
    if outside:
        table.findings.append(outside)
        return None
    try:
        house = read_house_styles(path)
    except RefusedError as error:
        table.wrong(_TEMPLATE, f"template '{path.name}' {error}")
        return None
    for name in styles.values():
        if name.lower() not in house.styles:
            table.wrong(_STYLES, f"template '{path.name}' has no style '{name}'; correct its name in [styles]")
    return house


def _languages(table: TomlTable, value: object) -> Iterator[Language]:
    """Yield the languages of the tables ``[languages.CODE]``."""
    if not isinstance(value, dict) or not all(isinstance(item, dict) for item in value.values()):
        table.wrong("languages", "'languages' must be tables such as [languages.fr] with status = \"unofficial\"")
        return
    for code, fields in value.items():
        for name in fields.keys() - {"status", "notice", "documents"}:
            known = "status, notice, documents"
            table.wrong("languages", f"unknown field '{name}' of language '{code}'; known are {known}")
        status = _texts(table, code, "status", fields)
        for word in status:
            if word not in list(Status):
                said = f"status '{word}' of language '{code}' is not known; allowed are {', '.join(Status)}"
                table.wrong("languages", said)
        yield Language(
            code=code,
            status=tuple(Status(word) for word in status if word in list(Status)),
            notice=" ".join(_texts(table, code, "notice", fields)),
            documents=_texts(table, code, "documents", fields),
        )


def _texts(table: TomlTable, code: str, name: str, fields: dict[str, Any]) -> tuple[str, ...]:
    """Return a field that is a text or a list of texts."""
    value = fields.get(name, [])
    texts = [value] if isinstance(value, str) else value
    if isinstance(texts, list) and all(isinstance(item, str) for item in texts):
        return tuple(" ".join(item.split()) for item in texts)
    table.wrong("languages", f"'{name}' of language '{code}' must be a text in quotes, or a list of them")
    return ()
