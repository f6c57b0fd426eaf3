"""The table of contents: a field that Word can compute anew, and what it shows until then.

Where a heading's page is, only Word knows; which paragraphs stand under it is known here, so that is what the entries
say at first, as tables of contents of United Nations documents do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from normative.outputs.docx.wordml import add, add_run, add_text, name
from normative.project.language import _
from normative.project.nodes import normative_paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

#: How many levels of headings are listed.
LEVELS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A heading in the table of contents.

    :param number: as it is printed, or an empty string.
    :param paragraphs: the numbers of the first and the last paragraph under it.
    """

    level: int
    number: str
    title: str
    bookmark: str
    paragraphs: tuple[int, int] | None

    @property
    def reach(self) -> str:
        """Which paragraphs stand under the heading: ``paras. 3–17``."""
        if self.paragraphs is None:
            return ""
        first, last = self.paragraphs
        words = (
            _("para. {number}", number=first) if first == last else _("paras. {first}–{last}", first=first, last=last)
        )
        return words.replace(" ", "\u00a0")


def paragraphs_under(section: nodes.section) -> tuple[int, int] | None:
    """Return the numbers of the first and the last paragraph of a section."""
    numbers = [node["number"] for node in section.findall(normative_paragraph) if node.get("number") is not None]
    return (numbers[0], numbers[-1]) if numbers else None


def new_contents(container: _Element) -> _Element:
    """Append the place of a table of contents, which Word offers to renew, and return what holds its entries."""
    block = add(container, "sdt")
    part = add(add(block, "sdtPr"), "docPartObj")
    add(part, "docPartGallery", val="Table of Contents")
    add(part, "docPartUnique")
    return add(block, "sdtContent")


def fill_contents(content: _Element, heading: str, entries: Sequence[Entry]) -> None:
    """Write the heading and the entries of a table of contents."""
    title = add(content, "p")
    add(add(title, "pPr"), "pStyle", val="TOCHeading")
    add_text(title, heading)
    lines = [_line(content, entry.level) for entry in entries] or [_line(content, 1)]
    _mark(lines[0], "begin")
    instruction = add(add_run(lines[0]), "instrText")
    instruction.text = f'TOC \\o "1-{LEVELS}" \\h \\z \\u'
    _mark(lines[0], "separate")
    for line, entry in zip(lines, entries, strict=False):
        link = add(line, "hyperlink", history=1)
        link.set(name("w:anchor"), entry.bookmark)
        text = f"{entry.number}\t{entry.title}" if entry.number else entry.title
        add_text(link, f"{text}\t{entry.reach}" if entry.reach else text)
    _mark(lines[-1], "end")


def _line(content: _Element, level: int) -> _Element:
    line = add(content, "p")
    add(add(line, "pPr"), "pStyle", val=f"TOC{level}")
    return line


def _mark(line: _Element, kind: str) -> None:
    add(add_run(line), "fldChar", fldCharType=kind)
