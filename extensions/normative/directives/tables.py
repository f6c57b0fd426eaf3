"""The directives of the tables for reviewers, one class a kind of table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, TypeVar

from docutils import nodes

from normative.directives.block import KnownOptions, NormativeDirective, names, problem_marks, text_of
from normative.domain import normative_domain
from normative.model.checks import nearest
from normative.model.diagnostics import Diagnostic, Problem
from normative.model.instrument import Instrument
from normative.model.paragraph import Force
from normative.model.provision import Level
from normative.model.tables.request import (
    INSTRUMENTS,
    PARAGRAPHS,
    SECTIONS,
    Axis,
    GroupBy,
    Layout,
    TableKind,
    TableRequest,
)
from normative.nodes import instrument_profile, matrix_table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_AXIS = re.compile(r"(?P<source>[\w-]+)(?:\s+at:?\s+(?P<level>\w+))?$")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILTERS = ("name", "caption", "force", "holder", "section", "only-gaps", "group-by")

Choice = TypeVar("Choice", bound=StrEnum)


class TableDirective(NormativeDirective):
    """A table that is computed when the whole text is known.

    .. code-block:: xml

       <matrix_table ids="coverage-icrmw" name="coverage-icrmw">
    """

    option_spec: ClassVar[KnownOptions] = KnownOptions(*_FILTERS)
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
            holder=names(options.get("holder", "")),
            section=names(options.get("section", "")),
            only_gaps="only-gaps" in options,
            group_by=self.choice("group-by", GroupBy),
            stats="stats" in options,
            at_least=self._share("at-least"),
            layout=self.choice("layout", Layout) or Layout.GRID,
            document=self.env.current_document.docname,
            place=self.place(),
        )

    def choice(self, option: str, allowed: type[Choice]) -> Choice | None:
        """Return the value of an option that allows a few words."""
        written = self.block.options.get(option)
        if written is None:
            return None
        if written in list(allowed):
            return allowed(written)
        self.bad(f"{option} '{written}' is not known; allowed are {', '.join(allowed)}", option)
        return None

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
            self.bad("names no instrument; write its key after '::', such as 'ICRMW' or 'ICRMW at: article'")
        known = normative_domain(self.env).instruments
        return [(axis, known[axis.source]) for axis in axes if axis]


def axis_slug(axis: Axis) -> str:
    """Return an axis as a part of a table's name."""
    return axis.source.lower() + (f"-{axis.level}" if axis.level else "")


class TraceabilityMatrix(TableDirective):
    """Paragraphs, sections or provisions against one another."""

    kind = TableKind.TRACEABILITY
    option_spec: ClassVar[KnownOptions] = KnownOptions("rows", "columns", *_FILTERS, "stats", "at-least", "transpose")

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
        across = " and ".join(axis.source for axis in known)
        yield self.request(
            name=f"traceability-{'-'.join(axis_slug(axis) for axis in (rows, *known))}",
            title=f"Traceability of {rows.source} to {across}",
            rows=rows,
            columns=tuple(known),
        )


class ConvergenceMatrix(TableDirective):
    """Two instruments against each other."""

    kind = TableKind.CONVERGENCE
    option_spec: ClassVar[KnownOptions] = KnownOptions(
        "rows", "columns", "layout", "name", "caption", "force", "holder", "section", "group-by"
    )

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
        listed = "-list" if options.get("layout") == Layout.LIST else ""
        yield self.request(
            name=f"convergence-{axis_slug(rows)}-{axis_slug(columns)}{listed}",
            title=f"{'Convergences' if listed else 'Convergence'} of {rows.source} and {columns.source}",
            rows=rows,
            columns=(columns,),
        )


