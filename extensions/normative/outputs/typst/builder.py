"""The Sphinx builder ``typst``: one doctree, one Typst text, one PDF.

Apart from the translator because it alone knows files, folders and the compiling process.
"""

from __future__ import annotations

import os
import shutil
import time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.nodes import inline_all_toctrees
from sphinx.util.osutil import make_filename_from_project

from normative.config import NormativeConfig
from normative.domain import normative_domain
from normative.model.diagnostics import Diagnostic
from normative.outputs.typst.compilation import PdfError, compile_pdf
from normative.outputs.typst.cover import document_markup
from normative.outputs.typst.targets import DOCUMENT_MARK, Targets
from normative.outputs.typst.translator import TypstTranslator

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from normative.outputs.typst.writing import SourceMap

_logger = logging.getLogger(__name__)


class TypstBuilder(Builder):
    """Writes the whole document, from its root on, as one PDF."""

    name = "typst"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    allow_parallel = True
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "application/pdf",
    ]
    # Images elsewhere become links: a build never uses the network.
    supported_remote_images = True

    def get_outdated_docs(self) -> str:
        """Return that everything is: one file holds all documents."""
        return "the PDF"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return a mark that :class:`Targets` turns into a label."""
        return f"{DOCUMENT_MARK}{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same as for the whole document, of which every file is a part."""
        return self.get_target_uri(to, typ)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the PDF; ``docnames`` does not matter, because every document is in it."""
        with progress_message("assembling the PDF's document", nonl=False):
            doctree = self._assemble()
            self.post_process_images(doctree)
        with progress_message("writing Typst"):
            markup, source_map = self._translate(doctree)
        try:
            with progress_message("compiling the PDF"):
                self._compile(markup, source_map)
        except PdfError as error:
            # Raised further, Sphinx would print a traceback, and read every document anew the next time.
            _logger.error(str(error), type="normative", subtype=Diagnostic.PDF.code)  # noqa: TRY400  # for the same reason
            self._app.statuscode = 1

    def timestamp(self) -> int:
        """Return the date of the PDF in seconds: SOURCE_DATE_EPOCH, so that a build can be repeated, or now."""
        return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())

    def asset_name(self, uri: str) -> str:
        """Return the name an image has beside the Typst text; numbered, as Typst would read signs in a path."""
        return f"image-{list(self.images).index(uri)}{Path(uri).suffix.lower()}"

    @property
    def pdf_path(self) -> Path:
        """Where the PDF goes."""
        name = NormativeConfig.of(self.config).pdf_name or make_filename_from_project(self.config.project)
        return Path(self.outdir, f"{name.removesuffix('.pdf')}.pdf")

    def _assemble(self) -> nodes.document:
        """Join all documents of the table of contents but those that ``normative_pdf_exclude`` names."""
        patterns = NormativeConfig.of(self.config).pdf_exclude
        excluded = [name for name in sorted(self.env.found_docs) if any(fnmatchcase(name, item) for item in patterns)]
        root: str = self.config.root_doc
        # A document that counts as traversed is not put in again; an excluded one is never put in.
        traversed = [root, *excluded]
        doctree = inline_all_toctrees(self, {root}, root, self.env.get_doctree(root), str, traversed)
        _put_own_text_first(doctree)
        self.env.resolve_references(doctree, root, self)
        return doctree

    def _translate(self, doctree: nodes.document) -> tuple[str, SourceMap]:
        targets = Targets(doctree, self.config.root_doc, normative_domain(self.env).index.locate)
        translator = cast("TypstTranslator", self.create_translator(doctree, self, targets))
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


def _put_own_text_first(doctree: nodes.document) -> None:
    """Move the root's own sections before the files it lists: nobody looks for a foreword after the last annex."""
    for section in doctree.children:
        if isinstance(section, nodes.section):
            files = [child for child in section.children if _holds_files(child)]
            section.children = [child for child in section.children if child not in files] + files


def _holds_files(node: nodes.Node) -> bool:
    return isinstance(node, nodes.compound) and any(
        isinstance(child, addnodes.start_of_file) for child in node.children
    )
