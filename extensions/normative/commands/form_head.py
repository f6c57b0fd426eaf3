"""What all forms say first: which draft they are on, until when, and how to fill them in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from normative.model.comment import chapter_subject
from normative.model.draft import Draft, FrozenParagraph
from normative.model.text import plain
from normative.project.dates import written_out
from normative.project.language import _


@dataclass(frozen=True, kw_only=True, slots=True)
class FormHead:
    """The head of a form.

    :param standing: what the text is and is not, as ``conf.py`` says; empty where it says nothing.
    :param language: of the text, as ``conf.py`` names it; the form is written while it is spoken.
    """

    draft: Draft
    standing: str = ""
    language: str = "en"

    @property
    def title(self) -> str:
        """What the form is."""
        return _("Comments on draft {name}", name=self.draft.name)

    def lines(self) -> Iterator[str]:
        """Yield what is to be known of the draft and of its comments, whatever the form."""
        date, symbol = written_out(self.draft.date, self.language), self.draft.symbol
        if symbol:
            yield _("{symbol}, draft {name} of {date}", symbol=symbol, name=self.draft.name, date=date)
        else:
            yield _("Draft of {date}", date=date)
        if self.draft.comments_until:
            until = written_out(self.draft.comments_until, self.language)
            yield _("Comments are invited until {date}.", date=until)
        if self.standing:
            yield f"{self.standing.rstrip('.')}."
        yield _(
            "Say in your message who you are, and whether your comments may be published with your name, without it, "
            "or not at all."
        )
        yield _("Comment on single paragraphs where you can, and propose words; every comment is answered.")


def chapters(paragraphs: tuple[FrozenParagraph, ...]) -> Iterator[tuple[FrozenParagraph, list[tuple[int, str, str]]]]:
    """Yield each paragraph with the headings above it: their level from 1, how comments name them, the words."""
    open_sections: tuple[str, ...] = ()
    for paragraph in paragraphs:
        same = 0
        for old, new in zip(open_sections, paragraph.section, strict=False):
            if old != new:
                break
            same += 1
        opened = list(enumerate(paragraph.section[same:], same + 1))
        open_sections = paragraph.section
        yield paragraph, [(level, chapter_subject(title), title) for level, title in opened]


def words(draft: Draft, paragraph: FrozenParagraph) -> Iterator[tuple[int, str]]:
    """Yield the lines of a paragraph with their marks, and how deep each stands."""
    for block in paragraph.blocks:
        yield block.level, f"{block.mark} {plain([block], draft.text.numbers)}".strip()
