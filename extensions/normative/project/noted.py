"""What a build notes while documents are read, and of other comments; the index makes one text of it."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from normative.model.call import Question
from normative.model.characters import comparable
from normative.model.diagnostics import Finding, Place
from normative.model.disposition import Disposition
from normative.model.files.relation import Entry
from normative.model.matrix import LinkKind
from normative.model.paragraph import Paragraph
from normative.model.quotation import Quotation
from normative.model.tables.request import TableRequest
from normative.model.text import Reference, named

#: Gives what is printed of a paragraph, by its id, or of an item of it.
Printed = Callable[[str, str], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading as it was read.

    :param anchors: the ids of its section.
    :param words: its name, with the ids of the paragraphs that it names.
    :param pieces: its words, and in between the ids and the items of those paragraphs, ``""`` for the whole.
    """

    anchors: tuple[str, ...]
    words: str
    pieces: tuple[str | tuple[str, str], ...]

    def name(self, printed: Printed) -> str:
        """Return its name with what is printed."""
        words = "".join(piece if isinstance(piece, str) else printed(*piece) for piece in self.pieces)
        return comparable(" ".join(words.split()))


@dataclass(kw_only=True, slots=True)
class Reading:
    """What reading one document brought, in the order of its text."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    dispositions: list[Disposition] = field(default_factory=list)
    tables: list[TableRequest] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    mentions: list[tuple[str, Place, bool]] = field(default_factory=list)
    """The paragraphs that roles name, each with its place and whether its number is printed there."""
    items: list[tuple[str, str, Place]] = field(default_factory=list)
    """The items of paragraphs that roles name: the paragraph's id, the item as written, and the place."""
    quotations: list[Quotation] = field(default_factory=list)
    malformed_ids: set[str] = field(default_factory=set)
    """Names of paragraphs that are no ids, as they are written and as ids made of them."""
    references: set[tuple[LinkKind, str, str]] = field(default_factory=set)
    """The links of its page, each by its kind, its target and its words; plain, for there are many to store."""
    words: dict[str, Place] = field(default_factory=dict)
    """The words that options have for readers, as they are written, with where they stand; to be translated."""
    instruments: set[str] = field(default_factory=set)
    """The keys of the instruments it cites."""
    headings: list[Heading] = field(default_factory=list)
    """Those that name paragraphs."""
    footnotes: int = 0
    """How many notes it numbers, from 1."""
    digest: str = ""
    """Of what tables are computed from: it moves when any of that does."""

    def complete(self) -> None:
        """Take the digest, when the document has been read."""
        # Pickled because that costs next to nothing. The same values may be pickled in two ways, which costs but time.
        content = pickle.dumps((self.paragraphs, self.entries, self.questions, self.dispositions, self.tables))
        self.digest = hashlib.sha256(content).hexdigest()

    def named(self, name: Callable[[Reference, str], str], headings: Mapping[str, str]) -> Reading:
        """Return this with the names that its texts print of other places, once all is read.

        :param headings: names of headings by the words that were read.
        """
        items = (*self.paragraphs, *self.entries, *self.questions, *self.dispositions)
        refers = any(span.reference for item in items for block in item.blocks for span in block.spans)
        if not refers and not headings:
            return self
        reading = replace(
            self,
            paragraphs=[
                replace(
                    item,
                    blocks=named(item.blocks, name),
                    section=tuple(headings.get(title, title) for title in item.section),
                )
                for item in self.paragraphs
            ],
            entries=[replace(item, blocks=named(item.blocks, name)) for item in self.entries],
            questions=[replace(item, blocks=named(item.blocks, name)) for item in self.questions],
            dispositions=[replace(item, blocks=named(item.blocks, name)) for item in self.dispositions],
        )
        reading.complete()
        return reading


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalParagraph:
    """A paragraph of another comment, known through its ``needs.json``; one of old may give no number, ``""``."""

    number: str
    title: str
    uri: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherComments:
    """Comments that this one can cite.

    :param read: returns their paragraphs by id; works only once the environment is saved, for it locks sphinx-needs.
    :param digest: changes when any of them changes.
    """

    read: Callable[[], Mapping[str, ExternalParagraph]]
    digest: str
