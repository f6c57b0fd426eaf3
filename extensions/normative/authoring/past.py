"""A frozen draft in the place of the text, as ``normative_shown`` asks: its paragraphs made into nodes again.

What a draft does not hold (notes on relations, tables, text beside the numbered paragraphs) is that of no day and left
out of its documents; documents without numbered paragraphs are as they are now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.references import SphinxDomains

from normative.authoring.directives.block import claim_anchor
from normative.authoring.references import pending
from normative.model.citation import parse_citation
from normative.model.draft import FrozenParagraph
from normative.model.paragraph import Force, Paragraph
from normative.model.provision import Provision
from normative.model.text import QUOTED, VOICE, Block, BlockKind, Note, Span, read_mark
from normative.model.voice import LABELLED
from normative.project.config import NormativeConfig
from normative.project.domain import NormativeDomain, normative_domain
from normative.project.nodes import lists_of_names, margin_item, normative_paragraph, paragraph_margin, voice_mark
from normative.project.report import place_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ShowDraft(SphinxTransform):
    """Put the draft's paragraphs of a document in the place of those that were read."""

    default_priority = SphinxDomains.default_priority - 10

    def apply(self, **kwargs: Any) -> None:
        """Change the document that was just read, where a draft is asked for."""
        domain = normative_domain(self.env)
        shown = {draft.name: draft for draft in domain.files.dossier.drafts}.get(NormativeConfig.of(self.config).shown)
        docname = self.env.current_document.docname
        if shown is None:
            return
        frozen = [paragraph for paragraph in shown.text.paragraphs if paragraph.document == docname]
        if frozen or domain.reading(docname).paragraphs:
            domain.clear_doc(docname)
            _Past(domain, self.document, docname).put(frozen)


