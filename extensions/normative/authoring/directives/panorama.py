"""The directive of the panorama of States; what it takes differs from the other tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from normative.authoring.directives.block import KnownOptions
from normative.authoring.directives.table import TableDirective
from normative.model.instrument import Standing
from normative.model.message import say
from normative.model.tables.request import PARAGRAPHS, STATES, Axis, GroupBy, TableKind, TableRequest


class StatePanorama(TableDirective):
    """Which instruments bind each State, or what stands behind each obligation for the States bound by it."""

    kind = TableKind.STATES
    option_spec: ClassVar[KnownOptions] = KnownOptions("rows", "name", "caption", "holder", "section", "group-by")

    def groupings(self, rows: Axis) -> tuple[GroupBy, ...]:
        return () if rows.source == STATES else super().groupings(rows)

    def requests(self) -> Iterator[TableRequest]:
        written = self.block.options.get("rows", STATES)
        if written not in (STATES, PARAGRAPHS):
            self.bad(f"rows '{written}' is not known; allowed are {STATES}, {PARAGRAPHS}", "rows")
            written = STATES
        found = self.instruments()
        if len(found) > 1:
            self.bad("names several instruments; write a directive for each")
        for axis, instrument in found[:1]:
            if axis.level:
                self.bad("takes no level; write the instrument's key alone")
            if instrument.standing is not Standing.BINDING:
                self.bad(f"{instrument.key} is {instrument.standing}; name an instrument that States are party to")
                return
            what = say("States") if written == STATES else say("Obligations")
            yield self.request(
                name=f"{self.kind}-{instrument.slug}" + ("-paragraphs" if written == PARAGRAPHS else ""),
                title=say("{what} inside and outside the {key}", what=what, key=instrument.key),
                rows=Axis(source=written),
                columns=(Axis(source=instrument.key),),
            )
