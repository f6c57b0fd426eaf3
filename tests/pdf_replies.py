"""PDFs as commenters send them back: with words marked, and notes beside the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name


class Marked:
    """A PDF that is being commented on."""

    def __init__(self, path: Path) -> None:
        self._pdf = pikepdf.open(path)
        self._printed = pypdfium2.PdfDocument(path)
        numbers = {page.obj.objgen: number for number, page in enumerate(self._pdf.pages)}
        tree = pikepdf.NameTree(self._pdf.Root.Names.Dests)
        self._firsts = {str(name): numbers[place[0].objgen] for name, place in tree.items()}
        self._pages = [page.get_textpage() for page in self._printed]

    def mark(self, words: str, text: str, paragraph: str) -> bool:
        """Mark words where they are printed first in or after a paragraph, and return whether they are."""
        found = self._find(words, paragraph)
        if found is None:
            return False
        number, boxes = found
        quads = [
            value
            for left, bottom, right, top in boxes
            for value in (left, top, right, top, left, bottom, right, bottom)
        ]
        self._add(number, boxes, text, "Highlight", QuadPoints=Array(quads))
        return True

    def stick(self, words: str, text: str, paragraph: str) -> bool:
        """Stick a note beside words, and return whether they are printed."""
        found = self._find(words, paragraph)
        if found is None:
            return False
        self._add(found[0], found[1][:1], text, "Text")
        return True

    def save(self, path: Path, **options: Any) -> Path:
        self._pdf.save(path, **options)
        return path

    def _find(self, words: str, paragraph: str) -> tuple[int, list[tuple[float, float, float, float]]] | None:
        for number, page in enumerate(self._pages):
            if number < self._firsts[paragraph]:
                continue
            found = page.search(words, match_case=True).get_next()
            if found:
                start, count = found
                lines: list[list[float]] = []
                for place in range(start, start + count):
                    left, bottom, right, top = page.get_charbox(place, loose=True)
                    if right <= left:
                        continue
                    if lines and abs(lines[-1][1] - bottom) < 4:
                        lines[-1][2] = max(lines[-1][2], right)
                        lines[-1][3] = max(lines[-1][3], top)
                    else:
                        lines.append([left, bottom, right, top])
                return number, [(line[0], line[1], line[2], line[3]) for line in lines]
        return None

    def _add(
        self, number: int, boxes: list[tuple[float, float, float, float]], text: str, kind: str, **more: Any
    ) -> None:
        page = self._pdf.pages[number]
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
        note = Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{kind}"), Contents=text, Rect=[left, bottom, right, top], **more
        )
        if "/Annots" not in page.obj:
            page.obj.Annots = Array()
        page.obj.Annots.append(self._pdf.make_indirect(note))
