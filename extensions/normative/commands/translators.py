"""What translators work in instead of catalogues: a bilingual workbook, or the TMX that translation memories exchange.

Out, every message once in the order of the text with its place; back, by the document and the words of the original,
so that nothing is taken for another passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from normative.commands.catalogues import kept, put, taken_as_fuzzy
from normative.commands.received.sheets import read_workbook
from normative.commands.review_workbook import LONGEST, offer, write_row
from normative.model.files.containers import RefusedError, attribute, below, parsed, read_file
from normative.model.files.writing import write_whole
from normative.model.passage import located
from normative.model.translation import has_words, out_of_step, shortened
from normative.outputs.direction import is_right_to_left
from normative.project.catalogues import messages_of
from normative.project.libraries import require

if TYPE_CHECKING:
    from babel.messages.catalog import Message

    from normative.commands.catalogues import Catalogues

#: The columns of the workbook and how wide each is; what a person writes in is not locked.
_COLUMNS = {"document": 26, "place": 22, "original": 70, "translation": 70, "state": 12, "remark": 40}
_TO_FILL_IN = ("translation", "state", "remark")
_SHEET = "Translation"
#: Tools write it before their text; one that defines anything is refused.
_TYPE = re.compile(rb"<!DOCTYPE\s+tmx(?:\s+(?:SYSTEM|PUBLIC))?(?:\s+\"[^\"<>]*\"){0,2}\s*>", re.IGNORECASE)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
#: What XML cannot hold.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Came(StrEnum):
    """How far a translation has come."""

    MISSING = "missing"
    FUZZY = "fuzzy"
    TRANSLATED = "translated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A message with its translation.

    :param document: the name of its catalogue.
    :param place: where it stands, in a few words; of what was read, where in the file.
    """

    document: str
    place: str
    original: str
    translation: str
    state: Came


def units_of(found: Catalogues) -> Iterator[Unit]:
    """Yield every message that has words, in the order of the text; what stands in no text comes last."""
    places = {
        (passage.document, message): (number, place)
        for number, (message, place, passage) in enumerate(located(found.passages()))
    }
    last = len(places), ""
    messages = [
        (name, message)
        for name, catalog in found.all.items()
        for message in messages_of(catalog)
        if has_words(message.source)
    ]
    for name, message in sorted(messages, key=lambda item: places.get((item[0], item[1].source), last)[0]):
        state = Came.MISSING if not message.translation else Came.FUZZY if message.is_fuzzy else Came.TRANSLATED
        yield Unit(
            document=name,
            place=places.get((name, message.source), last)[1],
            original=message.source,
            translation=message.translation,
            state=state,
        )


def write_units(path: Path, units: Sequence[Unit], source: str, language: str) -> None:
    """Write a workbook, or TMX 1.4, as the file is named.

    :param source: the language of the original, as ``conf.py`` names it.
    :raises MissingLibraryError: it is a workbook, and openpyxl is not installed.
    :raises OSError: the file cannot be written, or a passage is too long for a cell.
    """
    if path.suffix.lower() == ".xlsx":
        _write_workbook(path, units, language)
    else:
        write_whole(path, _tmx(units, _tag(source), _tag(language)))


