"""The head of the Typst text: the template, and what it prints on the cover and on every page.

Apart from the builder so that words and dates of the cover have one place.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from sphinx.locale import _
from sphinx.util.i18n import format_date

from normative.config import NormativeConfig
from normative.outputs.typst.literals import content, string_literal, text_markup

if TYPE_CHECKING:
    from normative.outputs.typst.builder import TypstBuilder


def document_markup(builder: TypstBuilder, title: str, title_markup: str) -> str:
    """Return everything that stands before the body.

    :param title: as plain text, for the PDF's metadata and the running header.
    :param title_markup: as markup, for the cover; empty where the text has no title of its own.
    """
    template = resources.files("normative.outputs.typst").joinpath("template.typ").read_text(encoding="utf-8")
    return f"{template}\n{_call(builder, title, title_markup)}\n"


def _call(builder: TypstBuilder, title: str, title_markup: str) -> str:
    config = builder.config
    language, _separator, region = (config.language or "en").replace("-", "_").partition("_")
    author = "" if config.author in ("", "unknown", "Author name not set") else config.author
    masthead = author if title == config.project else config.project
    arguments = {
        "title": string_literal(title),
        "title-content": content(title_markup or text_markup(title)),
        "masthead": string_literal(masthead),
        "status": string_literal(NormativeConfig.of(config).status),
        "standing": string_literal(NormativeConfig.of(config).standing),
        "author": string_literal(author if author != masthead else ""),
        "release": string_literal(config.release),
        "date": string_literal(_date(builder)),
        "language": string_literal(language),
        "region": string_literal(region) if len(region) == 2 else "none",
        "contents": string_literal(_("Table of Contents")),
    }
    pairs = ", ".join(f"{name}: {value}" for name, value in arguments.items())
    return f"#show: normative-document.with({pairs})"


def _date(builder: TypstBuilder) -> str:
    config = builder.config
    if config.today:
        return str(config.today)
    return format_date(config.today_fmt or _("%d %B %Y"), language=config.language)