class Coverage(TableDirective):
    """Which provisions of an instrument the text addresses."""

    kind = TableKind.COVERAGE
    option_spec: ClassVar[KnownOptions] = KnownOptions(*_FILTERS, "at-least")

    def requests(self) -> Iterator[TableRequest]:
        for axis, instrument in self.instruments():
            yield self.request(
                name=f"coverage-{axis_slug(axis)}", title=f"Coverage of the {instrument.short_title}", rows=axis
            )


class ParagraphList(TableDirective):
    """The paragraphs that pass a filter."""

    kind = TableKind.PARAGRAPHS
    option_spec: ClassVar[KnownOptions] = KnownOptions("instrument", *_FILTERS)

    def requests(self) -> Iterator[TableRequest]:
        axes = [self.axis(text, "instrument") for text in names(self.block.options.get("instrument", ""))]
        yield self.request(
            name="paragraph-list",
            title="List of paragraphs",
            rows=Axis(source=PARAGRAPHS),
            columns=tuple(axis for axis in axes if axis),
        )


class InstrumentProfile(TableDirective):
    """An instrument's profile; without an argument, a list of all instruments but those that ``:except:`` names.

    .. code-block:: xml

       <instrument_profile ids="icrmw">
           <field_list>...
           <matrix_table>
    """

    kind = TableKind.INSTRUMENT
    option_spec: ClassVar[KnownOptions] = KnownOptions("except", "name", "caption")

    def requests(self) -> Iterator[TableRequest]:
        if not self.block.argument:
            excepted = [self.axis(text, "except") for text in names(self.block.options.get("except", ""))]
            known = normative_domain(self.env).instruments
            yield self.request(
                name="instruments",
                title="Instruments and the provisions the text names",
                rows=Axis(source=INSTRUMENTS),
                columns=tuple(axis for key in known if (axis := Axis(source=key)) not in excepted),
            )
            return
        if "except" in self.block.options:
            self.bad("except goes with a directive that names no instrument; remove one of the two", "except")
        for axis, instrument in self.instruments():
            yield self.request(name=f"instrument-{instrument.slug}", title=instrument.title, rows=axis)

    def table(self, request: TableRequest) -> nodes.Element:
        if request.rows.source == INSTRUMENTS:
            return instrument_profile("", super().table(request))
        instrument = normative_domain(self.env).instruments[request.rows.source]
        profile = instrument_profile(ids=[instrument.slug], key=instrument.key)
        profile += describe_instrument(instrument)
        profile += super().table(request)
        return profile


def describe_instrument(instrument: Instrument) -> nodes.field_list:
    """Return what is known of an instrument as a field list; what nobody has checked is marked."""
    described: list[tuple[str, str, object]] = [
        ("key", "Key", instrument.key),
        ("title", "Title", instrument.title),
        ("symbol", "Symbol", instrument.symbol),
        ("type", "Type", instrument.type),
        ("standing", "Standing", instrument.standing.value),
        ("adopted", "Adopted", instrument.adopted),
        ("in_force", "In force", instrument.in_force),
        ("body", "Body", instrument.body),
        ("citation", "Citation", instrument.citation),
        ("url", "Address", instrument.url),
        ("source", "Source of the data", instrument.source),
    ]
    fields = nodes.field_list(classes=["instrument"])
    for name, label, value in described:
        if not value:
            continue
        text = str(value)
        body: nodes.Node = nodes.reference(text, text, refuri=text) if name == "url" else nodes.Text(text)
        paragraph = nodes.paragraph("", "", body)
        if name in instrument.unverified:
            paragraph += nodes.Text(" ")
            paragraph += nodes.emphasis("", "(unverified)")
        fields += nodes.field("", nodes.field_name("", label), nodes.field_body("", paragraph))
    return fields


DIRECTIVES: tuple[type[TableDirective], ...] = (
    TraceabilityMatrix,
    ConvergenceMatrix,
    Coverage,
    InstrumentProfile,
    ParagraphList,
)


def setup(app: Sphinx) -> None:
    """Register the directives."""
    for directive in DIRECTIVES:
        app.add_directive(directive.kind.value, directive)
