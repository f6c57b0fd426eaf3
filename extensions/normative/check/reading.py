"""From the blocks of a document to what a build notes of it: paragraphs, entries, mentions and findings."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from normative.check.insertion import IMAGES, Boundary
from normative.check.markup import (
    Comment,
    Directive,
    Drawing,
    Line,
    Stretch,
    find_roles,
    read_blocks,
    read_lines,
    titled,
    with_roles_printed,
)
from normative.check.mistakes import pieces, unclosed_marks, uneven_rows, wrong_drawing
from normative.check.words import CITED, NOTE, NOTED, SPOKEN, avoided_terms, spans_of
from normative.model.acceptance import parse_acceptances
from normative.model.basis import Basis, read_basis, read_reading, unknown_items
from normative.model.block import Head, is_option, names
from normative.model.call import Question
from normative.model.characters import comparable, decode
from normative.model.checks import nearest
from normative.model.citation import Citation, parse_citation
from normative.model.diagnostics import Diagnostic, Place, Problem
from normative.model.directive_names import lacks_colon, misspelled
from normative.model.files.disposition import make_disposition
from normative.model.files.relation import make_convergence, make_gap, make_silence
from normative.model.instrument import Instrument
from normative.model.item import split_cited
from normative.model.mistakes import unprinted
from normative.model.paragraph import Force, Paragraph, read_id
from normative.model.provision import Provision, print_in_text
from normative.model.quotation import CLOSING, OPENING, read_quotation
from normative.model.text import Block, BlockKind
from normative.model.vocabulary import Vocabulary
from normative.model.voice import unknown_voice
from normative.project.noted import Reading

_PARAGRAPH_OPTIONS = ("basis", "reading", "holder", "addressee", "status", "was", "draws-on", "accept")
_RELATIONS = {
    "convergence": (make_convergence, ("relation", "source", "reviewed")),
    "gap": (make_gap, ("counterpart", "source", "reviewed")),
    "not-addressed": (make_silence, ("source", "reviewed")),
}
#: Directives whose block is no text of the document; of any other that is not known here, what is below its options is.
_NOT_TEXT = frozenset(
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
#: The mark of an item of a list.
_ITEM = re.compile(r"\([a-z]{1,3}\)(?= )")
#: What begins lines that docutils reads each by itself, and an example of code.
_EACH_LINE = re.compile(r"\|(?: |$)|>>>", re.MULTILINE)
#: Directives without arguments: what follows their colons is text already.
_ALL_TEXT = frozenset(
    ["attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip", "warning"]
)
#: Directives whose argument is text, too.
_TITLES = frozenset(["admonition", "csv-table", "list-table", "rubric", "sidebar", "table", "topic"])


class DocumentReader:
    """Reads one document."""

    def __init__(self, boundary: Boundary, instruments: Mapping[str, Instrument], vocabulary: Vocabulary) -> None:
        self._boundary, self._folder, self._docname = boundary, boundary.source, boundary.docname
        self._instruments, self._vocabulary = instruments, vocabulary
        self.reading = Reading()
        self.toctrees: list[Directive] = []
        self._included: list[str] = []
        self._is_in_paragraph = False
        self._is_quoting = False
        self._notes = {
            **dict.fromkeys(_RELATIONS, self._read_relation),
            "disposition": self._read_disposition,
            "question": self._read_question,
            "quote": self._read_quote,
        }

    def read(self, path: str) -> None:
        """Read a file of the document, relative to the source folder."""
        try:
            decoded = decode((self._folder / path).read_bytes())
        except OSError:
            # A build says so in words of Sphinx.
            return
        for line, problem in decoded.problems:
            self._note(problem, Place(path=path, line=line))
        self._read_lines(read_lines(path, decoded.text))

    def _read_lines(self, lines: Iterable[Line]) -> None:
        for block in read_blocks(list(lines)):
            if isinstance(block, Stretch):
                self._read_stretch(block)
            elif isinstance(block, Comment):
                problem = lacks_colon(block.text) or (unprinted(block.text) if self._boundary.is_guarded else None)
                if problem:
                    self._note(problem, _place(block.start))
            elif isinstance(block, Drawing):
                self._check_drawing(block)
            else:
                self._read_directive(block)

    def _read_within(self, lines: Iterable[Line], *, is_in_paragraph: bool) -> None:
        """Read the lines of a directive, in whose text there can be no headings where it is a paragraph."""
        before, self._is_in_paragraph = self._is_in_paragraph, is_in_paragraph
        self._read_lines(lines)
        self._is_in_paragraph = before

    def _read_directive(self, directive: Directive) -> None:
        if directive.name in list(Force):
            self._read_paragraph(directive)
        elif directive.name in self._notes:
            self._notes[directive.name](directive)
        elif directive.name == "toctree":
            self.toctrees.append(directive)
        elif problem := misspelled(directive.name):
            # It is printed as it is written, so that nothing in it is read.
            self._note(problem, _place(directive.start))
        elif directive.name == "list-table" and self._boundary.is_guarded and (problem := uneven_rows(directive)):
            # It is printed as it is written, too.
            self._note(problem, _place(directive.start))
        elif problem := self._boundary.check_directive(directive):
            subject = "" if directive.name in IMAGES else directive.name
            self._note(problem, _place(directive.start), subject)
            if directive.name in IMAGES:
                self._read_lines(_text_below(directive))
        elif directive.name == "include":
            self._read_included(directive)
        else:
            self._read_others(directive)

    def _read_others(self, directive: Directive) -> None:
        """Read the text of a directive that is not this package's."""
        if directive.name in _TITLES and directive.block[0].text:
            self._read_stretch(Stretch(start=directive.block[0], text=directive.block[0].text))
        if directive.name not in _NOT_TEXT:
            self._read_within(_text_below(directive), is_in_paragraph=False)

    def _check_drawing(self, drawing: Drawing) -> None:
        found = wrong_drawing(drawing) if self._boundary.is_guarded else None
        if found:
            self._note(found[0], Place(path=drawing.lines[0].path, line=found[1]))

    def _read_stretch(self, stretch: Stretch) -> None:
        self._read_roles(stretch)
        if self._boundary.is_guarded:
            self._check_pieces(stretch)
        for problem, line in () if self._is_quoting else avoided_terms(stretch, self._vocabulary):
            self._note(problem, Place(path=stretch.start.path, line=line))

    def _check_pieces(self, stretch: Stretch) -> None:
        """Note what is wrong with headings and marks."""
        if _EACH_LINE.match(stretch.text):
            return
        for piece in pieces(stretch, may_be_headings=not self._is_in_paragraph):
            if isinstance(piece, Line):
                for problem in unclosed_marks(piece.text):
                    self._note(problem, _place(piece))
            elif stretch.start.is_outer or self._is_in_paragraph:
                # Whether there can be headings in a list or a directive depends on what that stands in.
                problem, line = piece
                self._note(problem, Place(path=stretch.start.path, line=line))

    def _read_paragraph(self, directive: Directive) -> None:
        head, content = _sorted(directive, _PARAGRAPH_OPTIONS)
        self._note_all(head.problems, directive, directive.name)
        place = _place(directive.start)
        identifier, problem = read_id(head.argument, directive.start.number)
        if problem:
            self._note(problem, place, directive.name)
            self.reading.malformed_ids |= {head.argument, identifier}
        basis = self._cite(head, directive, identifier)
        citation = basis.citation
        marks = dict.fromkeys(mark[0] for line in content if (mark := _ITEM.match(line.text.strip())))
        for problem in unknown_items(basis, marks):
            self._note(problem, Place(path=place.path, line=head.lines["basis"]), identifier)
        self._check_holders(head, directive, identifier)
        accept_place = Place(path=place.path, line=head.lines.get("accept", place.line))
        accepts, problems = parse_acceptances(head.options.get("accept", "none"), accept_place)
        if "accept" in head.options:
            for problem in problems:
                self._note(problem, accept_place, identifier)
        self.reading.paragraphs.append(
            Paragraph(
                id=identifier,
                force=Force(directive.name),
                basis=citation.provisions,
                parts=basis.parts,
                reading=self._reading(head, directive, identifier),
                is_basis_read=not citation.problems,
                blocks=tuple(self._blocks(content)),
                was=names(head.options.get("was", "")),
                draws_on=names(head.options.get("draws-on", "")),
                accepts=accepts,
                document=self._docname,
                anchor=identifier,
                place=place,
            )
        )
        if not any(line.text for line in content) and not (problem and " " in head.argument):
            message = "has no text; write it below, indented"
            self._note(Problem(kind=Diagnostic.EMPTY_PARAGRAPH, message=message), place, identifier)
        self._read_within(content, is_in_paragraph=True)

    def _cite(self, head: Head, directive: Directive, identifier: str) -> Basis:
        if "basis" not in head.options:
            return Basis(citation=Citation())
        basis = read_basis(head.options["basis"], self._instruments)
        place = Place(path=directive.start.path, line=head.lines["basis"])
        for problem in basis.citation.problems:
            self._note(problem, place, identifier)
        return basis

    def _reading(self, head: Head, directive: Directive, identifier: str) -> tuple[Provision, ...]:
        if "reading" not in head.options:
            return ()
        found, problems = read_reading(head.options["reading"], self._instruments)
        for problem in problems:
            self._note(problem, Place(path=directive.start.path, line=head.lines["reading"]), identifier)
        return found

    def _check_holders(self, head: Head, directive: Directive, identifier: str) -> None:
        for written in names(head.options.get("holder", "")):
            holder = self._vocabulary.holder(written)
            if isinstance(holder, Problem):
                self._note(holder, Place(path=directive.start.path, line=head.lines["holder"]), identifier)

    def _blocks(self, content: Iterable[Line]) -> Iterator[Block]:
        """Yield the blocks of a paragraph's text, without its comments, and with what roles print."""
        for words, is_quoted in self._words(content):
            kind = BlockKind.QUOTATION if is_quoted else BlockKind.TEXT
            yield Block(kind=kind, spans=tuple(spans_of(words)))

    def _words(self, content: Iterable[Line], *, is_quoted: bool = False) -> Iterator[tuple[str, bool]]:
        """Yield the words of each block, and whether a directive quotes them."""
        printed = {
            "provision": self._printed_provision,
            "para": lambda _: " ",
            "instrument": lambda _: " ",
            "footcite": lambda _: f" {NOTED}",
            "quote": lambda written: f"{CITED}{OPENING}{(titled(written) or (written, ''))[0]}{CLOSING}{CITED}",
            "voice": lambda written: f"{SPOKEN}{written.strip()}{SPOKEN}",
        }
        for block in read_blocks(list(content)):
            if isinstance(block, Stretch):
                yield NOTE.sub(f" {NOTED}", with_roles_printed(block.text, printed)), is_quoted
            elif isinstance(block, Directive) and block.name not in _NOT_TEXT and block.name not in list(Force):
                is_quote = block.name == "quote"
                below = _sorted(block, ())[1] if is_quote else _text_below(block)
                yield from self._words(below, is_quoted=is_quoted or is_quote)

    def _printed_provision(self, written: str) -> str:
        citation = parse_citation(written.removeprefix("~"), self._instruments)
        pieces = print_in_text(citation.provisions, lambda key: self._instruments[key].text_name)
        return "".join(piece.text for piece in pieces) + NOTED

    def _read_relation(self, directive: Directive) -> None:
        make, options = _RELATIONS[directive.name]
        head, content = _sorted(directive, options)
        self._note_all(head.problems, directive, directive.name)
        subject = f"{directive.name} '{head.argument}'" if head.argument else directive.name
        problems: list[Problem] = []
        reason = " ".join(" ".join(line.text for line in content).split())
        if not reason:
            problems.append(Problem(kind=Diagnostic.EMPTY_PARAGRAPH, message="has no reason; write it below, indented"))
        values = {name: " ".join(head.options.get(name, "").split()) for name in (*options, "source", "reviewed")}
        values |= {"provision": head.argument, "provisions": head.argument, "reason": reason}
        if directive.name == "convergence" and not values["source"]:
            message = "source is missing; name a document with its pinpoint, or 'analysis'"
            problems.append(Problem(kind=Diagnostic.BAD_OPTION, message=message))
        place = _place(directive.start)
        entry = make(values, self._instruments, place, self._docname, problems)
        for problem in problems:
            self._note(problem, place, subject)
        if entry is not None:
            self.reading.entries.append(entry)
        self._read_within(content, is_in_paragraph=True)

    def _read_disposition(self, directive: Directive) -> None:
        head, content = _sorted(directive, ("decision", "changes", "by"))
        self._note_all(head.problems, directive, directive.name)
        values = {name: " ".join(head.options.get(name, "").split()) for name in ("decision", "changes", "by")}
        values |= {"comments": head.argument, "reason": " ".join(" ".join(line.text for line in content).split())}
        problems: list[Problem] = []
        answer = make_disposition(values, _place(directive.start), self._docname, problems)
        for problem in problems:
            self._note(problem, _place(directive.start), directive.name)
        if answer:
            self.reading.dispositions.append(answer)
        self._read_within(content, is_in_paragraph=True)

    def _read_question(self, directive: Directive) -> None:
        head, content = _sorted(directive, ("panel",))
        self._note_all(head.problems, directive, directive.name)
        place = _place(directive.start)
        identifier, problem = read_id(head.argument, directive.start.number)
        if problem:
            self._note(problem, place, directive.name)
        if not any(line.text for line in content) and not (problem and " " in head.argument):
            message = "has no text; write it below, indented"
            self._note(Problem(kind=Diagnostic.EMPTY_PARAGRAPH, message=message), place, f"question '{identifier}'")
        self.reading.questions.append(Question(id=identifier, document=self._docname, place=place))
        self._read_within(content, is_in_paragraph=True)

    def _read_quote(self, directive: Directive) -> None:
        head, content = _sorted(directive, ())
        self._note_all(head.problems, directive, directive.name)
        words = "\n".join(re.sub(f"[{NOTED}{SPOKEN}{CITED}]", "", words) for words, _ in self._words(content))
        self._note_quotation(head.argument, words, _place(directive.start), directive.name)
        before, self._is_quoting = self._is_quoting, True
        self._read_within(content, is_in_paragraph=True)
        self._is_quoting = before

    def _note_quotation(self, citation: str, words: str, place: Place, subject: str = "") -> None:
        quotation, problems = read_quotation(citation, words, self._instruments, place)
        for problem in problems:
            self._note(problem, place, subject)
        if quotation:
            self.reading.quotations.append(quotation)

    def _read_included(self, directive: Directive) -> None:
        """Read a file that is included whole; a part of one is left to the build."""
        file = self._boundary.resolve(directive.block[0].text)
        path = Path(os.path.relpath(file, self._folder)).as_posix()
        has_options = any(line.text for line in directive.block[1:])
        if has_options or path in self._included or not file.is_file():
            return
        self._included.append(path)
        self.read(path)
        self._included.pop()

    def _read_roles(self, stretch: Stretch) -> None:
        for role in find_roles(stretch.text):
            title, target = titled(role.text) or (None, role.text)
            target = " ".join(comparable(target).removeprefix("~").split())
            if role.name == "quote":
                self._note_quotation(target if title else "", title or role.text, _place(stretch.start))
            if role.name == "para":
                self.reading.mentions.append((split_cited(target)[0], _place(stretch.start), title is None))
            for problem in self._problems_of(role.name, target):
                self._note(problem, _place(stretch.start))

    def _problems_of(self, role: str, target: str) -> Iterator[Problem]:
        """Yield what is wrong with what a role names."""
        if role == "provision":
            yield from parse_citation(target, self._instruments).problems
        elif role == "instrument" and target not in self._instruments:
            message = f"unknown instrument '{target}'{nearest(target, self._instruments)}"
            yield Problem(kind=Diagnostic.UNKNOWN_INSTRUMENT, message=message)
        elif role in ("download", "voice"):
            problem = self._boundary.check_download(target) if role == "download" else unknown_voice(target)
            if problem:
                yield problem

    def _note(self, problem: Problem, place: Place, subject: str = "") -> None:
        self.reading.findings.append(problem.at(place, subject))

    def _note_all(self, problems: Iterable[tuple[Problem, int]], directive: Directive, subject: str) -> None:
        for problem, line in problems:
            self._note(problem, Place(path=directive.start.path, line=line), subject)


