"""Images, downloads and links that lead where they should not: taken out, their words kept.

On the finished tree and not in directives, so that it holds whatever made a node: also substitutions and extensions.
"""

from __future__ import annotations

import re
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.languages import get_language
from docutils.parsers.rst import directives
from docutils.utils import get_source_line
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import search_image_for_language
from sphinx.util.tags import Tags

from normative.boundary import is_inside, is_safe_link, is_web_address
from normative.domain import normative_domain
from normative.model.characters import decode
from normative.model.diagnostics import Diagnostic, Problem
from normative.model.paragraph import Force
from normative.model.tables.request import TableKind
from normative.report import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx


#: A comment that begins as a directive of anyone's does, but for its second colon, and goes on as one.
_ONE_COLON = re.compile(r"([a-z][a-z-]*) ?:(?: [^\n]*)?\n(?=\n|:[\w-]+:)")
_MALFORMED = re.compile(r"malformed (?:substitution definition|hyperlink target)")
#: Comments that begin like something else, each with what to write.
_LIKE_MARKUP = {
    # One of the directives of this package, but for its second colon.
    re.compile(rf"({'|'.join([*Force, *TableKind, 'convergence', 'gap', 'not-addressed'])})\s*:(?=\s|$)"): r".. \1::",
    # A directive, but for signs or spaces in its name.
    re.compile(r"(?:\S+ ){0,3}\S*::(?=\s|$)"): ".. name::",
    # A footnote, but for its second bracket or the space after it.
    re.compile(r"\[\S*"): ".. [#] text",
}


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
        if is_web_address(uri) or not is_safe_link(uri):
            message = f"the image '{uri}' is on the web, so its description stands there; save it in the source folder"
        elif all(is_inside(path, self.env) for path in self._files(uri)):
            return
        else:
            message = (
                f"the image '{uri}' lies outside the source folder, so its description stands there; copy it there"
            )
        _note(self, image, Problem(kind=Diagnostic.OUTSIDE_FILE, message=message))
        words = nodes.Text(f"[{image.get('alt') or uri}]")
        is_inline = isinstance(image.parent, nodes.TextElement)
        image.replace_self(words if is_inline else nodes.paragraph("", "", words))

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
            message = f"the download '{target}' lies outside the source folder; copy it there"
            _note(self, download, Problem(kind=Diagnostic.OUTSIDE_FILE, message=message))
        _unwrap(download)

    def _check_entries(self, toctree: nodes.Element) -> None:
        unsafe = [target for _, target in toctree["entries"] if not is_safe_link(target)]
        for target in unsafe:
            _note(self, toctree, _unsafe(target))
        toctree["entries"] = [(title, target) for title, target in toctree["entries"] if target not in unsafe]


class KeepWords(SphinxTransform):
    """Print what docutils could not read: it drops a directive or a table with a fault, and the words in it."""

    # Before Sphinx takes out the messages of docutils, at 999.
    default_priority = 990

    def apply(self, **kwargs: Any) -> None:
        for message in list(self.document.findall(nodes.system_message)):
            blocks = [child for child in message.children if isinstance(child, nodes.literal_block)]
            if _MALFORMED.match(message.children[0].astext()):
                # docutils quotes nothing, passes over the first lines, and takes the others for a comment.
                text = _block_of(message)
                blocks = [nodes.literal_block(text, text, language="none")]
                before = message.previous_sibling()
                if isinstance(before, nodes.comment):
                    message.parent.remove(before)
            if blocks and not _is_kept(message.children):
                message.replace_self(blocks)
        for comment in list(self.document.findall(nodes.comment)):
            written = comment.astext()
            found, form = self._begins_like(written)
            if found:
                words = (
                    f"'.. {found[0].split(chr(10))[0].strip()}' begins a comment and is printed as it is written; "
                    f"write '{found.expand(form)}'"
                )
                comment.line = _first_line(comment)
                _note(self, comment, Problem(kind=Diagnostic.MISSPELLED_DIRECTIVE, message=words))
                text = f".. {written}"
                comment.replace_self(nodes.literal_block(text, text, language="none"))
        for only in list(self.document.findall(addnodes.only)):
            self._keep_condition(only)
        for table in list(self.document.findall(nodes.table)):
            # A drawn rule that nothing follows, at which Sphinx's text writer would stop.
            if next(table.findall(nodes.row), None) is None:
                table.parent.remove(table)

    def _keep_condition(self, only: addnodes.only) -> None:
        """Print what stands in the place of a condition: without a blank line, Sphinx takes the text for one."""
        try:
            Tags().eval_condition(only["expr"])
        except Exception:  # noqa: BLE001  # whatever the parser of conditions stops with
            message = (
                "only: the condition cannot be read and is printed; write a name such as 'html', then a blank line"
            )
            _note(self, only, Problem(kind=Diagnostic.BAD_OPTION, message=message))
            text = f".. only:: {only['expr']}"
            only.replace_self([nodes.literal_block(text, text, language="none"), *only.children])

    def _begins_like(self, comment: str) -> tuple[re.Match[str] | None, str]:
        """Return what the beginning of a comment looks like, and the form it must have then."""
        for like, form in _LIKE_MARKUP.items():
            if match := like.match(comment):
                return match, form
        match = _ONE_COLON.match(comment)
        language = get_language(self.document.settings.language_code)
        if match and directives.directive(match[1], language, self.document)[0]:
            return match, r".. \1::"
        return None, ""


def _note(transform: SphinxTransform, node: nodes.Element, problem: Problem) -> None:
    env = transform.env
    docname = env.current_document.docname
    source, line = get_source_line(node)
    place = place_of(str(source or env.doc2path(docname)), line, Path(env.srcdir))
    normative_domain(env).reading(docname).findings.append(problem.at(place))


def _is_kept(children: Iterable[nodes.Node]) -> bool:
    """Tell whether docutils kept the words itself: it does with titles whose line of signs is too short."""
    return any(isinstance(child, nodes.paragraph) and child.astext().endswith("too short.") for child in children)


def _first_line(comment: nodes.comment) -> int | None:
    """Return the line that a comment begins in; docutils knows a line after its end."""
    source, after = get_source_line(comment)
    lines = _lines(source)[:after]
    beginning = f".. {comment.astext().partition(chr(10))[0]}"
    return next((number for number in range(len(lines), 0, -1) if beginning in lines[number - 1]), after)


def _block_of(message: nodes.system_message) -> str:
    """Return the explicit markup that a message is about, whose line is one of it or the one after."""
    lines = _lines(message.get("source"))
    last = min(message.get("line", 0), len(lines))
    first = next((number for number in range(last - 1, -1, -1) if re.match(r"\W*\.\. [|_]", lines[number])), 0)
    depth = lines[first].find("..")
    end = first + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][: depth + 1].isspace()):
        end += 1
    return "\n".join(line[depth:] for line in lines[first:end]).strip()


def _lines(source: str | None) -> list[str]:
    """Return the lines of a file that a document is read from; none where it cannot be read."""
    try:
        return decode(Path(source or "").read_bytes()).text.split("\n")
    except OSError:
        return []


def _unsafe(address: str) -> Problem:
    message = f"the link to '{address}' is not followed; write an address that begins with https: or mailto:"
    return Problem(kind=Diagnostic.UNSAFE_LINK, message=message)


def _unwrap(node: nodes.Element) -> None:
    """Put what a link is written on in its place."""
    node.replace_self(list(node.children))


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(KeepWithin)
    app.add_transform(KeepWords)
