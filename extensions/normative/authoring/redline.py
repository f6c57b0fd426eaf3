"""The text with its changes since a draft marked: one merge on the tree, which every output prints.

What was struck out comes from the frozen draft, so that no sources of old and no toolchain of old are needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform

from normative.model.history.changes import Changes
from normative.model.history.freezing import freeze
from normative.model.register import Register
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.nodes import normative_paragraph

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from normative.authoring.merging import Footnotes


class Redline(SphinxPostTransform):
    """Mark what was changed since the draft that ``normative_redline`` names.

    Before references are resolved: their words are not yet parted from their targets.
    """

    formats: tuple[str, ...] = ("html", "typst")
    is_tracked = False
    default_priority = ReferencesResolver.default_priority - 5

    def is_supported(self) -> bool:
        name = NormativeConfig.of(self.config).redline
        return bool(name) and super().is_supported() and name in normative_domain(self.env).index.register.drafts

    def run(self, **kwargs: Any) -> None:
        """Change the tree of a page, or of the whole text."""
        from normative.authoring.merging import Merge

        domain = normative_domain(self.env)
        changes = _changes_of(
            domain.index.register, NormativeConfig.of(self.config).redline, is_tracked=self.is_tracked
        )
        for reference in list(self.document.findall(addnodes.pending_xref)):
            if reference["reftype"] == "item":
                # As the text of the draft has it, so that a name is no change.
                item = domain.index.printed_item(reference["paragraph"], reference["item"])
                for inner in list(reference.findall(nodes.inline)):
                    inner.clear()
                    inner.append(nodes.Text(f" {item}"))
        for node in list(self.document.findall(normative_paragraph)):
            paragraph = domain.readings[node["docname"]].paragraphs[node["index"]]
            step = changes.steps.get(paragraph.id)
            if step is None:  # its id is a duplicate
                continue
            merge = Merge(node, paragraph, step, changes, self._footnotes)
            merge.mark()
            place = node.parent.index(node)
            node.parent.insert(place + 1, [merge.struck(item) for item in changes.after[paragraph.id]])
            node.parent.insert(place, [merge.struck(item) for item in changes.before[paragraph.id]])

    @cached_property
    def _footnotes(self) -> Footnotes:
        found = _footnotes_below(self.document, self.env.current_document.docname)
        return {(docname, identifier): note for docname, note in found for identifier in note["ids"]}


class TrackedRedline(Redline):
    """The same for readers who may refuse a change: what was moved is struck out where it was, and put in anew."""

    formats = ("docx",)
    is_tracked = True


#: What is marked, by the register of a build, for all its pages.
_KNOWN: WeakKeyDictionary[Register, Changes] = WeakKeyDictionary()


def _changes_of(register: Register, name: str, *, is_tracked: bool) -> Changes:
    if register not in _KNOWN:
        _KNOWN[register] = Changes(name, register.drafts[name].text, freeze(register), is_tracked=is_tracked)
    return _KNOWN[register]


def _footnotes_below(node: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.footnote]]:
    """Yield the footnotes below a node with the documents they are from, of which several may be joined into one.

    Downwards, because what is joined does not know where it was put.
    """
    for child in node.children:
        if isinstance(child, nodes.footnote):
            yield docname, child
        elif isinstance(child, nodes.Element):
            is_file = isinstance(child, addnodes.start_of_file)
            yield from _footnotes_below(child, child["docname"] if is_file else docname)


def setup(app: Sphinx) -> None:
    """Register the transform, which does nothing unless a redline is asked for."""
    app.add_post_transform(Redline)
    app.add_post_transform(TrackedRedline)
