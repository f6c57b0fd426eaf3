"""What the public may see of what was sent in: no name, number, key or word of those who do not want it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from normative.model.call import Category, Publish, Submitter
from normative.model.comment import Comment
from normative.model.disposition import Decision, Disposition
from normative.model.dossier import Dossier
from normative.model.inputs import Audience, Inputs, ShownInputs, redaction, shown_inputs
from normative.project.sent import SentInputs
from small_register import PLACE


def sender(
    key: str, name: str, publish: Publish, category: Category = Category.CIVIL_SOCIETY, **values: Any
) -> Submitter:
    return Submitter(call=values.pop("call", "first"), key=key, name=name, category=category, publish=publish, **values)


def comment(number: str, text: str = "Said.", call: str = "first") -> Comment:
    return Comment(
        number=number,
        quote=f"q {text}",
        text=text,
        proposal=f"p {text}",
        reason=f"r {text}",
        part="(a)",
        fingerprint="f",
        call=call,
        place=PLACE,
    )


INPUTS = Inputs(
    submitters=(
        sender("ALPHA", "State Alpha", Publish.YES, Category.STATE, file="alpha.docx", sha256="0", place=PLACE),
        sender("BOND", "Bond of Workers", Publish.WITHOUT_NAME, state="Northland", file="bond.pdf", language="fr"),
        sender("QUIET", "Quiet Fund", Publish.NO, received=datetime.date(2026, 1, 2)),
        sender("UNI", "It", Publish.WITHOUT_NAME, Category.ACADEMIA),
        sender("BOND", "Bond of Workers", Publish.WITHOUT_NAME, call="late"),
        sender("OPEN", "Open House", Publish.WITHOUT_NAME),
        sender("OPEN", "Open House", Publish.YES, call="late"),
    ),
    comments=(
        comment("ALPHA-1", "As Bond of Workers says in BOND-2."),
        comment("BOND-1", "We, Bond of Workers, said so with Quiet Fund."),
        comment("QUIET-1", "Nobody may read this."),
        comment("BOND-2", "See ALPHA-1 and BOND-1, not BOND-12 or UNBOND-1."),
        comment("UNI-1", "It is a word of many."),
        comment("BOND-3", call="late"),
        comment("OPEN-1", "Open House speaks."),
        comment("OPEN-2", call="late"),
    ),
    dispositions=(
        Disposition(
            comments=("ALPHA-1", "BOND-1", "GONE-1"),
            decision=Decision.NOTED,
            reason="As Quiet Fund has it.",
            by="Bond of Workers",
            place=PLACE,
        ),
    ),
)


def public() -> ShownInputs:
    shown, numbers = shown_inputs(INPUTS, Audience.PUBLIC)
    assert [numbers[item.number] for item in INPUTS.comments] == [item.number for item in shown.inputs.comments]
    return shown


def test_the_public_reads_labels_in_the_place_of_names_and_numbers() -> None:
    shown = public()
    assert [(item.number, item.text) for item in shown.inputs.comments] == [
        ("ALPHA-1", "As civil society 1 says in civil-society-1-2."),
        ("civil-society-1-1", "We, civil society 1, said so with civil society 2."),
        ("civil-society-2-1", ""),
        ("civil-society-1-2", "See ALPHA-1 and civil-society-1-1, not BOND-12 or UNBOND-1."),
        ("academia-1-1", "It is a word of many."),
        ("civil-society-1-3", "Said."),
        ("civil-society-3-1", "Open House speaks."),
        ("OPEN-2", "Said."),
    ]
    assert [item.name for item in shown.inputs.submitters] == [
        *("State Alpha", "Civil society 1", "Civil society 2", "Academia 1", "Civil society 1", "Civil society 3"),
        "Open House",
    ]


def test_what_would_tell_who_it_is_is_nowhere() -> None:
    shown = public()
    first, second, third, *_ = shown.inputs.submitters
    assert (first.file, first.sha256, first.place) == ("", "", None)
    assert second == Submitter(
        call="first",
        key="civil-society-1",
        name=second.name,
        category=Category.CIVIL_SOCIETY,
        publish=Publish.WITHOUT_NAME,
    )
    assert third.received is None
    assert {item.place for item in shown.inputs.comments} == {None}
    assert shown.withheld == {"civil-society-2-1"}
    assert [item.number for item in shown.listed] == [
        item.number for item in shown.inputs.comments if item.number != "civil-society-2-1"
    ]


def test_of_a_comment_that_is_only_counted_no_word_is_kept() -> None:
    [counted] = [item for item in public().inputs.comments if item.number == "civil-society-2-1"]
    assert (counted.part, counted.quote, counted.text, counted.proposal, counted.reason, counted.fingerprint) == (
        "",
    ) * 6
    listed = public().inputs.comments[0]
    words = "As civil society 1 says in civil-society-1-2."
    assert (listed.part, listed.quote, listed.proposal, listed.reason, listed.fingerprint) == (
        *("(a)", f"q {words}", f"p {words}", f"r {words}", "f"),
    )


def test_answers_name_nobody_either() -> None:
    [answer] = public().inputs.dispositions
    assert (answer.comments, answer.reason, answer.by) == (
        ("ALPHA-1", "civil-society-1-1"),
        "As civil society 2 has it.",
        "civil society 1",
    )
    assert public().listed_of(replace(answer, comments=("ALPHA-1", "civil-society-2-1"))) == ("ALPHA-1",)


def test_the_secretariat_sees_all() -> None:
    shown, numbers = shown_inputs(INPUTS, Audience.SECRETARIAT)
    assert numbers == {item.number: item.number for item in INPUTS.comments}
    assert (shown.inputs.submitters, shown.inputs.comments) == (INPUTS.submitters, INPUTS.comments)
    assert [item.comments for item in shown.inputs.dispositions] == [("ALPHA-1", "BOND-1")]
    assert (shown.withheld, shown.is_for_public, shown.names_all) == (frozenset(), False, True)


@pytest.mark.parametrize(
    ("publish", "names_all"), [(Publish.YES, True), (Publish.WITHOUT_NAME, False), (Publish.NO, False)]
)
def test_whether_all_may_be_named(publish: Publish, names_all: bool) -> None:
    some = Inputs(submitters=(INPUTS.submitters[0], sender("X", "An X", publish)))
    assert shown_inputs(some, Audience.PUBLIC)[0].names_all is names_all


@pytest.mark.parametrize(
    ("audience", "path", "message"),
    [
        (
            Audience.PUBLIC,
            "inputs/first/civil society 1.csv",
            "civil society 1: civil-society-1-1, civil society 1, ALPHA-1",
        ),
        (Audience.SECRETARIAT, "inputs/first/BOND.csv", "Bond of Workers: BOND-1, BOND-99, ALPHA-1"),
    ],
)
def test_findings_name_those_alone_whom_their_readers_may_know(audience: Audience, path: str, message: str) -> None:
    sent = SentInputs(Dossier(inputs=INPUTS, audience=audience), {}, [])
    assert sent.redacted("inputs/first/BOND.csv") == path
    assert sent.redacted("Bond of Workers: BOND-1, BOND-99, ALPHA-1") == message


def test_names_in_words_are_found_once_and_short_ones_are_left_for_they_are_words_of_many() -> None:
    found = redaction(INPUTS)
    assert found.found("Bond of Workers, It, Quiet Fund, Bond of Workers, State Alpha, BOND-1") == (
        "Bond of Workers",
        "Quiet Fund",
    )
    longer = Inputs(submitters=(sender("UNI", "Uni", Publish.WITHOUT_NAME),))
    assert redaction(longer).redacted("Uni is no word of many.") == "civil society 1 is no word of many."
    assert redaction(Inputs()).found("Bond of Workers") == ()
    assert redaction(Inputs()).redacted("Bond of Workers") == "Bond of Workers"
