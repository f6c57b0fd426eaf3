"""The directives of the tables for reviewers, one class a kind of table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, ClassVar

from normative.authoring.directives.block import KnownOptions
from normative.authoring.directives.input_tables import DIRECTIVES as INPUT_TABLES
from normative.authoring.directives.panorama import StatePanorama
from normative.authoring.directives.profile import InstrumentProfile
from normative.authoring.directives.table import FILTERS, NAMING, ROWS, TableDirective, axis_slug
from normative.model.block import names
from normative.model.matrix import State
from normative.model.message import joined, say
from normative.model.tables.request import (
    COMMITMENTS,
    OBLIGATIONS,
    PARAGRAPHS,
    RELATIONS,
    SECTIONS,
    Axis,
    CellForm,
    Layout,
    TableKind,
    TableRequest,
    Via,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class TraceabilityMatrix(TableDirective):
    """Paragraphs, sections or provisions against one another."""

    kind = TableKind.TRACEABILITY
    relations = tuple(state for state in RELATIONS if state is not State.GAP)  # a gap connects nothing
    option_spec: ClassVar[KnownOptions] = KnownOptions(
        *("rows", "columns", "transpose", *NAMING, *FILTERS, *ROWS, "via", "relation", "cell", "sort"),
        *("stats", "at-least"),
    )

    def requests(self) -> Iterator[TableRequest]:
        words = (PARAGRAPHS, SECTIONS)
        options = self.block.options
        rows = self.axis(options.get("rows", PARAGRAPHS), "rows", words=words)
        columns = [self.axis(text, "columns", words=words) for text in names(options.get("columns", ""))]
        if not columns:
            self.bad("has no columns; write ':columns:' with an instrument's key, 'paragraphs' or 'sections'")
        known = [axis for axis in columns if axis]
        if rows is None or not known:
            return
        if "transpose" in options:
            if len(known) > 1:
                self.bad("transpose takes one column only; remove it, or the other columns", "transpose")
            else:
                rows, known = known[0], [rows]
        sources = [rows.source, *(axis.source for axis in known)]
        if len(set(sources)) < len(sources):
            self.bad("rows and columns name the same; choose another for one of them", "columns")
            return
        self._drop_useless(set(sources) & set(words))
        yield self.request(
            name=f"traceability-{'-'.join(axis_slug(axis) for axis in (rows, *known))}",
            title=say(
                "Traceability of {rows} to {across}",
                rows=say(rows.source),
                across=joined(say(" and "), [say(axis.source) for axis in known]),
            ),
            rows=rows,
            columns=tuple(known),
        )

    def _drop_useless(self, words: AbstractSet[str]) -> None:
        if words:
            self.useless("where rows or columns are no provisions", "via", "relation")
        via = self.block.options.get("via", Via.PARAGRAPHS)
        if via == Via.PARAGRAPHS:
            self.useless("without ':via: convergences' or ':via: both'", "relation")
        if via == Via.CONVERGENCES:
            self.useless("where convergences connect", *FILTERS, "cell", "sort")

    def cell_forms(self, rows: Axis, columns: Sequence[Axis]) -> tuple[CellForm, ...]:
        if rows.source in (PARAGRAPHS, SECTIONS) and all(axis.source != PARAGRAPHS for axis in columns):
            return () if all(axis.source == SECTIONS for axis in columns) else (CellForm.COUNT,)
        return super().cell_forms(rows, columns)


class ConvergenceMatrix(TableDirective):
    """Two instruments against each other."""

    kind = TableKind.CONVERGENCE
    option_spec: ClassVar[KnownOptions] = KnownOptions(
        *("rows", "columns", "transpose", "layout", *NAMING, *FILTERS, *ROWS, "relation", "cell", "sort"),
        *("stats", "at-least"),
    )

    @property
    def is_list(self) -> bool:
        """Whether pairs are listed and not crossed."""
        return self.block.options.get("layout") == Layout.LIST

    def cell_forms(self, rows: Axis, columns: Sequence[Axis]) -> tuple[CellForm, ...]:
        forms = super().cell_forms(rows, columns)
        return forms if self.is_list else (*forms, CellForm.RELATION)

    def requests(self) -> Iterator[TableRequest]:
        options = self.block.options
        missing = [name for name in ("rows", "columns") if not options.get(name)]
        for name in missing:
            self.bad(f"has no {name}; write ':{name}:' with an instrument's key")
        if missing:
            return
        rows, columns = (self.axis(options[name], name) for name in ("rows", "columns"))
        if rows is None or columns is None:
            return
        if rows.source == columns.source:
            self.bad("rows and columns name the same instrument; choose another for one of them", "columns")
            return
        if "transpose" in options:
            rows, columns = columns, rows
        if options.get("cell") == CellForm.RELATION and not self.is_list:
            self.useless("where cells show relations alone", "force", "holder", "section", "sort")
        listed = "-list" if self.is_list else ""
        yield self.request(
            name=f"convergence-{axis_slug(rows)}-{axis_slug(columns)}{listed}",
            title=say(
                "Convergences of {left} and {right}" if listed else "Convergence of {left} and {right}",
                left=rows.source,
                right=columns.source,
            ),
            rows=rows,
            columns=(columns,),
        )


class Crosswalk(TableDirective):
    """The obligations under each commitment, and the commitments that carry each obligation further."""

    kind = TableKind.CROSSWALK
    option_spec: ClassVar[KnownOptions] = KnownOptions(
        *("rows", *NAMING, "holder", "section", "only-gaps", "only-covered", "relation", "at-least")
    )
    _titles: ClassVar[Mapping[str, str]] = {
        COMMITMENTS: say("Commitments and the obligations under them"),
        OBLIGATIONS: say("Obligations and the commitments that carry them further"),
    }

    def requests(self) -> Iterator[TableRequest]:
        written = names(self.block.options.get("rows", f"{COMMITMENTS}; {OBLIGATIONS}"))
        unknown = [text for text in written if text not in self._titles]
        if unknown or not written:
            self.bad(f"rows '{'; '.join(unknown)}' is not known; allowed are {', '.join(self._titles)}", "rows")
        for source in dict.fromkeys(text for text in written if text in self._titles):
            yield self.request(name=f"{self.kind}-{source}", title=self._titles[source], rows=Axis(source=source))


class Coverage(TableDirective):
    """Which provisions of an instrument the text addresses."""

    kind = TableKind.COVERAGE
    option_spec: ClassVar[KnownOptions] = KnownOptions(*NAMING, *FILTERS, *ROWS, "cell", "sort", "at-least")

    def requests(self) -> Iterator[TableRequest]:
        for axis, instrument in self.instruments():
            yield self.request(
                name=f"coverage-{axis_slug(axis)}",
                title=say("Coverage of the {title}", title=instrument.short_title),
                rows=axis,
            )


class ParagraphList(TableDirective):
    """The paragraphs that pass a filter."""

    kind = TableKind.PARAGRAPHS
    option_spec: ClassVar[KnownOptions] = KnownOptions("instrument", *NAMING, *FILTERS, *ROWS, "at-least")

    def requests(self) -> Iterator[TableRequest]:
        yield self.request(
            name="paragraph-list",
            title=say("List of paragraphs"),
            rows=Axis(source=PARAGRAPHS),
            columns=self.keys("instrument"),
        )


class Chart(TableDirective):
    """Figures and their drawing: the paragraphs of each section by force, or the provisions of each part by state."""

    kind = TableKind.CHART
    option_spec: ClassVar[KnownOptions] = KnownOptions(*NAMING, *FILTERS)

    def requests(self) -> Iterator[TableRequest]:
        if self.block.argument == SECTIONS:
            yield self.request(name="chart-sections", title=say("Paragraphs by section"), rows=Axis(source=SECTIONS))
            return
        for axis, instrument in self.instruments():
            yield self.request(
                name=f"chart-{axis_slug(axis)}",
                title=say("Coverage of the {title} by part", title=instrument.short_title),
                rows=axis,
            )


class AcceptedFindings(TableDirective):
    """What the checks find and paragraphs accept, with the reasons."""

    kind = TableKind.ACCEPTANCES
    option_spec: ClassVar[KnownOptions] = KnownOptions("name", "caption", "force", "holder", "section")

    def requests(self) -> Iterator[TableRequest]:
        yield self.request(name="accepted-findings", title=say("Accepted findings"), rows=Axis(source=PARAGRAPHS))


class Drafts(TableDirective):
    """The versions of the text: this one, and the frozen drafts."""

    kind = TableKind.DRAFTS
    option_spec: ClassVar[KnownOptions] = KnownOptions(*NAMING)

    def requests(self) -> Iterator[TableRequest]:
        yield self.request(name="drafts", title=say("Versions of this text"), rows=Axis(source=PARAGRAPHS))


class Concordance(TableDirective):
    """What became of each paragraph from a draft to this text, or to another draft."""

    kind = TableKind.CONCORDANCE
    option_spec: ClassVar[KnownOptions] = KnownOptions(*NAMING, "force", "section")

    def requests(self) -> Iterator[TableRequest]:
        asked = self.block.argument.split()
        if len(asked) not in (1, 2):
            self.bad("names no draft; write one after '::', or two: '.. concordance:: 1 2'")
            return
        to = f"draft {asked[1]}" if len(asked) > 1 else say("this text")
        yield self.request(
            name="-".join(["concordance", *(_FOR_NAMES.sub("-", name.lower()) for name in asked)]),
            title=say("Concordance of draft {one} and {other}", one=asked[0], other=to),
            rows=Axis(source=asked[0]),
            columns=tuple(Axis(source=name) for name in asked[1:]),
        )


class ReviewState(TableDirective):
    """How much of the text is reviewed, by chapter and by reviewer."""

    kind = TableKind.REVIEWS
    option_spec: ClassVar[KnownOptions] = KnownOptions(*NAMING)

    def requests(self) -> Iterator[TableRequest]:
        yield self.request(name="review-state", title=say("State of the reviews"), rows=Axis(source=PARAGRAPHS))


class Pinpoints(TableDirective):
    """The places in general comments and their like that the text cites, and which of them somebody has checked."""

    kind = TableKind.PINPOINTS
    option_spec: ClassVar[KnownOptions] = KnownOptions("instrument", *NAMING, *FILTERS)

    def requests(self) -> Iterator[TableRequest]:
        yield self.request(
            name="pinpoints",
            title=say("Places cited in documents"),
            rows=Axis(source=PARAGRAPHS),
            columns=self.keys("instrument"),
        )


class Practice(TableDirective):
    """What bodies have already said of instruments, provision by provision."""

    kind = TableKind.PRACTICE
    option_spec: ClassVar[KnownOptions] = KnownOptions("instrument", *NAMING)

    def requests(self) -> Iterator[TableRequest]:
        yield self.request(
            name="practice",
            title=say("What has already been said"),
            rows=Axis(source=PARAGRAPHS),
            columns=self.keys("instrument"),
        )


class CollectionTable(TableDirective):
    """What all comments of a collection say."""

    option_spec: ClassVar[KnownOptions] = KnownOptions("instrument", *NAMING)
    of_all: ClassVar[str]
    of_some: ClassVar[str]

    def requests(self) -> Iterator[TableRequest]:
        keys = self.keys("instrument")
        yield self.request(
            name="-".join([self.kind.value, *(axis_slug(axis) for axis in keys)]),
            title=say(self.of_some, instruments=", ".join(axis.source for axis in keys)) if keys else self.of_all,
            rows=Axis(source=PARAGRAPHS),
            columns=keys,
        )


class CollectionMatrix(CollectionTable):
    """Which comments rest on which provision."""

    kind = TableKind.COLLECTION
    of_all = say("Comments and what they rest on")
    of_some = say("Comments that rest on {instruments}")


class CollectionParagraphs(CollectionTable):
    """What every comment says, paragraph by paragraph."""

    kind = TableKind.COLLECTED
    of_all = say("Paragraphs of all comments")
    of_some = say("Paragraphs of all comments on {instruments}")


class CollectionDifferences(CollectionTable):
    """Where comments give provisions another force, or another relation."""

    kind = TableKind.DIFFERENCES
    of_all = say("Where comments differ")
    of_some = say("Where comments differ on {instruments}")


#: What names of drafts may have and names of tables may not.
_FOR_NAMES = re.compile(r"[^a-z0-9]+")
DIRECTIVES: tuple[type[TableDirective], ...] = (
    TraceabilityMatrix,
    ConvergenceMatrix,
    Crosswalk,
    Coverage,
    InstrumentProfile,
    ParagraphList,
    Chart,
    StatePanorama,
    AcceptedFindings,
    Drafts,
    Concordance,
    ReviewState,
    Pinpoints,
    Practice,
    CollectionMatrix,
    CollectionParagraphs,
    CollectionDifferences,
    *INPUT_TABLES,
)


def setup(app: Sphinx) -> None:
    """Register the directives."""
    for directive in DIRECTIVES:
        app.add_directive(directive.kind.value, directive)
