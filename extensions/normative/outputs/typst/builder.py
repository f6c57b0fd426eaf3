"""The Sphinx builder ``typst``: one doctree, one Typst text, one PDF.

Apart from the translator because it alone knows files, folders and the compiling process.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.util import logging
from sphinx.util.display import progress_message

from normative.model.diagnostics import Diagnostic
from normative.outputs.assembly import WholeTextBuilder
from normative.outputs.typst.compilation import PdfError, compile_pdf
from normative.outputs.typst.cover import document_markup
from normative.outputs.typst.translator import TypstTranslator

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from normative.outputs.typst.writing import SourceMap

_logger = logging.getLogger(__name__)


class TypstBuilder(WholeTextBuilder):
    """Writes the whole document, from its root on, as one PDF."""

    name = "typst"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
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
        """Write the PDF; ``docnames`` does not matter, because every document is in it."""
        with progress_message("assembling the PDF's document", nonl=False):
            doctree = self.assemble()
        with progress_message("writing Typst"):
            markup, source_map = self._translate(doctree)
        try:
            with progress_message("compiling the PDF"):
                self._compile(markup, source_map)
        except PdfError as error:
            # Raised further, Sphinx would print a traceback, and read every document anew the next time.
            _logger.error(str(error), type="normative", subtype=Diagnostic.PDF.code)  # noqa: TRY400  # for the same reason
            self._app.statuscode = 1

    def asset_name(self, uri: str) -> str:
        """Return the name an image has beside the Typst text; numbered, as Typst would read signs in a path."""
        return f"image-{list(self.images).index(uri)}{Path(uri).suffix.lower()}"

    @property
    def pdf_path(self) -> Path:
        """Where the PDF goes."""
        return Path(self.outdir, f"{self.file_stem}.pdf")

    def _translate(self, doctree: nodes.document) -> tuple[str, SourceMap]:
        translator = cast("TypstTranslator", self.create_translator(doctree, self, self.targets_of(doctree)))
        doctree.walkabout(translator)
        cover = document_markup(self, translator.title or self.config.project, translator.title_markup)
        translator.source_map.shift(cover.count("\n"))
        return cover + translator.astext(), translator.source_map

    def _compile(self, markup: str, source_map: SourceMap) -> None:
        # Beside the doctrees, where it helps to find a fault and is not handed out.
        folder = Path(self.doctreedir, "typst")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for uri in self.images:
            shutil.copyfile(Path(self.srcdir, uri), folder / self.asset_name(uri))
        compile_pdf(markup, source_map, folder=folder, pdf_path=self.pdf_path, timestamp=self.timestamp())
