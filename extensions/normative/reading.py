"""From a document's tree to values: the text of each paragraph and the sections it stands under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docutils import nodes
from sphinx import addnodes

from normative.model.paragraph import Mention, Paragraph
from normative.nodes import normative_paragraph, paragraph_margin

#: What is beside the text of a paragraph and not part of it.
_NOT_TEXT = (paragraph_margin, nodes.footnote, nodes.footnote_reference, nodes.system_message, nodes.comment)


def complete_paragraphs(paragraphs: Sequence[Paragraph], document: nodes.document, docname: str) -> list[Paragraph]:
    """Return the paragraphs that a document's directives noted, with their text and sections.

    A paragraph without a node (a directive around it was refused) is left out; each node learns its place in the
    document, from which its number is counted.
    """
    noted = {paragraph.anchor: paragraph for paragraph in paragraphs}
    completed = []
    for index, node in enumerate(document.findall(normative_paragraph)):
        node["docname"], node["index"] = docname, index
        completed.append(
            replace(
                noted[node["ids"][0]],
                content=tuple(_joined(_stretches(node))),
                section=tuple(_titles(node)),
            )
        )
    return completed


def _titles(node: nodes.Element) -> list[str]:
    """Return the titles of the sections around a node, outermost first."""
    titles: list[str] = []
    parent = node.parent
    while parent is not None:
        if isinstance(parent, nodes.section) and isinstance(parent[0], nodes.title):
            titles.insert(0, parent[0].astext())
        parent = parent.parent
    return titles


def _stretches(node: nodes.Node) -> Iterator[str | Mention]:
    """Yield the text below a node; block elements end with a line break."""
    if isinstance(node, _NOT_TEXT) or (isinstance(node, nodes.Element) and "finding" in node["classes"]):
        return
    if isinstance(node, nodes.Text):
        yield str(node)
    elif isinstance(node, addnodes.pending_xref) and node.get("reftype") == "para" and not node["refexplicit"]:
        yield Mention(id=node["reftarget"])
    else:
        for child in node.children:
            yield from _stretches(child)
        if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline):
            yield "\n"


def _joined(stretches: Iterator[str | Mention]) -> Iterator[str | Mention]:
    """Join neighbouring strings, fold white space, and drop the last line break."""
    text = ""
    for stretch in stretches:
        if isinstance(stretch, Mention):
            if text:
                yield text
            yield stretch
            text = ""
        else:
            text += stretch if stretch == "\n" else stretch.replace("\n", " ")
    if text.rstrip():
        yield text.rstrip()
