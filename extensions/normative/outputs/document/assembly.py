"""The whole text as one document: what the builders of the PDF and of the Word file have in common.

Apart from both because they must show the same documents, in the same order, under the same names.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.util.nodes import inline_all_toctrees

from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.outputs.document.documents import TextDocument, chosen, documents_of
from normative.outputs.document.targets import DOCUMENT_MARK, Targets
from normative.outputs.table.printed import printed
from normative.outputs.table.related import Beside
from normative.outputs.table.table_widths import columns_of, placed_cells, rows_of
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.language import translated
from normative.project.nodes import instrument_profile, matrix_table, paragraph_margin
from normative.project.report import report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.environment import BuildEnvironment

    from normative.model.matrix import Matrix


#: What stands line by line as it was written.
_FIXED = (nodes.literal_block, nodes.doctest_block, nodes.math_block)


class WholeTextBuilder(Builder):
    """The base of builders that write the source files, from the root on, as whole documents."""

    allow_parallel = True
    writes_pages = False
    # A document that is no longer made would stay, were the output before taken over.
    writes_anew = True
    # Images elsewhere become links: a build never uses the network.
    supported_remote_images = True

    def init(self) -> None:
        """Forget what an earlier build has reported; called by Sphinx."""
        super().init()
        self._reported: set[object] = set()

    def is_new(self, warning: object) -> bool:
        """Tell whether a warning comes for the first time; what several documents have is reported once."""
        is_new = warning not in self._reported
        self._reported.add(warning)
        return is_new

    def wanted(self) -> tuple[list[TextDocument], list[Matrix]]:
        """Return the documents and the tables to write; report what is wrong in the settings of documents."""
        index = normative_domain(self.env).index
        documents, problems = documents_of(self.config)
        names = [request.name for request in index.tables]
        wanted, tables, unknown = chosen(documents, NormativeConfig.of(self.config).wanted, names)
        report([problem.at(Place(path="conf.py")) for problem in (*problems, *unknown)], self.env)
        report(self._unprinted(documents), self.env)
        return wanted, [index.matrix(name) for name in tables]

    def _unprinted(self, documents: Sequence[TextDocument]) -> Iterator[Finding]:
        """Yield a finding for each file whose paragraphs are numbered and counted, and stand in no document."""
        listed = self.env.collect_relations()
        for docname, reading in normative_domain(self.env).index.readings.items():
            if reading.paragraphs and (docname not in listed or all(item.excludes(docname) for item in documents)):
                message = f"the paragraphs of '{docname}' are counted, but printed in no document; list it in a toctree"
                yield Finding(kind=Diagnostic.NOT_PRINTED, message=message, place=reading.paragraphs[0].place)

    def get_outdated_docs(self) -> str:
        """Return that everything is: one file holds all documents."""
        return "the whole text"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return a mark that :class:`Targets` understands."""
        return f"{DOCUMENT_MARK}{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same as for the whole document, of which every file is a part."""
        return self.get_target_uri(to, typ)

    def timestamp(self) -> int:
        """Return the date of the file in seconds: SOURCE_DATE_EPOCH, so that a build can be repeated, or now."""
        return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())

    def assemble(self, documents: Sequence[TextDocument]) -> nodes.document:
        """Join all source files that any of the documents has; :meth:`extract` takes each out."""
        doctree = self._joined(documents)
        self.post_process_images(doctree)
        return doctree

    def extract(self, doctree: nodes.document, document: TextDocument) -> nodes.document:
        """Return a copy of the assembled text with what one document has of it; long tables have their printed form."""
        part = doctree.deepcopy()
        for file in list(part.findall(addnodes.start_of_file)):
            if document.excludes(file["docname"]):
                file.parent.remove(file)
        if document.excludes(self.config.root_doc):
            _drop_own_text(part)
        if document.clean:
            _clean(part)
        profiles = [profile["key"] for profile in part.findall(instrument_profile) if "key" in profile]
        tables = list(part.findall(matrix_table))
        beside = Beside.of((table["matrix"] for table in tables), profiles)
        for table in tables:
            table["whole"] = table["matrix"]
            table["matrix"] = translated(printed(table["whole"], clean=document.clean, beside=beside))
        return part

    def targets_of(self, doctree: nodes.document) -> Targets:
        """Return the places of the assembled document that something links to."""
        return Targets(doctree, self.config.root_doc, normative_domain(self.env).index.locate)

    def _joined(self, documents: Sequence[TextDocument]) -> nodes.document:
        files = sorted(self.env.found_docs)
        excluded = [name for name in files if all(document.excludes(name) for document in documents)]
        root: str = self.config.root_doc
        # A document that counts as traversed is not put in again; an excluded one is never put in.
        traversed = [root, *excluded]
        doctree = inline_all_toctrees(self, {root}, root, self.env.get_doctree(root), str, traversed)
        _put_own_text_first(doctree)
        self.env.resolve_references(doctree, root, self)
        number_formulas(doctree, self.env)
        _end_with_words(doctree)
        _describe_columns(doctree)
        return doctree


