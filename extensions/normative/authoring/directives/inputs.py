"""``question`` and ``disposition``: what a call asks, and what became of the comments that came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes

from normative.authoring.directives.block import KnownOptions, NormativeDirective, claim_anchor, text_of
from normative.authoring.references import note_reference
from normative.model.call import Question
from normative.model.diagnostics import Diagnostic, Problem
from normative.model.disposition import Disposition
from normative.model.files.disposition import make_disposition
from normative.model.matrix import Link, LinkKind
from normative.model.paragraph import read_id
from normative.project.language import _
from normative.project.nodes import problem_marks

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What readers see of a fault in an answer; what is wrong may name who is not to be named.
_NOT_READ = "this answer is not complete; the findings of the build say why"


class QuestionDirective(NormativeDirective):
    """A numbered question of a call, shown as a note.

    .. code-block:: xml

       <container classes="relation question" ids="detention-alternatives" question="0">
           <paragraph classes="relation-head">...
           <paragraph>...

    ``question`` is its place among those of its document; its number is known when all is read.
    """

    option_spec: ClassVar[KnownOptions] = KnownOptions("panel")

    def build(self) -> list[nodes.Node]:
        """Return the note, marked where something is wrong with it."""
        identifier, problem = read_id(self.block.argument, self.lineno)
        if problem:
            self.note(problem, subject=self.name)
        container = nodes.container(classes=["relation", "question"])
        self.set_source_info(container)
        claim_anchor(self.state.document, container, identifier)
        container += nodes.paragraph("", "", nodes.strong("", _("Question")), classes=["relation-head"])
        if problem and " " in self.block.argument:
            container += nodes.paragraph("", self.block.argument)
        body = self.parse_content()
        if not body and len(container) == 1:
            message = "has no text; write it below, indented"
            self.note(Problem(kind=Diagnostic.EMPTY_PARAGRAPH, message=message), subject=f"question '{identifier}'")
        container.extend(body)
        container["question"] = len(self.reading.questions)
        self.reading.questions.append(
            Question(
                id=identifier,
                panel=text_of(self.block.options, "panel"),
                text=" ".join(" ".join(node.astext() for node in body).split()),
                document=self.env.current_document.docname,
                place=self.place(),
            )
        )
        container.extend(problem_marks(self.found))
        return [container]


class DispositionDirective(NormativeDirective):
    """The answer to comments, shown as a note.

    .. code-block:: xml

       <container classes="relation disposition" disposition="0">
           <paragraph classes="relation-head">...
           <paragraph>...
           <paragraph classes="relation-foot">...

    ``disposition`` is its place among those of its document. Which comments it answers is put in when the document is
    written, for those who may see it; where nobody may, there is no note.
    """

    option_spec: ClassVar[KnownOptions] = KnownOptions("decision", "changes", "by")

    def build(self) -> list[nodes.Node]:
        """Return the note; an answer that cannot be read is printed with a mark."""
        body = self.parse_content()
        values = {name: text_of(self.block.options, name) for name in self.option_spec}
        values |= {
            "comments": self.block.argument,
            "reason": " ".join(" ".join(node.astext() for node in body).split()),
        }
        problems: list[Problem] = []
        answer = make_disposition(values, self.place(), self.env.current_document.docname, problems)
        for problem in problems:
            self.note(problem, subject=self.name)
        container = nodes.container(classes=["relation", "disposition"])
        self.set_source_info(container)
        container += nodes.paragraph("", "", nodes.strong("", _("Answer")), classes=["relation-head"])
        container.extend(body)
        if answer is None:
            container.extend(
                nodes.paragraph("", f"{name}: {values[name]}") for name in self.option_spec if values[name]
            )
        else:
            self._note(answer, container)
        container.extend(problem_marks([_NOT_READ] if self.found else []))
        return [container]

    def _note(self, answer: Disposition, container: nodes.container) -> None:
        container["disposition"] = len(self.reading.dispositions)
        self.reading.dispositions.append(answer)
        for identifier in answer.changes:
            note_reference(self.env, Link(kind=LinkKind.PARAGRAPH, target=identifier, text=""))
        container += nodes.paragraph(classes=["relation-foot"])


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("question", QuestionDirective)
    app.add_directive("disposition", DispositionDirective)
