"""The tables of what was sent in, as a reader of the tutorial's project sees them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from agreement import tables_of
from lxml import html
from pdf_project import PdfProject

from approved import assert_approved, in_lines, tables_text, word_text
from normative.model.comment import Comment
from normative.model.files.comment import append_comments
from normative.model.files.draft import TEXT
from small_projects import build, rewriting, write_files, written
from test_confidentiality import contents

TUTORIAL = Path(__file__).parent / "roots" / "tutorial"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The tutorial's project, to whose draft three have sent four comments."""
    return Path(shutil.copytree(TUTORIAL, tmp_path / "source"))


def tables(project: Path, text: str = "") -> dict[str, dict[str, Any]]:
    """Return the tables by name.

    :param text: of a page of tables more.
    """
    if text:
        write_files(project, {"more.rst": f":orphan:\n\nMore\n====\n\n{text}"})
    built = build(project, "normative-matrices")
    assert built.warnings == []
    return {path.stem: json.loads(path.read_bytes()) for path in built.outdir.glob("*.json")}


def texts(table: dict[str, Any]) -> list[list[str]]:
    """Return the cells of a table as words, its groups before them."""
    return [[row["group"], *map(_text, row["cells"])] for row in table["rows"]]


def _text(cell: Any) -> str:
    if isinstance(cell, dict):
        return ", ".join(link["text"] for link in cell["links"])
    return "" if cell is None else str(cell)


def test_all_tables_are_as_approved(project: Path) -> None:
    assert_approved("tables-tutorial", tables_text(tables_of(build(project, "normative-matrices").outdir)))


def test_the_text_for_programs_is_as_approved(project: Path) -> None:
    assert_approved("text-tutorial", (build(project, "normative-draft").outdir / TEXT).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["text", "relations", "tables"])
def test_pages_are_as_approved(name: str, project: Path) -> None:
    page = build(project).page(name)
    parts = page.xpath("//div[starts-with(@class, 'matrix ') or starts-with(@class, 'normative-')]")
    assert_approved(f"page-{name}", "".join(in_lines(html.tostring(part, encoding="unicode")) for part in parts))


def test_documents_are_as_approved(project: Path) -> None:
    (markup,) = (build(project, "normative-pdf").app.doctreedir / "typst").glob("*/document.typ")
    assert_approved("typst-tutorial", PdfProject(pdf_path=markup, markup_path=markup, warnings="").settings_and_markup)
    (word,) = build(project, "normative-docx").outdir.glob("*.docx")
    assert_approved("word-tutorial", word_text(word))


def test_comments_stand_with_their_answers_and_with_the_text_then_and_now(project: Path) -> None:
    table = tables(project)["dispositions"]
    assert [column["title"] for column in table["columns"]] == [
        *(
            "Comment",
            "Submitter",
            "Category",
            "On",
            "Kind",
            "What it says",
            "Decision",
            "Reason",
            "Changed",
            "Text then",
        ),
        "Text now",
    ]
    rows = {row[1]: row for row in texts(table)}
    assert rows["STATE-A-1"] == [
        *("accepted", "STATE-A-1", "State A", "State", "para. 1", "wording"),
        "“enter”\nThe article speaks of presence as well as of entry.\nProposal: enter or stay\nReason: It covers both.",
        *("accepted", "(authors, 2027-02-10)", "1"),
        "States parties must not penalize refugees who enter without permission when they come directly from danger, present "
        "themselves without delay and show good cause.",
        "States parties do not penalize refugees for entering or staying without permission when they come directly from danger, "
        "present themselves without delay and show good cause.",
    ]
    # Of a part its words alone.
    assert rows["civil-society-1-1"][4] == "para. 4 (b)"
    assert rows["civil-society-1-1"][-2:] == [
        "the remedy (see article 32 (2)), its time limit, and\nwhere it is lodged;\nwho may help.",
        "as then",
    ]
    assert rows["STATE-A-2"] == [
        *("no answer yet", "STATE-A-2", "State A", "State", "The text as a whole", "support", "We welcome the draft."),
        *("no answer yet", "", "", "", ""),
    ]
    assert [total["value"] for total in table["totals"]] == [3, 1, 0, 1, 0, 0, 1]


