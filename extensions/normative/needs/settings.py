"""What sphinx-needs is told before documents are read: our types, fields and links; and whether a project uses it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_needs import filter_common, variants
from sphinx_needs.api import add_need_type

from normative.model.paragraph import Force
from normative.needs.filters import compile_nothing, evaluate_filter
from normative.needs.records import PROVISION
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

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
_WITHOUT_SCRIPTS = frozenset({"docx", "typst", "matrices", "words", "text"})


def has_site(app: Sphinx) -> bool:
    """Tell whether the output is a site, which gets a ``needs.json``."""
    return app.builder.format == "html" and app.builder.name != "epub"


class Usage:
    """Tells whether a project uses sphinx-needs itself."""

    def __init__(self) -> None:
        self._configured = False

    def configure(self, app: Sphinx, config: Config) -> None:
        """On ``config-inited``, between sphinx-needs' steps at 12 and 500: make the types, fields and links known."""
        settings = [name for name in config.values if name.startswith("needs_")]
        self._configured = any(
            config[name] not in (config.values[name].default, _DEFAULTS.get(name)) for name in settings
        )
        for force, (title, color) in _TYPES.items():
            add_need_type(app, str(force), title, "", color, "node")
        config["needs_fields"] = {**_FIELDS, **config["needs_fields"]}
        config["needs_links"] = {"basis": {"outgoing": "rests on", "incoming": "grounds"}, **config["needs_links"]}
        set_defaults(config, _DEFAULTS)

    def is_used(self, app: Sphinx) -> bool:
        """Tell whether anything may ask for needs: a setting, a page, a builder of its, or another extension."""
        return bool(
            self._configured
            or normative_domain(app.env).filter_pages
            or app.builder.__module__.startswith("sphinx_needs.")
            or any(app.events.listeners[event] for event in _EVENTS)
        )


def set_defaults(config: Config, defaults: Mapping[str, object]) -> None:
    """Set what the project has left as sphinx-needs has it."""
    for name, value in defaults.items():
        if config[name] == config.values[name].default and name not in config.overrides:
            config[name] = value


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


def _confine_filters(app: Sphinx) -> None:
    """On ``builder-inited``: let filters compare values and do nothing else, unless authors are trusted."""
    is_trusted = NormativeConfig.of(app.config).code
    for module in (filter_common, variants):
        # The names of a module stand before those that Python always has; sphinx-needs offers no other way.
        vars(module)["compile"] = compile if is_trusted else compile_nothing
        vars(module)["eval"] = eval if is_trusted else evaluate_filter


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
    app.connect("config-inited", usage.configure, priority=100)
    app.connect("builder-inited", _keep_scripts_out)
    app.connect("builder-inited", _confine_filters)
    app.connect("build-finished", _tidy)
