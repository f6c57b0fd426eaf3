"""Where sphinx-needs runs Python, takes in a template or asks the web: a list of these places, and what holds each.

A name that a module has itself stands before those that Python always has; sphinx-needs offers no other way to hold
them. A release that does any of this elsewhere is not built with, for what is not known cannot be held.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import SphinxError

from normative.guard.held import Held
from normative.model.boundary import is_below
from normative.needs.filters import TRUST, FilterRefusedError, Parser, compile_nothing, evaluate_filter
from normative.project.config import NormativeConfig

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PACKAGE = "sphinx_needs"
#: What runs and takes in, and what asks: names, what stands before each in source code (for a search that begins with
#: it takes long), and what behind; mentions in comments have nothing in their brackets.
_CALLS = (
    ("eval", "exec", "compile", "__import__", "_prepare_template"),
    re.compile(r"[^\w.`]$"),
    re.compile(r"\((?!\))"),
)
_IMPORTS = (
    ("importlib", "runpy", "pickle", "subprocess", "socket", "requests", "urllib.request", "minijinja", "jinja2"),
    re.compile(r"[ \t\n](?:import|from) $"),
    re.compile(r"\b"),
)
#: As long as the longest that stands before one.
_BEFORE = "\n" * len("\nimport ")
#: Makes what stands in the place of something.
_Hold = Callable[[Any], object]


class UnknownCodeError(SphinxError):
    """sphinx-needs runs something where nobody has looked; the message says where, and what to do."""

    category = "Unknown code"


class _Refused:
    """Stands for a function or library that no text may reach; what comes here has passed by a directive's refusal."""

    def __call__(self, *_arguments: object) -> object:
        raise FilterRefusedError(f"no text may run this; {TRUST}")

    def __getattr__(self, name: str) -> object:
        return self()


def _compared(_eval: object) -> object:
    return evaluate_filter


def _uncompiled(_compile: object) -> object:
    return compile_nothing


def _refused(_found: object) -> object:
    return _Refused()


def _in_its_folder(prepare: Callable[..., str]) -> object:
    """Return what looks for templates in their folder only: elsewhere there is none, as sphinx-needs reports."""

    def prepare_template(config: Any, need: object, name: str, root: Path | None) -> str:
        folder = Path(root or "", config.template_folder)
        is_inside = is_below(folder / f"{name}.need", [folder])
        return prepare(config, need, name if is_inside else re.sub(r"[/\\]", "-", name), root)

    return prepare_template


#: What only ``conf.py`` reaches: rules of fields, needs of other projects, services.
_SET = None
#: Templates, which read no file and reach no name with an underscore.
_CONTAINED = None
#: By module of sphinx-needs what it runs, each with what holds it.
PLACES: Mapping[str, Mapping[str, _Hold | None]] = {
    "_jinja": {"minijinja": _CONTAINED},
    "api.need": {"_prepare_template": _in_its_folder},
    "derive": {"compile": _SET},
    "directives.needif": {"eval": _compared},
    "directives.needimport": {"requests": _refused},
    "external_needs": {"requests": _SET},
    "filter_common": {"compile": _uncompiled, "eval": _compared, "exec": _refused},
    "functions.common": {"compile": _uncompiled},
    "functions.functions": {"eval": _compared},
    "layout": {"requests": _refused},
    "services.github": {"requests": _SET},
    "utils": {"importlib": _refused},
    "variants": {"eval": _compared},
}


#: Modules that read filters before they are evaluated.
_READING = ("filter_common", "ubquery", "functions.functions", "functions.order")


def _confine(app: Sphinx, held: Held) -> None:
    """On ``env-before-read-docs``: hold these places, unless authors are trusted.

    :raises UnknownCodeError: they are not those of :data:`PLACES`.
    """
    if NormativeConfig.of(app.config).code or _PACKAGE not in app.extensions:
        return
    check_places()
    for module, names in PLACES.items():
        own = vars(import_module(f"{_PACKAGE}.{module}"))
        for name, hold in names.items():
            if hold is not None:
                held.hold(own, name, hold(own.get(name)))
    for module in _READING:
        held.hold(vars(import_module(f"{_PACKAGE}.{module}")), "ast", Parser())


@cache
def check_places() -> None:
    """Look through the installed sphinx-needs.

    :raises UnknownCodeError: it runs something elsewhere than in :data:`PLACES`, or no more where it did.
    """
    known = {(module, name) for module, names in PLACES.items() for name in names}
    unknown = ", ".join(f"{name} in {module}" for module, name in sorted(known ^ set(_places())))
    if unknown:
        raise UnknownCodeError(
            f"sphinx-needs {version('sphinx-needs')} runs something where nobody has looked ({unknown}); "
            f"install the one that requirements.txt names, or {TRUST}"
        )


def _places() -> Iterator[tuple[str, str]]:
    spec = find_spec(_PACKAGE)
    for folder in spec.submodule_search_locations or () if spec else ():
        for path in Path(folder).rglob("*.py"):
            module = ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
            text = _BEFORE + path.read_text(encoding="utf-8")
            for names, before, behind in (_CALLS, _IMPORTS):
                for name in (name for name in names if name in text):
                    for found in re.finditer(re.escape(name), text):
                        start = found.start()
                        if before.search(text[start - len(_BEFORE) : start]) and behind.match(text, found.end()):
                            yield module, name


def setup(app: Sphinx) -> None:
    """Have the places held as long as a build lasts."""
    Held(_confine).setup(app)
