"""``normative review --adopt``: marks in the text (``:reviewed:``, the column ``reviewed``) become reviews, and go.

A mark tells of no words. Who takes it over says with it that it holds for the words as they stand.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path

from normative.model.characters import decode
from normative.model.convergence import Convergence, Gap, Silence
from normative.model.diagnostics import Place
from normative.model.files.review import FOLDER, PEOPLE
from normative.model.files.spreadsheet import delimiter_of
from normative.model.review import Event, Person

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_OPTION = re.compile(r"(?P<indent>\s+):reviewed:")
_COLUMN = "reviewed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Adopted:
    """What becomes of the marks of a text.

    :param events: by the key of who reviewed.
    :param files: the new content of each file that had marks.
    :param problems: why nothing can be taken over, one a mark.
    """

    events: Mapping[str, list[Event]] = field(default_factory=dict)
    files: Mapping[Path, bytes] = field(default_factory=dict)
    problems: Sequence[str] = ()


def adopt(
    marked: Iterable[tuple[Event, Convergence | Gap | Silence]], people: Mapping[str, Person], by: str, source: Path
) -> Adopted:
    """Return what a text with these marks is to become.

    :param marked: each mark, as a review of the words as they stand, with what bears it.
    :param by: who reviewed where a mark names nobody that is in ``people``; may be empty.
    :param source: the folder to which the places of the marks are relative.
    """
    events: defaultdict[str, list[Event]] = defaultdict(list)
    lines: defaultdict[Path, list[int]] = defaultdict(list)
    problems = []
    for event, entry in marked:
        who = _person(event.by, people) or by
        if not who:
            problems.append(
                f"{_told(entry.place)}: '{event.by}' names nobody in {FOLDER}/{PEOPLE}; add the person there by key, "
                "name or role, or say with --by who it was"
            )
            continue
        lines[source / entry.place.path].append(entry.place.line or 0)
        events[who].append(replace(event, reason=f"marked in the text: {event.by}", date=_date(event.by), by=who))
    files = {path: _without_marks(path, set(found)) for path, found in lines.items()}
    return Adopted(events=events, files=files, problems=problems)


def _told(place: Place) -> str:
    return f"{place.path}:{place.line}"


def _date(mark: str) -> datetime.date | None:
    found = _DATE.search(mark)
    try:
        return datetime.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _person(mark: str, people: Mapping[str, Person]) -> str:
    """Return the key of the one person whom a mark names by key, name or role; empty where it is none or several."""
    named = _plain(_DATE.sub("", mark))
    found = [key for key, person in people.items() if named and named in map(_plain, (key, person.name, person.role))]
    return found[0] if len(found) == 1 else ""


def _plain(words: str) -> str:
    return words.strip(" ,;.").casefold()


def _without_marks(path: Path, lines: AbstractSet[int]) -> bytes:
    """Return a file without the marks of the directives, or the rows, that begin on these lines, counted from 1."""
    content = path.read_bytes()
    bom = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    text = decode(content).text
    clean = _sheet if path.suffix == ".csv" else _source
    ends = "\r\n" if b"\r\n" in content else "\n"
    return bom + ends.join("".join(clean(text.replace("\r\n", "\n"), lines)).split("\n")).encode()


def _source(text: str, lines: AbstractSet[int]) -> Iterator[str]:
    """Yield the lines of a source; an option goes with the lines that continue it."""
    is_head = is_mark = False
    indent = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        is_head = number in lines or (is_head and bool(line.strip()))
        wide = line.expandtabs(8)
        option = _OPTION.match(wide) if is_head and number not in lines else None
        if option:
            indent = len(option["indent"])
        is_mark = bool(option) or (is_mark and is_head and len(wide) - len(wide.lstrip()) > indent)
        if not is_mark:
            yield line


def _sheet(text: str, lines: AbstractSet[int]) -> Iterator[str]:
    """Yield the rows of a sheet, without the column of marks where no row needs it still."""
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows, start = [], 1
    for row in reader:
        rows.append((start, row))
        start = reader.line_num + 1
    column = [name.strip().lower() for name in rows[0][1]].index(_COLUMN)
    for start, row in rows:
        if start in lines:
            row[column:] = ["", *row[column + 1 :]]
    if not any(row[column:] and row[column].strip() for _, row in rows[1:]):
        for _, row in rows:
            del row[column : column + 1]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(row for _, row in rows)
    yield written.getvalue()
