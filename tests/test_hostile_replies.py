"""What strangers send is refused with a reason and a remedy, or harmless: nothing is run, followed or blown up."""

from __future__ import annotations

import csv
import datetime
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from normative.commands.received.reading import read_letter, read_reply
from normative.commands.review_workbook import read_workbook as read_reviews
from normative.model.draft import Draft, Fingerprint, FrozenParagraph, FrozenText
from normative.model.files import containers
from normative.model.files.comment import append_comments, read_comments
from normative.model.files.containers import RefusedError
from normative.model.formula import is_like_formula
from normative.model.history.placing import Placing
from normative.model.history.remarks import comments_of
from normative.model.paragraph import Force
from normative.model.text import Block, Span
from word_replies import zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = "draft,id,number,words,part,kind,comment,proposal,reason\n"
HEAR = "States parties hear every person before they decide on a return."
WRITE = "Reasons in writing help courts to review what was decided."
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
XXE = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def paragraph(identifier: str, number: int, words: str) -> FrozenParagraph:
    return FrozenParagraph(
        id=identifier,
        number=number,
        force=Force.PLAIN,
        section=("Rights",),
        blocks=(Block(spans=(Span(text=words),)),),
        fingerprint=Fingerprint(own="a" * 12, rests_on="b" * 12),
    )


TEXT = FrozenText(paragraphs=(paragraph("hear", 1, HEAR), paragraph("write", 2, WRITE)), entries=(), provisions={})
DRAFTS = {"1": Draft(name="1", date=datetime.date(2026, 11, 20), load=lambda: TEXT)}


def types(*kinds: str) -> str:
    listed = "".join(f'<Override PartName="/p{number}" ContentType="{kind}"/>' for number, kind in enumerate(kinds))
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{listed}</Types>'


def relations(*targets: str, mode: str = "") -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="t" Target="{target}"{mode}/>' for number, target in enumerate(targets, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


WORD, SHEET = (
    f"application/vnd.openxmlformats-officedocument.{kind}.main+xml"
    for kind in ("wordprocessingml.document", "spreadsheetml.sheet")
)


def word(body: str = "", *, comments: str = "", prologue: str = "", **parts: bytes | str) -> bytes:
    """Return a Word file; ``parts`` are named with two underlines for a stroke, one for a point."""
    made: dict[str, bytes | str] = {
        "[Content_Types].xml": types(WORD),
        "_rels/.rels": relations("word/document.xml"),
        "word/_rels/document.xml.rels": relations("comments.xml", "footnotes.xml", "styles.xml"),
        "word/document.xml": f"{prologue}<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/comments.xml": f"<w:comments {W}>{comments}</w:comments>",
    }
    return zipped(made | {named(name): part for name, part in parts.items()})


def book(rows: str = "", *, prologue: str = "", **parts: bytes | str) -> bytes:
    """Return a workbook with a sheet of which these are the rows."""
    made: dict[str, bytes | str] = {
        "[Content_Types].xml": types(SHEET),
        "_rels/.rels": relations("xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": relations("worksheets/sheet1.xml", "sharedStrings.xml"),
        "xl/workbook.xml": f'<workbook {S} {R}><sheets><sheet name="Comments" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f"{prologue}<worksheet {S}><sheetData>{rows}</sheetData></worksheet>",
    }
    return zipped(made | {named(name): part for name, part in parts.items()})


def named(name: str) -> str:
    return {"types": "[Content_Types].xml"}.get(name, name.replace("__", "/").replace("_xml", ".xml"))


def line(words: str = HEAR, mark: str = "hear", *, inside: str = "") -> str:
    start = f'<w:bookmarkStart w:id="1" w:name="{mark}"/>' if mark else ""
    return f"<w:p>{start}{inside}<w:r><w:t>{words}</w:t></w:r></w:p>"


def said(text: str, identifier: str = "0") -> str:
    return f'<w:comment w:id="{identifier}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'


BESIDE = '<w:r><w:commentReference w:id="0"/></w:r>'


def cells(*texts: str, number: int = 1) -> str:
    found = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABCDEF", texts, strict=False)
    )
    return f'<row r="{number}">{found}</row>'


TITLES = cells("id", "comment")
FORM = TITLES + cells("hear", "Fine.", number=2)


def with_flag(content: bytes, *, offset: int, value: bytes) -> bytes:
    """Return a container whose first entry says something else of itself in the list of all."""
    start = content.index(b"PK\x01\x02")
    return content[: start + offset] + value + content[start + offset + len(value) :]


