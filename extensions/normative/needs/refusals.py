"""Directives of sphinx-needs that a text may not have: those that run something, and those that would lose its words.

Apart from the rest because these are rules about what an author writes, which directives are held to before they run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from normative.model.diagnostics import Diagnostic, Problem
from normative.project.config import NormativeConfig

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from sphinx.config import Config

#: What PlantUML takes into a drawing, from files, from the web, or from the machine that builds.
_TAKES_IN = re.compile(r"^\s*!(?:include|import)|%(?:getenv|load_json|filename|dirpath|get_json)", re.MULTILINE)


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


def _draws(directive: Directive) -> Problem | None:
    """Refuse drawings that take in files."""
    found = _TAKES_IN.search("\n".join(directive.content))
    if found is None or _is_trusted(directive):
        return None
    message = f"'{found[0].strip()}' takes in what is not in the text and is not carried out; write it into the drawing"
    return Problem(kind=Diagnostic.RAW_MARKUP, message=message)


def _is_misplaced(message: str, setting: str = "") -> Callable[[Directive], Problem | None]:
    """Return a function that refuses a directive, unless conf.py has the setting that it needs."""

    def refuse(directive: Directive) -> Problem | None:
        if setting and _config(directive)[setting]:
            return None
        return Problem(kind=Diagnostic.MISSPELLED_DIRECTIVE, message=f"{message}; until then it is printed as it is")

    return refuse


#: Why a directive may not do what it asks for, by its name; sphinx-needs would drop the text of the last five.
REFUSALS: Mapping[str, Callable[[Directive], Problem | None]] = {
    **dict.fromkeys(
        ("needextract", "needflow", "needgantt", "needlist", "needpie", "needsequence", "needtable"), _runs
    ),
    "needuml": _draws,
    "uml": _draws,
    "needarch": _is_misplaced("stands in a need only, which this text has none of; write 'needuml'"),
    "needservice": _is_misplaced("no service is set; name one in 'needs_services' in conf.py", "needs_services"),
    "choose": _is_misplaced("no variants are set; set 'needs_variant_data' in conf.py", "needs_variant_data"),
    "if": _is_misplaced("no variants are set; set 'needs_variant_data' in conf.py", "needs_variant_data"),
    "provision": _is_misplaced("is no directive; write ':provision:`KEY 1`' in the text, or a row of provisions.csv"),
}
