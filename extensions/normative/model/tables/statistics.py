"""``comment-statistics``: how many comments of each category were decided how, and which chapters they are about.

Comments that are not to be published count as well. The figures are drawn as bars, as those of ``chart`` are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from normative.model.call import Category
from normative.model.comment import Comment
from normative.model.disposition import Decision
from normative.model.history.comments import commented_text, must_be_answered
from normative.model.matrix import CellKind, Column, Matrix, Row, Total
from normative.model.message import Message, say
from normative.model.register import Register
from normative.model.tables.chart import ALL
from normative.model.tables.dispositions import UNANSWERED, decision_of
from normative.model.tables.request import CATEGORIES, TableRequest

_DECISIONS: Mapping[str, str] = {
    **{decision.value: decision.name.lower().replace("_", "-") for decision in Decision},
    UNANSWERED: "unanswered",
}
_CATEGORIES: Mapping[str, str] = {category.value: category.value.lower().replace(" ", "-") for category in Category}


def comment_statistics(register: Register, request: TableRequest) -> Matrix:
    """Compute the figures: categories by decision, or chapters by category."""
    inputs = register.inputs.inputs
    comments = [comment for comment in inputs.comments if not request.calls or comment.call in request.calls]
    counted = [comment for comment in comments if must_be_answered(comment)]
    if request.rows.source == CATEGORIES:
        found = ((inputs.sender(comment).category.value, decision_of(comment, register.inputs)) for comment in counted)
        heads, series, head = list(_CATEGORIES), _DECISIONS, say("Category")
    else:
        text = commented_text(register)
        found = ((text.chapter(comment), inputs.sender(comment).category.value) for comment in counted)
        heads, series, head = list(_chapters(register)), _CATEGORIES, say("Chapter")
    counts: dict[str, Counter[str]] = {title: Counter() for title in heads}
    for title, value in found:
        counts.setdefault(title, Counter())[value] += 1
    columns = [Column(key="title", title=head, kind=CellKind.TEXT, weight=5)]
    columns += [Column(key=key, title=_head(title), kind=CellKind.NUMBER) for title, key in series.items()]
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=(*columns, Column(key=ALL, title="All", kind=CellKind.NUMBER)),
        rows=tuple(
            Row(cells=(_shown(title), *(count[value] for value in series), count.total()))
            for title, count in counts.items()
            if count
        ),
        totals=tuple(_totals(list(counts.values()), series)),
        notes=tuple(_notes(register, comments, counted)),
    )


def _shown(title: str) -> str:
    """Return the head of a row: the title of a chapter as it is, a category as a word of ours."""
    return say(title) if title in _CATEGORIES else title


def _head(title: str) -> Message:
    """Return the head of a column of a category or a decision."""
    return Category(title).head if title in _CATEGORIES else say(title[0].upper() + title[1:])


def _chapters(register: Register) -> Iterator[str]:
    """Yield the chapters in the order of the text."""
    yield from (paragraph.section[0] for paragraph in register.paragraphs if paragraph.section)


def _totals(counts: Sequence[Counter[str]], series: Mapping[str, str]) -> Iterator[Total]:
    yield Total(key=ALL, label="Comments on drafts", value=sum(count.total() for count in counts))
    for title, key in series.items():
        yield Total(key=key, label=_head(title), value=sum(count[title] for count in counts))


def _notes(register: Register, comments: Sequence[Comment], counted: Sequence[Comment]) -> Iterator[str]:
    others = len(comments) - len(counted)
    if others:
        yield say("Answers to questions, and what else is on no draft, are not counted here: {count}.", count=others)
    withheld = sum(comment.number in register.inputs.withheld for comment in counted)
    if withheld:
        yield say("Comments among these that are not to be published: {count}.", count=withheld)
