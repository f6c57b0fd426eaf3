"""What a submitter is sent: that submitter's own comments, each with its answer, and the text then and now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from normative.model.comment import Comment
from normative.model.disposition import Disposition
from normative.model.history.comments import CommentedText
from normative.model.matrix import CellKind, Column, Matrix, Row, Total
from normative.model.message import say
from normative.model.tables.dispositions import SAME, UNANSWERED, about, texts, words

_COLUMNS = (
    Column(key="comment", title="Comment", kind=CellKind.TEXT, weight=2),
    Column(key="about", title="On", kind=CellKind.TEXT, weight=3),
    Column(key="words", title="What you said", kind=CellKind.TEXT, weight=7),
    Column(key="decision", title="Decision", kind=CellKind.TEXT, weight=2),
    Column(key="reason", title="Reason", kind=CellKind.TEXT, weight=5),
    Column(key="changes", title="Changed", kind=CellKind.TEXT, weight=2),
    Column(key="then", title="Text then", kind=CellKind.TEXT, weight=6),
    Column(key="now", title="Text now", kind=CellKind.TEXT, weight=6),
)


def reply(
    key: str, title: str, comments: Iterable[Comment], answers: Mapping[str, Disposition], text: CommentedText
) -> Matrix:
    """Return the table of one submitter.

    :param key: the submitter's, which names the table.
    :param answers: by the numbers of the comments; in words that name nobody else who is not to be named.
    """
    rows = []
    for comment in comments:
        answer = answers.get(comment.number)
        then, now = texts(comment, text)
        rows.append(
            (
                comment.number,
                about(comment, text),
                words(comment),
                say(answer.decision.value) if answer else UNANSWERED,
                " ".join(filter(None, (answer.reason, f"({answer.by})" if answer.by else ""))) if answer else "",
                ", ".join(str(text.text.numbers.get(name, name)) for name in answer.changes) if answer else "",
                then,
                SAME if then and then == now else now,
            )
        )
    return Matrix(
        name=key.lower(),
        kind="reply",
        title=title,
        columns=_COLUMNS,
        rows=tuple(Row(cells=row) for row in rows),
        totals=(
            Total(key="comments", label="Comments", value=len(rows)),
            Total(key="answered", label="Answered", value=sum(comment_row[3] != UNANSWERED for comment_row in rows)),
        ),
    )
