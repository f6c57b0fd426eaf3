"""The text of a file in whatever encoding it was saved, and what is said of one that is not UTF-8."""

from __future__ import annotations

import pytest

from normative.model.characters import decode

TEXT = "Rights of all – “every person”, é.\nSecond line.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_without_a_remark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT
    assert decode(TEXT.encode(encoding)).problems == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_as_what_it_is_and_told(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    [(line, problem)] = decoded.problems
    assert (line, problem.message) == (1, "the file is UTF-16; save it as UTF-8")


@pytest.mark.parametrize(
    ("data", "text", "told"),
    [
        (
            b"One.\r\nA \xe9 and \x93words\x94.\r\n",
            "One.\nA é and “words”.\n",
            "byte 0xE9 at position 8 of the file is not UTF-8 (one of 3) and is read as 'é'",
        ),
        (
            b"\xef\xbb\xbfOne \xc3\xa9.\n\x85",
            "One é.\n…",
            "byte 0x85 at position 11 of the file is not UTF-8 and is read as '…'",
        ),
    ],
)
def test_a_byte_of_windows_is_read_as_meant_and_told_with_its_place(data: bytes, text: str, told: str) -> None:
    decoded = decode(data)
    assert decoded.text == text
    [(line, problem)] = decoded.problems
    assert (line, problem.message) == (2, f"{told}, which may be wrong; save the file as UTF-8")


def test_an_encoding_that_the_author_names_is_believed() -> None:
    assert decode(b"\xe9 and", "latin-1").text == "é and"
    with pytest.raises(UnicodeError):
        decode(b"\xe9 and", "ascii")


def test_of_what_git_could_not_join_both_sides_are_read_and_no_mark() -> None:
    decoded = decode(b"Before.\n<<<<<<< HEAD\nOurs.\n=======\nTheirs.\n>>>>>>> other\nBehind.\n")
    assert decoded.text == "Before.\n\nOurs.\n\nTheirs.\n\nBehind.\n"
    assert [line for line, _ in decoded.problems] == [2]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_empty_text(data: bytes) -> None:
    assert decode(data).text == ""
    assert decode(data).problems == ()
