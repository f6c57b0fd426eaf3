"""The register: everything the text says, looked up forwards and backwards, frozen after reading.

Matrices, checks and outputs ask the register and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache, cached_property, wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from normative.model.basis import IN_PART
from normative.model.convergence import Convergence, Gap, Relation, Silence
from normative.model.dossier import Dossier
from normative.model.draft import Draft
from normative.model.inputs import ShownInputs
from normative.model.instrument import Instrument, ProvisionRecord, level_of
from normative.model.paragraph import Force, Paragraph
from normative.model.provision import Level, Provision, sort_key, table_text
from normative.model.state import States
from normative.model.text import own, plain


class CoverageState(StrEnum):
    """Whether the text deals with a provision."""

    ADDRESSED = "addressed"
    JUSTIFIED = "justified"
    SILENT = "silent"


class Register:
    """What was read, in the order of the text.

    :param instruments: by key.
    :param paragraphs: in the order of their numbers, which count from 1.
    :param dossier: what there is about the text besides its words.
    :param inputs: what was sent in, as far as those may see it for whom outputs are made.
    """

    def __init__(
        self,
        *,
        instruments: Mapping[str, Instrument],
        paragraphs: Iterable[Paragraph],
        convergences: Iterable[Convergence] = (),
        gaps: Iterable[Gap] = (),
        silences: Iterable[Silence] = (),
        states: States | None = None,
        dossier: Dossier | None = None,
        inputs: ShownInputs | None = None,
    ) -> None:
        self.instruments = instruments
        self.paragraphs = tuple(paragraphs)
        self.convergences = tuple(convergences)
        self.gaps = tuple(gaps)
        self.silences = tuple(silences)
        self.states = states or States()
        dossier = dossier or Dossier()
        self.document = dossier.document
        self.drafts: Mapping[str, Draft] = {draft.name: draft for draft in dossier.drafts}
        self.original, self.language = dossier.original, dossier.language
        self.reviews = dossier.reviews
        self.collection = dossier.collection
        self.inputs = inputs or ShownInputs()
        # Every table asks for the same few hundred provisions, once for each paragraph.
        self._rolled = cache(lambda provision, level: instruments[provision.instrument].roll_up(provision, level))
        self._names = cache(lambda provision: self.cite([provision]))
        self.numbers: Mapping[str, int] = {paragraph.id: n for n, paragraph in enumerate(self.paragraphs, 1)}

    def paragraph(self, identifier: str) -> Paragraph:
        """Return the paragraph with this id.

        :raises KeyError: no paragraph bears it.
        """
        return self.paragraphs[self.numbers[identifier] - 1]

    @cached_property
    def continued(self) -> Mapping[str, Paragraph]:
        """The paragraph that continues each one of an earlier draft whose id is no longer borne."""
        found: dict[str, Paragraph] = {}
        for paragraph in self.paragraphs:
            for identifier in paragraph.was:
                if identifier not in self.numbers:
                    found.setdefault(identifier, paragraph)
        return found

    def text(self, paragraph: Paragraph) -> str:
        """Return the paragraph's text with the numbers it mentions filled in; ``?`` for a number that is not known."""
        return plain(paragraph.blocks, self.numbers)

    def own_text(self, paragraph: Paragraph) -> str:
        """Return the same without the words of instruments that the paragraph quotes."""
        return plain(own(paragraph.blocks), self.numbers)

    def cite(self, provisions: Iterable[Provision]) -> str:
        """Return a citation in the house style of tables."""
        return table_text(provisions, lambda key: self.instruments[key].default_unit)

    def cite_parts(self, paragraph: Paragraph) -> str:
        """Return which provisions a paragraph rests on for a part of it alone; empty where there are none."""
        by_part: defaultdict[str, list[Provision]] = defaultdict(list)
        for provision, part in paragraph.parts:
            by_part[part].append(provision)
        return "; ".join(
            self.cite(provisions) + ("" if part == IN_PART else f" {part}") for part, provisions in by_part.items()
        )

    def name(self, provision: Provision) -> str:
        """Return how tables cite one provision."""
        return self._names(provision)

    def roll_up(self, provision: Provision, level: Level | None = None) -> Provision:
        """Return the provision that this one counts for at ``level``; see :meth:`Instrument.roll_up`."""
        return self._rolled(provision, level)

    def record(self, provision: Provision) -> ProvisionRecord:
        """Return what is known of a provision; of an open instrument's, its level alone."""
        records = self.instruments[provision.instrument].records
        if records is not None and provision in records:
            return records[provision]
        return ProvisionRecord(provision=provision, level=level_of(provision, None), parent=provision.outer)

    @cached_property
    def grounded(self) -> Mapping[Provision, tuple[Paragraph, ...]]:
        """The paragraphs that rest on each provision just as cited, in the order of their numbers."""
        found: defaultdict[Provision, list[Paragraph]] = defaultdict(list)
        for paragraph in self.paragraphs:
            for provision in paragraph.basis:
                found[provision].append(paragraph)
        return {provision: tuple(paragraphs) for provision, paragraphs in found.items()}

    @cached_property
    def cited(self) -> Mapping[str, tuple[Provision, ...]]:
        """The provisions of each instrument that anything in the register names, in the order of the instrument."""
        named: defaultdict[str, dict[Provision, None]] = defaultdict(dict)
        for provision in self._named():
            named[provision.instrument][provision] = None
        return {key: tuple(self.in_order(key, provisions)) for key, provisions in named.items()}

    def known(self, key: str) -> tuple[Provision, ...]:
        """Return the provisions of an instrument that have a row, and those that are cited besides."""
        return tuple(dict.fromkeys((*(self.instruments[key].records or ()), *self.cited.get(key, ()))))

    def _named(self) -> Iterable[Provision]:
        for paragraph in self.paragraphs:
            yield from paragraph.basis
            yield from paragraph.reading
        for convergence in self.convergences:
            yield from (*convergence.left, *convergence.right)
        for gap in self.gaps:
            yield from gap.provisions
        for silence in self.silences:
            yield from silence.provisions

    def in_orders(self, provisions: Iterable[Provision]) -> list[Provision]:
        """Return provisions of several instruments by the instruments' keys, each in its own order."""
        return sorted(provisions, key=lambda item: (item.instrument, *self.place(item)))

    def in_order(self, key: str, provisions: Iterable[Provision]) -> list[Provision]:
        """Return provisions of one instrument as they stand in it."""
        if self.instruments[key].is_open:
            return sorted(provisions, key=sort_key)
        return sorted(provisions, key=self.place)

    def place(self, provision: Provision) -> tuple[int, tuple[object, ...]]:
        """Return a key that orders provisions of one instrument as they stand in it, also those without a row."""
        return self.position(provision), sort_key(provision)

    def position(self, provision: Provision) -> int:
        """Return a provision's place among those of its instrument, closed or as far as cited, counted from 0.

        One without a row is where what contains it is.
        """
        key = provision.instrument
        if key not in self._orders:
            known = self.instruments[key].records
            self._orders[key] = {
                item: number for number, item in enumerate(self.cited.get(key, ()) if known is None else known)
            }
        order = self._orders[key]
        return next((order[step] for step in self.instruments[key].chain(provision) if step in order), len(order))

    @cached_property
    def _orders(self) -> dict[str, Mapping[Provision, int]]:
        return {}

    def rows(self, key: str, level: Level | None = None) -> tuple[Provision, ...]:
        """Return the provisions a table of the instrument has rows for: all at ``level``, and what is cited besides."""
        instrument = self.instruments[key]
        cited = (instrument.roll_up(provision, level) for provision in self.cited.get(key, ()))
        return tuple(self.in_order(key, dict.fromkeys([*instrument.at_level(level), *cited])))

    @cached_property
    def justified(self) -> Mapping[Provision, Silence]:
        """The provisions that are left out with a reason, each with the silence that says it."""
        return {provision: silence for silence in reversed(self.silences) for provision in silence.provisions}

    def silence(self, provision: Provision) -> Silence | None:
        """Return why a provision is left out: itself, what contains it, or ``None`` where no reason is given."""
        chain = self.instruments[provision.instrument].chain(provision)
        return next((self.justified[step] for step in chain if step in self.justified), None)

    def coverage(self, provision: Provision, grounded: Mapping[Provision, tuple[Paragraph, ...]]) -> CoverageState:
        """Return the state of a provision.

        :param grounded: the paragraphs that rest on each provision at the table's level.
        """
        if grounded.get(provision):
            return CoverageState.ADDRESSED
        return CoverageState.JUSTIFIED if self.silence(provision) else CoverageState.SILENT

    @cached_property
    def related(self) -> Mapping[Provision, tuple[Convergence, ...]]:
        """The convergences that name each provision just as cited."""
        found: defaultdict[Provision, list[Convergence]] = defaultdict(list)
        for convergence in self.convergences:
            for provision in (*convergence.left, *convergence.right):
                found[provision].append(convergence)
        return {provision: tuple(convergences) for provision, convergences in found.items()}

    def converging(self, paragraph: Paragraph) -> Mapping[Relation, tuple[Provision, ...]]:
        """Return what other instruments say on a paragraph's basis just as cited, by relation, in their own order.

        Convergences that stand in the paragraph's own document as notes are left out.
        """
        found: dict[Relation, dict[Provision, None]] = {relation: {} for relation in Relation}
        for provision in paragraph.basis:
            for convergence in self.related.get(provision, ()):
                if convergence.document != paragraph.document or not convergence.document:
                    others = convergence.right if provision in convergence.left else convergence.left
                    found[convergence.relation] |= dict.fromkeys(others)
        return {relation: tuple(self.in_orders(others)) for relation, others in found.items() if others}

    def forces(self, paragraphs: Iterable[Paragraph]) -> Mapping[Force, tuple[Paragraph, ...]]:
        """Return paragraphs by force, every force present."""
        by_force: dict[Force, list[Paragraph]] = {force: [] for force in Force}
        for paragraph in paragraphs:
            by_force[paragraph.force].append(paragraph)
        return {force: tuple(items) for force, items in by_force.items()}


_Text = TypeVar("_Text")
_Value = TypeVar("_Value")


def once(compute: Callable[[_Text], _Value]) -> Callable[[_Text], _Value]:
    """Have something computed of each text (a register, an index) once: tables, pages and checks ask for it."""
    known: WeakKeyDictionary[_Text, _Value] = WeakKeyDictionary()

    @wraps(compute)
    def computed(text: _Text) -> _Value:
        if text not in known:
            known[text] = compute(text)
        return known[text]

    return computed
