"""What ``only`` leaves out: a condition that names no output is decided when the text is read, and nothing is left.

Sphinx decides when it writes: notes of what is left out have then been gathered, its paragraphs numbered and counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from normative.model.diagnostics import Diagnostic, Problem
from normative.project.domain import normative_domain
from normative.project.nodes import is_output, lists_of_names, normative_paragraph
from normative.project.report import place_of_node

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Where docutils lists nodes of a document, and where it lists them by a name.
_LISTS = ("autofootnotes", "autofootnote_refs", "footnotes", "symbol_footnotes", "symbol_footnote_refs", "citations")
_LISTS_BY_NAME = ("footnote_refs", "citation_refs", "refnames", "refids")


class DecideConditions(SphinxTransform):
    """Take out what a condition on tags leaves out; say where a condition on outputs leaves out what is counted."""

    # Before anything is gathered, numbered or translated.
    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Decide each condition; called by Sphinx when a document has been read."""
        for only in list(self.document.findall(addnodes.only)):
            if not _names_output(only):
                self._decide(only)
        for condition in self.document.findall(nodes.Element):
            if condition.tagname == "ifconfig" or (isinstance(condition, addnodes.only) and _names_output(condition)):
                self._report(condition)

    def _decide(self, only: addnodes.only) -> None:
        try:
            holds = self.env._tags.eval_condition(only["expr"])  # noqa: SLF001  # where Sphinx's own transform has them
        except Exception:  # noqa: BLE001  # a condition that cannot be read is printed (normative.guard.unread)
            return
        if not holds:
            self._forget(only)
            only.parent.remove(only)

    def _forget(self, left_out: nodes.Element) -> None:
        """Have docutils, and what this package has noted, know nothing of the nodes of a part."""
        document, gone = self.document, {id(node) for node in left_out.findall(nodes.Element)}
        for name in _LISTS:
            setattr(document, name, [node for node in getattr(document, name) if id(node) not in gone])
        for name in _LISTS_BY_NAME:
            listed = getattr(document, name)
            for key in list(listed):
                listed[key] = [node for node in listed[key] if id(node) not in gone]
        anchors = {anchor for anchor, node in document.ids.items() if id(node) in gone}
        for anchor in anchors:
            del document.ids[anchor]
        for name in [name for name, anchor in document.nameids.items() if anchor in anchors]:
            for names in lists_of_names(document):
                names.pop(name, None)
        mentions = normative_domain(self.env).reading(self.env.current_document.docname).mentions
        for reference in left_out.findall(addnodes.pending_xref):
            named = (item for item in mentions if item[0] == reference.get("reftarget"))
            if reference.get("reftype") == "para" and (mention := next(named, None)):
                mentions.remove(mention)

    def _report(self, condition: nodes.Element) -> None:
        reading = normative_domain(self.env).reading(self.env.current_document.docname)
        for node in condition.findall(nodes.Element):
            if not isinstance(node, normative_paragraph | nodes.footnote):
                continue
            name = node["ids"][0] if isinstance(node, normative_paragraph) else "footnote"
            message = "is counted also where the condition around it leaves it out; write it without, or under a tag"
            problem = Problem(kind=Diagnostic.CONDITION, message=message)
            reading.findings.append(problem.at(place_of_node(node, self.env), name))


def _names_output(only: addnodes.only) -> bool:
    return any(map(is_output, re.findall(r"\w+", only["expr"])))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(DecideConditions)
