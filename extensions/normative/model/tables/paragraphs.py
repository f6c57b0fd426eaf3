"""``paragraph-list``: the paragraphs that pass a filter, with force, basis and section."""

from __future__ import annotations

from collections import Counter

from normative.model.matrix import CellKind, Column, Matrix, Row, Total
from normative.model.message import joined, say
from normative.model.paragraph import Force, Paragraph
from normative.model.register import Register, once
from normative.model.tables.request import (
    TableRequest,
    paragraph_group,
    paragraph_link,
    provision_link,
    selected,
)
from normative.model.tables.reviews import review_cell
from normative.model.tables.rows import Candidate, chosen, measure
from normative.model.text import cut_at_word
from normative.model.voice import Voice, is_marked, voices

_COLUMNS = (
    Column(key="paragraph", title="Para.", kind=CellKind.LINKS),
    Column(key="id", title="Id", kind=CellKind.TEXT, weight=3),
    Column(key="force", title="Force", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="text", title="Opening words", kind=CellKind.TEXT, weight=6),
    Column(key="basis", title="Basis", kind=CellKind.LINKS, weight=3),
    Column(key="holder", title="Rights-holders", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="section", title="Section", kind=CellKind.TEXT, weight=3, facet=True),
)
#: Where the project keeps reviews.
_REVIEW = Column(key="review", title="Review", kind=CellKind.STATE, weight=3, facet=True)
_VOICES = Column(key="voices", title="Voices", kind=CellKind.TEXT, weight=3, facet=True)
_WHOSE = say(
    "Voices: {voices}.",
    voices=joined("; ", [say("{word}, {meaning}", word=voice, meaning=say(voice.meaning)) for voice in Voice]),
)
_OPENING = 90


def paragraph_list(register: Register, request: TableRequest) -> Matrix:
    """Compute the list; ``:instrument:`` with an instrument's key keeps the paragraphs that rest on it."""
    keys = {axis.source for axis in request.columns}
    paragraphs = [
        paragraph
        for paragraph in selected(register, request)
        if not keys or keys & {provision.instrument for provision in paragraph.basis}
    ]
    candidates = [
        Candidate(row=_row(register, request, paragraph), is_covered=bool(paragraph.basis)) for paragraph in paragraphs
    ]
    forces = Counter(paragraph.force for paragraph in paragraphs)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=(
            *_COLUMNS,
            *((_VOICES,) if _has_voices(register) else ()),
            *((_REVIEW,) if register.reviews.is_kept else ()),
        ),
        rows=chosen(candidates, request),
        totals=(
            Total(key="paragraphs", label="Paragraphs", value=len(paragraphs)),
            *(Total(key=force.name.lower(), label=_label(force), value=forces[force]) for force in Force),
        ),
        notes=(_WHOSE,) if _has_voices(register) else (),
        measure=measure(candidates),
    )


@once
def _has_voices(register: Register) -> bool:
    """Tell whether any paragraph says who speaks."""
    return any(map(is_marked, register.paragraphs))


def _row(register: Register, request: TableRequest, paragraph: Paragraph) -> Row:
    return Row(
        cells=(
            (paragraph_link(register, paragraph),),
            paragraph.id,
            say(paragraph.force.word),
            opening(register.text(paragraph)),
            tuple(provision_link(register, provision) for provision in paragraph.basis),
            "; ".join(paragraph.holder),
            " / ".join(paragraph.section),
            *([joined("; ", map(say, voices(paragraph)))] if _has_voices(register) else []),
            *([review_cell(register, paragraph)] if register.reviews.is_kept else []),
        ),
        group=paragraph_group(paragraph, request.group_by),
    )


def _label(force: Force) -> str:
    return say("Other paragraphs") if force is Force.PLAIN else force.value.capitalize()


def opening(text: str) -> str:
    """Return the first words of a text."""
    return cut_at_word(text, _OPENING)
