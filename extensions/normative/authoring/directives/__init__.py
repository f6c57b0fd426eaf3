"""What authors write, one module a family: paragraphs, relations, quotations, tables, pages of the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.authoring.directives import inputs, paragraphs, quotations, reference, relations, rooms, tables

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the directives of every family."""
    for family in (paragraphs, relations, quotations, inputs, tables, reference, rooms):
        family.setup(app)
