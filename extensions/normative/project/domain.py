"""The Sphinx domain: what was read, by document, and the frozen register made of it.

The one source of truth of a build. Directives and roles note; transforms, adapters and outputs ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util import docname_join, logging

from normative.model.diagnostics import Finding
from normative.model.instrument import Instrument
from normative.model.item import Item, find_item, split_cited
from normative.model.matrix import Link, LinkKind
from normative.model.text import Reference
from normative.project.config import NormativeConfig
from normative.project.files import ProjectFiles, digest_of_files, read_files
from normative.project.headings import headings_with_paragraphs, print_headings
from normative.project.index import TextIndex, digest_of
from normative.project.language import _
from normative.project.nodes import matrix_table
from normative.project.noted import Reading
from normative.project.reading import (
    avoided_terms,
    complete_blocks,
    complete_paragraphs,
    numbered_footnotes,
    plain_title,
)
from normative.project.report import report

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenOutput:
    """What an output folder holds.

    :param shown: a digest of all that each page shows, by document.
    :param assets: the names of images and downloads.
    :param text: a digest of the whole text and of the settings on which files made of it depend.
    """

    text: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    assets: frozenset[str] = frozenset()


class NormativeDomain(Domain):
    """Paragraphs, provisions, instruments and States as objects that can be linked, searched and completed."""

    name = "normative"
    label = "Normative text"
    object_types: ClassVar[dict[str, ObjType]] = {
        "paragraph": ObjType("paragraph", "para"),
        "provision": ObjType("provision", "provision"),
        "instrument": ObjType("instrument", "instrument"),
        "state": ObjType("State"),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "readings": {},
        "stamps": {},
        "instruments": "",
        "handed_over": {},
        "filter_pages": set(),
        "uncut_toctrees": {},
        "table_digests": None,
    }
    #: Raised whenever the shape of what is stored changes, so that Sphinx reads old environments anew; as a version of
    #: this domain, because one of the extension would stand in the search index of every project that loads it.
    #: 1: first shape. 2: paragraphs with what they accept. 3: tables of contents that lead back, what pages show, by
    #: output, and the stamps of sources. 4: formulas with MathML in stored documents, and margins without their basis;
    #: digests of readings and of tables. 5: the version is this one. 6: what outputs were given is kept beside it.
    #: 8: mentions with whether they print a number; ids that are none; blocks and notes of paragraphs; references; feet
    #: of relations with whose they are. 11: questions and dispositions, and of relations the document they are in.
    #: 12: quotations; items of paragraphs. 13: words of options. 14: how many footnotes documents have. 15: headings.
    #: 16: stamps without the time of reading.
    data_version = 16

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._index: TextIndex | None = None
        self._besides: defaultdict[str, list[object]] = defaultdict(list)
        self._uris: dict[tuple[str, str], str] = {}
        self.output = WrittenOutput()
        """What the output of this build is given, once that is known."""
        self.text_moved = True
        """Whether files made of the whole text are to be written: unless it is known that nothing has moved."""

    @property
    def readings(self) -> dict[str, Reading]:
        """What was read, by document."""
        return cast("dict[str, Reading]", self.data["readings"])

    @property
    def stamps(self) -> dict[str, str]:
        """A digest of how each document was read, and of the times and sizes that its files had then."""
        return cast("dict[str, str]", self.data["stamps"])

    @property
    def handed_over(self) -> dict[str, tuple[str, str]]:
        """The document and the digest of every need that :mod:`normative.needs` has handed over, by id."""
        return cast("dict[str, tuple[str, str]]", self.data["handed_over"])

    @property
    def filter_pages(self) -> set[str]:
        """The documents that show needs chosen by a filter."""
        return cast("set[str]", self.data["filter_pages"])

    @property
    def uncut_toctrees(self) -> dict[str, list[str]]:
        """What each document lists whose table of contents :mod:`normative.guard.toctree` has cut."""
        return cast("dict[str, list[str]]", self.data["uncut_toctrees"])

    def reading(self, docname: str) -> Reading:
        """Return what was read of a document, to be added to."""
        return self.readings.setdefault(docname, Reading())

    def clear_doc(self, docname: str) -> None:
        self.readings.pop(docname, None)
        self.stamps.pop(docname, None)
        self.filter_pages.discard(docname)
        self.uncut_toctrees.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        for docname in docnames & otherdata["readings"].keys():
            self.readings[docname] = otherdata["readings"][docname]
        self.filter_pages.update(docnames & otherdata["filter_pages"])

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Complete a document that was just read: its paragraphs with text and sections, and what its words are."""
        headings = list(headings_with_paragraphs(document))
        if headings:
            self.reading(docname).headings = headings
        reading = self.readings.get(docname)
        if reading:
            reading.paragraphs = complete_paragraphs(reading.paragraphs, document, docname)
            reading.entries = complete_blocks(reading.entries, document, docname, "entry")
            reading.questions = complete_blocks(reading.questions, document, docname, "question")
            reading.dispositions = complete_blocks(reading.dispositions, document, docname, "disposition")
            shown = {node["name"] for node in document.findall(matrix_table)}
            reading.tables = [request for request in reading.tables if request.name in shown]
            reading.footnotes = numbered_footnotes(document)
            reading.complete()
        found = list(avoided_terms(document, self.files.vocabulary, env.srcdir))
        if found:
            self.reading(docname).findings.extend(found)

    @cached_property
    def files(self) -> ProjectFiles:
        """What the project's data files say."""
        return read_files(self.env)

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """The instruments by key, as their folders describe them."""
        return self.files.instruments

    @property
    def index(self) -> TextIndex:
        """The finished text of this build.

        :raises RuntimeError: documents are still being read.
        """
        if self._index is None:
            raise RuntimeError("the text is complete only when every document has been read")
        return self._index

    @property
    def documents(self) -> list[str]:
        """The documents in the order of the table of contents, then those in none, by name."""
        if not self.readings:
            return []
        ordered = dict.fromkeys(self.env.collect_relations())
        return [name for name in (*ordered, *sorted(self.env.found_docs - ordered.keys())) if name in self.readings]

    def freeze(self, version: str) -> None:
        """Make the index of everything read; from here on nothing is noted.

        :param version: of this package.
        """
        self._index = self._text(version, {})
        named = {docname: reading.headings for docname, reading in self.readings.items() if reading.headings}
        if not named:
            return
        names = {
            docname: {item.words: item.name(self._printed) for item in headings} for docname, headings in named.items()
        }
        print_headings(self.env, named, self._printed)
        # Contents of other pages show them, too, and so do the tables.
        digest = digest_of(names)
        for docname in self.env.all_docs:
            self.note_shown(docname, digest)
        self._index = self._text(version, names)

    def _printed(self, identifier: str, item: str) -> str:
        """Return what a heading prints of a paragraph or, behind that, of its item."""
        if item:
            return f" {self.index.printed_item(identifier, item)}"
        if identifier in self.index.register.numbers:
            return str(self.index.register.numbers[identifier])
        return self.index.collected[identifier].number if identifier in self.index.collected else identifier

    def _text(self, version: str, headings: Mapping[str, Mapping[str, str]]) -> TextIndex:
        paragraphs = (item for reading in self.readings.values() for item in reading.paragraphs)
        name = partial(self._name, {item.id: item.items for item in paragraphs})
        return TextIndex(
            instruments=self.instruments,
            readings={
                docname: self.readings[docname].named(name, headings.get(docname, {})) for docname in self.documents
            },
            entries=self.files.entries,
            states=self.files.states,
            dossier=self.files.dossier,
            version=version,
            known=self.data["table_digests"],
        )

    def _name(self, items: Mapping[str, Sequence[Item]], reference: Reference, words: str) -> str:
        """Return the name of what a text refers to, as pages print it; else the words in its place."""
        name = None
        if reference.kind == "doc":
            title = self.env.titles.get(docname_join(reference.document, reference.target))
            name = plain_title(title) if title else None
        elif reference.kind == "item":
            identifier, item = split_cited(reference.target)
            found = find_item(items.get(identifier, ()), item)
            name = f" {found.mark}" if found else None
        elif reference.kind == "ref":
            _, _, name = self.env.domains.standard_domain.labels.get(reference.target, ("", "", ""))
        else:
            equation = self.env.domains.math_domain.equations.get(reference.target)
            form = self.env.config.math_eqref_format or "({number})"
            name = form.format(number=equation[1]) if equation else None
        return name or words

    def note_shown(self, docname: str, shown: object) -> None:
        """Note something else that a document's page shows in this build, so that the page is written when it moves."""
        self._besides[docname].append(shown)

    def shown(self, docname: str) -> tuple[object, ...]:
        """Return all that a document's page shows and that is computed from other documents and from files."""
        computed = self.index.digest(docname) if docname in self.readings else ""
        return (computed, *self._besides[docname])

    def remember_tables(self) -> None:
        """Note what the tables are, so that the next build need not compute them to know that they are the same."""
        self.data["table_digests"] = self.index.table_digests()

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong in the instruments' files and in the text."""
        yield from self.files.findings
        yield from self.index.findings()

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Return a reference to the target; words alone where it has no place in the text, so that nothing is lost."""
        kind = LinkKind.PARAGRAPH if typ in ("para", "item") else LinkKind(typ)
        text = contnode.astext()
        if typ == "item":
            target, text = node["paragraph"], self._printed(node["paragraph"], node["item"])
        if kind is LinkKind.PARAGRAPH:
            if target in self.index.external and target not in self.index.register.numbers:
                outside = self.index.external[target]
                shown = text if node["refexplicit"] else outside.number or target
                if not outside.uri:
                    return cast("nodes.reference", nodes.inline(shown, shown))
                return nodes.reference(shown, shown, refuri=outside.uri, internal=False, reftitle=outside.title)
            if typ == "para" and not node["refexplicit"]:
                text = str(self.index.register.numbers.get(target, f"[{target}?]"))
        if isinstance(node.parent, nodes.reference):
            # A heading in docutils' own contents is a link, and no link can be in one.
            return cast("nodes.reference", nodes.inline(text, text, classes=contnode["classes"]))
        instrument = node["instrument"]
        link = Link(kind=kind, target=target, text=text)
        # The declared type knows links only; Sphinx puts whatever it gets in the place of the pending reference.
        reference = self.reference(builder, fromdocname, link, instrument, contnode["classes"])
        anchor = self.index.item_anchor(target, node["item"]) if builder.format == "html" and node.get("item") else ""
        if anchor and "refid" in reference:
            reference["refid"] = anchor
        elif anchor and "refuri" in reference:
            reference["refuri"] = f"{reference['refuri'].partition('#')[0]}#{anchor}"
        return cast("nodes.reference", reference)

    def reference(
        self, builder: Builder, docname: str, link: Link, instrument: str, classes: Sequence[str]
    ) -> nodes.reference | nodes.inline:
        """Return a link as a page of ``docname`` shows it; words alone where it leads to no place in the text.

        :param instrument: the key of a provision's instrument, to whose profile the link leads where that has no row
            for the provision.
        """
        place = self.index.locate(link)
        if place is None and link.kind is LinkKind.PROVISION:
            place = self.index.locate(Link(kind=LinkKind.INSTRUMENT, target=instrument, text=link.text))
        words = nodes.inline(link.text, link.text, classes=[*classes])
        if place is None:
            return words
        to, anchor = place
        if builder.name == "singlehtml" or to == docname:
            # In one page every place is an anchor alone; Sphinx 9.0 would put the document's anchor before it.
            return nodes.reference("", "", words, internal=True, refid=anchor)
        if (docname, to) not in self._uris:
            self._uris[docname, to] = builder.get_relative_uri(docname, to)
        return nodes.reference("", "", words, internal=True, refuri=f"{self._uris[docname, to]}#{anchor}")

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield every paragraph, provision, instrument and State for search, completion and intersphinx."""
        for paragraph in self.index.register.paragraphs:
            number = _("para. {number}", number=self.index.register.numbers[paragraph.id])
            name = f"{number} {paragraph.id}"
            yield paragraph.id, name, "paragraph", paragraph.document, paragraph.anchor, 1
        for slug, (key, name) in self.index.provisions.items():
            yield name, name, "provision", self.index.profiles[key], slug, 1
        for key, docname in self.index.profiles.items():
            yield key, self.instruments[key].short_title, "instrument", docname, key.lower(), 1
        if self.index.panorama:
            for state in self.index.register.states.records:
                yield state.name, state.name, "state", self.index.panorama.document, state.slug, 1


