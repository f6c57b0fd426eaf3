"""``import-report.csv``: everything that an import concluded, with its ground, and what it left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from normative.commands.importing.proposals import Proposal
from normative.model.formula import shown_only

#: Its name, in the folder of the sources.
NAME = "import-report.csv"
_COLUMNS = ("file", "paragraph", "number", "what", "proposal", "ground", "sureness")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row: a proposal with the paragraph that it is on, if any."""

    file: str
    proposal: Proposal
    paragraph: str = ""
    number: str = ""


def render(rows: Iterable[Row]) -> bytes:
    """Return the report as a file, in which no cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        said = row.proposal
        sureness = "sure" if said.is_sure else "unsure"
        cells = (row.file, row.paragraph, row.number, said.what, said.value, said.ground, sureness)
        writer.writerow([shown_only(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")
