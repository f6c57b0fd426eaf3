"""What bibliography files say of each source, for programs that look one up by its symbol or title.

Apart from the domain because it needs no build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pybtex.database import Entry
from pybtex.database.input.bibtex import Parser
from pybtex.errors import capture
from pybtex.exceptions import PybtexError

from normative.bibliography.fields import field, names


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """An entry of a bibliography file.

    :param author: as names stand in a line.
    :param published: where a treaty is to be found.
    :param words: of all its fields, by which it may be called.
    """

    key: str
    symbol: str
    title: str
    short_title: str
    author: str
    year: str
    published: str
    words: str


def read_sources(paths: Iterable[Path]) -> tuple[Source, ...]:
    """Return the entries of bibliography files; what cannot be read of them a build reports."""
    found: list[Source] = []
    for key, entry in read_entries(paths):
        fields = {name: str(field(entry, name)) for name in ("number", "title", "shorttitle")}
        author = str(names(entry, "author"))
        others = " ".join(str(value) for value in entry.fields.values())
        found.append(
            Source(
                key=key,
                symbol=fields["number"],
                title=fields["title"],
                short_title=fields["shorttitle"],
                author=author,
                year=str(entry.fields.get("year", "")),
                published=str(field(entry, "howpublished")),
                words=f"{author} {' '.join(fields.values())} {others}",
            )
        )
    return tuple(found)


def read_entries(paths: Iterable[Path]) -> Iterator[tuple[str, Entry]]:
    """Yield the entries of bibliography files with their keys; a file that cannot be read has none."""
    for path in paths:
        with capture():
            try:
                entries = Parser().parse_file(str(path)).entries
            except (PybtexError, OSError, UnicodeError):
                continue
        yield from entries.items()
