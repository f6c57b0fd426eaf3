"""Words of this package that readers see, in English, with what outputs need to say them in another language.

A message is a text like any other: whoever knows no other language prints, compares and sorts it as it is. It keeps the
sentence it was made from and the values put into it, so that a catalogue can have the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Self

#: Gives the words for an English sentence in another language; with a number, those that go with it.
Translate = Callable[[str, int | None], str]


class Message(str):
    """A text with the sentence it was made from.

    :ivar sentence: with the names of its values in braces; empty where the text is several messages side by side.
    :ivar number: chooses between singular and plural, in languages that have more than these, too.
    :ivar values: by their names; messages among them are said in the other language as well.
    """

    __slots__ = ("number", "sentence", "values")
    sentence: str
    number: int | None
    values: Mapping[str, object]

    @classmethod
    def of(cls, text: str, sentence: str, values: Mapping[str, object], number: int | None = None) -> Self:
        """Return a message whose English text is known."""
        message = cls(text)
        message.sentence, message.values, message.number = sentence, values, number
        return message

    def said(self, translate: Translate) -> str:
        """Return the words in another language."""
        values = {name: said(value, translate) for name, value in self.values.items()}
        if not self.sentence:
            return str(values.pop("between", "")).join(map(str, values.values()))
        words = translate(self.sentence, self.number)
        return words.format(**values) if values else words


def say(sentence: str, /, **values: object) -> Message:
    """Return a sentence with its values: ``say("Draft {name}", name="1")``."""
    return Message.of(sentence.format(**values) if values else sentence, sentence, values)


def count(number: int, one: str, many: str, /, **values: object) -> Message:
    """Return a sentence with a number, ``{count}`` in it, in the singular or the plural."""
    values = {"count": number, **values}
    return Message.of((one if number == 1 else many).format(**values), one, values, number)


def in_context(text: str, context: str, /) -> Message:
    """Return a word that other languages say in several ways: ``in_context("State", "of a provision")``."""
    return Message.of(text, f"{text}|{context}", {})


def joined(between: str, parts: Iterable[str]) -> Message:
    """Return texts side by side; those of them that are messages can be said in another language."""
    found = list(parts)
    values = {"between": between, **{str(place): part for place, part in enumerate(found)}}
    return Message.of(between.join(found), "", values)


def said(value: object, translate: Translate) -> object:
    """Return a value as another language says it: a message, a word of a closed set, and all else as it is."""
    if isinstance(value, Message):
        return value.said(translate)
    return translate(value.value, None) if isinstance(value, StrEnum) else value
