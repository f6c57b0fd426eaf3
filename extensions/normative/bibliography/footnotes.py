"""The role ``footcite``: sources with pinpoints, to become a footnote when the page is read.

sphinxcontrib-bibtex's own role knows no pinpoints, merges repeated citations into one footnote (a printed page then
points to the foot of an earlier one) and loses its footnotes when the page lacks ``footbibliography``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole
from sphinxcontrib.bibtex.foot_directives import FootBibliographyDirective

from normative.bibliography.entries import entry_keys, find_entry, note_bibliography_files, note_entry_cited
from normative.bibliography.pinpoints import differs_in_style, in_house_style
from normative.model.checks import nearest
from normative.model.citation import parse_citation
from normative.model.diagnostics import Diagnostic, Finding
from normative.project.catalogues import is_translation
from normative.project.domain import normative_domain
from normative.project.editors import add_roles
from normative.project.language import spoken
from normative.project.report import place_of

TARGET = re.compile(
    r"\s*(?:\{(?P<before>[^{}]+)\})?\s*(?P<key>[^{}\s,;]+)\s*(?:\{(?P<pinpoint>[^{}]+)\})?\s*(?P<end>[,;]|$)"
)


class footnote_citation(nodes.Inline, nodes.Element):
    """A citation until :class:`normative.bibliography.notes.FootnoteCitations` makes a footnote of it.

    Attributes: ``targets`` (a tuple of :class:`FootnoteTarget`); ``words``, the text as written where it cannot be
    read. No children: a heading's id is made of its children's text.
    """


class footnote_place(nodes.Invisible, nodes.Element):
    """Where the author wants the footnotes of the text above; its children are a heading, for where there are any."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FootnoteTarget:
    """One source in a footnote: "{see also} cmw-gc2 {para. 50}".

    :param is_known: a bibliography file has an entry with this key.
    """

    before: str
    key: str
    pinpoint: str
    is_known: bool = True


def parse_footnote_citation(text: str) -> Iterator[FootnoteTarget]:
    """Yield the sources of a ``footcite`` role, separated by commas or semicolons.

    :raises ValueError: the text is not a list of keys with places in braces.
    """
    position = 0
    while True:
        match = TARGET.match(text, position)
        if match is None:
            raise ValueError(text)
        before, key, pinpoint = (" ".join((match[name] or "").split()) for name in ("before", "key", "pinpoint"))
        yield FootnoteTarget(before=before, key=key, pinpoint=pinpoint)
        if not match["end"]:
            return
        position = match.end()


class FootnoteCitationRole(SphinxRole):
    """Make one footnote of one or more sources, each with an optional pinpoint."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a :class:`footnote_citation`; what cannot be read stays in the footnote as it was written."""
        node = footnote_citation(self.rawtext, targets=(), words="")
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
            node["words"] = self.text
        else:
            node["targets"] = tuple(self._checked(target, node["ids"][0]) for target in targets)
        return [node], []

    def _checked(self, target: FootnoteTarget, reference_id: str) -> FootnoteTarget:
        """Return a source with its key and its place as they are printed; report what is wrong with them."""
        entry = find_entry(self.env, target.key)
        key = target.key if entry is None else entry.key
        note_entry_cited(self.env, key=key, docname=self.env.docname, line=self.lineno, reference_id=reference_id)
        if entry is None:
            remedy = nearest(key.lower(), entry_keys(self.env))
            self._note(Diagnostic.UNKNOWN_BIBLIOGRAPHY_KEY, f"{key}: no bibliography file has this key{remedy}")
        language = (spoken() or ("en",))[0]
        pinpoint = in_house_style(target.pinpoint, language)
        is_foreign = is_translation(self.env.config, Path(self.env.srcdir))
        # In a translation the places of the source are printed in another style than they are written in.
        if differs_in_style(target.pinpoint, language) and not is_foreign:
            message = f"{key}: place '{target.pinpoint}' is not in house style; write '{pinpoint}'"
            self._note(Diagnostic.PINPOINT_STYLE, message)
        self._check_provision(key, pinpoint)
        return replace(target, key=key, pinpoint=pinpoint, is_known=entry is not None)

    def _check_provision(self, key: str, pinpoint: str) -> None:
        """Report a place that the instrument does not have whose entry this is; any place will do in an open one."""
        instruments = normative_domain(self.env).instruments
        for instrument in instruments.values():
            if instrument.bibliography == key and not instrument.is_open:
                for problem in parse_citation(f"{instrument.key} {pinpoint}", instruments).problems:
                    # A place such as "annex" is none of its provisions, and no mistake.
                    if problem.kind is Diagnostic.UNKNOWN_PROVISION:
                        self._note(problem.kind, f"{key}: {problem.message}")

    def _note(self, kind: Diagnostic, message: str) -> None:
        path, line = self.get_source_info()
        finding = Finding(kind=kind, message=message, place=place_of(str(path), line, self.env.srcdir))
        normative_domain(self.env).reading(self.env.current_document.docname).findings.append(finding)


class PlaceOfFootnotes(FootBibliographyDirective):
    """Place the footnotes of the text above here instead of at the end of the page: a :class:`footnote_place`.

    Those of sphinxcontrib-bibtex's other roles stand before it. The heading is that of either.
    """

    def run(self) -> list[nodes.Node]:
        """Return what sphinxcontrib-bibtex places, and the place."""
        placed = super().run()
        header = self.config.bibtex_footbibliography_header
        return [*placed, footnote_place("", *(self.parse_text_to_nodes(header) if header and not placed else ()))]


def setup(app: Sphinx) -> None:
    """Register role and directive in place of sphinxcontrib-bibtex's; its roles ``footcite:p`` and the like stay."""
    add_roles(app, {"footcite": (FootnoteCitationRole(), "cite:citation")}, override=True)
    app.add_directive("footbibliography", PlaceOfFootnotes, override=True)
    app.add_node(footnote_citation)
    app.add_node(footnote_place)