def section_number(env: BuildEnvironment, docname: str, section: nodes.Element) -> tuple[int, ...] | None:
    """Return the numbers Sphinx counts for a section of the assembled document, or ``None`` where it has none."""
    numbers = env.toc_secnumbers.get(docname, {})
    for anchor in section["ids"]:
        if f"#{anchor}" in numbers:
            # Below the depth of ``:numbered:`` there are none.
            return numbers[f"#{anchor}"] or None
    # The first heading of a document is listed without an anchor.
    is_first = isinstance(section.parent, addnodes.start_of_file | nodes.document)
    return numbers.get("") if is_first else None


def caption_number(builder: Builder, docname: str, node: nodes.Element, kind: str) -> str:
    """Return what stands before a caption where ``numfig`` is on: ``Table 3``, or an empty string.

    :param kind: ``figure``, ``table`` or ``code-block``.
    """
    numbers = builder.env.toc_fignumbers.get(docname, {}).get(kind, {})
    for name in node["ids"]:
        if name in numbers:
            prefix: str = builder.config.numfig_format.get(kind, "%s")
            return prefix % ".".join(map(str, numbers[name]))
    return ""


def number_formulas(doctree: nodes.document, env: BuildEnvironment) -> None:
    """Print the number of each formula behind it, where a writer knows nothing of it: in all outputs but sites."""
    for formula in doctree.findall(nodes.math_block):
        if formula.get("number"):
            counted = env.toc_fignumbers.get(formula["docname"], {}).get("displaymath", {}).get(formula["ids"][0])
            number = ".".join(map(str, counted)) if counted and env.config.math_numfig else formula["number"]
            formula[:] = [nodes.Text(f"{formula.astext().rstrip()}\u2003({number})")]


def _end_with_words(doctree: nodes.document) -> None:
    """Take the empty lines off the end of code and of formulas, which a file or Sphinx has put there."""
    for node in doctree.findall(lambda item: isinstance(item, _FIXED)):
        for last in list(node.findall(nodes.Text))[-1:]:
            last.parent.replace(last, nodes.Text(last.rstrip("\n")))


def _describe_columns(doctree: nodes.document) -> None:
    """Describe columns that have none, in tables that another extension has made and a site shows."""
    for table in doctree.findall(nodes.table):
        described = columns_of(table)
        ends = [column + 1 + entry.get("morecols", 0) for row in rows_of(table) for column, entry in placed_cells(row)]
        lacking = [nodes.colspec() for _ in range(len(described), max(ends, default=0))]
        for group in table.children:
            if isinstance(group, nodes.tgroup):
                group[len(described) : len(described)] = lacking
        for column in (*described, *lacking):
            column.setdefault("colwidth", 1)


def image_description(node: nodes.Element, report: Callable[[], None]) -> str:
    """Return the alternative text of an image, which a file must have to be readable by all.

    :param report: called where the author gave none, so that something else stands in for it.
    """
    if node.get("alt"):
        return str(node["alt"])
    report()
    figure = node.parent
    caption = next(iter(figure.findall(nodes.caption)), None) if isinstance(figure, nodes.figure) else None
    return caption.astext() if caption is not None else str(node["uri"]).rpartition("/")[2]


def _put_own_text_first(doctree: nodes.document) -> None:
    """Move the root's own sections before the files it lists: nobody looks for a foreword after the last annex."""
    for section in doctree.children:
        if isinstance(section, nodes.section):
            files = [child for child in section.children if _holds_files(child)]
            section.children = [child for child in section.children if child not in files] + files


def _drop_own_text(doctree: nodes.document) -> None:
    """Leave of the root file its title and the files it lists."""
    for section in doctree.children:
        if isinstance(section, nodes.section):
            section.children = [
                child
                for child in section.children
                if isinstance(child, nodes.title) or next(iter(child.findall(addnodes.start_of_file)), None) is not None
            ]


def _clean(doctree: nodes.document) -> None:
    """Leave the text as it is adopted: no margins, no notes on relations, no marks of voices."""
    for node in list(doctree.findall(nodes.Element)):
        is_note = isinstance(node, nodes.container) and "relation" in node["classes"]
        if is_note or isinstance(node, paragraph_margin) or "voice" in node:
            node.parent.remove(node)


def _holds_files(node: nodes.Node) -> bool:
    return isinstance(node, nodes.compound) and any(
        isinstance(child, addnodes.start_of_file) for child in node.children
    )
