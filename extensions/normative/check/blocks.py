"""What of a directive's block is text, and the words of a paragraph as a build has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import dropwhile

from normative.check.markup import Directive, Line, Stretch, read_blocks, titled, with_roles_printed
from normative.check.words import CITED, NOTE, NOTED, SPOKEN, spans_of
from normative.model.block import Head, is_option
from normative.model.citation import parse_citation
from normative.model.instrument import Instrument
from normative.model.paragraph import Force
from normative.model.provision import print_in_text
from normative.model.quotation import CLOSING, OPENING
from normative.model.text import Block, BlockKind

#: Directives whose block is no text of the document; of any other that is not known here, what is below its options is.
NOT_TEXT = frozenset(
    {
        "code",
        "code-block",
        "csv-table",
        "default-role",
        "doctest",
        "graphviz",
        "highlight",
        "image",
        "include",
        "literalinclude",
        "math",
        "needpie",
        "needtable",
        "parsed-literal",
        "productionlist",
        "raw",
        "replace",
        "role",
        "sourcecode",
        "testcode",
        "testoutput",
        "testsetup",
        "toctree",
        "unicode",
    }
)
#: Directives without arguments: what follows their colons is text already.
_ALL_TEXT = frozenset(
    {"attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip", "warning"}
    | {"compound", "epigraph", "glossary", "highlights", "hlist", "parsed-literal", "pull-quote"}
)


def blocks_of(content: Iterable[Line], instruments: Mapping[str, Instrument]) -> Iterator[Block]:
    """Yield the blocks of a paragraph's text, without its comments, and with what roles print."""
    for words, is_quoted in _words(content, instruments):
        kind = BlockKind.QUOTATION if is_quoted else BlockKind.TEXT
        yield Block(kind=kind, spans=tuple(spans_of(words)))


def quoted_words(content: Iterable[Line], instruments: Mapping[str, Instrument]) -> str:
    """Return the words that a directive quotes, a line each block."""
    found = (words for words, _ in _words(content, instruments))
    return "\n".join(re.sub(f"[{NOTED}{SPOKEN}{CITED}]", "", words) for words in found)


def _words(
    content: Iterable[Line], instruments: Mapping[str, Instrument], *, is_quoted: bool = False
) -> Iterator[tuple[str, bool]]:
    """Yield the words of each block, and whether a directive quotes them."""

    def provision(written: str) -> str:
        citation = parse_citation(written.removeprefix("~"), instruments)
        pieces = print_in_text(citation.provisions, lambda key: instruments[key].text_name)
        return "".join(piece.text for piece in pieces) + NOTED

    printed = {
        "provision": provision,
        "para": lambda _: " ",
        "instrument": lambda _: " ",
        "footcite": lambda _: f" {NOTED}",
        "quote": lambda written: f"{CITED}{OPENING}{(titled(written) or (written, ''))[0]}{CLOSING}{CITED}",
        "voice": lambda written: f"{SPOKEN}{written.strip()}{SPOKEN}",
    }
    for block in read_blocks(list(content)):
        if isinstance(block, Stretch):
            yield NOTE.sub(f" {NOTED}", with_roles_printed(block.text, printed)), is_quoted
        elif isinstance(block, Directive) and block.name not in NOT_TEXT and block.name not in list(Force):
            is_quote = block.name == "quote"
            below = sorted_block(block, ())[1] if is_quote else text_below(block)
            yield from _words(below, instruments, is_quoted=is_quoted or is_quote)


def sorted_block(directive: Directive, known: tuple[str, ...]) -> tuple[Head, list[Line]]:
    """Return the head of a directive's block, and its text as docutils divides them."""
    head = Head()
    lines = list(directive.block if directive.block[0].text else directive.block[1:])
    size = next((number for number, line in enumerate(lines) if not line.text), len(lines))
    text = head.read([(line.number, line.text) for line in lines[:size]], known)
    if text:
        return head, lines[size - len(text) :]
    rest = list(dropwhile(lambda line: not line.text, lines[size:]))
    if rest and is_option(rest[0].text, known):
        kept = head.read_options([(line.number, line.text) for line in rest], known)
        rest = rest[len(rest) - len(kept) :]
    return head, rest


def text_below(directive: Directive) -> list[Line]:
    """Return the text of a directive that is not known here, without its argument and its options."""
    lines = list(directive.block if directive.block[0].text else directive.block[1:])
    if directive.name in _ALL_TEXT:
        return lines
    size = next((number for number, line in enumerate(lines) if not line.text), len(lines))
    return lines[size:]
