"""The directive of an instrument's profile, and of the list of all other instruments.

Apart from the other tables because a profile is a place that citations lead to, with more than a table in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from docutils import nodes

from normative.authoring.directives.block import KnownOptions, claim_anchor
from normative.authoring.directives.table import NAMING, TableDirective
from normative.model.instrument import Instrument
from normative.model.matrix import State
from normative.model.message import say
from normative.model.tables.request import INSTRUMENTS, Axis, TableKind, TableRequest
from normative.project.domain import normative_domain
from normative.project.language import _
from normative.project.nodes import instrument_profile


class InstrumentProfile(TableDirective):
    """An instrument's profile; without an argument, a list of all instruments but those that ``:except:`` names.

    .. code-block:: xml

       <instrument_profile ids="icrmw">
           <field_list>...
           <matrix_table>
    """

    kind = TableKind.INSTRUMENT
    option_spec: ClassVar[KnownOptions] = KnownOptions("except", *NAMING, "cell")

    def requests(self) -> Iterator[TableRequest]:
        if not self.block.argument:
            excepted = self.keys("except")
            known = normative_domain(self.env).instruments
            yield self.request(
                name="instruments",
                title=say("Instruments and the provisions the text names"),
                rows=Axis(source=INSTRUMENTS),
                columns=tuple(axis for key in known if (axis := Axis(source=key)) not in excepted),
            )
            return
        if "except" in self.block.options:
            self.bad("except goes with a directive that names no instrument; remove one of the two", "except")
        for axis, instrument in self.instruments():
            rows = self.without_level(axis)
            yield self.request(name=f"instrument-{instrument.slug}", title=instrument.title, rows=rows)

    def table(self, request: TableRequest) -> nodes.Element:
        if request.rows.source == INSTRUMENTS:
            return instrument_profile("", super().table(request))
        instrument = normative_domain(self.env).instruments[request.rows.source]
        profile = instrument_profile(key=instrument.key)
        claim_anchor(self.state.document, profile, instrument.slug)
        profile += describe_instrument(instrument)
        profile += super().table(request)
        profile.extend(_provenance(instrument))
        return profile


def describe_instrument(instrument: Instrument) -> nodes.field_list:
    """Return what is known of an instrument as a field list; what nobody has checked is marked."""
    described: list[tuple[str, str, object]] = [
        ("key", say("Key"), instrument.key),
        ("title", say("Title"), instrument.title),
        ("symbol", say("Symbol"), instrument.symbol),
        ("type", say("Type"), instrument.type),
        ("standing", say("Standing"), _(instrument.standing.value)),
        ("adopted", say("Adopted"), instrument.adopted),
        ("in_force", say("In force"), instrument.in_force),
        ("body", say("Body"), instrument.body),
        ("citation", say("Citation"), instrument.citation),
        ("url", say("Address"), instrument.url),
        ("as_of", say("Data as of"), instrument.as_of),
    ]
    fields = nodes.field_list(classes=["instrument"])
    for name, label, value in described:
        if not value:
            continue
        text = str(value)
        body: nodes.Node = nodes.reference(text, text, refuri=text) if name == "url" else nodes.Text(text)
        paragraph = nodes.paragraph("", "", body)
        if name in instrument.unverified:
            paragraph += nodes.Text(f" {State.UNVERIFIED.symbol} ")
            paragraph += nodes.emphasis("", _(State.UNVERIFIED.value))
        fields += nodes.field("", nodes.field_name("", _(label)), nodes.field_body("", paragraph))
    return fields


def _provenance(instrument: Instrument) -> Iterator[nodes.paragraph]:
    """Yield where the data were seen: behind the table, for it is no part of what a reader looks for."""
    rows = dict.fromkeys(record.source for record in (instrument.records or {}).values() if record.source)
    told = []
    if instrument.source:
        told.append(_("The data on the instrument were taken from {source}.", source=instrument.source))
    if rows:
        told.append(_("The data on its provisions were taken from {source}.", source="; ".join(rows)))
    yield from (nodes.paragraph("", line, classes=["matrix-note"]) for line in told)
