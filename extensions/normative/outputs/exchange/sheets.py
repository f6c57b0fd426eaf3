"""CSV as Uwazi, the database of HURIDOCS, takes it in: a title, and a column for each property."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from normative.model.draft import FrozenText
from normative.model.formula import is_like_formula
from normative.model.paragraph import Force
from normative.model.text import plain
from normative.outputs.exchange.identifiers import Work

#: What parts values of one property.
_PARTED = "|"


def render_paragraphs(text: FrozenText, work: Work) -> bytes:
    """Return a file with a row for each paragraph."""
    head = ("title", "identifier", "number", "force", "basis", "instruments", "holders", "section", "document", "text")
    return _render(head, _paragraphs(text, work))


def _paragraphs(text: FrozenText, work: Work) -> Iterator[Sequence[str]]:
    for paragraph in text.paragraphs:
        basis = [name.replace(_PARTED, "/") for name in paragraph.basis.values()]
        yield (
            f"{work.number}, para. {paragraph.number}",
            paragraph.id,
            str(paragraph.number),
            "" if paragraph.force is Force.PLAIN else paragraph.force.value,
            _PARTED.join(basis),
            _PARTED.join(dict.fromkeys(name.partition(" ")[0] for name in basis)),
            _PARTED.join(paragraph.holder),
            _PARTED.join(title.replace(_PARTED, "/") for title in paragraph.section),
            work.title,
            plain(paragraph.blocks, text.numbers),
        )


def render_relations(text: FrozenText) -> bytes:
    """Return a file with a row for each relation, gap and silence."""
    names = {slug: row.name for slug, row in text.provisions.items()}
    rows = (
        (
            entry.subject.partition("/")[2],
            entry.relation,
            _PARTED.join(names.get(slug, slug) for slug in entry.left),
            _PARTED.join(names.get(slug, slug) for slug in entry.right),
            entry.source,
            entry.reason,
        )
        for entry in text.entries
    )
    return _render(("title", "relation", "left", "right", "source", "reason"), rows)


def _render(head: Sequence[str], rows: Iterator[Sequence[str]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    # What a spreadsheet would compute is led by an apostrophe, as in other tables.
    writer.writerows([f"'{cell}" if is_like_formula(cell) else cell for cell in row] for row in rows)
    return file.getvalue().encode()
