"""Word files as commenters send them back: with comments, tracked changes, changes without tracking, lost bookmarks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONS, _TYPES, TEXT = "word/_rels/document.xml.rels", "[Content_Types].xml", "word/document.xml"


def w(tag: str) -> str:
    return f"{{{W}}}{tag}"


def repacked(content: bytes, changed: Mapping[str, bytes | None], added: Mapping[str, bytes] | None = None) -> bytes:
    """Return a ZIP container with other parts; one that is changed to nothing is left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            part = changed.get(item.filename, source.read(item))
            if part is not None:
                target.writestr(item.filename, part)
        for name, part in (added or {}).items():
            target.writestr(name, part)
    return packed.getvalue()


class Draft:
    """A Word file that is being commented on."""

    def __init__(self, path: Path) -> None:
        self._content = path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            self.root: Any = etree.fromstring(archive.read(TEXT))
        self._comments: Any = etree.Element(w("comments"), nsmap={"w": W})

    def line(self, words: str) -> Any:
        """Return the one line that holds these words, but for the table of contents."""
        found = [
            line for line in self.root.iter(w("p")) if words in text_of(line) and not style_of(line).startswith("TOC")
        ]
        assert len(found) == 1, (words, len(found))
        return found[0]

    def comment(self, line: Any, text: str, quote: str = "") -> None:
        """Put a comment beside words of a line, or beside the whole line."""
        number = str(len(self._comments))
        item = etree.SubElement(self._comments, w("comment"), {w("id"): number, w("author"): "Somebody"})
        for part in text.split("\n"):
            run = etree.SubElement(etree.SubElement(item, w("p")), w("r"))
            etree.SubElement(run, w("t")).text = part
        runs = runs_of(line)
        if quote:
            runs = [isolated(line, quote)]
        runs[0].addprevious(etree.Element(w("commentRangeStart"), {w("id"): number}))
        runs[-1].addnext(etree.Element(w("commentRangeEnd"), {w("id"): number}))
        reference = etree.SubElement(line, w("r"))
        etree.SubElement(reference, w("commentReference"), {w("id"): number})

    def track(self, line: Any, old: str, new: str) -> None:
        """Strike words out and put others in, as Word records it."""
        run = isolated(line, old)
        put_in = etree.Element(w("ins"), {w("id"): "900", w("author"): "Somebody"})
        added = etree.SubElement(put_in, w("r"))
        etree.SubElement(added, w("t")).text = new
        struck = etree.Element(w("del"), {w("id"): "901", w("author"): "Somebody"})
        run.addprevious(struck)
        struck.append(run)
        for text in run.iter(w("t")):
            text.tag = w("delText")
        struck.addnext(put_in)

    def change(self, line: Any, old: str, new: str) -> None:
        """Change words without a trace."""
        run = isolated(line, old)
        for text in run.iter(w("t")):
            text.text = new

    def cut(self, line: Any, before: str) -> None:
        """Make two lines of one."""
        run = isolated(line, before)
        other = etree.Element(w("p"))
        if line.find(w("pPr")) is not None:
            other.append(deepcopy(line.find(w("pPr"))))
        line.addnext(other)
        for item in [run, *run.itersiblings()]:
            other.append(item)

    def put_in(self, line: Any, words: str) -> None:
        """Put a new line behind one."""
        other = etree.Element(w("p"))
        etree.SubElement(etree.SubElement(other, w("r")), w("t")).text = words
        line.addnext(other)

    def without_bookmarks(self, chosen: Callable[[str], bool] = lambda name: True) -> None:
        """Lose bookmarks, as other programs do."""
        for mark in list(self.root.iter(w("bookmarkStart"))):
            if chosen(mark.get(w("name"))):
                mark.getparent().remove(mark)

    def save(self, path: Path) -> Path:
        """Write the file with its comments."""
        with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
            relations: Any = etree.fromstring(archive.read(_RELATIONS))
            types: Any = etree.fromstring(archive.read(_TYPES))
        space = etree.QName(relations).namespace
        etree.SubElement(relations, f"{{{space}}}Relationship", Id="rIdC", Type=_COMMENTS, Target="comments.xml")
        space = etree.QName(types).namespace
        etree.SubElement(types, f"{{{space}}}Override", PartName="/word/comments.xml", ContentType=_KIND)
        changed: dict[str, bytes | None] = {
            TEXT: etree.tostring(self.root),
            _RELATIONS: etree.tostring(relations),
            _TYPES: etree.tostring(types),
        }
        path.write_bytes(repacked(self._content, changed, {"word/comments.xml": etree.tostring(self._comments)}))
        return path


def text_of(line: Any) -> str:
    """Return the words of a line as a reader finds them, whether or not a line may end between two of them."""
    return "".join(text.text or "" for text in line.iter(w("t"))).replace("\u00a0", " ")


def style_of(line: Any) -> str:
    style = line.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else str(style.get(w("val")))


def runs_of(line: Any) -> list[Any]:
    return [run for run in line.iter(w("r")) if run.find(w("t")) is not None]


def isolated(line: Any, words: str) -> Any:
    """Part the run that holds words so that one run holds nothing else."""
    for run in runs_of(line):
        text = run.find(w("t"))
        start = (text.text or "").find(words)
        if start >= 0:
            whole = text.text
            for piece, is_before in ((whole[:start], True), (whole[start + len(words) :], False)):
                if piece:
                    other = deepcopy(run)
                    set_text(other.find(w("t")), piece)
                    (run.addprevious if is_before else run.addnext)(other)
            set_text(text, words)
            return run
    raise AssertionError(words)


def set_text(text: Any, words: str) -> None:
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP container."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return packed.getvalue()
