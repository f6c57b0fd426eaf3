"""``dispositions``: the comments that may be shown, each with its answer, and with the text then and now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from normative.model.comment import CHAPTER, QUESTION, Comment
from normative.model.disposition import Decision
from normative.model.draft import FrozenParagraph
from normative.model.history.comments import CommentedText, commented_text
from normative.model.inputs import ShownInputs
from normative.model.matrix import Cell, CellKind, Column, Link, LinkKind, Matrix, Row, Total
from normative.model.message import joined, say
from normative.model.register import Register
from normative.model.tables.request import GroupBy, TableRequest
from normative.model.tables.rows import Candidate, chosen, measure
from normative.model.text import plain

#: What stands where a decision would.
UNANSWERED = say("no answer yet")
#: What stands for a text that is the same as before.
SAME = say("as then")
_COLUMNS = (
    Column(key="comment", title="Comment", kind=CellKind.TEXT, weight=2),
    Column(key="submitter", title="Submitter", kind=CellKind.TEXT, weight=3, facet=True),
    Column(key="category", title="Category", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="about", title="On", kind=CellKind.TEXT, weight=3),
    Column(key="kind", title="Kind", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="words", title="What it says", kind=CellKind.TEXT, weight=8),
    Column(key="decision", title="Decision", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="reason", title="Reason", kind=CellKind.TEXT, weight=6),
    Column(key="changes", title="Changed", kind=CellKind.LINKS, weight=2),
    Column(key="then", title="Text then", kind=CellKind.TEXT, weight=7),
    Column(key="now", title="Text now", kind=CellKind.TEXT, weight=7),
)


def dispositions(register: Register, request: TableRequest) -> Matrix:
    """Compute the list in the order of the text; what is about no paragraph stands before it."""
    text, shown = commented_text(register), register.inputs
    comments = [comment for comment in shown.listed if not request.calls or comment.call in request.calls]
    comments = [comment for comment in comments if not request.section or text.chapter(comment) in request.section]
    order = {paragraph.id: number for number, paragraph in enumerate(text.text.paragraphs)}
    comments.sort(key=lambda comment: _place(comment, text, order))
    candidates = [
        Candidate(
            row=Row(cells=tuple(_cells(comment, text, shown)), group=_group(comment, text, shown, request.group_by)),
            is_covered=comment.number in shown.inputs.answers,
        )
        for comment in comments
    ]
    counts = Counter(decision_of(comment, shown) for comment in comments)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=_COLUMNS,
        rows=chosen(candidates, request),
        totals=(
            Total(key="comments", label="Comments", value=len(comments)),
            *(
                Total(key=decision.name.lower(), label=decision.capitalize(), value=counts[decision])
                for decision in Decision
            ),
            Total(key="unanswered", label=UNANSWERED.capitalize(), value=counts[UNANSWERED]),
        ),
        notes=tuple(_notes(request, shown)),
        measure=measure(candidates),
    )


def _notes(request: TableRequest, shown: ShownInputs) -> Iterator[str]:
    count = sum(
        comment.number in shown.withheld and (not request.calls or comment.call in request.calls)
        for comment in shown.inputs.comments
    )
    if count:
        yield say(
            "Comments that are not to be published, and are counted in the statistics alone: {count}.", count=count
        )


def _place(comment: Comment, text: CommentedText, order: Mapping[str, int]) -> tuple[int, int]:
    """Return what a comment is sorted by: what has gone stands where it was in its draft, before what is there now."""
    if not comment.paragraph:
        return -1, 0
    now = text.now(comment.paragraph)
    then = text.then(comment)
    return order[now.id] if now else len(order), then.number if then else 0


def _cells(comment: Comment, text: CommentedText, shown: ShownInputs) -> Iterator[Cell]:
    sender = shown.inputs.sender(comment)
    answer = shown.inputs.answers.get(comment.number)
    yield comment.number
    yield sender.name
    yield say(sender.category.value)
    yield about(comment, text)
    yield say(comment.kind.value)
    yield words(comment)
    yield decision_of(comment, shown)
    yield " ".join(filter(None, (answer.reason, f"({answer.by})" if answer.by else ""))) if answer else ""
    yield tuple(_changed(identifier, text) for identifier in answer.changes) if answer else ()
    then, now = texts(comment, text)
    yield then
    yield SAME if then and then == now else now


def words(comment: Comment) -> str:
    """Return all that a comment says, a line each."""
    parts = (
        f"“{comment.quote}”" if comment.quote else "",
        comment.text,
        say("Proposal: {words}", words=comment.proposal) if comment.proposal else "",
        say("Reason: {words}", words=comment.reason) if comment.reason else "",
    )
    return joined("\n", filter(None, parts))


def about(comment: Comment, text: CommentedText) -> str:
    """Return what a comment is about, in words; a paragraph by the number that it had in the draft."""
    if comment.paragraph:
        paragraph = text.then(comment) or text.now(comment.paragraph)
        named = say("para. {number}", number=paragraph.number) if paragraph else comment.paragraph
        return joined(" ", filter(None, (named, comment.part)))
    if comment.subject.startswith(QUESTION):
        return say("question {name}", name=comment.subject.removeprefix(QUESTION))
    return text.chapter(comment) if not comment.subject or comment.subject.startswith(CHAPTER) else comment.subject


def texts(comment: Comment, text: CommentedText) -> tuple[str, str]:
    """Return the words that a comment is about as they were, and as they are now; empty where there are none."""
    then, now = text.then(comment), text.now(comment.paragraph) if comment.paragraph else None
    before = _part(then, comment.part, text.drafts[comment.draft].text.numbers) if then else ""
    return before, _part(now, comment.part, text.text.numbers) if now else ""


def _part(paragraph: FrozenParagraph, part: str, numbers: Mapping[str, int]) -> str:
    """Return the words of a part of a paragraph, or else of all of it."""
    if part.startswith("note "):
        number = part.removeprefix("note ")
        if number.isdigit() and 0 < int(number) <= len(paragraph.notes):
            return paragraph.notes[int(number) - 1].text
    blocks = paragraph.blocks
    first = next((place for place, block in enumerate(blocks) if part and block.mark == part), None)
    if first is None:
        return plain(blocks, numbers)
    level = blocks[first].level
    last = next(
        (
            place
            for place in range(first + 1, len(blocks))
            if blocks[place].level < level or (blocks[place].level == level and blocks[place].mark)
        ),
        len(blocks),
    )
    return plain(blocks[first:last], numbers)


def decision_of(comment: Comment, shown: ShownInputs) -> str:
    """Return what was decided on a comment, in words."""
    answer = shown.inputs.answers.get(comment.number)
    return say(answer.decision.value) if answer else UNANSWERED


def _changed(identifier: str, text: CommentedText) -> Link:
    number = text.text.numbers.get(identifier)
    return Link(
        kind=LinkKind.PARAGRAPH, target=identifier, text=str(number) if number else say("{id} (gone)", id=identifier)
    )


def _group(comment: Comment, text: CommentedText, shown: ShownInputs, group_by: GroupBy | None) -> str:
    if group_by is GroupBy.SECTION:
        return text.chapter(comment)
    if group_by is GroupBy.SUBMITTER:
        return shown.inputs.sender(comment).name
    if group_by is GroupBy.CATEGORY:
        return say(shown.inputs.sender(comment).category.value)
    return decision_of(comment, shown) if group_by is GroupBy.DECISION else ""
