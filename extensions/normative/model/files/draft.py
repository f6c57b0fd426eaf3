"""Frozen drafts as files: ``draft.json`` with the text, whose form ``draft.schema.json`` fixes, and ``draft.toml``.

A draft lies in a folder of its own below ``drafts``; nothing else is needed to read it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.draft import (
    Draft,
    Fingerprint,
    FrozenEntry,
    FrozenParagraph,
    FrozenProvision,
    FrozenText,
)
from normative.model.files.data import leads_out
from normative.model.files.json_lines import Value, encode
from normative.model.files.toml_table import TomlTable, is_day, read_toml
from normative.model.paragraph import Force
from normative.model.text import Block, BlockKind, Note, Span

TEXT, NOTED, SCHEMA = "draft.json", "draft.toml", "draft.schema.json"
#: The version of the form; raised when a program that reads the old one could fail on the new.
VERSION = 1
#: The fields of ``draft.toml``, with whether a draft must have them.
_FIELDS = {
    "stage": False,
    "date": True,
    "symbol": False,
    "commit": False,
    "comments_until": False,
    "toolchain": False,
    "fingerprint": True,
}
_DATES = ("date", "comments_until")


def read_schema() -> bytes:
    """Return the file of the schema of ``draft.json``."""
    return Path(__file__).with_name(SCHEMA).read_bytes().replace(b"\r\n", b"\n")


def render_text(text: FrozenText) -> bytes:
    """Return ``draft.json``; the same text always gives the same bytes."""
    return encode(
        {
            "$schema": SCHEMA,
            "version": VERSION,
            "paragraphs": [_paragraph(paragraph) for paragraph in text.paragraphs],
            "entries": [_entry(entry) for entry in text.entries],
            "provisions": [
                {"slug": slug, "name": row.name, "subject": row.subject, "fingerprint": row.fingerprint}
                for slug, row in text.provisions.items()
            ],
        }
    )


def render_noted(draft: Draft) -> bytes:
    """Return ``draft.toml``."""
    values = ((name, getattr(draft, name)) for name in _FIELDS)
    lines = [
        f"{name} = {value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)}\n"
        for name, value in values
        if value
    ]
    return "".join(["# Written by 'normative freeze'; a frozen draft never changes.\n", *lines]).encode()


def digest(text: bytes) -> str:
    """Return the fingerprint of ``draft.json`` that ``draft.toml`` keeps."""
    # A checkout on Windows may have put other line ends in it.
    unix = text.replace(b"\r\n", b"\n")
    return f"sha256:{hashlib.sha256(unix).hexdigest()}"


def read_drafts(folder: Path) -> tuple[tuple[Draft, ...], list[Finding]]:
    """Read the drafts of a project, the oldest first; the text of each only when it is asked for.

    :returns: the drafts that can be read, and what is wrong with the others.
    """
    drafts, findings = [], []
    for path in sorted(folder.glob(f"*/{NOTED}")):
        table = read_toml(path, Diagnostic.DRAFT, within=folder)
        draft = _read(table) if table.is_read else None
        findings.extend(table.findings)
        if draft:
            drafts.append(draft)
    for path in sorted(folder.glob(f"*/{TEXT}")):
        if not path.with_name(NOTED).exists():
            message = f"{path.parent.name}: has no {NOTED}, which says when it was frozen; restore it, or remove all"
            findings.append(Finding(kind=Diagnostic.DRAFT, message=message, place=Place(path=str(path))))
    return tuple(sorted(drafts, key=lambda draft: (draft.date, draft.name))), findings


def _read(table: TomlTable) -> Draft | None:
    """Return a draft whose file of text is the one that was frozen."""
    table.unknown(list(_FIELDS))
    values = {name: value for name, value in table.values.items() if name in _FIELDS}
    for name, is_needed in _FIELDS.items():
        if name not in values and is_needed:
            table.wrong(None, f"has no '{name}'; restore the file as it was frozen")
        elif name in _DATES and name in values and not is_day(values[name]):
            table.wrong(name, f"'{name}' must be a date")
        elif name not in _DATES and not isinstance(values.get(name, ""), str):
            table.wrong(name, f"'{name}' must be a text in quotes")
    if table.findings:
        return None
    path = table.path.with_name(TEXT)
    outside = leads_out(path, table.path.parents[1])
    try:
        content = b"" if outside else path.read_bytes()
    except OSError as error:
        table.report(None, f"{TEXT} beside it cannot be read ({(error.strerror or str(error)).lower()}); restore it")
        return None
    if outside:
        table.findings.append(outside)
        return None
    if digest(content) != values["fingerprint"]:
        name = table.path.parent.name
        message = f"{name}: {TEXT} is not as it was frozen; restore it, for a frozen draft never changes"
        table.findings.append(Finding(kind=Diagnostic.DRAFT_ALTERED, message=message, place=Place(path=str(path))))
        return None
    return Draft(name=table.path.parent.name, load=lambda: parse_text(content), **values)


def parse_text(content: bytes) -> FrozenText:
    """Return the text of ``draft.json``.

    :raises ValueError: it has another form than the schema's.
    """
    try:
        value = json.loads(content)
        if value["version"] != VERSION:
            raise ValueError(f"version {value['version']} of {TEXT} is not known")
        return FrozenText(
            paragraphs=tuple(map(_parsed_paragraph, value["paragraphs"])),
            entries=tuple(_parsed(FrozenEntry, item, fingerprint=_fingerprint) for item in value["entries"]),
            provisions={
                row["slug"]: FrozenProvision(name=row["name"], subject=row["subject"], fingerprint=row["fingerprint"])
                for row in value["provisions"]
            },
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{TEXT} has another form than {SCHEMA} says: {error!r}") from error


def _paragraph(paragraph: FrozenParagraph) -> dict[str, Value]:
    found = dict(_filled(paragraph))
    found["blocks"] = [{**dict(_filled(block)), "spans": [*map(_span, block.spans)]} for block in paragraph.blocks]
    if paragraph.basis:
        found["basis"] = [{"slug": slug, "name": name} for slug, name in paragraph.basis.items()]
    if paragraph.notes:
        found["notes"] = [dict(_filled(note)) for note in paragraph.notes]
    return found


def _entry(entry: FrozenEntry) -> dict[str, Value]:
    return dict(_filled(entry))


def _span(span: Span) -> Value:
    """Return a span: text without anything to it is a string."""
    found = dict(_filled(span))
    return span.text if set(found) == {"text"} else found


def _filled(value: Any) -> Iterator[tuple[str, Value]]:
    """Yield the fields of a value that are not empty."""
    for item in fields(value):
        content = getattr(value, item.name)
        if isinstance(content, Fingerprint):
            yield item.name, {"own": content.own, "rests_on": content.rests_on}
        elif content:
            yield item.name, list(content) if isinstance(content, tuple) else content


def _parsed_paragraph(value: Mapping[str, Any]) -> FrozenParagraph:
    found: FrozenParagraph = _parsed(
        FrozenParagraph,
        value,
        force=Force,
        fingerprint=_fingerprint,
        basis=lambda items: {item["slug"]: item["name"] for item in items},
        blocks=lambda items: tuple(
            _parsed(Block, item, kind=BlockKind, spans=lambda spans: tuple(map(_parsed_span, spans))) for item in items
        ),
        notes=lambda items: tuple(_parsed(Note, item) for item in items),
    )
    return found


def _parsed_span(value: str | Mapping[str, Any]) -> Span:
    return Span(text=value) if isinstance(value, str) else _parsed(Span, value)


def _fingerprint(value: Mapping[str, str]) -> Fingerprint:
    return Fingerprint(own=value["own"], rests_on=value["rests_on"])


def _parsed(made: Callable[..., Any], value: Mapping[str, Any], /, **readers: Callable[[Any], Any]) -> Any:
    """Return a value of a class with these fields, lists as tuples where no reader says otherwise."""
    found = {
        name: readers[name](content) if name in readers else tuple(content) if isinstance(content, list) else content
        for name, content in value.items()
    }
    return made(**found)
