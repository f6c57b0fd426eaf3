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
        elif name in _FIELDS and not isinstance(value, str):
            table.wrong(name, f"'{name}' must be a text in quotes")
        elif name in _FIELDS:
            yield name, " ".join(value.split())
