"""How the block of a directive is read: its argument, its options, its text, and what is wrong, each with its line."""

from __future__ import annotations

import pytest

from normative.model.block import Head, is_option, names, yaml_as_options

KNOWN = ("basis", "holder")


def read(block: str, known: tuple[str, ...] = KNOWN) -> tuple[Head, list[tuple[int, str]]]:
    """Read a block whose first line is line 5."""
    head = Head()
    rest = head.read([*enumerate(block.split("\n"), 5)], known)
    return head, rest


@pytest.mark.parametrize(
    ("block", "argument", "options", "rest"),
    [
        ("", "", {}, []),
        ("one", "one", {}, []),
        ("one\n\nText.\nMore.", "one", {}, [(7, "Text."), (8, "More.")]),
        ("one\n:basis: CONV 1\n\nText.", "one", {"basis": ("CONV 1", 6)}, [(8, "Text.")]),
        (":basis: CONV 1", "", {"basis": ("CONV 1", 5)}, []),
        (":basis:", "", {"basis": ("", 5)}, []),
        (
            "one\n:basis: CONV 1;\n   COMP obj. 2\n:holder: all",
            "one",
            {"basis": ("CONV 1; COMP obj. 2", 6), "holder": ("all", 8)},
            [],
        ),
        (":basis:\n   CONV 1", "", {"basis": ("CONV 1", 5)}, []),
        (":basis: CONV 1\n   :wrong: goes on", "", {"basis": ("CONV 1 :wrong: goes on", 5)}, []),
        (":basis: CONV 1\n   :holder: all", "", {"basis": ("CONV 1", 5), "holder": ("all", 6)}, []),
        ("one\n\n:basis: CONV 1", "one", {}, [(7, ":basis: CONV 1")]),
    ],
)
def test_options_are_read_with_their_lines_and_the_rest_is_text(
    block: str, argument: str, options: dict[str, tuple[str, int]], rest: list[tuple[int, str]]
) -> None:
    head, text = read(block)
    assert head.problems == []
    assert head.unread == []
    assert (head.argument, text) == (argument, rest)
    assert {name: (value, head.lines[name]) for name, value in head.options.items()} == options


@pytest.mark.parametrize(
    ("block", "problems", "unread", "rest"),
    [
        (":bases: CONV 1", [(5, "unknown option 'bases'; nearest are basis")], [":bases: CONV 1"], []),
        (":zzz: 1\n   2", [(5, "unknown option 'zzz'; known are basis, holder")], [":zzz: 1 2"], []),
        (
            ":basis: A\n:basis: B\n   C\n:holder: all",
            [(6, "option 'basis' is given twice; keep one (the first is used)")],
            [":basis: B C"],
            [],
        ),
        (":basis:A", [(5, "':basis:A' is not an option; write ':name: value'")], [], []),
        (
            "one\nText at once.\nMore.",
            [(6, "'Text at once.' follows the options at once; leave a blank line before the text")],
            [],
            [(6, "Text at once."), (7, "More.")],
        ),
        (
            "one\n  Text at once.",
            [(6, "'Text at once.' follows the options at once; leave a blank line before the text")],
            [],
            [(6, "  Text at once.")],
        ),
        (
            ":basis: A\nText at once.",
            [(6, "'Text at once.' follows the options at once; leave a blank line before the text")],
            [],
            [(6, "Text at once.")],
        ),
    ],
)
def test_what_is_wrong_in_a_block_is_found_and_no_word_is_lost(
    block: str, problems: list[tuple[int, str]], unread: list[str], rest: list[tuple[int, str]]
) -> None:
    head, text = read(block)
    assert [(line, problem.message) for problem, line in head.problems] == problems
    assert (head.unread, text) == (unread, rest)


def test_of_a_double_option_the_first_is_used() -> None:
    head, _ = read(":basis: A\n:basis: B\n:holder: all")
    assert head.options == {"basis": "A", "holder": "all"}
    assert head.lines == {"basis": 5, "holder": 7}


def test_a_directive_without_options_says_so() -> None:
    head, _ = read(":basis: A", ())
    assert [problem.message for problem, _ in head.problems] == ["unknown option 'basis'; there are none here"]


def test_options_may_be_read_where_there_is_no_argument() -> None:
    head = Head()
    assert head.read_options([(3, "Text."), (4, "More.")], KNOWN) == [(3, "Text."), (4, "More.")]
    assert head.problems == []


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        (":basis: CONV 1", True),
        ("   :basis: CONV 1", True),
        (":basis:", True),
        (":basis:CONV 1", False),
        (":other: words", False),
        ("basis: words", False),
        (":1: words", False),
    ],
)
def test_a_line_of_text_that_would_be_an_option(line: str, is_one: bool) -> None:
    assert is_option(line, KNOWN) is is_one


@pytest.mark.parametrize(
    ("written", "options"),
    [
        ([], []),
        (["Text."], ["Text."]),
        (["--", "basis: A"], ["--", "basis: A"]),
        (["---", "basis: A", "---", "Text.", "More."], [":basis: A", "", "Text.", "More."]),
        (["----", "basis: A", "holder:", "-----"], [":basis: A", ":holder: ", ""]),
        (["---", "basis: |", "  A", "holder: >-", "  all", "---"], [":basis: ", "  A", ":holder: ", "  all", ""]),
        (["---", "basis: A"], [":basis: A"]),
        (["---", "---", "Text."], ["", "Text."]),
        (["---", "basis: 'A'", 'holder: "b"', "---"], [":basis: A", ":holder: b", ""]),
        (["---", "basis: 'A\"", "---"], [":basis: 'A\"", ""]),
    ],
)
def test_options_between_lines_of_hyphens_are_options(written: list[str], options: list[str]) -> None:
    assert yaml_as_options(written) == options


@pytest.mark.parametrize(
    ("value", "found"), [("", ()), (" ; ", ()), ("a", ("a",)), ("a b;  c\n d ;", ("a b", "c d")), ("a;a", ("a", "a"))]
)
def test_names_stand_between_semicolons(value: str, found: tuple[str, ...]) -> None:
    assert names(value) == found
