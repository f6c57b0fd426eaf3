"""What a table directive asks for, as values, and what all kinds of table share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from normative.model.convergence import Convergence, Gap
from normative.model.diagnostics import Place
from normative.model.history.reviews import reviews_of
from normative.model.instrument import GROUPING_LEVELS
from normative.model.matrix import Link, LinkKind, State
from normative.model.paragraph import Force, Paragraph
from normative.model.provision import Level, Provision
from normative.model.register import Register
from normative.model.review import ReviewWord
from normative.model.state import StateRecord

#: Names that no table can have for its files: Windows keeps most for devices, two are those of all tables together.
RESERVED_NAMES = frozenset(
    ["matrices", "index", "con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)


class TableKind(StrEnum):
    """The kinds of table, named as their directives."""

    TRACEABILITY = "traceability-matrix"
    CONVERGENCE = "convergence-matrix"
    COVERAGE = "coverage"
    INSTRUMENT = "instrument"
    PARAGRAPHS = "paragraph-list"
    CROSSWALK = "crosswalk"
    CHART = "chart"
    STATES = "state-panorama"
    ACCEPTANCES = "accepted-findings"
    DRAFTS = "drafts"
    CONCORDANCE = "concordance"
    REVIEWS = "review-state"
    PINPOINTS = "pinpoints"
    PRACTICE = "practice"
    COLLECTION = "collection-matrix"
    COLLECTED = "collection-paragraphs"
    DIFFERENCES = "collection-differences"
    RECEIVED = "inputs-received"
    DISPOSITIONS = "dispositions"
    STATISTICS = "comment-statistics"
    INPUTS = "inputs-matrix"


class GroupBy(StrEnum):
    """What rows can be grouped by."""

    SECTION = "section"
    PART = "part"
    FORCE = "force"
    HOLDER = "holder"
    SUBMITTER = "submitter"
    CATEGORY = "category"
    DECISION = "decision"


class Layout(StrEnum):
    """Whether a convergence matrix crosses provisions or lists the pairs with their reasons."""

    GRID = "grid"
    LIST = "list"


class Via(StrEnum):
    """What connects the row and the column of a grid of provisions."""

    PARAGRAPHS = "paragraphs"
    CONVERGENCES = "convergences"
    BOTH = "both"


class CellForm(StrEnum):
    """How a cell shows the paragraphs, or the provisions, that it is about."""

    NUMBERS = "numbers"
    IDS = "ids"
    COUNT = "count"
    RELATION = "relation"


class Order(StrEnum):
    """The order of rows, within their groups."""

    TEXT = "text"
    MOST_PARAGRAPHS = "most-paragraphs"


@dataclass(frozen=True, kw_only=True, slots=True)
class Axis:
    """What rows or columns are made of.

    :param source: ``paragraphs``, ``sections``, ``instruments``, ``states``, ``commitments``, ``obligations``,
        ``submitters``, ``categories``, an instrument's key, or in a concordance the name of a draft.
    :param level: of an instrument's provisions; ``None`` for its articles, objectives and principles.
    """

    source: str
    level: Level | None = None


PARAGRAPHS, SECTIONS, INSTRUMENTS, STATES = "paragraphs", "sections", "instruments", "states"
COMMITMENTS, OBLIGATIONS = "commitments", "obligations"
SUBMITTERS, CATEGORIES = "submitters", "categories"
#: What ``:relation:`` can choose.
RELATIONS = (State.SYNERGY, State.COMPLEMENT, State.TENSION, State.GAP)


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRequest:
    """A table as an author asked for it.

    :param force: only paragraphs of these forces; empty for all.
    :param holder: only paragraphs that name one of these rights-holders; empty for all.
    :param relation: only these relations; empty for all.
    :param calls: only what answered these calls, by their folders; empty for all.
    :param state: only what is in one of these states of review: relations and gaps in a convergence matrix, else
        paragraphs; empty for all.
    :param only_gaps: only rows without an entry.
    :param only_covered: only rows with an entry.
    :param at_least: the share of rows, 0 to 100, that must be covered.
    :param cell: ``None`` for what a kind of table shows by itself.
    """

    kind: TableKind
    name: str
    title: str
    rows: Axis
    columns: tuple[Axis, ...] = ()
    force: tuple[Force, ...] = ()
    holder: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    relation: tuple[State, ...] = ()
    calls: tuple[str, ...] = ()
    state: tuple[ReviewWord, ...] = ()
    only_gaps: bool = False
    only_covered: bool = False
    group_by: GroupBy | None = None
    stats: bool = False
    at_least: float | None = None
    layout: Layout = Layout.GRID
    via: Via = Via.PARAGRAPHS
    cell: CellForm | None = None
    sort: Order = Order.TEXT
    document: str = ""
    place: Place

    @property
    def across(self) -> Axis:
        """What stands in the columns of a table that has those of one source."""
        [axis] = self.columns
        return axis


def selected(register: Register, request: TableRequest) -> tuple[Paragraph, ...]:
    """Return the paragraphs that pass the request's filters, in the order of their numbers."""
    return tuple(
        paragraph
        for paragraph in register.paragraphs
        if (not request.force or paragraph.force in request.force)
        and (not request.holder or set(request.holder) & set(paragraph.holder))
        and (not request.section or set(request.section) & set(paragraph.section))
        and in_state(register, request, paragraph)
    )


