"""Headings that name paragraphs: their copies in contents, in labels and in what is read print the numbers, too.

Sphinx copies a heading when it is read; a reference in it has only the words then that stand in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from normative.project.noted import Heading, Printed
from normative.project.reading import plain_title

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The kinds of references whose words are replaced, and the classes of these words.
_KINDS = frozenset({"para", "item"})
_CLASSES = frozenset(f"normative-{kind}" for kind in _KINDS)


def headings_with_paragraphs(document: nodes.document) -> Iterator[Heading]:
    """Yield the headings of a document that was read which name paragraphs."""
    for title in _titles(document):
        yield Heading(anchors=(*title.parent["ids"],), words=plain_title(title), pieces=tuple(_pieces(title)))


def print_headings(env: BuildEnvironment, headings: Mapping[str, Sequence[Heading]], printed: Printed) -> None:
    """Give Sphinx's copies of headings, here by their documents, what is printed of the paragraphs that they name."""
    names = {
        (docname, anchor): heading.name(printed)
        for docname, own in headings.items()
        for heading in own
        for anchor in heading.anchors
    }
    for copied in (copies[docname] for docname in headings for copies in (env.titles, env.tocs)):
        for mark in copied.findall(nodes.inline):
            if "mentioned" in mark:
                mark.children = []
                mark.append(nodes.Text(printed(*mark["mentioned"])))
    labels = env.domains.standard_domain.labels
    for label, (page, anchor, _) in labels.items():
        if (page, anchor) in names:
            labels[label] = (page, anchor, names[page, anchor])


def _titles(document: nodes.document) -> Iterator[nodes.title]:
    for title in document.findall(nodes.title):
        if isinstance(title.parent, nodes.section) and any(map(_mention, title.findall(addnodes.pending_xref))):
            yield title


def _mark_copies(app: Sphinx, doctree: nodes.document) -> None:
    """On ``doctree-read``, after Sphinx has copied headings: mark in the copies which words stand for paragraphs."""
    docname = app.env.current_document.docname
    for title in _titles(doctree):
        for copied in _copies(app.env, docname, title.parent):
            _mark(title, copied)


def _mention(reference: nodes.Element) -> tuple[str, str] | None:
    """Return the paragraph and the item whose number, or letters, a reference prints."""
    if reference["refdomain"] != "normative" or reference["refexplicit"]:
        return None
    if reference["reftype"] == "item":
        return reference["paragraph"], reference["item"]
    return (reference["reftarget"], "") if reference["reftype"] == "para" else None


def _pieces(title: nodes.title) -> Iterator[str | tuple[str, str]]:
    for text in title.findall(nodes.Text):
        around = text.parent.parent if text.parent is not None else None
        mention = _mention(around) if isinstance(around, addnodes.pending_xref) else None
        if mention or not isinstance(text.parent, nodes.footnote_reference):
            yield mention or text.astext()


def _copies(env: BuildEnvironment, docname: str, section: nodes.Element) -> Iterator[nodes.Element]:
    """Yield Sphinx's copies of a heading: of the first the title of the document, of each its line in the contents."""
    is_first = next(section.document.findall(nodes.section), None) is section if section.document else False
    if is_first:
        # The long title is the same, or what the directive "title" says instead.
        yield env.titles[docname]
    anchors = {""} if is_first else {f"#{identifier}" for identifier in section["ids"]}
    for line in env.tocs[docname].findall(nodes.reference):
        if line["refuri"] == docname and line["anchorname"] in anchors:
            yield line


def _mark(title: nodes.title, copied: nodes.Element) -> None:
    """Mark in a copy what is printed there; of a reference it has the words."""
    references = [node for node in title.findall(addnodes.pending_xref) if node["reftype"] in _KINDS]
    words = [node for node in copied.findall(nodes.inline) if _CLASSES & {*node["classes"]}]
    for reference, inline in zip(references, words, strict=True):
        mention = _mention(reference)
        if mention:
            inline["mentioned"] = mention


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("doctree-read", _mark_copies, priority=600)
