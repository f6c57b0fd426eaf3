"""What the directives of all tables share: reading options into a request, and noting it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import ClassVar, TypeVar

from docutils import nodes

from normative.authoring.directives.block import KnownOptions, NormativeDirective, claim_anchor
from normative.model.block import names
from normative.model.characters import comparable
from normative.model.checks import nearest
from normative.model.diagnostics import Diagnostic, Problem
from normative.model.instrument import Instrument
from normative.model.matrix import State
from normative.model.paragraph import Force
from normative.model.provision import Level
from normative.model.review import ReviewWord
from normative.model.tables.request import (
    PARAGRAPHS,
    RELATIONS,
    RESERVED_NAMES,
    SECTIONS,
    Axis,
    CellForm,
    GroupBy,
    Layout,
    Order,
    TableKind,
    TableRequest,
    Via,
)
from normative.project.domain import normative_domain
from normative.project.nodes import matrix_table, problem_marks

_AXIS = re.compile(r"(?P<source>[\w-]+)(?:\s+at:?\s+(?P<level>\w+))?$")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: No system takes more than 255 bytes in the name of a file, of which endings and temporary names need some.
_LONGEST_NAME = 100
#: The options that choose paragraphs, that name the table, and that choose and arrange rows.
FILTERS = ("force", "holder", "section", "state")
NAMING = ("name", "caption")
ROWS = ("only-gaps", "only-covered", "group-by")
#: Options that stand without a value.
_FLAGS = frozenset({"only-gaps", "only-covered", "stats", "transpose"})
#: Options whose absence means something else than an empty value, which their readers report.
_REPORTED_BY_READERS = frozenset({"rows", "columns"})

Choice = TypeVar("Choice", bound=StrEnum)


class TableDirective(NormativeDirective):
    """A table that is computed when the whole text is known.

    .. code-block:: xml

       <matrix_table ids="coverage-icrmw" name="coverage-icrmw">
    """

    option_spec: ClassVar[KnownOptions] = KnownOptions(*NAMING, *FILTERS, *ROWS)
    kind: ClassVar[TableKind]
    relations: ClassVar[tuple[State, ...]] = RELATIONS

    def build(self) -> list[nodes.Node]:
        """Return the tables that are asked for; where a table cannot be made, the marks that say why."""
        self._noted: set[tuple[str, str]] = set()
        has_text = any(line.strip() for line in self.block.content)
        if has_text:
            self.bad("takes no text below it; write the text before or after the table")
        self._check_values()
        tables = [self.table(request) for request in self.requests()]
        caption = self.words("caption")
        if caption and not tables:
            tables.append(nodes.paragraph(caption, caption))
        return [*tables, *(self.parse_content() if has_text else []), *problem_marks(self.found)]

    def requests(self) -> Iterator[TableRequest]:
        """Yield what is asked for."""
        raise NotImplementedError

    def table(self, request: TableRequest) -> nodes.Element:
        """Note the request and return its place in the text."""
        self.reading.tables.append(request)
        node = matrix_table(name=request.name)
        claim_anchor(self.state.document, node, request.name)
        self.set_source_info(node)
        return node

    def bad(self, message: str, option: str = "") -> None:
        """Note that an option, or the directive, is not as it must be; once, also where it makes several tables."""
        if (message, option) in self._noted:
            return
        self._noted.add((message, option))
        self.note(Problem(kind=Diagnostic.BAD_OPTION, message=message), self.option_line(option), self.name)

    def _check_values(self) -> None:
        """Note options without a value and flags with one; what cannot be meant is taken as not written."""
        options = self.block.options
        for option, written in list(options.items()):
            if option in _FLAGS and written:
                self.bad(f"{option} takes no value; write ':{option}:' alone", option)
            elif not written and option not in _FLAGS | _REPORTED_BY_READERS:
                self.bad(f"{option} is empty; write a value, or remove it", option)
                del options[option]
        if "only-gaps" in options and "only-covered" in options:
            self.bad("only-covered and only-gaps exclude one another; remove one of the two", "only-covered")
            del options["only-covered"]

    def useless(self, reason: str, *options: str) -> None:
        """Note options that do nothing in a table, and take them as not written.

        :param reason: says where: ``in a list``.
        """
        for option in options:
            if option in self.block.options:
                self.bad(f"{option} does nothing {reason}; remove it", option)
                del self.block.options[option]

    def request(self, *, name: str, title: str, rows: Axis, columns: tuple[Axis, ...] = ()) -> TableRequest:
        """Return the request with the options that all kinds share."""
        options = self.block.options
        written = options.get("name", name)
        if not _NAME.fullmatch(written):
            self.bad(f"name '{written}' is not allowed; write lower-case letters, digits and hyphens", "name")
            written = name
        elif len(written) > _LONGEST_NAME:
            self.bad(f"name has {len(written)} letters, too many for files; write {_LONGEST_NAME} at most", "name")
            written = name
        elif written in RESERVED_NAMES:
            self.bad(f"name '{written}' is kept for other files; choose another", "name")
            written = name
        return TableRequest(
            kind=self.kind,
            name=written,
            title=self.words("caption") or title,
            rows=rows,
            columns=columns,
            force=self.choices("force", tuple(Force)),
            holder=tuple(self.read_holders(self.name)),
            section=names(comparable(options.get("section", ""))),
            relation=self.choices("relation", self.relations),
            calls=self.calls(),
            state=self.choices("state", tuple(ReviewWord)),
            only_gaps="only-gaps" in options,
            only_covered="only-covered" in options,
            group_by=self.choice("group-by", self.groupings(rows)),
            stats="stats" in options,
            at_least=self._share("at-least"),
            layout=self.choice("layout", tuple(Layout)) or Layout.GRID,
            via=self.choice("via", tuple(Via)) or Via.PARAGRAPHS,
            cell=self.choice("cell", self.cell_forms(rows, columns)),
            sort=self.choice("sort", self.orders(rows)) or Order.TEXT,
            document=self.env.current_document.docname,
            place=self.place(),
        )

    def calls(self) -> tuple[str, ...]:
        """Return the calls whose answers this table is of."""
        return ()

    def groupings(self, rows: Axis) -> tuple[GroupBy, ...]:
        """Return what the rows of this table can be grouped by."""
        if rows.source == PARAGRAPHS:
            return (GroupBy.SECTION, GroupBy.FORCE, GroupBy.HOLDER)
        return () if rows.source == SECTIONS else (GroupBy.PART, GroupBy.HOLDER)

    def cell_forms(self, rows: Axis, columns: Sequence[Axis]) -> tuple[CellForm, ...]:
        """Return what the cells of this table can show."""
        return (CellForm.NUMBERS, CellForm.IDS, CellForm.COUNT)

    def orders(self, rows: Axis) -> tuple[Order, ...]:
        """Return how the rows of this table can be sorted."""
        return () if rows.source == PARAGRAPHS else tuple(Order)

    def choices(self, option: str, allowed: Sequence[Choice]) -> tuple[Choice, ...]:
        """Return the values of an option that allows several words."""
        found = []
        for written in names(self.block.options.get(option, "")):
            word = next((word for word in allowed if word == written), None)
            if word is None:
                self.bad(f"{option} '{written}' is not known; allowed are {', '.join(allowed)}", option)
            else:
                found.append(word)
        return tuple(found)

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
        axis = Axis(source=match["source"], level=Level(level) if level else None)
        return axis if axis.source in words else self._with_known_level(axis, option)

    def _with_known_level(self, axis: Axis, option: str) -> Axis:
        """Return the axis of an instrument, without a level that its list of provisions does not have."""
        records = normative_domain(self.env).instruments[axis.source].records
        levels = dict.fromkeys(record.level for record in (records or {}).values())
        if axis.level is None or records is None or axis.level in levels:
            return axis
        self.bad(f"{axis.source} has no level '{axis.level}'; allowed are {', '.join(levels)}", option)
        return Axis(source=axis.source)

    def keys(self, option: str) -> tuple[Axis, ...]:
        """Return the instruments that an option names by their keys alone."""
        axes = [self.axis(text, option) for text in names(self.block.options.get(option, ""))]
        return tuple(self.without_level(axis, option) for axis in axes if axis)

    def without_level(self, axis: Axis, option: str = "") -> Axis:
        """Return the axis without its level, which would do nothing; note if it has one."""
        if axis.level is not None:
            self.bad(f"level '{axis.level}' does nothing here; write '{axis.source}' alone", option)
        return Axis(source=axis.source)

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
