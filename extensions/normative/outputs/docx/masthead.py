"""The head of the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import _
from sphinx.util.i18n import format_date

from normative.config import NormativeConfig
from normative.outputs.docx.wordml import add_text

if TYPE_CHECKING:
    from sphinx.config import Config

    from normative.outputs.docx.writing import Writer


def write_masthead(writer: Writer) -> None:
    """Write who issues the text, when, and what its standing is."""
    config = writer.builder.config
    writer.open_paragraph("Organization")
    add_text(writer.target(), config.project)
    author = author_of(config)
    date = str(config.today) or format_date(config.today_fmt or _("%d %B %Y"), language=config.language)
    for line in (author, config.release, date):
        if line:
            writer.open_paragraph("Symbol")
            add_text(writer.target(), line)
    standing = NormativeConfig.of(config).standing
    if standing:
        writer.open_paragraph("Standing")
        add_text(writer.target(), standing)
    writer.close_paragraph()


def author_of(config: Config) -> str:
    """Return the author that ``conf.py`` names, or an empty string."""
    author: str = config.author
    return "" if author in ("unknown", "Author name not set") else author
