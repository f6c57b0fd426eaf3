"""What the reviews of a text have come to, now that it has gone on: what is reviewed, objected to, or suspect.

The last event of each reviewer counts. It was about the words whose fingerprint it bears: where they are others now, or
the provisions they rest on are, somebody must look again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from normative.model.convergence import Convergence, Gap, Silence
from normative.model.diagnostics import Diagnostic, Finding
from normative.model.document import Stage
from normative.model.draft import Fingerprint, FrozenText
from normative.model.history.original import in_original
from normative.model.paragraph import Paragraph
from normative.model.register import Register, once
from normative.model.review import TRANSLATION, Event, Reviews, ReviewState, Verdict, kind_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewed:
    """What has become of one subject.

    :param events: the last one of each reviewer that is not withdrawn, in the order in which they were read.
    """

    state: ReviewState
    events: tuple[Event, ...] = ()


def last_reviews(events: Iterable[tuple[str, Event]]) -> Mapping[str, Sequence[Event]]:
    """Return the last review of each person of each subject, without those that are withdrawn.

    :param events: in the order in which they were read, each with the name that its subject has now.
    """
    last = {(subject, event.by): event for subject, event in events}
    given: defaultdict[str, list[Event]] = defaultdict(list)
    for (subject, _by), event in last.items():
        if event.verdict is not Verdict.WITHDRAWN:
            given[subject].append(event)
    return given


def reviewed_subjects(
    fingerprints: Mapping[str, Fingerprint], given: Mapping[str, Sequence[Event]], reviews: Reviews
) -> Mapping[str, Reviewed]:
    """Return what has become of each subject that has a fingerprint now.

    :param given: what :func:`last_reviews` has returned.
    """
    found = {}
    for subject, fingerprint in fingerprints.items():
        events = tuple(given.get(subject, ()))
        state = state_of(fingerprint, events, reviews.needed.get(kind_of(subject), 1))
        found[subject] = Reviewed(state=state, events=events)
    return found


class ReviewedText:
    """What has become of every subject of a text; computed in time that grows with the text and the events."""

    def __init__(self, text: FrozenText, reviews: Reviews) -> None:
        given = last_reviews(
            (_now(event.subject, text), event) for event in reviews.events if kind_of(event.subject) != TRANSLATION
        )
        self.fingerprints = {subject: item.fingerprint for subject, item in text.subjects.items()}
        self.subjects = reviewed_subjects(self.fingerprints, given, reviews)
        """By name, in the order of the text."""
        self.orphans = tuple(event for subject in given if subject not in self.subjects for event in given[subject])
        """The events whose subject is gone."""

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each event whose subject is gone."""
        for event in self.orphans:
            if event.place:
                remedy = (
                    f"write ':was: {event.subject.partition('/')[2]}' on the paragraph that continues it, or"
                    if kind_of(event.subject) == "paragraph"
                    else "review what is there instead, and"
                )
                message = f"{event.subject}: was reviewed and is no longer there; {remedy} add a row 'withdrawn'"
                yield Finding(kind=Diagnostic.ORPHANED_REVIEW, message=message, place=event.place)


def _now(subject: str, text: FrozenText) -> str:
    """Return the name that a subject has in a text, where ``:was:`` says that it has another one."""
    kind, _, name = subject.partition("/")
    return f"{kind}/{text.continued[name]}" if kind == "paragraph" and name in text.continued else subject


def state_of(now: Fingerprint, events: Sequence[Event], needed: int) -> ReviewState:
    """Return the state of a subject.

    :param events: the last one of each reviewer. Who objected to other words must look again before it is settled.
    :param needed: how many people must agree.
    """
    stands = {event.by: _standing(now, event) for event in events}
    objections = [stands[event.by] for event in events if event.verdict is Verdict.OBJECTED]
    if ReviewState.REVIEWED in objections:
        return ReviewState.OBJECTED
    agreed = [stands[event.by] for event in events if event.verdict is Verdict.AGREED]
    if not objections and agreed.count(ReviewState.REVIEWED) >= needed:
        return ReviewState.REVIEWED
    changed = [*objections, *agreed]
    for state in (ReviewState.SUSPECT_WORDS, ReviewState.SUSPECT_GROUNDS):
        if state in changed:
            return state
    return ReviewState.UNREVIEWED


def _standing(now: Fingerprint, event: Event) -> ReviewState:
    """Return whether a review is of these words on these grounds, or which of them are others; unknown ones are not."""
    if event.own and event.own != now.own:
        return ReviewState.SUSPECT_WORDS
    if event.rests_on and event.rests_on != now.rests_on:
        return ReviewState.SUSPECT_GROUNDS
    return ReviewState.REVIEWED


class RegisterReviews:
    """What has become of the paragraphs, relations, gaps and silences of a register.

    Their marks (``:reviewed:``) count as reviews of which nobody knows the words.
    """

    def __init__(self, register: Register) -> None:
        text = in_original(register)
        entries: list[Convergence | Gap | Silence] = [*register.convergences, *register.gaps, *register.silences]
        self._subjects = {entry: frozen.subject for entry, frozen in zip(entries, text.entries, strict=True)}
        self.marked = {
            entry: Event(subject=subject, verdict=Verdict.AGREED, by=entry.reviewed)
            for entry, subject in self._subjects.items()
            if entry.reviewed
        }
        """What the text says itself, by what it says it of."""
        self._reviews = replace(register.reviews, events=(*register.reviews.events, *self.marked.values()))
        self.text = ReviewedText(text, self._reviews)

    def findings(self, register: Register) -> Iterator[Finding]:
        """Yield what is wrong with the reviews; in a text that is to be adopted also what somebody must look at."""
        yield from self.text.findings()
        for entry, event in self.marked.items():
            message = (
                f"{event.subject}: is marked ':reviewed: {event.by}', where reviews are kept; take the marks over by "
                "'normative review --adopt --by KEY'"
            )
            yield Finding(kind=Diagnostic.REVIEW_MARK, message=message, place=entry.place)
        if register.document.stage is not Stage.FOR_ADOPTION:
            return
        for item in (*register.paragraphs, *self._subjects):
            state = self.of(item).state
            if state.is_open:
                message = (
                    f"{self._subject(item)}: {state}, in a text for adoption; have it reviewed, or reset the stage"
                )
                yield Finding(kind=Diagnostic.REVIEW_OPEN, message=message, place=item.place)

    def of(self, item: Paragraph | Convergence | Gap | Silence) -> Reviewed:
        """Return what has become of something in the register."""
        return self.text.subjects[self._subject(item)]

    def _subject(self, item: Paragraph | Convergence | Gap | Silence) -> str:
        return f"paragraph/{item.id}" if isinstance(item, Paragraph) else self._subjects[item]

    def told(self, item: Paragraph | Convergence | Gap | Silence) -> str:
        """Return when and by whom something was reviewed, in words; empty where it is not reviewed as it stands."""
        reviewed = self.of(item)
        return "" if reviewed.state.is_open else "; ".join(map(self._told, reviewed.events))

    def _told(self, event: Event) -> str:
        return (f"{event.date.isoformat()}, " if event.date else "") + self.title(event)

    def title(self, event: Event) -> str:
        """Return who has reviewed, as readers are told; a mark says it itself."""
        return event.by if event.place is None else self._reviews.person(event.by).title


@once
def reviews_of(register: Register) -> RegisterReviews:
    """Return what has become of everything in a register."""
    return RegisterReviews(register)