def normative_domain(env: BuildEnvironment) -> NormativeDomain:
    """Return this domain of a build."""
    return cast("NormativeDomain", env.domains[NormativeDomain.name])


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: AbstractSet[str], changed: AbstractSet[str], removed: AbstractSet[str]
) -> AbstractSet[str]:
    """On ``env-get-outdated``: read all anew when an instrument or a list of words changed, and so what is read."""
    domain = normative_domain(env)
    digest = digest_of_files(env)
    if digest == domain.data["instruments"]:
        return set()
    domain.data["instruments"] = digest
    return set(env.all_docs)


def _freeze(app: Sphinx, env: BuildEnvironment) -> None:
    """On ``env-updated``, first: the text is complete."""
    normative_domain(env).freeze(app.extensions["normative"].version)


def _report(app: Sphinx, env: BuildEnvironment) -> None:
    """On ``env-updated``, last: report every finding of the text; what a draft lacks was said when it was frozen."""
    if NormativeConfig.of(app.config).shown:
        return
    domain = normative_domain(env)
    report(domain.findings(), env)
    if count := domain.index.sent.unanswered:
        _logger.info("%d comments have no answer yet", count)


def setup(app: Sphinx) -> None:
    """Register the domain and connect its events."""
    app.add_domain(NormativeDomain)
    app.connect("env-get-outdated", _outdated)
    # Between the two, needs.py hands the paragraphs over and learns those of other comments.
    app.connect("env-updated", _freeze, priority=100)
    app.connect("env-updated", _report, priority=300)
