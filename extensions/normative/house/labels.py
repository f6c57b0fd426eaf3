"""What references print: a heading's words without the marks of its notes, and numbers as they are printed there."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import StandardDomain

from normative.model.heading import heading_path
from normative.outputs.document.assembly import number_formulas
from normative.project.reading import plain_title

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: The formats of Sphinx's own writers that know no numbers.
_WITHOUT_NUMBERS = frozenset({"man", "texinfo", "text"})


class HeadingLabels(StandardDomain):
    """Sphinx's domain of labels, with names and numbers of headings as they are printed."""

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        super().process_doc(env, docname, document)
        names = {
            anchor: plain_title(title)
            for title in document.findall(nodes.title)
            if title.next_node(nodes.footnote_reference)
            for anchor in title.parent["ids"]
        }
        for label, anchor in document.nameids.items() if names else ():
            if anchor in names and label in self.labels:
                self.labels[label] = (docname, str(anchor), names[anchor])

    def get_fignumber(
        self, env: BuildEnvironment, builder: Builder, figtype: str, docname: str, target_node: nodes.Element
    ) -> tuple[int, ...] | None:
        numbers = super().get_fignumber(env, builder, figtype, docname, target_node)
        if figtype != "section" or builder.format == "latex":
            return numbers
        if not numbers:
            raise ValueError(docname)  # of which Sphinx makes a warning
        # Sphinx joins whatever is in the tuple.
        return cast("tuple[int, ...]", (heading_path(numbers),))


def _trim_title(app: Sphinx, doctree: nodes.document) -> None:
    """On ``doctree-read``, after Sphinx has taken the title: drop the space that stood before the mark of a note."""
    title = app.env.titles[app.env.current_document.docname]
    if title.children and isinstance(title[-1], nodes.Text):
        title[-1] = nodes.Text(title[-1].rstrip())


def _fill_in_numbers(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``: print numbers that writers leave out, of formulas, and those that ``numref`` names."""
    if app.builder.format in _WITHOUT_NUMBERS:
        number_formulas(doctree, app.env)
        for reference in doctree.findall(addnodes.number_reference):
            reference["title"] = reference.astext()


def setup(app: Sphinx) -> None:
    """Register the domain and connect the events."""
    app.add_domain(HeadingLabels, override=True)
    app.connect("doctree-read", _trim_title, priority=600)
    app.connect("doctree-resolved", _fill_in_numbers)
