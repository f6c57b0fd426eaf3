"""The names of this package's directives, and what is wrong with words that look like one.

In the model, because the builds and :mod:`normative.check` say the same of them.
"""

from __future__ import annotations

import difflib
import re

from normative.model.diagnostics import Diagnostic, Problem
from normative.model.paragraph import Force
from normative.model.tables.request import TableKind

NAMES = (*map(str, Force), *map(str, TableKind), "convergence", "gap", "not-addressed", "quote")
_NAMED = "|".join(NAMES)
#: Any name, to be looked up in lower case: to compile those of this package for all their spellings takes long.
_ANY = r"[A-Za-z-]+"
#: How Markdown fences something in, with what is said of it, and how a directive begins in reStructuredText there.
_FENCE = re.compile(r"[\s>]*(?P<signs>`{3,}|~{3,}|:{3,})\s*(?P<kind>\S?.*?)\s*$")
_IN_BRACES = re.compile(rf"\{{({_ANY})\}}")
_AFTER_DOTS = re.compile(rf"[\s>]*\.\. (?:\|[^|]+\| )?({_ANY}) ?::")
_ONE_COLON = re.compile(rf"({_NAMED})\s*:(?=\s|$)")


def lacks_colon(comment: str) -> Problem | None:
    """Return what is wrong with a comment that begins as a directive does, but for its second colon."""
    found = _ONE_COLON.match(comment)
    return begins_comment(found[0], f".. {found[1]}::") if found else None


def begins_comment(words: str, form: str) -> Problem:
    """Return what is wrong with words that begin a comment and are like something else.

    :param words: the beginning of the comment, of which the first line is quoted.
    :param form: what to write.
    """
    first = words.partition("\n")[0].strip()
    message = f"'.. {first}' begins a comment and is printed as it is written; write '{form}'"
    return Problem(kind=Diagnostic.MISSPELLED_DIRECTIVE, message=message)


def misspelled(name: str) -> Problem | None:
    """Return what is wrong with a name that no directive has; ``None`` where it is like none of this package.

    :param name: in lower case, for capital letters make no difference.
    """
    # No name of docutils or Sphinx comes near enough to one of these to be taken for it.
    near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.8)
    if not near or name in NAMES:
        return None
    message = f"'.. {name}::' is no directive and is printed as it is written; nearest is '.. {near[0]}::'"
    return Problem(kind=Diagnostic.MISSPELLED_DIRECTIVE, message=message)


def in_other_markup(text: str) -> tuple[int, Problem] | None:
    """Return the first directive of this package in a source that is no reStructuredText, by its line.

    :param text: Markdown, where directives stand in fences; what a fence only quotes is none.
    """
    open_fences: list[tuple[str, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        signs, kind = open_fences[-1] if open_fences else ("", "{")
        # In what is quoted nothing is read, in what is passed on only reStructuredText.
        is_restructured = kind.startswith("{eval-rst}")
        is_read = kind.startswith("{") and not is_restructured
        fence = _FENCE.match(line)
        if fence and signs and fence["signs"].startswith(signs) and not fence["kind"]:
            open_fences.pop()
        elif fence and is_read:
            if (named := _IN_BRACES.match(fence["kind"])) and named[1].lower() in NAMES:
                return number, _in_other_markup(named[1])
            open_fences.append((fence["signs"], fence["kind"]))
        elif is_restructured and (named := _AFTER_DOTS.match(line)) and named[1].lower() in NAMES:
            return number, _in_other_markup(named[1])
    return None


def _in_other_markup(name: str) -> Problem:
    where = f"'{name.lower()}' stands in a file that is no reStructuredText, where words get lost"
    return Problem(kind=Diagnostic.RESTRUCTUREDTEXT_ONLY, message=f"{where}; move it into an .rst file")
