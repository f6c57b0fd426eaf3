"""The package of a Word file: its parts, their form, and its bytes.

Apart from the translator because it alone knows python-docx's packages. python-docx has no footnotes, so their part is
made here, with what it offers for parts in general.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from importlib import resources
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from docx.parts.story import StoryPart
from lxml import etree

from normative.outputs.direction import is_right_to_left
from normative.outputs.docx.chinese import set_chinese_fonts
from normative.outputs.docx.house import dress
from normative.outputs.docx.right_to_left import turn_styles, turn_text
from normative.outputs.docx.wordml import add, name, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument
    from lxml.etree import _Element

    from normative.model.document import Document

#: What python-docx's template has and no file needs: a picture of a page, an empty store of data, styles of Word 2010.
_SURPLUS = ("/thumbnail", "/customXml", "/stylesWithEffects", "/webSettings", "/extended-properties")
#: The varieties of languages that United Nations documents are written in, where ``conf.py`` names no region.
_REGIONS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "ar": "ar-SA", "zh": "zh-CN"}
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
#: The first date a ZIP archive can bear.
_FIRST_DATE = 315532800


class WordPackage:
    """An empty Word file in our form, to be filled.

    :param language: as ``conf.py`` gives it: ``en``, ``pt_BR``.
    :param document: says whose styles it takes on.
    """

    def __init__(self, language: str, document: Document) -> None:
        self._document: WordDocument = docx.Document()
        # The template's own form of pages would stand before the text, where the standard wants none.
        self.body[:] = []
        self.language = _tag(language)
        for reltype, form in (
            (RELATIONSHIP_TYPE.STYLES, "styles.xml"),
            (RELATIONSHIP_TYPE.NUMBERING, "numbering.xml"),
            (RELATIONSHIP_TYPE.SETTINGS, "settings.xml"),
        ):
            _replace_content(self.part.part_related_by(reltype), form)
        if document.house:
            dress(_element_of(self.part.part_related_by(RELATIONSHIP_TYPE.STYLES)), document.house, document.styles)
        for source in (self.part, self.part.package):
            for identifier, relationship in list(source.rels.items()):
                if relationship.reltype.endswith(_SURPLUS):
                    del source.rels[identifier]
        self._set_language(has_house=document.house is not None)
        place, element = PackURI("/word/footnotes.xml"), parse_xml(_form("footnotes.xml"))
        self.footnotes_part = StoryPart(place, CONTENT_TYPE.WML_FOOTNOTES, element, self._document.part.package)
        self.part.relate_to(self.footnotes_part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._addresses: dict[tuple[int, str], str] = {}

    @property
    def part(self) -> StoryPart:
        """The part that holds the text."""
        return self._document.part

    @property
    def body(self) -> _Element:
        """The element that holds the text; empty at first."""
        body: _Element = self._document.element.body
        return body

    @property
    def numbering(self) -> _Element:
        """The element that holds what numbers look like."""
        return _element_of(self.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING))

    @property
    def footnotes(self) -> _Element:
        """The element that holds the footnotes."""
        return _element_of(self.footnotes_part)

    def address(self, part: Part, uri: str) -> str:
        """Return by which id a part names an address on the web."""
        # python-docx looks through all that a part has, each time.
        key = (id(part), uri)
        if key not in self._addresses:
            self._addresses[key] = part.relate_to(uri, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._addresses[key]

    def new_header(self) -> tuple[_Element, str]:
        """Return an empty page header and its id."""
        part, identifier = self._document.part.add_header_part()  # type: ignore[no-untyped-call]  # python-docx has none
        part.element[:] = []
        return part.element, identifier

    def new_footer(self) -> tuple[_Element, str]:
        """Return an empty page footer and its id."""
        part, identifier = self._document.part.add_footer_part()  # type: ignore[no-untyped-call]  # as for headers
        part.element[:] = []
        return part.element, identifier

    def new_comment(self, text: str, author: str, initials: str, moment: datetime.datetime) -> int:
        """Add a comment and return its id, by which its place in the text names it."""
        comment = self._document.comments.add_comment(text=printable(text), author=author, initials=initials)
        # python-docx dates it now, and no build would be like another.
        self._comments_element[-1].set(name("date"), moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
        return comment.comment_id

    @property
    def _comments_element(self) -> _Element:
        return _element_of(self.part.part_related_by(RELATIONSHIP_TYPE.COMMENTS))

    def describe(self, *, title: str, author: str, subject: str, symbol: str, status: str, timestamp: int) -> None:
        """Set the properties of the document."""
        properties = self._document.core_properties
        date = datetime.datetime.fromtimestamp(timestamp, datetime.UTC).replace(tzinfo=None)
        properties.title, properties.author, properties.last_modified_by = map(_short, (title, author, author))
        properties.subject, properties.content_status = _short(subject), _short(status)
        properties.language, properties.identifier = self.language, _short(symbol)
        properties.created = properties.modified = date
        properties.comments = properties.keywords = properties.category = ""
        properties.revision = 1

    def name_properties(self, values: Mapping[str, str]) -> None:
        """Set properties of our own, which other programs can read without the text."""
        properties = etree.fromstring(f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}"/>')
        # The first two numbers are kept for what describes a set of properties.
        for number, (key, value) in enumerate(values.items(), start=2):
            item = etree.SubElement(properties, f"{{{_PROPERTIES}}}property")
            item.set("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}")
            item.set("pid", str(number))
            item.set("name", _short(key))
            etree.SubElement(item, f"{{{_VALUES}}}lpwstr").text = _short(value)
        content = etree.tostring(properties, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self._document.part.package
        part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, content, package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)

    def turn(self) -> None:
        """Let the finished text run from right to left, where its language does."""
        if not is_right_to_left(self.language):
            return
        turn_styles(_element_of(self.part.part_related_by(RELATIONSHIP_TYPE.STYLES)))
        for part in (self.part, *self.part.related_parts.values()):
            if isinstance(part, StoryPart):
                turn_text(_element_of(part))

    def as_bytes(self, timestamp: int) -> bytes:
        """Return the file; the same content at the same time gives the same bytes."""
        written, packed = io.BytesIO(), io.BytesIO()
        self._document.save(written)
        moment = datetime.datetime.fromtimestamp(max(timestamp, _FIRST_DATE), datetime.UTC)
        with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
            for item in source.infolist():
                entry = zipfile.ZipInfo(item.filename, moment.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                # As on Unix, whatever system builds.
                entry.create_system, entry.external_attr = 3, 0o600 << 16
                target.writestr(entry, source.read(item))
        return packed.getvalue()

    def _set_language(self, *, has_house: bool) -> None:
        styles = _element_of(self.part.part_related_by(RELATIONSHIP_TYPE.STYLES))
        settings = _element_of(self.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS))
        is_chinese = self.language.partition("-")[0] == "zh"
        # What is written in Latin letters stays English: as Chinese, its words would break anywhere.
        place = "bidi" if is_right_to_left(self.language) else "eastAsia" if is_chinese else "val"
        for element in (*styles.iter(name("lang")), *settings.iter(name("themeFontLang"))):
            element.set(name(place), self.language)
        if is_chinese and not has_house:
            set_chinese_fonts(styles)


def add_footnote(footnotes: _Element) -> tuple[_Element, int]:
    """Append an empty footnote, and return it with its id."""
    # The two lines between text and footnotes are footnotes as well, with the ids -1 and 0.
    number = len(footnotes) - 1
    return add(footnotes, "footnote", id=number), number


def _form(file: str) -> bytes:
    return resources.files("normative.outputs.docx").joinpath("form", file).read_bytes()


def _replace_content(part: Part, form: str) -> None:
    element = _element_of(part)
    element[:] = list(parse_xml(_form(form)))


def _element_of(part: Part) -> _Element:
    if not isinstance(part, XmlPart):
        raise TypeError(part.partname)
    element: _Element = part.element
    return element


def _tag(language: str) -> str:
    """Return a language as files name it: ``pt-BR``."""
    code, _separator, region = language.replace("-", "_").partition("_")
    return f"{code}-{region}" if region else _REGIONS.get(code, code)


def _short(text: str) -> str:
    """Return text as a property can hold it."""
    return printable(text)[:255]
