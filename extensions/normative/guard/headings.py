"""Headings whose level docutils refuses: it leaves them out of the text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from normative.model.diagnostics import Diagnostic, Finding
from normative.project.domain import normative_domain
from normative.project.report import place_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: How docutils begins its message.
_SKIPPED_LEVEL = "Inconsistent title style: skip from level"


class KeepHeadings(SphinxTransform):
    """Print a heading whose level docutils refuses in bold where it stands, and say what to do."""

    # Before Sphinx drops the messages, which is at 999.
    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Put the words back; called by Sphinx when a document has been read."""
        for message in list(self.document.findall(nodes.system_message)):
            if not message.children[0].astext().startswith(_SKIPPED_LEVEL):
                continue
            lines = next(message.findall(nodes.literal_block)).astext().split("\n")
            title = next(line.strip() for line in lines if any(map(str.isalnum, line)))
            message.replace_self(nodes.rubric(title, title))
            words = (
                f"heading '{title}' leaves out a level, so it is but printed in bold; underline it as the next level"
            )
            place = place_of(str(message.get("source") or ""), message.get("line"), Path(self.env.srcdir))
            finding = Finding(kind=Diagnostic.HEADING_LEVEL, message=words, place=place)
            normative_domain(self.env).reading(self.env.current_document.docname).findings.append(finding)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(KeepHeadings)
