"""What markup cannot be made of: tables, headings and marks written wrongly, comments and files that are no text.

In the model, because the builds and :mod:`normative.check` say the same of them.
"""

from __future__ import annotations

import re
from enum import StrEnum

from normative.model.diagnostics import Diagnostic, Problem
from normative.model.text import cut_at_word

#: Comments that begin like a task, and those that read like a sentence of some words.
_TASK = re.compile(r"(?:todo|to do|fixme|tbd|xxx)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\W\d_a-z]\S*(?:\s+\S+){3,}[.?!][\"')\]”’»]*$")
#: How many characters of a comment a message shows.
_SHOWN = 40


class TableFault(StrEnum):
    """What is wrong in a table drawn with signs."""

    NO_END = "no rule like its first one ends it"
    RULE = "this rule ends elsewhere than its first one"
    EDGE = "this line ends elsewhere than its first one"
    MARGIN = "text stands below the space between two columns"
    CORNERS = "its lines and corners do not fit together"


def drawn_table(fault: TableFault) -> Problem:
    """Return what is wrong with a table drawn with signs."""
    message = f"drawn table: {fault}; align its lines, or write a 'list-table', which needs no drawing"
    return Problem(kind=Diagnostic.BROKEN_TABLE, message=message)


def uneven_row(directive: str, row: int, cells: int, first: int) -> Problem:
    """Return what is wrong with a row, counted from 1, that has not as many cells as the first one."""
    message = (
        f"{directive}: row {row} has {_counted(cells)}, the first row {first}; give each as many, "
        "with '-' alone for an empty one"
    )
    return Problem(kind=Diagnostic.BROKEN_TABLE, message=message)


def row_without_cells(directive: str, row: int) -> Problem:
    """Return what is wrong with a row, counted from 1, that is no list of cells."""
    message = f"{directive}: row {row} is no list of cells; begin it with '* - ' and each further cell with '  - '"
    return Problem(kind=Diagnostic.BROKEN_TABLE, message=message)


def not_one_list(directive: str) -> Problem:
    """Return what is wrong with a table whose text is not one list of rows."""
    message = f"{directive}: is not one list of rows; begin each row with '* - ', all at the same depth"
    return Problem(kind=Diagnostic.BROKEN_TABLE, message=message)


def _counted(cells: int) -> str:
    return f"{cells} cell{'' if cells == 1 else 's'}"


def short_line(heading: str) -> Problem:
    """Return what is wrong with a heading whose line of signs is shorter than itself, and that is one all the same."""
    message = f"heading '{heading}' is longer than its line of signs; make that as long as the heading"
    return Problem(kind=Diagnostic.BROKEN_HEADING, message=message)


def too_short_line(heading: str) -> Problem:
    """Return what is wrong with a heading whose line of signs is so short that both are taken for text."""
    message = f"'{heading}' is printed as text, for the line of signs below it is too short; make that as long as it"
    return Problem(kind=Diagnostic.BROKEN_HEADING, message=message)


def unmatched_line(heading: str) -> Problem:
    """Return what is wrong with a heading, or more signs, below a line of signs, without the same line below."""
    subject = f"heading '{heading}'" if heading else "a line of signs"
    message = f"{subject} has no line below it like the one above; write both alike, or leave out that above"
    return Problem(kind=Diagnostic.BROKEN_HEADING, message=message)


def heading_within(heading: str) -> Problem:
    """Return what is wrong with a heading in a directive, a list or a table, or a line of signs there."""
    shown = f"heading '{heading}'" if heading else "a line of signs"
    message = f"{shown} stands within a directive, a list or a table; move it to the margin, or write it in bold"
    return Problem(kind=Diagnostic.BROKEN_HEADING, message=message)


def unclosed(mark: str) -> Problem:
    """Return what is wrong with a mark of inline markup that opens something and is not closed."""
    escaped = "".join(f"\\{sign}" for sign in mark)
    message = f"'{mark}' in this passage is not closed; close it, or write '{escaped}' where the sign itself is meant"
    return Problem(kind=Diagnostic.UNCLOSED_MARK, message=message)


def unprinted(comment: str) -> Problem | None:
    """Return what is wrong with a comment that begins beside its two dots and reads like a sentence or a task."""
    words = " ".join(comment.split())
    if not (_TASK.match(words) or _SENTENCE.match(words)):
        return None
    shown = cut_at_word(words, _SHOWN)
    message = (
        f"'.. {shown}' is a comment and not printed; write it without '..', or begin a note on the line below '..'"
    )
    return Problem(kind=Diagnostic.UNPRINTED_COMMENT, message=message)


def saved_as_text(path: str) -> Problem:
    """Return what is wrong with a file whose name an editor has ended in ``.rst.txt``."""
    name = path.rpartition("/")[2]
    message = f"'{name}' is not read, for its name ends in '.txt'; rename it to '{name.removesuffix('.txt')}'"
    return Problem(kind=Diagnostic.FILE_NAME, message=message)
