"""An instrument, its provisions and the look-ups that citations, roll-up and messages need.

Reading the files is in :mod:`normative.model.files.instrument`; this module is about the values only.
"""

from __future__ import annotations

import calendar
import datetime
import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from normative.model.diagnostics import Diagnostic, Problem
from normative.model.provision import Level, Provision, Unit, is_unnumbered, table_text
from normative.model.wording import ProvisionText, Wording

#: The levels tables show when none is asked for.
MAIN_LEVELS = frozenset(
    {Level.ARTICLE, Level.OBJECTIVE, Level.PRINCIPLE, Level.GOAL, Level.PRIORITY, Level.RULE, Level.GUIDELINE}
)
#: The levels that only group others, and head them in tables.
GROUPING_LEVELS = frozenset({Level.PART, Level.CHAPTER, Level.SECTION})


#: The levels below each to which the rows of an instrument may be complete.
_DEEPER = {
    Level.ARTICLE: frozenset({Level.PARAGRAPH, Level.LETTER, Level.ROMAN}),
    Level.PARAGRAPH: frozenset({Level.LETTER, Level.ROMAN}),
    Level.LETTER: frozenset({Level.ROMAN}),
}


class Standing(StrEnum):
    """What an instrument can ground."""

    BINDING = "binding"
    POLITICAL = "political"
    INTERPRETIVE = "interpretive"


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryRule:
    """When a treaty begins to bind a State that has deposited its ratification or accession.

    :param days: after the deposit, and ``months`` likewise.
    :param is_on_first: on the first day of the month that follows these.
    """

    days: int = 0
    months: int = 0
    is_on_first: bool = False

    def day(self, deposit: datetime.date) -> datetime.date:
        """Return the day from which a State is bound that deposited its instrument on ``deposit``."""
        later = _months_after(deposit, self.months) + datetime.timedelta(days=self.days)
        return _months_after(later.replace(day=1), 1) if self.is_on_first else later