class _Past:
    """A document of a draft."""

    def __init__(self, domain: NormativeDomain, doctree: nodes.document, docname: str) -> None:
        self._domain, self._doctree, self._docname = domain, doctree, docname
        self._notes: list[nodes.footnote] = []
        instruments = domain.instruments.values()
        records = (record for instrument in instruments for record in instrument.records or ())
        self._known: Mapping[str, Provision] = {provision.slug: provision for provision in records}

    def put(self, frozen: list[FrozenParagraph]) -> None:
        """Fill the document anew."""
        title = next(iter(self._doctree.findall(nodes.title)), None)
        heads = [title.astext()] if title is not None else []
        # What Sphinx is told of the document stays, such as that it is in no table of contents.
        self._doctree.children = [child for child in self._doctree.children if isinstance(child, nodes.docinfo)]
        for identifier in [*self._doctree.ids]:
            del self._doctree.ids[identifier]
        for names in lists_of_names(self._doctree):
            names.clear()
        path: list[nodes.Element] = [self._doctree]
        titles: list[str] = []
        for paragraph in frozen or ():
            titles = self._open(path, titles, [*paragraph.section])
            path[-1] += self._paragraph(paragraph)
        if not frozen:
            self._open(path, [], heads)
        (path[1] if len(path) > 1 else self._doctree).extend(self._notes)

    def _open(self, path: list[nodes.Element], now: list[str], wanted: list[str]) -> list[str]:
        """Open the sections that a paragraph stands under, and leave the others."""
        same = next((n for n, (old, new) in enumerate(zip(now, wanted, strict=False)) if old != new), None)
        depth = min(len(now), len(wanted)) if same is None else same
        del path[depth + 1 :]
        for title in wanted[depth:]:
            section = nodes.section("", nodes.title(title, title), names=[nodes.fully_normalize_name(title)])
            self._doctree.note_implicit_target(section, section)
            path[-1] += section
            path.append(section)
        return wanted

    def _paragraph(self, frozen: FrozenParagraph) -> normative_paragraph:
        force = "" if frozen.force is Force.PLAIN else frozen.force.value
        node = normative_paragraph(force=force, problems=[])
        node.source, node.line = str(self._domain.env.doc2path(self._docname)), 1
        anchor = claim_anchor(self._doctree, node, frozen.id)
        basis = parse_citation("; ".join(frozen.basis.values()), self._domain.instruments).provisions
        self._domain.reading(self._docname).paragraphs.append(
            Paragraph(
                id=frozen.id,
                force=frozen.force,
                basis=basis,
                holder=frozen.holder,
                addressee=frozen.addressee,
                status=frozen.status,
                was=frozen.was,
                document=self._docname,
                anchor=anchor,
                place=place_of(str(node.source), None, self._domain.env.srcdir),
            )
        )
        node.extend(self._blocks(frozen))
        margin = paragraph_margin()
        for role, text in frozen.margin.items():
            margin += margin_item(text, text, role=role)
        node["has_whole_margin"] = True
        node += margin
        return node

    def _blocks(self, frozen: FrozenParagraph) -> Iterator[nodes.Node]:
        """Yield the blocks, those of lists in their items."""
        whole = nodes.container()
        places: list[nodes.Element] = [whole]
        for block in frozen.blocks:
            del places[block.level + 1 :]
            while len(places) <= block.level:
                places.append(_deeper(places[-1], block))
            if block.mark:
                places[block.level] = _item(places, block)
            places[block.level] += self._block(block, frozen.notes)
        yield from whole.children

    def _block(self, block: Block, notes: tuple[Note, ...]) -> nodes.Element:
        made = {BlockKind.LITERAL: nodes.literal_block, BlockKind.FORMULA: nodes.math_block}
        spans = [node for span in block.spans for node in self._span(span, notes)]
        element: nodes.Element = made.get(block.kind, nodes.paragraph)("", "", *spans)
        if block.kind is BlockKind.QUOTATION:
            element["quotation"] = QUOTED
        return element

    def _span(self, span: Span, notes: tuple[Note, ...]) -> Iterator[nodes.Node]:
        provision = self._known.get(span.provision)
        if span.note:
            yield self._reference(notes[span.note - 1])
        elif span.paragraph:
            words = span.text or span.paragraph
            yield pending(self._docname, "para", span.paragraph, words, explicit=bool(span.text))
        elif provision:
            key = provision.instrument
            link = pending(self._docname, "provision", span.provision, span.text, instrument=key)
            if span.style == QUOTED:
                link["quoted"] = QUOTED
            yield link
        elif span.style == QUOTED:
            yield nodes.inline(span.text, span.text, quoted=QUOTED)
        elif span.style == VOICE:
            yield voice_mark(LABELLED[span.text])
        elif span.style:
            yield getattr(nodes, span.style)(span.text, span.text)
        else:
            yield nodes.Text(span.text)

    def _reference(self, note: Note) -> nodes.footnote_reference:
        number = str(len(self._notes) + 1)
        name = f"note-{number}"
        text = nodes.paragraph(note.text, note.text)
        footnote = nodes.footnote("", nodes.label("", number), text, ids=[name], auto=1, said=note.said)
        reference = nodes.footnote_reference("", number, refid=name, ids=[f"{name}-mark"], auto=1)
        footnote["backrefs"] = reference["ids"]
        self._doctree.ids |= {name: footnote, f"{name}-mark": reference}
        self._notes.append(footnote)
        return reference


def _deeper(outer: nodes.Element, block: Block) -> nodes.Element:
    """Open a quotation in which a block stands that is in no list; of one that is the item opens its list."""
    if block.mark:
        return outer
    quotation = nodes.block_quote()
    outer += quotation
    return quotation


def _item(places: list[nodes.Element], block: Block) -> nodes.list_item:
    """Open an item: in the list before it where that goes on, else in a new one."""
    outer = places[block.level - 1]
    is_bullet = block.mark == "•"
    last = outer.children[-1] if outer.children else None
    goes_on = isinstance(last, nodes.bullet_list if is_bullet else nodes.enumerated_list)
    listing = last if goes_on and isinstance(last, nodes.Element) else None
    if listing is None:
        listing = nodes.bullet_list(bullet="*") if is_bullet else _numbered(block)
        outer += listing
    item = nodes.list_item()
    listing += item
    return item


def _numbered(block: Block) -> nodes.enumerated_list:
    kind, before, after = read_mark(block.mark, block.level)
    return nodes.enumerated_list(enumtype=kind, prefix=before, suffix=after)


def setup(app: Sphinx) -> None:
    """Register the transform, which does nothing unless a draft is asked for."""
    app.add_transform(ShowDraft)
