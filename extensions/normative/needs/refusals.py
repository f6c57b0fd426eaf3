"""Directives of sphinx-needs that a text may not have: those that run something, and those that would lose its words.

Apart from the rest because these are rules about what an author writes, which directives are held to before they run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from normative.model.diagnostics import Diagnostic, Problem
from normative.needs.filters import TRUST
from normative.project.config import NormativeConfig

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from sphinx.config import Config


def _is_trusted(directive: Directive) -> bool:
    return NormativeConfig.of(_config(directive)).code


def _config(directive: Directive) -> Config:
    return directive.state.document.settings.env.config  # type: ignore[no-any-return]


def _runs(directive: Directive) -> Problem | None:
    """Refuse Python that chooses needs: a function, or the text of the directive, which in a pie is made of filters."""
    has_code = "filter-func" in directive.options or (directive.name != "needpie" and any(directive.content))
    if not has_code or _is_trusted(directive):
        return None
    message = "Python that chooses needs is not carried out; write ':filter:', or set 'normative_code' in conf.py"
    return Problem(kind=Diagnostic.RAW_MARKUP, message=message)


def _plots(directive: Directive) -> Problem | None:
    """Refuse what :func:`_runs` does, and a style that matplotlib would read from a file or the web, or import."""
    style = directive.options.get("style", "default").strip()
    if style != "default" and style not in _styles() and not _is_trusted(directive):
        message = f"':style: {style}' is none of matplotlib's own; write one of them, such as 'ggplot'"
        return Problem(kind=Diagnostic.RAW_MARKUP, message=message)
    return _runs(directive) if directive.name == "needpie" else None


def _styles() -> list[str]:
    try:
        from matplotlib import style
    except ImportError:
        return []
    return list(style.available)


def _draws(directive: Directive) -> Problem | None:
    """Refuse what is handed to a program: it runs what it is told, takes in files, and makes links of any kind."""
    if _is_trusted(directive):
        return None
    message = f"a program draws what it is told and takes in files; save the drawing as a picture, or {TRUST}"
    return Problem(kind=Diagnostic.RAW_MARKUP, message=message)


def _shows(directive: Directive) -> Problem | None:
    """Refuse a script's view of data, whose text goes into the page as markup."""
    if _is_trusted(directive):
        return None
    message = f"puts its text into the page as markup; write a table, or {TRUST}"
    return Problem(kind=Diagnostic.RAW_MARKUP, message=message)


def _draws_a_need(directive: Directive) -> Problem | None:
    """Refuse a drawing of a need outside of one, where sphinx-needs would stop the build."""
    from sphinx_needs.nodes import Need

    node = directive.state.parent
    while node is not None and not isinstance(node, Need):
        node = node.parent
    return _draws(directive) if node is not None else _is_misplaced("stands in a need only")(directive)


def _is_misplaced(message: str, setting: str = "") -> Callable[[Directive], Problem | None]:
    """Return a function that refuses a directive, unless conf.py has the setting that it needs."""

    def refuse(directive: Directive) -> Problem | None:
        if setting and _config(directive)[setting]:
            return None
        return Problem(kind=Diagnostic.MISSPELLED_DIRECTIVE, message=f"{message}; until then it is printed as it is")

    return refuse


#: Extensions other than sphinx-needs that directives are of; they come with it, but for PlantUML's.
BROUGHT_BY: Mapping[str, str] = {
    **dict.fromkeys(("digraph", "graph", "graphviz"), "sphinx.ext.graphviz"),
    "data-viewer": "sphinx_data_viewer",
    "provision": "normative.needs",
    "uml": "sphinxcontrib.plantuml",
}
#: Why a directive may not do what it asks for, by its name; sphinx-needs would drop the text of the last five.
REFUSALS: Mapping[str, Callable[[Directive], Problem | None]] = {
    **dict.fromkeys(("needextract", "needflow", "needgantt", "needlist", "needsequence", "needtable"), _runs),
    **dict.fromkeys(("needbar", "needpie"), _plots),
    **dict.fromkeys(("digraph", "graph", "graphviz", "needuml", "uml"), _draws),
    "data-viewer": _shows,
    "needarch": _draws_a_need,
    "needservice": _is_misplaced("no service is set; name one in 'needs_services' in conf.py", "needs_services"),
    "choose": _is_misplaced("no variants are set; set 'needs_variant_data' in conf.py", "needs_variant_data"),
    "if": _is_misplaced("no variants are set; set 'needs_variant_data' in conf.py", "needs_variant_data"),
    "provision": _is_misplaced("is no directive; write ':provision:`KEY 1`' in the text, or a row of provisions.csv"),
}
