"""Reading what a paragraph accepts: the value of its option ``:accept:``."""

from __future__ import annotations

import re

from normative.model.checks import nearest
from normative.model.diagnostics import Diagnostic, Place, Problem
from normative.model.paragraph import Acceptance

#: A semicolon ends an acceptance only where another one begins, so that a reason may contain semicolons.
_NEXT = re.compile(r";\s*(?=[a-z]+(?:-[a-z]+)*\s*:)")
_KINDS = {kind.code: kind for kind in Diagnostic}


def parse_acceptances(text: str, place: Place) -> tuple[tuple[Acceptance, ...], tuple[Problem, ...]]:
    """Read ``code: reason``, several separated by semicolons; what can be read is returned all the same."""
    accepted: list[Acceptance] = []
    problems: list[Problem] = []
    for part in _NEXT.split(text):
        code, _, reason = (" ".join(piece.split()) for piece in part.partition(":"))
        if code not in _KINDS:
            remedy = nearest(code, _KINDS) or "; the manual's page of findings lists them"
            problems.append(_malformed(f"accept: '{code}' is not a kind of finding{remedy}"))
        elif not reason.rstrip(";"):
            problems.append(_malformed(f"accept: gives no reason for '{code}'; write ':accept: {code}: the reason'"))
        else:
            accepted.append(Acceptance(kind=_KINDS[code], reason=reason.rstrip(";"), place=place))
    return tuple(accepted), tuple(problems)


def _malformed(message: str) -> Problem:
    return Problem(kind=Diagnostic.MALFORMED_ACCEPTANCE, message=message)
