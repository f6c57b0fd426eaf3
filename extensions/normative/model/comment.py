"""A comment: what a submitter says of a paragraph of a draft, of a part of it, of a chapter, a relation or the whole.

An answer to a question of a call is one too. How comments are kept is in :mod:`normative.model.files.comment`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from normative.model.characters import unaccented
from normative.model.diagnostics import Place

#: What the subject of a comment begins with that is no paragraph's id.
CHAPTER, QUESTION = "chapter/", "question/"
ENTRIES = ("relation/", "gap/", "silence/")
#: The number of a comment: the key of its submitter, a hyphen, and a count.
NUMBER = re.compile(r"(?P<key>[A-Z0-9]+(?:-[A-Z0-9]+)*)-(?P<count>[1-9][0-9]*)")


class CommentKind(StrEnum):
    """What a comment is about."""

    SUBSTANCE = "substance"
    WORDING = "wording"
    SOURCE = "source"
    TRANSLATION = "translation"
    SUPPORT = "support"
    GENERAL = "general"


class Matched(StrEnum):
    """How it is known what a comment is about; ``HAND`` where a person has said so."""

    BOOKMARK = "bookmark"
    ID = "id"
    QUOTE = "quote"
    LIKENESS = "likeness"
    UNPLACED = "unplaced"
    HAND = "hand"


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """One comment.

    :param number: such as ``MEX-3``; empty until it is appended to the file of its submitter.
    :param draft: the name of the draft that it is on; empty where it is on none.
    :param subject: the id of a paragraph, ``chapter/NAME`` (:func:`chapter_subject`), ``question/ID``, a relation as
        :attr:`normative.model.draft.FrozenEntry.subject` names it, or empty for the whole.
    :param part: of the paragraph, such as ``(d)`` or ``note 2``.
    :param quote: the words that it is about.
    :param proposal: other words for them.
    :param reason: for the proposal.
    :param fingerprint: of the paragraph's own words in the draft.
    :param call: the name of the call that it answers.
    """

    number: str = ""
    draft: str = ""
    subject: str = ""
    part: str = ""
    kind: CommentKind = CommentKind.GENERAL
    quote: str = ""
    text: str = ""
    proposal: str = ""
    reason: str = ""
    matched: Matched = Matched.HAND
    fingerprint: str = ""
    call: str = ""
    place: Place | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """The key of its submitter."""
        return self.number.rpartition("-")[0]

    @property
    def paragraph(self) -> str:
        """The id of the paragraph that it is about; empty where it is about none."""
        return "" if "/" in self.subject else self.subject

    @property
    def content(self) -> tuple[str, ...]:
        """What two comments of one submitter must share to be the same one."""
        return (self.draft, self.subject, self.part, self.quote, self.text, self.proposal, self.reason)


def chapter_subject(title: str) -> str:
    """Return how comments name a chapter or a section, by its heading."""
    return CHAPTER + re.sub(r"[\W_]+", "-", unaccented(title)).strip("-")
