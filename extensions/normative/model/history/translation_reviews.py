"""Reviews of translations: of a paragraph's words in another language, which rest on those of the original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from normative.model.diagnostics import Diagnostic, Finding
from normative.model.draft import Fingerprint, FrozenText
from normative.model.history.freezing import freeze
from normative.model.history.reviews import last_reviews, reviewed_subjects
from normative.model.register import Register, once
from normative.model.review import TRANSLATION, Event, Reviews, ReviewWord, kind_of


class ReviewedTranslation:
    """What has become of the paragraphs of a text in another language.

    :param text: in the other language.
    """

    def __init__(self, text: FrozenText, original: FrozenText, language: str, reviews: Reviews) -> None:
        self.fingerprints = translations_of(text, original, language)
        self.subjects = reviewed_subjects(self.fingerprints, _given(text, reviews), reviews)
        """By name, in the order of the text."""


def translations_of(text: FrozenText, original: FrozenText, language: str) -> Mapping[str, Fingerprint]:
    """Return what can be reviewed of a translation, by name: ``translation/fr/ID``.

    A fingerprint is one of the translated words, and of the original's.
    """
    return {
        f"{TRANSLATION}/{language}/{paragraph.id}": Fingerprint(
            own=paragraph.fingerprint.own, rests_on=original.by_id[paragraph.id].fingerprint.own
        )
        for paragraph in text.paragraphs
        if paragraph.id in original.by_id
    }


def _given(text: FrozenText, reviews: Reviews) -> Mapping[str, Sequence[Event]]:
    """Return the last review of each person of each translated paragraph, by its name now; not what is withdrawn."""
    return last_reviews(
        (_now(event.subject, text), event) for event in reviews.events if kind_of(event.subject) == TRANSLATION
    )


def _now(subject: str, text: FrozenText) -> str:
    """Return the name that a translated paragraph has in a text, where ``:was:`` says that it has another one."""
    language, _, identifier = subject.removeprefix(f"{TRANSLATION}/").partition("/")
    return f"{TRANSLATION}/{language}/{text.continued.get(identifier, identifier)}"


@once
def reviewed_translation(register: Register) -> ReviewedTranslation | None:
    """Return what has become of a register's paragraphs in its language; ``None`` where it is the original."""
    if register.original is None:
        return None
    return ReviewedTranslation(freeze(register), register.original, register.language, register.reviews)


def check_translations(register: Register) -> Iterator[Finding]:
    """Yield the reviews of translations whose paragraph is gone; in a translation also those that are suspect."""
    text, here = freeze(register), reviewed_translation(register)
    known = here.subjects if here else {}
    for subject, events in _given(text, register.reviews).items():
        place = events[-1].place
        if place is None:
            continue
        if subject.rpartition("/")[2] not in text.by_id:
            message = f"{subject}: was reviewed, and its paragraph is no longer there; add a row 'withdrawn'"
            yield Finding(kind=Diagnostic.ORPHANED_REVIEW, message=message, place=place)
        elif subject in known and known[subject].state.word is ReviewWord.SUSPECT:
            message = f"{subject}: {known[subject].state}; look at the translation again, then 'normative review' it"
            yield Finding(kind=Diagnostic.TRANSLATION_OUTDATED, message=message, place=place)
