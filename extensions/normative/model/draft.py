"""A frozen draft: the text as it stood on a day, whole enough to be compared with and printed again.

It names provisions by their slugs and paragraphs by their ids, so that it can be read when instruments and numbers have
changed. How one is made is in :mod:`normative.model.history.freezing`, how it is kept in
:mod:`normative.model.files.draft`.
"""

from __future__ import annotations

import datetime
import hashlib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from normative.model.paragraph import Force
from normative.model.text import Block, Note

#: How many hexadecimal digits of a SHA-256 a fingerprint has.
_DIGITS = 12
#: What parts the fields that a fingerprint is taken of.
_PARTED = "\x1f"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fingerprint:
    """What a reader has looked at.

    :param own: of its own words, its force, its basis and its relation.
    :param rests_on: of the rows of the provisions that it names.
    """

    own: str
    rests_on: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FrozenParagraph:
    """A paragraph of a draft.

    :param number: which it had then.
    :param basis: the printed names of the provisions it rests on, by their slugs, in the author's order.
    :param document: the document it was in.
    :param margin: what stood in its margin beside its force, by its role, as it was printed.
    """

    id: str
    number: int
    force: Force
    basis: Mapping[str, str] = field(default_factory=dict)
    holder: tuple[str, ...] = ()
    addressee: str = ""
    status: str = ""
    margin: Mapping[str, str] = field(default_factory=dict)
    section: tuple[str, ...] = ()
    document: str = ""
    was: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    fingerprint: Fingerprint

    @property
    def subject(self) -> str:
        """How reviews name it."""
        return f"paragraph/{self.id}"

    @property
    def reading(self) -> str:
        """Where a body reads into the basis what it says, as printed; ``""`` where the basis says so itself."""
        return self.margin.get("reading", "")


@dataclass(frozen=True, kw_only=True, slots=True)
class FrozenEntry:
    """A relation, a gap or a silence of a draft.

    :param subject: how reviews name it: ``relation/ICRMW 22 (1); GCM obj. 21``, ``gap/...``, ``silence/...``.
    :param relation: ``synergy``, ``complement``, ``tension``, ``gap`` or ``silence``.
    :param left: the slugs of the provisions of the instrument named first, or of all.
    :param right: those of the other instrument; of a gap the key of the one that lacks a counterpart.
    """

    subject: str
    relation: str
    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    source: str = ""
    reason: str = ""
    fingerprint: Fingerprint


@dataclass(frozen=True, kw_only=True, slots=True)
class FrozenProvision:
    """A row of an instrument as it was: the printed name, what the provision is about, and a fingerprint of all."""

    name: str
    subject: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class FrozenText:
    """What a draft says, in the order of its text.

    :param provisions: the rows of all instruments, by slug.
    """

    paragraphs: tuple[FrozenParagraph, ...]
    entries: tuple[FrozenEntry, ...]
    provisions: Mapping[str, FrozenProvision]

    @cached_property
    def by_id(self) -> Mapping[str, FrozenParagraph]:
        """The paragraphs by id."""
        return {paragraph.id: paragraph for paragraph in self.paragraphs}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The numbers of the paragraphs by id."""
        return {paragraph.id: paragraph.number for paragraph in self.paragraphs}

    @cached_property
    def continued(self) -> Mapping[str, str]:
        """The ids of paragraphs that continue others whose ids are no longer borne, by those."""
        found: dict[str, str] = {}
        for paragraph in self.paragraphs:
            for identifier in paragraph.was:
                if identifier not in self.by_id:
                    found.setdefault(identifier, paragraph.id)
        return found

    @cached_property
    def subjects(self) -> Mapping[str, FrozenParagraph | FrozenEntry]:
        """What can be reviewed, by its name."""
        subjects: list[FrozenParagraph | FrozenEntry] = [*self.paragraphs, *self.entries]
        return {item.subject: item for item in subjects}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A frozen draft with what was noted when it was frozen.

    :param name: of its folder, such as ``1``.
    :param load: reads its text.
    :param commit: of the version control system; empty where there was none.
    :param comments_until: the last day on which comments are invited.
    :param fingerprint: of ``draft.json``, as ``sha256:...``; the file is read only where it agrees.
    """

    name: str
    stage: str = ""
    date: datetime.date
    symbol: str = ""
    commit: str = ""
    comments_until: datetime.date | None = None
    toolchain: str = ""
    fingerprint: str = ""
    load: Callable[[], FrozenText] = field(repr=False, compare=False)

    @cached_property
    def text(self) -> FrozenText:
        """What it says."""
        return self.load()


def drafts_told(names: Collection[str]) -> str:
    """Return which drafts there are."""
    return f"there are {', '.join(names)}" if names else "there is none"


def unknown_draft(name: str, names: Collection[str]) -> str:
    """Return what is wrong with a name that no draft has, and what to do."""
    return f"unknown draft '{name}'; {drafts_told(names)}, and 'normative freeze' makes one"


def fingerprint_of(fields: Iterable[str]) -> str:
    """Return a fingerprint of fields of text: folding white space and composing characters does not move it."""
    folded = (" ".join(unicodedata.normalize("NFC", part).split()) for part in fields)
    return hashlib.sha256(_PARTED.join(folded).encode()).hexdigest()[:_DIGITS]
