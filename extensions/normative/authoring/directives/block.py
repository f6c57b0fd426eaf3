"""Reading a directive's block so that a mistake in it never costs the author the text.

docutils drops the whole directive when an option is unknown, given twice or not set off by a blank line. These
directives therefore take the block as it stands and sort it themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective
from sphinx.util.parsing import nested_parse_to_nodes

from normative.model.block import Head, is_option, names, yaml_as_options
from normative.model.diagnostics import Place, Problem
from normative.project.domain import normative_domain
from normative.project.noted import Reading
from normative.project.report import place_of


class KnownOptions(dict[str, Callable[[str], str]]):
    """The options a directive knows, for editors to complete.

    False, so that docutils leaves the block alone (it parses options only where ``option_spec`` is true).
    """

    def __init__(self, *names: str) -> None:
        super().__init__(dict.fromkeys(names, str))

    def __bool__(self) -> bool:
        return False


@dataclass(kw_only=True, slots=True)
class Block(Head):
    """A directive's block, sorted."""

    content: StringList
    offset: int


class NormativeDirective(SphinxDirective):
    """A directive that keeps its text whatever is wrong with its options.

    Subclasses name their options and work on :attr:`block`.
    """

    has_content = True
    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[KnownOptions] = KnownOptions()

    def run(self) -> list[nodes.Node]:
        self.found: list[str] = []
        self.block = self._read_block()
        for problem, line in self.block.problems:
            self.note(problem, line, self.name)
        self.found.extend(f"not read is '{written}'" for written in self.block.unread)
        return self.build()

    def build(self) -> list[nodes.Node]:
        """Return the nodes of the directive."""
        raise NotImplementedError

    @property
    def reading(self) -> Reading:
        """What is being read of this document."""
        return normative_domain(self.env).reading(self.env.current_document.docname)

    def place(self, line: int | None = None) -> Place:
        """Return the place of this directive, or of a line of it, in the file it stands in (also an included one)."""
        path, number = self.state_machine.get_source_and_line(line or self.lineno)
        return place_of(str(path or self.env.doc2path(self.env.current_document.docname)), number, self.env.srcdir)

    def note(self, problem: Problem, line: int | None = None, subject: str = "") -> None:
        """Record a finding, and keep its message for the mark in the text."""
        self.found.append(problem.message)
        self.reading.findings.append(problem.at(self.place(line), subject))

    def option_line(self, name: str) -> int:
        """Return the line of an option, or of the directive where it is missing."""
        return self.block.lines.get(name, self.lineno)

    def words(self, name: str) -> str:
        """Return the words of an option in the language of the build, white space folded."""
        written = text_of(self.block.options, name)
        if written:
            self.reading.words[written] = self.place(self.option_line(name))
        return normative_domain(self.env).files.words.get(written, written)

    def read_holders(self, subject: str) -> Iterator[str]:
        """Yield the rights-holders that the option ``holder`` names; note those that are not known, and keep them."""
        vocabulary = normative_domain(self.env).files.vocabulary
        for written in names(self.block.options.get("holder", "")):
            holder = vocabulary.holder(written)
            if isinstance(holder, Problem):
                self.note(holder, self.option_line("holder"), subject)
                holder = written
            yield holder

    def parse_content(self) -> list[nodes.Node]:
        """Return the nodes of the text."""
        return nested_parse_to_nodes(
            self.state, self.block.content, offset=self.block.offset, allow_section_headings=False
        )

    def _read_block(self) -> Block:
        head = self.arguments[0].splitlines() if self.arguments else []
        content, above, begins_below = self.content, 0, False
        if isinstance(self.state, RSTState):
            begins_below = not self.block_text.splitlines()[0].partition("::")[2].strip()
        else:
            # MyST counts from the line of the directive.
            source, above = self.state_machine.get_source_and_line(self.lineno)[0], self.lineno
            content = StringList(yaml_as_options(self.content), source=source)
        offset = self.content_offset + len(self.content) - len(content)
        block = Block(content=content, offset=offset)
        first = self.lineno + begins_below
        text = block.read(list(enumerate(head, first)), self.option_spec)
        if text:
            source = self.state_machine.get_source_and_line(self.lineno)[0]
            kept = StringList([line for _, line in text], source=source)
            kept.extend(StringList(["", *content], source=source))
            block.content, block.offset = kept, text[0][0] - 1 - above
        elif content and (is_option(content[0], self.option_spec) or (above and content[0].startswith(":"))):
            late = list(enumerate(content, above + offset + 1))
            kept_lines = block.read_options(late, self.option_spec)
            block.content = content[len(late) - len(kept_lines) :]
            block.offset = offset + len(late) - len(kept_lines)
        return block


def claim_anchor(document: nodes.document, node: nodes.Element, wanted: str) -> str:
    """Give a node the id that links to it have, and return it; a heading or a label that has the id gets another.

    Where another paragraph or table has it, the node gets one that begins like it.
    """
    holder = document.ids.get(wanted)
    anchor = wanted
    if isinstance(holder, nodes.section | nodes.target):
        other = _free(document, f"{wanted}-heading")
        holder["ids"][holder["ids"].index(wanted)] = other
        document.ids[other] = holder
        document.nameids.update({name: other for name in holder["names"] if document.nameids.get(name) == wanted})
    else:
        anchor = _free(document, wanted)
    document.ids[anchor] = node
    node["ids"] = [anchor]
    return anchor


def _free(document: nodes.document, anchor: str) -> str:
    while anchor in document.ids:
        anchor = f"{anchor}-x"
    return anchor


def text_of(options: Mapping[str, str], name: str) -> str:
    """Return an option's text with white space folded."""
    return " ".join(options.get(name, "").split())
