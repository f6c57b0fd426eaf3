"""Pages: their size, what stands at their head and foot, and where they are turned.

Apart from the visitors because Word keeps the form of pages at the end of what stands on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from normative.outputs.docx.wordml import add, add_field, add_text, name, twips
from normative.outputs.docx.writing import Writer, is_empty

if TYPE_CHECKING:
    from lxml.etree import _Element

    from normative.outputs.docx.package import WordPackage

#: A4, and the margin on all sides, in millimetres.
_SHORT, _LONG, _MARGIN, _TOP = 210.0, 297.0, 20.0, 27.0
#: Millimetres a table may take: on an upright page, on a landscape page, inside a container.
UPRIGHT_WIDTH = _SHORT - 2 * _MARGIN
LANDSCAPE_WIDTH = _LONG - 2 * _MARGIN
NESTED_WIDTH = 105.0
#: How long the rule at the end is.
_RULE = 30.0
#: The greatest height of a picture.
UPRIGHT_HEIGHT, LANDSCAPE_HEIGHT = 215.0, 135.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Furniture:
    """Head and foot of pages of one width, and their ids in the file."""

    header: _Element
    footer: _Element
    header_id: str
    footer_id: str


class Pages:
    """Makes the sections of the file, each with the form of its pages."""

    def __init__(self, package: WordPackage) -> None:
        self._furniture = {landscape: _new_furniture(package) for landscape in (False, True)}
        self._first_footer, self._first_footer_id = package.new_footer()
        self._is_first = True

    def fill(self, title: str, status: str) -> None:
        """Write heads and feet; the first page has its masthead instead of a head."""
        _write_number(add(self._first_footer, "p"), UPRIGHT_WIDTH)
        for landscape, furniture in self._furniture.items():
            width = LANDSCAPE_WIDTH if landscape else UPRIGHT_WIDTH
            head = add(furniture.header, "p")
            _set_style(head, "Header", width)
            add_text(head, f"{title}\t", ["bold"])
            add_text(head, status)
            _write_number(add(furniture.footer, "p"), width)

    def section(self, *, landscape: bool) -> _Element:
        """Return what says that the section that ends here has such pages."""
        section = etree.Element(name("sectPr"))
        furniture = self._furniture[landscape]
        for tag, kind, identifier in (
            ("headerReference", "default", furniture.header_id),
            ("footerReference", "default", furniture.footer_id),
            *([("footerReference", "first", self._first_footer_id)] if self._is_first else []),
        ):
            add(section, tag, type=kind).set(name("r:id"), identifier)
        add(section, "type", val="nextPage")
        width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
        size = add(section, "pgSz", w=twips(width), h=twips(height))
        if landscape:
            size.set(name("orient"), "landscape")
        margins = {"top": _TOP, "right": _MARGIN, "bottom": _MARGIN, "left": _MARGIN, "header": 14.0, "footer": 11.0}
        add(section, "pgMar", gutter=0, **{side: twips(value) for side, value in margins.items()})
        if self._is_first:
            add(section, "titlePg")
        self._is_first = False
        return section


class PageVisitors(Writer):
    """What turns pages; where no container is open."""

    pages: Pages
    _begun = 0
    """How many blocks the earlier sections have."""

    @property
    def width(self) -> float:
        """How wide a table may be in this place, in millimetres."""
        return NESTED_WIDTH if self.depth else LANDSCAPE_WIDTH if self.landscape else UPRIGHT_WIDTH

    def begin_page(self) -> None:
        self.breaks_page = True

    def open_landscape(self) -> None:
        self._end_section()
        self.landscape = True

    def close_landscape(self) -> None:
        self._end_section()
        self.landscape = False

    def end_document(self) -> None:
        """End the text with a short rule, as the United Nations does, and give the last section its pages.

        The rule is a paragraph of its own, so that one that comes to stand last can be taken away again in Word; not an
        empty one, to which LibreOffice then would give the style of what is taken away.
        """
        self.close_paragraph()
        paragraph = add(self.container, "p")
        properties = add(paragraph, "pPr")
        add(properties, "pStyle", val="EndRule")
        left = round(twips(LANDSCAPE_WIDTH if self.landscape else UPRIGHT_WIDTH) / 2 - twips(_RULE) / 2)
        add(properties, "ind", left=left, right=left)
        add_text(paragraph, "\u00a0")
        self.container.append(self.pages.section(landscape=self.landscape))

    def _end_section(self) -> None:
        self.close_paragraph()
        # A page that was not begun need not be ended.
        if len(self.container) > self._begun:
            if is_empty(self.container):
                add(add(add(self.container, "p"), "pPr"), "pStyle", val="TableEnd")
            self.container[-1][0].append(self.pages.section(landscape=self.landscape))
            self._begun = len(self.container)
        self.breaks_page = False


def _new_furniture(package: WordPackage) -> Furniture:
    header, header_id = package.new_header()
    footer, footer_id = package.new_footer()
    return Furniture(header=header, footer=footer, header_id=header_id, footer_id=footer_id)


def _set_style(paragraph: _Element, style: str, width: float) -> None:
    properties = add(paragraph, "pPr")
    add(properties, "pStyle", val=style)
    if width != UPRIGHT_WIDTH:
        tabs = add(properties, "tabs")
        add(tabs, "tab", val="clear", pos=twips(UPRIGHT_WIDTH))
        add(tabs, "tab", val="right", pos=twips(width))


def _write_number(paragraph: _Element, width: float) -> None:
    _set_style(paragraph, "Footer", width)
    add_text(paragraph, "\t")
    add_field(paragraph, "PAGE", "1", ["bold"])
