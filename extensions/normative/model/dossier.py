"""The dossier of a text: what there is about it besides its words, from the outline to the adoption."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from normative.model.collection import Collection
from normative.model.diagnostics import Place
from normative.model.document import Document
from normative.model.draft import Draft, FrozenText
from normative.model.inputs import Audience, Inputs
from normative.model.review import Reviews


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """What the files say about a text.

    :param document: what stands at its head: stage, date, symbol.
    :param drafts: the frozen ones, the oldest first.
    :param reviews: what people have said of it.
    :param inputs: what was sent in, as it came.
    :param collection: the other comments that it holds together.
    :param audience: for whom outputs are made.
    :param original: of a translation, the text as its original has it; ``None`` where the text is no translation.
    :param language: into which it is translated.
    """

    document: Document = field(default_factory=Document)
    drafts: tuple[Draft, ...] = ()
    reviews: Reviews = field(default_factory=Reviews)
    inputs: Inputs = field(default_factory=Inputs)
    collection: Collection = field(default_factory=Collection)
    audience: Audience = Audience.PUBLIC
    original: FrozenText | None = None
    language: str = ""

    def placed(self, moved: Callable[[Place], Place]) -> Dossier:
        """Return the same with places that are written in another way."""
        return replace(self, reviews=self.reviews.placed(moved), inputs=self.inputs.placed(moved))
