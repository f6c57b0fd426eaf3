"""What takes a file, or markup of an output, into the text: refused where it reaches too far, with its words kept.

Settings of docutils (``file_insertion_enabled``, ``raw_enabled``) would refuse all alike, and lose the words.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.languages import get_language
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.directives.misc import Include, Unicode
from docutils.utils import new_document

from normative.guard.boundary import is_inside
from normative.guard.encoding import CODEC, is_utf_8, note_encoding
from normative.guard.table_lines import PlacedCSVTable
from normative.model.boundary import file_on_the_web, file_outside, is_web_address
from normative.model.characters import reveal
from normative.model.diagnostics import Diagnostic, Place, Problem
from normative.needs.refusals import REFUSALS
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.nodes import as_written, problem_marks
from normative.project.report import place_of, report

if TYPE_CHECKING:
    from docutils.parsers.rst.states import Inliner
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def _env(directive: Directive) -> BuildEnvironment:
    return directive.state.document.settings.env  # type: ignore[no-any-return]


def _from_document(directive: Directive, written: str) -> Path:
    """Return the path as Sphinx finds it: from the document's folder, or with a slash from the source folder."""
    if written.startswith("<") and written.endswith(">"):
        return Include.standard_include_path / written[1:-1]
    return Path(_env(directive).relfn2path(written)[1])


def _from_file(directive: Directive, written: str) -> Path:
    """Return the path as docutils finds it: from the folder of the file that the directive stands in."""
    env, path = _env(directive), Path(written)
    if path.is_absolute() and directive.name == "csv-table" and not path.exists():
        return Path(env.srcdir, written.lstrip("/"))
    return Path(directive.state.document.current_source or env.srcdir).parent / path


def _argument(directive: Directive) -> Iterator[str]:
    yield from directive.arguments[:1]


def _options(*names: str) -> Callable[[Directive], Iterator[str]]:
    def written(directive: Directive) -> Iterator[str]:
        for name in names:
            if directive.options.get(name):
                yield str(directive.options[name])

    return written


def _argument_and_diff(directive: Directive) -> Iterator[str]:
    yield from (*_argument(directive), *_options("diff")(directive))


def _argument_and_templates(directive: Directive) -> Iterator[str]:
    """Yield what is imported, and the templates, which sphinx-needs looks for in a folder of their own."""
    yield from _argument(directive)
    folder = _env(directive).config["needs_template_folder"].rstrip("/")
    for name in _options("template", "pre_template", "post_template")(directive):
        yield f"/{folder}/{name}.need"


#: The directives that read files, with what names these and how the path is found; those of extensions if loaded.
_READERS: Mapping[str, tuple[Callable[[Directive], Iterator[str]], Callable[[Directive, str], Path]]] = {
    "csv-table": (_options("file", "url"), _from_file),
    "graphviz": (_argument, _from_document),
    "include": (_argument, _from_document),
    "literalinclude": (_argument_and_diff, _from_document),
    "needimport": (_argument_and_templates, _from_document),
    "needreport": (_options("template"), _from_document),
    "raw": (_options("file", "url"), _from_file),
}

#: A field of ``meta`` that tells a browser to do something.
_ORDER = re.compile(r"^\s*:[^:]*http-equiv", re.IGNORECASE | re.MULTILINE)


def _refusal(directive: Directive) -> Problem | None:
    """Return why a directive may not do what it asks for."""
    env = _env(directive)
    config = NormativeConfig.of(env.config)
    if directive.name == "raw" and not config.raw:
        return _bad("raw markup is not allowed and is printed as text; write it as reStructuredText")
    if directive.name == "meta":
        has_order = _ORDER.search(directive.block_text)
        message = "'http-equiv' is an order to browsers and is not carried out; write ':name: content'"
        return _bad(message) if has_order else None
    if directive.name in REFUSALS:
        return REFUSALS[directive.name](directive)
    written, locate = _READERS[directive.name]
    return next(filter(None, (_why_outside(directive, name, locate) for name in written(directive))), None)


def _bad(message: str) -> Problem:
    return Problem(kind=Diagnostic.RAW_MARKUP, message=message)


def _why_outside(directive: Directive, name: str, locate: Callable[[Directive, str], Path]) -> Problem | None:
    """Return why a file that a directive names may not be read."""
    if is_web_address(name) or name == directive.options.get("url"):
        return file_on_the_web(name)
    path, standard = locate(directive, name), Include.standard_include_path.resolve()
    if is_inside(path, _env(directive)) or (name.startswith("<") and path.resolve().is_relative_to(standard)):
        return None
    return file_outside(name)


def _refuse(directive: Directive, problem: Problem) -> list[nodes.Node]:
    """Note the finding, and return the directive as it is written."""
    _note(directive, problem)
    return [as_written(directive.block_text), *problem_marks([problem.message])]


def _note(directive: Directive, problem: Problem) -> None:
    path, line = directive.state_machine.get_source_and_line(directive.lineno)
    _report(_env(directive), problem, path, line, directive.name)


