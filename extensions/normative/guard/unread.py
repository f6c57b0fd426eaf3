"""What docutils and Sphinx could not read: their messages are reported, and the words are printed as they are written.

They drop a directive, a table or a comment with a fault, and all that stands in it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.languages import get_language
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.misc import Include
from docutils.utils import get_source_line
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.matching import get_matching_files
from sphinx.util.tags import Tags

from normative.model.boundary import is_below
from normative.model.characters import decode
from normative.model.diagnostics import Diagnostic, Place, Problem
from normative.model.directive_names import begins_comment, lacks_colon, misspelled
from normative.model.mistakes import saved_as_text, unprinted
from normative.model.provision import to_letters
from normative.project.domain import normative_domain
from normative.project.nodes import as_written
from normative.project.report import place_of_node, report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


#: A comment that begins as a directive of anyone's does, but for its second colon, and goes on as one.
_ONE_COLON = re.compile(r"([a-z][a-z-]*) ?:(?: [^\n]*)?\n(?=\n|:[\w-]+:)")
_MALFORMED = re.compile(r"malformed (?:substitution definition|hyperlink target)")
#: What docutils says of a name that no directive has, and where the name stands in what it quotes.
_UNKNOWN, _NAME = "Unknown directive type", re.compile(r"\.\. +(?:\|[^|]+\| +)?(?P<name>[^\s:]+) ?::")
#: Comments that begin like something else, each with what to write.
_LIKE_MARKUP = {
    # A directive, but for signs or spaces in its name.
    re.compile(r"(?:[^\s:]+ ){0,3}[^\s:]*::(?=\s|$)"): ".. name::",
    # A footnote, but for its second bracket or the space after it.
    re.compile(r"\[\S*"): ".. [#] text",
}


class KeepFields(SphinxTransform):
    """Print fields that begin a file and have a name of several words; others are data, which Sphinx takes out."""

    # Before that, at 880.
    default_priority = 870

    def apply(self, **kwargs: Any) -> None:
        """Put the fields behind those that are data; called by Sphinx when a document has been read."""
        for docinfo in list(self.document.findall(nodes.docinfo)):
            kept = [item for item in docinfo.children if isinstance(item, nodes.field) and " " in item[0].astext()]
            for item in kept:
                docinfo.remove(item)
            if kept:
                docinfo.parent.insert(docinfo.parent.index(docinfo) + 1, nodes.field_list("", *kept))


class KeepWords(SphinxTransform):
    """Print what docutils could not read: it drops a directive or a table with a fault, and the words in it."""

    # Before Sphinx takes out the messages of docutils, at 999.
    default_priority = 990

    def apply(self, **kwargs: Any) -> None:
        """Put the words back; called by Sphinx when a document has been read."""
        self._sources: dict[str | None, list[str]] = {}
        for message in list(self.document.findall(nodes.system_message)):
            self._keep_lines(message)
        for comment in list(self.document.findall(nodes.comment)):
            self._keep_comment(comment)
        for problematic in list(self.document.findall(nodes.problematic)):
            # What docutils makes a link to its message, which readers never see.
            problematic.parent.replace(problematic, nodes.Text(problematic.astext()))
        for only in list(self.document.findall(addnodes.only)):
            self._keep_condition(only)
        for listing in self.document.findall(nodes.enumerated_list):
            self._check_end(listing)
        for table in list(self.document.findall(nodes.table)):
            # A drawn rule that nothing follows, at which Sphinx's text writer would stop.
            if next(table.findall(nodes.row), None) is None:
                table.parent.remove(table)

    def _keep_lines(self, message: nodes.system_message) -> None:
        blocks = [child for child in message.children if isinstance(child, nodes.literal_block)]
        if _MALFORMED.match(message.children[0].astext()):
            # docutils quotes nothing, passes over the first lines, and takes the others for a comment.
            blocks = [nodes.literal_block("", _block_of(message))]
            before = message.previous_sibling()
            if isinstance(before, nodes.comment):
                message.parent.remove(before)
        if blocks and not _is_kept(message.children):
            named = _NAME.match(blocks[0].astext()) if _UNKNOWN in message.astext() else None
            problem = misspelled(named["name"].lower()) if named else None
            if problem:
                message.line = message["line"]  # a node itself knows the line after its block
                self._note(message, problem)
            message.replace_self([as_written(block.astext()) for block in blocks])

    def _keep_comment(self, comment: nodes.comment) -> None:
        written = comment.astext()
        problem = lacks_colon(written) or self._begins_like(written)
        note = None if problem else unprinted(written)
        line = self._first_line(comment) if problem or note else None
        if line is None:
            return
        comment.line = line
        if note:
            self._note(comment, note)
        elif problem:
            self._note(comment, problem)
            comment.replace_self(as_written(f".. {written}"))

    def _keep_condition(self, only: addnodes.only) -> None:
        """Print what stands in the place of a condition: without a blank line, Sphinx takes the text for one."""
        try:
            Tags().eval_condition(only["expr"])
        except Exception:  # noqa: BLE001  # whatever the parser of conditions stops with
            message = (
                "only: the condition cannot be read and is printed; write a name such as 'html', then a blank line"
            )
            self._note(only, Problem(kind=Diagnostic.BAD_OPTION, message=message))
            only.replace_self([as_written(f".. only:: {only['expr']}"), *only.children])

    def _check_end(self, listing: nodes.enumerated_list) -> None:
        """Report a list that goes on beyond z: docutils reads no such mark, and takes the item for a paragraph."""
        letters = to_letters(listing.get("start", 1) + len(listing.children))
        if "alpha" not in listing["enumtype"] or len(letters) == 1:
            return
        written = letters.upper() if listing["enumtype"] == "upperalpha" else letters
        mark = f"{listing['prefix']}{written}{listing['suffix']}"
        siblings = listing.findall(nodes.Element, include_self=False, descend=False, siblings=True)
        following = next((node for node in siblings if not isinstance(node, nodes.system_message)), None)
        if following is not None and following.astext().startswith(f"{mark} "):
            other = f"{listing['prefix']}#{listing['suffix']}"
            message = f"'{mark}' is read as no item of the list above; write '{other}', which is printed {mark}"
            self._note(following, Problem(kind=Diagnostic.LIST_MARK, message=message))

    def _begins_like(self, comment: str) -> Problem | None:
        """Return what is wrong with a comment that begins like something else."""
        for like, form in _LIKE_MARKUP.items():
            if match := like.match(comment):
                return begins_comment(match[0], form)
        match = _ONE_COLON.match(comment)
        language = get_language(self.document.settings.language_code)
        if match and directives.directive(match[1], language, self.document)[0]:
            return begins_comment(match[0], f".. {match[1]}::")
        return None

    def _first_line(self, comment: nodes.comment) -> int | None:
        """Return the line of a comment's dots, if it begins beside them; docutils knows one after its end."""
        source, after = get_source_line(comment)
        if is_below(source or "", [Include.standard_include_path]):
            return None  # of docutils itself, in a list of signs
        if source not in self._sources:
            self._sources[source] = _lines(source)
        lines, words = self._sources[source], comment.astext().split("\n")
        end = min(after or 0, len(lines))
        while end and not lines[end - 1].rstrip().endswith(words[-1]):
            end -= 1
        first = end - len(words)
        if first < 0:
            return after
        return first + 1 if f".. {words[0]}" in lines[first] else None

    def _note(self, node: nodes.Element, problem: Problem) -> None:
        findings = normative_domain(self.env).reading(self.env.current_document.docname).findings
        findings.append(problem.at(place_of_node(node, self.env)))


def _is_kept(children: Iterable[nodes.Node]) -> bool:
    """Tell whether docutils kept the words itself: it does with titles whose line of signs is too short."""
    return any(isinstance(child, nodes.paragraph) and child.astext().endswith("too short.") for child in children)


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


def _name_files(app: Sphinx, env: BuildEnvironment, *_documents: object) -> list[str]:
    """On ``env-get-outdated``: name the files that an editor has saved as plain text."""
    if ".txt" not in app.config.source_suffix:
        # Sites keep copies of their sources with such names.
        left_out = (*app.config.exclude_patterns, "**_sources/**")
        paths = sorted(get_matching_files(env.srcdir, ("**.rst.txt",), left_out))
        report((saved_as_text(path).at(Place(path=path)) for path in paths), env)
    return []


def setup(app: Sphinx) -> None:
    """Register the transforms, and connect the event."""
    app.add_transform(KeepFields)
    app.add_transform(KeepWords)
    app.connect("env-get-outdated", _name_files)
