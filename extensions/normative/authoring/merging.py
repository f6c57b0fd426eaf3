"""The merge of one paragraph with what it was: its nodes, with what was put in and struck out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from docutils import nodes
from sphinx import addnodes

from normative.model.draft import FrozenParagraph
from normative.model.history.changes import Changes
from normative.model.history.concordance import Fate, Step, details
from normative.model.history.redline import PIECES, Token, edits, paired, tokens_of
from normative.model.paragraph import Force, Paragraph
from normative.model.text import QUOTED, VOICE, Block, Note, Span
from normative.project.language import _, told
from normative.project.nodes import change, margin_item, normative_paragraph, paragraph_margin, struck_note
from normative.project.reading import text_elements

#: What is told in the margin of a paragraph beside where it was.
_TOLD = (Fate.SPLIT, Fate.MERGED, Fate.MOVED)
_Item = TypeVar("_Item")
#: The footnotes of a text, by the document they are from and their id in it.
Footnotes = Mapping[tuple[str, str], nodes.footnote]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Leaf:
    """A token of the new text with where it stands: a whole node, or a stretch of a text."""

    token: Token
    node: nodes.Node
    start: int = 0
    stop: int = 0


class Merge:
    """The merge of one paragraph with what it was."""

    def __init__(
        self, node: normative_paragraph, now: Paragraph, step: Step, changes: Changes, footnotes: Footnotes
    ) -> None:
        self._node, self._now, self._step, self._changes, self._footnotes = node, now, step, changes, footnotes

    def mark(self) -> None:
        """Mark the words, and tell in the margin what else has changed."""
        if self._now.id in self._changes.put_in:
            self._node["change"] = "ins"
            for element, _, _ in list(text_elements(self._node)):
                self._insert_all(element)
        else:
            if Fate.REWORDED in self._step.fates or self._changes.moved:
                self._merge_blocks(self._step.old[0])
            if self._changes.is_tracked and self._has_another_margin(self._step.old[0]):
                self._node["was"] = self._step.old[0]
        told = "; ".join(self._told())
        if told:
            margin = next(self._node.findall(paragraph_margin))
            # Of the text the basis comes before it later, of a draft it is there.
            first = margin.children[0] if margin.children else None
            has_basis = isinstance(first, margin_item) and first["role"] == "basis"
            margin.insert(int(has_basis), margin_item(told, told, role="change"))

    def struck(self, old: FrozenParagraph) -> normative_paragraph:
        """Return a paragraph of the draft that is no longer there."""
        force = "" if old.force is Force.PLAIN else old.force.value
        node = normative_paragraph(force=force, number=old.number, change="del", ids=[f"{old.id}-struck-out"])
        node["is_moved"] = old.id in self._changes.moved
        for block in old.blocks:
            node += self._struck_block(block, old)
        margin = paragraph_margin()
        for role, text in old.margin.items():
            margin += margin_item(text, text, role=role)
        node += margin
        return node

    def _told(self) -> Iterator[str]:
        numbers = ", ".join(str(item.number) for item in self._step.old)
        if not numbers:
            yield _("new since draft {name}", name=self._changes.name)
        elif set(self._step.fates) - {Fate.KEPT, Fate.REWORDED}:
            yield _("para. {numbers} in draft {name}", numbers=numbers, name=self._changes.name)
        yield from (_(fate.value) for fate in self._step.fates if fate in _TOLD)
        yield from (str(told(detail)) for detail in details(self._step))

    def _has_another_margin(self, old: FrozenParagraph) -> bool:
        now = self._changes.new.by_id[self._now.id]
        return (old.force, old.margin) != (now.force, now.margin)

    def _merge_blocks(self, old: FrozenParagraph) -> None:
        elements = [element for element, _, _ in text_elements(self._node)]
        levels = [level for _, level, _ in text_elements(self._node)]
        last: tuple[nodes.Element, int] | None = None
        for was, now in paired(old.blocks, self._now.blocks[: len(elements)]):
            if now is None and was is not None:
                last = self._put(self._struck_block(old.blocks[was], old), last), old.blocks[was].level
            elif now is not None:
                element, before = elements[now], None if was is None else old.blocks[was]
                if before is not None and not isinstance(element, nodes.FixedTextElement):
                    self._merge_words(element, [*self._old_tokens(before)], old.notes)
                elif before is None or _words_of(before) != element.astext().split():
                    if before is not None:
                        last = self._put(self._struck_block(before, old), last), before.level
                    element = self._insert_all(element)
                last = element, levels[now]

    def _put(self, struck: nodes.Element, last: tuple[nodes.Element, int] | None) -> nodes.Element:
        """Put a block that was struck out behind the one before it, outside the lists that it did not stand in."""
        if last is None:
            self._node.insert(0, struck)
            return struck
        behind, level = last
        while level > struck["level"]:
            behind = behind.parent
            level -= not isinstance(behind, nodes.list_item)
        behind.parent.insert(behind.parent.index(behind) + 1, struck)
        return struck

    def _merge_words(self, element: nodes.TextElement, was: list[Token], notes: Sequence[Note]) -> None:
        leaves = _close_to_notes(_leaves(element), lambda leaf: leaf.token)
        put: set[int] = set()
        struck: dict[int, list[change]] = {}
        for edit in edits(was, [leaf.token for leaf in leaves]):
            if edit.is_kept:
                self._merge_notes(edit.old, leaves[edit.start : edit.stop], notes)
            else:
                put.update(range(edit.start, edit.stop))
                struck[edit.start] = [*self._struck(edit.old, notes)]
        element.extend(struck.pop(len(leaves), ()))
        for _node, group in groupby(enumerate(leaves), lambda item: id(item[1].node)):
            numbered = list(group)
            node = numbered[0][1].node
            _put_before(element, node, struck.pop(numbered[0][0], ()))
            if numbered[0][0] in put and isinstance(node, nodes.footnote_reference):
                self._insert_note(node)
            else:
                place, siblings = _place_of(node), node.parent
                siblings.pop(place)
                siblings.insert(place, list(_with_changes(node, numbered, put, struck)))

    def _old_tokens(self, block: Block) -> Iterator[Token]:
        """Yield the tokens of an old block; the number of what was moved is another one, for its place is gone."""
        for token in _close_to_notes(tokens_of(block.spans), lambda token: token):
            yield replace(token, style="moved") if token.paragraph in self._changes.moved else token

    def _merge_notes(self, old: Iterable[Token], new: Iterable[_Leaf], notes: Sequence[Note]) -> None:
        """Mark what was changed within notes whose marks have stayed."""
        for token, leaf in zip(old, new, strict=True):
            if token.note and isinstance(leaf.node, nodes.footnote_reference):
                was = notes[token.number - 1]
                now = self._note_of(leaf.node)
                text = next(iter(now.findall(nodes.paragraph)), None) if now else None
                if now is not None and text is not None and was.said != now.get("said", was.said):
                    self._merge_words(text, [*tokens_of([Span(text=was.text)])], ())

    def _insert_all(self, element: nodes.TextElement) -> nodes.TextElement:
        """Mark a block as put in, with the notes that it calls, and return it."""
        if isinstance(element, nodes.FixedTextElement):
            element = _in_a_line(element)
        element["change"] = "ins"
        for reference in element.findall(nodes.footnote_reference):
            place, siblings = _place_of(reference), reference.parent
            before = siblings[place - 1] if place else None
            if isinstance(before, nodes.Text):
                siblings[place - 1] = nodes.Text(before.rstrip())
        children = list(element.children)
        element.clear()
        for is_note, group in groupby(children, lambda child: isinstance(child, nodes.footnote_reference)):
            if is_note:
                element.extend(group)
            else:
                element += change("", "", *group, kind="ins")
        for reference in element.findall(nodes.footnote_reference):
            self._insert_note(reference)
        return element

    def _insert_note(self, reference: nodes.footnote_reference) -> None:
        """Mark a note as put in, in the text of the note, for a mark has no words."""
        reference["change"] = "ins"
        note = self._note_of(reference)
        for text in list(note.findall(nodes.paragraph)) if note is not None else ():
            if "change" not in text:
                self._insert_all(text)

    def _note_of(self, reference: nodes.footnote_reference) -> nodes.footnote | None:
        return self._footnotes.get((self._node["docname"], reference["refid"]))

    def _struck_block(self, block: Block, old: FrozenParagraph) -> nodes.paragraph:
        words = [*self._struck(self._old_tokens(block), old.notes)]
        return nodes.paragraph("", "", *words, change="del", mark=block.mark, level=block.level)

    def _struck(self, tokens: Iterable[Token], notes: Sequence[Note]) -> Iterator[change]:
        """Yield the words that were struck out; none where there are none."""
        children: list[nodes.Node] = []
        for (style, is_note), group in groupby(tokens, lambda token: (token.style, token.note)):
            if is_note:
                texts = [notes[token.number - 1].text for token in group if token.number <= len(notes)]
                children += [struck_note(text, text) for text in texts]
                continue
            words = "".join(token.text or self._number(token.paragraph) for token in group)
            is_styled = style and style != "moved"
            children.append(_styled(style, words) if is_styled else nodes.Text(words))
        if children:
            yield change("", "", *children, kind="del")

    def _number(self, identifier: str) -> str:
        return str(self._changes.old.numbers.get(identifier, "?"))


def _leaves(node: nodes.Node, style: str = "") -> Iterator[_Leaf]:
    """Yield the tokens of a new text, as :func:`tokens_of` gives those of an old one."""
    if isinstance(node, nodes.Text):
        for piece in PIECES.finditer(node.astext().replace("\n", " ")):
            yield _Leaf(token=Token(text=piece[0], style=style), node=node, start=piece.start(), stop=piece.end())
    elif isinstance(node, nodes.footnote_reference):
        if "refid" in node:
            yield _Leaf(token=Token(note=True), node=node)
    elif isinstance(node, addnodes.pending_xref) and node["reftype"] in ("para", "provision"):
        is_number = node["reftype"] == "para" and not node["refexplicit"]
        own = QUOTED if "quoted" in node else style
        token = Token(paragraph=node["reftarget"]) if is_number else Token(text=node.astext(), style=own)
        yield _Leaf(token=token, node=node)
    else:
        is_voice = isinstance(node, nodes.inline) and "voice" in node
        own = VOICE if is_voice else node.tagname if isinstance(node, _STYLED) else style
        own = QUOTED if isinstance(node, nodes.inline) and "quoted" in node else own
        for child in node.children:
            yield from _leaves(child, own)


def _words_of(block: Block) -> list[str]:
    return "".join(span.text for span in block.spans).split()


def _in_a_line(element: nodes.TextElement) -> nodes.paragraph:
    """Put the words of a formula or of code in its place as a paragraph, for no output prints a mark within it."""
    words = " ".join(element.astext().split())
    paragraph = nodes.paragraph("", "", nodes.literal(words, words), ids=element["ids"])
    element.replace_self(paragraph)
    return paragraph


def _styled(style: str, words: str) -> nodes.Node:
    if style == VOICE:
        return nodes.inline(words, words, classes=["voice"], voice="")
    if style == QUOTED:
        return nodes.inline(words, words)
    made: nodes.Node = getattr(nodes, style)(words, words)
    return made


#: Elements whose names are the styles of tokens.
_STYLED = (nodes.emphasis, nodes.strong, nodes.literal, nodes.math, nodes.subscript, nodes.superscript)


def _close_to_notes(items: Iterable[_Item], token_of: Callable[[_Item], Token]) -> list[_Item]:
    """Return tokens without the white space before the marks of notes, which outputs do not print."""
    found: list[_Item] = []
    for item in items:
        if token_of(item).note and found and token_of(found[-1]).text.isspace():
            found.pop()
        found.append(item)
    return found


def _put_before(element: nodes.Element, node: nodes.Node, struck: Sequence[change]) -> None:
    """Put what was struck out before a node, and before the mark-up that begins with it."""
    while node.parent is not element and node.parent[0] is node:
        node = node.parent
    node.parent.insert(_place_of(node), list(struck))


def _place_of(node: nodes.Node) -> int:
    """Return where a node stands among its siblings, of which another one may be an equal text."""
    return next(place for place, sibling in enumerate(node.parent.children) if sibling is node)


def _with_changes(
    node: nodes.Node, leaves: Sequence[tuple[int, _Leaf]], put: AbstractSet[int], struck: Mapping[int, Sequence[change]]
) -> Iterator[nodes.Node]:
    """Yield what stands in the place of a node of the new text.

    :param leaves: its tokens with their numbers.
    :param put: the numbers of those that were put in.
    :param struck: what was struck out, by the number of the token that follows.
    """
    places = sorted(struck)
    for (is_put, _place), group in groupby(leaves, lambda item: (item[0] in put, bisect_right(places, item[0]))):
        stretch = list(group)
        yield from struck.get(stretch[0][0], ())
        words = node.astext()[stretch[0][1].start : stretch[-1][1].stop] if isinstance(node, nodes.Text) else ""
        kept: nodes.Node = nodes.Text(words) if isinstance(node, nodes.Text) else node
        yield change("", "", kept, kind="ins") if is_put else kept
