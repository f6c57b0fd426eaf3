"""Blocks written in ways that docutils would drop: nothing an author wrote is lost, whatever is wrong beside it."""

from __future__ import annotations

import logging

import pytest

from conftest import MakeProject
from small_projects import folded

HEAD = "Title\n=====\n\n"


@pytest.mark.parametrize(
    ("block", "kept", "codes"),
    [
        (".. guidance:: one\n\n   Kept text.\n", "Kept text.", []),
        (".. guidance:: one\n   Kept text.\n", "Kept text.", ["bad-option"]),
        (".. guidance:: one\n   Kept text.\n\n   More kept.\n", "Kept text. More kept.", ["bad-option"]),
        (".. guidance:: Kept text stands here.\n", "Kept text stands here.", ["malformed-id"]),
        (
            ".. guidance:: Kept text stands here\n   and goes on.\n",
            "Kept text stands here and goes on.",
            ["malformed-id", "bad-option"],
        ),
        (".. guidance::\n   :basis: CONV 1\n\n   Kept text.\n", "Kept text.", ["malformed-id"]),
        (".. guidance:: \n\n   Kept text.\n", "Kept text.", ["malformed-id"]),
        (".. guidance:: one.two\n\n   Kept text.\n", "Kept text.", ["malformed-id"]),
        (".. guidance:: UPPER\n\n   Kept text.\n", "Kept text.", ["malformed-id"]),
        (".. guidance:: 你好\n\n   Kept text.\n", "Kept text.", ["malformed-id"]),
        (".. guidance:: one\n   :basis:\n\n   Kept text.\n", "Kept text.", ["malformed-citation"]),
        (".. guidance:: one\n   :basis: ;\n\n   Kept text.\n", "Kept text.", ["malformed-citation"]),
        (".. guidance:: one\n   :holder:\n\n   Kept text.\n", "Kept text.", []),
        (".. guidance:: one\n   :basis: CONV 1 for (z)\n\n   Kept text.\n", "Kept text.", ["bad-option"]),
        (".. guidance:: one\n   :basis:CONV 1\n\n   Kept text.\n", "Kept text.", ["bad-option"]),
        (".. guidance:: one\n   : basis: CONV 1\n\n   Kept text.\n", "Kept text.", ["bad-option"]),
        (".. guidance:: one\n   :Basis: CONV 1\n\n   Kept text.\n", "Kept text.", ["bad-option"]),
        (".. guidance:: one\n   :basis: CONV 1\n   Kept text.\n", "Kept text.", ["bad-option"]),
        (".. guidance:: one\n\n   :basis: CONV 1\n\n   Kept text.\n", "Kept text.", []),
        (".. guidance:: one\n\n   :basis: CONV 1\n   Kept text.\n", "Kept text.", ["bad-option"]),
        (".. guidance:: one\n\n   :other: a field list\n\n   Kept text.\n", "Kept text.", []),
        (
            ".. guidance:: one\n   :wrong: x\n   :basis: CONV 77\n   :basis: CONV 1\n   Kept text.\n",
            "Kept text.",
            ["bad-option"] * 3 + ["unknown-provision"],
        ),
        (".. guidance:: one\n\n   * Kept text.\n", "Kept text.", []),
        (".. guidance:: one\n\n   Kept *text.\n", "Kept *text.", ["unclosed-mark"]),
        ("* item\n\n  .. guidance:: one\n     :bad: x\n\n     Kept text.\n", "Kept text.", ["bad-option"]),
        (".. gap:: CONV 1\n   Kept text.\n", "Kept text.", ["bad-option", "unknown-instrument"]),
        (".. convergence::\n\n   Kept text.\n", "Kept text.", ["bad-option", "malformed-citation", "bad-option"]),
        (
            ".. not-addressed:: CONV 77\n   :why: x\n\n   Kept text.\n",
            "Kept text.",
            ["unknown-provision", "bad-option"],
        ),
        (".. coverage:: NOPE\n\n   Kept text.\n", "Kept text.", ["bad-option", "bad-option"]),
        (".. paragraph-list::\n   :force: x\n\n   Kept text.\n", "Kept text.", ["bad-option", "bad-option"]),
    ],
)
def test_text_is_kept_and_faults_are_named(block: str, kept: str, codes: list[str], make_project: MakeProject) -> None:
    built = make_project({"index.rst": f"{HEAD}{block}\nAfter.\n"})
    found = [warning.rpartition("[")[2].removesuffix("]").removeprefix("normative.") for warning in built.warnings]
    assert sorted(found) == sorted(codes), built.warnings
    assert all(warning.startswith("index.rst:") for warning in built.warnings)
    text = built.text()
    assert kept in text
    assert "After." in text
    if ".. guidance" in block:
        assert built.page().xpath("//div[contains(@class, 'force-guidance')]/a[@class='paragraph-number']")


