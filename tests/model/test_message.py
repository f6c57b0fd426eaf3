"""Messages are read as they are in English, and are said in another language with their values."""

from __future__ import annotations

import pytest

from normative.model.matrix import State
from normative.model.message import count, in_context, joined, said, say

#: An odd language: it writes its words backwards, and keeps values where they stand.
WORDS = {
    "Draft {name}": "{name} tfarD",
    "Draft": "tfarD",
    "{count} word": "{count} drow",
    "of {what}": "{what} _of_",
    "State|of a provision": "etatS",
    "gap": "pag",
}


def backwards(sentence: str, number: int | None) -> str:
    return WORDS.get(sentence, sentence) + ("" if number in (None, 1) else "s")


@pytest.mark.parametrize(
    ("message", "english", "other"),
    [
        (say("Draft"), "Draft", "tfarD"),
        (say("Draft {name}", name="1"), "Draft 1", "1 tfarD"),
        (say("{braces} stay"), "{braces} stay", "{braces} stay"),
        (say("of {what}", what=say("Draft {name}", name=2)), "of Draft 2", "2 tfarD _of_"),
        (say("of {what}", what=State.GAP), "of gap", "pag _of_"),
        (count(1, "{count} word", "{count} words"), "1 word", "1 drow"),
        (count(2, "{count} word", "{count} words"), "2 words", "2 drows"),
        (count(0, "{count} word", "{count} words"), "0 words", "0 drows"),
        (in_context("State", "of a provision"), "State", "etatS"),
        (joined("; ", [say("Draft"), "plain", say("Draft")]), "Draft; plain; Draft", "tfarD; plain; tfarD"),
        (joined("; ", []), "", ""),
        (joined(say("Draft"), ["a", "b"]), "aDraftb", "atfarDb"),
    ],
)
def test_a_message_is_said_in_another_language(message: str, english: str, other: str) -> None:
    assert message == english
    assert said(message, backwards) == other


def test_what_is_no_message_stays() -> None:
    assert [said(value, backwards) for value in ("Draft", 3, None)] == ["Draft", 3, None]
    assert said(State.GAP, backwards) == "pag"
