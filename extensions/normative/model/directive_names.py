"""The names of this package's directives, and what is wrong with words that look like one.

In the model, because the builds and :mod:`normative.check` say the same of them.
"""

from __future__ import annotations

import difflib
import re

from normative.model.diagnostics import Diagnostic, Problem
from normative.model.paragraph import Force
from normative.model.tables.request import TableKind

NAMES = (*map(str, Force), *map(str, TableKind), "convergence", "gap", "not-addressed")
_ONE_COLON = re.compile(rf"({'|'.join(NAMES)})\s*:(?=\s|$)")


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
