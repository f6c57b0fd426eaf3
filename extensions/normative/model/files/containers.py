"""ZIP containers, as Word and Excel files are, opened with limits; and the XML in them, parsed without entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError, iterparse

#: The largest file in bytes, and the largest of what is in a container together.
_FILE, _EXPANDED = 50_000_000, 200_000_000
#: How many times larger a part may be than it is packed; smaller parts are harmless.
_RATIO, _SMALL = 250, 1_000_000
_PARTS = 5_000
#: How large XML may be, how deep elements may lie in one another, and how many there may be.
_XML, _DEEPEST, _ELEMENTS = 50_000_000, 200, 2_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_TYPES = "[Content_Types].xml"
_LINKS = re.compile(r"(?P<folder>.*/)?(?P<name>[^/]+)")
#: What a file is to be saved as, by what its name ends in.
_SAVE_AS = {".doc": ".docx", ".docm": ".docx", ".dotm": ".docx", ".xls": ".xlsx", ".xlsm": ".xlsx", ".xltm": ".xlsx"}


class RefusedError(ValueError):
    """A file that is not read, or only in part; the message says why and what to do."""


def read_file(path: Path) -> bytes:
    """Return the bytes of a file that is no larger than replies are.

    :raises RefusedError: it is, or it cannot be read.
    """
    try:
        if not path.is_file():
            raise RefusedError("is no file; name one that was sent in")
        if path.stat().st_size > _FILE:
            raise RefusedError(f"is larger than {_FILE // 1_000_000} MB; send it in parts, without pictures")
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RefusedError(f"cannot be opened ({reason}); close it elsewhere, or give read permission") from error


class Container:
    """A ZIP container whose parts are read as they are asked for.

    :param kind: what the content types must call its main part: ``wordprocessingml`` or ``spreadsheetml``.
    :raises RefusedError: it is none, or not safe to read.
    """

    def __init__(self, path: Path, kind: str) -> None:
        content = read_file(path)
        wanted = _SAVE_AS.get(path.suffix.lower(), path.suffix.lower())
        if content.startswith(_OLE):
            raise RefusedError(f"is encrypted, or in an old form; remove the password and save it as {wanted}")
        try:
            # A part is read through the name that its entry has, never to a file.
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise RefusedError(f"is damaged or no {wanted} file; save it anew as {wanted}") from error
        self._entries = self._checked()
        types = self.part(_TYPES)
        named = {str(item.get("ContentType", "")) for item in types}
        if any("macroEnabled" in name or "vbaProject" in name for name in named):
            raise RefusedError(f"has macros; save it as {wanted} without them")
        if not any(kind in name for name in named):
            raise RefusedError(f"is no {wanted} file, whatever its name says; save it anew as {wanted}")

    def _checked(self) -> Mapping[str, zipfile.ZipInfo]:
        """Return the entries by name, if none of them is out of bounds."""
        listed = self._archive.infolist()
        if len(listed) > _PARTS:
            raise RefusedError(f"has {len(listed)} parts; save it anew, which leaves out what nobody needs")
        if sum(item.file_size for item in listed) > _EXPANDED:
            raise RefusedError("unpacks to more than any reply needs; ask for it in another form")
        entries: dict[str, zipfile.ZipInfo] = {}
        for item in listed:
            parts = PurePosixPath(item.filename.replace("\\", "/")).parts
            if item.filename.startswith(("/", "\\")) or ".." in parts or ":" in item.filename:
                raise RefusedError("has a part whose name leads out of it; ask for it in another form")
            if item.flag_bits & 1:
                raise RefusedError("is encrypted; remove the password")
            if item.file_size > max(_SMALL, item.compress_size * _RATIO):
                raise RefusedError("unpacks to many times its size, as no reply does; ask for it in another form")
            if item.filename.lower() in entries:
                raise RefusedError("has two parts of one name; save it anew")
            entries[item.filename.lower()] = item
        return entries

    def has(self, name: str) -> bool:
        """Return whether there is a part of this name."""
        return name.lower().lstrip("/") in self._entries

    def part(self, name: str) -> Element:
        """Return a part, parsed.

        :raises RefusedError: there is none, or it cannot be read.
        """
        entry = self._entries.get(name.lower().lstrip("/"))
        if entry is None:
            raise RefusedError(f"has no part {name}; save it anew")
        if entry.file_size > _XML:
            raise RefusedError(f"is too large in its part {name}; send it in parts")
        try:
            content = self._archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise RefusedError(f"is damaged in its part {name}; ask for it again") from error
        return parsed(content, name)

    def links(self, name: str) -> Mapping[str, str]:
        """Return the names of the parts that a part refers to, by their ids; what lies outside is left out."""
        found = _LINKS.fullmatch(name)
        folder = (found["folder"] or "") if found else ""
        links = f"{folder}_rels/{found['name'] if found else name}.rels"
        if not self.has(links):
            return {}
        return {
            str(item.get("Id", "")): _within(folder, str(item.get("Target", "")))
            for item in self.part(links)
            if item.get("TargetMode") != "External"
        }


def _within(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"{folder}{target}"


def parsed(content: bytes, name: str) -> Element:
    """Return XML as a tree, if it is in UTF-8 and has neither a document type nor entities of its own.

    :raises RefusedError: it has, or is not well-formed, or lies deeper than any text does.
    """
    declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf").lstrip()[:200])
    if (declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")) or b"\0" in content[:1000]:
        raise RefusedError(f"is not in UTF-8 in its part {name}; save it anew")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RefusedError(f"defines entities in its part {name}, as neither Word nor Excel does; save it anew")
    try:
        return _tree(content)
    except (ParseError, ValueError, LookupError) as error:
        raise RefusedError(f"is damaged in its part {name} ({error}); ask for it again") from error


def _tree(content: bytes) -> Element:
    depth, count = 0, 0
    root: Element | None = None
    # What could be expanded was refused above.
    for event, element in iterparse(io.BytesIO(content), events=("start", "end")):  # noqa: S314
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > _DEEPEST or count > _ELEMENTS:
            raise ValueError("elements lie too deep in one another, or are too many")
    if root is None:
        raise ValueError("it is empty")
    return root


def tag_of(element: Element) -> str:
    """Return the name of an element without its name space, of which Word has two."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute, whatever name space it is in; empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def below(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name below an element."""
    return (item for item in element.iter() if tag_of(item) == name)
