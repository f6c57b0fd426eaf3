"""The Sphinx builder ``normative-docx``: one doctree, and a Word file for each document of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from sphinx.util.display import progress_message

from normative.outputs.document.assembly import WholeTextBuilder
from normative.outputs.docx.bookmarks import Bookmarks
from normative.outputs.docx.comments import Comments
from normative.outputs.docx.masthead import author_of
from normative.outputs.docx.package import WordPackage
from normative.outputs.docx.tracking import order_changes
from normative.outputs.docx.translator import DocxTranslator
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.nodes import normative_paragraph

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes


class DocxBuilder(WholeTextBuilder):
    """Writes the documents of ``normative_documents`` as Word files."""

    name = "normative-docx"
    format = "docx"
    epilog = "The Word files are in %(outdir)s."
    default_translator_class = DocxTranslator
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"]

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the Word files; ``docnames`` does not matter, because every source file is in them."""
        documents, _tables = self.wanted()
        if not documents:
            return
        with progress_message("assembling the Word files", nonl=False):
            doctree = self.assemble(documents)
        for document in documents:
            with progress_message(f"writing {document.name}"):
                content = self._translate(self.extract(doctree, document), has_comments=document.comments)
                Path(self.outdir, f"{document.name}.docx").write_bytes(content)

    def _translate(self, doctree: nodes.document, *, has_comments: bool = False) -> bytes:
        targets = self.targets_of(doctree)
        document = normative_domain(self.env).files.dossier.document
        package = WordPackage(self.config.language, document)
        bookmarks = Bookmarks(doctree, self.config.root_doc, targets)
        translator = cast("DocxTranslator", self.create_translator(doctree, self, package, targets, bookmarks))
        if has_comments:
            translator.comments = Comments(normative_domain(self.env).index, package, self.timestamp())
        doctree.walkabout(translator)
        title = translator.title or self.config.project
        config = NormativeConfig.of(self.config)
        translator.pages.fill(document.symbol or title, config.status)
        package.describe(
            title=title,
            author=author_of(document, self.config),
            subject=document.treaty or (self.config.project if title != self.config.project else ""),
            symbol=document.symbol,
            status=config.status,
            timestamp=self.timestamp(),
        )
        package.name_properties(
            {
                f"Paragraph {node['number']}": node["ids"][0]
                for node in doctree.findall(normative_paragraph)
                if node.get("number") is not None and node["ids"] and node.get("change") != "del"
            }
        )
        package.turn()
        for story in (package.body, package.footnotes):
            order_changes(story)
        return package.as_bytes(self.timestamp())
