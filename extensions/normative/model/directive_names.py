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
    if found is None:
        return None
    message = f"'.. {found[0].strip()}' begins a comment and is printed as it is written; write '.. {found[1]}::'"
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
