"""The comments of a collection as a file: ``collection.toml`` names each with the JSON of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from normative.model.boundary import is_safe_link
from normative.model.collection import Collection, Member
from normative.model.diagnostics import Diagnostic, Finding
from normative.model.draft import FrozenText
from normative.model.files.data import is_there
from normative.model.files.draft import parse_text
from normative.model.files.toml_table import TomlTable, read_toml

COLLECTION = "collection.toml"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIELDS = ("title", "symbol", "draft", "cited", "source", "url")


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A comment as the file names it.

    :param draft: the file of its text, as ``normative build draft`` writes it.
    :param cited: the file of the text that it had when it was cited; ``None`` where that is not kept.
    :param source: the folder of its source; ``None`` where it is built elsewhere.
    """

    name: str
    title: str
    symbol: str
    url: str
    draft: Path
    cited: Path | None
    source: Path | None


def read_listed(source: Path) -> tuple[list[Listed], TomlTable]:
    """Read which comments a collection has; without a file it has none.

    :param source: the folder of the file; paths in it are relative to that.
    """
    path = source / COLLECTION
    if not is_there(path):
        return [], TomlTable(path=path, kind=Diagnostic.COLLECTION)
    table = read_toml(path, Diagnostic.COLLECTION, within=source)
    return list(_listed(table, source)), table


def _listed(table: TomlTable, source: Path) -> Iterator[Listed]:
    for name, value in table.values.items():
        wrong = list(_wrong(name, value))
        for message in wrong:
            table.wrong(name, message)
        if wrong:
            continue
        url = str(value.get("url", "")).strip()
        cited, folder = value.get("cited"), value.get("source")
        yield Listed(
            name=name,
            title=" ".join(value["title"].split()),
            symbol=" ".join(value.get("symbol", "").split()),
            url=f"{url.rstrip('/')}/" if url else "",
            draft=source / value["draft"],
            cited=source / cited if cited else None,
            source=source / folder if folder else None,
        )


def _wrong(name: str, value: Any) -> Iterator[str]:
    """Yield what is wrong with a comment, with the remedy."""
    if not isinstance(value, dict):
        yield f"'{name}' stands outside a comment; write [name] above, with title and draft below"
        return
    if not _NAME.fullmatch(name):
        yield f"the name '{name}' is not allowed; write small letters, digits and hyphens"
    for field, said in value.items():
        if field not in _FIELDS:
            yield f"'{name}' has an unknown field '{field}'; known are {', '.join(_FIELDS)}"
        elif not isinstance(said, str):
            yield f"'{field}' of '{name}' must be a text in quotes"
    for field in ("title", "draft"):
        if not str(value.get(field, "")).strip():
            yield f"'{name}' has no {field}; add '{field} = \"...\"'"
    if value.get("url") and not is_safe_link(str(value["url"])):
        yield f"the url of '{name}' is no address of a site; write one that begins with https://"


def read_collection(source: Path) -> tuple[Collection, list[Finding]]:
    """Read the comments of a collection; one without a text is left out.

    :returns: the comments, and what is wrong with the file and the texts.
    """
    listed, table = read_listed(source)
    members = [member for item in listed if (member := _member(item, table))]
    return Collection(members=tuple(members)), table.findings


def _member(item: Listed, table: TomlTable) -> Member | None:
    made = "run 'normative collection'" if item.source else "put the file there"
    text = _text(item, item.draft, table, made, "build it anew")
    if text is None:
        return None
    kept = "take it from the drafts of that comment"
    cited = _text(item, item.cited, table, kept, kept) if item.cited else None
    return Member(name=item.name, title=item.title, symbol=item.symbol, url=item.url, text=text, cited=cited)


def _text(item: Listed, path: Path, table: TomlTable, if_gone: str, if_broken: str) -> FrozenText | None:
    try:
        return parse_text(path.read_bytes())
    except OSError:
        table.wrong(item.name, f"the text of '{item.name}' is not at {path.name}; {if_gone}")
    except ValueError as error:
        table.wrong(item.name, f"the text of '{item.name}' cannot be read ({error}); {if_broken}")
    return None
