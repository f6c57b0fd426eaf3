"""The Sphinx builder ``normative-matrices``: no documents, only the files of the tables.

Apart from :mod:`normative.outputs.matrices.writing` because it alone knows Sphinx's builds.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path

from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.display import status_iterator

from normative.model.diagnostics import Diagnostic
from normative.model.matrix import Matrix
from normative.outputs.direction import is_right_to_left
from normative.outputs.matrices.content import Metadata
from normative.outputs.matrices.writing import EXCEL_LIBRARY, has_excel, write_matrices
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.libraries import remedy

_logger = logging.getLogger(__name__)


class MatricesBuilder(Builder):
    """Writes every table of the text as CSV, Excel and JSON."""

    name = "normative-matrices"
    format = "matrices"
    epilog = "The tables are in %(outdir)s."
    allow_parallel = True
    writes_pages = False

    def get_outdated_docs(self) -> str:
        """Return that everything is: any paragraph may show in any table."""
        return "the tables"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the page of the site that holds a document."""
        return f"{docname}.html"

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the tables; ``docnames`` does not matter, because the tables are computed from the whole text."""
        if not has_excel():
            message = f"the tables are not written as Excel files, which '{EXCEL_LIBRARY}' writes; {remedy('xlsx')}"
            _logger.warning(message, type="normative", subtype=Diagnostic.MISSING_LIBRARY.code)
        index = normative_domain(self.env).index
        tables = status_iterator(
            index.matrices(), "writing matrices... ", "darkgreen", len(index.names), self.config.verbosity, _name
        )
        write_matrices(
            tables,
            Path(self.outdir),
            locate=index.locate,
            html="../html",
            digest=index.tables_digest,
            metadata=metadata_of(self.config),
        )


def metadata_of(config: Config) -> Metadata:
    """Return what heads the files of a text."""
    return Metadata(
        title=config.project,
        status=NormativeConfig.of(config).standing,
        release=config.release,
        date=config.today or "",
        right_to_left=is_right_to_left(config.language),
    )


def _name(matrix: Matrix) -> str:
    return matrix.name
