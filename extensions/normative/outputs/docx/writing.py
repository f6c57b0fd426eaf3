"""What all visitors write with: the open paragraph, the place blocks go to, and bookmarks.

Apart from the visitors so that each family of them can be a small mixin over one base. docutils nests blocks and Word
does not: a list in a quotation is a row of paragraphs that are moved in.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes

from normative.outputs.document.frame import WholeTextTranslator
from normative.outputs.docx.numbering import STEP, Numbering, Place
from normative.outputs.docx.wordml import BookmarkIds, add, add_text, collapsed, name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.parts.story import StoryPart
    from lxml.etree import _Element

    from normative.outputs.document.assembly import WholeTextBuilder
    from normative.outputs.document.targets import Targets
    from normative.outputs.docx.bookmarks import Bookmarks
    from normative.outputs.docx.comments import Comments
    from normative.outputs.docx.package import WordPackage


#: Where text begins, in twips from the left margin of the page.
TEXT_LEFT = 1134


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """How blocks are set in the place where the translator is.

    :param style: of running text.
    :param left: where its lines begin; ``None`` where the style says so.
    :param step: how far each level of a list is moved in.
    :param level: how many lists the place is in.
    """

    style: str
    left: int | None = None
    step: int = STEP
    level: int = 0

    def moved_in(self, style: str, *, steps: int) -> Setting:
        """Return the setting of what is moved in by as many steps, in another style unless that is empty."""
        left = TEXT_LEFT if self.left is None else self.left
        return replace(self, style=style or self.style, left=left + steps * self.step)


BODY = Setting(style="BodyText")
CELL = Setting(style="TableText", left=0, step=227)
NOTE = Setting(style="FootnoteText", left=TEXT_LEFT + 227, step=340)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """What the first paragraph of a list item is: its place in the list, its style, and where its lines begin."""

    place: Place
    style: str
    left: int | None = None
    """``None`` where the list says so."""
    step: int = STEP

    @property
    def indent(self) -> tuple[int | None, int]:
        """Where its lines begin, and how far its number hangs before them; ``None`` where the list says the same."""
        is_of_list = self.left == TEXT_LEFT + STEP * (self.place.level + 1)
        return None if is_of_list else self.left, self.step


class Writer(WholeTextTranslator):
    """The base of the visitors: blocks open paragraphs, words go to the one that is open."""

    product = "the Word file"

    def __init__(
        self,
        document: nodes.document,
        builder: WholeTextBuilder,
        package: WordPackage,
        targets: Targets,
        bookmarks: Bookmarks,
    ) -> None:
        super().__init__(document, builder, targets)
        self.package = package
        self.bookmarks = bookmarks
        self.bookmark_ids = BookmarkIds()
        self.numbering = Numbering(package.numbering)
        self.part: StoryPart = package.part
        """The part of the file that is written to: the text, or the footnotes."""
        self.container: _Element = package.body
        """The element that blocks are put into."""
        self.setting = BODY
        self.paragraph: _Element | None = None
        self.runs: _Element | None = None
        """What words are put into: the open paragraph, or a link in it."""
        self.formats: list[str] = []
        self.languages: list[str] = []
        self._item: Item | None = None
        self._waiting_bookmarks: list[str] = []
        self._ends: list[tuple[_Element, _Element]] = []
        self.comments: Comments | None = None
        """What is open in the text, where the file is to say it."""
        self.breaks_page = False
        """Whether the next paragraph begins a page."""

    def open_paragraph(
        self,
        style: str = "",
        *,
        place: Place | None = None,
        left: int | None = None,
        hanging: int = 0,
        keep_next: bool = False,
        page_break: bool = False,
        unnumbered: bool = False,
    ) -> _Element:
        """Begin a paragraph; one that is open ends.

        :param style: that of the setting where none is given.
        :param place: in a list; the first paragraph of a list item has that of the item.
        :param left: where lines begin, in twips; by default as the setting says.
        :param unnumbered: for a heading whose style has numbers.
        """
        self.close_paragraph()
        left = self.setting.left if left is None and not style else left
        page_break, self.breaks_page = page_break or self.breaks_page, False
        if self._item is not None and style:
            self.flush_item()
        elif self._item is not None:
            item, self._item = self._item, None
            place, style = item.place, item.style
            left, hanging = item.indent
        paragraph = add(self.container, "p")
        properties = add(paragraph, "pPr")
        add(properties, "pStyle", val=style or self.setting.style)
        if keep_next:
            add(properties, "keepNext")
        if page_break:
            add(properties, "pageBreakBefore")
        if place is not None or unnumbered:
            number = add(properties, "numPr")
            add(number, "ilvl", val=place.level if place else 0)
            add(number, "numId", val=place.numbering if place else 0)
        if left is not None:
            add(properties, "ind", left=left, **({"hanging": hanging} if hanging else {"firstLine": 0}))
        self.paragraph = self.runs = paragraph
        for bookmark in self._waiting_bookmarks:
            self._ends.append((paragraph, self.bookmark_ids.add(paragraph, bookmark)))
        self._waiting_bookmarks.clear()
        return paragraph

    def close_paragraph(self) -> None:
        """End the open paragraph, if there is one, with the bookmarks that began with it."""
        while self._ends and self._ends[-1][0] is self.paragraph:
            self._ends[-1][0].append(self._ends[-1][1])
            self._ends.pop()
        self.paragraph = self.runs = None

    def words(self, text: str) -> None:
        """Write words, where no paragraph is open into one of their own; white space is folded."""
        text = collapsed(text)
        if self.paragraph is None or (len(self.paragraph) <= 1 and self.runs is self.paragraph):
            text = text.lstrip()
        if text:
            add_text(self.target(), text, self.formats, language=self.languages[-1] if self.languages else "")

    def target(self) -> _Element:
        """Return what runs are put into; a paragraph is begun where none is open."""
        return self.open_paragraph() if self.runs is None else self.runs

    def bookmark(self, node: nodes.Element) -> None:
        """Set the bookmark a node is to bear: here in the open paragraph, else at the beginning of the next one."""
        bookmark = self.bookmarks.of(self.docname, node)
        if bookmark is not None:
            self.set_bookmark(bookmark)

    @property
    def has_waiting_bookmarks(self) -> bool:
        """Whether bookmarks wait for a paragraph."""
        return bool(self._waiting_bookmarks)

    def bookmark_next(self, node: nodes.Element) -> None:
        """Set the bookmark a node is to bear at the beginning of the next paragraph."""
        self.close_paragraph()
        self.bookmark(node)

    def set_bookmark(self, bookmark: str) -> None:
        """Set a bookmark here, or at the beginning of the next paragraph."""
        if self.paragraph is None:
            self._waiting_bookmarks.append(bookmark)
        else:
            self.bookmark_ids.add(self.paragraph, bookmark)

    def begin_item(self, item: Item) -> None:
        """Make the next paragraph without a style of its own the first one of a list item."""
        self.flush_item()
        self._item = item

    def flush_item(self) -> None:
        """Print the number of an item alone, whose first block is no paragraph."""
        if self._item is not None:
            self.open_paragraph()
            self.close_paragraph()

    def end_item(self) -> None:
        """End an item; its number stays even where it has no text of its own."""
        self.flush_item()
        self.close_paragraph()

    @contextmanager
    def inside(self, container: _Element, setting: Setting) -> Iterator[None]:
        """Write blocks into another element inside the ``with`` block, in another setting."""
        outer = (self.container, self.paragraph, self.runs, self.formats, self._item)
        self.container, self.paragraph, self.runs, self.formats, self._item = container, None, None, [], None
        with self.set_as(setting):
            yield
        self.container, self.paragraph, self.runs, self.formats, self._item = outer

    @contextmanager
    def set_as(self, setting: Setting) -> Iterator[None]:
        """Set blocks in another way inside the ``with`` block."""
        outer, self.setting = self.setting, setting
        self.depth += 1
        yield
        self.end_item()
        self.depth -= 1
        self.setting = outer

    def moved_in(self, style: str = "", *, steps: int = 1) -> Setting:
        """Return the setting of what is moved in by as many steps, in another style unless that is empty."""
        return self.setting.moved_in(style, steps=steps)

    @staticmethod
    def listed(setting: Setting) -> Setting:
        """Return the setting of the items of a list."""
        in_text = setting.style in ("BodyText", "ListContinue")
        # In the text the numbers of a list stand further in than those of paragraphs.
        moved = setting.moved_in("ListContinue" if in_text else "", steps=2 if in_text and not setting.level else 1)
        return replace(moved, level=setting.level + 1)

    def visit_children(self, node: nodes.Element) -> None:
        """Write a node's children."""
        for child in list(node.children):
            child.walkabout(self)


def is_empty(container: _Element) -> bool:
    """Tell whether a cell, a note or the body lacks the paragraph that Word wants at its end."""
    return len(container) == 0 or container[-1].tag != name("p")
