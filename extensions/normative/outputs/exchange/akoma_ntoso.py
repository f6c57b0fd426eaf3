"""Akoma Ntoso 3.0, the standard of OASIS for legal texts: a draft, the text, or what changed between two of them.

A paragraph's ``eId`` is its number, its ``wId`` the one that it had in the first draft, and its ``GUID`` its permanent
id. The profile of the United Nations has no type for general comments; here it is a ``statement``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, register_namespace, tostring

from normative.model.draft import FrozenParagraph, FrozenText
from normative.model.history.redline import Token, edits, paired, tokens_of
from normative.model.paragraph import Force
from normative.model.text import Block, Note, Span
from normative.outputs.exchange.akoma_ntoso_head import NAMESPACE, Content, add, eid, write_meta

#: How the headings of a text are called, from the outermost in.
_LEVELS = (("chapter", "chp"), ("section", "sec"), ("subsection", "subsec"), ("hcontainer", "hcontainer"))
_TAGS = {"emphasis": "i", "strong": "b", "subscript": "sub", "superscript": "sup"}


def render(content: Content) -> bytes:
    """Return the file; the same content always gives the same bytes."""
    return _Writer(content).render()


class _Writer:
    def __init__(self, content: Content) -> None:
        self._content = content
        self._text, self._work = content.text, content.work
        self._notes = 0
        self._counts: dict[str, int] = {}
        self._taken: set[str] = set()
        self._first = _numbers_then(content.text, content.first)

    def render(self) -> bytes:
        register_namespace("", NAMESPACE)
        root = Element(f"{{{NAMESPACE}}}akomaNtoso")
        statement = add(root, "statement", name="generalComment", contains="originalVersion")
        write_meta(add(statement, "meta"), self._content)
        title = add(add(add(statement, "preface"), "longTitle"), "p")
        add(title, "docTitle").text = self._work.title
        body = add(statement, "mainBody")
        for paragraph in self._text.paragraphs:
            place = self._section(body, paragraph.section)
            self._write_struck(place, self._struck("before", paragraph))
            self._write_paragraph(place, paragraph)
            self._write_struck(place, self._struck("after", paragraph))
        data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
        return data + b"\n"

    def _section(self, body: Element, titles: tuple[str, ...]) -> Element:
        """Return the element of the innermost heading; those that are not there yet are opened."""
        place = body
        for depth, title in enumerate(titles):
            last = place[-1] if len(place) else None
            tag, short = _LEVELS[min(depth, len(_LEVELS) - 1)]
            if last is None or last.tag != f"{{{NAMESPACE}}}{tag}" or last.findtext(f"{{{NAMESPACE}}}heading") != title:
                outer = place.get("eId")
                last = add(place, tag, eId=self._counted(f"{outer}__{short}" if outer else short))
                if tag == "hcontainer":
                    last.set("name", "subsection")
                add(last, "heading").text = title
            place = last
        return place

    def _counted(self, name: str) -> str:
        self._counts[name] = self._counts.get(name, 0) + 1
        counted = f"{name}_{self._counts[name]}"
        if counted in self._taken:
            return self._counted(name)
        self._taken.add(counted)
        return counted

    def _item(self, name: str, mark: str) -> str:
        """Return the name of an item by its letter; by its place where it has none, or another one has the same."""
        letters = "".join(filter(str.isalnum, mark))
        lettered = f"{name}_{letters}"
        if letters and lettered not in self._taken:
            self._taken.add(lettered)
            return lettered
        return self._counted(name)

    def _write_paragraph(self, place: Element, paragraph: FrozenParagraph) -> None:
        element = add(place, "paragraph", eId=eid(paragraph), GUID=paragraph.id)
        if then := self._first.get(paragraph.id):
            element.set("wId", f"para_{then}")
        if paragraph.force is not Force.PLAIN:
            element.set("refersTo", f"#{paragraph.force}")
        add(element, "num").text = f"{paragraph.number}."
        self._write_blocks(element, [*self._blocks(paragraph)])

    def _write_struck(self, place: Element, struck: Iterable[FrozenParagraph]) -> None:
        for paragraph in struck:
            element = add(place, "paragraph", eId=self._counted("struck"), GUID=paragraph.id, status="removed")
            add(element, "num").text = f"{paragraph.number}."
            self._write_blocks(
                element,
                [_Marked(block, ((tokens_of(block.spans), "del"),), paragraph.notes) for block in paragraph.blocks],
            )

    def _struck(self, where: str, paragraph: FrozenParagraph) -> Iterable[FrozenParagraph]:
        changes = self._content.changes
        return getattr(changes, where).get(paragraph.id, ()) if changes else ()

    def _blocks(self, paragraph: FrozenParagraph) -> Iterator[_Marked]:
        """Yield the blocks of a paragraph, where changes are marked those that were struck out as well."""
        changes = self._content.changes
        step = changes.steps.get(paragraph.id) if changes else None
        if step is None or changes is None:
            yield from (_Marked(block, None, paragraph.notes) for block in paragraph.blocks)
        elif paragraph.id in changes.put_in:
            yield from (
                _Marked(block, ((tokens_of(block.spans), "ins"),), paragraph.notes) for block in paragraph.blocks
            )
        else:
            yield from _merged(step.old[0], paragraph)

    def _write_blocks(self, element: Element, blocks: Sequence[_Marked]) -> None:
        content = add(element, "content")
        owner = element.get("eId") or ""
        # From the outermost in, each with its level; one that has no item of its own is not opened.
        lists: list[tuple[int, Element]] = []
        for marked in blocks:
            block = marked.block
            while lists and lists[-1][0] > block.level:
                lists.pop()
            place = lists[-1][1][-1] if lists else content
            if block.mark:
                if not lists or lists[-1][0] < block.level:
                    name = self._counted(f"{place.get('eId') or owner}__list")
                    lists.append((block.level, add(place, "blockList", eId=name)))
                items = lists[-1][1]
                place = add(items, "item", eId=self._item(f"{items.get('eId')}__item", block.mark))
                add(place, "num").text = block.mark
            line = add(place, "p", **({} if block.kind == "text" else {"class": block.kind.value}))
            self._write_words(line, marked, owner)

    def _write_words(self, line: Element, marked: _Marked, owner: str) -> None:
        if marked.words is None:
            for span in marked.block.spans:
                self._write_span(line, span, marked.notes, owner)
            return
        for tokens, kind in marked.words:
            place = add(line, kind) if kind else line
            for token in tokens:
                span = Span(
                    text=token.text,
                    style=token.style,
                    paragraph=token.paragraph,
                    note=token.number if token.note else 0,
                )
                self._write_span(
                    place, span, marked.old_notes if kind == "del" and marked.old_notes else marked.notes, owner
                )

    def _write_span(self, line: Element, span: Span, notes: Sequence[Note], owner: str) -> None:
        if span.note:
            if span.note <= len(notes):
                self._notes += 1
                note = add(
                    line,
                    "authorialNote",
                    marker=str(self._notes),
                    placement="bottom",
                    eId=self._counted(f"{owner}__authorialNote"),
                )
                add(note, "p").text = notes[span.note - 1].text
        elif span.paragraph:
            named = self._text.by_id.get(span.paragraph)
            words = span.text or (str(named.number) if named else "?")
            if named:
                add(line, "ref", href=f"#{eid(named)}").text = words
            else:
                _write_text(line, words)
        elif span.provision and span.provision in self._content.places:
            add(line, "ref", href=self._content.places[span.provision]).text = span.text
        elif span.style in _TAGS:
            add(line, _TAGS[span.style]).text = span.text
        elif span.style and span.style != "moved":
            add(line, "inline", name=span.style).text = span.text
        else:
            _write_text(line, span.text)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A block with its words as tokens of one kind after the other: put in, struck out or neither."""

    block: Block
    words: tuple[tuple[Iterable[Token], str], ...] | None
    notes: Sequence[Note]
    old_notes: Sequence[Note] = ()


