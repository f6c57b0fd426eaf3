"""A page's footnotes: made of its citations, numbered and gathered in reading order, with "Ibid." and short forms.

Apart from the role because all footnotes of a page must be there, written and cited ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from docutils.transforms.references import Footnotes
from pybtex.richtext import Tag, Text
from pybtex_docutils import Backend
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from normative.bibliography import style
from normative.bibliography.entries import find_entry
from normative.bibliography.fields import join_with_commas
from normative.bibliography.footnotes import FootnoteTarget, footnote_citation, footnote_place
from normative.bibliography.forms import Form, Note, Source, forms_of
from normative.project.language import _
from normative.project.nodes import normative_paragraph

_OWN = (footnote_citation, footnote_place)
#: What can print other footnotes, or other pages, between two footnotes of a page.
_BREAKS = (footnote_place, addnodes.toctree)


class FootnoteCitations(SphinxTransform):
    """Make footnotes of citations, number all automatic footnotes in reading order and gather them.

    Runs before docutils numbers footnotes in the order in which they were noted, which is not that of reading when
    a page has both cited and written ones.
    """

    default_priority = Footnotes.default_priority - 10

    def apply(self, **kwargs: Any) -> None:
        """Change the page that was just read; a plain page keeps docutils' own order and places.

        Plain is a page without citations, and where the house rules the text without its paragraphs.
        """
        if not self._has(*_OWN, *([normative_paragraph] if "normative.house" in self.config.extensions else [])):
            return
        cited = [
            self._make_footnote(node, name=f"footcite-{number}")
            for number, node in enumerate(list(self.document.findall(footnote_citation)), start=1)
            if not is_in_footnote(node)
        ]
        pairs = list(self._pairs())
        order = list(dict.fromkeys(note for _, note in pairs))
        notes = self.document.autofootnotes
        notes[:] = [*order, *(note for note in notes if note not in order)]
        self._write_citations(pairs, cited)
        self._gather(pairs)

    def _has(self, *kinds: type[nodes.Element]) -> bool:
        return any(isinstance(node, kinds) for node in self.document.findall(nodes.Element))

    def _make_footnote(self, node: footnote_citation, name: str) -> nodes.footnote:
        """Put a citation into a footnote of its own and a reference in its place."""
        strip_space_before(node)
        reference = nodes.footnote_reference(node.rawsource, auto=1, refname=name)
        (identifier,), node["ids"] = node["ids"], []
        if isinstance(self.document.ids.get(identifier), footnote_citation):
            self.document.ids[identifier], reference["ids"] = reference, [identifier]
        else:
            # Each translated passage is read by itself, and its ids begin anew.
            self.document.set_id(reference)
        self.document.note_autofootnote_ref(reference)
        self.document.note_footnote_ref(reference)
        node.replace_self(reference)
        paragraph = nodes.paragraph("", "", node)
        footnote = nodes.footnote("", paragraph, auto=1, names=[name])
        for part in (reference, footnote, paragraph):
            part.source, part.line = node.source, node.line
        self.document.note_autofootnote(footnote)
        self.document.note_explicit_target(footnote, footnote)
        return footnote

    def _pairs(self) -> Iterator[tuple[nodes.Element, nodes.footnote]]:
        """Yield each automatic reference in reading order with its footnote."""
        named = {name: note for note in self.document.autofootnotes for name in note["names"]}
        # docutils gives the n-th reference without a name the n-th footnote without a name.
        unnamed = (note for note in self.document.autofootnotes if not note["names"] and not note["dupnames"])
        for reference in self.document.findall(nodes.footnote_reference):
            if reference.get("auto") != 1:  # numbered by hand, or a symbol
                continue
            note = named.get(reference["refname"]) if "refname" in reference else next(unnamed, None)
            if note is not None:
                yield reference, note

    def _write_citations(self, pairs: list[tuple[nodes.Element, nodes.footnote]], cited: list[nodes.footnote]) -> None:
        """Write every citation of the page in the form that its place in the order asks for."""
        follows = dict(self._follow(dict(pairs)))
        notes = self.document.autofootnotes
        citations = {note: list(note.findall(footnote_citation)) for note in notes}
        described = [
            Note(
                sources=tuple(
                    Source(key=target.key, pinpoint=target.pinpoint)
                    for citation in citations[note]
                    for target in citation["targets"]
                ),
                has_own_words=note not in cited,
                follows=follows.get(note, False),
            )
            for note in notes
        ]
        for note in notes:
            note["said"] = " ".join("".join(_said(note)).split())
        for note, forms in zip(notes, forms_of(described), strict=True):
            named = iter(forms)
            for citation in citations[note]:
                self._write(citation, [next(named) for _ in citation["targets"]], ends_note=note in cited)
        for citation in list(self.document.findall(footnote_citation)):  # in a footnote numbered by hand
            self._write(citation, [Form.FULL] * len(citation["targets"]), ends_note=False)

    def _follow(self, notes: dict[nodes.Element, nodes.footnote]) -> Iterator[tuple[nodes.footnote, bool]]:
        """Yield each footnote with whether the one before it is printed right before it."""
        seen: set[nodes.footnote] = set()
        follows = True
        for node in self.document.findall(nodes.Element):
            if isinstance(node, _BREAKS):
                follows = False
            elif node in notes and notes[node] not in seen:
                seen.add(notes[node])
                yield notes[node], follows
                follows = True

    def _write(self, citation: footnote_citation, forms: list[Form], *, ends_note: bool) -> None:
        parts = [self._cite(target, form) for target, form in zip(citation["targets"], forms, strict=True)]
        begins = 0 if citation.parent.index(citation) else 1
        parts[begins:] = map(style.within_sentence, parts[begins:])
        text = Text("; ").join(parts) if parts else Text(Tag("strong", citation["words"]))
        if ends_note and not str(text).endswith("."):
            text = Text(text, ".")
        written = text.render(Backend())
        # The mark in the text has the id of a citation that has become a footnote.
        citation.replace_self(nodes.inline("", "", *written, ids=citation["ids"]) if citation["ids"] else written)

    def _cite(self, target: FootnoteTarget, form: Form) -> Text:
        before = Text(target.before, " " if target.before else "")
        if not target.is_known:
            unknown = Text(Tag("strong", _("unknown source '{key}'", key=target.key)))
            return Text(before, join_with_commas([unknown, Text(target.pinpoint)]))
        if form in (Form.SAME_PLACE, Form.SAME_SOURCE):
            place = target.pinpoint if form is Form.SAME_SOURCE else ""
            return Text(before, join_with_commas([Text(_("ibid.") if target.before else _("Ibid.")), Text(place)]))
        cite = style.short_citation if form is Form.SHORT else style.footnote_citation
        cited = cite(find_entry(self.env, target.key), target.pinpoint)
        return Text(before, style.within_sentence(cited) if target.before else cited)

    def _gather(self, pairs: list[tuple[nodes.Element, nodes.footnote]]) -> None:
        waiting = dict.fromkeys(self.document.autofootnotes)
        for note in waiting:
            if note.parent is not None:
                note.parent.remove(note)
        notes = dict(pairs)
        above: list[nodes.Node] = []
        for node in list(self.document.findall(nodes.Element)):
            if isinstance(node, footnote_place):
                node.replace_self([*node.children, *above] if above else [])
                above = []
            elif notes.get(node) in waiting:
                above.append(notes[node])
                del waiting[notes[node]]
        sections = [child for child in self.document.children if isinstance(child, nodes.section)]
        end = sections[-1] if sections else self.document
        end.extend([*above, *waiting])


def _said(node: nodes.Node) -> Iterator[str]:
    """Yield the words of a note, with its sources by key and place, for how they are printed rests on other notes."""
    if isinstance(node, footnote_citation):
        cited = (" ".join(filter(None, (item.before, item.key, item.pinpoint))) for item in node["targets"])
        yield "; ".join(cited) or node["words"]
    elif isinstance(node, nodes.Text):
        yield node.astext()
    elif not isinstance(node, nodes.label):
        for child in node.children:
            yield from _said(child)


def is_in_footnote(node: nodes.Node) -> bool:
    """Say whether ``node`` stands in a footnote, where a citation is printed and makes no further footnote."""
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.footnote):
        parent = parent.parent
    return parent is not None


def strip_space_before(node: nodes.Element) -> None:
    """Remove the space that a role must have before it, except between two footnote numbers."""
    siblings = node.parent.children[: node.parent.index(node)]
    if not siblings or not isinstance(siblings[-1], nodes.Text):
        return
    stripped = siblings[-1].astext().rstrip()
    if stripped:
        node.parent.replace(siblings[-1], nodes.Text(stripped))
    elif len(siblings) > 1 and not isinstance(siblings[-2], nodes.footnote_reference):
        node.parent.remove(siblings[-1])


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(FootnoteCitations)
