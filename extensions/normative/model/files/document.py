"""Reading ``document.toml``, which lies beside ``conf.py`` and describes the head of the document.

Apart from :mod:`normative.model.document` because a file can be wrong in many ways and values cannot.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from normative.model.diagnostics import Diagnostic, Finding
from normative.model.document import Document, Stage
from normative.model.files.data import is_there
from normative.model.files.toml_table import TomlTable, read_toml
from normative.model.translation import Language, Status

NAME = "document.toml"
_FIELDS = tuple(item.name for item in dataclasses.fields(Document))


def read_document(folder: Path) -> tuple[Document, list[Finding]]:
    """Read the file of a source folder; without one nothing is known of the document.

    :returns: the document, and what is wrong in the file; a field that cannot be read is left out.
    """
    path = folder / NAME
    if not is_there(path):
        return Document(), []
    table = read_toml(path, Diagnostic.DOCUMENT, within=folder)
    table.unknown(_FIELDS)
    return Document(**dict(_checked(table))), table.findings


def _checked(table: TomlTable) -> Iterator[tuple[str, Any]]:
    for name, value in table.values.items():
        if name == "date":
            # A time is a date to Python, and never one of a document.
            if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
                yield name, value
            else:
                table.wrong(name, "'date' must be a date such as 2026-11-25, without quotes")
        elif name == "stage":
            if value in list(Stage):
                yield name, Stage(value)
            else:
                table.wrong(name, f"stage '{value}' is not known; allowed are {', '.join(Stage)}")
        elif name == "languages":
            yield name, tuple(_languages(table, value))
        elif name in _FIELDS and not isinstance(value, str):
            table.wrong(name, f"'{name}' must be a text in quotes")
        elif name in _FIELDS:
            yield name, " ".join(value.split())


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
