"""The doctree nodes of this package.

They hold values only; each output has its own visitors, and a builder without visitors gets the plain
docutils nodes of :mod:`normative.authoring.transforms` instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

#: The formats whose writers know these nodes.
OWN_VISITORS = frozenset({"docx", "html", "typst", "words"})
#: Builders and their formats, by which conditions name outputs; with a prefix, anything may be one.
_OUTPUTS = OWN_VISITORS | frozenset(
    {"changes", "coverage", "dirhtml", "doctest", "dummy", "epub", "gettext", "json", "latex", "linkcheck"}
    | {"man", "matrices", "pickle", "pseudoxml", "singlehtml", "texinfo", "text", "xml"}
)


def is_output(tag: str) -> bool:
    """Tell whether a tag is that of an output, and no author's."""
    return tag in _OUTPUTS or tag.startswith(("builder_", "format_", "normative-"))


class normative_paragraph(nodes.General, nodes.Element):
    """One numbered paragraph of the comment.

    Attributes: ``ids`` (the permanent id first), ``force`` (``obligation``, ``commitment``, ``guidance`` or ``""``
    for a plain paragraph), ``number`` (an int, set at write time), ``problems`` (messages of the findings that mark
    it). Children: the body elements in source order, then one :class:`paragraph_margin`.
    """


class paragraph_margin(nodes.General, nodes.Element):
    """The margin of a paragraph: one :class:`margin_item` a line, in reading order."""


class margin_item(nodes.Part, nodes.TextElement):
    """One line of the margin; ``role`` says which.

    Roles: ``basis``, ``holder``, ``addressee``, ``status``, and for provisions of other instruments ``synergy``,
    ``complement`` and ``tension``.
    """


class matrix_table(nodes.General, nodes.Element):
    """A matrix as a leaf: rows are not nodes, because a 10,000-row table of nodes takes a minute.

    Attributes: ``name`` (the table's name in the domain), ``ids``; ``matrix`` (a
    :class:`normative.model.matrix.Matrix`) is set at write time.
    """


class instrument_profile(nodes.General, nodes.Element):
    """The anchor and metadata of an instrument's profile; children: a field list, then its :class:`matrix_table`."""


def problem_marks(messages: list[str]) -> Iterator[nodes.Node]:
    """Yield the marks that readers of a draft see beside what a finding is about."""
    for message in messages:
        yield nodes.paragraph("", "", nodes.strong("", "To be corrected: "), nodes.Text(message), classes=["finding"])
