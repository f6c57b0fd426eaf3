"""The text as drafts and reviews know it: of a translation that of the original, whose words people have looked at."""

from __future__ import annotations

from dataclasses import replace

from normative.model.draft import FrozenText
from normative.model.history.freezing import freeze
from normative.model.register import Register, once


@once
def in_original(register: Register) -> FrozenText:
    """Return the text of a register as its original has it, to be compared with drafts and reviews.

    It has the paragraphs and the entries of the register, in their order; what the original lacks is as it is here.
    """
    text, original = freeze(register), register.original
    if original is None:
        return text
    entries = {entry.subject: entry for entry in original.entries}
    return replace(
        text,
        paragraphs=tuple(original.by_id.get(paragraph.id, paragraph) for paragraph in text.paragraphs),
        entries=tuple(entries.get(entry.subject, entry) for entry in text.entries),
        provisions={slug: original.provisions.get(slug, row) for slug, row in text.provisions.items()},
    )
