"""What a review lists: what is open in a text, or in a translation of it, with the words then and now."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from normative.commands.review_workbook import Line
from normative.model.convergence import Convergence, Gap, Silence
from normative.model.draft import Draft, FrozenEntry, FrozenParagraph, FrozenText
from normative.model.history.reviews import Reviewed, ReviewedText
from normative.model.history.translation_reviews import ReviewedTranslation
from normative.model.review import Event, Reviews, ReviewState, kind_of
from normative.model.text import plain

_KINDS = {"relation": "Relations", "gap": "Gaps", "silence": "Provisions left out"}
_WIDTH = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """A text with what people have said of it.

    :param reviews: those of the files, and what the text says itself.
    :param marked: what the text says itself, by what it says it of.
    :param translation: the text in the language that is asked for.
    """

    text: FrozenText
    reviews: Reviews
    drafts: Mapping[str, Draft]
    marked: Mapping[Convergence | Gap | Silence, Event]
    languages: tuple[str, ...]
    translation: Translation | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Translation:
    """The text in another language with what people have said of it."""

    text: FrozenText
    reviewed: ReviewedTranslation


def lines_of(project: Project) -> Iterator[Line]:
    """Yield every subject for the workbook; of a translation with the words of the original below its own."""
    if translation := project.translation:
        for subject, reviewed in translation.reviewed.subjects.items():
            own, original = _translated(project, translation, subject)
            fingerprint = translation.reviewed.fingerprints[subject]
            yield Line(subject=subject, state=reviewed.state, words=f"{own}\n\n{original}", fingerprint=fingerprint)
        return
    for subject, reviewed in ReviewedText(project.text, project.reviews).subjects.items():
        item = project.text.subjects[subject]
        yield Line(
            subject=subject, state=reviewed.state, words=_words(project.text, item), fingerprint=item.fingerprint
        )


def listed(project: Project) -> Iterator[str]:
    """Yield the lines of the list: a chapter, below it what is open, below that who said what, and the words."""
    if project.translation:
        yield from _listed_translation(project, project.translation)
        return
    reviewed = ReviewedText(project.text, project.reviews)
    is_open = [subject for subject, item in reviewed.subjects.items() if item.state.is_open]
    for chapter, subjects in groupby(is_open, key=lambda subject: _chapter(project.text, subject)):
        yield chapter
        for subject in subjects:
            yield from _told(project, subject, reviewed.subjects[subject])
        yield ""
    yield f"{len(is_open)} of {len(reviewed.subjects)} are open"


def _listed_translation(project: Project, translation: Translation) -> Iterator[str]:
    subjects = translation.reviewed.subjects
    is_open = [subject for subject, reviewed in subjects.items() if reviewed.state.is_open]
    for chapter, found in groupby(is_open, key=lambda subject: _chapter_of(_paragraph(translation.text, subject))):
        yield chapter
        for subject in found:
            yield f"  {subject}: {subjects[subject].state}"
            yield from (_said(project, event) for event in subjects[subject].events)
            own, original = _translated(project, translation, subject)
            yield from _wrapped("words", own)
            yield from _wrapped("of", original)
        yield ""
    yield f"{len(is_open)} of {len(subjects)} are open"


def _paragraph(text: FrozenText, subject: str) -> FrozenParagraph:
    """Return the paragraph that a subject of a translation names."""
    return text.by_id[subject.rpartition("/")[2]]


def _translated(project: Project, translation: Translation, subject: str) -> tuple[str, str]:
    """Return the words of a translated paragraph, and those of the original."""
    texts = (translation.text, project.text)
    own, original = (_words(text, _paragraph(text, subject)) for text in texts)
    return own, original


def _chapter(text: FrozenText, subject: str) -> str:
    item = text.subjects[subject]
    return _KINDS[kind_of(subject)] if isinstance(item, FrozenEntry) else _chapter_of(item)


def _chapter_of(paragraph: FrozenParagraph) -> str:
    return paragraph.section[0] if paragraph.section else "Before the first heading"


def _told(project: Project, subject: str, reviewed: Reviewed) -> Iterator[str]:
    item = project.text.subjects[subject]
    yield f"  {subject}: {reviewed.state}"
    for event in reviewed.events:
        yield _said(project, event)
        then = _then(project, event)
        if event.own and event.own != item.fingerprint.own:
            yield from _wrapped("then", _words(then[0], then[1]) if then else "words that no draft has")
        elif then and event.rests_on != item.fingerprint.rests_on:
            yield from _wrapped("then", "; ".join(_rows(then[0], then[1])))
    if reviewed.state is ReviewState.SUSPECT_GROUNDS:
        yield from _wrapped("now", "; ".join(_rows(project.text, item)))
    yield from _wrapped("words", _words(project.text, item))


def _said(project: Project, event: Event) -> str:
    date = f" on {event.date.isoformat()}" if event.date else ""
    reason = f": {event.reason}" if event.reason else ""
    return f"    {event.verdict}{date}, {project.reviews.person(event.by).title}{reason}"


def _then(project: Project, event: Event) -> tuple[FrozenText, FrozenParagraph | FrozenEntry] | None:
    """Return what a review was of, with its text, where the draft that it names has just these words."""
    text = project.drafts[event.draft].text if event.draft in project.drafts else None
    item = text.subjects.get(event.subject) if text else None
    return (text, item) if text and item and item.fingerprint.own == event.own else None


def _words(text: FrozenText, item: FrozenParagraph | FrozenEntry) -> str:
    if isinstance(item, FrozenEntry):
        return f"{item.relation}: {item.reason} ({item.source})" if item.source else f"{item.relation}: {item.reason}"
    return plain(item.blocks, text.numbers)


def _rows(text: FrozenText, item: FrozenParagraph | FrozenEntry) -> Iterator[str]:
    """Yield the rows that something rests on."""
    slugs = (*item.left, *item.right) if isinstance(item, FrozenEntry) else item.basis
    for slug in slugs:
        if slug in text.provisions:
            yield f"{text.provisions[slug].name} {text.provisions[slug].subject}"


def _wrapped(label: str, text: str) -> list[str]:
    head = f"      {label:5} "
    folded = " ".join(text.split())
    return textwrap.wrap(folded, _WIDTH, initial_indent=head, subsequent_indent=" " * len(head))
