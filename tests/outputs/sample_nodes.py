"""A Sphinx extension that makes our nodes straight from a test's text, without instruments or a register."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.domains import Domain

from normative.model.dossier import Dossier
from normative.model.files.document import read_document
from normative.model.matrix import (
    Cell,
    CellKind,
    Column,
    Crossing,
    Link,
    LinkKind,
    Matrix,
    Row,
    State,
    Total,
)
from normative.outputs.typst.builder import TypstBuilder
from normative.project import config
from normative.project.nodes import instrument_profile, margin_item, matrix_table, normative_paragraph, paragraph_margin

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class NodeWithoutVisitor(nodes.General, nodes.Element):
    """What another extension might put into the text."""


class SampleParagraph(Directive):
    """``.. sample-paragraph:: id`` with its number, force and margin given."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(("number", "force", "basis", "holder"), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        paragraph = normative_paragraph(
            ids=[self.arguments[0]], force=self.options.get("force", ""), number=int(self.options["number"])
        )
        self.state.nested_parse(self.content, self.content_offset, paragraph)
        margin = paragraph_margin()
        if "basis" in self.options:
            link = nodes.reference("", self.options["basis"], refuri="%profile#icrmw-art-22", internal=True)
            margin += margin_item("", "", link, role="basis")
        if "holder" in self.options:
            margin += margin_item("", "", nodes.Text(self.options["holder"]), role="holder")
        paragraph += margin
        return [paragraph]


class SampleMatrix(Directive):
    """``.. sample-matrix:: name``; the matrix named ``profile`` is put into an instrument's profile."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        table = matrix_table(name=name, ids=[f"matrix-{name}"], matrix=MATRICES[name])
        return [instrument_profile("", table, ids=["icrmw"])] if name == "profile" else [table]


class SampleUnknown(Directive):
    """``.. sample-unknown::`` with a text in a node that no visitor knows."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        node = NodeWithoutVisitor()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class SampleDomain(Domain):
    """Stands in for the domain: every paragraph is in ``chapter``, every provision in ``profile``."""

    name = "normative"

    @property
    def index(self) -> SampleDomain:
        return self

    @property
    def readings(self) -> dict[str, Any]:
        return {}

    @property
    def files(self) -> SimpleNamespace:
        return SimpleNamespace(dossier=Dossier(document=read_document(Path(self.env.srcdir))[0]))

    @property
    def tables(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name=name) for name in MATRICES]

    def matrix(self, name: str) -> Matrix:
        return MATRICES[name]

    def locate(self, link: Link) -> tuple[str, str] | None:
        documents = {LinkKind.PARAGRAPH: "chapter", LinkKind.PROVISION: "profile", LinkKind.INSTRUMENT: "profile"}
        return documents[link.kind], link.target.lower()

    def merge_domaindata(self, docnames: Any, otherdata: dict[str, Any]) -> None:
        """Keep nothing."""


#: Long enough to turn a page for it.
REASON = "The final clauses are not dealt with here, for they are about the treaty and not about anybody's rights."


def provision(number: int) -> tuple[Link, ...]:
    return (Link(kind=LinkKind.PROVISION, target=f"icrmw-art-{number}", text=f"ICRMW {number}"),)


def paragraphs(*numbers: int) -> tuple[Link, ...]:
    return tuple(Link(kind=LinkKind.PARAGRAPH, target=f"p{number}", text=str(number)) for number in numbers)


def _coverage() -> Matrix:
    heads = ("Provision", "Subject", "State", "Obligations", "Commitments", "Guidance", "Other paragraphs", "Reason")
    kinds = (CellKind.LINKS, CellKind.TEXT, CellKind.STATE, *[CellKind.LINKS] * 4, CellKind.TEXT)
    states = (State.ADDRESSED, State.JUSTIFIED, State.SILENT)
    rows = [
        Row(
            cells=(provision(number), f"Subject {number}", (states[number % 3],), paragraphs(1, 2), (), (), (), REASON),
            group=f"Part {number // 31 + 1}",
            detail=number % 10 == 0,
        )
        for number in range(1, 94)
    ]
    return Matrix(
        name="coverage",
        kind="sample",  # printed whole
        title="Coverage of the Convention",
        columns=tuple(
            Column(key=head.lower(), title=head, kind=kind, weight=6 if head == "Reason" else 1)
            for head, kind in zip(heads, kinds, strict=True)
        ),
        rows=tuple(rows),
        totals=(
            Total(key="addressed", label="Addressed", value=31),
            Total(key="addressed_share", label="Addressed, share", value=33.333, percent=True),
        ),
    )


def _profile() -> Matrix:
    columns = (
        Column(key="provision", title="Provision", kind=CellKind.LINKS),
        Column(key="subject", title="Subject", kind=CellKind.TEXT),
    )
    rows = tuple(Row(cells=(provision(number), f"Subject of {number}")) for number in range(1, 94))
    return Matrix(name="profile", kind="sample", title="Provisions", columns=columns, rows=rows)


def grid(columns: int, *, head: str = "GCM obj. {}", filling: str = "") -> Matrix:
    """Return a grid of 93 rows; every seventh cell holds relations and paragraphs, or ``filling``."""
    heads = [
        Column(key="provision", title="ICRMW", kind=CellKind.LINKS),
        Column(key="subject", title="Subject", kind=CellKind.TEXT, weight=4),
    ]
    for number in range(1, columns + 1):
        link = provision(number)[0]
        heads.append(Column(key=f"c{number}", title=head.format(number), kind=CellKind.CROSSING, link=link))
    full: Cell = filling or Crossing(states=(State.SYNERGY, State.TENSION), links=paragraphs(1, 2))
    rows = tuple(
        Row(
            cells=(
                provision(row),
                "Prohibition of collective expulsion",
                *(full if (row + column) % 7 == 0 else None for column in range(columns)),
            )
        )
        for row in range(1, 94)
    )
    return Matrix(
        name="grid",
        kind="convergence-matrix",
        title="Convergence",
        columns=tuple(heads),
        rows=rows,
        grid=True,
    )


MATRICES = {
    "coverage": _coverage(),
    "profile": _profile(),
    "grid": grid(23),
    "grid-wide": grid(
        60, head="A provision with a long title, number {}", filling="ICRMW 22 (1), averyverylongwordwithoutanybreak"
    ),
    "empty": Matrix(
        name="empty",
        kind="coverage",
        title="Nothing",
        columns=(Column(key="provision", title="Provision", kind=CellKind.LINKS),),
        rows=(),
    ),
}


def setup(app: Sphinx) -> dict[str, bool]:
    config.setup(app)
    app.add_builder(TypstBuilder)
    app.add_domain(SampleDomain)
    app.add_directive("sample-paragraph", SampleParagraph)
    app.add_directive("sample-matrix", SampleMatrix)
    app.add_directive("sample-unknown", SampleUnknown)
    return {"parallel_read_safe": True}