def _merged(old: FrozenParagraph, new: FrozenParagraph) -> Iterator[_Marked]:
    for was, now in paired(old.blocks, new.blocks):
        if now is None and was is not None:
            yield _Marked(old.blocks[was], ((tokens_of(old.blocks[was].spans), "del"),), old.notes)
        elif now is not None and was is None:
            yield _Marked(new.blocks[now], ((tokens_of(new.blocks[now].spans), "ins"),), new.notes)
        elif now is not None and was is not None:
            before, after = [*tokens_of(old.blocks[was].spans)], [*tokens_of(new.blocks[now].spans)]
            if before == after:
                yield _Marked(new.blocks[now], None, new.notes)
                continue
            words: list[tuple[Iterable[Token], str]] = []
            for edit in edits(before, after):
                put_in = after[edit.start : edit.stop]
                words += [(put_in, "")] if edit.is_kept else [(edit.old, "del"), (put_in, "ins")]
            yield _Marked(
                new.blocks[now], tuple((tokens, kind) for tokens, kind in words if tokens), new.notes, old.notes
            )


def _numbers_then(text: FrozenText, first: FrozenText | None) -> dict[str, int]:
    """Return the numbers that paragraphs had in the first draft, also under other ids."""
    found: dict[str, int] = {}
    if first is None:
        return found
    taken: set[str] = set()
    for paragraph in text.paragraphs:
        names = [name for name in (paragraph.id, *paragraph.was) if name in first.numbers and name not in taken]
        if names:
            found[paragraph.id] = first.numbers[names[0]]
            taken.add(names[0])
    return found


def _write_text(line: Element, text: str) -> None:
    if len(line):
        line[-1].tail = (line[-1].tail or "") + text
    else:
        line.text = (line.text or "") + text