def test_line_ends_of_windows_change_nothing(make_project: MakeProject) -> None:
    block = ".. guidance:: Kept words\n   :wrong: x\n   :basis: CONV 1;\n      CONV 77\n   Kept text.\n"
    source = f"{HEAD}{block}\nAfter.\n"
    unix = make_project({"index.rst": source}, name="unix")
    windows = make_project({"index.rst": source.replace("\n", "\r\n")}, name="windows")
    assert len(windows.warnings) == 4
    assert windows.warnings == unix.warnings
    assert windows.text() == unix.text()


def test_an_id_that_two_files_bear_names_both(make_project: MakeProject) -> None:
    page = "Chapter\n=======\n\n.. paragraph:: same\n\n   Text of {}, see :para:`same`.\n"
    built = make_project(
        {"index.rst": f"{HEAD}.. toctree::\n\n   b\n   a\n", "a.rst": page.format("a"), "b.rst": page.format("b")}
    )
    assert built.warnings == [
        "a.rst:4: same: duplicate id, first used at b.rst:4; rename one of the two [normative.duplicate-id]"
    ]
    assert "2. Text of a, see 1." in built.text("a")
    assert "1. Text of b, see 1." in built.text("b")


def test_an_id_of_a_file_that_two_files_include_names_both(make_project: MakeProject) -> None:
    page = "Chapter\n=======\n\n.. include:: part.inc\n"
    pages = {"index.rst": f"{HEAD}.. toctree::\n\n   a\n   b\n", "a.rst": page, "b.rst": page}
    built = make_project({**pages, "part.inc": ".. paragraph:: same\n\n   Text.\n"})
    assert built.warnings == [
        "part.inc:1: same: duplicate id, for 'a' and 'b' include the file; include it once [normative.duplicate-id]"
    ]


def test_an_id_that_a_section_bears_leaves_both_to_be_reached(make_project: MakeProject) -> None:
    built = make_project({"index.rst": f"{HEAD}Scope\n-----\n\n.. paragraph:: scope\n\n   Text, see :para:`scope`.\n"})
    page = built.page()
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    (target,) = page.xpath("//div[contains(@class, 'paragraph-text')]//a/@href")
    assert target.removeprefix("#") == page.xpath("//div[contains(@class, 'normative-paragraph')]/@id")[0]


def test_an_id_that_a_label_bears_is_the_paragraph_s(make_project: MakeProject) -> None:
    text = f"{HEAD}.. _scope:\n\nOn scope\n--------\n\n.. paragraph:: scope\n\n   Text, see :ref:`scope`.\n"
    built = make_project({"index.rst": text})
    assert built.page().xpath("//*[@id='scope']/@class") == ["normative-paragraph force-plain"]
    (target,) = built.page().xpath("//div[contains(@class, 'paragraph-text')]//a/@href")
    assert built.page().xpath(f"//*[@id='{target.removeprefix('#')}']/following-sibling::h2/text()") == ["On scope"]


def test_each_of_several_that_want_one_id_gets_one(make_project: MakeProject) -> None:
    paragraphs = "".join(f".. paragraph:: scope\n\n   Words {number}.\n\n" for number in range(3))
    heading = "Scope\n-----\n\n.. _scope-heading:\n\nScope heading\n-------------\n\n"
    built = make_project({"index.rst": f"{HEAD}{heading}{paragraphs}See :ref:`scope-heading` and `Scope`_.\n"})
    page = built.page()
    assert page.xpath("//div[contains(@class, 'normative-paragraph')]/@id") == ["scope", "scope-x", "scope-x-x"]
    assert page.xpath("//section/@id") == ["title", "scope-heading-x", "scope-heading"]
    links = page.xpath("//section/p/a[starts-with(@href, '#')]")
    assert [(folded(link), link.get("href")) for link in links] == [
        ("Scope heading", "#scope-heading"),
        ("Scope", "#scope-heading-x"),
    ]