def twice(name: str) -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return zipped_pairs([("[Content_Types].xml", types(WORD)), (name, "<a/>"), (name, "<b/>")])


def table(lines: str) -> bytes:
    return f"{HEAD}{lines}".encode()


def zipped_pairs(pairs: list[tuple[str, str]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in pairs:
            target.writestr(name, part)
    return packed.getvalue()


def spoilt(content: bytes, old: bytes) -> bytes:
    """Return a container, not packed, in whose data a byte is another."""
    return content.replace(old, old[:-1] + bytes([old[-1] ^ 1]), 1)


def stored(name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        target.writestr("[Content_Types].xml", types(WORD))
        target.writestr(name, f"<w:document {W}>stored words</w:document>")
    return packed.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DEEP = "<a>" * 5_000 + "</a>" * 5_000
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
PROJECT = "application/vnd.ms-office.vbaProject"

REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": ("a.docx", lambda: b"", "is damaged or no .docx file; save it anew as .docx"),
    "nothing as a workbook": ("a.xlsx", lambda: b"", "is damaged or no .xlsx file; save it anew as .xlsx"),
    "chance": ("a.docx", lambda: bytes(range(256)) * 9, "is damaged or no .docx file"),
    "cut short": ("a.docx", lambda: word(line())[:-60], "is damaged or no .docx file"),
    "cut short as a workbook": ("a.xlsx", lambda: book(FORM)[:400], "is damaged or no .xlsx file"),
    "encrypted or old Word": (
        "a.docx",
        lambda: OLE,
        "is encrypted, or in an old form; remove the password and save it",
    ),
    "encrypted or old Excel": ("a.xlsx", lambda: OLE, "is encrypted, or in an old form; remove the password"),
    "old by its name": ("a.doc", lambda: OLE, "is of no kind that is read; save it as .docx"),
    "old Excel by its name": ("a.xls", lambda: OLE, "is of no kind that is read; save it as .xlsx"),
    "macros by its name": (
        "a.docm",
        lambda: word(line()),
        "is of no kind that is read; save it as .docx, without macros",
    ),
    "Excel's macros by its name": ("a.xlsm", lambda: book(FORM), "save it as .xlsx, without macros"),
    "macros inside": ("a.docx", lambda: word(line(), types=types(MACROS)), "has macros; save it as .docx without them"),
    "a project inside": ("a.xlsx", lambda: book(FORM, types=types(SHEET, PROJECT)), "has macros; save it as .xlsx"),
    "a program": ("a.exe", lambda: b"MZ", "is of no kind that is read; send .xlsx, .csv, .docx, .pdf"),
    "a page": ("a.html", lambda: b"<script>", "is of no kind that is read"),
    "no ending": ("a", lambda: b"x", "is of no kind that is read"),
    "a workbook as Word": ("a.docx", lambda: book(FORM), "is no .docx file, whatever its name says"),
    "Word as a workbook": ("a.xlsx", lambda: word(line()), "is no .xlsx file, whatever its name says"),
    "bomb": ("a.docx", lambda: word(line(), word__media=bytes(9_000_000)), "unpacks to many times its size"),
    "bomb in a workbook": ("a.xlsx", lambda: book(" " * 9_000_000), "unpacks to many times its size"),
    "size that lies": (
        "a.docx",
        lambda: with_flag(word(line()), offset=24, value=b"\xff\xff\xff\x7f"),
        "unpacks to more than any reply needs",
    ),
    "six thousand parts": (
        "a.docx",
        lambda: zipped({f"p{number}": "" for number in range(6_000)}),
        "has 6000 parts; save it anew",
    ),
    "leads out": ("a.docx", lambda: zipped({"../../x": "", "[Content_Types].xml": types(WORD)}), "leads out of it"),
    "leads to the root": ("a.docx", lambda: zipped({"/etc/x": ""}), "leads out of it"),
    "leads out on Windows": ("a.xlsx", lambda: zipped({"..\\..\\x": ""}), "leads out of it"),
    "leads to a drive": ("a.xlsx", lambda: zipped({"C:x": ""}), "leads out of it"),
    "two of one name": ("a.docx", lambda: twice("word/document.xml"), "has two parts of one name"),
    "two that differ in capitals": (
        "a.docx",
        lambda: zipped({"word/document.xml": "<a/>", "word/Document.xml": "<b/>"}),
        "has two parts of one name",
    ),
    "encrypted parts": ("a.docx", lambda: with_flag(word(line()), offset=8, value=b"\x01"), "is encrypted; remove"),
    "a form of packing that nobody knows": (
        "a.docx",
        lambda: with_flag(word(line()), offset=10, value=b"\x63"),
        "is damaged in its part [Content_Types].xml",
    ),
    "no types": ("a.docx", lambda: zipped({"word/document.xml": "<a/>"}), "has no part [Content_Types].xml"),
    "no text": ("a.docx", lambda: zipped({"[Content_Types].xml": types(WORD)}), "has no part word/document.xml"),
    "spoilt": (
        "a.docx",
        lambda: spoilt(stored("word/document.xml"), b"stored words"),
        "is damaged in its part word/document",
    ),
    "laughs": ("a.docx", lambda: word(line("&i;"), prologue=LAUGHS), "defines entities in its part word/document.xml"),
    "laughs in a sheet": ("a.xlsx", lambda: book(FORM, prologue=LAUGHS), "defines entities in its part xl/worksheets"),
    "a file of ours": (
        "a.docx",
        lambda: word(line("&i;"), prologue=XXE),
        "defines entities in its part word/document.xml",
    ),
    "a file of ours in a comment": (
        "a.docx",
        lambda: word(line(inside=BESIDE), word__comments_xml=f"{XXE}<w:comments {W}>{said('&i;')}</w:comments>"),
        "defines entities in its part word/comments.xml",
    ),
    "a file of ours in shared words": (
        "a.xlsx",
        lambda: book(FORM, xl__sharedStrings_xml=f"{XXE}<sst {S}><si><t>&i;</t></si></sst>"),
        "defines entities in its part xl/sharedStrings.xml",
    ),
    "a file of ours in the links": (
        "a.docx",
        lambda: word(line(), **{"word/_rels/document.xml.rels": f"{XXE}<a/>"}),
        "defines entities in its part word/_rels/document.xml.rels",
    ),
    "an address in a document type": (
        "a.docx",
        lambda: word(line(), prologue='<!DOCTYPE x SYSTEM "http://localhost:1/x.dtd">'),
        "defines entities",
    ),
    "a parameter": (
        "a.docx",
        lambda: word(line(), prologue='<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///x"> %p;]>'),
        "defines entities",
    ),
    "a document type in UTF-16": (
        "a.docx",
        lambda: word(word__document_xml=f"{XXE}<a>&i;</a>".encode("utf-16")),
        "is not in UTF-8 in its part word/document.xml",
    ),
    "UTF-7": (
        "a.docx",
        lambda: word(line(), prologue='<?xml version="1.0" encoding="utf-7"?>'),
        "is not in UTF-8 in its part word/document.xml",
    ),
    "an entity of nobody": ("a.docx", lambda: word(line("&nobody;")), "is damaged in its part word/document.xml"),
    "elements that do not end": ("a.docx", lambda: word("<w:p>"), "is damaged in its part word/document.xml"),
    "half a character": ("a.docx", lambda: word(word__document_xml=b"<a>\xc3</a>"), "is damaged in its part"),
    "a control character": ("a.docx", lambda: word(line("\x01")), "is damaged in its part word/document.xml"),
    "too deep": ("a.docx", lambda: word(DEEP), "lie too deep in one another"),
    "too deep in a sheet": ("a.xlsx", lambda: book(DEEP), "lie too deep in one another"),
    "sixty thousand paragraphs": (
        "a.docx",
        lambda: word("<w:p/>" * 60_000 + os.urandom(9000).hex()),
        "has more than 50000",
    ),
    "thirty thousand rows": (
        "a.xlsx",
        lambda: book(TITLES + "".join(cells("hear", str(n * 7919), number=n) for n in range(2, 30_000))),
        "has more than 20000 rows in its sheet Comments",
    ),
    "a sheet that leads out": (
        "a.xlsx",
        lambda: book(FORM, **{"xl___rels__workbook_xml.rels": relations("../../worksheets/passwd")}),
        "has no part xl/../../worksheets/passwd",
    ),
    "no columns": ("a.xlsx", lambda: book(cells("a", "b")), "has no column 'comment'; the first line of a form names"),
    "a container as a table": ("a.csv", lambda: book(FORM), "is no CSV file, whatever its name says"),
    "a PDF as a table": ("a.csv", lambda: b"%PDF-1.7\n", "is no CSV file, whatever its name says"),
    "a cell without end": (
        "a.csv",
        lambda: table(f'1,hear,,,,,"{"x" * 200_000}",,\n'),
        "cannot be read in line 2",
    ),
    "a quotation mark": ("a.csv", lambda: table('1,hear,,,,,"x,,\n'), "look for an open quotation mark"),
    "too many lines": ("a.csv", lambda: table("1,hear,,,,,x,,\n" * 21_000), "has more than 20000 rows"),
    "no columns in a table": ("a.csv", lambda: b"\0\0\0\0", "has no column 'comment'"),
    "a draft that leads out": (
        "a.csv",
        lambda: table("../../etc,hear,,,,,x,,\n"),
        "which is not known; there are 1",
    ),
    "two drafts": (
        "a.csv",
        lambda: table("1,hear,,,,,x,,\n2,hear,,,,,x,,\n"),
        "has rows on the drafts '1', '2'",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_hostile_is_refused(tmp_path: Path, case: str) -> None:
    name, made, message = REFUSED[case]
    path = tmp_path / name
    path.write_bytes(made())
    with pytest.raises(RefusedError) as refused:
        read_reply(path, DRAFTS, "", "1")
    assert message in str(refused.value)
    # Each says what to do.
    assert any(sign in str(refused.value) for sign in (";", "(", "save it"))


def row(identifier: str, comment: str, proposal: str = "") -> bytes:
    text = f'"{comment}"' if "\n" in comment or "," in comment else comment
    return f"{HEAD}1,{identifier},,,,,{text},{proposal},\n".encode()


HARMLESS: dict[str, tuple[str, Callable[[], bytes], list[tuple[str, str]]]] = {
    "a formula": ("a.csv", lambda: row("hear", "=1+1"), [("hear", "=1+1")]),
    "a plus": ("a.csv", lambda: row("hear", "+1"), [("hear", "+1")]),
    "a minus": ("a.csv", lambda: row("hear", "-1+cmd|' /C calc'!A0"), [("hear", "-1+cmd|' /C calc'!A0")]),
    "an at": ("a.csv", lambda: row("hear", "@SUM(A1)"), [("hear", "@SUM(A1)")]),
    "a wide sign": ("a.csv", lambda: row("hear", "＝1"), [("hear", "＝1")]),
    "a proposal that is a formula": ("a.csv", lambda: row("hear", "x", "=1"), [("hear", "x")]),
    "a script": ("a.csv", lambda: row("hear", "<script>alert(1)</script>"), [("hear", "<script>alert(1)</script>")]),
    "markup": ("a.csv", lambda: row("hear", ".. include:: /etc/passwd"), [("hear", ".. include:: /etc/passwd")]),
    "a row in a cell": (
        "a.csv",
        lambda: row("hear", "x\nSTA-9,1,write,,,,,,,,"),
        [("hear", "x\nSTA-9,1,write,,,,,,,,")],
    ),
    "a reordering": ("a.csv", lambda: row("hear", "ab\u202ecd"), [("hear", "ab[U+202E]cd")]),
    "what cannot be seen": ("a.csv", lambda: row("hear", "a\x07c\u2066"), [("hear", "a[U+0007]c[U+2066]")]),
    "bytes of no encoding": ("a.csv", lambda: HEAD.encode() + b"1,hear,,,,,\xff\xfe\xe9,,\n", [("hear", "ÿþé")]),
    "an id that leads out": ("a.csv", lambda: row("../../etc/passwd", "x"), [("", "[on ../../etc/passwd] x")]),
    "an id of nobody": ("a.csv", lambda: row("__class__", "x"), [("", "[on __class__] x")]),
    "a huge number": ("a.csv", lambda: table(f"1,,{'9' * 5_000},,,,x,,\n"), [("", f"[on {'9' * 40}...] x")]),
    "one id twice": ("a.csv", lambda: row("hear", "x") + b"1,hear,,,,,y,,\n", [("hear", "x"), ("hear", "y")]),
    "a million rows said": (
        "a.xlsx",
        lambda: book(
            **{"xl/worksheets/sheet1.xml": f'<worksheet {S}><dimension ref="A1:XFD1048576"/>{FORM}</worksheet>'}
        ),
        [("hear", "Fine.")],
    ),
    "the last cell of all": (
        "a.xlsx",
        lambda: book(FORM + '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'),
        [("hear", "Fine.")],
    ),
    "a cell of nowhere": (
        "a.xlsx",
        lambda: book(FORM + '<row r="x"><c r="-1"><v>x</v></c><c r="ZZZZ9"><v>x</v></c></row>'),
        [("hear", "Fine."), ("", "[on x] x")],
    ),
    "words that are not there": (
        "a.xlsx",
        lambda: book(FORM + '<row r="3"><c r="B3" t="s"><v>99</v></c><c r="C3" t="s"><v>-1</v></c></row>'),
        [("hear", "Fine.")],
    ),
    "a formula that was computed": (
        "a.xlsx",
        lambda: book(FORM + '<row r="3"><c r="B3" t="str"><f>cmd|\'/C calc\'!A0</f><v>said</v></c></row>'),
        [("hear", "Fine."), ("", "said")],
    ),
    "another workbook": (
        "a.xlsx",
        lambda: book(FORM, xl__externalLinks__externalLink1_xml='<externalLink href="http://localhost:1/x"/>'),
        [("hear", "Fine.")],
    ),
    "codes of control characters": (
        "a.xlsx",
        lambda: book(TITLES + cells("hear", "a_x0007_b_xD800_", number=2)),
        [("hear", "a[U+0007]b_xD800_")],
    ),
    "a bomb that is not opened": (
        "a.docx",
        lambda: word(line(inside=BESIDE), comments=said("x"), word__b=zipped({"c": "d"})),
        [("hear", "x")],
    ),
    "two bookmarks of one name": (
        "a.docx",
        lambda: word(line(inside=BESIDE) + line("Other words of nobody."), comments=said("x")),
        [("hear", "x")],
    ),
    "a bookmark at other words": (
        "a.docx",
        lambda: word(line(WRITE, inside=BESIDE) + line(HEAR, ""), comments=said("x")),
        [("", "x")],
    ),
    "fields that do not end": (
        "a.docx",
        lambda: word(
            line(
                inside='<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF hear</w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + BESIDE
            )
            + line(WRITE, "write"),
            comments=said("x"),
        ),
        [("hear", "x"), ("hear", "[changed without tracking]")],
    ),
    "fields that only end": (
        "a.docx",
        lambda: word(line(inside='<w:r><w:fldChar w:fldCharType="end"/></w:r>' + BESIDE), comments=said("x")),
        [("hear", "x")],
    ),
    "a field that runs a program": (
        "a.docx",
        lambda: word(line(inside='<w:fldSimple w:instr="DDEAUTO cmd"/>' + BESIDE), comments=said("x")),
        [("hear", "x")],
    ),
    "a template of elsewhere": (
        "a.docx",
        lambda: word(
            line(inside=BESIDE),
            comments=said("x"),
            **{"word___rels__settings_xml.rels": relations("http://localhost:1/x.dotm", mode=' TargetMode="External"')},
        ),
        [("hear", "x")],
    ),
    "text of elsewhere": (
        "a.docx",
        lambda: word('<w:altChunk r:id="r9" ' + R + "/>" + line(inside=BESIDE), comments=said("x")),
        [("hear", "x")],
    ),
    "notes that are not there": (
        "a.docx",
        lambda: word(line(inside='<w:r><w:footnoteReference w:id="77"/></w:r>' + BESIDE), comments=said("x")),
        [("hear", "x")],
    ),
    "a comment at nothing": ("a.docx", lambda: word(line(), comments=said("x", "99")), [("", "x")]),
    "ranges that do not end": (
        "a.docx",
        lambda: word(
            line(inside="".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(500)))
            + line(WRITE, "write", inside="<w:r><w:t></w:t></w:r>" * 5_000),
            comments=said("x", "3"),
        ),
        [("hear", "x")],
    ),
    "a comment that reorders": (
        "a.docx",
        lambda: word(line(inside=BESIDE), comments=said("a\u202eb")),
        [("hear", "a[U+202E]b")],
    ),
    "a comment that is markup": (
        "a.docx",
        lambda: word(line(inside=BESIDE), comments=said("&lt;img src=x onerror=alert(1)&gt; |x|_ `a`_")),
        [("hear", "<img src=x onerror=alert(1)> |x|_ `a`_")],
    ),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_what_is_hostile_is_text_and_no_more(tmp_path: Path, case: str) -> None:
    name, made, expected = HARMLESS[case]
    path = tmp_path / name
    path.write_bytes(made())
    reply = read_reply(path, DRAFTS, "", "1")
    assert reply.wrong == ()
    folder = tmp_path / "inputs" / "call"
    append_comments(folder, "STA", comments_of(reply.remarks, Placing(TEXT), reply.draft))
    # Nothing was written but the one file, and every cell is one that a spreadsheet shows.
    assert [str(item.relative_to(tmp_path)) for item in tmp_path.rglob("*") if item.is_file() and item != path] == [
        "inputs/call/comments/STA.csv"
    ]
    with (folder / "comments" / "STA.csv").open(encoding="utf-8", newline="") as file:
        assert not [cell for row in csv.reader(file) for cell in row if is_like_formula(cell)]
    found, wrong = read_comments(folder, tmp_path / "inputs")
    assert wrong == []
    assert [(item.subject, item.text) for item in found] == expected


def test_a_remark_that_is_too_long_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word(line(inside=BESIDE), comments=said("long words " * 3_000)))
    assert read_reply(path, DRAFTS, "", "1").wrong == (
        "comment 1: has more than 20000 characters; ask for it in parts",
    )


def pdf(content: bytes = b"", note: str = "Fine.", **options: object) -> bytes:
    """Return a PDF with a comment."""
    made = pikepdf.new()
    made.add_blank_page()
    made.pages[0].obj.Contents = made.make_stream(content)
    box = [0, 0, 100, 100]
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    made.Root.OpenAction = action
    annotation = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Contents=note, Rect=box, A=action)
    made.pages[0].obj.Annots = made.make_indirect(pikepdf.Array([made.make_indirect(annotation)]))
    packed = io.BytesIO()
    made.save(packed, **options)  # type: ignore[arg-type]  # options of whoever asks
    return packed.getvalue()


HOSTILE_PDFS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no PDF": (lambda: b"MZ", "is no PDF, whatever its name says"),
    "nothing but a head": (lambda: b"%PDF-1.7\n", "is damaged; ask for it again"),
    "chance": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "is damaged; ask for it again"),
    "encrypted": (lambda: pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "is encrypted; remove the password"),
}


