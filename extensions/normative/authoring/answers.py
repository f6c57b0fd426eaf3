"""What notes of questions and of answers to comments learn when a document is written: numbers, and who is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.matrix import Link, LinkKind
from normative.project.domain import normative_domain
from normative.project.index import TextIndex
from normative.project.language import _, counted

if TYPE_CHECKING:
    from sphinx.builders import Builder


def fill_in_notes(builder: Builder, doctree: nodes.document, docname: str) -> None:
    """Give every question its number, and every answer the comments that it is to; one to none that are shown goes."""
    index = normative_domain(builder.env).index
    for node in list(doctree.findall(nodes.container)):
        if "question" in node:
            number, panel = index.sent.question(node["docname"], node["question"])
            _line(node, "relation-head")[:] = [
                nodes.strong("", _("Question {number}", number=number)),
                nodes.Text(f" ({_('panel {panel}', panel=panel)})" if panel else ""),
            ]
        elif "disposition" in node:
            _fill_in_answer(builder, index, node, docname)


def _fill_in_answer(builder: Builder, index: TextIndex, node: nodes.container, docname: str) -> None:
    answer = index.sent.disposition(node["docname"], node["disposition"])
    numbers = index.sent.shown.listed_of(answer)
    if not numbers:
        node.parent.remove(node)
        return
    _line(node, "relation-head")[:] = [
        nodes.strong("", _(answer.decision.capitalize())),
        nodes.Text(f"{_(': ')}{'; '.join(numbers)}"),
    ]
    _line(node, "relation-foot")[:] = list(_foot(builder, index, answer.changes, answer.by, docname))


def _line(node: nodes.container, name: str) -> nodes.Element:
    """Return the head or the foot of a note."""
    return next(child for child in node.findall(nodes.paragraph) if name in child["classes"])


def _foot(builder: Builder, index: TextIndex, changes: tuple[str, ...], by: str, docname: str) -> Iterator[nodes.Node]:
    for place, identifier in enumerate(changes):
        yield nodes.Text(", " if place else f"{counted(len(changes), 'Changed: para.', 'Changed: paras.')} ")
        number = index.register.numbers.get(identifier)
        link = Link(kind=LinkKind.PARAGRAPH, target=identifier, text=str(number or identifier))
        yield normative_domain(builder.env).reference(builder, docname, link, "", ())
    if by:
        yield nodes.Text(f"{'. ' if changes else ''}{_('By: {by}', by=by)}")
    yield nodes.Text("." if by or changes else "")
