"""From a document's tree to values: the text of each paragraph, the sections it stands under, the terms it uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from normative.model.characters import comparable
from normative.model.diagnostics import Finding
from normative.model.files.relation import Entry
from normative.model.paragraph import Mention, Paragraph, Reference
from normative.model.vocabulary import LEFT_OUT, Vocabulary, placed
from normative.project.nodes import normative_paragraph, paragraph_margin
from normative.project.report import place_of

#: What is beside the text of a paragraph and not part of it.
_NOT_TEXT = (paragraph_margin, nodes.footnote, nodes.footnote_reference, nodes.system_message, nodes.comment)
_BESIDE_TEXT = frozenset({"finding", "relation-head", "relation-foot"})
#: The roles that print a name of what they refer to, where the author gives no words.
_NAMING = frozenset({"doc", "eq", "ref"})

#: Elements with text that are no blocks of what the author wrote.
_NO_BLOCKS = (nodes.Inline, nodes.FixedTextElement, nodes.comment, nodes.field_name)
#: Words that are not the author's own: names of things, and titles and quotations in single backquotes.
_NOT_OWN_WORDS = (nodes.literal, nodes.title_reference, nodes.footnote_reference, nodes.math)


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
                content=tuple(_joined(_stretches(node, docname))),
                section=tuple(_titles(node)),
            )
        )
    return completed


def complete_entries(entries: Sequence[Entry], document: nodes.document, docname: str) -> list[Entry]:
    """Return the entries that a document's directives noted, with their reasons as the document prints them.

    One without a node is left out, as a paragraph is.
    """
    return [
        replace(entries[node["entry"]], content=tuple(_joined(_stretches(node, docname))))
        for node in document.findall(nodes.container)
        if "entry" in node
    ]


def _titles(node: nodes.Element) -> list[str]:
    """Return the titles of the sections around a node, outermost first."""
    titles: list[str] = []
    parent = node.parent
    while parent is not None:
        if isinstance(parent, nodes.section) and isinstance(parent[0], nodes.title):
            titles.insert(0, plain_title(parent[0]))
        parent = parent.parent
    return titles


def plain_title(title: nodes.Element) -> str:
    """Return a title's words as its name: without the marks of its footnotes, whose numbers change."""
    words = (
        text.astext() for text in title.findall(nodes.Text) if not isinstance(text.parent, nodes.footnote_reference)
    )
    return comparable(" ".join("".join(words).split()))


def _stretches(node: nodes.Node, docname: str) -> Iterator[str | Mention | Reference]:
    """Yield the text below a node; block elements end with a line break."""
    if isinstance(node, _NOT_TEXT) or (isinstance(node, nodes.Element) and _BESIDE_TEXT & {*node["classes"]}):
        return
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, addnodes.pending_xref) and node.get("reftype") == "para" and not node["refexplicit"]:
        yield Mention(id=node["reftarget"])
    elif isinstance(node, addnodes.pending_xref) and node.get("reftype") in _NAMING and not node["refexplicit"]:
        yield Reference(kind=node["reftype"], target=node["reftarget"], document=docname, words=node.astext())
    else:
        for child in node.children:
            yield from _stretches(child, docname)
        if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline):
            yield "\n"


def _joined(stretches: Iterator[str | Mention | Reference]) -> Iterator[str | Mention | Reference]:
    """Join neighbouring strings, fold white space, and drop the last line break."""
    text = ""
    for stretch in stretches:
        if not isinstance(stretch, str):
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
        # What has no line or source was made by a directive or a citation; an inline element is part of its block.
        is_own = block.line is not None and block.rawsource and not isinstance(block.parent, nodes.system_message)
        if isinstance(block, _NO_BLOCKS) or not is_own:
            continue
        for use, below in placed(vocabulary.uses("".join(_own_words(block))), block.rawsource):
            yield use.problem.at(place_of(str(block.source), (block.line or 0) + below, Path(source_folder)))


def _own_words(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, _NOT_OWN_WORDS) or (
        isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "normative"
    ):
        yield LEFT_OUT
    else:
        for child in node.children:
            yield from _own_words(child)
