"""What a directive may not do, by its name: read beyond the project, carry markup into an output, or run something.

Apart from :mod:`normative.guard.insertion`, which holds directives to it, because these are rules about what an author
writes. Those for the directives of sphinx-needs are in :mod:`normative.needs.refusals`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.misc import Include
from docutils.utils import escape2null

from normative.guard.boundary import is_inside
from normative.guard.encoding import codec_of
from normative.model.boundary import file_of_docutils, file_on_the_web, file_outside, is_web_address
from normative.model.diagnostics import Diagnostic, Problem
from normative.needs.filters import TRUST
from normative.needs.refusals import REFUSALS
from normative.project.config import NormativeConfig

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def env_of(directive: Directive) -> BuildEnvironment:
    """Return what is known of the build that a directive stands in."""
    return directive.state.document.settings.env  # type: ignore[no-any-return]


def _from_document(directive: Directive, written: str) -> Path:
    """Return the path as Sphinx finds it: from the document's folder, or with a slash from the source folder."""
    if own := file_of_docutils(written):
        return Include.standard_include_path / own
    return Path(env_of(directive).relfn2path(written)[1])


def _from_file(directive: Directive, written: str) -> Path:
    """Return the path as docutils finds it: from the folder of the file that the directive stands in."""
    env, path = env_of(directive), Path(written)
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
    folder = env_of(directive).config["needs_template_folder"].rstrip("/")
    for name in _options("template", "pre_template", "post_template")(directive):
        yield f"/{folder}/{name}.need"


#: The directives that read files, with what names these and how the path is found; those of extensions if loaded.
READERS: Mapping[str, tuple[Callable[[Directive], Iterator[str]], Callable[[Directive, str], Path]]] = {
    "csv-table": (_options("file", "url"), _from_file),
    "data-viewer": (_options("file"), _from_file),
    "graphviz": (_argument, _from_document),
    "include": (_argument, _from_document),
    "literalinclude": (_argument_and_diff, _from_document),
    "needimport": (_argument_and_templates, _from_document),
    "needreport": (_options("template"), _from_document),
    "raw": (_options("file", "url"), _from_file),
}

#: Widths of columns as Sphinx describes them, and no other LaTeX.
_COLUMNS = re.compile(
    r"(?:[|lcrLCRJT\s]|[pmb]\{[\d.]*(?:cm|mm|in|pt|em|ex|\\linewidth|\\textwidth)\}|\\X\{\d+\}\{\d+\}|\\Y\{[\d.]+\})*"
)


def refusal(directive: Directive, *, is_known: bool) -> Problem | None:
    """Return why a directive may not do what it asks for.

    :param is_known: :mod:`normative.guard.known` has it.
    """
    config = NormativeConfig.of(env_of(directive).config)
    if not is_known and not config.code:
        return refused(f"nobody has looked at what it does; {TRUST}")
    return next(filter(None, _refusals(directive, config)), None)


def _refusals(directive: Directive, config: NormativeConfig) -> Iterator[Problem | None]:
    name = directive.name
    if name in REFUSALS:
        yield REFUSALS[name](directive)
    if name in RULES:
        yield RULES[name](directive, config)
    if "encoding" in directive.options:
        yield _why_not_decoded(directive.options["encoding"])
    if name in READERS:
        written, locate = READERS[name]
        yield from (_why_outside(directive, file, locate) for file in written(directive))


def _why_not_decoded(encoding: str) -> Problem | None:
    try:
        codec_of(encoding)
    except LookupError:
        message = f"'{encoding}' is no encoding of text; save the file as UTF-8 and leave ':encoding:' out"
        return Problem(kind=Diagnostic.BAD_OPTION, message=message)
    return None


def _why_no_markup(directive: Directive, config: NormativeConfig) -> Problem | None:
    return None if config.raw else refused(NO_RAW)


def _why_no_columns(directive: Directive, config: NormativeConfig) -> Problem | None:
    is_plain = config.raw or _COLUMNS.fullmatch(directive.arguments[0])
    return None if is_plain else refused("may have no other LaTeX than widths of columns; write 'l', 'c' or 'p{3cm}'")


def _why_no_order(directive: Directive, config: NormativeConfig) -> Problem | None:
    """Refuse a field of ``meta`` that tells a browser to do something, however its name is written."""
    has_order = "http-equiv" in nodes.unescape(escape2null(directive.block_text)).lower()
    message = "'http-equiv' is an order to browsers and is not carried out; write ':name: content'"
    return refused(message) if has_order else None


def _why_no_parser(directive: Directive, config: NormativeConfig) -> Problem | None:
    """Refuse what docutils imports to read a file; it does so before the directive runs, see :func:`_guarded`."""
    if "parser" not in directive.options:
        return None
    if not config.code:
        return refused(f"':parser:' runs the module of that name; leave it out, or {TRUST}")
    directive.options["parser"] = directives.parser_name(directive.options["parser"])
    return None


def _why_not_measured(directive: Directive, config: NormativeConfig) -> Problem | None:
    """Refuse the width of a picture that docutils opens from the folder a build was started in."""
    if directive.options.get("figwidth") != "image" or is_inside(directive.arguments[0], env_of(directive)):
        return None
    return refused("':figwidth: image' opens a file elsewhere than the picture is; write a width, such as '60%'")


def _why_not_on_every_page(directive: Directive, config: NormativeConfig) -> Problem | None:
    """Refuse what docutils puts at the edge of pages, for no output has it there, and its words would be lost."""
    message = f"no output has a {directive.name} of its own, so it is printed here; write it as text"
    return Problem(kind=Diagnostic.MISSPELLED_DIRECTIVE, message=message)


RULES: Mapping[str, Callable[[Directive, NormativeConfig], Problem | None]] = {
    "figure": _why_not_measured,
    "footer": _why_not_on_every_page,
    "header": _why_not_on_every_page,
    "include": _why_no_parser,
    "meta": _why_no_order,
    "raw": _why_no_markup,
    "tabularcolumns": _why_no_columns,
}
NO_RAW = "raw markup is not allowed and is printed as text; write it as reStructuredText"


def refused(message: str) -> Problem:
    """Return what is wrong with markup or code that is printed instead of carried out."""
    return Problem(kind=Diagnostic.RAW_MARKUP, message=message)


def _why_outside(directive: Directive, name: str, locate: Callable[[Directive, str], Path]) -> Problem | None:
    """Return why a file that a directive names may not be read."""
    if is_web_address(name) or name == directive.options.get("url"):
        return file_on_the_web(name)
    path, standard = locate(directive, name), Include.standard_include_path.resolve()
    if is_inside(path, env_of(directive)) or path.resolve().is_relative_to(standard):
        return None
    return file_outside(name)
