"""From a document's tree to values: the text of each paragraph, the sections it stands under, the terms it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from normative.model.diagnostics import Finding
from normative.model.paragraph import Mention, Paragraph
from normative.model.vocabulary import Use, Vocabulary
from normative.nodes import normative_paragraph, paragraph_margin
from normative.report import place_of

#: What is beside the text of a paragraph and not part of it.
_NOT_TEXT = (paragraph_margin, nodes.footnote, nodes.footnote_reference, nodes.system_message, nodes.comment)

#: Words that are not the author's own: names of things, and titles and quotations in single backquotes.
_NOT_OWN_WORDS = (nodes.literal, nodes.title_reference, nodes.footnote_reference, nodes.math)
#: Stands where words that are not the author's own stood, so that what is beside them does not look adjacent.
_LEFT_OUT = "\ufffc"


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


def avoided_terms(document: nodes.document, vocabulary: Vocabulary, source_folder: str | Path) -> Iterator[Finding]:
    """Yield a finding for each use of a term to avoid in what the author wrote, also beside the numbered paragraphs."""
    for block in document.findall(nodes.TextElement):
        # What has no source was made by a directive or a citation; an inline element is part of the block around it.
        if isinstance(block, (nodes.Inline, nodes.FixedTextElement, nodes.comment)) or not block.rawsource:
            continue
        searched = 0
        for use in vocabulary.uses("".join(_own_words(block))):
            line, searched = _line_of(block, use, searched)
            yield use.problem.at(place_of(str(block.source), line, Path(source_folder)))


def _own_words(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield str(node)
    elif isinstance(node, _NOT_OWN_WORDS) or (
        isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "normative"
    ):
        yield _LEFT_OUT
    else:
        for child in node.children:
            yield from _own_words(child)


def _line_of(block: nodes.TextElement, use: Use, searched: int) -> tuple[int | None, int]:
    """Return the line of a use, and how far the block's source has been searched for it."""
    pattern = r"\s+".join(re.escape(word) for word in use.words.split())
    match = re.compile(pattern).search(block.rawsource, searched)
    if block.line is None or match is None:
        return block.line, searched
    return block.line + block.rawsource.count("\n", 0, match.start()), match.end()
