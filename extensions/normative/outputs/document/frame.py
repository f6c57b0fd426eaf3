"""What the visitors of the PDF and of the Word file have in common: files, where pages begin and turn, and reports.

Apart from :mod:`normative.outputs.document.assembly`, which makes the one text that both walk through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from normative.model.diagnostics import Diagnostic
from normative.model.heading import annex_title
from normative.outputs.document.assembly import caption_number, section_number
from normative.outputs.document.landscape import opens_landscape
from normative.outputs.document.targets import nodes_with_documents
from normative.outputs.table.columns import LONGEST_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx import addnodes

    from normative.outputs.document.assembly import WholeTextBuilder
    from normative.outputs.document.targets import Targets

_logger = logging.getLogger(__name__)


class WholeTextTranslator(SphinxTranslator):
    """The base of translators of a whole text; each says how it begins and turns a page."""

    builder: WholeTextBuilder
    product: ClassVar[str]
    """What is written, as messages name it: "the PDF"."""

    title = ""
    """The document's title as plain text; empty until its heading is seen, or where it has none."""
    _section_depth = 0
    _has_title = False
    _opener: nodes.section | None = None
    _annexes: Sequence[nodes.section] = ()
    in_annexes = False
    """Whether the text is behind the last chapter: what stands there is looked up, and set smaller and closer."""

    def __init__(self, document: nodes.document, builder: WholeTextBuilder, targets: Targets) -> None:
        super().__init__(document, builder)
        self.targets = targets
        self.docname: str = builder.config.root_doc
        self.depth = 0
        """How many containers (list items, cells, notes) the current node stands in; pages turn only at 0."""
        self.landscape = False
        self.in_table = False
        self.in_heading = False
        self.longest_word = LONGEST_WORD
        """How many characters of a word in the current table stay together."""
        self._unknown: set[str] = set()

    def begin_page(self) -> None:
        """Let what follows stand on a new page."""
        raise NotImplementedError

    def begin_annexes(self) -> None:
        """Set what follows as annexes are, beginning on a new page."""
        self.begin_page()

    def open_landscape(self) -> None:
        """Turn the page; only where no container is open."""
        raise NotImplementedError

    def close_landscape(self) -> None:
        """Turn the page back."""
        raise NotImplementedError

    def visit_document(self, node: nodes.document) -> None:
        self._has_title = any(isinstance(child, nodes.section) for child in node.children)
        self._annexes = self._annexes_of(node)

    def _annexes_of(self, document: nodes.document) -> list[nodes.section]:
        """Return the annexes: what begins a page after the last chapter that has a number."""
        env, root = self.builder.env, self.builder.config.root_doc
        found: list[nodes.section] = []
        for docname, node in nodes_with_documents(document, root):
            if isinstance(node, nodes.section) and _depth(node) == 1 + int(self._has_title) and docname != root:
                if section_number(env, docname, node) is not None:
                    found.clear()
                elif env.toc_secnumbers:
                    found.append(node)
        return found

    def annex_label(self, section: nodes.section, title: str) -> str:
        """Return what stands before the title of an annex, and nothing before other titles."""
        if not any(annex is section for annex in self._annexes):
            return ""
        number = next(place for place, annex in enumerate(self._annexes, 1) if annex is section)
        return annex_title(title, number, len(self._annexes), self.builder.config.language or "en")

    def visit_start_of_file(self, node: nodes.Element) -> None:
        node["outer_docname"], self.docname = self.docname, node["docname"]

    def depart_start_of_file(self, node: nodes.Element) -> None:
        self.docname = node["outer_docname"]

    def visit_section(self, node: nodes.section) -> None:
        self._section_depth += 1
        if self.depth:
            return
        if not self.in_annexes and self._annexes and self._annexes[0] is node:
            self.in_annexes = True
            self.begin_annexes()
        turns = opens_landscape(node)
        if self.landscape and not turns:
            self.close_landscape()
        elif not self.landscape and turns:
            self.open_landscape()
            self._opener = node
        elif self.level == 1 and not self.in_annexes and self._begins_page(node):
            self.begin_page()

    def depart_section(self, node: nodes.section) -> None:
        self._section_depth -= 1
        if self.landscape and node is self._opener:
            self.close_landscape()

    @property
    def level(self) -> int:
        """The level of the current heading; 0 for the title of the document."""
        return self._section_depth - int(self._has_title)

    def _begins_page(self, section: nodes.section) -> bool:
        """Tell whether a file begins here that has no number in a text whose chapters have numbers."""
        env = self.builder.env
        is_file = self.docname != env.config.root_doc
        return is_file and section_number(env, self.docname, section) is None and bool(env.toc_secnumbers)

    def caption_label(self, node: nodes.Element, kind: str) -> str:
        """Return the number of a caption with the space behind it."""
        number = caption_number(self.builder, self.docname, node, kind)
        return f"{number} " if number else ""

    def warn(self, node: nodes.Element, kind: Diagnostic, message: str) -> None:
        """Report what an author can better, at the node's file and line, and once for all documents."""
        around = (*node.findall(), *_parents(node))
        place = next((item for item in around if get_source_line(item)[1]), node)
        if self.builder.is_new((get_source_line(place), message)):
            _logger.warning(message, location=place, type="normative", subtype=kind.code)

    def warn_once_of(self, node: nodes.Element) -> None:
        """Report a kind of node that has no visitor, the first time it is seen."""
        if node.tagname not in self._unknown:
            self._unknown.add(node.tagname)
            message = f"'{node.tagname}' has no form in {self.product}, so only its text is printed"
            self.warn(node, Diagnostic.UNKNOWN_NODE, message)

    def report_lost_link(self, node: nodes.Element, uri: str) -> None:
        """Report a link to what is no part of the file."""
        product = self.product.replace("the ", "a ")
        message = f"the link to '{uri}' cannot work in {product}, so its words stand alone; link to a web address"
        self.warn(node, Diagnostic.LINK, message)

    def visit_raw(self, node: nodes.Element) -> None:
        """Drop it: it is markup of another output, or none that anybody reads."""
        raise nodes.SkipNode

    def visit_index(self, node: addnodes.index) -> None:
        raise nodes.SkipNode

    visit_comment = visit_substitution_definition = visit_system_message = visit_meta = visit_raw
    visit_pending = visit_tabular_col_spec = visit_highlightlang = visit_toctree = visit_raw
    visit_decoration = visit_raw


def _depth(section: nodes.section) -> int:
    return 1 + sum(isinstance(parent, nodes.section) for parent in _parents(section))


def _parents(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield what is around a node below its document, innermost first."""
    while (parent := node.parent) is not None and parent.parent is not None:
        yield parent
        node = parent
