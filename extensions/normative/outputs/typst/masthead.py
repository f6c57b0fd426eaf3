"""The head of the Typst text: the template, and the values of the masthead and of every page.

Apart from the builder so that the words of the first page have one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from typing import TYPE_CHECKING

from sphinx.locale import _ as of_sphinx

from normative.model.document import Document, Stage
from normative.outputs.direction import is_right_to_left
from normative.outputs.document.fonts import fonts_for, further_fonts
from normative.outputs.document.margins import LABELS
from normative.outputs.table.shades import COLOURS
from normative.outputs.typst.literals import content, string_literal, text_markup
from normative.project.config import NormativeConfig
from normative.project.dates import written_out
from normative.project.domain import normative_domain
from normative.project.language import _

if TYPE_CHECKING:
    from normative.outputs.document.assembly import WholeTextBuilder
    from normative.outputs.document.documents import TextDocument

_CONTENTS = "Table of Contents"


def document_markup(builder: WholeTextBuilder, document: TextDocument, title: str, title_markup: str) -> str:
    """Return everything that stands before the body of a document.

    :param title: as plain text, for the PDF's metadata.
    :param title_markup: as markup, for the first page; empty where the text has no title of its own.
    """
    return _opening(builder, "text-document", title, title_markup, document)


def table_markup(builder: WholeTextBuilder, document: TextDocument, title: str) -> str:
    """Return everything that stands before a table that is printed alone."""
    return _opening(builder, "table-document", title, "", document)


def _opening(builder: WholeTextBuilder, form: str, title: str, title_markup: str, document: TextDocument) -> str:
    templates = resources.files("normative.outputs.typst")
    forms = "\n".join(templates.joinpath(name).read_text(encoding="utf-8") for name in ("template.typ", "page.typ"))
    settings = f"#let clean = {_truth(document.clean)}\n#let line-numbers = {_truth(document.line_numbers)}\n"
    settings += f"#let shades = ({', '.join(f'rgb({string_literal(colour)})' for colour in COLOURS)})\n"
    settings += f"#let further-fonts = ({''.join(f'{string_literal(name)}, ' for name in further_fonts())})\n"
    special = {use: string_literal(name) for use, name in fonts_for(builder.config.language or "en").items()}
    settings += f"#let special-fonts = {_dictionary(special) if special else '(:)'}\n"
    settings += f"#let right-to-left = {_truth(is_right_to_left(builder.config.language))}\n"
    settings += f"#let margin-words = {_dictionary(_margin_words())}\n"
    shown = content(title_markup or text_markup(title))
    head = _dictionary(_head(builder, title, of_text=form == "text-document"))
    return f"{settings}{forms}\n#show: {form}.with({head}, {shown}, {_dictionary(_words())})\n"


def _head(builder: WholeTextBuilder, title: str, *, of_text: bool) -> dict[str, str]:
    config, values = builder.config, NormativeConfig.of(builder.config)
    document = normative_domain(builder.env).files.dossier.document
    language, _separator, region = (config.language or "en").replace("-", "_").partition("_")
    author = document.committee or ("" if config.author in ("unknown", "Author name not set") else config.author)
    texts = {
        "title": title,
        "author": author,
        "language": language,
        "status": values.status,
        "standing": values.standing,
        "organization": document.organization or ("" if title == config.project else config.project),
        "symbol": document.symbol,
        "treaty": document.treaty,
        "committee": document.committee,
        "note": document.note if of_text else "",
    }
    lines = ", ".join(map(string_literal, _lines(document, config.language or "en")))
    return {
        **{name: string_literal(text) for name, text in texts.items()},
        "lines": f"({lines},)" if lines else "()",
        "region": string_literal(region) if len(region) == 2 else "none",
    }


def _lines(document: Document, language: str) -> Iterator[str]:
    """Yield what stands at the right of the masthead; an empty line parts its groups."""
    if document.distribution:
        yield f"{_('Distr.')}: {document.distribution}"
    if document.date:
        yield written_out(document.date, language)
    if document.original:
        yield ""
        yield f"{_('Original')}: {document.original}"
    if document.stage and document.stage is not Stage.ADOPTED:
        yield ""
        yield _(document.stage.capitalize())


def _words() -> dict[str, str]:
    """Return the words of the table of contents."""
    contents = of_sphinx(_CONTENTS)
    # The United Nations' own word; other languages have that of Sphinx.
    words = {
        "contents": _("Contents") if contents == _CONTENTS else contents,
        "paragraphs": _("Paragraphs"),
        "page": of_sphinx("page").capitalize(),
    }
    return {name: string_literal(word) for name, word in words.items()}


def _margin_words() -> dict[str, str]:
    """Return what stands before the lines of the margin; the basis stands below the force without a word."""
    return {role: string_literal(f"{_(word)}{_(': ')}") for role, word in LABELS.items() if role != "basis"}


def _dictionary(values: dict[str, str]) -> str:
    return f"({', '.join(f'{name}: {value}' for name, value in values.items())})"


def _truth(value: bool) -> str:  # it is what is written
    return "true" if value else "false"
