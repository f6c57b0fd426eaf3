"""A directive for directives/tables.py."""

from collections.abc import Iterator
from typing import ClassVar

from normative.authoring.directives.block import KnownOptions
from normative.authoring.directives.table import TableDirective
from normative.model.tables.request import PARAGRAPHS, Axis, TableKind, TableRequest


class HolderList(TableDirective):
    """Whose rights the text concerns."""

    kind = TableKind.HOLDERS
    option_spec: ClassVar[KnownOptions] = KnownOptions("name", "caption", "force", "section")

    def requests(self) -> Iterator[TableRequest]:
        yield self.request(name="holder-list", title="List of rights-holders", rows=Axis(source=PARAGRAPHS))
