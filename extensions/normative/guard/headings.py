"""Headings that docutils makes none of: it leaves out those of a wrong level, and reads others as text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from normative.model.diagnostics import Diagnostic, Problem
from normative.model.mistakes import too_short_line
from normative.project.domain import normative_domain
from normative.project.report import place_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: How docutils begins its messages.
_SKIPPED_LEVEL = "Inconsistent title style: skip from level"
_SHORT_LINE = "Possible title underline, too short for the title"


class KeepHeadings(SphinxTransform):
    """Print a heading whose level docutils refuses in bold where it stands, and say what to do."""

    # Before docutils drops messages that it tells nobody, at 870, and Sphinx the others, at 999.
    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Put the words back; called by Sphinx when a document has been read."""
        for message in list(self.document.findall(nodes.system_message)):
            said = message.children[0].astext()
            if said.startswith(_SKIPPED_LEVEL):
                self._keep(message)
            elif said.startswith(_SHORT_LINE):
                text = message.next_node(nodes.paragraph, descend=False, siblings=True)
                heading, _, line = text.rawsource.partition("\n") if text else ("", "", "")
                # A single sign may end a sentence in a line of its own.
                if len(line.partition("\n")[0]) > 1:
                    self._note(message, too_short_line(heading))

    def _keep(self, message: nodes.system_message) -> None:
        lines = next(message.findall(nodes.literal_block)).astext().split("\n")
        title = next(line.strip() for line in lines if any(map(str.isalnum, line)))
        message.replace_self(nodes.rubric(title, title))
        words = f"heading '{title}' leaves out a level, so it is but printed in bold; underline it as the next level"
        self._note(message, Problem(kind=Diagnostic.HEADING_LEVEL, message=words))

    def _note(self, message: nodes.system_message, problem: Problem) -> None:
        place = place_of(str(message.get("source") or ""), message.get("line"), Path(self.env.srcdir))
        normative_domain(self.env).reading(self.env.current_document.docname).findings.append(problem.at(place))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(KeepHeadings)
