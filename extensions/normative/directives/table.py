"""What the directives of all tables share: reading options into a request, and noting it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import ClassVar, TypeVar

from docutils import nodes

from normative.directives.block import KnownOptions, NormativeDirective, names, problem_marks, text_of
from normative.domain import normative_domain
from normative.model.checks import nearest
from normative.model.diagnostics import Diagnostic, Problem
from normative.model.instrument import Instrument
from normative.model.paragraph import Force
from normative.model.provision import Level
from normative.model.tables.request import PARAGRAPHS, SECTIONS, Axis, GroupBy, Layout, TableKind, TableRequest
from normative.nodes import matrix_table

_AXIS = re.compile(r"(?P<source>[\w-]+)(?:\s+at:?\s+(?P<level>\w+))?$")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: The options that choose paragraphs and name the table.
FILTERS = ("name", "caption", "force", "holder", "section", "only-gaps", "group-by")

Choice = TypeVar("Choice", bound=StrEnum)


class TableDirective(NormativeDirective):
    """A table that is computed when the whole text is known.

    .. code-block:: xml

       <matrix_table ids="coverage-icrmw" name="coverage-icrmw">
    """

    option_spec: ClassVar[KnownOptions] = KnownOptions(*FILTERS)
    kind: ClassVar[TableKind]

    def build(self) -> list[nodes.Node]:
        """Return the tables that are asked for; where a table cannot be made, the marks that say why."""
        if self.content:
            self.bad("takes no text below it; write the text before or after the table")
        tables = [self.table(request) for request in self.requests()]
        return [*tables, *(self.parse_content() if self.content else []), *problem_marks(self.found)]

    def requests(self) -> Iterator[TableRequest]:
        """Yield what is asked for."""
        raise NotImplementedError

    def table(self, request: TableRequest) -> nodes.Element:
        """Note the request and return its place in the text."""
        self.reading.tables.append(request)
        node = matrix_table(name=request.name, ids=[request.name])
        self.set_source_info(node)
        return node

    def bad(self, message: str, option: str = "") -> None:
        """Note that an option, or the directive, is not as it must be."""
        self.note(Problem(kind=Diagnostic.BAD_OPTION, message=message), self.option_line(option), self.name)

    def request(self, *, name: str, title: str, rows: Axis, columns: tuple[Axis, ...] = ()) -> TableRequest:
        """Return the request with the options that all kinds share."""
        options = self.block.options
        written = options.get("name", name)
        if not _NAME.fullmatch(written):
            self.bad(f"name '{written}' is not allowed; write lower-case letters, digits and hyphens", "name")
            written = name
        return TableRequest(
            kind=self.kind,
            name=written,
            title=text_of(options, "caption") or title,
            rows=rows,
            columns=columns,
            force=tuple(force for text in names(options.get("force", "")) if (force := self._force(text))),
            holder=tuple(self.read_holders(self.name)),
            section=names(options.get("section", "")),
            only_gaps="only-gaps" in options,
            group_by=self.choice("group-by", self.groupings(rows)),
            stats="stats" in options,
            at_least=self._share("at-least"),
            layout=self.choice("layout", tuple(Layout)) or Layout.GRID,
            document=self.env.current_document.docname,
            place=self.place(),
        )

    def groupings(self, rows: Axis) -> tuple[GroupBy, ...]:
        """Return what the rows of this table can be grouped by."""
        if rows.source == PARAGRAPHS:
            return (GroupBy.SECTION, GroupBy.FORCE, GroupBy.HOLDER)
        return () if rows.source == SECTIONS else (GroupBy.PART, GroupBy.HOLDER)

    def choice(self, option: str, allowed: Sequence[Choice]) -> Choice | None:
        """Return the value of an option that allows a few words."""
        written = self.block.options.get(option)
        found = next((word for word in allowed if word == written), None)
        if written is not None and found is None:
            wrong = (
                f"'{written}' is not known; allowed are {', '.join(allowed)}"
                if allowed
                else "does nothing here; remove it"
            )
            self.bad(f"{option} {wrong}", option)
        return found

    def _force(self, text: str) -> Force | None:
        if text in list(Force):
            return Force(text)
        self.bad(f"force '{text}' is not known; allowed are {', '.join(Force)}", "force")
        return None

    def _share(self, option: str) -> float | None:
        written = self.block.options.get(option)
        if written is None:
            return None
        match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*%?", written)
        if match and float(match[1]) <= 100:
            return float(match[1])
        self.bad(f"{option} '{written}' is not a share; write a percentage such as 80%", option)
        return None

    def axis(self, text: str, option: str, *, words: tuple[str, ...] = ()) -> Axis | None:
        """Return the axis that ``text`` names: one of ``words``, or an instrument with or without a level."""
        match = _AXIS.match(text)
        instruments = normative_domain(self.env).instruments
        known = (*words, *instruments)
        if not match or match["source"] not in known:
            remedy = nearest(text, known) or f"; allowed are {', '.join(known[:12])}"
            self.bad(f"'{text}' is not known{remedy}", option)
            return None
        level = match["level"]
        if level is not None and (level not in list(Level) or match["source"] in words):
            self.bad(f"level '{level}' is not known; allowed are {', '.join(Level)}", option)
            level = None
        return Axis(source=match["source"], level=Level(level) if level else None)

    def instruments(self) -> list[tuple[Axis, Instrument]]:
        """Return the instruments that the argument names, with their levels."""
        axes = [self.axis(text, "") for text in names(self.block.argument)]
        if not axes:
            self.bad("names no instrument; write its key after '::', such as 'KEY' or 'KEY at: article'")
        known = normative_domain(self.env).instruments
        return [(axis, known[axis.source]) for axis in axes if axis]


def axis_slug(axis: Axis) -> str:
    """Return an axis as a part of a table's name."""
    return axis.source.lower() + (f"-{axis.level}" if axis.level else "")
