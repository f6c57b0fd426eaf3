"""Who speaks in a paragraph: sentence by sentence, however its words are marked up."""

from __future__ import annotations

import pytest

from normative.model.diagnostics import Place
from normative.model.paragraph import Force, Paragraph
from normative.model.text import Block, Span
from normative.model.voice import sentences

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
    paragraph = Paragraph(
        id="one",
        force=Force.OBLIGATION,
        blocks=(Block(spans=tuple(spans)),),
        document="index",
        anchor="one",
        place=Place(path="index.rst", line=1),
    )
    assert [sentence.opening for sentence in sentences(paragraph)] == found
