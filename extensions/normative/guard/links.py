"""Images, downloads and links that lead where they should not: taken out, their words kept.

On the finished tree and not in directives, so that it holds whatever made a node: also substitutions and extensions.
"""

from __future__ import annotations

from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import search_image_for_language

from normative.guard.boundary import is_inside
from normative.model.boundary import (
    download_outside,
    image_on_the_web,
    image_outside,
    is_safe_link,
    is_web_address,
    is_web_image,
)
from normative.model.diagnostics import Diagnostic, Problem
from normative.project.domain import normative_domain
from normative.project.report import place_of, place_of_node, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

#: The class of such images.
_MADE_OF_A_FIELD = "needs_image"


class KeepWithin(SphinxTransform):
    """Replace what reaches beyond the project or could run something by its words."""

    # Before Sphinx copies images and downloads, at 880; after the targets of links are known.
    default_priority = 870

    def apply(self, **kwargs: Any) -> None:
        for image in list(self.document.findall(nodes.image)):
            self._check_image(image)
        for download in list(self.document.findall(addnodes.download_reference)):
            self._check_download(download)
        for reference in list(self.document.findall(nodes.reference)):
            if not is_safe_link(reference.get("refuri", "")):
                _note(self, reference, _unsafe(reference["refuri"]))
                _unwrap(reference)
        for toctree in self.document.findall(addnodes.toctree):
            self._check_entries(toctree)

    def _check_image(self, image: nodes.image) -> None:
        uri: str = image["uri"]
        if uri.startswith("data:image/"):
            return
        if is_web_image(uri):
            problem = image_on_the_web(uri)
        elif all(is_inside(path, self.env) for path in self._files(uri)):
            return
        else:
            problem = image_outside(uri)
        _note(self, image, problem)
        _describe(image)

    def _files(self, uri: str) -> Iterator[str]:
        """Yield the files that an image may be: with ``.*`` of any kind, and the one for the language of the text."""
        path = self.env.relfn2path(uri, self.env.current_document.docname)[1]
        yield path
        if path.endswith(".*"):
            yield from glob(path)  # noqa: PTH207  # as Sphinx finds them
        else:
            yield self.env.relfn2path(search_image_for_language(uri, self.env), self.env.current_document.docname)[1]

    def _check_download(self, download: nodes.Element) -> None:
        target: str = download["reftarget"]
        if is_web_address(target):
            if is_safe_link(target):
                return
            _note(self, download, _unsafe(target))
        elif is_inside(self.env.relfn2path(target, self.env.current_document.docname)[1], self.env):
            return
        else:
            _note(self, download, download_outside(target))
        _unwrap(download)

    def _check_entries(self, toctree: nodes.Element) -> None:
        unsafe = [target for _, target in toctree["entries"] if not is_safe_link(target)]
        for target in unsafe:
            _note(self, toctree, _unsafe(target))
        toctree["entries"] = [(title, target) for title, target in toctree["entries"] if target not in unsafe]


def _describe(image: nodes.image) -> None:
    """Put the description of an image, or its address, in its place."""
    words = f"[{image.get('alt') or image['uri']}]"
    # An element, which takes over the names and classes that an author has given to the image.
    kind = nodes.inline if isinstance(image.parent, nodes.TextElement) else nodes.paragraph
    image.replace_self(kind(words, words))


def _check_shown(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``, last: the same for images that sphinx-needs makes of what a field of a need names."""
    env, findings = app.env, []
    for image in list(doctree.findall(nodes.image)):
        uri: str = image["uri"]
        if _MADE_OF_A_FIELD in image["classes"] and not is_inside(Path(env.srcdir, uri), env):
            findings.append(image_outside(uri).at(place_of(str(env.doc2path(docname)), None, env.srcdir)))
            _describe(image)
    report(findings, env)


def _note(transform: SphinxTransform, node: nodes.Element, problem: Problem) -> None:
    env = transform.env
    findings = normative_domain(env).reading(env.current_document.docname).findings
    findings.append(problem.at(place_of_node(node, env)))


def _unsafe(address: str) -> Problem:
    message = f"the link to '{address}' is not followed; write an address that begins with https: or mailto:"
    return Problem(kind=Diagnostic.UNSAFE_LINK, message=message)


def _unwrap(node: nodes.Element) -> None:
    """Put what a link is written on in its place."""
    node.replace_self(list(node.children))


def setup(app: Sphinx) -> None:
    """Register the transform and connect the event."""
    app.add_transform(KeepWithin)
    app.connect("doctree-resolved", _check_shown, priority=900)
