"""From the register to a frozen text: what is kept of each paragraph, relation and row, and its fingerprints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from normative.model.convergence import Convergence, Gap, Silence
from normative.model.draft import (
    Fingerprint,
    FrozenEntry,
    FrozenParagraph,
    FrozenProvision,
    FrozenText,
    fingerprint_of,
)
from normative.model.instrument import Instrument, ProvisionRecord
from normative.model.paragraph import Paragraph
from normative.model.provision import Provision
from normative.model.register import Register, once
from normative.model.text import Block, Note, Span


@once
def freeze(register: Register) -> FrozenText:
    """Return the text of a register; the same register always gives the same."""
    rows = {
        record.provision.slug: FrozenProvision(
            name=register.name(record.provision),
            subject=record.subject,
            fingerprint=_row_fingerprint(instrument, record),
        )
        for instrument in register.instruments.values()
        for record in (instrument.records or {}).values()
    }
    fingerprints = {slug: row.fingerprint for slug, row in rows.items()}
    for provisions in register.cited.values():
        # Places without a row of their own.
        fingerprints |= {
            provision.slug: register.instruments[provision.instrument].wording_fingerprint(provision)
            for provision in provisions
            if provision.slug not in rows
        }
    return FrozenText(
        paragraphs=tuple(_paragraph(register, fingerprints, paragraph) for paragraph in register.paragraphs),
        entries=tuple(_with_own_names(_entries(register, fingerprints))),
        provisions=rows,
    )


def words_of(blocks: Iterable[Block], notes: Iterable[Note]) -> Iterator[str]:
    """Yield what a reader reads, as fields of a fingerprint.

    Numbers of paragraphs, letters of lists and "Ibid." are not among it, for they move with what stands before them.
    """
    for block in blocks:
        yield f"{block.kind}{'*' if block.mark else ''}{block.level}"
        yield "".join(_words(span) for span in block.spans)
    for note in notes:
        yield note.said


def _words(span: Span) -> str:
    if span.note:
        return "[^]"
    words = span.text or f"[{span.paragraph}]"
    return f"<{span.style}>{words}</>" if span.style else words


def _paragraph(register: Register, fingerprints: Mapping[str, str], paragraph: Paragraph) -> FrozenParagraph:
    basis = {provision.slug: register.name(provision) for provision in paragraph.basis}
    own = (
        paragraph.force,
        *sorted(basis),
        *sorted(f"{provision.slug} {part}" for provision, part in paragraph.parts),
        *sorted(f"reading {provision.slug}" for provision in paragraph.reading),
        *sorted(paragraph.holder),
        paragraph.addressee,
        *words_of(paragraph.blocks, paragraph.notes),
    )
    return FrozenParagraph(
        id=paragraph.id,
        number=register.numbers[paragraph.id],
        force=paragraph.force,
        basis=basis,
        holder=paragraph.holder,
        addressee=paragraph.addressee,
        status=paragraph.status,
        margin=dict(_margin(register, paragraph)),
        section=paragraph.section,
        document=paragraph.document,
        was=paragraph.was,
        blocks=paragraph.blocks,
        notes=paragraph.notes,
        fingerprint=Fingerprint(own=fingerprint_of(own), rests_on=_grounds(fingerprints, basis)),
    )


def _margin(register: Register, paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """Yield what stands in the margin of a paragraph, by its role, in the order of the lines."""
    lines = {
        "basis": register.cite(paragraph.basis),
        "part": register.cite_parts(paragraph),
        "reading": register.cite(paragraph.reading),
        "holder": "; ".join(paragraph.holder),
        "addressee": paragraph.addressee,
        "status": paragraph.status,
        **{relation.value: register.cite(others) for relation, others in register.converging(paragraph).items()},
    }
    return ((role, text) for role, text in lines.items() if text)


def _entries(register: Register, fingerprints: Mapping[str, str]) -> Iterator[FrozenEntry]:
    for item in register.convergences:
        names = f"{register.cite(item.left)}; {register.cite(item.right)}"
        yield _entry(fingerprints, item, f"relation/{names}", item.relation, item.left, _slugs(item.right))
    for gap in register.gaps:
        names = f"{register.cite(gap.provisions)}; {gap.counterpart}"
        yield _entry(fingerprints, gap, f"gap/{names}", "gap", gap.provisions, (gap.counterpart,))
    for silence in register.silences:
        names = register.cite(silence.provisions)
        yield _entry(fingerprints, silence, f"silence/{names}", "silence", silence.provisions, ())


def _entry(
    fingerprints: Mapping[str, str],
    entry: Convergence | Gap | Silence,
    subject: str,
    relation: str,
    provisions: tuple[Provision, ...],
    right: tuple[str, ...],
) -> FrozenEntry:
    left = _slugs(provisions)
    own = fingerprint_of((relation, *sorted(left), ">", *sorted(right), entry.source, entry.reason))
    return FrozenEntry(
        subject=subject,
        relation=relation,
        left=left,
        right=right,
        source=entry.source,
        reason=entry.reason,
        fingerprint=Fingerprint(own=own, rests_on=_grounds(fingerprints, (*left, *right))),
    )


def _with_own_names(entries: Iterable[FrozenEntry]) -> Iterator[FrozenEntry]:
    """Count those that say something of the same provisions: the second is named ``... #2``."""
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.subject] += 1
        count = seen[entry.subject]
        yield entry if count == 1 else replace(entry, subject=f"{entry.subject} #{count}")


def _slugs(provisions: Iterable[Provision]) -> tuple[str, ...]:
    return tuple(provision.slug for provision in provisions)


def _grounds(fingerprints: Mapping[str, str], slugs: Iterable[str]) -> str:
    return fingerprint_of(f"{slug} {fingerprints.get(slug, '')}" for slug in sorted(slugs))


def _row_fingerprint(instrument: Instrument, record: ProvisionRecord) -> str:
    words = instrument.wording_fingerprint(record.provision)
    return fingerprint_of(
        (instrument.standing, record.subject, *sorted(record.holder), record.note, *([words] if words else []))
    )
