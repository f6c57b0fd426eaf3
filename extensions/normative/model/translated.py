"""The data of a text in the words of another language: what authors write is translated, what identifies is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from normative.model.convergence import Convergence, Gap, Silence
from normative.model.document import Document
from normative.model.instrument import Instrument
from normative.model.vocabulary import Vocabulary

#: The fields of document.toml that have words.
DOCUMENT_WORDS = ("organization", "distribution", "original", "treaty", "committee", "note")

Entry = Convergence | Gap | Silence
Words = Mapping[str, str]
"""Translations by what they translate; what has none is left out."""


def _in(words: Words) -> Callable[[str], str]:
    return lambda text: words.get(text, text)


def translate_vocabulary(vocabulary: Vocabulary, words: Words) -> Vocabulary:
    """Return the lists with the names of rights-holders translated; the names of the source stay spellings of them."""
    say = _in(words)
    holders = (
        replace(item, name=say(item.name), also=(item.name, *item.also), meaning=say(item.meaning))
        for item in vocabulary.holders
    )
    return replace(vocabulary, holders=tuple(holders))


def translate_instrument(instrument: Instrument, words: Words) -> Instrument:
    """Return an instrument with its titles and the subjects of its provisions translated."""
    say = _in(words)
    records = instrument.records and {
        place: replace(record, subject=say(record.subject), note=say(record.note))
        for place, record in instrument.records.items()
    }
    return replace(instrument, title=say(instrument.title), short_title=say(instrument.short_title), records=records)


def translate_reason(entry: Entry, words: Words) -> Entry:
    """Return an entry of a file with its reason translated."""
    return replace(entry, reason=_in(words)(entry.reason))


def translate_document(document: Document, words: Words) -> Document:
    """Return the head of the document translated."""
    changed: dict[str, Any] = {name: _in(words)(getattr(document, name)) for name in DOCUMENT_WORDS}
    return replace(document, **changed)
