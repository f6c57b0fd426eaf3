"""What a bibliography entry says, as rich text, and the few ways in which such texts are put together.

Apart from the style because these are facts about BibTeX, not about citing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from pybtex.database import Entry
from pybtex.exceptions import PybtexError
from pybtex.richtext import Tag, Text

from normative.project.language import _, spoken

#: The parts of a person's name in the order in which it is spoken, whole and in short, and in which lists sort it.
NAME = ("first", "middle", "prelast", "last", "lineage")
LAST_NAME = ("prelast", "last")
NAME_IN_LISTS = ("last", "lineage", "first", "middle", "prelast")
#: A text that LaTeX prints as it is written, for to take one for markup takes long; and what markup is made of.
_PLAIN, _MARKS = re.compile(r"[^\W_]+(?:(?:[,.;:]? |[-/])[^\W_]+)*\.?"), re.compile(r"[\\{}]")


def kind_of(entry: Entry) -> str:
    """Return the kind of source, the first of the entry's keywords; empty when it has none."""
    return str(entry.fields.get("keywords", "")).split(",")[0].strip().lower()


def field(entry: Entry, name: str) -> Text:
    """Return a field as rich text, empty when the entry lacks it, as it is written where that cannot be read."""
    written = entry.fields.get(name, "").strip()
    text = _from_latex(written)
    return Text(written) if text is None else text


def unreadable_fields(entry: Entry) -> Iterator[str]:
    """Yield the names of the fields whose markup cannot be read, and which are printed as they are written."""
    for name, value in entry.fields.items():
        # Whatever else a text has, it can be read.
        if _MARKS.search(value) and _from_latex(value.strip()) is None:
            yield name


@cache
def _from_latex(text: str) -> Text | None:
    """Return marked-up text, or nothing; each field is asked for again for every note that cites its entry."""
    if _PLAIN.fullmatch(text):
        return Text(text)
    try:
        return Text.from_latex(text)
    except (PybtexError, ValueError):
        return None


def title(entry: Entry) -> Text:
    """Return the title as plain text; an entry without one is named by its key."""
    return Text(str(field(entry, "title")) or entry.key)


def published_in(entry: Entry) -> Text:
    """Return ``howpublished``, the citation in United Nations style, with the series emphasized."""
    before, series, after = str(field(entry, "howpublished")).partition("Treaty Series")
    return Text(before, Tag("em", series), after) if series else Text(before)


def date_of(entry: Entry) -> str:
    """Return "18 December 1990" or as much of it as is known; a date in another form is printed as it is."""
    written = str(entry.fields.get("date", "")).strip()
    try:
        day = date.fromisoformat(written)
    except ValueError:
        year = str(entry.fields.get("year", "")).strip()
        return written or " ".join(filter(None, [str(field(entry, "month")), year]))
    if language := spoken()[:1]:
        from babel.dates import format_date

        return str(format_date(day, format="long", locale=language[0]))
    return f"{day.day} {day:%B %Y}"


def names(entry: Entry, role: str, *, last_names: bool = False) -> Text:
    """Return the persons or bodies of ``role``: "A", "A and B", "A, B and C", "A and others" from four."""
    parts = LAST_NAME if last_names else NAME
    people = [" ".join(str(part) for part in name_parts(person, parts)) for person in entry.persons.get(role, [])]
    if len(people) > 3 or people[1:] == ["others"]:
        return Text(_("{name} and others", name=people[0]))
    return Text(_(" and ").join(filter(None, [", ".join(people[:-1]), *people[-1:]])))


def name_parts(person: object, parts: Iterable[str]) -> Iterator[Text]:
    """Yield parts of a name."""
    for part in parts:
        yield from getattr(person, f"rich_{part}_names")


def join_with_commas(parts: Iterable[Text]) -> Text:
    """Join what is not empty."""
    return Text(", ").join([part for part in parts if part])


def in_parentheses(before: Text, parts: Iterable[Text]) -> Text:
    """Return ``before``, if it says anything, and, if any, the parts in parentheses."""
    inner = join_with_commas(parts)
    return Text(before, " (" if before else "(", inner, ")") if inner else before


def prefixed(prefix: str, text: Text) -> Text:
    """Return ``prefix`` and ``text``, or nothing when ``text`` is empty."""
    return Text(prefix, text) if text else Text()


def quoted(text: Text) -> Text:
    """Return ``text`` in quotation marks."""
    return Text("“", text, "”")


def emphasized(text: Text) -> Text:
    """Return ``text`` in italics."""
    return Text(Tag("em", text)) if text else Text()


def with_full_stop(text: Text) -> Text:
    """Return ``text`` ending in exactly one full stop."""
    return text if str(text).endswith(".") else Text(text, ".")
