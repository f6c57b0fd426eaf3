"""The names of works and of places in them, as Akoma Ntoso's naming convention has them.

All of them are made by :func:`work_of` from one pattern that a project sets (``normative_identifier``), for the
profile of the United Nations (AKN4UN) has no form for general comments.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from normative.model.characters import unaccented
from normative.model.document import Document
from normative.model.instrument import Instrument
from normative.model.provision import Provision, Unit

#: Languages of three letters, as the convention wants them, by those of two.
_LANGUAGES = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}
_UNITS = {Unit.CHAPTER: "chp", Unit.SECTION: "sec"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """A text at a day.

    :param uri: of the work, whatever its day and language.
    :param begun: the day of the first of its states; ``None`` where it has none yet.
    :param day: of this state of it; ``None`` where it has none yet.
    """

    uri: str
    title: str
    body: str
    number: str
    day: datetime.date | None
    language: str
    begun: datetime.date | None = None
    status: str = ""

    @property
    def expression(self) -> str:
        """The name of this state in its language."""
        at = f"@{self.day.isoformat()}" if self.day else "@"
        return f"{self.uri}/{self.language}{at}"

    @property
    def written(self) -> str:
        """Its day; the first of all days where it has none, for every expression must have one."""
        return _dated(self.day)

    @property
    def first_written(self) -> str:
        """The day on which the work began, in the same way."""
        return _dated(self.begun)


def _dated(day: datetime.date | None) -> str:
    return (day or datetime.date.min).isoformat()


def work_of(pattern: str, *, kind: str, body: str, date: datetime.date | str | None, name: str) -> str:
    """Return the name of a work; what is not known of it is left out.

    :param pattern: such as ``/akn/un/{kind}/{body}/{date}/{name}``.
    """
    day = date.isoformat() if isinstance(date, datetime.date) else date or ""
    values = {"kind": kind, "body": body, "date": day, "name": name}
    filled = pattern.format_map({key: _slug(value) for key, value in values.items()})
    return re.sub(r"/{2,}", "/", filled).rstrip("/")


def work_of_instrument(pattern: str, instrument: Instrument) -> str:
    """Return the name of an instrument."""
    return work_of(pattern, kind=instrument.type, body=instrument.body, date=instrument.adopted, name=instrument.key)


def work_of_text(
    pattern: str,
    document: Document,
    *,
    title: str,
    begun: datetime.date | None,
    day: datetime.date | None,
    language: str,
    status: str,
) -> Work:
    """Return a text at a day; its name has the day on which it began, which no later draft moves."""
    number = document.symbol or title
    return Work(
        uri=work_of(pattern, kind="statement", body=document.committee, date=begun, name=number),
        title=title,
        body=document.committee,
        number=number,
        begun=begun,
        day=day,
        language=_LANGUAGES.get(language, language),
        status=status,
    )


def place_of(provision: Provision) -> str:
    """Return the place of a provision in its work: ``art_22__para_4``."""
    first, *others = provision.numbers
    steps = [f"{_UNITS.get(provision.unit, provision.unit.value)}_{_slug(first)}"]
    steps += [f"{'para' if number[0].isdigit() else 'point'}_{_slug(number)}" for number in others]
    return "__".join(steps)


def places_of(
    instruments: Mapping[str, Instrument], pattern: str, provisions: Mapping[str, Provision]
) -> dict[str, str]:
    """Return the whole names of provisions, by their slugs."""
    works = {key: work_of_instrument(pattern, instrument) for key, instrument in instruments.items()}
    return {slug: f"{works[item.instrument]}#{place_of(item)}" for slug, item in provisions.items()}


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", unaccented(text).lower()).strip("-")
