"""A process that reads the comments in a PDF and ends: it may use so much memory and no more."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from normative.guard.limits import limit_memory

_KINDS = ("Highlight", "Underline", "Squiggly", "StrikeOut", "Text", "FreeText", "Caret")
_PAGES, _NOTES, _TEXT = 2_000, 5_000, 30_000
#: How many numbers of boxes are read, eight for each line that is marked.
_NUMBERS = 1_600
_MEMORY = 2 << 30
#: How many characters before and behind a comment tell where it is, and in points how far from it the first may be.
_AROUND, _ACROSS, _UP = 150, 300.0, 8.0
#: By how much a destination lies above the first line of its paragraph.
_ABOVE = 14.0

#: Where a paragraph begins: its page, how far from the lower edge, and its id.
Start = tuple[int, float, str]


class _RefusedError(Exception):
    """What is told to a person."""


def main() -> None:
    """Read the PDF that the argument names and the ids on standard input; write what was found as JSON."""
    limit_memory(_MEMORY)
    try:
        found: Mapping[str, Any] = {"notes": list(_notes(sys.argv[1], json.load(sys.stdin)))}
    except _RefusedError as error:
        found = {"refused": str(error)}
    sys.stdout.write(json.dumps(found))


def _notes(path: str, identifiers: Collection[str]) -> Iterator[Mapping[str, Any]]:
    import pikepdf
    import pypdfium2

    try:
        pdf = pikepdf.open(path)
    except pikepdf.PasswordError:
        raise _RefusedError("is encrypted; remove the password") from None
    except (pikepdf.PdfError, OSError):  # before pikepdf 10.18, of a file that ends too soon
        raise _RefusedError("is damaged; ask for it again") from None
    if len(pdf.pages) > _PAGES:
        raise _RefusedError(f"has more than {_PAGES} pages; ask for the pages that have comments")
    starts = sorted(_starts(pdf, set(identifiers)), key=lambda start: (start[0], -start[1]))
    printed = pypdfium2.PdfDocument(path)
    count = 0
    for number, page in enumerate(pdf.pages):
        notes = [item for item in page.obj.get("/Annots", []) if _kind(item) in _KINDS and _said(item)]
        count += len(notes)
        if count > _NOTES:
            raise _RefusedError(f"has more than {_NOTES} comments; ask for them in parts")
        words = printed[number].get_textpage() if notes else None
        for note in sorted(notes, key=_height):
            boxes = _boxes(note)
            quote = "" if "/QuadPoints" not in note else " ".join(_words(words, box) for box in boxes)
            near = _near(starts, number, (boxes[0][1] + boxes[0][3]) / 2)
            yield {
                "kind": _kind(note),
                "page": number + 1,
                "text": _said(note),
                "quote": " ".join(quote.split()),
                "words": _around(words, boxes[0]),
                "near": near,
                "is_above": bool(starts) and not near,
            }


def _kind(note: Any) -> str:
    return str(note.get("/Subtype", "")).lstrip("/")


def _said(note: Any) -> str:
    return str(note.get("/Contents", ""))[:_TEXT].replace("\r\n", "\n").replace("\r", "\n").strip()


def _boxes(note: Any) -> list[tuple[float, float, float, float]]:
    """Return where a comment is: the boxes of the lines that it marks, or its own."""
    numbers = [float(number) for number in note.get("/QuadPoints", [])][:_NUMBERS]
    boxes = []
    for start in range(0, len(numbers) - 7, 8):
        across, up = numbers[start : start + 8 : 2], numbers[start + 1 : start + 8 : 2]
        # A little less than the line, for the lines above and below come close.
        margin = (max(up) - min(up)) / 4
        boxes.append((min(across), min(up) + margin, max(across), max(up) - margin))
    if boxes:
        return boxes
    left, bottom, right, top = ([float(number) for number in note.get("/Rect", [])] + [0.0] * 4)[:4]
    return [(min(left, right), min(bottom, top), max(left, right), max(bottom, top))]


def _height(note: Any) -> float:
    return -_boxes(note)[0][3]


def _words(printed: Any, box: Sequence[float]) -> str:
    words: str = printed.get_text_bounded(*box)
    return words


def _around(printed: Any, box: Sequence[float]) -> str:
    """Return the words around a place, in the order in which they are read; none where nothing is printed near."""
    place = printed.get_index((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, _ACROSS, _UP)
    if place is None:
        return ""
    start = max(place - _AROUND, 0)
    text: str = printed.get_text_range(start, min(2 * _AROUND, printed.count_chars() - start))
    # The first and the last word may be cut.
    return " ".join(text.split()[1:-1])


def _starts(pdf: Any, identifiers: Collection[str]) -> Iterator[Start]:
    """Yield where paragraphs begin, as far as the PDF can be opened there."""
    import pikepdf

    names = pdf.Root.get("/Names", {})
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    if "/Dests" in names:
        for name, place in pikepdf.NameTree(names["/Dests"]).items():
            is_ours = str(name) in identifiers and isinstance(place, pikepdf.Array) and len(place) > 3
            # Whoever sent it may have taken pages out.
            if is_ours and place[0].objgen in pages:
                yield pages[place[0].objgen], float(place[3]) - _ABOVE, str(name)


def _near(starts: Sequence[Start], page: int, height: float) -> str:
    """Return the paragraph that begins last above a place; empty where none does."""
    before = [name for number, top, name in starts if (number, -top) <= (page, -height)]
    return before[-1] if before else ""


if __name__ == "__main__":
    main()