def _report(
    env: BuildEnvironment, problem: Problem, path: str | os.PathLike[str] | None, line: int | None, subject: str
) -> None:
    docname = env.current_document.docname
    place = place_of(str(path or env.doc2path(docname)), line, env.srcdir)
    normative_domain(env).reading(docname).findings.append(problem.at(place, subject))


def _read_safely(directive: Directive) -> None:
    """Let wrong bytes of a file that is taken in be findings, as those of a document are."""
    env = _env(directive)
    if directive.name not in _READERS or "encoding" in directive.options or not is_utf_8(env.config.source_encoding):
        return
    if directive.name == "literalinclude":
        directive.options["encoding"] = CODEC
    # What an included file has wrong is noted when Sphinx tells that it is read.
    if directive.name != "include":
        written, locate = _READERS[directive.name]
        for name in written(directive):
            note_encoding(env, env.current_document.docname, locate(directive, name))


def _guarded(found: type[Directive]) -> type[Directive]:
    """Return a directive that refuses what it may not do, and otherwise does it."""

    class Guarded(found):  # type: ignore[valid-type,misc]  # which class it is depends on the extensions loaded
        def run(self) -> list[nodes.Node]:
            problem = _refusal(self)
            if problem is not None:
                return _refuse(self, problem)
            _read_safely(self)
            result: list[nodes.Node] = super().run()
            return result

    Guarded.__name__ = f"Guarded{found.__name__}"
    Guarded.__doc__ = found.__doc__
    return Guarded


class PrintableUnicode(Unicode):
    """The directive ``unicode``, but for characters that cannot be seen: their codes are printed."""

    def run(self) -> list[nodes.Node]:
        result: list[nodes.Node] = []
        for node in super().run():
            text, problems = reveal(node.astext())
            for _, problem in problems:
                _note(self, problem)
            result.append(nodes.Text(text))
        return result


def _raw_role(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Inliner,
    options: dict[str, Any] | None = None,
    content: list[str] | None = None,
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return what a role ``raw``, or one derived from it, holds: as text, unless raw markup is allowed."""
    env = inliner.document.settings.env
    if NormativeConfig.of(env.config).raw:
        return roles.raw_role(name, rawtext, text, lineno, inliner, options, content)
    path, line = inliner.reporter.get_source_and_line(lineno)
    problem = Problem(
        kind=Diagnostic.RAW_MARKUP,
        message="raw markup is not allowed and is printed as text; write it as reStructuredText",
    )
    _report(env, problem, path, line, name)
    return [nodes.literal(rawtext, nodes.unescape(text, restore_backslashes=True))], []


_raw_role.options = {"format": directives.unchanged}  # type: ignore[attr-defined]  # docutils reads it from the function


def _refused(app: Sphinx) -> Iterator[str]:
    """Yield the directives of sphinx-needs to be guarded; where it is not loaded, others may have these names."""
    for name in REFUSALS:
        extension = {"provision": "normative.needs", "uml": "sphinxcontrib.plantuml"}.get(name, "sphinx_needs")
        if extension in app.extensions:
            yield name


def _guard(app: Sphinx, _config: object) -> None:
    """On ``config-inited``, last: guard the directives that Sphinx and its extensions have registered."""
    app.add_directive("csv-table", PlacedCSVTable, override=True)
    app.add_directive("unicode", PrintableUnicode, override=True)
    app.add_role("raw", _raw_role, override=True)
    document = new_document("")
    for name in (*_READERS, *_refused(app), "meta"):
        found, _ = directives.directive(name, get_language("en"), document)
        if found is not None:
            app.add_directive(name, _guarded(found), override=True)


def _leave_out_documents(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """On ``env-get-outdated``, first: leave out documents that links lead outside for, and those without an address."""
    findings = []
    for docname in sorted(env.found_docs):
        problem = _why_left_out(env, docname)
        if problem is not None:
            env.project.docnames.discard(docname)
            added.discard(docname)
            changed.discard(docname)
            removed.update({docname} & env.all_docs.keys())
        elif (name := reveal(docname)[0]) != docname:
            message = f"'{name}' has characters that cannot be seen; rename the file"
            problem = Problem(kind=Diagnostic.FILE_NAME, message=message)
        if problem is not None:
            path = reveal(os.fspath(env.doc2path(docname, base=False)))[0]
            findings.append(problem.at(Place(path=path)))
    report(findings, env)
    return []


def _why_left_out(env: BuildEnvironment, docname: str) -> Problem | None:
    try:
        docname.encode()
    except UnicodeEncodeError:
        message = "the file has a name that is not UTF-8 and is left out; rename it"
        return Problem(kind=Diagnostic.FILE_NAME, message=message)
    if is_inside(env.doc2path(docname), env):
        return None
    message = "the file is a link to one outside the source folder and is left out; copy that one here"
    return Problem(kind=Diagnostic.OUTSIDE_FILE, message=message)


def _read_long_lines(app: Sphinx) -> None:
    """On ``builder-inited``: let docutils take in files with lines of any length, as it reads documents with them."""
    app.env.settings["line_length_limit"] = sys.maxsize


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("config-inited", _guard, priority=950)
    app.connect("builder-inited", _read_long_lines)
    app.connect("env-get-outdated", _leave_out_documents, priority=100)