def _months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day of a later month, or its last one where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisionRecord:
    """A row of ``provisions.csv``: a provision with what the instrument's editors know of it."""

    provision: Provision
    level: Level
    parent: Provision | None = None
    also: tuple[Provision, ...] = ()
    subject: str = ""
    holder: tuple[str, ...] = ()
    note: str = ""
    source: str = ""

    @property
    def is_unverified(self) -> bool:
        """Whether its source says that nobody has checked the row against the text of the instrument."""
        return "unverified" in self.source.lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class Pinpoint:
    """A row of ``pinpoints.csv``: a place in a document that somebody has looked up.

    :param edition: in which it has this number, where editions differ.
    :param about: what it is about, in a few words of the text's authors.
    :param reads: what of other instruments it speaks of.
    """

    provision: Provision
    edition: str = ""
    about: str
    reads: tuple[Provision, ...] = ()
    checked_by: str = ""
    date: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Instrument:
    """A treaty, compact, resolution, general comment or other document that paragraphs rest on.

    :param records: by provision, in the order of the text; ``None`` for an open instrument, which accepts any
        well-formed pinpoint.
    :param complete_to: the level down to which ``records`` are complete: below it any well-formed pinpoint is accepted;
        ``None`` where nothing is missing at any level.
    :param as_of: the day on which its data were last changed, or compared with their sources.
    :param binds_after: when it begins to bind a State; ``None`` where that is not recorded.
    :param paragraphs: how many it has, where it is cited by paragraph; 0 where that is not recorded.
    :param state: the State that concluding observations or views speak of.
    :param editions: the names of its editions, where these number its paragraphs in different ways.
    :param pinpoints: the places in it that somebody has looked up.
    :param unverified: names of the fields of ``instrument.toml`` that nobody has checked against a source.
    :param wording: its words, as far as somebody has them.
    """

    key: str
    title: str
    short_title: str
    text_name: str
    type: str
    standing: Standing
    default_unit: Unit | None = None
    of_name: str = ""
    """What stands beside its provisions in another language than English: "de la Convention"."""
    symbol: str = ""
    adopted: datetime.date | str | None = None
    in_force: datetime.date | str | None = None
    as_of: datetime.date | str | None = None
    binds_after: EntryRule | None = None
    state: str = ""
    body: str = ""
    citation: str = ""
    url: str = ""
    bibliography: str = ""
    source: str = ""
    unverified: tuple[str, ...] = ()
    records: Mapping[Provision, ProvisionRecord] | None = None
    complete_to: Level | None = None
    paragraphs: int = 0
    editions: tuple[str, ...] = ()
    pinpoints: Mapping[Provision, Pinpoint] = field(default_factory=dict)
    wording: Wording = field(default_factory=Wording)
    _canonical: Mapping[Provision, Provision] = field(init=False, repr=False, compare=False)
    _passages: Mapping[Provision, tuple[ProvisionText, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        records = (self.records or {}).values()
        canonical = {other: record.provision for record in records for other in record.also}
        canonical |= {record.provision: record.provision for record in records}
        object.__setattr__(self, "_canonical", canonical)
        passages: defaultdict[Provision, list[ProvisionText]] = defaultdict(list)
        for provision, text in self.wording.texts.items():
            for step in self.chain(provision):
                passages[step].append(text)
        object.__setattr__(self, "_passages", {step: tuple(texts) for step, texts in passages.items()})

    @property
    def names(self) -> tuple[str, ...]:
        """Its official names, and that of the body that looks after it."""
        return tuple(filter(None, (self.title, self.short_title, self.body)))

    @property
    def slug(self) -> str:
        """The key as anchors and file names need it."""
        return self.key.lower()

    @property
    def is_open(self) -> bool:
        """Whether any well-formed pinpoint is accepted."""
        return self.records is None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units its provisions are numbered in, in the order of the text."""
        return tuple(dict.fromkeys(provision.unit for provision in self.records or ()))

    def find(self, provision: Provision) -> Provision | None:
        """Return the provision under its own name, or ``None`` where a closed instrument has no such place.

        A name may be another spelling of the place (``also``), or lie below one. Below the level that the rows are
        complete to, a place that has no row is taken as it is named.
        """
        if self.records is None:
            return provision
        if provision in self._canonical:
            # One object for all paragraphs that cite it: each build stores and loads them.
            return self._canonical[provision]
        outer = provision.outer
        if outer is None:
            # A preamble is rarely listed, and every instrument has one; an annex without a number is not either.
            return provision if is_unnumbered(provision) and provision.unit not in self.units else None
        place = self.find(outer)
        if place is None:
            return None
        others = self.records[place].also if place in self.records else ()
        inner = provision.numbers[len(outer.numbers) :] if outer.unit is provision.unit else provision.numbers
        spelled = [
            Provision(instrument=self.key, unit=name.unit, numbers=(*name.numbers, *inner)) for name in (place, *others)
        ]
        known = next((name for name in spelled if name in self.records), None)
        return known or (spelled[0] if self._may_hold_more(place) else None)

    def _may_hold_more(self, place: Provision) -> bool:
        """Tell whether places below this one may exist that have no row."""
        if is_unnumbered(place) and place not in (self.records or {}):
            return True
        if self.complete_to is None:
            return False
        record = (self.records or {}).get(place)
        # A place without a row is below that level already.
        return record is None or record.level is self.complete_to or record.level in _DEEPER[self.complete_to]

    def parent(self, provision: Provision) -> Provision | None:
        """Return the provision that contains this one, or ``None`` at the top."""
        if self.records is None:
            return provision.outer
        return self.records[provision].parent if provision in self.records else provision.outer

    def chain(self, provision: Provision) -> Iterator[Provision]:
        """Yield the provision and all that contain it, from the inside out."""
        step: Provision | None = provision
        while step is not None:
            yield step
            step = self.parent(step)

    def level(self, provision: Provision) -> Level:
        """Return how deep the provision lies."""
        if self.records is not None and provision in self.records:
            return self.records[provision].level
        return level_of(provision, None)

    def wording_fingerprint(self, provision: Provision) -> str:
        """Return what tells the words of a provision from others; empty where the project keeps nothing of them."""
        return " ".join(filter(None, (text.fingerprint for text in self.passage(provision))))

    def passage(self, provision: Provision) -> tuple[ProvisionText, ...]:
        """Return the words of a provision with all that it contains, or else of what it is a part of; or nothing."""
        step: Provision | None = provision
        while step is not None:
            place = self._canonical.get(step, step)
            if place in self._passages:
                return self._passages[place]
            step = step.outer
        return ()

    def roll_up(self, provision: Provision, level: Level | None = None) -> Provision:
        """Return the provision that this one counts for in a table at ``level`` (default: articles, objectives).

        A provision that lies in none of that level (part III in a table of articles) counts for itself or for its
        section: nothing cited is ever left out of a table.
        """
        chain = list(self.chain(provision))
        wanted = MAIN_LEVELS if level is None else {level}
        for step in chain:
            if self.level(step) in wanted:
                return step
        if level is None or level is Level.SECTION:
            return chain[-1]
        return self.roll_up(provision) if level in MAIN_LEVELS | GROUPING_LEVELS else provision

    def at_level(self, level: Level | None = None) -> tuple[Provision, ...]:
        """Return the provisions a table at ``level`` has a row for even when nothing rests on them.

        By default these are the articles, objectives and principles, and the sections that contain none of them.
        """
        if self.records is None:
            return ()
        if level is not None:
            return tuple(provision for provision, record in self.records.items() if record.level is level)
        main = [provision for provision, record in self.records.items() if record.level in MAIN_LEVELS]
        grouping = {step for provision in main for step in self.chain(provision)} - set(main)
        return tuple(
            provision
            for provision, record in self.records.items()
            if self.roll_up(provision) == provision and provision not in grouping
        )

    def cite(self, provisions: Iterable[Provision]) -> str:
        """Return the citation in the house style of tables: ``ICRMW 22 (1)``."""
        return table_text(provisions, lambda _key: self.default_unit)

    def unknown(self, provision: Provision) -> Problem:
        """Return the problem of a citation of a place that does not exist, with the nearest places that do."""
        names = {self.cite([known]): known for known in self.records or ()}
        spelled = self.cite([provision])
        # What contains it is what its author most often needs, and what must be looked at first.
        around = next((self.cite([step]) for step in _outers(provision) if self.find(step)), None)
        near = difflib.get_close_matches(spelled, names, n=3, cutoff=0.6)
        near = list(dict.fromkeys([*([around] if around else []), *near]))[:3]
        remedy = f"; nearest are {', '.join(near)}" if near else ""
        if self.units and provision.unit not in self.units:
            listed = " or ".join(unit.plural for unit in self.units)
            remedy = (
                f"; {self.key} is listed without {provision.unit.plural}: cite {listed}, "
                "or add a row to its provisions.csv"
            )
        return Problem(kind=Diagnostic.UNKNOWN_PROVISION, message=f"unknown provision '{spelled}'{remedy}")


def _outers(provision: Provision) -> Iterator[Provision]:
    step = provision.outer
    while step is not None:
        yield step
        step = step.outer


def level_of(provision: Provision, parent: Level | None) -> Level:
    """Return the level a provision's spelling says: ``22`` an article, ``(1)`` a paragraph, ``(a)`` a letter.

    :param parent: the level of the provision that contains it; a lettered paragraph of an objective is an action.
    """
    last, depth = provision.numbers[-1], len(provision.numbers)
    if depth == 1:
        if "-" in last:
            return Level.SECTION
        return Level(provision.unit.word)
    if parent in (Level.OBJECTIVE, Level.ACTION):
        return Level.ACTION if parent is Level.OBJECTIVE else Level.LETTER
    if last[0].isdigit():
        return Level.PARAGRAPH
    return Level.ROMAN if depth > 2 and not provision.numbers[-2][0].isdigit() else Level.LETTER