@pytest.mark.parametrize("case", HOSTILE_PDFS)
def test_hostile_pdfs_are_refused(tmp_path: Path, case: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(HOSTILE_PDFS[case][0]())
    with pytest.raises(RefusedError) as refused:
        read_reply(path, DRAFTS, "", "1")
    assert HOSTILE_PDFS[case][1] in str(refused.value)


def test_a_script_in_a_pdf_is_not_run_and_words_are_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(b"q Q", note="=1+1 <script>"))
    comments = comments_of(read_reply(path, DRAFTS, "", "1").remarks, Placing(TEXT), "1")
    assert [(item.subject, item.text, item.matched.value) for item in comments] == [("", "=1+1 <script>", "unplaced")]


def test_a_pdf_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf())
    monkeypatch.setattr("normative.commands.received.pdf._SECONDS", 0.01)
    with pytest.raises(RefusedError, match="is damaged, or too large to be read; ask for the comments in another form"):
        read_reply(path, DRAFTS, "", "1")


@pytest.mark.parametrize("content", [b"PK\x03\x04", OLE, b"%PDF-1.7", b"{\\rtf1"])
def test_letters_are_what_their_names_say(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(RefusedError, match="is no text file, whatever its name says"):
        read_letter(path)


def test_files_have_limits_before_they_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(row("hear", "x"))
    monkeypatch.setattr(containers, "_FILE", 10)
    with pytest.raises(RefusedError, match="is larger than 0 MB; send it in parts"):
        read_reply(path, DRAFTS, "", "1")
    os.mkfifo(tmp_path / "b.csv")
    for name in ("b.csv", "c.csv"):
        with pytest.raises(RefusedError, match="is no file; name one that was sent in"):
            read_reply(tmp_path / name, DRAFTS, "", "1")


@pytest.mark.parametrize(
    "case", ["bomb in a workbook", "laughs in a sheet", "encrypted or old Excel", "a project inside"]
)
def test_workbooks_of_reviews_have_the_same_limits(tmp_path: Path, case: str) -> None:
    path = tmp_path / "reviews.xlsx"
    path.write_bytes(REFUSED[case][1]())
    events, wrong = read_reviews(path, "anna", datetime.date(2026, 11, 20), "1", {})
    assert events == []
    assert [problem.startswith("reviews.xlsx ") and REFUSED[case][2] in problem for problem in wrong] == [True]
