"""Forms in the language of the text: what they say, and that one of any language is read back."""

from __future__ import annotations

import datetime
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from openpyxl import load_workbook

from normative.commands import form_workbook, review_workbook
from normative.commands.form_head import FormHead
from normative.commands.form_page import write_page
from normative.commands.form_word import write_word
from normative.commands.received.reading import read_reply
from normative.commands.received.rows import COLUMNS
from normative.commands.spoken import HEADS, heads_meant, kind_meant, verdict_meant
from normative.model.comment import CommentKind
from normative.model.draft import Draft, Fingerprint, FrozenParagraph, FrozenText
from normative.model.paragraph import Force
from normative.model.review import ReviewState, Verdict
from normative.model.text import Block, Span
from normative.project.language import in_other_languages, speaking
from test_word_in import line, word_file

PRINT = Fingerprint(own="0" * 12, rests_on="1" * 12)
PARAGRAPH = FrozenParagraph(
    id="hear",
    number=1,
    force=Force.PLAIN,
    section=("1",),
    blocks=(Block(spans=(Span(text="2"),)),),
    fingerprint=PRINT,
)
DRAFT = Draft(
    name="1",
    date=datetime.date(2026, 11, 20),
    comments_until=datetime.date(2027, 1, 31),
    load=lambda: FrozenText(paragraphs=(PARAGRAPH,), entries=(), provisions={}),
)
#: Each language with the heads of its form, but those for programs, and its word for a kind.
LANGUAGES = {
    "en": (["number", "words", "part", "kind", "comment", "proposal", "reason"], "wording"),
    "fr": (["Numéro", "Texte", "Partie", "Type", "Observation", "Libellé proposé", "Motif"], "libellé"),
    "ar": (["الرقم", "النص", "الجزء", "النوع", "التعليق", "الصياغة المقترحة", "السبب"], "الصياغة"),
    "zh_CN": (["编号", "案文", "部分", "类型", "意见", "建议措辞", "理由"], "措辞"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_in_any_language_is_filled_in_and_read_back(language: str, tmp_path: Path) -> None:
    heads, kind = LANGUAGES[language]
    path = tmp_path / "form.xlsx"
    with speaking(language):
        form_workbook.write_workbook(path, FormHead(draft=DRAFT, language=language))
    book = load_workbook(path)
    sheet: Any = book.worksheets[1]
    assert [cell.value for cell in sheet[1]] == ["draft", "id", *heads]
    assert sheet.sheet_view.rightToLeft is (language == "ar")
    assert kind in sheet.data_validations.dataValidation[0].formula1
    for column, value in (("F", kind), ("G", "Mieux vaut ainsi."), ("I", "Parce que.")):
        sheet[f"{column}4"].value = value
    book.save(path)
    reply = read_reply(path, {"1": DRAFT}, "", "")
    assert (reply.draft, reply.wrong) == ("1", ())
    (remark,) = reply.remarks
    said = remark.comment
    assert (said.subject, said.kind, said.text) == ("hear", CommentKind.WORDING, "Mieux vaut ainsi.")
    assert (said.reason, remark.place) == ("Parce que.", f"{sheet.title}!G4")


def test_a_review_in_french_is_filled_in_and_read_back(tmp_path: Path) -> None:
    path, day = tmp_path / "reviews.xlsx", datetime.date(2026, 11, 28)
    reviewed = review_workbook.Line(
        subject="paragraph/hear", state=ReviewState.UNREVIEWED, words="2", fingerprint=PRINT
    )
    with speaking("fr"):
        review_workbook.write_workbook(path, [reviewed], "fr")
    book = load_workbook(path)
    sheet: Any = book.active
    assert [cell.value for cell in sheet[1]][1:] == ["État", "Texte", "Avis", "Motif", "own", "rests_on"]
    sheet["D2"].value, sheet["E2"].value = "objection", "Trop faible."
    book.save(path)
    (event,), wrong = review_workbook.read_workbook(path, "anna", day, "1", {"paragraph/hear": PARAGRAPH})
    assert wrong == []
    assert (event.verdict, event.reason, event.own) == (Verdict.OBJECTED, "Trop faible.", PRINT.own)
    sheet["D2"].value = "peut-être"
    book.save(path)
    events, (problem,) = review_workbook.read_workbook(path, "anna", day, "1", {"paragraph/hear": PARAGRAPH})
    assert (events, problem.partition(":")[0]) == ([], "Revues!D2")


def test_a_form_names_the_headings_that_open_before_a_paragraph_and_the_document(tmp_path: Path) -> None:
    def paragraph(number: int, *section: str) -> FrozenParagraph:
        words = Block(spans=(Span(text=f"Words {number}."),))
        return replace(PARAGRAPH, id=f"p{number}", number=number, section=section, blocks=(words,))

    paragraphs = (
        paragraph(1),
        paragraph(2, "Rights", "At home"),
        paragraph(3, "Rights", "At home"),
        paragraph(4, "Rights", "Abroad"),
        paragraph(5, "Duties", "Abroad", "By sea", "At night", "In fog"),
    )
    draft = replace(
        DRAFT,
        symbol="T/1/Rev.2",
        comments_until=None,
        load=lambda: FrozenText(paragraphs=paragraphs, entries=(), provisions={}),
    )
    head = FormHead(draft=draft, standing="This text binds nobody.")
    form_workbook.write_workbook(tmp_path / "form.xlsx", head)
    write_page(tmp_path / "form.html", head)
    first, sheet = load_workbook(tmp_path / "form.xlsx").worksheets
    assert [row[0].value for row in first.iter_rows(max_row=4)] == [
        "Comments on draft 1",
        "T/1/Rev.2, draft 1 of 20 November 2026",
        "This text binds nobody.",
        "Say in your message who you are, and whether your comments may be published with your name, without it, "
        "or not at all.",
    ]
    rows = [(row[1].value, row[3].value, bool(row[3].font.b)) for row in sheet.iter_rows(min_row=2, max_row=15)]
    assert rows == [
        ("(whole)", "The draft as a whole", True),
        ("p1", "Words 1.", False),
        ("chapter/rights", "Rights", True),
        ("chapter/at-home", "At home", True),
        ("p2", "Words 2.", False),
        ("p3", "Words 3.", False),
        ("chapter/abroad", "Abroad", True),
        ("p4", "Words 4.", False),
        ("chapter/duties", "Duties", True),
        ("chapter/abroad", "Abroad", True),
        ("chapter/by-sea", "By sea", True),
        ("chapter/at-night", "At night", True),
        ("chapter/in-fog", "In fog", True),
        ("p5", "Words 5.", False),
    ]
    headings = html.parse(str(tmp_path / "form.html")).getroot().xpath("//section//*[starts-with(name(), 'h')]")
    assert [(item.tag, item.text) for item in headings] == [
        ("h2", "Rights"),
        ("h3", "At home"),
        ("h3", "Abroad"),
        ("h2", "Duties"),
        ("h3", "Abroad"),
        ("h4", "By sea"),
        ("h5", "At night"),
        ("h5", "In fog"),
    ]


def test_no_word_of_a_form_means_two_things() -> None:
    for name, message in HEADS.items():
        assert heads_meant(in_other_languages(message), ()) == [name] * 5
    for kind in CommentKind:
        assert {kind_meant(word) for word in in_other_languages(kind)} == {kind}
    for verdict in Verdict:
        assert {verdict_meant(word) for word in in_other_languages(verdict)} == {verdict}
    assert heads_meant(["Comment", "ID", "Neuf"], COLUMNS) == ["comment", "id", "neuf"]


def test_pages_and_word_files_say_what_they_do_in_the_language_of_the_text(tmp_path: Path) -> None:
    page, printed, word = tmp_path / "form.html", tmp_path / "printed.docx", tmp_path / "form.docx"
    word_file(printed, line("1.\t2"))
    with speaking("fr"):
        write_page(page, FormHead(draft=DRAFT, language="fr"))
    root = html.parse(str(page)).getroot()
    assert (root.get("lang"), root.get("dir")) == ("fr", "ltr")
    assert [button.text for button in root.iter("button")][-2:] == ["Enregistrer en CSV", "Supprimer"]
    assert [button.get("aria-label") for button in root.xpath("//button[@class='add']")][
        -1
    ] == "Observation : paragraphe 1"
    assert [(item.get("value"), item.text) for item in root.iter("option")][1:3] == [
        ("substance", "fond"),
        ("wording", "libellé"),
    ]
    assert root.xpath("//p[2]")[0].text == "Les observations sont attendues jusqu’au 31 janvier 2027."
    with speaking("ar"):
        assert write_word(word, printed, FormHead(draft=DRAFT, language="ar")) == ["hear"]
    with zipfile.ZipFile(word) as parts:
        first = parts.read("word/document.xml").decode().partition("<w:br ")[0]
    assert "تعليقات على المشروع 1" in first
    assert "<w:rtl/>" in first
