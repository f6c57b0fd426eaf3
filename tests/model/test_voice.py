"""Who speaks in a paragraph: sentence by sentence, however its words are marked up."""

from __future__ import annotations

import pytest

from normative.model.diagnostics import Place
from normative.model.paragraph import Force, Paragraph
from normative.model.text import QUOTED, VOICE, Block, Span
from normative.model.voice import Voice, readings_without_source, sentences, wishes

LONG = "States parties that have ratified the instrument must act at once"


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([Span(text="States act. They must.")], ["States act.", "They must."]),
        (
            [Span(text="States "), Span(text="act", style="emphasis"), Span(text=". They must.")],
            ["States act .", "They must."],
        ),
        (
            [Span(text="States act", style="emphasis"), Span(text="."), Span(text="They must.")],
            ["States act .", "They must."],
        ),
        ([Span(text="See "), Span(paragraph="other"), Span(text=", which says so")], ["See , which says so"]),
        ([Span(text=f"{LONG}.")], ["States parties that have ratified the instrument …"]),
        ([Span(text="States act."), Span(note=1), Span(text=" They must.")], ["States act.", "They must."]),
    ],
)
def test_a_sentence_ends_where_its_sign_stands(spans: list[Span], found: list[str]) -> None:
    assert [sentence.opening for sentence in sentences(paragraph(spans))] == found


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([Span(text="States should act. They should go on.")], ["States should act.", "They should go on."]),
        (
            [Span(text="States should act. They should go on."), Span(note=1), Span(text=" They should stay.")],
            ["States should act.", "They should stay."],
        ),
        ([Span(text="They should act"), Span(note=1), Span(text=" and ought to stay.")], []),
        ([Span(text="They should act ("), Span(text="art. 3", provision="conv-art-3"), Span(text=").")], []),
        ([Span(text="They should act: "), Span(text="should", style=QUOTED), Span(text=".")], []),
        ([Span(text="They "), Span(text="ought", style="emphasis"), Span(text=" to.")], ["They ought to."]),
        ([Span(text="It is “what they should do”. They act.")], []),
        ([Span(text=f"{Voice.PROPOSAL.label}", style=VOICE), Span(text=" They should act.")], []),
        ([Span(note=1), Span(text="They should act.")], ["They should act."]),
        (
            [
                Span(text="They should act. They should stay ("),
                Span(text="art. 3", provision="conv-art-3"),
                Span(text=")."),
            ],
            ["They should act."],
        ),
    ],
)
def test_a_wish_is_told_where_its_own_sentence_names_no_source(spans: list[Span], found: list[str]) -> None:
    assert [sentence.opening for sentence in wishes(paragraph(spans))] == found
    assert list(wishes(paragraph(spans, force=Force.GUIDANCE))) == []


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([Span(text="States act.")], []),
        ([Span(text=Voice.READING.label, style=VOICE), Span(text=" They act. They go on.")], ["They act."]),
        ([Span(text=Voice.READING.label, style=VOICE), Span(text=" They act. They go on."), Span(note=1)], []),
        ([Span(text=Voice.PROPOSAL.label, style=VOICE), Span(text=" They act.")], []),
    ],
)
def test_a_reading_is_told_where_none_of_its_sentences_names_a_source(spans: list[Span], found: list[str]) -> None:
    assert [sentence.opening for sentence in readings_without_source(paragraph(spans))] == found


def paragraph(spans: list[Span], force: Force = Force.OBLIGATION) -> Paragraph:
    return Paragraph(
        id="one",
        force=force,
        blocks=(Block(spans=tuple(spans)),),
        document="index",
        anchor="one",
        place=Place(path="index.rst", line=1),
    )
