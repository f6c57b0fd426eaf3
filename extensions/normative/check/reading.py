"""From the blocks of a document to what a build notes of it: paragraphs, entries, mentions and findings."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from normative.check.blocks import NOT_TEXT, blocks_of, quoted_words, sorted_block, text_below
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
)
from normative.check.mistakes import pieces, unclosed_marks, uneven_rows, wrong_drawing
from normative.check.words import avoided_terms
from normative.model.acceptance import parse_acceptances
from normative.model.basis import Basis, read_basis, read_reading, unknown_items
from normative.model.block import Head, names
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
from normative.model.provision import Provision
from normative.model.quotation import read_quotation
from normative.model.vocabulary import Vocabulary
from normative.model.voice import unknown_voice
from normative.project.noted import Reading

_PARAGRAPH_OPTIONS = ("basis", "reading", "holder", "addressee", "status", "was", "draws-on", "accept")
_RELATIONS = {
    "convergence": (make_convergence, ("relation", "source", "reviewed")),
    "gap": (make_gap, ("counterpart", "source", "reviewed")),
    "not-addressed": (make_silence, ("source", "reviewed")),
}
#: The mark of an item of a list.
_ITEM = re.compile(r"\([a-z]{1,3}\)(?= )")
#: What begins lines that docutils reads each by itself, and an example of code.
_EACH_LINE = re.compile(r"\|(?: |$)|>>>", re.MULTILINE)
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
                self._read_lines(text_below(directive))
        elif directive.name == "include":
            self._read_included(directive)
        else:
            self._read_others(directive)

    def _read_others(self, directive: Directive) -> None:
        """Read the text of a directive that is not this package's."""
        if directive.name in _TITLES and directive.block[0].text:
            self._read_stretch(Stretch(start=directive.block[0], text=directive.block[0].text))
        if directive.name not in NOT_TEXT:
            self._read_within(text_below(directive), is_in_paragraph=False)

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
        head, content = sorted_block(directive, _PARAGRAPH_OPTIONS)
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
                blocks=tuple(blocks_of(content, self._instruments)),
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

    def _read_relation(self, directive: Directive) -> None:
        make, options = _RELATIONS[directive.name]
        head, content = sorted_block(directive, options)
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
        head, content = sorted_block(directive, ("decision", "changes", "by"))
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
        head, content = sorted_block(directive, ("panel",))
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
        head, content = sorted_block(directive, ())
        self._note_all(head.problems, directive, directive.name)
        words = quoted_words(content, self._instruments)
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
