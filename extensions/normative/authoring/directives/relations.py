"""``convergence``, ``gap`` and ``not-addressed``: relations of provisions, said where they belong in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes

from normative.authoring.directives.block import KnownOptions, NormativeDirective, claim_anchor, text_of
from normative.authoring.references import provision_references
from normative.model.convergence import Convergence, Gap, Silence
from normative.model.diagnostics import Diagnostic, Problem
from normative.model.files.relation import Entry, make_convergence, make_gap, make_silence
from normative.model.matrix import State
from normative.model.provision import Provision
from normative.project.domain import normative_domain
from normative.project.language import _
from normative.project.nodes import problem_marks

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class RelationDirective(NormativeDirective):
    """An entry of the register, shown as a note.

    .. code-block:: xml

       <container classes="relation relation-complement" entry="0" ids="relation--conv-art-1--comp-obj-2">
           <paragraph classes="relation-head">...
           <paragraph>...

    ``entry`` is its place among the entries that its document notes, which learn their reasons when all is read.
    """

    option_spec: ClassVar[KnownOptions] = KnownOptions("source", "reviewed")

    def build(self) -> list[nodes.Node]:
        """Return the note; an entry that cannot be read is printed with what is wrong."""
        body = self.parse_content()
        reason = " ".join("\n".join(node.astext() for node in body).split())
        subject = f"{self.name} '{self.block.argument}'" if self.block.argument else self.name
        if not reason:
            self.note(
                Problem(kind=Diagnostic.EMPTY_PARAGRAPH, message="has no reason; write it below, indented"),
                subject=subject,
            )
        problems: list[Problem] = []
        entry = self.make(self._values(reason), problems)
        for problem in problems:
            self.note(problem, subject=subject)
        container = nodes.container(classes=["relation", f"relation-{self.word(entry)}"])
        self.set_source_info(container)
        if entry is None:
            container += nodes.paragraph(
                "", "", nodes.strong("", self._called(None)), nodes.Text(f"{_(': ')}{self.block.argument}")
            )
            # What was read of it is in no head and no foot.
            container.extend(nodes.paragraph("", f"{name}: {value}") for name, value in self.block.options.items())
        else:
            container["entry"] = len(self.reading.entries)
            claim_anchor(self.state.document, container, self._anchor(entry))
            self.reading.entries.append(entry)
            container += self._head(entry)
        container.extend(body)
        if entry is not None:
            container += self._foot(entry)
        container.extend(problem_marks(self.found))
        return [container]

    def make(self, values: dict[str, str], problems: list[Problem]) -> Entry | None:
        """Return the entry of the register."""
        raise NotImplementedError

    def word(self, entry: Entry | None) -> str:
        """Return the word that names the relation."""
        return self.name

    def _called(self, entry: Entry | None) -> str:
        return _(self.word(entry).replace("-", " ").capitalize())

    def sides(self, entry: Entry) -> list[tuple[Provision, ...]]:
        """Return the provisions the head names, one tuple a side."""
        raise NotImplementedError

    def _values(self, reason: str) -> dict[str, str]:
        options = self.block.options
        names = ("relation", "counterpart", "source", "reviewed")
        return {name: text_of(options, name) for name in names} | {
            "provision": self.block.argument,
            "provisions": self.block.argument,
            "reason": reason,
        }

    def _anchor(self, entry: Entry) -> str:
        """Return what links to the note: its kind with the first provision of each side, or the other instrument."""
        names = [side[0].slug for side in self.sides(entry)]
        names += [entry.counterpart.lower()] if isinstance(entry, Gap) else []
        return "--".join([{"convergence": "relation", "gap": "gap"}.get(self.name, "silence"), *names])

    def _head(self, entry: Entry) -> nodes.paragraph:
        head = nodes.paragraph("", "", nodes.strong("", self._called(entry)), classes=["relation-head"])
        for number, side in enumerate(self.sides(entry)):
            head += nodes.Text(" ↔ " if number else _(": "))
            head.extend(provision_references(self.env, side))
        if isinstance(entry, Gap):
            title = normative_domain(self.env).instruments[entry.counterpart].short_title
            head += nodes.Text(f" — {_('no counterpart in the {title}', title=title)}")
        return head

    def _foot(self, entry: Entry) -> nodes.paragraph:
        return nodes.paragraph("", foot_text(entry, entry.reviewed), classes=["relation-foot"])


def foot_text(entry: Entry, reviewed: str, state: str = State.UNREVIEWED) -> str:
    """Return the last line of a note: where the relation is from, and who has reviewed it, or else its state."""
    source = f"{_('Source: {source}.', source=entry.source)} " if entry.source else ""
    return source + (_("Reviewed: {reviewed}.", reviewed=reviewed) if reviewed else f"{_(state.capitalize())}{_('.')}")


class ConvergenceDirective(RelationDirective):
    """A relation between provisions of two instruments."""

    option_spec: ClassVar[KnownOptions] = KnownOptions("relation", "source", "reviewed")

    def make(self, values: dict[str, str], problems: list[Problem]) -> Convergence | None:
        if not values["source"]:
            problems.append(
                Problem(
                    kind=Diagnostic.BAD_OPTION,
                    message="source is missing; name a document with its pinpoint, or 'analysis'",
                )
            )
        domain = normative_domain(self.env)
        return make_convergence(values, domain.instruments, self.place(), self.env.current_document.docname, problems)

    def word(self, entry: Entry | None) -> str:
        return entry.relation.value if isinstance(entry, Convergence) else self.name

    def sides(self, entry: Entry) -> list[tuple[Provision, ...]]:
        return [entry.left, entry.right] if isinstance(entry, Convergence) else []


class GapDirective(RelationDirective):
    """Provisions without a counterpart in another instrument."""

    option_spec: ClassVar[KnownOptions] = KnownOptions("counterpart", "source", "reviewed")

    def make(self, values: dict[str, str], problems: list[Problem]) -> Gap | None:
        domain = normative_domain(self.env)
        return make_gap(values, domain.instruments, self.place(), self.env.current_document.docname, problems)

    def sides(self, entry: Entry) -> list[tuple[Provision, ...]]:
        return [entry.provisions] if isinstance(entry, Gap) else []


class SilenceDirective(RelationDirective):
    """Provisions that the text leaves out, with the reason."""

    def make(self, values: dict[str, str], problems: list[Problem]) -> Silence | None:
        domain = normative_domain(self.env)
        return make_silence(values, domain.instruments, self.place(), self.env.current_document.docname, problems)

    def sides(self, entry: Entry) -> list[tuple[Provision, ...]]:
        return [entry.provisions] if isinstance(entry, Silence) else []


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("convergence", ConvergenceDirective)
    app.add_directive("gap", GapDirective)
    app.add_directive("not-addressed", SilenceDirective)
