"""Changes since a draft as Word's own tracked changes, which Word and LibreOffice accept and refuse.

What holds in both was found by trying: a paragraph that was moved is struck out and put in anew, not marked as moved;
the copy that is struck out has an author of its own; whole paragraphs have another minute than words; and where a
paragraph ends in words that were struck out, and a new paragraph follows, what was put in stands first.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docutils import nodes
from lxml import etree

from normative.outputs.docx.wordml import add, name
from normative.outputs.docx.writing import Writer
from normative.project.config import NormativeConfig
from normative.project.language import _

if TYPE_CHECKING:
    from lxml.etree import _Element

    from normative.project.nodes import change

#: What text of a run is called where the run was struck out.
_STRUCK = {name("t"): name("delText"), name("instrText"): name("delInstrText")}

#: What marks a place in a paragraph and is no part of its text.
_PLACES = (name("bookmarkStart"), name("bookmarkEnd"))
#: What of a paragraph's properties has changes of its own, or none.
_NOT_OF_STYLE = (name("rPr"), name("sectPr"))


class TrackingVisitors(Writer):
    """Words and whole paragraphs that were put in or struck out."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._changes = 0
        self._suffix = ""
        self._author = _("Changes since draft {name}", name=NormativeConfig.of(self.builder.config).redline)
        self._moment = datetime.datetime.fromtimestamp(self.builder.timestamp(), datetime.UTC).replace(second=0)

    def visit_change(self, node: change) -> None:
        with self.tracked(node["kind"]):
            self.visit_children(node)
        raise nodes.SkipNode

    @contextmanager
    def tracked(self, kind: str) -> Iterator[None]:
        """Track what is written into the open paragraph inside the ``with`` block; what is in it already stays.

        :param kind: ``ins``, ``del``, or nothing for what has not changed.
        """
        target = self.target()
        first = len(target)
        yield
        if kind:
            self._track(list(target)[first:], kind)

    def _track(self, written: Sequence[_Element], kind: str) -> None:
        around: _Element | None = None
        for child in written:
            if child.tag == name("r"):
                if around is None:
                    around = self._element(kind, 0)
                    child.addprevious(around)
                around.append(child)
                if kind == "del":
                    for part in list(child.iter(*_STRUCK)):
                        part.tag = _STRUCK[part.tag]
            else:
                around = None
                if child.tag == name("hyperlink"):
                    self._track(list(child), kind)

    def track_paragraph(self, kind: str) -> None:
        """Track the end of the open paragraph, and so the paragraph."""
        if self.paragraph is not None and kind:
            add(self.paragraph[0], "rPr").append(self._element(kind, 1))

    def track_properties(self, paragraph: _Element, style: str) -> None:
        """Track that a paragraph had another style."""
        now = paragraph[0]
        change = self._element("pPrChange", 2)
        before = add(change, "pPr")
        before.extend(deepcopy(item) for item in now if item.tag not in _NOT_OF_STYLE)
        before[0].set(name("val"), style)
        now.append(change)

    @contextmanager
    def tracked_apart(self, reason: str) -> Iterator[None]:
        """Give what is tracked inside the ``with`` block an author of its own, named with a reason."""
        outer = self._suffix
        self._suffix = f"{outer} ({reason})" if reason else outer
        yield
        self._suffix = outer

    def _element(self, kind: str, minute: int) -> _Element:
        self._changes += 1
        author = f"{self._author}{self._suffix}"
        moment = self._moment + datetime.timedelta(minutes=minute)
        attributes = {"id": str(self._changes), "author": author, "date": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
        return etree.Element(name(kind), {name(key): value for key, value in attributes.items()})


def order_changes(body: _Element) -> None:
    """Put what was put in before what was struck out at the end of each paragraph that a new one follows."""
    for paragraph in body.iter(name("p")):
        following = paragraph.getnext()
        if following is None or following.find(f"{name('pPr')}/{name('rPr')}/{name('ins')}") is None:
            continue
        parts = [child for child in paragraph if child.tag not in _PLACES]
        if [part.tag for part in parts[-2:]] == [name("del"), name("ins")]:
            parts[-1].addnext(parts[-2])
