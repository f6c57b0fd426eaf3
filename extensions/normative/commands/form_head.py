"""What all forms say first: which draft they are on, until when, and how to fill them in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from normative.model.comment import chapter_subject
from normative.model.draft import Draft, FrozenParagraph
from normative.model.text import plain


@dataclass(frozen=True, kw_only=True, slots=True)
class FormHead:
    """The head of a form.

    :param standing: what the text is and is not, as ``conf.py`` says; empty where it says nothing.
    """

    draft: Draft
    standing: str = ""

    @property
    def title(self) -> str:
        """What the form is."""
        return f"Comments on draft {self.draft.name}"

    def lines(self) -> Iterator[str]:
        """Yield what is to be known of the draft and of its comments, whatever the form."""
        date = f"{self.draft.date.day} {self.draft.date:%B %Y}"
        yield f"{self.draft.symbol}, draft {self.draft.name} of {date}" if self.draft.symbol else f"Draft of {date}"
        if self.draft.comments_until:
            until = self.draft.comments_until
            yield f"Comments are invited until {until.day} {until:%B %Y}."
        if self.standing:
            yield f"{self.standing.rstrip('.')}."
        yield (
            "Say in your message who you are, and whether your comments may be published with your name, without it, "
            "or not at all."
        )
        yield "Comment on single paragraphs where you can, and propose words; every comment is answered."


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
