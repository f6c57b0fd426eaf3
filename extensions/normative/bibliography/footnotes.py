"""The role ``footcite`` with pinpoints, and the order and place of a page's footnotes.

sphinxcontrib-bibtex's own role knows no pinpoints, merges repeated citations into one footnote (a printed page then
points to the foot of an earlier one) and loses its footnotes when the page lacks ``footbibliography``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, ClassVar

from docutils import nodes
from docutils.transforms.references import Footnotes
from pybtex.richtext import Tag, Text
from pybtex_docutils import Backend
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinxcontrib.bibtex.foot_domain import BibtexFootDomain

from normative.bibliography import style
from normative.bibliography.entries import entry_keys, find_entry, note_bibliography_files, note_entry_cited
from normative.bibliography.fields import join_with_commas
from normative.domain import normative_domain
from normative.model.diagnostics import Diagnostic, Finding
from normative.report import place_of

TARGET = re.compile(
    r"\s*(?:\{(?P<before>[^{}]+)\})?\s*(?P<key>[^{}\s,;]+)\s*(?:\{(?P<pinpoint>[^{}]+)\})?\s*(?P<end>[,;]|$)"
)


class footnote_citation(nodes.Inline, nodes.Element):
    """A citation until :class:`FootnoteCitations` makes a footnote of it.

    ``citation`` holds its nodes as an attribute, not as children: a heading's id is made of its children's text.
    """


class footnote_place(nodes.Invisible, nodes.Element):
    """Where the author wants the footnotes of the text above."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FootnoteTarget:
    """One source in a footnote: "{see also} cmw-gc2 {para. 50}"."""

    before: str
    key: str
    pinpoint: str


def parse_footnote_citation(text: str) -> Iterator[FootnoteTarget]:
    """Yield the sources of a ``footcite`` role, separated by commas or semicolons.

    :raises ValueError: the text is not a list of keys with places in braces.
    """
    position = 0
    while True:
        match = TARGET.match(text, position)
        if match is None:
            raise ValueError(text)
        found = {name: " ".join((match[name] or "").split()) for name in ("before", "key", "pinpoint")}
        yield FootnoteTarget(**found)
        if not match["end"]:
            return
        position = match.end()


class FootnoteCitationRole(SphinxRole):
    """Make one footnote of one or more sources, each with an optional pinpoint."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a :class:`footnote_citation`; what cannot be read stays in the footnote as it was written."""
        node = footnote_citation(self.rawtext)
        self.set_source_info(node)
        self.inliner.document.set_id(node)
        note_bibliography_files(self.env)
        try:
            targets = list(parse_footnote_citation(self.text))
        except ValueError:
            self._note(
                Diagnostic.MALFORMED_FOOTNOTE_CITATION,
                f"malformed footnote citation '{self.text}'; write a key and the place in braces, several separated by "
                "commas: 'cmw-gc2{para. 50}, gcm{para. 24 (a)}'",
            )
            citation = Text(Tag("strong", self.text))
        else:
            citation = Text("; ").join([self._cite(target, node["ids"][0]) for target in targets])
        node["citation"] = citation.render(Backend())
        return [node], []

    def _cite(self, target: FootnoteTarget, reference_id: str) -> Text:
        entry = find_entry(self.env, target.key)
        key = target.key if entry is None else entry.key
        note_entry_cited(self.env, key=key, docname=self.env.docname, line=self.lineno, reference_id=reference_id)
        if entry is None:
            nearest = ", ".join(get_close_matches(key.lower(), entry_keys(self.env))) or "none"
            self._note(
                Diagnostic.UNKNOWN_BIBLIOGRAPHY_KEY, f"{key}: no bibliography file has this key; nearest are {nearest}"
            )
            citation = join_with_commas([Text(Tag("strong", f"unknown source '{key}'")), Text(target.pinpoint)])
        else:
            citation = style.footnote_citation(entry, target.pinpoint)
        return Text(target.before, " " if target.before else "", citation)

    def _note(self, kind: Diagnostic, message: str) -> None:
        path, line = self.get_source_info()
        finding = Finding(kind=kind, message=message, place=place_of(str(path), line, self.env.srcdir))
        normative_domain(self.env).reading(self.env.current_document.docname).findings.append(finding)


class FootBibliographyDirective(SphinxDirective):
    """Place the footnotes of the text above here instead of at the end of the page: a :class:`footnote_place`."""

    def run(self) -> list[nodes.Node]:
        """Return the place."""
        return [footnote_place()]


class FootnoteCitations(SphinxTransform):
    """Make footnotes of citations, number all automatic footnotes in reading order and gather them.

    Runs before docutils numbers footnotes in the order in which they were noted, which is not that of reading when
    a page has both cited and written ones.
    """

    default_priority = Footnotes.default_priority - 10

    def apply(self, **kwargs: Any) -> None:
        """Change the page that was just read."""
        for number, node in enumerate(list(self.document.findall(footnote_citation)), start=1):
            if is_in_footnote(node):
                node.replace_self(nodes.inline("", "", *node["citation"], ids=node["ids"]))
            else:
                self._make_footnote(node, name=f"footcite-{number}")
        pairs = list(self._pairs())
        order = list(dict.fromkeys(note for _, note in pairs))
        notes = self.document.autofootnotes
        notes[:] = [*order, *(note for note in notes if note not in order)]
        self._gather(pairs)

    def _make_footnote(self, node: footnote_citation, name: str) -> None:
        strip_space_before(node)
        reference = nodes.footnote_reference(node.rawsource, auto=1, refname=name, ids=node["ids"])
        self.document.ids[node["ids"][0]] = reference
        self.document.note_autofootnote_ref(reference)
        self.document.note_footnote_ref(reference)
        paragraph = nodes.paragraph("", "", *node["citation"])
        if not paragraph.astext().endswith("."):
            paragraph += nodes.Text(".")
        footnote = nodes.footnote("", paragraph, auto=1, names=[name])
        for part in (reference, footnote, paragraph):
            part.source, part.line = node.source, node.line
        self.document.note_autofootnote(footnote)
        self.document.note_explicit_target(footnote, footnote)
        node.replace_self(reference)

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

    def _gather(self, pairs: list[tuple[nodes.Element, nodes.footnote]]) -> None:
        waiting = dict.fromkeys(self.document.autofootnotes)
        for note in waiting:
            if note.parent is not None:
                note.parent.remove(note)
        notes = dict(pairs)
        above: list[nodes.Node] = []
        for node in list(self.document.findall(nodes.Element)):
            if isinstance(node, footnote_place):
                node.replace_self(above)
                above = []
            elif notes.get(node) in waiting:
                above.append(notes[node])
                del waiting[notes[node]]
        sections = [child for child in self.document.children if isinstance(child, nodes.section)]
        end = sections[-1] if sections else self.document
        end.extend([*above, *waiting])


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


class FootnoteDomain(BibtexFootDomain):
    """sphinxcontrib-bibtex's domain with our role; its roles that print an author's name have no use in UN style."""

    roles: ClassVar = {"p": FootnoteCitationRole()}


def setup(app: Sphinx) -> None:
    """Register role, directive and transform in place of sphinxcontrib-bibtex's."""
    app.add_domain(FootnoteDomain, override=True)
    app.add_role("footcite", FootnoteCitationRole(), override=True)
    app.add_directive("footbibliography", FootBibliographyDirective, override=True)
    app.add_node(footnote_citation)
    app.add_node(footnote_place)
    app.add_transform(FootnoteCitations)
