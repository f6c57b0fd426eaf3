"""The head of the first page, as documents of the United Nations have one, with what ``document.toml`` says.

Never an emblem; the standing of the text, which says what it is not, stands right below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normative.model.document import Document, Stage
from normative.outputs.docx.cells import add_cell, add_line, add_row, add_table
from normative.outputs.docx.pages import UPRIGHT_WIDTH
from normative.outputs.docx.wordml import add_text
from normative.project.config import NormativeConfig
from normative.project.dates import written_out
from normative.project.language import _

if TYPE_CHECKING:
    from lxml.etree import _Element
    from sphinx.config import Config

#: The columns in millimetres: who issues the text and under which treaty; under which symbol, for whom and when.
_WIDTHS = (UPRIGHT_WIDTH - 58.0, 58.0)


def write_masthead(container: _Element, document: Document, config: Config) -> None:
    """Write who issues the text, for whom and when, what its standing is, and which body's it is."""
    if document.stage not in (None, Stage.ADOPTED):
        add_text(add_line(container, "Stage"), _(str(document.stage)))
    table = add_table(container, _WIDTHS, style="Masthead", row_heads=False)
    _write_row(table, [(document.organization or config.project, "Organization")], [(document.symbol, "Symbol")])
    details = [(line, "Distribution") for line in _details(document, config)]
    if document.treaty or details:
        _write_row(table, [(document.treaty, "Treaty")], details)
    standing = NormativeConfig.of(config).standing
    for text, style in ((standing, "Standing"), (document.committee, "Committee")):
        if text:
            add_text(add_line(container, style), text)
    add_line(container, "TableEnd")


def author_of(document: Document, config: Config) -> str:
    """Return whose text it is: the committee, or the author that ``conf.py`` names."""
    author: str = document.committee or config.author
    return "" if author in ("unknown", "Author name not set") else author


def _details(document: Document, config: Config) -> list[str]:
    date = ""
    if document.date is not None:
        date = written_out(document.date, config.language)
    lines = (
        document.distribution and f"{_('Distr.')}: {document.distribution}",
        date,
        document.original and f"{_('Original')}: {document.original}",
    )
    return [line for line in lines if line]


def _write_row(table: _Element, left: list[tuple[str, str]], right: list[tuple[str, str]]) -> None:
    row = add_row(table)
    for width, lines in zip(_WIDTHS, (left, right), strict=True):
        cell = add_cell(row, width)
        for text, style in lines:
            line = add_line(cell, style)
            if text:
                add_text(line, text)
        if not lines:
            add_line(cell, "Distribution")
