"""What every page of a site shows, whatever is on it: its title, contents and standing of the text, its direction.

Apart from :mod:`normative.outputs.html` because that dresses its own paragraphs and tables only.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from normative.outputs import direction
from normative.outputs.html import dress
from normative.project.config import NormativeConfig, set_default
from normative.project.domain import normative_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

_TEMPLATES = Path(__file__).with_name("templates")


def _add_templates(app: Sphinx, config: Config) -> None:
    """On ``config-inited``: add the side bar, behind the author's own files."""
    config["templates_path"] = [*config["templates_path"], str(_TEMPLATES)]


def _name_site(app: Sphinx, config: Config) -> None:
    """On ``config-inited``: a site without a title of its own bears the name of the text, which is no documentation."""
    set_default(config, "html_title", config.project)


def _direct(app: Sphinx) -> None:
    """On ``builder-inited``: let the templates of sites and books write from right to left."""
    direction.direct(app.builder)


def _add_style(app: Sphinx) -> None:
    """On ``builder-inited``: dress all pages of a site."""
    if dress.is_site(app.builder):
        dress.link_styles(app, dress.STYLES)


def _copy(app: Sphinx, builder: Builder) -> None:
    """On ``write-started``, when it is known which pages have paragraphs: copy the style sheets, even if none has."""
    if dress.is_site(builder) and not normative_domain(app.env).readings:
        dress.copy_files(builder)


def _show_standing(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, object], doctree: nodes.document | None
) -> None:
    """On ``html-page-context``: end the text of every page with its standing, which no theme need know of."""
    standing = NormativeConfig.of(app.config).standing
    if standing and doctree is not None and dress.is_site(app.builder):
        context["body"] = f'{context["body"]}\n<p class="normative-standing">{escape(standing)}.</p>\n'


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("config-inited", _add_templates)
    app.connect("config-inited", _name_site)
    app.connect("builder-inited", _direct)
    app.connect("builder-inited", _add_style)
    app.connect("write-started", _copy, priority=600)
    app.connect("html-page-context", _show_standing)
