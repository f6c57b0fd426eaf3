"""The Sphinx builder ``normative-words``: how long the text is, by document, against the limit the project sets.

The United Nations limits the words of a document, footnotes included. What stands beside the text does not count:
margins, tables and documents without a numbered paragraph. Notes on relations are for reviewers and counted apart.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging

from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.nodes import instrument_profile, matrix_table, normative_paragraph, paragraph_margin
from normative.project.reading import plain_title
from normative.project.report import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FILE = "words.csv"
_BESIDE = (
    paragraph_margin,
    matrix_table,
    instrument_profile,
    nodes.Invisible,
    nodes.footnote_reference,
    nodes.label,
    nodes.raw,
    nodes.system_message,
)
_logger = logging.getLogger(__name__)


class _Part(StrEnum):
    """What a stretch of words belongs to."""

    TEXT = "text"
    FOOTNOTES = "footnotes"
    RELATIONS = "relations"


@dataclass(frozen=True, kw_only=True, slots=True)
class WordCount:
    """The length of one document, or of all.

    :param text: words of headings, paragraphs and lists.
    :param relations: words of convergences, gaps and silences that stand in the text.
    """

    title: str
    paragraphs: int
    text: int
    footnotes: int
    together: int
    relations: int


def count_words(doctree: nodes.document, title: str) -> WordCount:
    """Count the words of a resolved document; a word has a letter or a digit and stands between white space."""
    stretches: dict[_Part, list[str]] = {part: [] for part in _Part}
    for part, text in _stretches(doctree, _Part.TEXT):
        stretches[part].append(text)
    words = {
        part: sum(any(map(str.isalnum, word)) for word in "".join(texts).split()) for part, texts in stretches.items()
    }
    return WordCount(
        title=title,
        paragraphs=sum(1 for _ in doctree.findall(normative_paragraph)),
        text=words[_Part.TEXT],
        footnotes=words[_Part.FOOTNOTES],
        together=words[_Part.TEXT] + words[_Part.FOOTNOTES],
        relations=words[_Part.RELATIONS],
    )


def _stretches(node: nodes.Node, part: _Part) -> Iterator[tuple[_Part, str]]:
    """Yield the text below a node with the part it belongs to; block elements end with white space."""
    if isinstance(node, nodes.Text):
        yield part, node.astext()
        return
    if isinstance(node, _BESIDE) or not isinstance(node, nodes.Element) or _is_mark(node):
        return
    if isinstance(node, nodes.footnote):
        part = _Part.FOOTNOTES
    elif "relation" in node["classes"]:
        part = _Part.RELATIONS
    for child in node.children:
        yield from _stretches(child, part)
    if not isinstance(node, nodes.Inline):
        yield part, "\n"


def _is_mark(node: nodes.Element) -> bool:
    """Tell what marks a text and is no part of it; words that a role cannot read are the author's, and are."""
    return "voice" in node["classes"] or ("finding" in node["classes"] and not isinstance(node, nodes.Inline))


def total(counts: Sequence[WordCount]) -> WordCount:
    """Return the sum of documents' lengths."""
    numbers = [item.name for item in fields(WordCount) if item.name != "title"]
    return WordCount(title="All", **{name: sum(getattr(count, name) for count in counts) for name in numbers})


class WordsBuilder(Builder):
    """Counts the words of every document that has a numbered paragraph, prints them and writes them to a file."""

    name = "normative-words"
    format = "words"
    epilog = "The words are in %(outdir)s."
    allow_parallel = True
    writes_pages = False

    def get_outdated_docs(self) -> str:
        """Return that everything is: a citation's words depend on those before it."""
        return "the words"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the page of the site that holds a document."""
        return f"{docname}.html"

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Count all documents, whichever have changed, and report a text that is longer than its limit."""
        counts = list(self._counts())
        everything = total(counts)
        _logger.info("%s", "\n".join(_lines([*counts, everything])))
        Path(self.outdir, FILE).write_text(_sheet([*counts, everything]), encoding="utf-8-sig", newline="")
        limit = NormativeConfig.of(self.config).word_limit
        if limit and everything.together > limit:
            message = (
                f"the text has {everything.together} words with its footnotes, {everything.together - limit} more than "
                f"its limit of {limit}; shorten it, the longest is '{max(counts, key=_together).title}'"
            )
            root = Path(self.env.doc2path(self.config.root_doc)).relative_to(self.env.srcdir).as_posix()
            report([Finding(kind=Diagnostic.TOO_MANY_WORDS, message=message, place=Place(path=root))], self.env)

    def _counts(self) -> Iterator[WordCount]:
        domain = normative_domain(self.env)
        for docname in domain.documents:
            if domain.readings[docname].paragraphs:
                doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
                yield count_words(doctree, plain_title(self.env.titles[docname]))


def _together(count: WordCount) -> int:
    return count.together


def _lines(counts: Sequence[WordCount]) -> Iterator[str]:
    """Yield the table as plain text."""
    width = max(len(count.title) for count in counts)
    yield f"{'':{width}}  paragraphs   text  footnotes  together  (relations)"
    for count in counts:
        yield (
            f"{count.title:{width}}  {count.paragraphs:10}  {count.text:5}  {count.footnotes:9}  {count.together:8}"
            f"  {count.relations:11}"
        )


def _sheet(counts: Sequence[WordCount]) -> str:
    """Return the table as CSV."""
    names = [item.name for item in fields(WordCount)]
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows([getattr(count, name) for name in names] for count in counts)
    return file.getvalue()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``normative-words``; called by Sphinx where it is asked for, by its entry point."""
    app.setup_extension("normative")
    app.add_builder(WordsBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