def test_a_table_with_the_name_of_a_paragraph_of_its_page_is_named(make_project: MakeProject) -> None:
    text = "T\n=\n\n.. paragraph:: coverage-conv\n\n   Text.\n\n.. coverage:: CONV\n"
    other = "O\n=\n\n.. coverage:: COMP\n   :name: far\n\n"
    more = "\n.. paragraph:: far\n\n   Far.\n\n.. coverage:: COMP\n\n.. coverage:: COMP\n\n.. toctree::\n\n   o\n"
    built = make_project({"index.rst": text + more, "o.rst": other})
    named = "index.rst:8: table 'coverage-conv' has the name of the paragraph at index.rst:4"
    twice = "index.rst:16: table 'coverage-comp' has the name of the one at index.rst:14"
    ending = "give it another ':name:' [normative.duplicate-table]"
    assert built.warnings == [f"{named}; {ending}", f"{twice}; {ending}"]
    ids = built.page().xpath("//@id")
    assert sorted(set(ids)) == sorted(ids)
    assert built.page().xpath("//div[@id='coverage-conv']/@class") == ["normative-paragraph force-plain"]
    assert built.page().xpath("//div[contains(@class, 'matrix-coverage')]/@id") == [
        "coverage-conv-x",
        "coverage-comp",
        "coverage-comp-x",
    ]


@pytest.mark.parametrize(
    "block",
    [
        ".. guidance:: one\n   See :para:`gone`.\n\n   See :para:`lost`.\n",
        ".. guidance:: one\n   See :para:`gone` and\n   go on.\n\n   See :para:`lost`.\n",
        ".. guidance:: one\n   :basis: CONV 1\n   See :para:`gone`.\n\n   See :para:`lost`.\n",
        ".. guidance:: one\n\n   :basis: CONV 1\n   See :para:`gone`.\n\n   See :para:`lost`.\n",
        "* item\n\n  .. guidance:: one\n     See :para:`gone`.\n\n     See :para:`lost`.\n",
    ],
)
def test_faults_name_the_lines_they_stand_in_wherever_the_text_begins(block: str, make_project: MakeProject) -> None:
    source = f"{HEAD}{block}"
    warnings = make_project({"index.rst": source}).warnings
    for word in ("gone", "lost"):
        (found,) = [warning for warning in warnings if f"'{word}'" in warning]
        assert found.startswith(f"index.rst:{source[: source.index(word)].count(chr(10)) + 1}: ")


def test_faults_in_an_included_file_name_its_lines(make_project: MakeProject) -> None:
    included = "Opening.\n\n.. obligation:: one\n   :basis: CONV 1; CONV 77\n   :bad: x\n\n   See :para:`none`, :provision:`NOPE 1`.\n"
    built = make_project({"index.rst": f"{HEAD}.. include:: part.inc\n", "part.inc": included})
    assert [warning.split(": ", 1)[0] for warning in built.warnings] == [
        "part.inc:4",
        "part.inc:5",
        "part.inc:7",
        "part.inc:7",
    ]


def test_hostile_words_stay_words(make_project: MakeProject) -> None:
    hostile = "<script>alert(1)</script>\"'&"
    built = make_project(
        {
            "index.rst": f"{HEAD}.. guidance:: one\n   :holder: {hostile}\n   :status: {hostile}\n   :{hostile}: x\n\n"
            f"   Text {hostile}.\n\n.. gap:: CONV 1\n   :counterpart: COMP\n   :source: {hostile}\n\n   Reason {hostile}.\n\n"
            f".. paragraph-list::\n   :caption: {hostile}\n   :group-by: holder\n\n"
            ".. convergence-matrix::\n   :rows: CONV\n   :columns: COMP\n   :layout: list\n"
        },
        configuration="smartquotes = False\n",
    )
    page = built.page()
    assert page.xpath("//main//script | //div[@role='main']//script") == []
    assert page.xpath("//caption")[0].text_content() == hostile
    assert hostile in folded(page.xpath("//div[@id='one']/div[@class='paragraph-margin']")[0])
    assert hostile in folded(page.xpath("//div[@id='one']/div[@class='paragraph-text']")[0])
    assert built.text().count(f"Reason {hostile}.") == 2


