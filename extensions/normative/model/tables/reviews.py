"""``review-state``, and what other tables say of reviews: who has looked at what, and what must be looked at again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from normative.model.convergence import Convergence, Gap, Silence
from normative.model.history.reviews import reviews_of, state_of
from normative.model.history.translation_reviews import reviewed_translation
from normative.model.matrix import Cell, CellKind, Column, Matrix, Row, State, Total, cell_text
from normative.model.message import say
from normative.model.paragraph import Paragraph
from normative.model.register import Register
from normative.model.review import ReviewState, kind_of
from normative.model.tables.request import TableRequest

#: The heads of the columns, by state.
_HEADS = {
    ReviewState.REVIEWED: say("Reviewed"),
    ReviewState.OBJECTED: say("Objected"),
    ReviewState.SUSPECT_WORDS: say("Suspect: words changed"),
    ReviewState.SUSPECT_GROUNDS: say("Suspect: ground changed"),
    ReviewState.UNREVIEWED: say("Unreviewed"),
}
_COLUMNS = (
    Column(key="what", title="Where, or who", kind=CellKind.TEXT, weight=6),
    Column(key="all", title="All", kind=CellKind.NUMBER, weight=2),
    *(
        Column(key=state.name.lower().replace("_", "-"), title=title, kind=CellKind.NUMBER, weight=2)
        for state, title in _HEADS.items()
    ),
)
_KINDS = {"relation": say("Relations"), "gap": say("Gaps"), "silence": say("Provisions left out")}
#: What paragraphs in the language of the build stand under, where that is not the original's.
_TRANSLATION = say("This translation")
#: What paragraphs before the first heading stand under.
_NO_CHAPTER = say("Before the first heading")


def open_states(register: Register, *items: Paragraph | Convergence | Gap | Silence) -> tuple[State, ...]:
    """Return what must be looked at still, or again, of any of these; nothing where all are reviewed."""
    if not register.reviews.is_kept:
        # Only relations, gaps and silences have marks of their own.
        is_marked = all(not isinstance(item, Paragraph) and item.reviewed for item in items)
        return () if is_marked else (State.UNREVIEWED,)
    states = {reviews_of(register).of(item).state for item in items}
    return tuple(State(state.value) for state in ReviewState if state in states and state.is_open)


def review_cell(register: Register, *items: Paragraph | Convergence | Gap | Silence) -> Cell:
    """Return who has reviewed these and when, or what must be looked at still.

    Where the project keeps no reviews, several are taken as reviewed of which one is marked.
    """
    states = open_states(register, *items)
    if states and register.reviews.is_kept:
        return states
    told = (
        reviews_of(register).told(item)
        if register.reviews.is_kept
        else ("" if isinstance(item, Paragraph) else item.reviewed)
        for item in items
    )
    return "; ".join(filter(None, told)) or states


def review_text(register: Register, item: Paragraph | Convergence | Gap | Silence) -> str:
    """Return the same of one thing in words."""
    return cell_text(review_cell(register, item))


def review_state(register: Register, request: TableRequest) -> Matrix:
    """Compute how much of each chapter, and of each kind of relation, is reviewed, and what each reviewer has said."""
    found = reviews_of(register).text.subjects
    places: defaultdict[str, list[ReviewState]] = defaultdict(list)
    for paragraph in register.paragraphs:
        chapter = paragraph.section[0] if paragraph.section else _NO_CHAPTER
        places[chapter].append(found[f"paragraph/{paragraph.id}"].state)
    for subject, reviewed in found.items():
        if kind_of(subject) in _KINDS:
            places[_KINDS[kind_of(subject)]].append(reviewed.state)
    translation = reviewed_translation(register)
    if translation and any(reviewed.events for reviewed in translation.subjects.values()):
        places[_TRANSLATION].extend(reviewed.state for reviewed in translation.subjects.values())
    rows = [_row(place, states, say("By chapter and kind")) for place, states in places.items()]
    rows += [_row(who, states, say("By reviewer")) for who, states in _by_reviewer(register)]
    counts = Counter(reviewed.state for reviewed in found.values())
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=_COLUMNS,
        rows=tuple(rows),
        totals=(
            Total(key="subjects", label="Subjects of review", value=len(found)),
            *(Total(key=state.name.lower(), label=title, value=counts[state]) for state, title in _HEADS.items()),
        ),
    )


def _row(what: str, states: Iterable[ReviewState], group: str) -> Row:
    counts = Counter(states)
    return Row(cells=(what, counts.total(), *(counts[state] for state in _HEADS)), group=group)


def _by_reviewer(register: Register) -> Iterator[tuple[str, list[ReviewState]]]:
    """Yield each reviewer with what has become of each review of that person's."""
    reviews = reviews_of(register)
    given: defaultdict[str, list[ReviewState]] = defaultdict(list)
    titles = {}
    translation = reviewed_translation(register)
    subjects = {**reviews.text.subjects, **(translation.subjects if translation else {})}
    fingerprints = {**reviews.text.fingerprints, **(translation.fingerprints if translation else {})}
    for subject, reviewed in subjects.items():
        for event in reviewed.events:
            titles[event.by] = reviews.title(event)
            given[event.by].append(state_of(fingerprints[subject], [event], 1))
    yield from ((titles[by], given[by]) for by in sorted(given))
