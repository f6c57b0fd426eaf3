"""Reading citations: every spelling the manual allows, what is refused and how, and printing as the inverse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normative.model.citation import parse_citation, parse_place
from normative.model.diagnostics import Diagnostic
from normative.model.instrument import Instrument
from normative.model.provision import Level, Provision, Unit, table_text
from normative.model.register import Register

Instruments = Mapping[str, Instrument]


def read(text: str, instruments: Instruments) -> list[str]:
    """Return the slugs of a citation without problems."""
    citation = parse_citation(text, instruments)
    assert citation.problems == ()
    return [provision.slug for provision in citation.provisions]


def messages(text: str, instruments: Instruments) -> list[str]:
    """Return the messages of the problems of a citation."""
    return [problem.message for problem in parse_citation(text, instruments).problems]


@pytest.mark.parametrize(
    "spelling",
    [
        "CONV 3(1)",
        "CONV 3 (1)",
        "CONV  3  ( 1 )",
        "CONV art. 3 (1)",
        "CONV art 3 (1)",
        "CONV Art. 3(1)",
        "CONV arts. 3 (1)",
        "CONV article 3 (1)",
        "CONV article 3, para. 1",
        "CONV article 3, paragraph 1",
        "CONV art. 3, para. 1",
        "CONV 03 (1)",
        "CONV\n3 (1)",
    ],
)
def test_spellings_of_one_place(spelling: str, instruments: Instruments) -> None:
    assert read(spelling, instruments) == ["conv-art-3-1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CONV 1-3", ["conv-art-1", "conv-art-2", "conv-art-3"]),
        ("CONV 1–3", ["conv-art-1", "conv-art-2", "conv-art-3"]),
        ("CONV 1 to 3", ["conv-art-1", "conv-art-2", "conv-art-3"]),
        ("CONV arts. 1-2", ["conv-art-1", "conv-art-2"]),
        ("CONV art. 1 - art. 2", ["conv-art-1", "conv-art-2"]),
        ("CONV 3 (1)-(3)", ["conv-art-3-1", "conv-art-3-2", "conv-art-3-3"]),
        ("CONV 3 (1)-3 (3)", ["conv-art-3-1", "conv-art-3-2", "conv-art-3-3"]),
        ("CONV 1, 2 and 3 (1)", ["conv-art-1", "conv-art-2", "conv-art-3-1"]),
        ("CONV 1, 2, and 3", ["conv-art-1", "conv-art-2", "conv-art-3"]),
        ("CONV 1 & 2", ["conv-art-1", "conv-art-2"]),
        ("CONV 3 (1), (3)", ["conv-art-3-1", "conv-art-3-3"]),
        ("CONV 3 (1) and (3)", ["conv-art-3-1", "conv-art-3-3"]),
        ("CONV 3, paras. 1 and 3", ["conv-art-3-1", "conv-art-3-3"]),
        ("CONV article 3, para. 1, and article 4", ["conv-art-3-1", "conv-art-4"]),
        ("CONV article 3, para. 1, 4", ["conv-art-3-1", "conv-art-4"]),
        ("CONV 2 (1) (a) (i)", ["conv-art-2-1-a-i"]),
        ("CONV 2(1)(a)(i)-(ii)", ["conv-art-2-1-a-i", "conv-art-2-1-a-ii"]),
        ("CONV 2 (1) (a), (b)", ["conv-art-2-1-a", "conv-art-2-1-b"]),
        ("CONV 2 (1) (a) (i), (ii)", ["conv-art-2-1-a-i", "conv-art-2-1-a-ii"]),
        ("CONV 2 (1) (a) (i), (b)", ["conv-art-2-1-a-i", "conv-art-2-1-b"]),
        ("CONV 4 bis", ["conv-art-4-bis"]),
        ("CONV 4 BIS", ["conv-art-4-bis"]),
        ("CONV 4bis, 10", ["conv-art-4-bis", "conv-art-10"]),
        ("OPEN 5 (1 bis)", ["open-art-5-1-bis"]),
        ("OPEN 5(1BIS) (a)", ["open-art-5-1-bis-a"]),
        ("OPEN art. 5, paras. 1, 1 bis and 2", ["open-art-5-1", "open-art-5-1-bis", "open-art-5-2"]),
        ("OPEN paragraph 1 bis of article 5", ["open-art-5-1-bis"]),
        ("OPEN 5 (1), (1 bis), (2)", ["open-art-5-1", "open-art-5-1-bis", "open-art-5-2"]),
        ("OPEN 5 (1 bis) (a), (2)", ["open-art-5-1-bis-a", "open-art-5-2"]),
        ("CONV part I", ["conv-part-i"]),
        ("CONV part ii", ["conv-part-ii"]),
        ("CONV parts I-II", ["conv-part-i", "conv-part-ii"]),
        ("CONV part I, art. 3", ["conv-part-i", "conv-art-3"]),
        ("CONV 1, 1, 1-2", ["conv-art-1", "conv-art-2"]),
        ("COMP obj. 1", ["comp-obj-1"]),
        ("COMP objective 1", ["comp-obj-1"]),
        ("COMP objs. 1-3", ["comp-obj-1", "comp-obj-2", "comp-obj-3"]),
        ("COMP para. 7", ["comp-obj-1"]),
        ("COMP para. 7 (a)", ["comp-para-7-a"]),
        ("COMP obj. 1 (a)", ["comp-para-7-a"]),
        ("COMP para. 7 (a)-(b)", ["comp-para-7-a", "comp-para-7-b"]),
        ("COMP para. 8 (a) (i)", ["comp-para-8-a-i"]),
        ("COMP principle (a)", ["comp-para-6-a"]),
        ("COMP principles (a)-(b)", ["comp-para-6-a", "comp-para-6-b"]),
        ("COMP principles (a), (b)", ["comp-para-6-a", "comp-para-6-b"]),
        ("COMP para. 6 (a)", ["comp-para-6-a"]),
        ("COMP paras. 10-12", ["comp-para-10-12"]),
        ("COMP paras. 10-11", ["comp-para-10", "comp-para-11"]),
        ("COMP obj. 1, para. 8 (a)", ["comp-obj-1", "comp-para-8-a"]),
        ("CONV 3 (1); COMP obj. 1;", ["conv-art-3-1", "comp-obj-1"]),
        ("CONV 1; COMP obj. 1; CONV 2", ["conv-art-1", "comp-obj-1", "conv-art-2"]),
        ("OPEN 14a", ["open-art-14a"]),
        ("OPEN 99 ter (A)", ["open-art-99-ter-au"]),
        ("OPEN 5 (a)-(c)", ["open-art-5-a", "open-art-5-b", "open-art-5-c"]),
        ("OPEN 5 (h)-(j)", ["open-art-5-h", "open-art-5-i", "open-art-5-j"]),
        ("OPEN 5 (i)-(iii)", ["open-art-5-i", "open-art-5-ii", "open-art-5-iii"]),
        ("OPEN 5 (1) (a) (i)-(iv)", [f"open-art-5-1-a-{roman}" for roman in ("i", "ii", "iii", "iv")]),
        ("OPEN 5 (1) (c) (ix)-(xi)", [f"open-art-5-1-c-{roman}" for roman in ("ix", "x", "xi")]),
        ("OPEN 5 (A)-(C)", ["open-art-5-au", "open-art-5-bu", "open-art-5-cu"]),
        ("OPEN part XIX", ["open-part-xix"]),
        ("OPEN part A", ["open-part-au"]),
        ("CMT-GC2 50", ["cmt-gc2-para-50"]),
        # As lawyers write.
        ("CONV paragraph 1 of article 3", ["conv-art-3-1"]),
        ("CONV paragraphs 1 to 3 of article 3", ["conv-art-3-1", "conv-art-3-2", "conv-art-3-3"]),
        ("CONV paras. 1 and 3 of article 3 and article 4", ["conv-art-3-1", "conv-art-3-3", "conv-art-4"]),
        ("CONV paragraph 1 of article 3 and 4, 10", ["conv-art-3-1", "conv-art-4", "conv-art-10"]),
        ("CONV subparagraph (a) of paragraph 1 of article 2", ["conv-art-2-1-a"]),
        ("CONV articles 1 through 3", ["conv-art-1", "conv-art-2", "conv-art-3"]),
        ("CONV 1−3", ["conv-art-1", "conv-art-2", "conv-art-3"]),
        ("CONV 1‑3", ["conv-art-1", "conv-art-2", "conv-art-3"]),
        ("CONV article 3 paragraph 1", ["conv-art-3-1"]),
        ("CONV article 2, para. 1, subpara. (a)", ["conv-art-2-1-a"]),
        ("OPEN article 7, paragraph (a)", ["open-art-7-a"]),
        ("OPEN article 25, subparagraph (c)", ["open-art-25-c"]),
        ("OPEN article 12, paragraph 2 (b) to (c)", ["open-art-12-2-b", "open-art-12-2-c"]),
        ("OPEN article 25, subparagraphs (a) to (b)", ["open-art-25-a", "open-art-25-b"]),
        ("OPEN article 25, letters (c) and (d)", ["open-art-25-c", "open-art-25-d"]),
        ("CONV, art. 4", ["conv-art-4"]),
        ("CONV: 4.", ["conv-art-4"]),
        ("OPEN art. 27 (1), chapeau, and (1) (b)", ["open-art-27-1", "open-art-27-1-b"]),
        ("OPEN chapeau of article 27 (1)", ["open-art-27-1"]),
        ("OPEN preamble (p)", ["open-preamble-p"]),
        ("OPEN preamble, paras. 5 and 7", ["open-preamble-5", "open-preamble-7"]),
        ("CONV preamble; COMP preamble", ["conv-preamble", "comp-preamble"]),
        ("OPEN priority 4", ["open-priority-4"]),
        ("OPEN goals 5 and 10", ["open-goal-5", "open-goal-10"]),
        ("OPEN targets 10.7, 8.8 and 10.c", ["open-target-10-7", "open-target-8-8", "open-target-10-c"]),
        ("OPEN targets 10.7-10.9", ["open-target-10-7", "open-target-10-8", "open-target-10-9"]),
        ("OPEN target 10.7 (a)-(b)", ["open-target-10-7-a", "open-target-10-7-b"]),
        ("OPEN targets 8.a to 8.c", ["open-target-8-a", "open-target-8-b", "open-target-8-c"]),
        ("OPEN chapters I-V", [f"open-chapter-{number}" for number in ("i", "ii", "iii", "iv", "v")]),
        ("CMT\u2011GC2 5", ["cmt-gc2-para-5"]),
        ("OPEN rules 1-2, chapter IV, section B", ["open-rule-1", "open-rule-2", "open-chapter-iv", "open-section-bu"]),
        ("CONV arts. 3 (1); 4; COMP obj. 1; obj. 2", ["conv-art-3-1", "conv-art-4", "comp-obj-1", "comp-obj-2"]),
        ("CONV 1 or 2", ["conv-art-1", "conv-art-2"]),
        ("CONV 3 (1), COMP obj. 1 and OPEN 5", ["conv-art-3-1", "comp-obj-1", "open-art-5"]),
        ("OPEN parts III, IV and VI", ["open-part-iii", "open-part-iv", "open-part-vi"]),
        # A list of paragraphs ends with its "and".
        ("OPEN arts. 5, paras. 1 and 3, and 8", ["open-art-5-1", "open-art-5-3", "open-art-8"]),
        ("OPEN art. 5, paras. 1, 3 and 8", ["open-art-5-1", "open-art-5-3", "open-art-5-8"]),
        ("OPEN arts. 5, paras. 1, 3 and para. 8", ["open-art-5-1", "open-art-5-3", "open-art-5-8"]),
        ("OPEN arts. 5, paras. 1, 3 and art. 8", ["open-art-5-1", "open-art-5-3", "open-art-8"]),
        ("OPEN art. 5, para. 1, and para. 3, and art. 6", ["open-art-5-1", "open-art-5-3", "open-art-6"]),
        ("OPEN arts. 4 and 5, paras. 1 and 3", ["open-art-4", "open-art-5-1", "open-art-5-3"]),
        ("OPEN arts. 4 and 5, paras. 1, 3 and 8", ["open-art-4", "open-art-5-1", "open-art-5-3", "open-art-5-8"]),
        ("OPEN 5 (1), principle (a)", ["open-art-5-1", "open-principle-a"]),
        ("CMT-GC2 paras. 50-52", ["cmt-gc2-para-50", "cmt-gc2-para-51", "cmt-gc2-para-52"]),
        ("OPEN annexes II and III; annex IV", ["open-annex-ii", "open-annex-iii", "open-annex-iv"]),
        ("OPEN annex II, annex III and art. 5", ["open-annex-ii", "open-annex-iii", "open-art-5"]),
        ("OPEN annex II, paras. 3 and 4", ["open-annex-ii-3", "open-annex-ii-4"]),
        ("OPEN annex II; OPEN art. 5", ["open-annex-ii", "open-art-5"]),
    ],
)
def test_lists_ranges_and_units(text: str, expected: list[str], instruments: Instruments) -> None:
    assert read(text, instruments) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "malformed citation '': it is empty; name a provision, such as KEY 22 (1), or leave it out"),
        (" ; ", "malformed citation ';': it is empty; name a provision, such as KEY 22 (1), or leave it out"),
        ("22 (1)", "malformed citation '22 (1)': it does not begin with an instrument's key"),
        ("CONV", "malformed citation 'CONV': no provision is named; write 'CONV 1', or :instrument: for the whole"),
        (
            "COMP",
            "malformed citation 'COMP': no provision is named; write 'COMP para. 1', or :instrument: for the whole",
        ),
        ("CONV 3 (1) (", "malformed citation 'CONV 3 (1) (': '(' cannot be read"),
        ("CONV 3 §", "malformed citation 'CONV 3 §': '§' cannot be read"),
        ("CONV art.", "malformed citation 'CONV art.': a number is missing"),
        ("CONV 3,", "malformed citation 'CONV 3,': a number is missing"),
        ("CONV 3,,4", "malformed citation 'CONV 3,,4': a number is missing before ','"),
        ("CONV 3 4", "malformed citation 'CONV 3 4': a comma is missing before '4'"),
        ("CONV (1)", "malformed citation 'CONV (1)': '(1)' has no article or paragraph number before it"),
        ("CONV 3 (1), (a)", "malformed citation 'CONV 3 (1), (a)': '(a)' does not count on from '1'"),
        ("OPEN 3 (a) (i), (1)", "malformed citation 'OPEN 3 (a) (i), (1)': '(1)' does not count on from 'i'"),
        ("CONV X", "malformed citation 'CONV X': 'X' is not a number"),
        ("COMP 7", "malformed citation 'COMP 7': COMP has no default unit; write 'para. 7' or 'obj. 7'"),
        ("COMP 7 (a)", "malformed citation 'COMP 7 (a)': COMP has no default unit; write 'para. 7' or 'obj. 7'"),
        (
            "CONV 3 (1)-4",
            "malformed citation 'CONV 3 (1)': a range must begin and end at the same depth, as in 22 (1)-(3)",
        ),
        (
            "COMP paras. 10 (a)-12",
            "malformed citation 'COMP para. 10 (a)': a range must begin and end at the same depth, as in 22 (1)-(3)",
        ),
        ("CONV 3-1", "malformed citation 'CONV 3': a range must count up, and by at most 500"),
        ("CONV 3-3", "malformed citation 'CONV 3': a range must count up, and by at most 500"),
        ("OPEN 1-999", "malformed citation 'OPEN 1': a range must count up, and by at most 500"),
        ("OPEN 5 (a)-(ab)", "malformed citation 'OPEN 5 (a)': 'a' to 'ab' cannot be counted"),
        ("OPEN 5 (1 bis)-(3)", "malformed citation 'OPEN 5 (1 bis)': '1 bis' to '3' cannot be counted"),
        ("OPEN 5 bis-7", "malformed citation 'OPEN 5 bis': '5 bis' to '7' cannot be counted"),
        (
            "OPEN arts. 5, paras. 1, 3 and 8",
            "malformed citation 'OPEN arts. 5, paras. 1, 3 and 8': the last number may be an article or a paragraph; "
            "write 'art.' or 'para.' before it",
        ),
        (
            "OPEN arts. 5, paras. 1, 2, 3 and 8",
            "malformed citation 'OPEN arts. 5, paras. 1, 2, 3 and 8': the last number may be an article or a paragraph; "
            "write 'art.' or 'para.' before it",
        ),
        (
            "OPEN arts. 5, paras. 1-3 and 8",
            "malformed citation 'OPEN arts. 5, paras. 1-3 and 8': the last number may be an article or a paragraph; "
            "write 'art.' or 'para.' before it",
        ),
        (
            "OPEN arts. 5, paras. 1 (a), 3 (b), and 8",
            "malformed citation 'OPEN arts. 5, paras. 1 (a), 3 (b), and 8': the last number may be an article or a paragraph; "
            "write 'art.' or 'para.' before it",
        ),
        (
            "OPEN art. 5, paras. 1 and 3, and 8",
            "malformed citation 'OPEN art. 5, paras. 1 and 3, and 8': '8' may be an article or a paragraph; "
            "write 'art. 8' or 'para. 8'",
        ),
        (
            "OPEN 11 ff.",
            "malformed citation 'OPEN 11 ff.': 'ff' leaves open how far it goes; write the range out, as in 11-13",
        ),
        (
            "OPEN 12, first sentence",
            "malformed citation 'OPEN 12, first sentence': 'first sentence' has no number of its own; cite the "
            "paragraph here, and name the sentence in the text",
        ),
        (
            "OPEN 12 read in conjunction with 13",
            "malformed citation 'OPEN 12 read in conjunction with 13': 'read in conjunction with' joins two citations; "
            "write a semicolon in its place",
        ),
        (
            "OPEN annex VII, art. 3",
            "malformed citation 'OPEN annex VII, art. 3': what follows 'annex VII' may lie in the annex; write 'annex VII (3)' "
            "for its article or paragraph 3, or a semicolon before a place of the instrument itself",
        ),
        ("OPEN 12 thereof", "malformed citation 'OPEN 12 thereof': 'thereof' names no place; leave it out"),
        ("see OPEN 12", "malformed citation 'see OPEN 12': 'see' names no place; leave it out"),
        (
            "OPEN subpara. (a)",
            "malformed citation 'OPEN subpara. (a)': 'subpara' names a part, and nothing stands before it",
        ),
        (
            "OPEN para. 1 of arts. 3-4",
            "malformed citation 'OPEN para. 1 of arts. 3-4': what stands before 'of' can lie in one article only; cite each on its own",
        ),
        (
            "OPEN goal 10.7",
            "malformed citation 'OPEN goal 10.7': '10.7' is not a number; write 'target 10.7' for a target of a goal",
        ),
        ("OPEN targets 10.4-11.2", "malformed citation 'OPEN target 10.4': '10.4' to '11.2' cannot be counted"),
        ("CONV 1, CNV 3", "unknown instrument 'CNV'; nearest are CONV"),
        ("CNV 3", "unknown instrument 'CNV'; nearest are CONV"),
        ("ZZZ 3", "unknown instrument 'ZZZ'; known are CMT-GC2, COMP, CONV, OPEN"),
        ("CONV 11", "unknown provision 'CONV 11'; nearest are CONV 1, CONV 10, CONV 1 (1)"),
        ("CONV 3 (9)", "unknown provision 'CONV 3 (9)'; nearest are CONV 3, CONV 3 (3), CONV 3 (2)"),
        ("COMP obj. 9", "unknown provision 'COMP obj. 9'; nearest are COMP obj. 3, COMP obj. 2, COMP obj. 1"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, expected: str, instruments: Instruments) -> None:
    assert messages(text, instruments) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OPEN article 6 § 1", "OPEN 6 (1)"),
        ("OPEN art. 6 §§ 1 and 3 (c)", "OPEN 6 (1), 6 (3) (c)"),
        ("OPEN articles 5 § 4 and 13", "OPEN 5 (4), 13"),
        ("CMT-GC2 §10; CMT-GC2 ¶¶ 12-14; CMT-GC2, at para. 20", "CMT-GC2 10, 12–14, 20"),
        ("OPEN 2 (para. 3), 14 (paras. 1 and 3 (b)) and 26", "OPEN 2 (3), 14 (1), 14 (3) (b), 26"),
        ("OPEN (arts. 6 (1) and 7)", "OPEN 6 (1), 7"),
        ("OPEN articles 8.1, 22.8 and 25", "OPEN 8 (1), 22 (8), 25"),
        ("OPEN article 14.3.d", "OPEN 14 (3) (d)"),
        ("OPEN rule 13.1", "OPEN rule 13 (1)"),
        ("CMT-GC2 para. 29.c", "CMT-GC2 29 (c)"),
        ("OPEN article 2 (a, b and d)", "OPEN 2 (a), (b), (d)"),
        ("OPEN 24 (1, 2); OPEN 24 (2) (a–c)", "OPEN 24 (1), (2), 24 (2) (a)–(c)"),
        ("OPEN articles 55 c and 56; OPEN 14(3)d; OPEN art. 15 (3) d)", "OPEN 55 (c), 56, 14 (3) (d), 15 (3) (d)"),
        ("article 6 (1) of the OPEN and article 3 of CONV", "OPEN 6 (1); CONV 3"),
        ("Art. 6(1) OPEN; arts. 1 and 2 CONV", "OPEN 6 (1); CONV 1, 2"),
        ("paragraph 1 of article 6 of OPEN", "OPEN 6 (1)"),
        ("the OPEN, art. 6", "OPEN 6"),
        ("OPEN preambular paragraphs 5 and 7", "OPEN preamble (5), (7)"),
        ("OPEN ninth preambular paragraph", "OPEN preamble (9)"),
        ("OPEN recitals 16 and 17", "OPEN preamble (16), (17)"),
        ("OPEN article 47, second paragraph", "OPEN 47 (2)"),
        ("CMT-GC2 operative paragraph 5; CMT-GC2 OP6, OP7 and OP8", "CMT-GC2 5–8"),
        ("OPEN objective No. 13", "OPEN obj. 13"),
        ("OPEN SDG 10.7, SDG target 10.c", "OPEN target 10.7, 10.c"),
        ("OPEN Sustainable Development Goals 5 and 8", "OPEN goal 5, 8"),
        ("COMP objective 1, actions (a) and (b)", "COMP para. 7 (a), (b)"),
        ("COMP guiding principles (a) and (b)", "COMP para. 6 (a), (b)"),
        ("OPEN article 3, lit. c; OPEN article 4, point (a)", "OPEN 3 (c), 4 (a)"),
        ("OPEN articles 6 up to 8, 17 and/or 23 as well as 30", "OPEN 6–8, 17, 23, 30"),
        ("OPEN rule 45, para. 1; OPEN guideline 9, para. 12", "OPEN rule 45 (1), guideline 9 (12)"),
        ("OPEN subparagraphs (a) and (b) of article 3, paragraph 2", "OPEN 3 (2) (a), (b)"),
        ("OPEN art. 9, paras. 1 (a) and (b) and 2 (c)", "OPEN 9 (1) (a), (b), 9 (2) (c)"),
        ("OPEN article 2 a, b and d; OPEN art. 3 par 1", "OPEN 2 (a), (b), (d), 3 (1)"),
        ("OPEN art. 5, para. 1 (c) and (d), and para. 3", "OPEN 5 (1) (c), (d), 5 (3)"),
        (f"OPEN 5{' (a)' * 9}", f"OPEN 5{' (a)' * 9}"),
        ("OPEN art. 7, paras. (a) (i), (ii)", "OPEN 7 (a) (i), (ii)"),
        ("OPEN article 20 of annex VI", "OPEN annex VI (20)"),
        ("OPEN annex, paras. 5 and 6; OPEN annex", "OPEN annex (5), (6), annex"),
        ("OPEN 13 quinquies (1)", "OPEN 13 quinquies (1)"),
        ("OPEN article XII (2); OPEN article E; OPEN article 1 A (2)", "OPEN 12 (2), art. E, 1A (2)"),
    ],
)
def test_what_lawyers_write_is_read_as_it_is_meant(text: str, expected: str, instruments: Instruments) -> None:
    citation = parse_citation(text, instruments)
    assert citation.problems == ()
    assert table_text(citation.provisions, lambda key: instruments[key].default_unit) == expected


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("OPEN articles 3 to 5, paragraph 2", "write 'art. 5 (2)', or '; OPEN para. 2' for a paragraph"),
        ("OPEN art. 3 and para. 2", "write 'art. 3 (2)'"),
        ("OPEN art. 3 (1), para. 2", "write 'art. 3 (2)'"),
        ("OPEN art. 3 (1); para. 2", "write 'art. 3 (2)'"),
        ("OPEN arts. 5, paras. 1 (c) and (e), and 8", "write 'art. 8' or 'para. 8'"),
        ("OPEN parts I-II, art. 3 (1), para. 2", "write 'art. 3 (2)'"),
        ("OPEN 5, annex II, art. 3", "what follows 'annex II' may lie in the annex"),
        ("OPEN preamble and para. 5", "write 'preamble (5)'"),
        ("OPEN article 14.1 and 3", "write 'art. 3' or '14.3'"),
        ("OPEN article 3 (life)", "'(life)' names no place; leave it out"),
        ("OPEN 24 (1, 2) (a)", "cannot be read"),
        ("OPEN part III (arts. 8-35)", "write a comma"),
        ("OPEN 14 (paras. 1 and 3", "a bracket is not closed"),
        ("OPEN § 27", "cannot be read"),
        ("OPEN art. 3, p. 4", "counts no places of the text; cite the paragraph"),
        ("OPEN article 14 taken with article 8", "joins two citations; write a semicolon"),
        ("OPEN Protocol No. 7, art. 1", "is an instrument of its own; cite it by its key"),
        ("OPEN 3/4", "write a list as in '3, 4'"),
        (f"OPEN 5 {'(a) ' * 10}", "a place has at most 10 numbers, one in the other, and this has 11"),
        ("OPEN (art. 6) and (art. 7)", "a number is missing before '('"),
        ("OPEN article e", "'e' is not a number"),
        ("OPEN targets 5.2, 8", "is no target; write one with its goal"),
        ("CONV annex I", "CONV is listed without annexes: cite parts or articles, or add a row to its provisions.csv"),
    ],
)
def test_what_may_be_read_in_two_ways_is_refused(text: str, remedy: str, instruments: Instruments) -> None:
    [message] = messages(text, instruments)
    assert remedy in message


@pytest.mark.parametrize(
    "text",
    [
        "OPEN annex I (c), I (a), annex (b); OPEN para. 3",
        "OPEN 3 (2), art. E (c), 4; OPEN para. 5",
        "OPEN rule 45; OPEN para. 1",
        "OPEN preamble; OPEN para. 5",
    ],
)
def test_what_is_printed_of_neighbours_is_read_as_the_same(text: str, instruments: Instruments) -> None:
    provisions = parse_citation(text, instruments).provisions
    printed = table_text(provisions, lambda key: instruments[key].default_unit)
    again = parse_citation(printed, instruments)
    assert (again.provisions, again.problems) == (provisions, ()), printed


def test_a_key_may_be_written_with_a_space_and_its_words_are_no_markup(instruments: Instruments) -> None:
    directive = replace(instruments["OPEN"], key="RETURN-DIRECTIVE")
    known = {**instruments, "RETURN-DIRECTIVE": directive}
    assert read("CMT GC2 5; RETURN-DIRECTIVE art. 15 (1) a); RETURN DIRECTIVE 16", known) == [
        "cmt-gc2-para-5",
        "return-directive-art-15-1-a",
        "return-directive-art-16",
    ]


def test_a_letter_behind_a_number_is_a_part_where_no_such_article_is(instruments: Instruments) -> None:
    known = {**instruments, "CONV": replace(instruments["CONV"], complete_to=Level.ARTICLE)}
    assert read("CONV 3A (2); CONV 3 A (1); CONV 4 bis", known) == [
        "conv-art-3-au-2",
        "conv-art-3-au-1",
        "conv-art-4-bis",
    ]
    assert read("CONV part 2", known) == ["conv-part-ii"]


def test_rows_may_be_complete_to_a_level_only(instruments: Instruments) -> None:
    articles = replace(instruments["CONV"], complete_to=Level.ARTICLE)
    known = {**instruments, "CONV": articles}
    assert read("CONV 4 (7) (a); CONV 3 (9); CONV 10", known) == ["conv-art-4-7-a", "conv-art-3-9", "conv-art-10"]
    assert messages("CONV 11 (1)", known) == [
        "unknown provision 'CONV 11 (1)'; nearest are CONV 1 (1), CONV 3 (1), CONV 2 (1)"
    ]
    paragraphs = {"CONV": replace(articles, complete_to=Level.PARAGRAPH)}
    assert read("CONV 3 (3) (b)", paragraphs) == ["conv-art-3-3-b"]
    assert messages("CONV 3 (9)", paragraphs) != []
    # A place without a row is told apart from its neighbours and stands behind what contains it.
    register = Register(instruments=known, paragraphs=())
    places = parse_citation("CONV 10, 4 (7) (a), 4 bis, 4", known).provisions
    assert [register.name(place) for place in register.in_order("CONV", places)] == [
        "CONV 4",
        "CONV 4 (7) (a)",
        "CONV 4 bis",
        "CONV 10",
    ]
    assert register.name(register.roll_up(places[1])) == "CONV 4"


def test_a_preamble_has_more_than_its_rows_only_where_it_has_none(instruments: Instruments) -> None:
    (preamble,) = parse_citation("CONV preamble", instruments).provisions
    conv = instruments["CONV"]
    record = next(iter((conv.records or {}).values()))
    rows = {**(conv.records or {}), preamble: replace(record, provision=preamble)}
    assert read("CONV preamble, para. 5", instruments) == ["conv-preamble-5"]
    assert messages("CONV preamble, para. 5", {"CONV": replace(conv, records=rows)}) != []


def test_neighbouring_targets_are_printed_as_a_range(instruments: Instruments) -> None:
    provisions = parse_citation("OPEN targets 10.7-10.9; OPEN target 8.a", instruments).provisions
    assert table_text(provisions, lambda _: None) == "OPEN target 10.7–10.9, 8.a"


def test_a_target_counts_for_its_goal(instruments: Instruments) -> None:
    (target,) = parse_citation("OPEN target 10.7", instruments).provisions
    assert table_text([instruments["OPEN"].roll_up(target)], lambda _: None) == "OPEN goal 10"


def test_an_empty_register_of_instruments_is_said() -> None:
    assert messages("CONV 1", {}) == ["unknown instrument 'CONV'; known are none"]


def test_parts_that_can_be_read_are_kept(instruments: Instruments) -> None:
    citation = parse_citation("CONV 3 (1), 99; CNV 1; COMP 7; COMP obj. 1", instruments)
    assert [provision.slug for provision in citation.provisions] == ["conv-art-3-1", "comp-obj-1"]
    assert [problem.kind for problem in citation.problems] == [
        Diagnostic.UNKNOWN_PROVISION,
        Diagnostic.UNKNOWN_INSTRUMENT,
        Diagnostic.MALFORMED_CITATION,
    ]


def test_a_range_keeps_what_exists_of_it(instruments: Instruments) -> None:
    citation = parse_citation("CONV 3-5", instruments)
    assert [provision.slug for provision in citation.provisions] == ["conv-art-3", "conv-art-4"]
    assert len(citation.problems) == 1
    assert citation.problems[0].message.startswith("unknown provision 'CONV 5'")


def test_a_range_that_cannot_be_counted_keeps_its_beginning(instruments: Instruments) -> None:
    citation = parse_citation("CONV 3-1", instruments)
    assert [provision.slug for provision in citation.provisions] == ["conv-art-3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("art. 3 (1)", "conv-art-3-1"),
        ("CONV art. 3 (1)", "conv-art-3-1"),
        ("3 (1)", "conv-art-3-1"),
        ("part I", "conv-part-i"),
        ("paras. 40-47", "conv-para-40-47"),
    ],
)
def test_places_of_a_file(text: str, expected: str, instruments: Instruments) -> None:
    assert parse_place(text, instruments["CONV"]).slug == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "it is empty"),
        ("CONV", "it is empty"),
        ("1, 2", "it names more than one place"),
        ("3 (1)-(2)", "a range can only name a section by its paragraphs, as in paras. 40-47"),
    ],
)
def test_what_is_no_place_of_a_file(text: str, expected: str, instruments: Instruments) -> None:
    with pytest.raises(ValueError, match=expected):
        parse_place(text, instruments["CONV"])


@given(text=st.text(max_size=60))
def test_no_text_makes_reading_fail(text: str, instruments: Instruments) -> None:
    citation = parse_citation(text, instruments)
    assert citation.provisions or citation.problems


@given(
    text=st.lists(
        st.sampled_from(
            [
                "CONV",
                "COMP",
                "OPEN",
                "art.",
                "para.",
                "principle",
                "obj",
                "part",
                "I",
                "ii",
                "3",
                "14a",
                "(1)",
                "(a)",
                "(i)",
                "(c)",
                "-",
                "–",
                ",",
                "and",
                "to",
                ";",
                "bis",
                "of",
                "chapeau",
                "preamble",
                "paragraphs",
                "subpara.",
                "targets",
                "10.7",
                "22",
                "X",
                "(X)",
            ]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_no_order_of_words_makes_reading_fail(text: str, instruments: Instruments) -> None:
    citation = parse_citation(text, instruments)
    assert citation.provisions or citation.problems


def _places(instrument: Instrument) -> st.SearchStrategy[Provision]:
    assert instrument.records is not None
    return st.sampled_from(list(instrument.records))


def _open_places(key: str) -> st.SearchStrategy[Provision]:
    inner = st.one_of(
        st.tuples(),
        st.tuples(st.one_of(st.integers(1, 12).map(str), st.sampled_from(["1 bis", "2 ter"]))),
        st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz")),
        st.tuples(st.integers(1, 12).map(str), st.sampled_from("abcdefghijklmnopqrstuvwxyz")),
        st.tuples(
            st.integers(1, 12).map(str), st.sampled_from("abghi"), st.sampled_from(["i", "ii", "iii", "iv", "v", "x"])
        ),
    )
    first = st.one_of(st.integers(1, 40).map(str), st.sampled_from(["4 bis", "14A", "7 ter"]))
    return st.builds(
        lambda unit, number, rest: Provision(instrument=key, unit=unit, numbers=(number, *rest)),
        st.sampled_from(
            [Unit.ARTICLE, Unit.PARAGRAPH, Unit.OBJECTIVE, Unit.RULE, Unit.GUIDELINE, Unit.GOAL, Unit.ANNEX]
        ),
        first,
        inner,
    )


@given(data=st.data())
def test_printing_then_reading_gives_the_same_provisions(data: st.DataObject, instruments: Instruments) -> None:
    provision = st.one_of(
        _places(instruments["CONV"]), _places(instruments["COMP"]), _open_places("OPEN"), _open_places("CMT-GC2")
    )
    provisions = data.draw(st.lists(provision, min_size=1, max_size=8, unique=True))
    printed = table_text(provisions, lambda key: instruments[key].default_unit)
    citation = parse_citation(printed, instruments)
    assert citation.problems == (), printed
    assert list(citation.provisions) == provisions, printed


@given(first=st.integers(1, 30), count=st.integers(3, 9), start=st.integers(1, 12))
def test_printed_ranges_read_back(first: int, count: int, start: int, instruments: Instruments) -> None:
    provisions = [
        Provision(instrument="OPEN", unit=Unit.ARTICLE, numbers=(str(first), str(number)))
        for number in range(start, start + count)
    ]
    printed = table_text(provisions, lambda key: instruments[key].default_unit)
    assert printed == f"OPEN {first} ({start})–({start + count - 1})"
    assert list(parse_citation(printed, instruments).provisions) == provisions
