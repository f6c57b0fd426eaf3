"""What is read of replies of every kind, as somebody has looked at it: words, places and parts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from approved import assert_approved
from normative.commands.received.pdf import read_pdf
from normative.commands.received.reading import read_letter, read_reply
from normative.commands.received.sheets import Row
from normative.model.draft import Draft, Fingerprint, FrozenEntry, FrozenText
from normative.model.files.containers import RefusedError
from normative.model.history.remarks import Remark
from normative.model.text import Block, BlockKind, Note, Span
from test_hostile_replies import BESIDE, HEAD, W, book, cells, line, paragraph, relations, said, word


def told(remarks: Iterable[Remark]) -> str:
    """Return remarks, a line for each thing that is known of them."""
    lines = []
    for remark in remarks:
        item = remark.comment
        values = {
            "on": " ".join(filter(None, (item.subject, item.part))),
            "at": f"“{item.quote}”" if item.quote else "",
            "says": item.text,
            "proposes": item.proposal,
            "because": item.reason,
            "near": remark.words,
            "beside": "yes" if remark.is_beside else "",
        }
        lines.append(f"{remark.place}: {item.kind.value}, {item.matched.value}")
        lines += [f"  {name}: {value.replace(chr(10), ' | ')}" for name, value in values.items() if value]
    return "\n".join([*lines, ""])


def printed(pdf: pikepdf.Pdf, lines: Mapping[float, str]) -> Any:
    """Add a page with lines of text, each at its height."""
    page = pdf.add_blank_page()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    text = "".join(f"BT /F1 10 Tf 50 {height} Td ({words}) Tj ET\n" for height, words in lines.items())
    page.obj.Contents = pdf.make_stream(text.encode())
    return page


def quads(*boxes: tuple[float, float, float, float]) -> Array:
    return Array([value for left, low, right, up in boxes for value in (left, up, right, up, left, low, right, low)])


def test_comments_in_a_pdf_are_as_approved(tmp_path: Path) -> None:
    made = pikepdf.new()
    first = printed(
        made,
        {
            740: "The title of the draft stands here alone",
            700: "One two three four five six seven eight nine ten",
            688: "eleven twelve thirteen fourteen fifteen sixteen seventeen",
            676: "eighteen nineteen twenty and so on and on and on",
            600: "Another paragraph begins here with other words of its own",
        },
    )
    second = printed(made, {740: "It goes on here on the next page with its last words", 600: "A third one is here"})
    third = printed(made, {})

    def annotate(page: Any, kind: str, text: str, rect: tuple[float, ...] | None, **more: Any) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Contents=text, **more)
        if rect:
            note.Rect = Array(rect)
        page.obj.Annots = Array([*page.obj.get("/Annots", []), made.make_indirect(note)])

    whole = (50, 674, 300, 710)
    two_lines = quads((50, 698, 270, 709), (50, 684, 150, 699))
    annotate(first, "Highlight", "two lines", whole, QuadPoints=two_lines)
    apart = quads((50, 698, 92, 709), (50, 598, 90, 609))
    annotate(first, "Highlight", "two places", whole, QuadPoints=apart)
    annotate(first, "StrikeOut", "out", whole, QuadPoints=quads((50, 674, 92, 685)))
    annotate(first, "StrikeOut", "out, nobody knows what", (50, 598, 60, 609))
    annotate(first, "Text", "at the title", (300, 738, 250, 749))
    annotate(first, "Underline", "half a box", (60, 598, 90, 609), QuadPoints=Array([1.0] * 7))
    annotate(first, "FreeText", "a\r\nb\rc ", (52, 690, 62, 680))
    annotate(first, "Link", "is none", (52, 690, 62, 680))
    annotate(first, "Caret", "  ", (52, 690, 62, 680))
    annotate(second, "Squiggly", "before all of its page", (50, 738, 90, 749))
    annotate(second, "Caret", "at the third", (50, 598, 60, 609))
    annotate(second, "Text", "in the margin", (2, 598, 12, 609))
    annotate(second, "Text", "far from all words", (50, 300, 60, 309))
    annotate(third, "Text", "of no place", None)
    names = pikepdf.NameTree.new(made)
    for name, page, height in (("one", first, 722), ("later", first, 622), ("third", second, 622)):
        names[name] = Array([page.obj, Name.XYZ, 50, height, 0])
    names["gone"] = Array([made.make_indirect(Dictionary()), Name.XYZ, 50, 718, 0])
    names["elsewhere"] = Array([first.obj, Name.XYZ, 50, 760, 0])
    names["four"] = Array([first.obj, Name.Fit])
    made.Root.Names = Dictionary(Dests=names.obj)
    made.save(tmp_path / "a.pdf")
    known = told(read_pdf(tmp_path / "a.pdf", ["one", "later", "third", "four", "gone"]))
    assert_approved("replies-pdf", f"{known}\n## without ids\n\n{told(read_pdf(tmp_path / 'a.pdf', [])[:2])}")


def block(words: str, mark: str = "", level: int = 0, kind: BlockKind = BlockKind.TEXT) -> Block:
    return Block(spans=(Span(text=words),), mark=mark, level=level, kind=kind)


FIRST = "States parties hear every person before they decide on a return."
BELOW = ("on what is decided at the border;", "in a language that the person reads;", "within days of the hearing.")
SECOND = "Reasons in writing help courts to review what was decided."
THIRD = "Figures on expulsion are published every year by the ministry, as paragraph "
FOURTH = "The formula of costs is that of the treasury and of nobody else:"
FIFTH = "Persons may stay while a court has not yet decided on their appeal."
PARAGRAPHS = (
    replace(
        paragraph("hear", 1, FIRST),
        blocks=(Block(spans=(Span(text=FIRST), Span(note=1), Span(note=2))),),
        notes=(Note(text="A note on hearings.", said=""), Note(text="Ibid.", said="")),
    ),
    replace(
        paragraph("items", 2, SECOND),
        blocks=(block(SECOND), *(block(words, f"({mark})", 1) for mark, words in zip("abc", BELOW, strict=True))),
    ),
    replace(
        paragraph("figures", 3, THIRD),
        blocks=(Block(spans=(Span(text=THIRD), Span(paragraph="hear"), Span(text=" says."))),),
    ),
    replace(paragraph("costs", 4, FOURTH), blocks=(block(FOURTH), block("x = y", kind=BlockKind.FORMULA))),
    paragraph("stay", 5, FIFTH),
    paragraph("end", 6, "The last paragraph says that nothing stands behind it at all."),
)
GAP = FrozenEntry(subject="gap/CONV 1", relation="gap", left=(), fingerprint=Fingerprint(own="gap", rests_on=""))
TEXT = FrozenText(paragraphs=PARAGRAPHS, entries=(GAP,), provisions={})
DRAFTS = {"1": Draft(name="1", date=datetime.date(2026, 11, 20), load=lambda: TEXT)}


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def struck(words: str) -> str:
    return f"<w:del><w:r><w:delText>{words}</w:delText></w:r></w:del>"


def put_in(words: str) -> str:
    return f"<w:ins>{run(words)}</w:ins>"


def plain(inside: str, mark: str = "", properties: str = "") -> str:
    begin = f'<w:bookmarkStart w:id="1" w:name="{mark}"/>' if mark else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{begin}{inside}</w:p>"


def note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def feet(*notes: str) -> str:
    listed = "".join(
        f'<w:footnote w:id="{number}"><w:p>{text}</w:p></w:footnote>' for number, text in enumerate(notes, 1)
    )
    return f"<w:footnotes {W}>{listed}</w:footnotes>"


def field(code: str, words: str, inside: str = "") -> str:
    kinds = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    return f"{kinds['begin']}<w:r><w:instrText>{code}</w:instrText></w:r>{kinds['separate']}{inside or run(words)}{kinds['end']}"


JOINED, ENDING = "<w:rPr><w:ins/></w:rPr>", "<w:rPr><w:del/></w:rPr>"
HEARD = plain(run(FIRST) + note(1) + note(2), "hear")
SECOND_LINE = plain(run(SECOND), "items")
ITEMS = [plain(run(words)) for words in BELOW]
FIGURES = plain(run(THIRD) + field("REF hear \\r \\h", "1") + run(" says."), "figures")
COSTS = plain(run(FOURTH.replace("treasury", "house")), "costs")
STAY = line(FIFTH, "stay")
END = line("The last paragraph says that nothing stands behind it at all.", "end")
FEET = feet(run("A note on hearings."), run("Ibid."))


def letter(
    *,
    hear: str = HEARD,
    items: str = SECOND_LINE,
    below: str = "".join(ITEMS),
    figures: str = FIGURES,
    costs: str = COSTS,
    stay: str = STAY,
    end: str = END,
) -> str:
    """Return the draft with what is changed of it."""
    return hear + items + below + figures + costs + stay + end


REPLIES: Mapping[str, tuple[str, str, str]] = {
    "nothing": (letter(), "", FEET),
    "nothing, with a reference in a link": (
        letter(
            figures=plain(run(THIRD) + field("HYPERLINK x", "", field("REF hear \\r", "1")) + run(" says."), "figures")
        ),
        "",
        FEET,
    ),
    "tracked in items": (
        HEARD
        + plain(
            run("Reasons in ") + struck("writing") + put_in("speech") + run(" help courts to review what was decided."),
            "items",
        )
        + ITEMS[0]
        + plain(run("in a language that the ") + struck("person") + put_in("family") + run(" reads;"))
        + ITEMS[2]
        + FIGURES
        + COSTS
        + STAY
        + END,
        "",
        FEET,
    ),
    "tracked in one item": (
        HEARD
        + SECOND_LINE
        + "".join(ITEMS[:2])
        + plain(run("within ") + struck("days") + put_in("hours") + run(" of the hearing."))
        + FIGURES
        + COSTS
        + plain(run("Persons may stay"), "stay", JOINED)
        + plain(put_in(" in the country") + run(" while a court has not yet decided on their appeal."))
        + END,
        "",
        FEET,
    ),
    "divided and joined with tracking": (
        HEARD
        + plain(run("Reasons in writing help courts"), "items", JOINED)
        + plain(run(" to review what was decided."))
        + plain(run(BELOW[0]), properties=ENDING)
        + plain(run(BELOW[1]), properties=ENDING)
        + plain(struck(BELOW[2]))
        + plain(run(THIRD) + field("REF hear \\r", "1") + run(" says."), "figures", ENDING)
        + COSTS
        + plain(run(FIFTH), "stay", JOINED)
        + plain("")
        + END,
        "",
        FEET,
    ),
    "untracked": (
        HEARD
        + SECOND_LINE
        + ITEMS[0]
        + plain(run("in a tongue that the person reads;"))
        + ITEMS[2]
        + plain(run(THIRD) + field("REF items \\r", "2") + run(" says."), "figures")
        + plain(run(""))
        + plain(run("A paragraph that nobody has asked for, see ") + field("REF stay", "5") + run(", stands here."))
        + COSTS
        + END
        + plain(run("Behind the last one.")),
        "",
        FEET,
    ),
    "several put in": (
        letter(
            costs=plain(run("One that nobody has asked for."))
            + plain(run("Nor for this."))
            + plain(run("  "))
            + plain(run("Nor for the third of them."))
            + COSTS
        ),
        "",
        FEET,
    ),
    "put in and struck out with tracking": (
        plain(put_in("A line above them all is put in."))
        + HEARD
        + plain(struck("Reasons in writing help courts to review what was decided."), "items")
        + "".join(ITEMS)
        + FIGURES
        + plain(put_in("A whole paragraph is put in."))
        + plain(put_in("And another one."), properties="<w:rPr><w:del/></w:rPr>")
        + COSTS
        + STAY
        + END,
        "",
        FEET,
    ),
    "one in the place of another": (
        letter(stay=plain(run("")) + plain(run("Something else altogether."))),
        "",
        FEET,
    ),
    "notes": (
        letter(),
        "",
        feet(run("A note on ") + struck("hearings") + put_in("trials") + run("."), run("Other words than then.")),
    ),
    "a note less": (
        letter(hear=plain(run(FIRST) + note(2), "hear")),
        "",
        feet("", run("Other words ") + put_in("again") + run(" than then.")),
    ),
    "two made one": (
        letter(
            stay=plain(
                run(FIFTH)
                + '<w:bookmarkStart w:id="9" w:name="end"/>'
                + run("The last paragraph says nothing at all."),
                "stay",
            ),
            end="",
        ),
        "",
        FEET,
    ),
    "the first word": (letter(items=plain(run(SECOND.replace("Reasons", "Grounds")), "items")), "", FEET),
    "the first word of an item": (
        letter(below=plain(run("of what is decided at the border;")) + "".join(ITEMS[1:])),
        "",
        FEET,
    ),
    "the last word of an item": (
        letter(below=plain(run("on what is decided at the river;")) + "".join(ITEMS[1:])),
        "",
        FEET,
    ),
    "put in before the last": (letter(stay=STAY + plain(run("One that nobody asked for."))), "", FEET),
    "an empty line left": (letter(stay=plain(run(" "))), "", FEET),
    "without the last two": (letter(stay="", end=""), "", FEET),
    "a beginning made a line above": (
        letter(
            stay=plain(run("Persons may stay"), "stay", f'<w:pStyle w:val="Margin"/>{JOINED}')
            + plain(run(" while a court has not yet decided on their appeal."))
        ),
        "",
        FEET,
    ),
    "put in before a line above, and in one": (
        letter(
            costs=COSTS.replace("house", "treasury")
            + plain(put_in("A paragraph before the line above another."), properties=JOINED)
            + plain(run("Basis: CONV ") + struck("1") + put_in("2"), properties='<w:pStyle w:val="Margin"/>'),
            end=plain(struck("Basis: CONV 3"), properties='<w:pStyle w:val="Margin"/><w:rPr><w:del/></w:rPr>') + END,
        ),
        "",
        FEET,
    ),
    "a line above with the style of what was struck out before it": (
        letter(
            figures=plain(struck(THIRD), "figures", "<w:rPr><w:del/></w:rPr>")
            + plain(run("▷\u00a0guidance\u2002·\u2002Basis: CONV 4"))
            + COSTS.replace("house", "treasury"),
            costs="",
        ),
        "",
        FEET,
    ),
    "a letter": (
        plain(run("We thank you."))
        + plain(run("Reasons in writing and in speech help courts to review what was decided."))
        + plain(run(FIFTH.replace("yet ", "")) + BESIDE),
        said("On the stay.") + said("  ", "1"),
        "",
    ),
    "comments": (
        HEARD
        + plain('<w:commentRangeStart w:id="0"/>' + run("Reasons in") + "<w:r><w:tab/></w:r>" + run("writing"), "items")
        + plain(run("help") + '<w:commentRangeEnd w:id="0"/>' + run(" courts") + BESIDE)
        + FIGURES
        + COSTS
        + STAY
        + plain(
            run("Persons may stay while no court")
            + '<w:commentRangeStart w:id="1"/>'
            + run("decide on a return")
            + '<w:commentRangeEnd w:id="1"/>'
            + run(" yet decided on their appeal")
        )
        + END,
        said("On the reasons.")
        + said("Quotes another one.", "1")
        + said("Stands nowhere.", "7")
        + '<w:comment w:id="8"><w:p><w:r><w:t>Two</w:t><w:noBreakHyphen/><w:t>parts </w:t></w:r></w:p>'
        "<w:p><w:r><w:t>and lines.</w:t><w:br/></w:r></w:p></w:comment>",
        FEET,
    ),
    "simple fields": (
        HEARD
        + SECOND_LINE
        + "".join(ITEMS)
        + plain(
            run(THIRD)
            + f'<w:fldSimple w:instr=" REF hear \\r ">{run("1")}</w:fldSimple>'
            + '<w:fldSimple w:instr="PAGE">'
            + run(" says")
            + "</w:fldSimple>"
            + run("."),
            "figures",
        )
        + COSTS
        + plain(run(FIFTH) + field("NOTEREF _Ref1", "3") + put_in(" Or not."), "stay")
        + END,
        "",
        FEET,
    ),
}


def test_what_word_files_say_is_as_approved(tmp_path: Path) -> None:
    texts = []
    for name, (body, comments, notes) in REPLIES.items():
        path = tmp_path / "a.docx"
        parts = {"word/footnotes.xml": notes} if notes else {}
        path.write_bytes(word(body, comments=comments, **parts))
        reply = read_reply(path, DRAFTS, "", "1")
        assert (reply.draft, reply.wrong) == ("1", ())
        texts.append(f"## {name}\n\n{told(reply.remarks)}\n")
    assert_approved("replies-word", "".join(texts))


def value(place: str, written: str, kind: str = "n") -> str:
    return f'<c r="{place}" t="{kind}"><v>{written}</v></c>'


def test_what_tables_say_is_as_approved(tmp_path: Path) -> None:
    lines = [
        "sep=;\nNumber;Comment;Proposal;Reason;Part;Id\n",
        '2.;"Two\nlines";;Because.;(a);\n',
        ";;\n",
        "9;Of no number;;;;\n",
        ";Whole;;;;(whole)\n",
        ";Chapter;;;;chapter/rights\n",
        ";Kept;;;;relation/CONV 1\n",
        f"{'3' * 50};Long;;;;hear\n",
        ";;;For nothing.;;hear\n",
        f";x;{'y' * 20_001};;;hear\n",
        "1;Fine;;;;hear;more\n",
        ";Gap;;;;gap/CONV 1\n",
    ]
    (tmp_path / "a.csv").write_text("".join(lines), encoding="utf-8")
    shared = "<sst><si><r><t>sha</t></r><r><t>red</t></r><rPh><t>aloud</t></rPh></si><si><t>second</t></si></sst>"
    rows = [
        cells("Notes of the sender"),
        cells("id", "comment", "number", "kind", number=3),
        f"<row r='5'>{value('B5', '0', 's')}{value('C5', '2.0')}</row>",
        f"<row r='6'>{value('B6', '1', 's')}{value('C6', '3')}</row>",
        "<row r='7'><c t='inlineStr'><is><t>hear</t></is></c><c t='inlineStr'><is><t>Without places.</t></is></c></row>",
        cells("hear", "", "", "", number=8),
        f"<row r='9'>{value('A9', 'stay', 'str')}{value('B9', '4.0', 'str')}</row>",
        cells("hear", "Wrong.", "2", number=10),
        cells("hear", "Wrong.", "1", "no such kind that anybody knows and that is too long", number=11),
        f"<row r='12'>{value('B12', 'near', 'str')}{value('BI12', 'far', 'str')}</row>",
        cells("", "Without an id.", "3", number=13),
        cells("hear", "Wrong.", "1", "no such kind that has just forty letters", number=14),
        f"<row>{''.join(f'<c><v>{words}</v></c>' for words in ('hear', 'Without any place.', '1', 'wording'))}</row>",
    ]
    links = {"xl/_rels/workbook.xml.rels": relations("worksheets/sheet1.xml", "sharedStrings.xml")}
    (tmp_path / "a.xlsx").write_bytes(book("".join(rows), **links, **{"xl/sharedStrings.xml": shared}))
    texts = []
    for name in ("a.csv", "a.xlsx"):
        reply = read_reply(tmp_path / name, DRAFTS, "", "1")
        wrong = "".join(f"{problem}\n" for problem in reply.wrong)
        texts.append(f"## {name}\n\n{told(reply.remarks)}\n{wrong}\n")
    assert_approved("replies-tables", "".join(texts))


@pytest.mark.parametrize(("head", "separator"), [("sep=;", ";"), ("SEP=\t", "\t"), ("sep=", ","), ("sep=|", ",")])
def test_the_first_line_of_a_table_may_name_what_parts_cells(head: str, separator: str, tmp_path: Path) -> None:
    rows = f"{head}\nid{separator}comment\nhear{separator}Fine.\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    assert (
        told(read_reply(tmp_path / "a.csv", DRAFTS, "", "1").remarks)
        == "line 3: general, id\n  on: hear\n  says: Fine.\n"
    )


@pytest.mark.parametrize("name", ["letter.txt", "letter.docx"])
def test_paragraphs_of_letters_are_counted_from_one(name: str, tmp_path: Path) -> None:
    texts = ["We thank  you.", "", "Nothing more."]
    written = word("".join(map(plain, map(run, texts)))) if name.endswith("docx") else "\n\n".join(texts).encode()
    (tmp_path / name).write_bytes(written)
    remarks = read_letter(tmp_path / name).remarks
    assert [(item.place, item.comment.text) for item in remarks] == [
        ("paragraph 1", "We thank you."),
        ("paragraph 2", "Nothing more."),
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.XLS", "is of no kind that is read; save it as .xlsx"),
        ("a.odt", "is of no kind that is read; save it as .docx"),
        ("a.png", "is of no kind that is read; send .xlsx, .csv, .docx, .pdf"),
    ],
)
def test_files_of_other_kinds_are_refused_with_a_remedy(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(RefusedError, match=f"^{message}$"):
        read_reply(tmp_path / name, DRAFTS, "", "1")
    with pytest.raises(RefusedError, match=r"is no letter that is read; (save it as|send .docx, .txt)"):
        read_letter(tmp_path / name)


def test_the_draft_that_a_reply_is_on_is_asked_for_said_or_usual(tmp_path: Path) -> None:
    other = {**DRAFTS, "2": replace(DRAFTS["1"], name="2")}
    rows = {"1": f"{HEAD}1,hear,,,,,x,,\n", "2": f"{HEAD}2,hear,,,,,x,,\n", "": f"{HEAD},hear,,,,,x,,\n"}
    for said_in_file, asked, usual, expected in (
        ("1", "", "2", "1"),
        ("1", "2", "", "2"),
        ("", "", "2", "2"),
        ("", "1", "2", "1"),
    ):
        (tmp_path / "a.csv").write_text(rows[said_in_file], encoding="utf-8")
        assert read_reply(tmp_path / "a.csv", other, asked, usual).draft == expected
        name = f'<w:bookmarkStart w:id="9" w:name="_Form_{said_in_file}"/>' if said_in_file else ""
        (tmp_path / "a.docx").write_bytes(word(plain(name + run(FIRST), "hear")))
        assert read_reply(tmp_path / "a.docx", other, asked, usual).draft == expected
    with pytest.raises(
        RefusedError, match=r"does not say which draft it is on; say it with --draft \(there are 1, 2\)"
    ):
        read_reply(tmp_path / "a.csv", other, "", "")


def test_columns_have_the_letters_that_spreadsheets_give_them() -> None:
    places = {0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"}
    assert {place: Row(sheet="S", number=3, cells=()).at(place) for place in places} == {
        place: f"S!{letters}3" for place, letters in places.items()
    }


@pytest.mark.parametrize(
    ("written", "subject", "says"),
    [
        ("para. 5", "stay", "Why?"),
        ("Párr. 5.", "stay", "Why?"),
        ("§5", "stay", "Why?"),
        ("4-5", "", "[on 4-5] Why?"),
        ("Annex 5", "", "[on Annex 5] Why?"),
        ("para. 99", "", "[on para. 99] Why?"),
    ],
)
def test_a_number_of_a_paragraph_is_read_or_kept_as_it_was_written(
    written: str, subject: str, says: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(f"number,comment\n{written},Why?\n", encoding="utf-8")
    (remark,) = read_reply(tmp_path / "a.csv", DRAFTS, "", "1").remarks
    assert (remark.comment.subject, remark.comment.text) == (subject, says)
