"""Reviews of translations: of a paragraph's words in another language, which rest on those of the original."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from normative.model.diagnostics import Diagnostic, Finding
from normative.model.draft import Fingerprint, FrozenText
from normative.model.history.freezing import freeze
from normative.model.history.reviews import state_of
from normative.model.register import Register
from normative.model.review import TRANSLATION, Event, ReviewWord, Verdict, kind_of


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


def check_translations(register: Register) -> Iterator[Finding]:
    """Yield the reviews of translations whose paragraph is gone; in a translation also those that are suspect."""
    text = freeze(register)
    last: dict[tuple[str, str], Event] = {}
    for event in register.reviews.events:
        if kind_of(event.subject) == TRANSLATION:
            language, _, identifier = event.subject.removeprefix(f"{TRANSLATION}/").partition("/")
            now = text.continued.get(identifier, identifier)
            last[f"{TRANSLATION}/{language}/{now}", event.by] = event
    given: defaultdict[str, list[Event]] = defaultdict(list)
    for (subject, _by), event in last.items():
        if event.verdict is not Verdict.WITHDRAWN:
            given[subject].append(event)
    known = translations_of(text, register.original, register.language) if register.original else {}
    for subject, events in given.items():
        place = events[-1].place
        if place is None:
            continue
        if subject.rpartition("/")[2] not in text.by_id:
            message = f"{subject}: was reviewed, and its paragraph is no longer there; add a row 'withdrawn'"
            yield Finding(kind=Diagnostic.ORPHANED_REVIEW, message=message, place=place)
        elif subject in known:
            state = state_of(known[subject], events, register.reviews.needed.get(TRANSLATION, 1))
            if state.word is ReviewWord.SUSPECT:
                message = f"{subject}: {state}; look at the translation again, then 'normative review' it"
                yield Finding(kind=Diagnostic.TRANSLATION_OUTDATED, message=message, place=place)
