"""What every page of a site begins with: whose text it is, its symbol, title, stage, date and status, and its formats.

On pages with paragraphs also the badges of their forces, with how many paragraphs of the page and of the text have
each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from normative.house.formats import LIST
from normative.model.document import Stage
from normative.model.paragraph import Force
from normative.outputs.document.margins import MEANINGS, SYMBOLS
from normative.outputs.html.dress import is_site, link_scripts, words_tag
from normative.outputs.html.paragraphs import force_badge
from normative.outputs.html.tables import FILES, has_files
from normative.outputs.html.texts import PLACES
from normative.project.config import NormativeConfig
from normative.project.dates import written_out
from normative.project.domain import normative_domain
from normative.project.language import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: What stands for the force of a paragraph that has none.
WITHOUT_FORCE = "Other"


def _note_heads(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On ``env-get-updated``: note for every page what is at its head and comes from other documents and files."""
    domain = normative_domain(env)
    all_forces = sorted(_forces(env).items())
    for docname in env.all_docs:
        counted = all_forces if _has_forces(app, docname) else bool(all_forces)
        domain.note_shown(docname, (domain.files.dossier.document, counted))
    return []


def _forces(env: BuildEnvironment, docname: str = "") -> Counter[Force]:
    """Count the paragraphs of a document, or of the whole text, by force."""
    paragraphs = normative_domain(env).index.register.paragraphs
    return Counter(item.force for item in paragraphs if docname in ("", item.document))


def _has_forces(app: Sphinx, docname: str) -> bool:
    reading = normative_domain(app.env).readings.get(docname)
    return docname == app.config.root_doc or bool(reading and reading.paragraphs)


def _begin(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, object], doctree: nodes.document | None
) -> None:
    """On ``html-page-context``: begin a page, or let the template of the search do so, which has no text."""
    if not is_site(app.builder):
        return
    head = "".join(_head(app, pagename, doctree))
    if doctree is not None:
        context["body"] = f"{head}{context['body']}"
    context["normative_masthead"] = head
    context["metatags"] = f"{context.get('metatags', '')}\n{_foot_of_sheets(app)}"
    if has_files(app.builder):
        # As they are: of files that are written last, Sphinx would give addresses with checksums of others.
        has_numbers = normative_domain(app.env).index.register.paragraphs
        names = [LIST, *([f"{FILES}/{PLACES}"] if has_numbers else [])]
        scripts = [f'<script src="{context["content_root"]}{name}"></script>' for name in names]
        context["metatags"] = "\n".join([str(context.get("metatags", "")), *words_tag(context), *scripts])
        link_scripts(app, ["masthead.js"])


def _foot_of_sheets(app: Sphinx) -> str:
    """Return the style that prints the symbol on each sheet; its number is printed by :file:`normative.css`."""
    document = normative_domain(app.env).files.dossier.document
    text = document.symbol or str(app.config.project)
    # As CSS writes any character: nothing in a symbol can end the string or the element.
    written = "".join(f"\\{ord(character):06x}" for character in text)
    return f'<style>@page {{ @bottom-left {{ content: "{written}"; }} }}</style>'


def _head(app: Sphinx, pagename: str, doctree: nodes.document | None) -> Iterator[str]:
    document = normative_domain(app.env).files.dossier.document
    parts = [escape(part) for part in (document.committee, document.symbol) if part]
    if pagename != app.config.root_doc:
        root = app.builder.get_relative_uri(pagename, app.config.root_doc)
        parts.append(f'<a href="{escape(root)}">{escape(app.config.project)}</a>')
    if document.stage and document.stage is not Stage.ADOPTED:
        parts.append(escape(_(document.stage.capitalize())))
    if document.date:
        date = written_out(document.date, app.config.language)
        parts.append(f'<time datetime="{document.date.isoformat()}">{escape(date)}</time>')
    status = NormativeConfig.of(app.config).status
    yield f'<div class="normative-masthead" role="group" aria-label="{_("About this text")}">\n'
    yield f'<p class="masthead-text">{"&#160;· ".join(parts)}</p>\n' if parts else ""
    yield f'<p class="masthead-status">{escape(status.rstrip("."))}.</p>\n' if status else ""
    yield '<p class="masthead-formats"></p>\n' if has_files(app.builder) else ""
    if doctree is not None and _has_forces(app, pagename):
        yield from _legend(app, pagename)
    yield "</div>\n"


def _legend(app: Sphinx, pagename: str) -> Iterator[str]:
    """Yield the badges with their numbers, and what they mean, to be opened."""
    everywhere = _forces(app.env)
    here = everywhere if pagename == app.config.root_doc else _forces(app.env, pagename)
    if not everywhere:
        return
    badges = {force: force_badge(force.value) for force in Force if force.value in SYMBOLS}
    badges[Force.PLAIN] = f'<span class="force-badge">{_(WITHOUT_FORCE)}</span>'
    numbers = {
        force: str(everywhere[force])
        if here is everywhere
        else _("{here} of {all}", here=here[force], all=everywhere[force])
        for force in badges
    }
    counted = " ".join(f"<span>{badge} {numbers[force]}</span>" for force, badge in badges.items())
    meanings = "".join(
        f"<dt>{badge}</dt><dd>{escape(_(MEANINGS.get(force.value, MEANINGS[''])))}</dd>"
        for force, badge in badges.items()
    )
    said = _("Paragraphs of the text") if here is everywhere else _("Paragraphs of this page, and of the text")
    yield f'<details class="force-legend"><summary><span class="only-heard">{said}: </span>{counted}</summary>'
    yield f"<p>{_('{said}, by force:', said=said)}</p><dl>{meanings}</dl></details>\n"


def setup(app: Sphinx) -> None:
    """Connect the events."""
    # Before pages are named, at 950.
    app.connect("env-get-updated", _note_heads, priority=930)
    app.connect("html-page-context", _begin)
