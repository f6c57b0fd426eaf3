"""What takes a file, or markup of an output, into the text: refused where it reaches too far, with its words kept.

Settings of docutils (``file_insertion_enabled``, ``raw_enabled``) would refuse all alike, and lose the words.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.languages import get_language
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.directives.misc import Unicode
from docutils.parsers.rst.languages import get_language as get_words
from docutils.utils import new_document

from normative.guard.boundary import is_inside
from normative.guard.encoding import codec_of, is_utf_8, note_encoding
from normative.guard.known import is_known, package_of
from normative.guard.rules import NO_RAW, READERS, RULES, env_of, refusal, refused
from normative.guard.stops import is_fault, not_shown, remember
from normative.guard.table_lines import PlacedCSVTable
from normative.model.characters import reveal
from normative.model.diagnostics import Diagnostic, Place, Problem
from normative.needs.refusals import BROUGHT_BY, REFUSALS
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.nodes import as_written, problem_marks
from normative.project.report import place_of, report

if TYPE_CHECKING:
    from docutils.parsers.rst.states import Inliner
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def _refuse(directive: Directive, problem: Problem) -> list[nodes.Node]:
    """Note the finding, and return the directive as it is written."""
    _note(directive, problem)
    return [as_written(directive.block_text), *problem_marks([problem.message])]


def _note(directive: Directive, problem: Problem) -> None:
    path, line = directive.state_machine.get_source_and_line(directive.lineno)
    _report(env_of(directive), problem, path, line, directive.name)


def _report(
    env: BuildEnvironment, problem: Problem, path: str | os.PathLike[str] | None, line: int | None, subject: str
) -> None:
    docname = env.current_document.docname
    place = place_of(str(path or env.doc2path(docname)), line, env.srcdir)
    normative_domain(env).reading(docname).findings.append(problem.at(place, subject))


def _read_safely(directive: Directive) -> None:
    """Let wrong bytes of a file that is taken in be findings, as those of a document are."""
    env = env_of(directive)
    encoding = directive.options.get("encoding", env.config.source_encoding)
    if directive.name not in READERS or not ("encoding" in directive.options or is_utf_8(encoding)):
        return
    codec = codec_of(encoding)
    if "encoding" in directive.options or directive.name == "literalinclude":
        directive.options["encoding"] = codec
    written, locate = READERS[directive.name]
    for name in written(directive):
        note_encoding(env, env.current_document.docname, locate(directive, name).resolve(), codec)


def _guarded(name: str, found: type[Directive], *, is_known: bool) -> type[Directive]:
    """Return a directive that refuses what it may not do, and otherwise does it.

    :param name: as it is registered; an author may write it in capitals, and in the language of the text.
    """

    class Guarded(found):  # type: ignore[valid-type,misc]  # which class it is depends on the extensions loaded
        def run(self) -> list[nodes.Node]:
            self.name = name
            problem = refusal(self, is_known=is_known)
            if problem is not None:
                return _refuse(self, problem)
            _read_safely(self)
            try:
                result: list[nodes.Node] = super().run()
            except BaseException as error:
                if not is_fault(error):
                    raise
                return _refuse(self, not_shown(error))
            remember(result, self)
            return result

    if name == "include":
        # docutils looks at the values of options before a directive can refuse them, and for this one runs a module.
        Guarded.option_spec = {**(found.option_spec or {}), "parser": directives.unchanged}
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
    _report(env, refused(NO_RAW), path, line, name)
    return [nodes.literal(rawtext, nodes.unescape(text, restore_backslashes=True))], []


_raw_role.options = {"format": directives.unchanged}  # type: ignore[attr-defined]  # docutils reads it from the function


def _guard(app: Sphinx, config: Config) -> None:
    """On ``config-inited``, last: guard the directives that Sphinx and its extensions have registered."""
    own: dict[str, type[Directive]] = {"csv-table": PlacedCSVTable, "unicode": PrintableUnicode}
    english, words = get_language("en"), get_words(config.language) or get_words("en")
    document = new_document("")
    # docutils has no other list of what is registered.
    for name in {**vars(directives)["_directives"], **vars(directives)["_directive_registry"]}:
        found = own.get(name) or directives.directive(name, english, document)[0]
        known = found is None or is_known(name, found, config)
        if found and (name in own or _is_guarded(app, name, found) or not known):
            guarded = found if name == "unicode" else _guarded(name, found, is_known=known)
            for written in _in_words(name, words.directives):
                app.add_directive(written, guarded, override=True)
    for written in _in_words("raw", words.roles):
        app.add_role(written, _raw_role, override=True)


def _in_words(name: str, words: Mapping[str, str]) -> set[str]:
    """Return how a directive or role of docutils may be written in the language of a text."""
    return {name, *(word for word, canonical in words.items() if canonical == name)}


def _is_guarded(app: Sphinx, name: str, found: type[Directive]) -> bool:
    """Tell whether there are rules for a directive; those of an extension hold where it is loaded only."""
    extension = BROUGHT_BY.get(name, "sphinx_needs")
    is_of_needs = package_of(found) == "sphinx_needs"
    return is_of_needs or name in RULES or name in READERS or (name in REFUSALS and extension in app.extensions)


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
