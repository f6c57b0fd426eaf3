"""What reaches the terminal: no sign that would act on it, and no words of docutils where we have our own.

What docutils says of tables, headings and marks that are not closed names neither what an author sees nor what helps.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sphinx.util.docutils import LoggingReporter
from sphinx.util.logging import NAMESPACE

from normative.guard.held import Held
from normative.model.characters import visible
from normative.model.diagnostics import Problem
from normative.model.directive_names import misspelled
from normative.model.mistakes import (
    TableFault,
    drawn_table,
    heading_within,
    not_one_list,
    row_without_cells,
    short_line,
    unclosed,
    uneven_row,
    unmatched_line,
)
from normative.project.domain import normative_domain
from normative.project.report import place_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FAULTS = {
    "Bottom border missing": TableFault.NO_END,
    "No bottom table border": TableFault.NO_END,
    "Right border": TableFault.EDGE,
    "Bottom border or header rule": TableFault.RULE,
    "Text in column margin": TableFault.MARGIN,
}
_MARKS = {
    "emphasis": "*",
    "strong": "**",
    "literal": "``",
    "interpreted text or phrase reference": "`",
    "substitution_reference": "|",
    "target": "_`",
}
#: What is said elsewhere: a heading that leaves out a level by :mod:`normative.guard.headings`, a directive that is
#: spelled nearly like one of ours by :mod:`normative.guard.unread`.
_SKIPPED_LEVEL, _UNKNOWN = "Inconsistent title style: skip from level", re.compile(r'Unknown directive type "([^"]+)"')
_LIST_TABLE = r'Error parsing content block for the "(?P<name>[\w-]+)" directive: '
#: What docutils says, each with our words for it, from what is named in it and the lines that it quotes.
_OURS: Mapping[str, Callable[[re.Match[str], str], Problem]] = {
    r"Malformed table\.(?:\n(?P<detail>.*))?": lambda found, _quoted: drawn_table(_fault(found["detail"] or "")),
    rf"{_LIST_TABLE}uniform .*? row (?P<row>\d+) .*\((?P<cells>\d+) vs (?P<first>\d+)\)": (
        lambda found, _quoted: uneven_row(found["name"], *(int(found[name]) for name in ("row", "cells", "first")))
    ),
    rf"{_LIST_TABLE}two-level .*? row (?P<row>\d+) ": (
        lambda found, _quoted: row_without_cells(found["name"], int(found["row"]))
    ),
    rf"{_LIST_TABLE}exactly one bullet list": lambda found, _quoted: not_one_list(found["name"]),
    r"Title (?:und|ov)erline too short": lambda _found, quoted: short_line(_heading(quoted)),
    r"Missing matching underline|Title overline & underline|Incomplete section title|Invalid section title": (
        lambda _found, quoted: unmatched_line(_heading(quoted))
    ),
    r"Unexpected section title": lambda _found, quoted: heading_within(_heading(quoted)),
    rf"Inline (?P<mark>{'|'.join(_MARKS)}) start-string": lambda found, _quoted: unclosed(_MARKS[found["mark"]]),
}


class _Visible(logging.Filter):
    """Lets warnings of all parts of a build reach the terminal without signs that change what it shows.

    They quote the words of authors and the names of files.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING:
            getMessage = record.getMessage  # noqa: N806  # as the method it stands for
            record.getMessage = lambda: visible(getMessage())  # type: ignore[method-assign]  # place and message, put together
        return True


class _Translated(logging.Filter):
    """Notes findings in the place of what docutils says of mistakes that we have words for."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        docname = self._app.env.current_document.docname
        problem = _problem(message) if docname else None
        if problem is not None:
            path, _, line = str(getattr(record, "location", None) or "").rpartition(":")
            place = place_of(path, int(line) if line.isdigit() else None, self._app.env.srcdir)
            normative_domain(self._app.env).reading(docname).findings.append(problem.at(place))
        return problem is None and not _is_said(message)


def _problem(message: str) -> Problem | None:
    """Return our words for what docutils says, where we have some."""
    for pattern, words in _OURS.items():
        if found := re.match(pattern, message):
            return words(found, message[found.end() :].partition("\n")[2])
    return None


def _is_said(message: str) -> bool:
    unknown = _UNKNOWN.match(message)
    return message.startswith(_SKIPPED_LEVEL) or bool(unknown and misspelled(unknown[1].lower()))


def _fault(detail: str) -> TableFault:
    return next((fault for words, fault in _FAULTS.items() if detail.startswith(words)), TableFault.CORNERS)


def _heading(quoted: str) -> str:
    """Return the words of a heading, of which docutils quotes the lines of signs as well."""
    return next((line.strip() for line in quoted.split("\n") if any(map(str.isalnum, line))), "")


def _translate(app: Sphinx, held: Held) -> None:
    """Stand before what docutils says."""
    logger, translated = logging.getLogger(f"{NAMESPACE}.{LoggingReporter.__module__}"), _Translated(app)
    logger.addFilter(translated)
    held.later(lambda: logger.removeFilter(translated))


def setup(app: Sphinx) -> None:
    """Stand before the terminal, whose handlers Sphinx makes anew for each build, and before what docutils says."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.addFilter(_Visible())
    Held(_translate).setup(app, is_for_reading=True)
