"""Drafts in which everything is typed: which lines are numbers, items and headings, and which only look like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from normative.commands import main
from normative.commands.importing.markup import merged
from normative.model.text import Span
from small_projects import INSTRUMENTS, write_files
from test_drafts_from_elsewhere import level, listed
from test_word_in import line, run, word_file

END, ENDING = line("1.\tThe end."), "\n.. paragraph:: the-end\n\n   The end.\n"
LONG = (
    "Words that are so many that no line of a source can hold them all and that are therefore folded where it is full"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "%1.%2)")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
#: Lines of a draft by what is true of them, each with its style, and the sources that are made of them.
TYPED: dict[str, tuple[list[str], str]] = {
    "an item behind a heading stands in the text": (
        [line("I.\tChapter", "heading 1"), line("(a)\tfirst;"), line("(b)\tsecond."), END],
        "Chapter\n=======\n\n(a) first;\n\n(b) second.\n" + ENDING,
    ),
    "an item behind a table is none of its cells": (
        [
            line("Chapter", "heading 1"),
            f"<w:tbl><w:tr><w:tc>{line('Cell')}</w:tc></w:tr></w:tbl>",
            line("(a)\tfirst;"),
            line("Behind it."),
            END,
        ],
        "Chapter\n=======\n\nCell\n\n(a) first;\n\nBehind it.\n" + ENDING,
    ),
    "the ninth letter is no Roman number": (
        [line("1.\tWords:"), *(line(f"({letter})\t{letter * 2};") for letter in "abcdefghi"), line("(ii)\tand more.")],
        ".. paragraph:: words\n\n   Words:\n\n"
        + "".join(f"   ({letter}) {letter * 2};\n\n" for letter in "abcdefghi")
        + "\\(ii) and more.\n",
    ),
    "Roman numbers begin anew below each letter": (
        [
            line("1.\tWords:"),
            line("(a)\ta:"),
            line("(i)\tone;"),
            line("(ii)\ttwo;"),
            line("(b)\tb:"),
            line("(ii)\tno item yet;"),
            line("2.\tMore:"),
            line("(a)\ta:"),
            line("(i)\tone."),
            line("(b)\tb:"),
            line("(i)\tone."),
        ],
        ".. paragraph:: words\n\n   Words:\n\n   (a) a:\n\n       (i) one;\n\n       (ii) two;\n\n   (b) b:\n\n"
        "\\(ii) no item yet;\n\n.. paragraph:: more\n\n   More:\n\n   (a) a:\n\n       (i) one.\n\n   (b) b:\n\n"
        "       (i) one.\n",
    ),
    "letters begin anew in each paragraph": (
        [line("1.\tWords:"), line("(a)\ta;"), line("2.\tMore:"), line("(b)\tno item;"), line("(a)\ta.")],
        ".. paragraph:: words\n\n   Words:\n\n   (a) a;\n\n.. paragraph:: more\n\n   More:\n\n\\(b) no item;\n\n"
        "(a) a.\n",
    ),
    "letters begin anew behind each heading": (
        [line("1.\tWords:"), line("(a)\ta;"), line("Next", "heading 2"), line("(b)\tno item.")],
        ".. paragraph:: words\n\n   Words:\n\n   (a) a;\n\nNext\n----\n\n\\(b) no item.\n",
    ),
    "letters begin anew behind text of its own and behind what goes on": (
        [
            line("1.\tWords:"),
            line("(a)\ta;"),
            line("It goes on:", "Body Text"),
            line("(a)\tanother a;"),
            line("Text."),
            line("(b)\tno item."),
        ],
        ".. paragraph:: words\n\n   Words:\n\n   (a) a;\n\n   It goes on:\n\n   (a) another a;\n\nText.\n\n\\(b) no item.\n",
    ),
    "a bullet stands at the level of letters": (
        [line("1.\tWords:"), line("(a)\ta:"), line("(i)\tone;"), line("–\tdash;"), line("•\tdot;"), line("(b)\tb.")],
        ".. paragraph:: words\n\n   Words:\n\n   (a) a:\n\n       (i) one;\n\n   * dash;\n\n   * dot;\n\n   (b) b.\n",
    ),
    "letters of other scripts are counted by their own order": (
        [line("1.\tWords:"), *(line(f"{letter})\t{letter}.") for letter in "абвгд"), line("ж)\tno item.")],
        ".. paragraph:: words\n\n   Words:\n\n"
        + "".join(f"   ({latin}) {letter}.\n\n" for latin, letter in zip("abcde", "абвгд", strict=True))
        + "\\ж) no item.\n",
    ),
    "a sentence may begin with a number where that is not the next": (
        [
            line("1.\tWords."),
            line("2. More words."),
            line("4. No paragraph."),
            line("9.\tThe ninth."),
            line("10. Next."),
        ],
        ".. paragraph:: words\n\n   Words.\n\n.. paragraph:: more-words\n\n   More words.\n\n\\4. No paragraph.\n\n"
        ".. paragraph:: the-ninth\n\n   The ninth.\n\n.. paragraph:: next\n\n   Next.\n",
    ),
    "numbers before headings are left out with what stands behind them": (
        [
            line("IV.\t Chapter", "heading 1"),
            line("B.\tSection", "heading 2"),
            line("12.\tPart", "heading 3"),
            line("I. Robot", "heading 3"),
            END,
        ],
        "Chapter\n=======\n\nSection\n-------\n\nPart\n~~~~\n\nI. Robot\n~~~~~~~~\n" + ENDING,
    ),
    "the first number may have no tabulator behind it": (
        [line("1. First.")],
        ".. paragraph:: first\n\n   First.\n",
    ),
    "long items are folded below their own words": (
        [line("1.\tWords:"), line("(a)\ta:"), line(f"(i)\t{LONG};")],
        f".. paragraph:: words\n\n   Words:\n\n   (a) a:\n\n       (i) {LONG[:-5]}\n           {LONG[-4:]};\n",
    ),
    "what may stand before and behind marks needs no other sign": (
        [
            line(
                run('1.\tHe said "')
                + run("in", "<w:i/>")
                + run("/")
                + run("out", "<w:b/>")
                + run("'")
                + run("off", "<w:i/>")
                + run("-")
                + run("on", "<w:i/>")
                + run(":")
                + run("up", "<w:i/>")
                + run("<")
                + run("down", "<w:b/>")
                + run(">; ")
                + run("a", "<w:i/>")
                + run("\\b")
            )
        ],
        ".. paragraph:: he-said-in-out-off-on\n\n   He said \"*in*/**out**'*off*-*on*:*up*\\ <**down**>; *a*\\\\b\n",
    ),
    "a quotation may end in several runs": (
        [
            line("1.\tWords:"),
            line(
                run("“Everyone ")
                + run("has", "<w:i/>")
                + run(" it”")
                + run(" (CONV", "<w:b/>")
                + run(" 3 (")
                + run("2)) ")
            ),
        ],
        ".. paragraph:: words\n\n   Words:\n\n.. quote:: CONV 3 (2)\n\n   Everyone *has* it\n",
    ),
    "an item that ends as a quotation does begins none": (
        [line("1.\tWords:"), line("(a)\ttwice” (CONV 2 (1))")],
        ".. paragraph:: words\n\n   Words:\n\n   (a) twice” (CONV 2 (1))\n",
    ),
    "figures that Word gives below a paragraph are those of items": (
        [listed(0, "First:"), listed(1, "a:"), listed(2, "one;"), listed(1, "b."), listed("x", "Second.")],
        ".. paragraph:: first\n\n   First:\n\n   a) a:\n\n      1. one;\n\n   b) b.\n\n"
        ".. paragraph:: second\n\n   Second.\n",
    ),
    "a style says that figures of a lower level are those of paragraphs": (
        [listed(0, "First."), listed(2, "Second.", style="Numbered paragraph")],
        ".. paragraph:: first\n\n   First.\n\n.. paragraph:: second\n\n   Second.\n",
    ),
    "letters that are typed stand beside those of Word": (
        [line("1.\tWords:"), line("(a)\ta;"), listed(1, "a again;"), line("(b)\tb.")],
        ".. paragraph:: words\n\n   Words:\n\n   (a) a;\n\n   a) a again;\n\n   (b) b.\n",
    ),
    "a hyphen that is not printed parts no word": (
        [line(run("1.\tWor") + run("\xad", "<w:i/>") + run("ds"))],
        ".. paragraph:: words\n\n   Words\n",
    ),
    "signs of a number may stand in several runs": (
        [line(run("1") + run(".\t") + run("", "<w:b/>") + run("Wor") + run("ds", "<w:i/>"))],
        ".. paragraph:: words\n\n   Wor\\ *ds*\n",
    ),
}


@pytest.mark.parametrize("case", TYPED)
def test_what_is_typed_is_what_it_looks_like_in_its_place(case: str, tmp_path: Path) -> None:
    lines, expected = TYPED[case]
    source = write_files(tmp_path / "source", {**INSTRUMENTS, "conf.py": 'extensions = ["normative"]\n'})
    body = "".join(lines if "heading 1" in lines[0] else [line("Text", "heading 1"), *lines])
    assert main(["import", str(word_file(tmp_path / "a.docx", body, numbering=NUMBERING)), "--into", str(source)]) == 0
    (page,) = source.joinpath("chapters").iterdir()
    assert page.read_text(encoding="utf-8").removeprefix("Text\n====\n\n") == expected


def test_words_behind_the_mark_of_a_note_are_no_part_of_it() -> None:
    spans = [Span(text="One"), Span(text=" more"), Span(note=1), Span(text=" word."), Span(note=2), Span(note=2)]
    assert list(merged(spans)) == [Span(text="One more"), *spans[2:]]
