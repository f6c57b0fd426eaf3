"""The menu of languages, where their sites stand side by side: each page leads to the same page of the others.

Links are relative, and a few words of script carry the anchor over, so that both work from a folder without a server.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from normative.outputs.direction import is_right_to_left
from normative.outputs.html.dress import is_site
from normative.project.catalogues import catalogue_path, folders_of
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.language import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Follows a link with the anchor of the page that it is on.
_KEEP_ANCHOR = (
    'document.querySelectorAll(".normative-languages a").forEach((link) => '
    'link.addEventListener("click", () => { link.hash = location.hash; }));'
)


def _note_languages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On ``env-get-updated``: note for every page which languages its menu has."""
    config = NormativeConfig.of(app.config)
    for docname in env.all_docs if config.languages else ():
        normative_domain(env).note_shown(docname, (*config.languages, *config.beside))
    return []


def _begin(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, object], doctree: nodes.document | None
) -> None:
    """On ``html-page-context``, after the masthead: set the menu before it; say of what language the words are."""
    languages = NormativeConfig.of(app.config).languages
    if not languages or not is_site(app.builder):
        return
    menu = "".join(_menu(app, pagename, str(context.get("content_root", "./")), languages))
    context["normative_masthead"] = f"{menu}{context.get('normative_masthead', '')}"
    if doctree is not None:
        context["body"] = f"{menu}{_in_language(app, pagename, str(context['body']), languages[0])}"


def _menu(app: Sphinx, pagename: str, root: str, languages: list[str]) -> Iterator[str]:
    address = escape(app.builder.get_target_uri(pagename))
    yield f'<nav class="normative-languages masthead-text" aria-label="{escape(_("Languages"))}">'
    for place, code in enumerate(languages):
        yield " · " if place else ""
        if code == app.config.language:
            yield f'<strong aria-current="true" {attributes_of(code)}>{escape(name_of(code))}</strong>'
        else:
            yield link_to(code, f"{root}../{code}/{address}")
    for pair in _pairs(app, pagename):
        names = " | ".join(map(name_of, pair))
        yield f' · <a href="{root}../{folder_of(*pair)}/{address}">{escape(names)}</a>'
    yield f"</nav><script>{_KEEP_ANCHOR}</script>\n"


def _pairs(app: Sphinx, pagename: str) -> Iterator[list[str]]:
    """Yield the languages beside which a page stands, which one with numbered paragraphs does."""
    reading = normative_domain(app.env).readings.get(pagename)
    for pair in NormativeConfig.of(app.config).beside if reading and reading.paragraphs else ():
        codes = pair.split(":")
        if app.config.language in codes:
            yield codes


def _in_language(app: Sphinx, docname: str, body: str, original: str) -> str:
    """Return the text of a page, marked as being in the language of the source where nothing of it is translated."""
    paths = (
        catalogue_path(folder, app.config.language, docname) for folder in folders_of(app.config, Path(app.srcdir))
    )
    if app.config.language == original or any(path.is_file() for path in paths):
        return body
    return f"<div {attributes_of(original)}>{body}</div>"


def name_of(code: str) -> str:
    """Return what a language calls itself, without its script and country; its code where that is not known."""
    try:
        return Locale.parse(code.replace("-", "_")).get_language_name() or code
    except (ValueError, UnknownLocaleError):
        return code


def tag_of(code: str) -> str:
    """Return a language as HTML names it."""
    return escape(code.replace("_", "-"))


def attributes_of(code: str) -> str:
    """Return the attributes of an element whose words are in a language."""
    return f'lang="{tag_of(code)}" dir="{"rtl" if is_right_to_left(code) else "ltr"}"'


def link_to(code: str, address: str) -> str:
    """Return a link to a page in a language, by what the language calls itself.

    :param address: as it stands in HTML.
    """
    return f'<a href="{address}" hreflang="{tag_of(code)}" {attributes_of(code)}>{escape(name_of(code))}</a>'


def folder_of(first: str, second: str) -> str:
    """Return the name of the folder of pages with two languages, beside those of the sites."""
    return f"{first}-{second}"


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("env-get-updated", _note_languages, priority=930)
    app.connect("html-page-context", _begin, priority=600)
