"""What authors write, one module a family: paragraphs, relations, tables, and the manual's generated pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.authoring.directives import inputs, paragraphs, reference, relations, rooms, tables

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the directives of every family."""
    for family in (paragraphs, relations, inputs, tables, reference, rooms):
        family.setup(app)