def _place(line: Line) -> Place:
    return Place(path=line.path, line=line.number)


def _sorted(directive: Directive, known: tuple[str, ...]) -> tuple[Head, list[Line]]:
    """Return the head of a directive's block, and its text as docutils divides them."""
    head = Head()
    lines = list(directive.block if directive.block[0].text else directive.block[1:])
    size = next((number for number, line in enumerate(lines) if not line.text), len(lines))
    text = head.read([(line.number, line.text) for line in lines[:size]], known)
    rest = lines[size:]
    while rest and not rest[0].text:
        rest.pop(0)
    if text:
        return head, [*lines[size - len(text) : size], *lines[size : size + 1], *rest]
    if rest and is_option(rest[0].text, known):
        kept = head.read_options([(line.number, line.text) for line in rest], known)
        rest = rest[len(rest) - len(kept) :]
    return head, rest


def _text_below(directive: Directive) -> list[Line]:
    """Return the text of a directive that is not known here, without its argument and its options."""
    lines = list(directive.block if directive.block[0].text else directive.block[1:])
    begins_below = not directive.block[0].text
    if directive.name in _ALL_TEXT or (begins_below and lines and not lines[0].text.startswith(":")):
        return lines
    size = next((number for number, line in enumerate(lines) if not line.text), len(lines))
    return lines[size:]
