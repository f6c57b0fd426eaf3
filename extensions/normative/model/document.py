"""What stands at the head of the document: its masthead, as the United Nations prints one, and its stage."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from normative.model.draft import Draft
from normative.model.house_style import HouseStyles
from normative.model.translation import Language


class Stage(StrEnum):
    """How far a text has come; what is not adopted says so on its first page."""

    WORKED_EXAMPLE = "worked example"
    OUTLINE = "outline"
    DRAFT = "draft for comment"
    FOR_ADOPTION = "for adoption"
    ADVANCE = "advance unedited version"
    ADOPTED = "adopted"


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """The values of ``document.toml``; what is left out is not printed.

    :param organization: at the left of the masthead, such as "United Nations".
    :param symbol: the document symbol, such as ``CMW/C/GC/7``; also in the head of every page.
    :param distribution: printed after "Distr.:", such as "General".
    :param original: the original language, printed after "Original:".
    :param treaty: the full title of the treaty, below the organization.
    :param committee: the body whose text it is, above the title.
    :param date: of the document; the day of the build is printed nowhere.
    :param house: the styles of the house's own Word file, which the text's Word files take on.
    :param styles: names of styles of ours, with those of the house's file that they take on where the names differ.
    :param note: printed at the foot of the first page behind a star that also stands at the title.
    :param languages: into which the text is translated.
    """

    organization: str = ""
    symbol: str = ""
    distribution: str = ""
    original: str = ""
    treaty: str = ""
    committee: str = ""
    date: datetime.date | None = None
    stage: Stage | None = None
    note: str = ""
    house: HouseStyles | None = None
    styles: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[Language, ...] = ()

    def language(self, code: str) -> Language | None:
        """Return a language; ``None`` where the file does not name it."""
        return next((item for item in self.languages if item.code == code), None)

    def of_draft(self, draft: Draft) -> Document:
        """Return what stands at the head of a draft: no date where the text has none, no stage in words of its own."""
        stage = Stage(draft.stage) if draft.stage in list(Stage) else None
        return replace(self, symbol=draft.symbol, date=self.date and draft.date, stage=stage)

    def citation(self, title: str) -> str:
        """Return how the document is cited: body, symbol with the year, title; what is not known is left out.

        :param title: of the text, which the file does not repeat.
        """
        year = str(self.date.year) if self.date else ""
        symbol = f"{self.symbol} ({year})" if self.symbol and year else self.symbol or year
        return ", ".join(part for part in (self.committee, symbol, title) if part)
