"""A call for inputs, its questions, and who answered it.

Values alone, for the register holds them; what may be printed of them is decided in :mod:`normative.model.inputs`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from enum import StrEnum

from normative.model.diagnostics import Place
from normative.model.message import Message, in_context, say
from normative.model.text import Block

#: What a submitter's key is made of: it names a file, and numbers of comments begin with it.
KEY = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")


class Category(StrEnum):
    """What kind of stakeholder a submitter is."""

    STATE = "State"
    UN_ENTITY = "UN entity"
    NHRI = "NHRI"
    CIVIL_SOCIETY = "civil society"
    ACADEMIA = "academia"
    OTHER = "other"

    @property
    def head(self) -> Message:
        """The words as they stand at the head of a column, or at the beginning of a name."""
        if self is Category.UN_ENTITY:
            return in_context("UN entity", "at the beginning")
        return say(self.value[0].upper() + self.value[1:])


class Via(StrEnum):
    """How an input came."""

    WRITTEN = "written"
    PANEL = "panel"
    MEETING = "meeting"


class Publish(StrEnum):
    """What a submitter agreed to: all may be published, the words without the name, or figures alone."""

    YES = "yes"
    WITHOUT_NAME = "without name"
    NO = "no"


class PutOut(StrEnum):
    """What a call put out."""

    OUTLINE = "outline"
    QUESTIONS = "questions"
    DISCUSSION_DAY = "discussion day"
    DRAFT = "draft"


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A call for inputs or comments.

    :param name: of its folder.
    :param what: was put out.
    :param draft: the name of the frozen draft that was put out; empty where none was.
    """

    name: str
    title: str
    what: tuple[PutOut, ...] = ()
    draft: str = ""
    opens: datetime.date | None = None
    closes: datetime.date | None = None
    languages: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Submitter:
    """Who sent something in, to one call.

    :param key: of capital letters, digits and hyphens, such as ``NGO-B``; the same in every call.
    :param state: the code or the name of the State, also of an organization's.
    :param panel: the number of the panel that somebody spoke on; empty where it is not said.
    :param file: the original, in the call's folder ``private``.
    """

    call: str
    key: str
    name: str
    category: Category
    state: str = ""
    via: Via = Via.WRITTEN
    panel: str = ""
    received: datetime.date | None = None
    language: str = ""
    publish: Publish = Publish.NO
    file: str = ""
    sha256: str = ""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A numbered question of a call, as a document asks it.

    :param id: permanent, as that of a paragraph.
    :param panel: the number of the panel that dealt with it; empty where none did.
    """

    id: str
    panel: str = ""
    text: str = ""
    blocks: tuple[Block, ...] = ()
    document: str = ""
    place: Place
