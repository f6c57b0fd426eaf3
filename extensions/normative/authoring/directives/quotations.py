"""``quote``: a passage of an instrument, word by word, set off from the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from normative.authoring.directives.block import NormativeDirective
from normative.authoring.references import provision_references
from normative.model.quotation import CLOSING, OPENING, read_quotation
from normative.model.text import QUOTED
from normative.project.domain import normative_domain
from normative.project.nodes import problem_marks
from normative.project.reading import text_elements

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What a text begins or ends with that its author has put into quotation marks.
_MARKS = "“”\"'«»„‘’"


class QuoteDirective(NormativeDirective):
    """Words of an instrument, in quotation marks and with their place behind the last of them.

    .. code-block:: xml

       <block_quote classes="quotation">
           <paragraph quotation="quotation">“... (
               <pending_xref>ICRMW 22 (2)
    """

    def build(self) -> list[nodes.Node]:
        """Return the passage; one that cannot be compared stays as it is written, with what is wrong."""
        node = nodes.block_quote("", *self.parse_content(), classes=["quotation"])
        self.set_source_info(node)
        blocks = list(text_elements(node))
        elements = [element for element, _, _ in blocks]
        instruments = normative_domain(self.env).instruments
        words = "\n".join(_words(element) for element in elements)
        quotation, problems = read_quotation(self.block.argument, words, instruments, self.place())
        for problem in problems:
            self.note(problem, subject=self.name)
        for number, (element, level, _) in enumerate(blocks, 1):
            element["quotation"] = QUOTED
            _mark(element, is_opened=not level, is_last=number == len(blocks))
        if quotation:
            self.reading.quotations.append(quotation)
            cited = [nodes.Text(" ("), *provision_references(self.env, quotation.provisions), nodes.Text(")")]
            elements[-1].extend(cited)
        elif self.block.argument:
            node += nodes.paragraph("", f"({self.block.argument})")
        node.extend(problem_marks(self.found))
        return [node]


def _words(element: nodes.Element) -> str:
    texts = element.findall(nodes.Text)
    return "".join(text.astext() for text in texts if not isinstance(text.parent, nodes.footnote_reference))


def _mark(element: nodes.TextElement, *, is_opened: bool, is_last: bool) -> None:
    """Put a block into quotation marks; by custom each but items of lists is opened, and the last one closed."""
    words = element.astext()
    if is_opened and words[:1] not in _MARKS:
        element.insert(0, nodes.Text(OPENING))
    if is_last and words[-1:] not in _MARKS:
        element += nodes.Text(CLOSING)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("quote", QuoteDirective)
