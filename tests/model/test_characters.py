"""The text of a file in whatever encoding it was saved, and what is said of one that is not UTF-8."""

from __future__ import annotations

import pytest

from normative.model.characters import comparable, decode, unaccented, visible

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
            b"One.\nA \xe9 \xe8.\n",
            "One.\nA é è.\n",
            "byte 0xE9 at position 7 of the file is not UTF-8 (one of 2) and is read as 'é'",
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


@pytest.mark.parametrize(
    ("written", "text", "lines"),
    [
        ("<<<<<<< a\n=======\n>>>>>>> b", "\n\n", [1]),
        ("<<<<<<<\nx\n||||||| base\ny\n=======\nz\n>>>>>>>", "\nx\n\ny\n\nz\n", [1]),
        ("<<<<<<< a\n=======\n>>>>>>> b\n<<<<<<< a\n=======\n>>>>>>> b", "\n\n\n\n\n", [1, 4]),
        # What lacks a part, or begins anew, is no conflict, and a heading has such a line.
        ("<<<<<<< a\n>>>>>>> b", "<<<<<<< a\n>>>>>>> b", []),
        ("=======\n>>>>>>> b\n<<<<<<< a", "=======\n>>>>>>> b\n<<<<<<< a", []),
        ("<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c", "<<<<<<< a\n\n\n", [2]),
        ("<<<<<<< a\nHeading\n=======\nText", "<<<<<<< a\nHeading\n=======\nText", []),
        ("<<<<<<<a\n=======\n>>>>>>> b", "<<<<<<<a\n=======\n>>>>>>> b", []),
    ],
)
def test_marks_of_git_are_taken_out_where_they_belong_together(written: str, text: str, lines: list[int]) -> None:
    decoded = decode(written.encode())
    assert decoded.text == text
    assert [line for line, _ in decoded.problems] == lines


@pytest.mark.parametrize(
    ("written", "text", "told"),
    [
        ("a\x07b\x07c\x01", "a[U+0007]b[U+0007]c[U+0001]", "hidden in the line: U+0007, U+0001"),
        ("a\u202eb", "a[U+202E]b", "reorders the line: U+202E"),
        ("a\u2066b\u2069c", "a\u2066b\u2069c", ""),
        ("a\u2066b\u202ac\u202cd\u2069", "a\u2066b\u202ac\u202cd\u2069", ""),
        ("a\u2066b\u202ac\u2069d\u202c", "a[U+2066]b[U+202A]c[U+2069]d[U+202C]", "reorders the line: U+2066, U+202A"),
        ("a\u2066b", "a[U+2066]b", "reorders the line: U+2066"),
        ("a\u2069b", "a[U+2069]b", "reorders the line: U+2069"),
        ("a\u2028b", "a b", "breaks the line: U+2028, read as a space"),
    ],
)
def test_what_cannot_be_seen_is_shown_and_told_with_its_line(written: str, text: str, told: str) -> None:
    decoded = decode(f"First.\n{written}\nLast.".encode())
    assert decoded.text == f"First.\n{text}\nLast."
    assert [line for line, _ in decoded.problems] == [2] * bool(told)
    assert all(problem.message.startswith(told) for _, problem in decoded.problems)


def test_a_line_with_several_faults_has_one_remark_for_each() -> None:
    decoded = decode("a\x01\u202e\u2029".encode())
    assert decoded.text == "a[U+0001][U+202E] "
    assert [problem.message.split(":")[0] for _, problem in decoded.problems] == [
        *("hidden in the line", "reorders the line", "breaks the line")
    ]


def test_letters_with_accents_are_one_character_however_they_are_written() -> None:
    assert decode("e\u0301".encode()).text == "é"
    assert comparable("e\u0301 so\u00adft\u200b") == "é soft"
    assert [unaccented(word) for word in ("ABC", "É", "Straße", "Łódź", "الأُمّة")] == [
        "abc",
        "e",
        "strasse",
        "lodz",
        "الامه",
    ]


def test_a_message_shows_what_could_make_it_read_as_another_one() -> None:
    assert visible("a\u2066b\u2069\x1b[31m\tc\n") == "a[U+2066]b[U+2069][U+001B][31m\tc\n"


@pytest.mark.parametrize("text", ["ab", "Words.", "日本"])
def test_short_texts_are_not_taken_for_utf_16(text: str) -> None:
    assert decode(text.encode()).problems == ()
