"""An outline of the text, one line a paragraph: the Sphinx builder ``outline``."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder

from normative.project.domain import normative_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class OutlineBuilder(Builder):
    """Writes ``outline.txt``."""

    name = "outline"
    format = "outline"
    epilog = "The outline is in %(outdir)s."
    allow_parallel = True

    def get_outdated_docs(self) -> str:
        """Return that everything is: one file holds all paragraphs."""
        return "the outline"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the page of the site that holds a document."""
        return f"{docname}.html"

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the file from the finished text."""
        Path(self.outdir, "outline.txt").write_text("".join(self._lines()), encoding="utf-8")

    def _lines(self) -> Iterator[str]:
        register = normative_domain(self.env).index.register
        for paragraph in register.paragraphs:
            basis = register.cite(paragraph.basis) or "no basis"
            yield f"{register.numbers[paragraph.id]}. {paragraph.force.value}, {basis}\n"


def setup(app: Sphinx) -> None:
    """Register the builder ``outline``."""
    app.add_builder(OutlineBuilder)
