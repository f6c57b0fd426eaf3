"""The finished text of one build: its register, where everything is, and the tables computed from it.

Made by the domain once every document is read; transforms, adapters and outputs ask it and change nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from normative.model.checks import duplicate_ids, nearest, where
from normative.model.convergence import Convergence, Gap, Silence
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.disposition import Disposition
from normative.model.dossier import Dossier
from normative.model.files.relation import Entry
from normative.model.history.comments import comments_at
from normative.model.history.reviews import reviews_of
from normative.model.history.translation_reviews import check_translations
from normative.model.instrument import Instrument
from normative.model.item import Item, find_item, lacks_item, unbracketed
from normative.model.matrix import Cell, Link, LinkKind, Matrix
from normative.model.outcome import Outcome, outcome_of
from normative.model.paragraph import Paragraph
from normative.model.quotation import check_quotations
from normative.model.register import Register
from normative.model.state import States
from normative.model.tables import compute_table
from normative.model.tables.checks import check_calls, check_drafts, check_headings, check_names, check_tables
from normative.model.tables.request import INSTRUMENTS, STATES, TableKind, TableRequest
from normative.model.tables.reviews import review_cell, review_text
from normative.model.text import plain
from normative.project.noted import ExternalParagraph, OtherComments, Reading
from normative.project.sent import SentInputs


@dataclass(frozen=True, kw_only=True, slots=True)
class TableDigests:
    """Digests of tables by name, and of all that they were computed from.

    For the next build: where that is the same, so are they, and need not be computed to know it.
    """

    inputs: str
    tables: Mapping[str, str]


class TextIndex:
    """Where everything is.

    :param readings: by document, in the order of the table of contents.
    :param entries: the convergences, gaps and silences kept in files.
    :param dossier: what there is about the text besides its words; what was sent in, as it came.
    :param version: of this package, another version of which may compute other tables.
    :param known: what an earlier build has found of the tables.
    """

    other_comments: OtherComments | None = None
    """Other comments whose paragraphs may be cited; set by :mod:`normative.needs` where there are any."""

    def __init__(
        self,
        *,
        instruments: Mapping[str, Instrument],
        readings: Mapping[str, Reading],
        entries: Sequence[Entry],
        states: States,
        dossier: Dossier,
        version: str = "",
        known: TableDigests | None = None,
    ) -> None:
        self.readings = readings
        self._matrices: dict[str, Matrix] = {}
        digests = [(docname, reading.digest) for docname, reading in readings.items()]
        self.inputs = digest_of((version, digests, instruments, entries, states, dossier))
        """A digest of all that tables are computed from."""
        self._known = dict(known.tables) if known and known.inputs == self.inputs else {}
        paragraphs = _with_unique_ids([item for reading in readings.values() for item in reading.paragraphs])
        numbers = {paragraph.id: number for number, paragraph in enumerate(paragraphs, 1)}
        self._entries = {
            docname: [_with_reason(entry, numbers) for entry in reading.entries]
            for docname, reading in readings.items()
        }
        answers = [_with_reason(answer, numbers) for reading in readings.values() for answer in reading.dispositions]
        self.sent = SentInputs(dossier, readings, answers)
        """What was sent in."""
        everything = [*entries, *(entry for read in self._entries.values() for entry in read)]
        self.register = Register(
            instruments=instruments,
            paragraphs=map(self.sent.with_shown_inputs, paragraphs),
            convergences=[entry for entry in everything if isinstance(entry, Convergence)],
            gaps=[entry for entry in everything if isinstance(entry, Gap)],
            silences=[entry for entry in everything if isinstance(entry, Silence)],
            states=states,
            dossier=dossier,
            inputs=self.sent.shown,
        )

    def findings(self) -> Iterator[Finding]:
        """Yield everything the checks find in the whole text."""
        for reading in self.readings.values():
            yield from reading.findings
        yield from duplicate_ids(item for reading in self.readings.values() for item in reading.paragraphs)
        if self.other_comments is None:
            yield from self.unknown_mentions(self.collected)
        yield from self._moved_mentions()
        yield from self._unknown_items()
        quotations = (item for reading in self.readings.values() for item in reading.quotations)
        yield from check_quotations(quotations, self.register.instruments)
        yield from self.outcome.findings
        if self.register.reviews.is_kept:
            yield from reviews_of(self.register).findings(self.register)
            yield from check_translations(self.register)
        yield from self.sent.findings(self.register)
        yield from check_headings(self.tables, self.register)
        yield from check_drafts(self.tables, self.register)
        yield from check_calls(self.tables, self.register)
        yield from check_names(self.tables, self.register)
        yield from check_tables(list(self.tables), self.matrix)

    @cached_property
    def outcome(self) -> Outcome:
        """What the checks of the text find, and what its paragraphs accept."""
        return outcome_of(self.register)

    def unknown_mentions(self, external: Mapping[str, ExternalParagraph]) -> Iterator[Finding]:
        """Yield a finding for each name in a ``:para:`` whose paragraph is nowhere to be found, or has no number.

        At the first place that has it, which names the others; a malformed id is a finding where it is written.
        """
        known = {**self.register.numbers, **external}
        malformed = set().union(*(reading.malformed_ids for reading in self.readings.values()))
        unknown: dict[str, dict[Place, None]] = {}
        for reading in self.readings.values():
            for identifier, place, is_number in reading.mentions:
                if identifier not in known:
                    if identifier not in malformed:
                        unknown.setdefault(identifier, {})[place] = None
                elif is_number and identifier not in self.register.numbers and not external[identifier].number:
                    message = (
                        f"paragraph '{identifier}' of another comment has no number in that comment's needs.json, and "
                        "its id is printed; take a newer needs.json, or write ':para:`words <id>`'"
                    )
                    yield Finding(kind=Diagnostic.UNKNOWN_PARAGRAPH, message=message, place=place)
        for identifier, (first, *others) in unknown.items():
            also = f" (also at {', '.join(map(where, others))})" if others else ""
            continued = self.register.continued.get(identifier)
            now = continued.id if continued else self.register.collection.now(identifier)
            remedy = (
                f"; it is '{now}' now, write that"
                if now
                else unbracketed(identifier, known) or nearest(identifier, known)
            )
            message = f"unknown paragraph '{identifier}'{also}{remedy}"
            yield Finding(kind=Diagnostic.UNKNOWN_PARAGRAPH, message=message, place=first)

    def _moved_mentions(self) -> Iterator[Finding]:
        """Yield a finding for each paragraph of a collection that is another than it was when it was cited."""
        for reading in self.readings.values():
            for identifier, place, is_number in reading.mentions:
                if "/" in identifier and (moved := self.register.collection.since(identifier, by_number=is_number)):
                    comment = identifier.partition("/")[0]
                    remedy = f"see whether this is still right, then let 'cited' of '{comment}' name the new text"
                    yield Finding(kind=Diagnostic.MOVED_SINCE, message=f"{moved}; {remedy}", place=place)

    def _unknown_items(self) -> Iterator[Finding]:
        """Yield a finding for each item in a ``:para:`` that its paragraph has not."""
        for reading in self.readings.values():
            for identifier, item, place in reading.items:
                if identifier in self.register.numbers:
                    paragraph = self.register.paragraph(identifier)
                    if not find_item(paragraph.items, item):
                        message = lacks_item(identifier, item, paragraph.items)
                        yield Finding(kind=Diagnostic.UNKNOWN_PARAGRAPH, message=message, place=place)

    def _item(self, identifier: str, item: str) -> Item | None:
        known = identifier in self.register.numbers
        return find_item(self.register.paragraph(identifier).items, item) if known else None

    def printed_item(self, identifier: str, item: str) -> str:
        """Return the letters of a paragraph's item, by these or by its name; what is written where it is not there."""
        found = self._item(identifier, item)
        return found.mark if found else item

    def item_anchor(self, identifier: str, item: str) -> str:
        """Return the id of a paragraph's item on its page; empty where it is not there."""
        found = self._item(identifier, item)
        return found.anchor if found else ""

    @cached_property
    def external(self) -> Mapping[str, ExternalParagraph]:
        """The paragraphs of other comments, by id; to be asked for only while pages are written."""
        return {**self.collected, **(self.other_comments.read() if self.other_comments else {})}

    @cached_property
    def collected(self) -> Mapping[str, ExternalParagraph]:
        """The paragraphs of the comments of a collection, each as ``name/id``."""
        return {
            f"{member.name}/{paragraph.id}": ExternalParagraph(
                number=str(paragraph.number), title=member.label, uri=member.address(paragraph)
            )
            for member in self.register.collection.members
            for paragraph in member.text.paragraphs
        }

    @cached_property
    def tables(self) -> tuple[TableRequest, ...]:
        """Every table asked for, in the order of the text."""
        return tuple(request for reading in self.readings.values() for request in reading.tables)

    @cached_property
    def _requests(self) -> Mapping[str, TableRequest]:
        return {request.name: request for request in reversed(self.tables)}

    def matrix(self, name: str) -> Matrix:
        """Return a table by its name, computed once a build.

        :raises KeyError: no directive asks for a table of this name.
        """
        if name not in self._matrices:
            self._matrices[name] = compute_table(self.register, self._requests[name])
        return self._matrices[name]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all tables, in the order of the text."""
        return tuple(dict.fromkeys(request.name for request in self.tables))

    def matrices(self) -> Iterator[Matrix]:
        """Yield every table, in the order of the text."""
        return map(self.matrix, self.names)

    def table_digests(self) -> TableDigests:
        """Return what the next build can know of the tables."""
        return TableDigests(inputs=self.inputs, tables={name: self._table_digest(name) for name in self.names})

    def _table_digest(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = digest_of(self.matrix(name))
        return self._known[name]

    def number(self, docname: str, index: int) -> int:
        """Return the number of a document's paragraph by its place in the document, counted from 0."""
        return self._firsts[docname] + index

    def paragraph(self, docname: str, index: int) -> Paragraph:
        """Return a document's paragraph as it was read, by its place in the document, counted from 0."""
        return self.readings[docname].paragraphs[index]

    def paragraph_review(self, docname: str, index: int) -> Cell:
        """Return what reviews say of a document's paragraph, by its place there; empty where none are kept."""
        paragraph = self.paragraph(docname, index)
        return review_cell(self.register, paragraph) if self.register.reviews.is_kept else ""

    def entry(self, docname: str, index: int) -> Entry:
        """Return a document's relation, gap or silence, by its place in the document."""
        return self._entries[docname][index]

    def draws_on(self, docname: str, index: int) -> tuple[str, ...]:
        """Return the inputs that led to a document's paragraph, by its place there, as they may be shown."""
        return self.register.paragraphs[self.number(docname, index) - 1].draws_on

    def old_ids(self, docname: str, index: int) -> list[str]:
        """Return the ids that a document's paragraph had, by its place in the document: their links lead to it."""
        paragraph = self.paragraph(docname, index)
        return [old for old in paragraph.was if self.register.continued.get(old) == paragraph]

    def left(self, docname: str) -> Mapping[str, Paragraph]:
        """Return the paragraphs that a document had in a frozen draft and another has now, by their ids then."""
        return self._left.get(docname, {})

    @cached_property
    def _left(self) -> Mapping[str, Mapping[str, Paragraph]]:
        left: defaultdict[str, dict[str, Paragraph]] = defaultdict(dict)
        for draft in self.register.drafts.values():
            for then in draft.text.paragraphs:
                known = then.id in self.register.numbers
                now = self.register.paragraph(then.id) if known else self.register.continued.get(then.id)
                if now and now.document != then.document:
                    left[then.document][then.id] = now
        return left

    @cached_property
    def _firsts(self) -> Mapping[str, int]:
        firsts, number = {}, 1
        for docname, reading in self.readings.items():
            firsts[docname] = number
            number += len(reading.paragraphs)
        return firsts

    @cached_property
    def profiles(self) -> Mapping[str, str]:
        """The document that holds each instrument's profile, by the instrument's key."""
        profiles: dict[str, str] = {}
        for request in self.tables:
            if request.kind is TableKind.INSTRUMENT:
                axes = request.columns if request.rows.source == INSTRUMENTS else (request.rows,)
                for axis in axes:
                    profiles.setdefault(axis.source, request.document)
        return profiles

    @property
    def has_places(self) -> bool:
        """Whether there is anything that readers may look for: a paragraph, or an instrument's profile."""
        return bool(self.register.paragraphs or self.profiles)

    @cached_property
    def panorama(self) -> TableRequest | None:
        """The table whose rows are the places of the States; of several the first."""
        states = (request for request in self.tables if request.kind is TableKind.STATES)
        return next((request for request in states if request.rows.source == STATES), None)

    @cached_property
    def provisions(self) -> Mapping[str, tuple[str, str]]:
        """The instrument's key and the printed name of every provision that has a row in a profile, by its slug."""
        own = {request.rows.source for request in self.tables if request.kind is TableKind.INSTRUMENT}
        found = {}
        for key in self.profiles:
            records = self.register.instruments[key].records if key in own else None
            for provision in self.register.cited.get(key, ()) if records is None else records:
                found[provision.slug] = (key, self.register.cite([provision]))
        return found

    def locate(self, link: Link) -> tuple[str, str] | None:
        """Return the document and the anchor a link leads to, or ``None`` where the text has no such place."""
        if link.kind is LinkKind.PARAGRAPH:
            if link.target not in self.register.numbers:
                return None
            paragraph = self.register.paragraph(link.target)
            return paragraph.document, paragraph.anchor
        if link.kind is LinkKind.INSTRUMENT:
            return (self.profiles[link.target], link.target.lower()) if link.target in self.profiles else None
        if link.kind is LinkKind.STATE:
            return (self.panorama.document, link.target) if self.panorama else None
        if link.target in self.provisions:
            return self.profiles[self.provisions[link.target][0]], link.target
        return None

    def digest(self, docname: str) -> str:
        """Return a digest of everything computed that the document's page shows; when it moves, the page is written."""
        reading = self.readings[docname]
        first = self._firsts[docname]
        shown: list[object] = [(first, self.register.document) if reading.paragraphs else ""]
        shown += [self.old_ids(docname, number) for number, item in enumerate(reading.paragraphs) if item.was]
        shown += [(then, now.id, now.document) for then, now in self.left(docname).items()]
        for kind, target, text in sorted(reading.references):
            number = self.register.numbers.get(target) if kind is LinkKind.PARAGRAPH else None
            place = self.locate(Link(kind=kind, target=target, text=text))
            if place is None and kind is LinkKind.PROVISION:
                # The link leads to the instrument's profile instead.
                shown.append(sorted(self.profiles.items()))
            shown.append((kind.value, target, text, place, number))
            if kind is LinkKind.PARAGRAPH:
                shown += (self.printed_item(target, text), self.item_anchor(target, text), self.collected.get(target))
                if number is None and self.other_comments:
                    shown.append(self.other_comments.digest)
        if self.register.reviews.is_kept:
            shown += [review_text(self.register, item) for item in (*reading.paragraphs, *self._entries[docname])]
        shown += [self.draws_on(docname, number) for number, item in enumerate(reading.paragraphs) if item.draws_on]
        shown += self.sent.shown_on(docname)
        at, answers = comments_at(self.register), self.register.inputs.inputs.answers
        shown += [
            [(comment, answers.get(comment.number)) for comment in at[paragraph.id]]
            for paragraph in reading.paragraphs
            if paragraph.id in at
        ]
        converging = [self.register.converging(paragraph) for paragraph in reading.paragraphs]
        if any(converging):
            shown.append((converging, self._places))
        shown.extend((self._table_digest(request.name), self._places) for request in reading.tables)
        return digest_of(shown)

    @cached_property
    def tables_digest(self) -> str:
        """A digest of all tables and of the places their links lead to."""
        return digest_of((self.table_digests().tables, self._places))

    @cached_property
    def _places(self) -> str:
        """A digest of where every paragraph and profile is, on which all links of all tables depend."""
        places = [(item.id, item.document, item.anchor) for item in self.register.paragraphs]
        states = (self.panorama.document, self.panorama.name) if self.panorama else ""
        return digest_of((places, sorted(self.profiles.items()), states))


def digest_of(values: object) -> str:
    """Return a digest of values, by what they are printed as."""
    return hashlib.sha256(repr(values).encode()).hexdigest()


_Reasoned = TypeVar("_Reasoned", Convergence | Gap | Silence, Disposition)


def _with_reason(entry: _Reasoned, numbers: Mapping[str, int]) -> _Reasoned:
    """Return an entry or an answer with its reason as the text prints it; a check has but what is written."""
    return replace(entry, reason=" ".join(plain(entry.blocks, numbers).split())) if entry.blocks else entry


def _with_unique_ids(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give a paragraph whose id is taken another one, so that it stays in every table; the clash is a finding."""
    taken: set[str] = set()
    unique = []
    for paragraph in paragraphs:
        identifier, count = paragraph.id, 1
        while identifier in taken:
            count += 1
            identifier = f"{paragraph.id}-{count}"
        taken.add(identifier)
        unique.append(paragraph if identifier == paragraph.id else replace(paragraph, id=identifier))
    return unique
