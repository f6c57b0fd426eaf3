"""What all visitors write with: the growing Typst text, its places in the source, and labels.

Apart from the visitors so that each family of them can be a small mixin over one base.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import contextmanager
from typing import TYPE_CHECKING

from docutils.utils import get_source_line

from normative.outputs.document.frame import WholeTextTranslator
from normative.outputs.typst.literals import string_literal, text_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from normative.model.matrix import Matrix
    from normative.outputs.document.assembly import WholeTextBuilder
    from normative.outputs.document.targets import Targets


class SourceMap:
    """Which source line each line of the Typst text was written for."""

    def __init__(self) -> None:
        self._lines: list[int] = []
        self._places: list[str] = []

    def note_place(self, line: int, place: str) -> None:
        """Record that the Typst text from ``line`` on was written for ``place`` (``file:line``)."""
        self._lines.append(line)
        self._places.append(place)

    def shift(self, lines: int) -> None:
        """Move everything down by as many lines as are put before it."""
        self._lines = [line + lines for line in self._lines]

    def place_of(self, line: int) -> str | None:
        """Return the place for a line of the Typst text, counted from 1."""
        index = bisect_right(self._lines, line) - 1
        return self._places[index] if index >= 0 else None


class Writer(WholeTextTranslator):
    """The base of the visitors: text goes to :meth:`add`, and to a side with :meth:`capture`."""

    product = "the PDF"

    def __init__(self, document: nodes.document, builder: WholeTextBuilder, targets: Targets) -> None:
        super().__init__(document, builder, targets)
        self.matrices: list[Matrix] = []
        """The matrices written so far."""
        self.row_headings: list[int] = []
        """For each table written so far, how many columns head its rows."""
        self.source_map = SourceMap()
        self.is_alone = False
        """Whether one table is the whole document."""
        self.is_again = False
        """Whether words that are written are for further pages: without links, notes and what links lead to."""
        self._pieces: list[str] = []
        self._line = 1
        self._captures = 0

    def astext(self) -> str:
        """Return the Typst text written so far."""
        return "".join(self._pieces)

    def add(self, markup: str) -> None:
        """Append Typst markup."""
        self._pieces.append(markup)
        if not self._captures:
            self._line += markup.count("\n")

    @contextmanager
    def capture(self) -> Iterator[list[str]]:
        """Collect what is added inside the ``with`` block instead of writing it; join the list afterwards."""
        outer, self._pieces = self._pieces, []
        self._captures += 1
        try:
            yield self._pieces
        finally:
            self._pieces = outer
            self._captures -= 1

    def capture_children(self, node: nodes.Element) -> str:
        """Return the markup of a node's children without writing it."""
        with self.capture() as pieces:
            for child in node.children:
                child.walkabout(self)
        return "".join(pieces)

    def begin(self, node: nodes.Element, opening: str) -> None:
        """Open a block on a line of its own and note where it comes from."""
        self.add("\n")
        source, line = get_source_line(node)
        if source and line and not self._captures:
            self.source_map.note_place(self._line, f"{source}:{line}")
        self.add(opening)

    def end(self, closing: str) -> None:
        """Close a block."""
        self.add(f"{closing}\n\n")

    def label(self, node: nodes.Element) -> str:
        """Return the label to set after a node's block; empty where nothing links to the node."""
        name = "" if self.is_again else self.targets.claim(self.docname, node)
        return f"#label({string_literal(name)})" if name else ""

    def anchor(self, node: nodes.Element) -> str:
        """Return an invisible anchor for a node that has no block of its own to carry a label."""
        # A heading is printed again in the table of contents, so links to places in it lead to its section.
        label = "" if self.in_heading else self.label(node)
        return f"#metadata(none){label}" if label else ""

    def place_name(self, node: nodes.Element) -> str:
        """Return an invisible mark by which the finished PDF can be opened at a node: ``text.pdf#effective-remedy``."""
        return f"#place-name({string_literal(node['ids'][0])})" if node["ids"] else ""

    def begin_page(self) -> None:
        self.add("\n#pagebreak(weak: true)\n")

    def begin_annexes(self) -> None:
        # New margins begin a page.
        self.add("\n#show: annexes\n")

    def open_landscape(self) -> None:
        self.landscape = True
        self.add("\n#landscape[\n")

    def close_landscape(self) -> None:
        self.landscape = False
        self.add("]\n")

    @property
    def is_beside(self) -> str:
        """Tell, as Typst's ``true`` or ``false``, whether the margin column is free for what stands here."""
        return "false" if self.depth or self.landscape or self.in_annexes else "true"

    def numbered(self, node: nodes.Element, kind: str) -> str:
        """Return the markup of a caption's number with the space behind it."""
        return text_markup(self.caption_label(node, kind))

    def open_container(self, opening: str = "[") -> None:
        """Open a container, in which no page can turn."""
        self.depth += 1
        self.add(opening)

    def close_container(self, closing: str = "]") -> None:
        """Close a container."""
        self.depth -= 1
        self.add(closing)
