"""What an author writes that would stop a build without an output: reported, with its words in its place.

sphinx-needs and the libraries that draw for it report some faults by stopping; Sphinx's writer of plain text stops
where the lines of a list have no room left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from docutils import ApplicationError, nodes
from docutils.parsers.rst import DirectiveError
from sphinx.writers import text

from normative.guard.held import Held
from normative.model.diagnostics import Diagnostic, Problem
from normative.project.nodes import problem_marks
from normative.project.report import place_of, report

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from sphinx.application import Sphinx

#: Where nodes of sphinx-needs keep how they were written, until it replaces them.
_WRITTEN = "written"
#: What docutils reports itself, and what the machine is to blame for.
_OTHERS = (DirectiveError, ApplicationError, OSError, MemoryError)
_Show = Callable[["Sphinx", nodes.document, str, list[nodes.Element]], None]
#: How many signs a line of plain text has at least, however deep it is indented.
_NARROWEST = 20


def is_fault(error: BaseException) -> bool:
    """Tell whether an error is what an author wrote; sphinx-needs has errors that are no ``Exception``."""
    is_theirs = type(error).__module__.startswith("sphinx_needs.")
    return is_theirs or (isinstance(error, Exception) and not isinstance(error, _OTHERS))


def not_shown(error: BaseException) -> Problem:
    """Return what is wrong with a directive that stopped."""
    reason = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    message = f"cannot be shown and is printed as it is written ({reason}); correct it"
    return Problem(kind=Diagnostic.BAD_OPTION, message=message)


def remember(made: Iterable[nodes.Node], directive: Directive) -> None:
    """Keep how nodes of sphinx-needs were written, for the time when they are shown."""
    for node in made:
        if isinstance(node, nodes.Element) and type(node).__module__.startswith("sphinx_needs.directives."):
            path, line = directive.state_machine.get_source_and_line(directive.lineno)
            node[_WRITTEN] = (directive.name, directive.block_text, path, line)


def _showing(show: _Show) -> _Show:
    """Return what shows nodes of a kind, one by one, and prints those that it stops at."""

    def show_each(app: Sphinx, doctree: nodes.document, docname: str, found: list[nodes.Element]) -> None:
        for node in found:
            try:
                show(app, doctree, docname, [node])
            except BaseException as error:
                if not is_fault(error) or _WRITTEN not in node:
                    raise
                subject, written, path, line = node[_WRITTEN]
                problem = not_shown(error)
                report([problem.at(place_of(path, line, app.srcdir), subject)], app.env)
                block = nodes.literal_block(written, written, language="none")
                node.replace_self([block, *problem_marks([problem.message])])

    return show_each


def _somewhere(wrap: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """Return what breaks lines, and has always room for some words."""

    def wrap_somewhere(words: str, width: int = text.MAXWIDTH, **options: Any) -> list[str]:
        return wrap(words, max(width, _NARROWEST), **options)

    return wrap_somewhere


def _keep(app: Sphinx, held: Held) -> None:
    held.hold(vars(text), "my_wrap", _somewhere(text.my_wrap))
    if "sphinx_needs" in app.extensions:
        needs = vars(import_module("sphinx_needs.needs"))
        for kinds in (needs["NODE_TYPES_PRIO"], needs["NODE_TYPES"]):
            for kind, show in list(kinds.items()):
                if show.__module__.startswith("sphinx_needs.directives."):
                    held.hold(kinds, kind, _showing(show))


def setup(app: Sphinx) -> None:
    """Have all of it as long as a build lasts."""
    Held(_keep).setup(app)
