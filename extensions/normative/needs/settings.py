"""What sphinx-needs is told before documents are read: our types, fields and links; and whether a project uses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.logging import getLogger
from sphinx_needs.api import add_need_type

from normative.model.paragraph import Force
from normative.needs.records import PROVISION, Need
from normative.project.config import is_set, set_default
from normative.project.domain import normative_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_logger = getLogger(__name__)
_TYPES = {
    Force.OBLIGATION: ("Obligation", "#e8c4c8"),
    Force.COMMITMENT: ("Commitment", "#c5d8ef"),
    Force.GUIDANCE: ("Guidance", "#c8e3d3"),
    Force.PLAIN: ("Paragraph", "#dde1e7"),
    PROVISION: ("Provision", "#efe6c8"),
}
_FIELDS = {
    "force": {"description": "What the paragraph asks for.", "schema": {"type": "string"}},
    "number": {"description": "The paragraph's number.", "schema": {"type": "integer"}, "nullable": True},
    "holder": {"description": "Whose right it is.", "schema": {"type": "array", "items": {"type": "string"}}},
    "instrument": {"description": "The key of a provision's instrument.", "schema": {"type": "string"}},
    "level": {"description": "How deep a provision lies.", "schema": {"type": "string"}},
}
#: What a comment needs to be read by others and to be the same on every build; used unless conf.py says otherwise.
_DEFAULTS: Mapping[str, object] = {
    "needs_reproducible_json": True,
    "needs_schema_validation_enabled": False,
    "needs_id_regex": r"^[A-Za-z0-9][A-Za-z0-9_-]*$",
}
#: The events by which an extension or a conf.py changes needs.
_EVENTS = ("needs-before-post-processing", "needs-before-sealing")
#: The formats of our own outputs that are no sites.
_WITHOUT_SCRIPTS = frozenset({"docx", "draft", "exchange", "typst", "matrices", "words", "text"})


def has_site(app: Sphinx) -> bool:
    """Tell whether the output is a site, which gets a ``needs.json``."""
    return app.builder.format == "html" and app.builder.name != "epub"


class Usage:
    """Tells whether a project uses sphinx-needs itself."""

    def __init__(self) -> None:
        self._configured = False

    def configure(self, app: Sphinx, config: Config) -> None:
        """On ``config-inited``, between sphinx-needs' steps at 12 and 500: make the types, fields and links known."""
        settings = [name for name in config.values if name.startswith("needs_") and name not in _DEFAULTS]
        # A file of settings that sphinx-needs has read is a setting itself.
        self._configured = any(is_set(config, name) for name in settings)
        for force, (title, color) in _TYPES.items():
            add_need_type(app, str(force), title, "", color, "node")
        config["needs_fields"] = {**_FIELDS, **config["needs_fields"]}
        config["needs_links"] = {"basis": {"outgoing": "rests on", "incoming": "grounds"}, **config["needs_links"]}

    def is_used(self, app: Sphinx) -> bool:
        """Tell whether anything may ask for needs: a setting, a page, a builder of its, or another extension."""
        return bool(
            self._configured
            or normative_domain(app.env).filter_pages
            or app.builder.__module__.startswith("sphinx_needs.")
            or any(app.events.listeners[event] for event in _EVENTS)
        )


def _set_defaults(app: Sphinx, config: Config) -> None:
    """On ``config-inited``, before sphinx-needs reads a file of settings at 10: set what ``conf.py`` leaves open."""
    for name, value in _DEFAULTS.items():
        set_default(config, name, value)


def allowed(app: Sphinx, needs: Iterable[Need]) -> Iterator[Need]:
    """Yield the needs whose ids are such as the project allows; sphinx-needs would stop at others."""
    form = re.compile(app.config["needs_id_regex"])
    left_out = 0
    for need in needs:
        if form.match(need.id):
            yield need
        else:
            left_out += 1
    if left_out:
        message = (
            "%d paragraphs and provisions are no needs, for 'needs_id_regex' does not allow their ids; leave it out"
        )
        _logger.warning(message, left_out, type="needs", subtype="invalid_id")


def _keep_scripts_out(app: Sphinx) -> None:
    """On ``builder-inited``: keep the files of sites out of other outputs."""
    if has_site(app):
        return
    # sphinx-needs copies style sheets and scripts into the folder of every builder, also of a PDF or a book.
    for listener in list(app.events.listeners.get("env-updated", ())):
        origin = listener.handler.__module__ or ""
        if origin.startswith(("sphinx_needs", "sphinx_data_viewer")) and listener.handler.__name__.startswith(
            "install_"
        ):
            app.disconnect(listener.id)


def _tidy(app: Sphinx, _exception: Exception | None) -> None:
    """On ``build-finished``: remove the scripts that sphinx-needs' jQuery has put beside a PDF or the tables' files."""
    folder = Path(app.outdir, "_static")
    if app.builder.format not in _WITHOUT_SCRIPTS or not folder.is_dir():
        return
    for name in ("jquery.js", "_sphinx_javascript_frameworks_compat.js"):
        (folder / name).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def setup(app: Sphinx, usage: Usage) -> None:
    """Connect the events."""
    app.connect("config-inited", _set_defaults, priority=5)
    app.connect("config-inited", usage.configure, priority=100)
    app.connect("builder-inited", _keep_scripts_out)
    app.connect("build-finished", _tidy)
