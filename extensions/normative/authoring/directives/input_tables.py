"""The directives of the tables of what was sent in: who answered, what became of it, and which input led where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from normative.authoring.directives.block import KnownOptions
from normative.authoring.directives.table import NAMING, ROWS, TableDirective
from normative.model.block import names
from normative.model.message import say
from normative.model.tables.request import (
    CATEGORIES,
    PARAGRAPHS,
    SECTIONS,
    SUBMITTERS,
    Axis,
    GroupBy,
    TableKind,
    TableRequest,
)


class InputTable(TableDirective):
    """A table of what answered calls: those that the argument names, or all."""

    def calls(self) -> tuple[str, ...]:
        return names(self.block.argument)

    def named(self, name: str) -> str:
        """Return a table's name with those of its calls, whose folders may have other signs."""
        made = (
            "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in call.lower())
            for call in self.calls()
        )
        return "-".join([name, *("-".join(filter(None, call.split("-"))) for call in made)])


class InputsReceived(InputTable):
    """Who answered, by category."""

    kind = TableKind.RECEIVED
    option_spec: ClassVar[KnownOptions] = KnownOptions(*NAMING)

    def requests(self) -> Iterator[TableRequest]:
        yield self.request(
            name=self.named("inputs-received"), title=say("Inputs received"), rows=Axis(source=SUBMITTERS)
        )


class Dispositions(InputTable):
    """Comments with their answers."""

    kind = TableKind.DISPOSITIONS
    option_spec: ClassVar[KnownOptions] = KnownOptions(*NAMING, "section", *ROWS, "at-least")

    def requests(self) -> Iterator[TableRequest]:
        yield self.request(
            name=self.named("dispositions"), title=say("Comments and what became of them"), rows=Axis(source=PARAGRAPHS)
        )

    def groupings(self, rows: Axis) -> tuple[GroupBy, ...]:
        return (GroupBy.SECTION, GroupBy.SUBMITTER, GroupBy.CATEGORY, GroupBy.DECISION)


class CommentStatistics(InputTable):
    """How many comments there are, by category, decision and chapter."""

    kind = TableKind.STATISTICS
    option_spec: ClassVar[KnownOptions] = KnownOptions("rows", *NAMING)
    _titles: ClassVar[Mapping[str, tuple[str, str]]] = {
        CATEGORIES: ("comment-statistics", say("Comments by category and decision")),
        SECTIONS: ("comment-statistics-sections", say("Comments by chapter and category")),
    }

    def requests(self) -> Iterator[TableRequest]:
        written = names(self.block.options.get("rows", f"{CATEGORIES}; {SECTIONS}"))
        unknown = [text for text in written if text not in self._titles]
        if unknown or not written:
            self.bad(f"rows '{'; '.join(unknown)}' is not known; allowed are {', '.join(self._titles)}", "rows")
        for source in dict.fromkeys(text for text in written if text in self._titles):
            name, title = self._titles[source]
            yield self.request(name=self.named(name), title=title, rows=Axis(source=source))


#: What a matrix of inputs is called, by what its rows are.
_MATRIX_TITLES = {
    SUBMITTERS: say("Inputs by submitters, and the paragraphs they led to"),
    CATEGORIES: say("Inputs by categories, and the paragraphs they led to"),
}


class InputsMatrix(InputTable):
    """Which inputs led to which paragraphs."""

    kind = TableKind.INPUTS
    option_spec: ClassVar[KnownOptions] = KnownOptions("rows", "columns", *NAMING, *ROWS, "at-least")

    def requests(self) -> Iterator[TableRequest]:
        rows = self._word("rows", (SUBMITTERS, CATEGORIES))
        columns = self._word("columns", (SECTIONS, PARAGRAPHS))
        if rows == CATEGORIES:
            self.useless("where rows are categories", "group-by")
        yield self.request(
            name=self.named(f"inputs-{rows}-{columns}"),
            title=_MATRIX_TITLES[rows],
            rows=Axis(source=rows),
            columns=(Axis(source=columns),),
        )

    def _word(self, option: str, allowed: tuple[str, ...]) -> str:
        """Return the word of an option, the first that is allowed where it has none."""
        written = self.block.options.get(option, allowed[0])
        if written not in allowed:
            self.bad(f"{option} '{written}' is not known; allowed are {', '.join(allowed)}", option)
            return allowed[0]
        return written

    def groupings(self, rows: Axis) -> tuple[GroupBy, ...]:
        return (GroupBy.CATEGORY,)


DIRECTIVES: tuple[type[TableDirective], ...] = (InputsReceived, Dispositions, CommentStatistics, InputsMatrix)
