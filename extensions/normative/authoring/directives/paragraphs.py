"""``obligation``, ``commitment``, ``guidance`` and ``paragraph``: the numbered paragraphs of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes

from normative.authoring.directives.block import KnownOptions, NormativeDirective, claim_anchor
from normative.authoring.references import note_provisions
from normative.model.acceptance import parse_acceptances
from normative.model.basis import Basis, read_basis, read_reading, unknown_items
from normative.model.block import names
from normative.model.citation import Citation
from normative.model.diagnostics import Diagnostic, Problem
from normative.model.paragraph import Acceptance, Force, Paragraph, read_id
from normative.model.provision import Provision
from normative.project.domain import normative_domain
from normative.project.nodes import margin_item, normative_paragraph, paragraph_margin, problem_marks
from normative.project.reading import text_elements

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ParagraphDirective(NormativeDirective):
    """A numbered paragraph.

    .. code-block:: xml

       <normative_paragraph ids="effective-remedy" force="obligation">
           <paragraph>...
           <paragraph_margin>
               <margin_item role="holder">...
    """

    option_spec: ClassVar[KnownOptions] = KnownOptions(
        "basis", "reading", "holder", "addressee", "status", "was", "draws-on", "accept"
    )
    force: ClassVar[Force] = Force.PLAIN

    def build(self) -> list[nodes.Node]:
        """Return the paragraph, marked where something is wrong with it."""
        options = self.block.options
        identifier, words = self._identifier()
        basis = self._basis(identifier)
        citation, reading = basis.citation, self._reading(identifier)
        self.holders = tuple(self.read_holders(identifier))
        node = normative_paragraph(force="" if self.force is Force.PLAIN else self.force.value)
        self.set_source_info(node)
        anchor = claim_anchor(self.state.document, node, identifier)
        self.reading.paragraphs.append(
            Paragraph(
                id=identifier,
                force=self.force,
                basis=citation.provisions,
                parts=basis.parts,
                reading=reading,
                is_basis_read=not citation.problems,
                holder=self.holders,
                addressee=self.words("addressee"),
                status=self.words("status"),
                was=names(options.get("was", "")),
                draws_on=names(options.get("draws-on", "")),
                document=self.env.current_document.docname,
                anchor=anchor,
                accepts=self._accepts(identifier),
                place=self.place(),
            )
        )
        if words:
            node += nodes.paragraph(words, words)
        node.extend(self.parse_content())
        for problem in unknown_items(basis, dict.fromkeys(mark for _, _, mark in text_elements(node) if mark)):
            self.note(problem, self.option_line("basis"), identifier)
        if not node.children:
            self.note(
                Problem(kind=Diagnostic.EMPTY_PARAGRAPH, message="has no text; write it below, indented"),
                subject=identifier,
            )
        node["problems"] = list(self.found)
        node.extend(problem_marks(self.found))
        note_provisions(self.env, (*citation.provisions, *reading))
        node += self._margin()
        return [node]

    def _identifier(self) -> tuple[str, str]:
        """Return the id, and the words of a bad one that must not be lost."""
        identifier, problem = read_id(self.block.argument, self.lineno)
        if problem is None:
            return identifier, ""
        self.note(problem, subject=self.name)
        self.reading.malformed_ids |= {self.block.argument, identifier}
        return identifier, self.block.argument if " " in self.block.argument else ""

    def _basis(self, identifier: str) -> Basis:
        if "basis" not in self.block.options:
            return Basis(citation=Citation())
        basis = read_basis(self.block.options["basis"], normative_domain(self.env).instruments)
        for problem in basis.citation.problems:
            self.note(problem, self.option_line("basis"), identifier)
        return basis

    def _reading(self, identifier: str) -> tuple[Provision, ...]:
        if "reading" not in self.block.options:
            return ()
        found, problems = read_reading(self.block.options["reading"], normative_domain(self.env).instruments)
        for problem in problems:
            self.note(problem, self.option_line("reading"), identifier)
        return found

    def _accepts(self, identifier: str) -> tuple[Acceptance, ...]:
        if "accept" not in self.block.options:
            return ()
        line = self.option_line("accept")
        accepted, problems = parse_acceptances(self.block.options["accept"], self.place(line))
        for problem in problems:
            self.note(problem, line, identifier)
        return accepted

    def _margin(self) -> paragraph_margin:
        """Return the margin without the basis, which comes when the document is written."""
        margin = paragraph_margin()
        for role in ("holder", "addressee", "status"):
            text = "; ".join(self.holders) if role == "holder" else self.words(role)
            if text:
                margin += margin_item(text, text, role=role)
        return margin


class Obligation(ParagraphDirective):
    """A paragraph that states what a binding instrument requires."""

    force = Force.OBLIGATION


class Commitment(ParagraphDirective):
    """A paragraph that states what States have committed to."""

    force = Force.COMMITMENT


class Guidance(ParagraphDirective):
    """A paragraph that recommends how to go about it."""

    force = Force.GUIDANCE


def setup(app: Sphinx) -> None:
    """Register the four directives."""
    if _NEEDS in app.config.extensions:
        app.connect("config-inited", _take_back, priority=900)
    else:
        for directive in _DIRECTIVES:
            app.add_directive(directive.force.value, directive)


def _take_back(app: Sphinx, _config: object) -> None:
    """On ``config-inited``, last: sphinx-needs has made directives of its own for the types that we have given it."""
    for directive in _DIRECTIVES:
        app.add_directive(directive.force.value, directive, override=True)


_DIRECTIVES = (ParagraphDirective, Obligation, Commitment, Guidance)
#: The part that makes types of needs with these names known.
_NEEDS = "normative.needs"
