"""Style sheets and scripts: in a folder of their own in the site, and only on pages with something that needs them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from normative.model.tables.request import TableKind
from normative.outputs.direction import is_right_to_left
from normative.outputs.html import tables, texts
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.language import _, catalogue, script_words
from normative.project.nodes import matrix_table, normative_paragraph

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_FILES = Path(__file__).with_name("static")
#: The folder below ``_static`` in the site, so that no file of a project has the name of one of ours.
_FOLDER = "normative"
#: The words of scripts, where the text is not in English; before all of these.
_WORDS = "words.js"
STYLES = ("normative.css", "tables.css")
_SEARCH_SCRIPTS = ("elements.js", "found.js", "find.js")
_PARAGRAPH_SCRIPTS = ("elements.js", "copy.js", "cite.js")
#: In the order in which they need one another; the pivots are there before all tables get their tools.
_TABLE_SCRIPTS = (
    *("elements.js", "found.js", "copy.js", "search.js", "pivot.js", "facets.js", "view.js", "csv.js", "take.js"),
    *("tools.js", "tables.js", "expand.js"),
)


def is_site(builder: Builder) -> bool:
    """Tell whether the output is a site; a book has a style sheet of its own (:mod:`normative.outputs.epub`)."""
    return builder.format == "html" and builder.name != "epub"


def link_styles(app: Sphinx, styles: Iterable[str]) -> None:
    """Link style sheets: on ``builder-inited`` on all pages, on ``html-page-context`` on one."""
    for name in (*styles, *(("right-to-left.css",) if is_right_to_left(app.config.language) else ())):
        app.add_css_file(f"{_FOLDER}/{name}")


def link_scripts(app: Sphinx, scripts: Iterable[str]) -> None:
    """Link scripts on ``html-page-context``, each once."""
    for script in dict.fromkeys(scripts):
        app.add_js_file(f"{_FOLDER}/{script}")


def words_tag(context: Mapping[str, Any]) -> list[str]:
    """Return what gives a page the words of its scripts, once; nothing for English."""
    tag = f'<script src="{context["content_root"]}_static/{_FOLDER}/{_WORDS}"></script>'
    return [tag] if catalogue() and tag not in context.get("metatags", "") else []


def copy_files(builder: Builder) -> None:
    """Put the files into a site."""
    folder = Path(builder.outdir, "_static", _FOLDER)
    shutil.copytree(_FILES, folder, dirs_exist_ok=True)
    if words := script_words():
        say = (_FILES / "say.js").read_text(encoding="utf-8")
        (folder / _WORDS).write_text(f"{words}{say}", encoding="utf-8", newline="\n")


def _copy(app: Sphinx, builder: Builder) -> None:
    """On ``write-started``: copy the files where a page needs them, and else remove those of an earlier build."""
    if not is_site(builder):
        return
    if normative_domain(app.env).readings:
        # Now, because Sphinx puts a checksum of each into its address.
        copy_files(builder)
    elif (folder := Path(builder.outdir, "_static", _FOLDER)).is_dir():
        for file in _FILES.iterdir():
            (folder / file.name).unlink(missing_ok=True)
        with suppress(OSError):  # a project has files of its own there
            folder.rmdir()


def _link(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """On ``html-page-context``: give a page the style sheets and scripts that what is on it can use."""
    domain = normative_domain(app.env)
    is_search = pagename == "search" and domain.index.has_places
    if not is_site(app.builder) or not (is_search or _has_own(app.builder, pagename, domain.readings)):
        return
    kinds = {table["matrix"].kind for table in doctree.findall(matrix_table)} if doctree else set()
    link_styles(app, STYLES if kinds else STYLES[:1])
    if not tables.has_files(app.builder):
        return
    scripts = list(_SEARCH_SCRIPTS) if is_search else []
    head = words_tag(context)
    if doctree and next(doctree.findall(normative_paragraph), None):
        citation = domain.index.register.document.citation(app.config.project)
        head.append(f'<meta name="normative-citation" content="{escape(citation)}">')
        scripts += _PARAGRAPH_SCRIPTS
        draft = domain.index.register.drafts.get(NormativeConfig.of(app.config).redline)
        if draft:
            said = _("Changes since draft {name} of {date}", name=draft.name, date=draft.date.isoformat())
            head.append(f'<meta name="normative-changes" content="{escape(said)}">')
            scripts.append("changes.js")
    if kinds:
        scripts += _TABLE_SCRIPTS
    if TableKind.STATES in kinds:
        scripts.append("panorama.js")
    if kinds or is_search:
        # Sphinx would add a checksum to the address, of the file as the last build has left it.
        head.append(f'<script src="{context["content_root"]}{tables.FILES}/{texts.NAME}"></script>')
    context["metatags"] = "\n".join([context.get("metatags", ""), *head])
    link_scripts(app, scripts)


def _has_own(builder: Builder, pagename: str, readings: Iterable[str]) -> bool:
    """Tell whether a page has anything that was read by this package; in a single page all documents are one."""
    return bool(readings) if builder.name == "singlehtml" else pagename in readings


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("write-started", _copy)
    app.connect("html-page-context", _link)