def test_a_heading_that_leaves_out_a_level_keeps_its_words_and_is_named(make_project: MakeProject) -> None:
    text = "Title\n=====\n\nA\n-\n\nText.\n\nB\n~\n\nText.\n\nC\n-\n\nDeep words\n^^^^^^^^^^\n\nText under it.\n"
    built = make_project({"index.rst": text})
    assert built.warnings == [
        "index.rst:17: heading 'Deep words' leaves out a level, so it is but printed in bold; "
        "underline it as the next level [normative.heading-level]"
    ]
    assert "Deep words Text under it." in built.text()


def test_what_cannot_be_read_is_plain_words_and_no_program_code(make_project: MakeProject) -> None:
    table = "===  ===\nA    B\n===  ===\nOne  two\nthree  4\n===  ===\n"
    text = f"{HEAD}{table}\n.. raw:: html\n\n   <b>Four</b>\n\n.. oblgation:: five\n\n   Five *words.\n\nSix *words.\n"
    page = make_project({"index.rst": text}).page()
    assert page.xpath("//pre | //*[contains(@class, 'highlight')] | //*[@class='problematic']") == []
    lines = [line.text_content() for line in page.xpath("//div[@class='line-block']/div[@class='line']")]
    assert lines[:6] == table.splitlines()
    assert "   <b>Four</b>".replace(" ", "\u00a0") in lines
    assert folded(page.xpath("//p[starts-with(., 'Six')]")[0]) == "Six *words."


def test_words_of_docutils_are_replaced_as_long_as_a_build_reads(make_project: MakeProject) -> None:
    before = logging.getLogger("sphinx.sphinx.util.docutils").filters[:]
    assert [line for line in make_project({"index.rst": f"{HEAD}A *mark.\n"}).warnings if "docutils" in line] == []
    assert logging.getLogger("sphinx.sphinx.util.docutils").filters == before
    plain = make_project({"index.rst": f"{HEAD}A *mark.\n"}, configuration='extensions = ["normative"]\n', name="guest")
    assert plain.warnings == ["index.rst:4: Inline emphasis start-string without end-string. [docutils]"]


def test_findings_in_a_translation_name_the_line_of_what_is_translated(make_project: MakeProject) -> None:
    text = f"{HEAD}First.\n\nText with :provision:`CONV 99` and\n:para:`nowhere`.\n"
    translation = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Text with :provision:`CONV 99` and :para:`nowhere`."'
        '\nmsgstr "Wort mit :provision:`CONV 99`, :provision:`CONV 98`, :para:`nowhere` und *Betonung."\n'
    )
    built = make_project(
        {"index.rst": text, "locale/de/LC_MESSAGES/index.po": translation},
        configuration='language = "de"\nlocale_dirs = ["locale"]\n',
    )
    assert "Wort mit CONV 99, CONV 98" in built.text()
    assert sorted(line.partition("; ")[0] for line in built.warnings) == [
        "index.rst:6: '*' in this passage is not closed",
        "index.rst:6: unknown paragraph 'nowhere' [normative.unknown-paragraph]",
        "index.rst:6: unknown provision 'CONV 98'",
        "index.rst:6: unknown provision 'CONV 99'",
    ]


def test_fields_that_begin_a_file_are_printed_where_they_are_words(make_project: MakeProject) -> None:
    fields = ":author: Nobody\n:What is asked: are words.\n:tocdepth: 2\n:What is said: are others.\n\n"
    built = make_project({"index.rst": f"{fields}{HEAD}Text.\n"})
    assert built.warnings == []
    (listed,) = built.page().xpath("//dl[contains(@class, 'field-list')]")
    assert folded(listed) == "What is asked: are words. What is said: are others."
    assert built.app.env.metadata["index"] == {"author": "Nobody", "tocdepth": 2}
    alone = make_project({"index.rst": f":author: Nobody\n\n{HEAD}Text.\n"}, name="alone")
    assert alone.page().xpath("//dl") == []


def test_what_is_wrong_in_the_first_line_of_a_file_is_told_there(make_project: MakeProject) -> None:
    built = make_project({"index.rst": f".. note:\n\n   Kept text.\n\n{HEAD}"})
    assert [warning.partition(" begins")[0] for warning in built.warnings] == ["index.rst:1: '.. note:'"]
    assert "Kept text." in built.text()