def test_comments_are_chosen_and_arranged(project: Path) -> None:
    found = tables(
        project,
        ".. dispositions:: draft\n   :name: open\n   :only-gaps:\n\n"
        ".. dispositions::\n   :name: other\n   :section: Other forms\n   :group-by: category\n\n"
        ".. dispositions::\n   :name: chapters\n   :group-by: section\n",
    )
    assert [row[1] for row in texts(found["open"])] == ["STATE-A-2"]
    assert [row[:2] for row in texts(found["other"])] == [["civil society", "civil-society-1-1"]]
    assert [row[0] for row in texts(found["chapters"])] == [
        "The text as a whole",
        "Penalties and expulsion",
        "Other forms",
    ]


def test_figures_are_by_category_decision_and_chapter(project: Path) -> None:
    found = tables(project)
    assert texts(found["comment-statistics"]) == [
        ["", "State", "1", "0", "0", "0", "0", "1", "2"],
        ["", "civil society", "0", "0", "1", "0", "0", "1", "2"],
    ]
    assert texts(found["comment-statistics-sections"]) == [
        ["", "Penalties and expulsion", "1", "0", "0", "0", "0", "0", "1"],
        ["", "Other forms", "0", "0", "0", "2", "0", "0", "2"],
        ["", "The text as a whole", "1", "0", "0", "0", "0", "0", "1"],
    ]


def test_categories_are_in_the_language_of_the_text(project: Path) -> None:
    with (project / "conf.py").open("a", encoding="utf-8") as file:
        file.write('\nlanguage = "fr"\n')
    built = build(project, "html")
    page: Any = html.fromstring((built.outdir / "tables.html").read_bytes())
    categories, chapters = (
        [[cell.text_content().strip() for cell in row.xpath("th | td")] for row in page.xpath(f"//*[@id='{name}']//tr")]
        for name in ("comment-statistics", "comment-statistics-sections")
    )
    assert [row[0] for row in categories[-3:]] == ["Catégorie", "État", "société civile"]
    assert chapters[-4][:6] == [
        "Chapitre",
        "État",
        "Entité des Nations Unies",
        "INDH",
        "Société civile",
        "Milieu universitaire",
    ]


def test_inputs_lead_to_paragraphs_that_draw_on_them_or_were_changed(project: Path) -> None:
    rewriting("text.rst", ":basis: GCR para. 60", ":basis: GCR para. 60\n   :draws-on: ORG-B-1; ORG-C-1")(project)
    found = tables(
        project,
        ".. inputs-matrix::\n\n.. inputs-matrix::\n   :columns: paragraphs\n   :name: cells\n   :group-by: category\n",
    )
    head = [column["title"] for column in found["inputs-submitters-sections"]["columns"]]
    assert head == ["Submitter", "Category", "Penalties and expulsion", "Other forms", "Relations"]
    assert texts(found["inputs-submitters-sections"]) == [
        ["", "State A", "State", "1", "", ""],
        ["", "Civil society 1", "civil society", "2", "", ""],
    ]
    assert [column["title"] for column in found["cells"]["columns"]] == ["Submitter", "Category", "1", "2"]
    assert [row[0] for row in texts(found["cells"])] == ["State", "civil society"]
    assert texts(found["inputs-categories-sections-draft"]) == [
        ["", "State", "1", "1", "", ""],
        ["", "civil society", "1", "2", "", ""],
    ]
    assert [row[-1] for row in texts(found["inputs-received"])] == ["1", "2"]


def test_a_matrix_that_nothing_leads_to_is_a_list(project: Path) -> None:
    answered = 'accepted,no-penalty-for-entry,"authors, 2027-02-10",'
    rewriting("inputs/draft/dispositions.csv", answered, "noted,,authors,Noted.")(project)
    found = tables(project, ".. inputs-matrix::\n   :columns: paragraphs\n   :only-covered:\n")
    table = found["inputs-submitters-paragraphs"]
    assert (len(table["columns"]), table["rows"], table["grid"]) == (2, [], False)


def test_a_comment_on_a_part_stands_with_the_words_of_that_part_alone(project: Path) -> None:
    rewriting("inputs/draft/comments/ORG-B.csv", "written-decisions,(b)", "written-decisions,(a)")(project)
    rows = {row[1]: row for row in texts(tables(project)["dispositions"])}
    assert rows["civil-society-1-1"][-2:] == ["the facts on which they rest;", "as then"]