def in_state(register: Register, request: TableRequest, item: Paragraph | Convergence | Gap) -> bool:
    """Tell whether something is in one of the states of review by which a table chooses paragraphs, or relations."""
    is_chosen = isinstance(item, Paragraph) != (request.kind is TableKind.CONVERGENCE)
    return not (request.state and is_chosen) or reviews_of(register).of(item).state.word in request.state


def paragraph_link(register: Register, paragraph: Paragraph) -> Link:
    """Return a link that prints the paragraph's number."""
    return Link(kind=LinkKind.PARAGRAPH, target=paragraph.id, text=str(register.numbers[paragraph.id]))


def paragraph_links(register: Register, paragraphs: Iterable[Paragraph]) -> tuple[Link, ...]:
    """Return links that print the paragraphs' numbers, in the order of the numbers."""
    return tuple(
        paragraph_link(register, paragraph)
        for paragraph in sorted(paragraphs, key=lambda paragraph: register.numbers[paragraph.id])
    )


def provision_link(register: Register, provision: Provision) -> Link:
    """Return a link that prints the provision as tables cite it."""
    return Link(kind=LinkKind.PROVISION, target=provision.slug, text=register.name(provision))


def instrument_link(register: Register, key: str) -> Link:
    """Return a link that prints the instrument's key."""
    return Link(kind=LinkKind.INSTRUMENT, target=key, text=key)


def state_link(state: StateRecord) -> Link:
    """Return a link that prints the State's name."""
    return Link(kind=LinkKind.STATE, target=state.slug, text=state.name)


def part_title(register: Register, provision: Provision) -> str:
    """Return the heading of the part or section a provision stands in, or ``""``."""
    instrument = register.instruments[provision.instrument]
    for step in instrument.chain(provision):
        record = register.record(step)
        if record.level in GROUPING_LEVELS:
            return f"{register.name(step)}. {record.subject}" if record.subject else register.name(step)
    return ""


def paragraph_group(paragraph: Paragraph, group_by: GroupBy | None) -> str:
    """Return the heading a paragraph's row stands under."""
    if group_by is GroupBy.SECTION:
        return paragraph.section[0] if paragraph.section else ""
    if group_by is GroupBy.FORCE:
        return paragraph.force.word
    if group_by is GroupBy.HOLDER:
        return "; ".join(paragraph.holder)
    return ""


def provision_group(register: Register, provision: Provision, group_by: GroupBy | None) -> str:
    """Return the heading a provision's row stands under."""
    if group_by is GroupBy.PART:
        return part_title(register, provision)
    return "; ".join(register.record(provision).holder) if group_by is GroupBy.HOLDER else ""
