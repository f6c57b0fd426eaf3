"""The form as a Word file: the draft as it is printed, with a first page that says how to comment on it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from normative.commands.form_head import FormHead
from normative.commands.received.word import read_word
from normative.model.bookmark import form_bookmark, paragraph_bookmark
from normative.outputs.direction import is_right_to_left
from normative.project.language import _
from normative.rebuild.files import replace_bytes

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT, _SETTINGS = "word/document.xml", "word/settings.xml"


def write_word(path: Path, printed: Path, head: FormHead) -> list[str]:
    """Write the form.

    :param printed: the draft as the Word file that readers get.
    :returns: the ids of paragraphs that are not in it.
    """
    from lxml import etree

    from normative.outputs.docx.wordml import name

    packed = io.BytesIO()
    with zipfile.ZipFile(printed) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename in (_TEXT, _SETTINGS):
                root = etree.fromstring(content)  # our own
                if item.filename == _TEXT:
                    body = root.find(name("body"))
                    if body is not None:
                        _put_first(body, head)
                else:
                    _record_changes(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(item, content)
    replace_bytes(path, packed.getvalue())
    subjects = {paragraph_bookmark(item.id).lower(): item.id for item in head.draft.text.paragraphs}
    found = {passage.subject for passage in read_word(path, subjects).passages}
    return [item.id for item in head.draft.text.paragraphs if item.id not in found]


def _how() -> Iterator[str]:
    yield _(
        "Put comments beside the words that they are about, and change the text where you propose other words: changes "
        "are recorded as you write."
    )
    yield _("Leave the numbers of paragraphs as they are, and write no comments into the text itself.")
    yield _("Send the file back as it is, as .docx.")


def _put_first(body: _Element, head: FormHead) -> None:
    """Put the page before all others."""
    from lxml import etree

    from normative.outputs.docx.right_to_left import turn_text
    from normative.outputs.docx.wordml import BookmarkIds, add, add_run, add_text, name

    page = etree.Element(name("body"))
    for number, line in enumerate((head.title, *head.lines(), *_how())):
        paragraph = add(page, "p")
        add(add(paragraph, "pPr"), "pStyle", val="BodyText" if number else "Title")
        add_text(paragraph, line)
    add(add_run(page[-1]), "br", type="page")
    if is_right_to_left(head.language):
        turn_text(page)
    body[:0] = list(page)
    ids = BookmarkIds()
    ids.skip(sum(1 for _ in body.iter(name("bookmarkStart"))))
    ids.enclose(form_bookmark(head.draft.name), body[0][1], body[0][-1])


def _record_changes(settings: _Element) -> None:
    """Let Word record changes from the beginning; the schema wants that said before what concerns lines and tabs."""
    from normative.outputs.docx.wordml import add, name

    before = ("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "mirrorMargins")
    place = sum(1 for item in settings if item.tag in {name(tag) for tag in before})
    recorded = add(settings, "trackRevisions")
    settings.insert(place, recorded)