def _write_workbook(path: Path, units: Sequence[Unit], language: str) -> None:
    require("openpyxl", extra="xlsx", product="the workbook of a translation")
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, Protection

    for unit in units:
        if max(len(unit.original), len(unit.translation)) > LONGEST:
            raise OSError(f"'{shortened(unit.original)}' has more than {LONGEST} characters; write TMX")
    book = Workbook()
    sheet: Any = book.active
    sheet.title, sheet.freeze_panes = _SHEET, "D2"
    sheet.append([*map(str.capitalize, _COLUMNS)])
    for number, unit in enumerate(units, 2):
        write_row(sheet, number, (unit.document, unit.place, unit.original, unit.translation, unit.state, ""))
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.sort = False
    right = is_right_to_left(language)
    for letter, (name, width) in zip("ABCDEF", _COLUMNS.items(), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
        for cell in sheet[letter][1:] if name in _TO_FILL_IN else ():
            cell.protection = Protection(locked=False)
            if right and name == "translation":
                cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right", readingOrder=2)
    offer(sheet, "E", Came)
    book.save(path)


def _tag(language: str) -> str:
    """Return a language as BCP 47 writes it."""
    return language.replace("_", "-")


def _tmx(units: Sequence[Unit], source: str, language: str) -> bytes:
    root = ElementTree.Element("tmx", version="1.4")
    ElementTree.SubElement(
        root,
        "header",
        {
            "creationtool": "normative",
            "creationtoolversion": "1",
            "segtype": "paragraph",
            "o-tmf": "gettext",
            "adminlang": "en",
            "srclang": source,
            "datatype": "plaintext",
        },
    )
    body = ElementTree.SubElement(root, "body")
    for number, unit in enumerate(units, 1):
        entry = ElementTree.SubElement(body, "tu", tuid=str(number))
        for kind, text in (("x-document", unit.document), ("x-place", unit.place), ("x-state", unit.state)):
            ElementTree.SubElement(entry, "prop", type=kind).text = text
        for tag, text in ((source, unit.original), (language, unit.translation)):
            if text:
                variant = ElementTree.SubElement(entry, "tuv", {_LANGUAGE: tag})
                ElementTree.SubElement(variant, "seg").text = _NO_XML.sub("\ufffd", text)
    ElementTree.indent(root, " ")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode").encode() + b"\n"


def read_units(path: Path, source: str, language: str) -> list[Unit]:
    """Read what translators send back.

    :raises RefusedError: the file is neither, is damaged, or is not safe to read; a message to stand behind its name.
    """
    if path.suffix.lower() == ".xlsx":
        return list(_of_workbook(path))
    return list(_of_tmx(parsed(_TYPE.sub(b"", read_file(path), count=1), path.name), _tag(source), _tag(language)))


def _of_workbook(path: Path) -> Iterator[Unit]:
    rows = [row for row in read_workbook(path) if row.sheet == _SHEET]
    heads = [cell.lower() for cell in rows[0].cells] if rows else []
    missing = [name for name in _COLUMNS if name != "remark" and name not in heads]
    if missing:
        raise RefusedError(f"has no column '{missing[0]}' in a sheet '{_SHEET}'; take the file that --export wrote")
    for row in rows[1:]:
        cells = dict(zip(heads, [*row.cells, *[""] * len(heads)], strict=False))
        state = Came.FUZZY if cells["state"].strip().lower() == Came.FUZZY else Came.TRANSLATED
        yield Unit(
            document=cells["document"].strip(),
            place=row.at(heads.index("translation")),
            original=cells["original"],
            translation=cells["translation"].strip(),
            state=state,
        )


def _of_tmx(root: ElementTree.Element, source: str, language: str) -> Iterator[Unit]:
    for number, entry in enumerate(below(root, "tu"), 1):
        props = {attribute(item, "type"): item.text or "" for item in below(entry, "prop")}
        said: dict[str, str] = {}
        for variant in below(entry, "tuv"):
            segment = next(iter(below(variant, "seg")), None)
            said[attribute(variant, "lang").lower()] = "" if segment is None else "".join(segment.itertext())
        yield Unit(
            document=props.get("x-document", ""),
            place=f"unit {attribute(entry, 'tuid') or number}",
            original=said.get(source.lower(), ""),
            translation=said.get(language.lower(), "").strip(),
            state=Came.FUZZY if props.get("x-state") == Came.FUZZY else Came.TRANSLATED,
        )


def take(found: Catalogues, units: Sequence[Unit], *, replaces: bool) -> list[str]:
    """Put translations into catalogues, which are not written here; return what a person must look at.

    What has lost a role, a figure or an item, or is marked as fuzzy, is taken as fuzzy, which no build uses.

    :param replaces: whether they win over others that are there.
    """
    entries: Mapping[tuple[str, str], Message] = {
        (name, str(entry.id)): entry for name, catalog in found.all.items() for entry in catalog if entry.id
    }
    documents: dict[str, list[str]] = {}
    for name, original in entries:
        documents.setdefault(original, []).append(name)
    told = []
    for unit in units:
        if not unit.translation:
            continue
        # Memories of translations know no documents.
        names = [unit.document] if (unit.document, unit.original) in entries else []
        names = names or (documents.get(unit.original, []) if not unit.document else [])
        if not names:
            told.append(f"{unit.place}: '{shortened(unit.original)}' is no passage of the text now; look for its like")
        for name in names:
            problems = _put(entries[name, unit.original], unit, replaces=replaces)
            told += [f"{unit.place}: {problem}" for problem in problems]
    return told


def _put(entry: Message, unit: Unit, *, replaces: bool) -> Iterator[str]:
    before = str(entry.string or "")
    if before and before != unit.translation and not replaces and not entry.fuzzy:
        yield kept(unit.translation)
        return
    differs = out_of_step(unit.original, unit.translation)
    put(entry, unit.translation, is_sure=not differs and unit.state is not Came.FUZZY)
    if differs:
        yield taken_as_fuzzy(differs)
