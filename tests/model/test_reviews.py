"""What the reviews of a text come to: whose event counts, what makes a subject suspect, and what never does."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from normative.check.project import read_project
from normative.model.diagnostics import Diagnostic, Place
from normative.model.dossier import Dossier
from normative.model.draft import Fingerprint, FrozenText
from normative.model.files.instrument import read_instruments
from normative.model.history.freezing import freeze
from normative.model.history.reviews import ReviewedText, reviews_of, state_of
from normative.model.history.translation_reviews import check_translations, translations_of
from normative.model.register import Register
from normative.model.review import Event, Person, Reviews, ReviewState, Verdict, read_needed
from normative.model.text import Block, Span
from small_projects import INSTRUMENTS, write_files
from small_register import Instruments, small_register

SOURCE = Path(__file__).parents[2] / "source"
NOW = Fingerprint(own="a" * 12, rests_on="b" * 12)
OTHER = "c" * 12
PLACE = Place(path="reviews/anna.csv", line=2)


def event(by: str = "anna", verdict: str = "agreed", own: str = NOW.own, rests_on: str = NOW.rests_on) -> Event:
    return Event(subject="paragraph/duty", own=own, rests_on=rests_on, verdict=Verdict(verdict), by=by, place=PLACE)


@pytest.mark.parametrize(
    ("events", "needed", "expected"),
    [
        ([], 1, "unreviewed"),
        ([event()], 1, "reviewed"),
        ([event()], 2, "unreviewed"),
        ([event(), event("ben")], 2, "reviewed"),
        ([event(), event("ben", own=OTHER)], 1, "reviewed"),
        ([event(), event("ben", own=OTHER)], 2, "suspect: its words changed"),
        ([event(own=OTHER, rests_on=OTHER)], 1, "suspect: its words changed"),
        ([event(rests_on=OTHER)], 1, "suspect: what it rests on changed"),
        ([event(rests_on=OTHER), event("ben", own=OTHER)], 2, "suspect: its words changed"),
        ([event(), event("ben", "objected")], 1, "objected"),
        ([event(), event("ben", "objected", own=OTHER)], 1, "suspect: its words changed"),
        ([event(own="", rests_on="")], 1, "reviewed"),
    ],
)
def test_the_state_of_a_subject(events: Sequence[Event], needed: int, expected: str) -> None:
    assert state_of(NOW, events, needed) == expected


def agreed_to_all(text: FrozenText, by: str = "anna") -> tuple[Event, ...]:
    """Return a review of every subject as it stands."""
    return tuple(
        Event(
            subject=name,
            own=item.fingerprint.own,
            rests_on=item.fingerprint.rests_on,
            verdict=Verdict.AGREED,
            by=by,
            place=PLACE,
        )
        for name, item in text.subjects.items()
    )


def states(text: FrozenText, events: Sequence[Event]) -> dict[str, str]:
    found = ReviewedText(text, Reviews(events=tuple(events))).subjects
    return {name: item.state.value for name, item in found.items()}


def test_the_last_event_of_each_reviewer_counts(instruments: Instruments) -> None:
    text = freeze(small_register(instruments))
    agreed = agreed_to_all(text)
    first = agreed[0]
    objected = replace(first, verdict=Verdict.OBJECTED, reason="No.", by="ben")
    withdrawn = replace(objected, verdict=Verdict.WITHDRAWN)
    for events, expected in (
        ([*agreed, objected], "objected"),
        ([*agreed, objected, replace(first, by="ben")], "reviewed"),
        ([*agreed, objected, withdrawn], "reviewed"),
        ([objected, withdrawn], "unreviewed"),
    ):
        assert states(text, events)[first.subject] == expected


def test_every_kind_of_subject_is_reviewed_and_counted_by_its_own_number(instruments: Instruments) -> None:
    text = freeze(small_register(instruments))
    reviews = Reviews(events=agreed_to_all(text), needed={"relation": 2})
    found = ReviewedText(text, reviews).subjects
    assert Counter((name.partition("/")[0], item.state.value) for name, item in found.items()) == {
        ("paragraph", "reviewed"): 5,
        ("relation", "unreviewed"): 2,
        ("gap", "reviewed"): 2,
        ("silence", "reviewed"): 2,
    }


def test_marks_in_the_text_are_reviews_of_unknown_words(instruments: Instruments) -> None:
    register = small_register(instruments)
    found = reviews_of(register)
    assert [found.of(item).state.value for item in register.convergences] == ["unreviewed", "reviewed"]
    assert [found.told(item) for item in register.convergences] == ["", "2026-01-01, group"]


def test_readers_are_told_names_that_may_be_printed(instruments: Instruments) -> None:
    people = {
        "anna": Person(key="anna", name="Anna A.", role="member", printed=True),
        "ben": Person(key="ben", name="Ben B.", role="adviser"),
        "cleo": Person(key="cleo", name="Cleo C."),
    }
    plain = small_register(instruments)
    text = freeze(plain)
    events = [event for by in people for event in agreed_to_all(text, by)]
    register = Register(
        instruments=plain.instruments,
        paragraphs=plain.paragraphs,
        dossier=Dossier(reviews=Reviews(events=tuple(events), people=people, is_kept=True)),
    )
    assert reviews_of(register).told(register.paragraphs[0]) == "Anna A.; adviser; a reviewer"


def test_a_review_of_a_translation_is_of_both_texts(instruments: Instruments) -> None:
    plain = small_register(instruments)
    text = freeze(plain)
    now = translations_of(text, text, "fr")
    assert list(now) == [f"translation/fr/{paragraph.id}" for paragraph in plain.paragraphs]

    def agreed(name: str, verdict: Verdict = Verdict.AGREED, by: str = "anna", **marks: str) -> Event:
        subject = f"translation/fr/{name}"
        own, rests_on = marks.get("own", now[subject].own), marks.get("rests_on", now[subject].rests_on)
        return Event(subject=subject, own=own, rests_on=rests_on, verdict=verdict, by=by, place=PLACE)

    gone = replace(agreed("scope"), subject="translation/fr/gone")
    events = [
        # Of a mark in a text, which is in no file.
        replace(agreed("scope"), place=None),
        agreed("duty", own=OTHER),
        agreed("promise", rests_on=OTHER),
        agreed("advice", own=OTHER),
        agreed("advice", Verdict.WITHDRAWN),
        agreed("more", by="ben", own=OTHER),
        agreed("more", by="ben"),
        replace(gone, by="ben"),
        replace(gone, subject="translation/de/duty", own=OTHER),
    ]

    def found(**dossier: object) -> list[tuple[str, str]]:
        settings: dict[str, Any] = {"reviews": Reviews(events=tuple(events)), **dossier}
        register = Register(instruments=plain.instruments, paragraphs=plain.paragraphs, dossier=Dossier(**settings))
        return [(item.kind.code, item.message) for item in check_translations(register)]

    orphan = (
        "orphaned-review",
        "translation/fr/gone: was reviewed, and its paragraph is no longer there; add a row 'withdrawn'",
    )
    # What a translation says, only its own build knows.
    assert found() == [orphan]
    end = "look at the translation again, then 'normative review' it"
    assert found(original=text, language="fr") == [
        ("translation-outdated", f"translation/fr/duty: suspect: its words changed; {end}"),
        ("translation-outdated", f"translation/fr/promise: suspect: what it rests on changed; {end}"),
        orphan,
    ]


def test_what_is_gone_is_an_orphan_and_what_was_renamed_is_followed(instruments: Instruments) -> None:
    text = freeze(small_register(instruments))
    events = [replace(item, subject=item.subject.replace("/duty", "/task")) for item in agreed_to_all(text)]
    gone = ReviewedText(text, Reviews(events=tuple(events)))
    assert [(finding.kind, finding.message, finding.place) for finding in gone.findings()] == [
        (
            Diagnostic.ORPHANED_REVIEW,
            "paragraph/task: was reviewed and is no longer there; write ':was: task' on the paragraph that continues it, "
            "or add a row 'withdrawn'",
            PLACE,
        )
    ]
    assert gone.subjects["paragraph/duty"].state is ReviewState.UNREVIEWED
    paragraphs = [replace(item, was=("task",)) if item.id == "duty" else item for item in text.paragraphs]
    followed = ReviewedText(replace(text, paragraphs=tuple(paragraphs)), Reviews(events=tuple(events)))
    assert followed.orphans == ()
    assert followed.subjects["paragraph/duty"].state is ReviewState.REVIEWED
    withdrawn = replace(events[1], verdict=Verdict.WITHDRAWN)
    assert ReviewedText(text, Reviews(events=(*events, withdrawn))).orphans == ()


@pytest.mark.parametrize(
    ("written", "needed", "problem"),
    [
        ({"relation": 2, "paragraph": 1}, {"relation": 2, "paragraph": 1}, ""),
        ({"relations": 2}, {}, "normative_reviews: 'relations' cannot be reviewed; write paragraph, relation, gap"),
        ({"gap": 0}, {}, "normative_reviews: '0' is no number of people for 'gap'; write 1, 2 or more"),
        ({"gap": True}, {}, "normative_reviews: 'True' is no number of people for 'gap'; write 1, 2 or more"),
    ],
)
def test_how_many_people_are_needed(written: Mapping[str, object], needed: Mapping[str, int], problem: str) -> None:
    found, problems = read_needed(written)
    assert found == needed
    assert [item.message.startswith(problem) for item in problems] == ([True] if problem else [])


@pytest.fixture(scope="module")
def worked() -> Register:
    """The worked example as its sources say it."""
    return read_project(SOURCE)[0].register


def test_one_word_of_a_row_makes_exactly_its_dependents_suspect(worked: Register) -> None:
    """200 edits of rows, each to one word, in the order of a seed."""
    before = freeze(worked)
    events = agreed_to_all(before)
    seed = random.Random(14)
    rows = [(key, provision) for key, item in worked.instruments.items() for provision in item.records or {}]
    hits = 0
    for key, provision in seed.sample(rows, 200):
        instrument = worked.instruments[key]
        records = dict(instrument.records or {})
        records[provision] = replace(records[provision], subject=f"{records[provision].subject} edited".strip())
        edited = Register(
            instruments={**worked.instruments, key: replace(instrument, records=records)},
            paragraphs=worked.paragraphs,
            convergences=worked.convergences,
            gaps=worked.gaps,
            silences=worked.silences,
        )
        found = states(freeze(edited), events)
        dependents = {
            f"paragraph/{paragraph.id}" for paragraph in worked.paragraphs if provision in paragraph.basis
        } | {entry.subject for entry in before.entries if provision.slug in (*entry.left, *entry.right)}
        suspect = {name for name, state in found.items() if state == "suspect: what it rests on changed"}
        assert suspect == dependents, provision
        assert {state for name, state in found.items() if name not in dependents} <= {"reviewed"}
        hits += bool(dependents)
    assert hits > 50


def test_wrapping_numbers_and_order_make_nothing_suspect(worked: Register) -> None:
    events = agreed_to_all(freeze(worked))
    wrapped = [
        replace(
            paragraph,
            blocks=tuple(
                replace(block, spans=tuple(replace(span, text=span.text.replace(" ", "\n  ")) for span in block.spans))
                for block in paragraph.blocks
            ),
        )
        for paragraph in reversed(worked.paragraphs)
    ]
    new = replace(wrapped[0], id="not-there-before", blocks=(Block(spans=(Span(text="New."),)),))
    edited = Register(
        instruments=dict(reversed([*worked.instruments.items()])),
        paragraphs=[new, *wrapped],
        convergences=reversed(worked.convergences),
        gaps=reversed(worked.gaps),
        silences=reversed(worked.silences),
    )
    found = states(freeze(edited), events)
    assert edited.numbers != worked.numbers
    assert {name for name, state in found.items() if state != "reviewed"} == {"paragraph/not-there-before"}


def test_a_word_of_a_paragraph_makes_it_alone_suspect(instruments: Instruments) -> None:
    register = small_register(instruments)
    events = agreed_to_all(freeze(register))
    paragraphs = list(register.paragraphs)
    paragraphs[1] = replace(paragraphs[1], blocks=(Block(spans=(Span(text="Act soon."),)),))
    found = states(freeze(Register(instruments=instruments, paragraphs=paragraphs)), events)
    assert {name: state for name, state in found.items() if state != "reviewed"} == {
        "paragraph/duty": "suspect: its words changed"
    }


def test_one_row_of_a_file_is_one_row_of_an_instrument(tmp_path: Path) -> None:
    """The same through the files: a label that a lawyer corrects in a spreadsheet."""
    found = []
    for number, subject in enumerate(("Remedies", "Remedies in law")):
        edited = INSTRUMENTS["instruments/conv/provisions.csv"].replace("Remedies", subject)
        source = write_files(
            tmp_path / str(number),
            {
                **INSTRUMENTS,
                "instruments/conv/provisions.csv": edited,
                "conf.py": "",
                "index.rst": "T\n=\n\n.. obligation:: one\n   :basis: CONV 3\n\n   Words.\n\n"
                ".. obligation:: two\n   :basis: CONV 4\n\n   Words.\n",
            },
        )
        assert read_instruments(source / "instruments")[1] == []
        found.append(freeze(read_project(source)[0].register))
    assert states(found[1], agreed_to_all(found[0])) == {
        "paragraph/one": "reviewed",
        "paragraph/two": "suspect: what it rests on changed",
    }
