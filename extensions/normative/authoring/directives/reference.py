"""The manual's generated pages: every kind of finding and every value of ``conf.py``, from the code itself."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from normative.model.diagnostics import Diagnostic
from normative.project.config import NormativeConfig, default_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class FindingReference(SphinxDirective):
    """Every kind of finding with its meaning and its remedy, as a definition list."""

    def run(self) -> list[nodes.Node]:
        listing = nodes.definition_list()
        for kind in sorted(Diagnostic, key=lambda kind: kind.code):
            term = nodes.term("", "", nodes.literal(kind.code, f"normative.{kind.code}"), names=[kind.anchor])
            self.state.document.note_explicit_target(term)
            meaning = nodes.paragraph("", kind.meaning)
            remedy = nodes.paragraph("", "", nodes.strong("", "Remedy: "), nodes.Text(kind.remedy))
            listing += nodes.definition_list_item("", term, nodes.definition("", meaning, remedy))
        return [listing]


class ConfigurationReference(SphinxDirective):
    """Every value of this package in ``conf.py`` with its meaning and its default, as a definition list."""

    def run(self) -> list[nodes.Node]:
        listing = nodes.definition_list()
        for item in fields(NormativeConfig):
            name = f"normative_{item.name}"
            term = nodes.term("", "", nodes.literal(name, name))
            text = nodes.paragraph("", f"{item.metadata['meaning']} Default: ")
            default = repr(default_of(item))
            text += nodes.literal(default, default)
            listing += nodes.definition_list_item("", term, nodes.definition("", text))
        return [listing]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("normative-findings", FindingReference)
    app.add_directive("normative-configuration", ConfigurationReference)
