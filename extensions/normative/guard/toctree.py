"""Tables of contents that lead back to a file above them, and text below those that list files.

The way back is cut, for Sphinx would never end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from normative.model.diagnostics import Diagnostic, Finding, Problem
from normative.project.domain import normative_domain
from normative.project.nodes import normative_paragraph
from normative.project.report import place_of, place_of_node, report

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


class ReportTextBelow(SphinxTransform):
    """Report paragraphs below a table of contents in a file, which are numbered before those of the files it lists.

    But in the root, whose own text is printed before all files.
    """

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Note the findings; called by Sphinx when a document has been read."""
        docname = self.env.current_document.docname
        lists_files = False
        for node in self.document.findall(nodes.Element):
            lists_files = lists_files or (isinstance(node, addnodes.toctree) and bool(node["includefiles"]))
            if lists_files and isinstance(node, normative_paragraph) and docname != self.config.root_doc:
                message = "stands below a toctree, but is numbered before the files listed there; move it above"
                problem = Problem(kind=Diagnostic.TEXT_BELOW_CONTENTS, message=message)
                place = place_of_node(node, self.env)
                normative_domain(self.env).reading(docname).findings.append(problem.at(place, node["ids"][0]))


def _line(env: BuildEnvironment, docname: str, child: str) -> int | None:
    toctrees = env.get_doctree(docname).findall(addnodes.toctree)
    return next((toctree.line for toctree in toctrees if child in toctree["includefiles"]), None)


def setup(app: Sphinx) -> None:
    """Register the transform and connect the event."""
    app.add_transform(ReportTextBelow)
    app.connect("env-updated", _cut, priority=50)
