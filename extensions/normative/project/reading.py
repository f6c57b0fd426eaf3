"""From a document's tree to values: the text of each paragraph, the sections it stands under, the terms it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from docutils import nodes
from sphinx import addnodes

from normative.model.call import Question
from normative.model.characters import comparable
from normative.model.convergence import Convergence, Gap, Silence
from normative.model.diagnostics import Finding
from normative.model.disposition import Disposition
from normative.model.item import Item
from normative.model.paragraph import Paragraph
from normative.model.text import QUOTED, VOICE, Block, BlockKind, Note, Reference, Span, list_mark
from normative.model.vocabulary import LEFT_OUT, Vocabulary, placed
from normative.model.voice import Voice
from normative.project.nodes import normative_paragraph, paragraph_margin
from normative.project.report import place_of

_Item = TypeVar("_Item", Convergence | Gap | Silence, Question, Disposition)
#: The name of the domain of this package.
NORMATIVE = "normative"
#: What is beside the text of a paragraph and not part of it.
_NOT_TEXT = (paragraph_margin, nodes.footnote, nodes.system_message, nodes.comment)
_BESIDE_TEXT = frozenset({"finding", "relation-head", "relation-foot"})
#: The roles that print a name of what they refer to, where the author gives no words.
_NAMING = frozenset({"doc", "eq", "item", "ref"})
#: Elements with text that are no blocks of what the author wrote.
_NO_BLOCKS = (nodes.Inline, nodes.FixedTextElement, nodes.comment, nodes.field_name)
#: Words that are not the author's own: names of things, and titles and quotations in single backquotes.
_NOT_OWN_WORDS = (nodes.literal, nodes.title_reference, nodes.footnote_reference, nodes.math)


def complete_paragraphs(paragraphs: Sequence[Paragraph], document: nodes.document, docname: str) -> list[Paragraph]:
    """Return the paragraphs that a document's directives noted, with their text, notes and sections.

    A paragraph without a node (a directive around it was refused) is left out; each node learns its place in the
    document, from which its number is counted.
    """
    noted = {paragraph.anchor: paragraph for paragraph in paragraphs}
    completed = []
    for index, node in enumerate(document.findall(normative_paragraph)):
        node["docname"], node["index"] = docname, index
        notes = _Notes(document)
        completed.append(
            replace(
                noted[node["ids"][0]],
                blocks=tuple(_blocks(node, notes, docname)),
                notes=tuple(notes.called.values()),
                items=tuple(_items(node, noted[node["ids"][0]].anchor, document)),
                section=tuple(_titles(node)),
            )
        )
    return completed


def numbered_footnotes(document: nodes.document) -> int:
    """Return how many footnotes docutils has numbered, from 1 in each document."""
    return sum(note.get("auto") == 1 and is_counted(note) for note in document.findall(nodes.footnote))


def is_counted(note: nodes.footnote) -> bool:
    """Tell whether a footnote bears a number."""
    return isinstance(note[0], nodes.label) and note[0].astext().isdecimal()


def _items(
    parent: nodes.Element, anchor: str, document: nodes.document, around: tuple[str, ...] = ()
) -> Iterator[Item]:
    """Yield the items of the lists below a node, each with an id of its own, which no paragraph can have."""
    for number, child in enumerate(parent.children):
        if not isinstance(child, nodes.Element) or isinstance(child, _NOT_TEXT):
            continue
        marks = around
        if isinstance(child, nodes.list_item) and isinstance(parent, nodes.enumerated_list):
            letters = "".join(filter(str.isalnum, _mark(parent, number)))
            marks = (*around, f"({letters})")
            identifier = "-".join([f"{anchor}-", *(mark.strip("()").lower() for mark in marks)])
            if identifier not in document.ids:
                document.ids[identifier] = child
                child["ids"].append(identifier)
            named = [target for target in child.findall(nodes.target) if _item_around(target) is child]
            names = tuple(nodes.make_id(name) for target in named for name in target["names"])
            yield Item(mark=" ".join(marks), anchor=identifier, names=names)
        yield from _items(child, anchor, document, marks)


def _item_around(node: nodes.Element) -> nodes.Element | None:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.list_item):
        parent = parent.parent
    return parent


def complete_blocks(items: Sequence[_Item], document: nodes.document, docname: str, name: str) -> list[_Item]:
    """Return the items that a document's directives noted, with their texts as the document prints them.

    One without a node is left out, as a paragraph is; each node learns its document and its place among those kept.

    :param name: the attribute of their nodes that holds their place.
    """
    completed: list[_Item] = []
    for node in document.findall(nodes.container) if items else ():
        if name in node:
            completed.append(replace(items[node[name]], blocks=tuple(_blocks(node, _Notes(document), docname))))
            node["docname"], node[name] = docname, len(completed) - 1
    return completed


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


class _Notes:
    """The footnotes that a paragraph calls, by their id in the document, in the order of their marks."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document
        self.called: dict[str, Note] = {}

    def number(self, reference: nodes.footnote_reference) -> int | None:
        """Return which note of the paragraph a mark calls, counted from 1; ``None`` where the page has no such note."""
        identifier = reference.get("refid", "")
        note = self._document.ids.get(identifier)
        if not isinstance(note, nodes.footnote):
            return None
        if identifier not in self.called:
            text = _folded(" ".join(child.astext() for child in note.children if not isinstance(child, nodes.label)))
            self.called[identifier] = Note(text=text, said=note.get("said", text))
        return list(self.called).index(identifier) + 1


