"""``quote``: a passage of an instrument, word by word, set off from the text."""

from __future__ import annotations

from collections.abc import Sequence
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

#: The marks that open and close what an author has put into quotation marks, and those that may be apostrophes.
_PAIRS = {"“": "”", "„": "“", "«": "»", "‘": "’", '"': '"', "'": "'"}
_APOSTROPHES = "’'"


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
        if blocks:
            _put_into_marks(blocks)
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


def _put_into_marks(blocks: Sequence[tuple[nodes.TextElement, int, str]]) -> None:
    """Put blocks into quotation marks; by custom each but items of lists is opened, and the last one closed."""
    opened, is_closed = _own_marks([element.astext() for element, _, _ in blocks])
    for element, level, _ in blocks:
        element["quotation"] = QUOTED
        if not level and not (opened and element.astext().startswith(opened)):
            element.insert(0, nodes.Text(OPENING))
    if not is_closed:
        blocks[-1][0].append(nodes.Text(CLOSING))


def _own_marks(texts: Sequence[str]) -> tuple[str, bool]:
    """Return the mark with which the author has opened the whole, if any, and whether it is closed, too.

    A mark that is closed or opened within the words is that of a quotation within the quotation.
    """
    first, last = texts[0][:1], texts[-1][-1:]
    inner = "\n".join(text.removeprefix(first) if first in _PAIRS else text for text in texts)[:-1]
    is_closed = any(
        last == closing and opening not in inner and (opening == first or closing not in _APOSTROPHES)
        for opening, closing in _PAIRS.items()
    )
    return first if first in _PAIRS and _PAIRS[first] not in inner else "", is_closed


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("quote", QuoteDirective)
