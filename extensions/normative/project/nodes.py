"""The doctree nodes of this package.

They hold values only; each output has its own visitors, and a builder without visitors gets the plain
docutils nodes of :mod:`normative.authoring.transforms` instead.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from docutils import nodes

from normative.model.voice import Voice
from normative.project.language import _

#: The formats whose writers know these nodes.
OWN_VISITORS = frozenset({"docx", "html", "typst", "words"})
#: Builders and their formats, by which conditions name outputs; with a prefix, anything may be one.
_OUTPUTS = OWN_VISITORS | frozenset(
    {"changes", "coverage", "dirhtml", "doctest", "dummy", "epub", "exchange", "gettext", "json", "latex"}
    | {"linkcheck", "man", "matrices", "pickle", "pseudoxml", "singlehtml", "texinfo", "text", "xml"}
)


def is_output(tag: str) -> bool:
    """Tell whether a tag is that of an output, and no author's."""
    return tag in _OUTPUTS or tag.startswith(("builder_", "format_", "normative-"))


def lists_of_names(document: nodes.document) -> tuple[MutableMapping[str, Any], ...]:
    """Return where docutils lists a document's names, each by the name; docutils 0.23 has a third list."""
    return document.nameids, document.nametypes, vars(document).get("names", {})


class normative_paragraph(nodes.General, nodes.Element):
    """One numbered paragraph of the comment.

    Attributes: ``ids`` (the permanent id first), ``force`` (``obligation``, ``commitment``, ``guidance`` or ``""``
    for a plain paragraph), ``number`` (an int, set at write time), ``problems`` (messages of the findings that mark
    it), ``has_whole_margin`` (of a draft: nothing comes to its margin when it is written). Children: the body elements
    in source order, then one :class:`paragraph_margin`.
    """


class paragraph_margin(nodes.General, nodes.Element):
    """The margin of a paragraph: one :class:`margin_item` a line, in reading order."""


class margin_item(nodes.Part, nodes.TextElement):
    """One line of the margin; ``role`` says which.

    Roles: ``basis``, ``part`` (of the basis, what stands for a part of the paragraph), ``reading`` (where a body reads
    it so), ``holder``, ``addressee``, ``status``, and for provisions of other instruments ``synergy``, ``complement``
    and ``tension``.
    """


class paragraph_comments(nodes.General, nodes.Element):
    """What was said of the paragraph before it: ``comments``, each a head, its words and what became of it."""


class matrix_table(nodes.General, nodes.Element):
    """A matrix as a leaf: rows are not nodes, because a 10,000-row table of nodes takes a minute.

    Attributes: ``name`` (the table's name in the domain), ``ids``; ``matrix`` (a
    :class:`normative.model.matrix.Matrix`) is set at write time.
    """


class instrument_profile(nodes.General, nodes.Element):
    """The anchor and metadata of an instrument's profile; children: a field list, then its :class:`matrix_table`."""


def voice_mark(voice: Voice) -> nodes.inline:
    """Return the mark of a voice; its attribute ``voice`` says which."""
    return nodes.inline("", f"[{_(voice.value)}]", classes=["voice", f"voice-{voice}"], voice=voice.value)


def as_written(text: str) -> nodes.line_block:
    """Return source that could not be read as plain lines, for it is no program; white space that begins one stays."""
    lines = [(line.lstrip(), len(line) - len(line.lstrip())) for line in text.split("\n")]
    return nodes.line_block(text, *(nodes.line("", "\u00a0" * depth + words) for words, depth in lines))


class change(nodes.Inline, nodes.TextElement):
    """Words that a redline marks; ``kind`` says whether they were put in (``ins``) or struck out (``del``).

    What a whole block or a whole paragraph is says their attribute ``change``, with the same words; all its text stands
    in changes as well. A block that was struck out has ``mark``, what stood before it, and ``level``, in how many lists
    it stood; a paragraph that was struck out has the number that it had. The mark of a note that was put in has
    ``change`` as well, and all text of the note stands in changes.
    """


class struck_note(nodes.Inline, nodes.TextElement):
    """The mark of a footnote that was struck out, in a :class:`change`; its text is that of the footnote."""


def problem_marks(messages: list[str]) -> Iterator[nodes.Node]:
    """Yield the marks that readers of a draft see beside what a finding is about."""
    for message in messages:
        mark = nodes.paragraph(
            "", "", nodes.strong("", f"{_('To be corrected')}{_(': ')}"), nodes.Text(message), classes=["finding"]
        )
        mark["translatable"] = False
        yield mark