def _blocks(paragraph: nodes.Element, notes: _Notes, docname: str) -> Iterator[Block]:
    for element, level, mark in text_elements(paragraph):
        spans = tuple(_joined(_spans(element, notes, docname)))
        yield Block(kind=_kind(element), mark=mark, level=level, spans=spans)


def text_elements(
    parent: nodes.Element, level: int = 0, mark: str = ""
) -> Iterator[tuple[nodes.TextElement, int, str]]:
    """Yield what begins on a line of its own below a node, with its level and its mark: a :class:`Block` each."""
    for number, child in enumerate(parent.children):
        if isinstance(child, _NOT_TEXT) or not isinstance(child, nodes.Element) or _BESIDE_TEXT & {*child["classes"]}:
            continue
        if isinstance(child, nodes.TextElement) and not isinstance(child, nodes.Inline):
            yield child, level, mark
        elif isinstance(child, (nodes.enumerated_list, nodes.bullet_list, nodes.block_quote)):
            yield from text_elements(child, level + 1)
        elif isinstance(child, nodes.list_item):
            yield from text_elements(child, level, _mark(child.parent, number))
        else:
            yield from text_elements(child, level, mark)
        mark = ""


def _mark(listing: nodes.Element, number: int) -> str:
    if isinstance(listing, nodes.bullet_list):
        return "•"
    first = listing.get("start", 1)
    return list_mark(listing.get("enumtype", "arabic"), first + number, listing["prefix"], listing["suffix"])


def _kind(node: nodes.TextElement) -> BlockKind:
    if isinstance(node.parent, nodes.entry):
        return BlockKind.CELL
    if "quotation" in node:
        return BlockKind.QUOTATION
    return next((kind for type_, kind in _KINDS.items() if isinstance(node, type_)), BlockKind.TEXT)


_KINDS: Mapping[type[nodes.Element], BlockKind] = {
    nodes.term: BlockKind.TERM,
    nodes.title: BlockKind.CAPTION,
    nodes.caption: BlockKind.CAPTION,
    nodes.math_block: BlockKind.FORMULA,
    nodes.FixedTextElement: BlockKind.LITERAL,
}
_PLAIN = Span()
#: Elements whose names are those of the styles of spans.
_STYLED = (nodes.emphasis, nodes.strong, nodes.literal, nodes.math, nodes.subscript, nodes.superscript)


def _spans(node: nodes.Node, notes: _Notes, docname: str, around: Span = _PLAIN) -> Iterator[Span]:
    """Yield the text below a node.

    :param around: what the elements around it make of it.
    """
    if isinstance(node, nodes.Text):
        yield replace(around, text=node.astext().replace("\n", " "))
    elif isinstance(node, nodes.footnote_reference):
        if number := notes.number(node):
            yield Span(note=number)
    elif not isinstance(node, nodes.Element) or isinstance(node, _NOT_TEXT):
        return
    elif "voice" in node:
        # By its own name, in whatever language the mark is printed.
        yield Span(text=Voice(node["voice"]).label, style=VOICE)
    elif _names(node, "para") and not node["refexplicit"]:
        yield Span(paragraph=node["reftarget"])
    elif (
        isinstance(node, addnodes.pending_xref)
        and node.get("reftype") in _NAMING
        and not node.get("refexplicit", True)  # which a citation does not have: it is its own name
    ):
        named = Reference(kind=node["reftype"], target=node["reftarget"], document=docname)
        yield replace(around, text=node.astext(), reference=named)
    else:
        within = _within(node, around)
        for child in node.children:
            yield from _spans(child, notes, docname, within)


def _within(node: nodes.Element, around: Span) -> Span:
    if isinstance(node, _STYLED):
        return replace(around, style=node.tagname)
    if _names(node, "para"):
        return replace(around, paragraph=node["reftarget"])
    if _names(node, "provision"):
        around = replace(around, provision=node["reftarget"])
    return replace(around, style=QUOTED) if "quoted" in node else around


def _names(node: nodes.Element, role: str) -> bool:
    return isinstance(node, addnodes.pending_xref) and (node["refdomain"], node["reftype"]) == (NORMATIVE, role)


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Join neighbours of one kind."""
    for _, group in groupby(spans, lambda span: (replace(span, text=""), bool(span.text))):
        first, *others = group
        yield replace(first, text="".join(span.text for span in (first, *others)))


def _folded(text: str) -> str:
    return " ".join(text.split())


def avoided_terms(document: nodes.document, vocabulary: Vocabulary, source_folder: str | Path) -> Iterator[Finding]:
    """Yield a finding for each use of a term to avoid in what the author wrote, also beside the numbered paragraphs."""
    for block in document.findall(nodes.TextElement):
        # What has no line or source was made by a directive or a citation; an inline element is part of its block.
        if block.line is None or not block.rawsource or isinstance(block.parent, nodes.system_message):
            continue
        if isinstance(block, _NO_BLOCKS) or "quotation" in block:
            continue
        for use, below in placed(vocabulary.uses("".join(_own_words(block))), block.rawsource):
            yield use.problem.at(place_of(str(block.source), block.line + below, Path(source_folder)))


def _own_words(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, _NOT_OWN_WORDS) or (
        isinstance(node, addnodes.pending_xref) and node.get("refdomain") == NORMATIVE
    ):
        yield LEFT_OUT
    else:
        for child in node.children:
            yield from _own_words(child)
