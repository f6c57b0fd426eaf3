"""Tables of contents that lead back to a file above them: the way back is cut, for Sphinx would never end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sphinx import addnodes

from normative.model.diagnostics import Diagnostic, Finding
from normative.project.domain import normative_domain
from normative.project.report import place_of, report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def ways_back(includes: Mapping[str, Sequence[str]], root: str) -> Iterator[tuple[str, str]]:
    """Yield each document with one it lists that it is itself listed under, seen from the root."""
    done: set[str] = set()
    above: list[str] = []
    waiting: list[tuple[str, Iterator[str]]] = [(root, iter(includes.get(root, ())))]
    while waiting:
        docname, listed = waiting[-1]
        if len(above) < len(waiting):
            above.append(docname)
        child = next(listed, None)
        if child is None:
            done.add(docname)
            above.pop()
            waiting.pop()
        elif child in above:
            yield docname, child
        elif child not in done:
            waiting.append((child, iter(includes.get(child, ()))))


def _cut(app: Sphinx, env: BuildEnvironment) -> None:
    """On ``env-updated``, before anything asks for the order of the documents."""
    whole = normative_domain(env).uncut_toctrees
    for docname, listed in whole.items():
        env.toctree_includes[docname] = listed
    whole.clear()
    findings = []
    for docname, child in list(ways_back(env.toctree_includes, env.config.root_doc)):
        whole.setdefault(docname, env.toctree_includes[docname])
        env.toctree_includes[docname] = [name for name in env.toctree_includes[docname] if name != child]
        message = f"the table of contents lists '{child}', under which '{docname}' stands itself; remove it"
        place = place_of(str(env.doc2path(docname)), _line(env, docname, child), env.srcdir)
        findings.append(Finding(kind=Diagnostic.CIRCULAR_CONTENTS, message=message, place=place))
    report(findings, env)


def _line(env: BuildEnvironment, docname: str, child: str) -> int | None:
    toctrees = env.get_doctree(docname).findall(addnodes.toctree)
    return next((toctree.line for toctree in toctrees if child in toctree["includefiles"]), None)


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("env-updated", _cut, priority=50)
