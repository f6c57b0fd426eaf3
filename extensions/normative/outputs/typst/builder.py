"""The Sphinx builder ``normative-pdf``: from one reading of the source, each document and each table as a PDF.

Apart from the translator because it alone knows files, folders and the compiling processes.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.docutils import new_document

from normative.model.diagnostics import Diagnostic
from normative.outputs.document.assembly import WholeTextBuilder
from normative.outputs.document.documents import TextDocument
from normative.outputs.document.fonts import further_fonts
from normative.outputs.matrices.delimited import render_csv
from normative.outputs.typst.compilation import PdfError, PdfJob, clear, compile_pdfs
from normative.outputs.typst.literals import string_literal
from normative.outputs.typst.masthead import document_markup, table_markup
from normative.outputs.typst.media import asset_name
from normative.outputs.typst.translator import TypstTranslator
from normative.project.nodes import matrix_table
from normative.rebuild.files import keep_last

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from normative.model.matrix import Matrix

_logger = logging.getLogger(__name__)

#: Accessible and archival; only the third part of PDF/A allows attachments.
_STANDARDS, _STANDARDS_WITH_ATTACHMENTS = ("ua-1", "a-2a"), ("ua-1", "a-3a")


class TypstBuilder(WholeTextBuilder):
    """Writes the documents of ``normative_documents`` as PDFs, or what ``normative_wanted`` names."""

    name = "normative-pdf"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "application/pdf",
    ]

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the PDFs; ``docnames`` does not matter, because every source file is in them."""
        documents, tables = self.wanted()
        jobs = [*self._document_jobs(documents), *map(self._table_job, tables)]
        for folder in {*self._folder.glob("*")} - {job.folder for job in jobs}:
            shutil.rmtree(folder, ignore_errors=True)
        try:
            with progress_message("compiling the PDFs"):
                compile_pdfs(jobs)
        except PdfError as error:
            # Raised further, Sphinx would print a traceback, and read every document anew the next time.
            _logger.error(str(error), type="normative", subtype=Diagnostic.PDF.code)  # noqa: TRY400  # for the same reason
            self._app.statuscode = 1
            for job in jobs:
                keep_last(job.pdf_path)

    @property
    def _folder(self) -> Path:
        """Beside the doctrees, where it helps to find a fault and is not handed out."""
        return Path(self.doctreedir, "typst")

    def _document_jobs(self, documents: Sequence[TextDocument]) -> Iterator[PdfJob]:
        if not documents:
            return
        with progress_message("assembling the PDFs", nonl=False):
            doctree = self.assemble(documents)
        for document in documents:
            with progress_message(f"writing {document.name}"):
                yield self._document_job(document, self.extract(doctree, document))

    def _document_job(self, document: TextDocument, doctree: nodes.document) -> PdfJob:
        translator = self._translate(doctree)
        title = translator.title or self.config.project
        head = document_markup(self, document, title, translator.title_markup)
        return self._job(document, head, translator)

    def _table_job(self, matrix: Matrix) -> PdfJob:
        document = TextDocument(name=matrix.name)
        doctree = new_document(matrix.name)
        doctree += matrix_table(name=matrix.name, matrix=matrix)
        translator = self._translate(doctree, is_alone=True)
        return self._job(document, table_markup(self, document, matrix.title), translator)

    def _translate(self, doctree: nodes.document, *, is_alone: bool = False) -> TypstTranslator:
        translator = cast("TypstTranslator", self.create_translator(doctree, self, self.targets_of(doctree)))
        translator.is_alone = translator.landscape = is_alone
        doctree.walkabout(translator)
        return translator

    def _job(self, document: TextDocument, head: str, translator: TypstTranslator) -> PdfJob:
        """Lay out the folder of a document and return what is left to do."""
        folder = self._folder / document.name
        folder.mkdir(parents=True, exist_ok=True)
        clear(folder)
        for uri in self.images:
            shutil.copyfile(Path(self.srcdir, uri), folder / asset_name(self.images, uri))
        attached = list(_attach(translator.matrices, folder)) if document.attachments else []
        translator.source_map.shift(head.count("\n"))
        return PdfJob(
            markup=head + translator.astext() + "".join(attached),
            source_map=translator.source_map,
            folder=folder,
            pdf_path=Path(self.outdir, f"{document.name}.pdf"),
            timestamp=self.timestamp(),
            standards=_STANDARDS_WITH_ATTACHMENTS if attached else _STANDARDS,
            row_headings=tuple(translator.row_headings),
            images=tuple(self.images),
            fonts=tuple(map(str, further_fonts().values())),
            largest=_largest(translator.matrices),
        )


def _largest(matrices: Sequence[Matrix]) -> str:
    """Return the name of the table with the most cells, with how many; nothing where there are none."""
    largest = max(matrices, key=lambda matrix: len(matrix.rows) * len(matrix.columns), default=None)
    return f"'{largest.name}' of {len(largest.rows)} rows and {len(largest.columns)} columns" if largest else ""


def _attach(matrices: Sequence[Matrix], folder: Path) -> Iterator[str]:
    """Write tables as CSV into a folder and yield the markup that attaches them."""
    for number, matrix in enumerate(dict.fromkeys(matrices)):
        path = f"table-{number}.csv"
        (folder / path).write_bytes(render_csv(matrix))
        name, title = string_literal(f"{matrix.name}.csv"), string_literal(matrix.title)
        data = f"read({string_literal(path)}, encoding: none)"
        yield f'#pdf.attach({name}, {data}, relationship: "data", mime-type: "text/csv", description: {title})\n'
