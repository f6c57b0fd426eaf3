"""The Sphinx builder ``normative-replies``: for each who commented in a call a Word file and a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.matrix import cell_text
from normative.outputs.docx.builder import DocxBuilder
from normative.outputs.docx.translator import DocxTranslator
from normative.outputs.matrices.builder import metadata_of
from normative.outputs.matrices.layout import lay_out
from normative.outputs.matrices.workbook import render_table
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.language import _
from normative.rebuild.files import FilesError, replace_bytes

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from normative.model.matrix import Matrix


_OPENING = (
    "Thank you for what you sent in. Below is each of your comments, what was decided on it and why, the words of the "
    "draft that it is about, and those that stand there now."
)


class LetterTranslator(DocxTranslator):
    """Writes a letter: a document without a table of contents, whose text begins below its title."""

    def _begin_text(self) -> None:
        self.close_paragraph()

    def depart_document(self, node: nodes.document) -> None:
        self.end_document()


class RepliesBuilder(DocxBuilder):
    """Writes the replies of the calls that ``normative_wanted`` names, or of all, into a folder for each call."""

    name = "normative-replies"
    default_translator_class = LetterTranslator
    epilog = "The replies are in %(outdir)s."

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the replies; ``docnames`` does not matter, for each has comments on the whole text."""
        index = normative_domain(self.env).index
        wanted = NormativeConfig.of(self.config).wanted
        known = index.sent.calls
        for name in wanted:
            if name not in known:
                there_are = f"there are {', '.join(known)}" if known else "there is none"
                raise FilesError(f"unknown call '{name}'; {there_are}")
        for call in wanted or known:
            folder = Path(self.outdir, call)
            folder.mkdir(parents=True, exist_ok=True)
            for key, matrix in index.sent.replies(call, index.register):
                replace_bytes(folder / f"{key}.docx", self._translate(self._letter(matrix)))
                layout = lay_out(matrix, lambda _link: "")
                replace_bytes(folder / f"{key}.xlsx", render_table(layout, metadata_of(self.config)))

    def _letter(self, matrix: Matrix) -> nodes.document:
        """Return the document of one reply: below the opening each comment under its number, one thing a paragraph."""
        document = self.env.get_doctree(self.config.root_doc).copy()
        section = nodes.section(ids=["reply"])
        section += [nodes.title("", matrix.title), nodes.paragraph("", _OPENING)]
        for row in matrix.rows:
            number, about, *others = map(cell_text, row.cells)
            section += nodes.rubric("", f"{number}, {about}")
            for column, text in zip(matrix.columns[2:], others, strict=True):
                for place, line in enumerate(filter(None, text.split("\n"))):
                    label = [] if place else [nodes.strong("", f"{column.title}{_(': ')}")]
                    section += nodes.paragraph("", "", *label, nodes.Text(line))
        document += section
        return document
