"""``:provision:``, ``:para:``, ``:instrument:`` and others: naming and quoting in running text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import ReferenceRole

from normative.authoring.references import note_instruments, note_reference, pending, reference_or_text
from normative.model.characters import comparable
from normative.model.checks import nearest
from normative.model.citation import other_figures, parse_citation
from normative.model.citing import FORMS, Numerals, print_cited
from normative.model.diagnostics import Diagnostic, Place, Problem
from normative.model.item import split_cited
from normative.model.matrix import Link, LinkKind
from normative.model.provision import Piece, Provision, print_in_text
from normative.model.quotation import CLOSING, OPENING, read_quotation
from normative.model.text import QUOTED
from normative.model.voice import Voice, unknown_voice
from normative.project.domain import normative_domain
from normative.project.editors import add_roles
from normative.project.language import catalogue
from normative.project.nodes import voice_mark
from normative.project.report import place_of

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx


class NormativeRole(ReferenceRole):
    """A role with an optional title, ``title <target>``; ``~`` before the target asks for the short form."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        self.short = self.target.startswith("~")
        self.target = " ".join(comparable(self.target).removeprefix("~").split())
        return self.build(), []

    def build(self) -> list[Node]:
        """Return the nodes that stand for the role."""
        raise NotImplementedError

    def note(self, problem: Problem) -> None:
        """Record a finding at the role's line."""
        reading = normative_domain(self.env).reading(self.env.current_document.docname)
        reading.findings.append(problem.at(self.place()))

    def place(self) -> Place:
        """Return where the role stands."""
        path, line = self.get_source_info()
        return place_of(str(path), line, self.env.srcdir)


class ProvisionRole(NormativeRole):
    """``:provision:`ICRMW 22 (3)``` prints "article 22 (3) of the Convention"; with ``~`` "article 22 (3)"."""

    def build(self) -> list[Node]:
        """Return the citation as running text, each provision a link; what cannot be read stays as written."""
        instruments = normative_domain(self.env).instruments
        citation = parse_citation(self.target, instruments)
        for problem in citation.problems:
            self.note(problem)
        if citation.problems or not citation.provisions:
            return [nodes.inline(self.text, self.title.removeprefix("~"), classes=["normative", "finding"])]
        note_instruments(self.env, (provision.instrument for provision in citation.provisions))
        if self.has_explicit_title:
            if differs := other_figures(self.title, citation.provisions):
                self.note(differs)
            first = citation.provisions[0]
            note_reference(self.env, Link(kind=LinkKind.PROVISION, target=first.slug, text=""))
            return [
                pending(
                    self.env.current_document.docname,
                    "provision",
                    first.slug,
                    self.title,
                    instrument=first.instrument,
                )
            ]
        pieces = self._printed(citation.provisions)
        return [reference_or_text(self.env, piece) for piece in pieces]

    def _printed(self, provisions: Sequence[Provision]) -> Sequence[Piece]:
        """Return the citation in the language of the text, where that has a table of forms."""
        instruments = normative_domain(self.env).instruments
        spoken = catalogue()
        if spoken is None or spoken.language not in FORMS:
            return print_in_text(provisions, lambda key: instruments[key].text_name, short=self.short)
        written = self.env.config.normative_numerals
        numerals = Numerals(written) if written in [*Numerals] else Numerals.LATIN

        def of_name(key: str) -> str:
            return instruments[key].of_name or f"({instruments[key].short_title})"

        return print_cited(provisions, of_name, spoken.language, short=self.short, numerals=numerals)


class ParagraphRole(NormativeRole):
    """``:para:`effective-remedy``` prints the number of another paragraph, ``:para:`effective-remedy (b)``` 72 (b)."""

    def build(self) -> list[Node]:
        """Return a link that learns its number when all is read, and one that learns its letter."""
        docname = self.env.current_document.docname
        reading = normative_domain(self.env).reading(docname)
        identifier, item = split_cited(self.target)
        reading.mentions.append((identifier, self.place(), not self.has_explicit_title))
        note_reference(self.env, Link(kind=LinkKind.PARAGRAPH, target=identifier, text=item))
        title = self.title if self.has_explicit_title else identifier
        number = pending(docname, "para", identifier, title, explicit=self.has_explicit_title)
        if not item:
            return [number]
        reading.items.append((identifier, item, self.place()))
        number["item"] = item
        if self.has_explicit_title:
            return [number]
        letter = pending(docname, "item", f"{identifier} {item}", f" {item}", explicit=False)
        letter["paragraph"], letter["item"] = identifier, item
        return [number, letter]


class InstrumentRole(NormativeRole):
    """``:instrument:`ICRMW``` prints an instrument's title; with ``~`` its short title."""

    def build(self) -> list[Node]:
        """Return the title as a link to the instrument's profile."""
        instruments = normative_domain(self.env).instruments
        instrument = instruments.get(self.target)
        if instrument is None:
            message = f"unknown instrument '{self.target}'{nearest(self.target, instruments)}"
            self.note(Problem(kind=Diagnostic.UNKNOWN_INSTRUMENT, message=message))
            return [nodes.inline(self.text, self.title.removeprefix("~"), classes=["normative", "finding"])]
        title = instrument.short_title if self.short else instrument.title
        title = self.title if self.has_explicit_title else title
        note_reference(self.env, Link(kind=LinkKind.INSTRUMENT, target=instrument.key, text=""))
        note_instruments(self.env, [instrument.key])
        return [pending(self.env.current_document.docname, "instrument", instrument.key, title)]


class QuoteRole(NormativeRole):
    """``:quote:`a decision <ICRMW 22 (2)>``` prints words of an instrument in quotation marks, as a link to them."""

    def build(self) -> list[Node]:
        """Return the words; where nobody knows whose they are, marked as a finding."""
        words = self.title if self.has_explicit_title else self.text
        instruments = normative_domain(self.env).instruments
        citation = self.target if self.has_explicit_title else ""
        quotation, problems = read_quotation(citation, words, instruments, self.place())
        for problem in problems:
            self.note(problem)
        printed = f"{OPENING}{words}{CLOSING}"
        if quotation is None:
            return [nodes.inline(self.text, printed, classes=["normative", "finding"], quoted=QUOTED)]
        docname, first = self.env.current_document.docname, quotation.provisions[0]
        normative_domain(self.env).reading(docname).quotations.append(quotation)
        note_instruments(self.env, [first.instrument])
        note_reference(self.env, Link(kind=LinkKind.PROVISION, target=first.slug, text=""))
        link = pending(docname, "provision", first.slug, printed, instrument=first.instrument)
        link["quoted"] = QUOTED
        return [link]


class VoiceRole(NormativeRole):
    """``:voice:`reading``` says whose the words behind it are, up to the next mark or the end of their block."""

    def build(self) -> list[Node]:
        """Return the mark; one that is not known stays as written."""
        problem = unknown_voice(self.target)
        if problem:
            self.note(problem)
            return [nodes.inline(self.text, self.title, classes=["normative", "finding"])]
        return [voice_mark(Voice(self.target))]


def setup(app: Sphinx) -> None:
    """Register the roles."""
    add_roles(
        app,
        {
            "provision": (ProvisionRole(), "normative:provision"),
            "para": (ParagraphRole(), "normative:paragraph"),
            "instrument": (InstrumentRole(), "normative:instrument"),
            "quote": (QuoteRole(), "normative:provision"),
        },
    )
    app.add_role("voice", VoiceRole())