def test_what_is_wrong_with_a_table_of_inputs_is_a_finding(project: Path) -> None:
    write_files(
        project,
        {
            "more.rst": ":orphan:\n\nMore\n====\n\n.. dispositions:: drafft\n   :at-least: 90%\n\n"
            ".. comment-statistics::\n   :rows: submitters\n\n"
            ".. inputs-matrix::\n   :rows: categories\n   :columns: objectives\n   :group-by: category\n\n"
            ".. dispositions::\n   :name: answered\n   :at-least: 90%\n"
        },
    )
    assert [warning.partition(" [")[0] for warning in build(project).warnings] == [
        "more.rst:6: dispositions: there is no call 'drafft'; nearest are draft",
        "more.rst:10: comment-statistics: rows 'submitters' is not known; allowed are categories, sections",
        "more.rst:14: inputs-matrix: columns 'objectives' is not known; allowed are sections, paragraphs",
        "more.rst:15: inputs-matrix: group-by does nothing where rows are categories; remove it",
        "more.rst:17: answered: 66.7 % are covered, at least 90 % are asked for; answer STATE-A-2",
    ]


@pytest.mark.parametrize(
    ("calls", "name"),
    [("", ""), ("draft", "-draft"), ("draft; Draft_2.é", "-draft-draft-2"), ("-a--b-", "-a-b")],
)
def test_tables_of_some_calls_are_called_after_them(calls: str, name: str, project: Path) -> None:
    kinds = ("inputs-received", "dispositions", "comment-statistics", "inputs-matrix")
    text = "".join(f".. {kind}:: {calls}\n\n" for kind in kinds)
    write_files(project, {"tables.rst": f"Tables\n======\n\n{text}"})
    page = build(project).page("tables")
    assert page.xpath("//div[starts-with(@class, 'matrix ')]/@id") == [
        f"{table}{name}"
        for table in (
            "inputs-received",
            "dispositions",
            "comment-statistics",
            "comment-statistics-sections",
            "inputs-submitters-sections",
        )
    ]


#: What strangers may write, and what no output may take for more than words.
HOSTILE = (
    "<script>alert(1)</script>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "\t=1+1",
    '#eval("1")',
    '#import "@preview/x:1.0.0"',
    "$ sum_0 $ *bold* _it_ `raw`",
    "{{ config }} {% raw %}",
    ":para:`no-penalty-for-entry` |x| [#]_ .. raw:: html",
    "\\input{/etc/passwd} \\write18{ls}",
    "]]><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;",
    "a\u202egnp.exe",
    "javascript:alert(1)",
    "' onmouseover='alert(1)",
    "A" * 40_000,
)


@pytest.mark.parametrize(
    "builder", ["html", "normative-pdf", "normative-docx", "normative-matrices", "normative-epub", "normative-replies"]
)
def test_words_of_strangers_are_words_in_every_output(builder: str, project: Path) -> None:
    said = [Comment(draft="1", subject="scope", quote=text, text=text, proposal=text, reason=text) for text in HOSTILE]
    append_comments(project / "inputs" / "draft", "STATE-A", said)
    write_files(project, {"inputs/draft/submitters.csv": _ALL_NAMED})
    built = build(project, builder)
    # What reverses the order of letters is shown by its code.
    assert [warning for warning in built.warnings if "hidden-character" not in warning] == []
    files = {
        name: content for name, content in written(built.outdir).items() if name.endswith((".html", ".xlsx", ".docx"))
    }
    for name, content in files.items():
        for part, data in contents(name, content):
            if part.endswith((".html", ".xhtml")):
                root = html.fromstring(data)
                everything = [item for item in root.iter() if isinstance(item.tag, str)]
                assert [item for item in everything if item.tag == "script" and "alert(1)" in (item.text or "")] == []
                assert [item for item in everything if {"onmouseover", "onerror"} & {*map(str, item.attrib)}] == []
                assert [item for item in everything if (item.get("href") or "").startswith("javascript:")] == []
                assert [item for item in everything if item.get("src") == "x"] == []
            if part.endswith(".xml") and "worksheets" in part:
                assert b"<f>" not in data
            if part.endswith(".rels"):
                assert b"evil.example" not in data


_ALL_NAMED = (
    "key,name,category,publish\nSTATE-A,<b>State A</b>,State,yes\nORG-B,=Organization B,civil society,yes\n"
    "ORG-C,#Organization C,civil society,yes\n"
)
