"""What is open in a text as Word's comments, each at its paragraph or note, for those who work on it in Word.

Findings, also those that the text accepts, stand at their paragraphs; relations that somebody must look at stand at
their notes. Only where the settings of a document ask for it: what is handed out has none.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from normative.model.tables.reviews import open_states
from normative.outputs.docx.wordml import add, add_run
from normative.project.language import _

if TYPE_CHECKING:
    from docutils import nodes
    from lxml.etree import _Element

    from normative.model.diagnostics import Finding
    from normative.model.paragraph import Paragraph
    from normative.outputs.docx.package import WordPackage
    from normative.project.index import TextIndex
    from normative.project.nodes import normative_paragraph

#: Who says it: no person.
_AUTHOR, _INITIALS = "normative", "n"


class Comments:
    """What is open in a text, and where it stands."""

    def __init__(self, index: TextIndex, package: WordPackage, timestamp: int) -> None:
        self._index, self._package = index, package
        self._date = datetime.datetime.fromtimestamp(timestamp, datetime.UTC)
        accepted = (
            (item.finding, f"{item.finding.message} ({_('accepted')}: {item.acceptance.reason})")
            for item in index.outcome.accepted
        )
        told = [*((item, item.message) for item in index.findings()), *accepted]
        self._told = told_at(told, index.register.paragraphs)

    def set_at_paragraph(self, node: normative_paragraph, blocks: Sequence[_Element]) -> None:
        """Write what was found in a numbered paragraph at its first block."""
        if blocks and node["ids"]:
            self._set(blocks[0], self._told.get(node["ids"][0], ()))

    def set_at_note(self, node: nodes.Element, blocks: Sequence[_Element]) -> None:
        """Write at the head of a note on a relation whether somebody must look at it."""
        if blocks and "entry" in node:
            states = open_states(self._index.register, self._index.entry(node["docname"], node["entry"]))
            self._set(blocks[0], [f"{_('Review')}: {_(state.value)}" for state in states])

    def _set(self, paragraph: _Element, texts: Iterable[str]) -> None:
        for text in texts:
            number = self._package.new_comment(text, _AUTHOR, _INITIALS, self._date)
            begin = add(paragraph, "commentRangeStart", id=number)
            # Behind the properties, which come first.
            paragraph.insert(1, begin)
            add(paragraph, "commentRangeEnd", id=number)
            run = add_run(paragraph)
            add(add(run, "rPr"), "rStyle", val="CommentReference")
            add(run, "commentReference", id=number)


def told_at(told: Iterable[tuple[Finding, str]], paragraphs: Sequence[Paragraph]) -> Mapping[str, Sequence[str]]:
    """Return what is said of each paragraph, by its id.

    A finding that names no paragraph is about the last one that begins before it in its file, or else the first there.
    """
    by_file: defaultdict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        by_file[paragraph.place.path].append(paragraph)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for finding, text in told:
        beginning = by_file.get(finding.place.path, [])
        before = [item.id for item in beginning if (item.place.line or 0) <= (finding.place.line or 0)]
        first = [item.id for item in beginning[:1]]
        for identifier in [finding.paragraph] if finding.paragraph else before[-1:] or first:
            found[identifier].append(text)
    return found
