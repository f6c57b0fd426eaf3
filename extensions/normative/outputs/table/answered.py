"""The printed form of comments with what was decided on them."""

from __future__ import annotations

import re
from dataclasses import replace

from normative.model.matrix import CellKind, Column, Matrix, cell_text
from normative.model.message import joined, say
from normative.outputs.table.shortened import Shortened, position, usual_text

#: Who decided, behind a reason or in its place.
_BY = re.compile(r"(?:^|\s)\(([^()]+)\)$")


def dispositions(matrix: Matrix) -> Shortened:
    """Set what a comment is about below its number, and the reason behind the decision.

    The words of the paragraphs are left out: this text has the new ones, the draft the old ones. Who decided stands
    below where it is nearly always the same.
    """
    keys = ("comment", "about", "words", "decision", "reason", "changes")
    comment, about, words, decision, reason, changes = (position(matrix, key) for key in keys)
    deciders = [_BY.search(cell_text(row.cells[reason])) for row in matrix.rows]
    usual = usual_text(found[1] for found in deciders if found)
    rows = []
    for row, found in zip(matrix.rows, deciders, strict=True):
        told = cell_text(row.cells[reason])
        why = _BY.sub("", told) if found and found[1] == usual else told
        named = joined(", ", filter(None, (cell_text(row.cells[index]) for index in (comment, about))))
        decided = joined(": ", filter(None, (row.cells[decision], why)))  # type: ignore[arg-type]  # both are texts
        rows.append(replace(row, cells=(named, row.cells[words], decided, row.cells[changes])))
    columns = (
        replace(matrix.columns[comment], weight=3),
        matrix.columns[words],
        Column(key="decision", title="Decision and reason", kind=CellKind.TEXT, weight=7),
        matrix.columns[changes],
    )
    notes = (
        *matrix.notes,
        *([say("Where nothing else is said, this was decided by: {by}.", by=usual)] if usual else []),
    )
    left_out = (
        say("the words of the paragraphs then and now"),
        say("the kinds of comments, submitters and their categories"),
    )
    return Shortened(matrix=replace(matrix, columns=columns, rows=tuple(rows), notes=notes), left_out=left_out)
