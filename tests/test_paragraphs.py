"""Numbered paragraphs on the site: numbers, permalinks, margins, and what roles print."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import cast

import pytest
from lxml import html

from conftest import MakeProject
from normative.check.findings import check_source
from normative.commands import main
from normative.model.matrix import Link, LinkKind
from normative.project.domain import NormativeDomain
from small_projects import BuiltProject, build, folded, write_files, write_project

PAGES = {
    "index.rst": (
        "Title\n=====\n\n.. paragraph:: first\n\n   Opening, see para. :para:`deep` and :para:`the last <orphaned>`.\n\n"
        ".. toctree::\n   :numbered:\n\n   b\n   a\n\n.. toctree::\n\n   tables\n"
    ),
    "a.rst": (
        "Chapter A\n=========\n\nSub\n---\n\n.. obligation:: duty\n   :basis: CONV 3 (1)-(3); COMP obj. 1, para. 8 (a)\n"
        "   :holder: women; children\n   :addressee: courts\n   :status: draft\n\n   States parties act:\n\n   (a) at once;\n\n"
        "   (b) together:\n\n       (i) here; (ii) there.\n\n.. guidance:: advice\n   :basis: OPENING 1\n\n   Authorities should <b>.\n"
    ),
    "b.rst": "Chapter B\n=========\n\n.. commitment:: promise\n   :basis: COMP obj. 2\n\n   States said so.\n\n.. toctree::\n\n   c\n",
    "c.rst": (
        "Chapter C\n=========\n\n.. paragraph:: deep\n\n   Deep. :provision:`CONV 3 (1)`, :provision:`~CONV 3-4 and COMP`, "
        ":provision:`some articles <CONV 1, 2>`, :provision:`CONV 1; COMP principle (a)`, :instrument:`CONV`, "
        ":instrument:`~CONV`, :instrument:`that treaty <CONV>`.\n"
    ),
    "orphan.rst": ":orphan:\n\nOrphan\n======\n\n.. paragraph:: orphaned\n\n   Alone.\n",
    "tables.rst": "Tables\n======\n\n.. paragraph-list::\n\n.. instrument:: CONV\n\n.. instrument::\n   :except: CONV\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltProject:
    return build(write_project(tmp_path_factory.mktemp("paragraphs") / "project", PAGES))


def paragraph(built: BuiltProject, page: str, identifier: str) -> html.HtmlElement:
    (found,) = built.page(page).xpath(f"//div[@id='{identifier}']")
    return found


def test_findings(built: BuiltProject) -> None:
    kinds = [re.search(r"\[normative\.([a-z-]+)\]", warning) for warning in built.warnings]
    assert [match[1] for match in kinds if match] == ["unknown-instrument", "malformed-citation"]


def test_numbers_run_in_the_order_of_the_contents(built: BuiltProject) -> None:
    numbers = {}
    for page in ("index", "a", "b", "c", "orphan"):
        for number in built.page(page).xpath("//a[@class='paragraph-number']"):
            numbers[number.getparent().get("id")] = number.text_content()
    assert numbers == {"first": "1.", "promise": "2.", "deep": "3.", "duty": "4.", "advice": "5.", "orphaned": "6."}


def test_the_number_is_the_permanent_link(built: BuiltProject) -> None:
    (number,) = paragraph(built, "a", "duty").xpath("./a[@class='paragraph-number']")
    assert number.get("href") == "#duty"


def test_the_margin_says_force_basis_and_whose_right_it_is(built: BuiltProject) -> None:
    (margin,) = paragraph(built, "a", "duty").xpath("./div[@class='paragraph-margin']")
    assert folded(margin) == (
        "■ Obligation Basis: CONV 3 (1)–(3); COMP obj. 1, para. 8 (a) Rights-holders: women; children "
        "Addressee: courts Status: draft"
    )


def test_a_plain_paragraph_has_no_badge(built: BuiltProject) -> None:
    assert folded(paragraph(built, "c", "deep").xpath("./div[@class='paragraph-margin']")[0]) == ""


def test_roles_print_house_style(built: BuiltProject) -> None:
    (text,) = paragraph(built, "c", "deep").xpath("./div[@class='paragraph-text']")
    assert folded(text) == (
        "Deep. article 3 (1) of the Convention, CONV 3-4 and COMP, some articles, article 1 of the Convention and "
        "paragraph 6 (a) of the Compact, Convention on Tests, Test Convention, that treaty."
    )
    (opening,) = paragraph(built, "index", "first").xpath("./div[@class='paragraph-text']")
    assert folded(opening) == "Opening, see para. 3 and the last."


def test_headings_are_numbered_as_the_united_nations_does(built: BuiltProject) -> None:
    numbers = built.page("a").xpath(
        "//h1//span[@class='section-number']/text()|//h2//span[@class='section-number']/text()"
    )
    assert [number.strip() for number in numbers] == ["II.", "A."]


def test_a_reference_to_a_heading_without_a_number_is_named(make_project: MakeProject) -> None:
    pages = {
        "index.rst": "T\n=\n\n.. toctree::\n   :numbered: 1\n\n   a\n",
        "a.rst": "Work\n====\n\n.. _hours:\n\nHours\n-----\n\nSee :numref:`hours`.\n",
    }
    (warning,) = make_project(pages).warnings
    assert warning.startswith("a.rst:9: Failed to create a cross reference. Any number is not assigned: hours")


def test_words_for_several_provisions_lead_to_the_first(built: BuiltProject) -> None:
    (link,) = [item for item in paragraph(built, "c", "deep").xpath(".//p//a") if folded(item) == "some articles"]
    assert link.get("href").rpartition("#")[2] == "conv-art-1"


def test_every_link_leads_to_a_place(built: BuiltProject) -> None:
    pages = {path.name: html.parse(str(path)).getroot() for path in built.outdir.glob("*.html")}
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    broken = []
    for name in ("index.html", "a.html", "b.html", "c.html", "orphan.html", "tables.html"):
        for address in pages[name].xpath("//*[@role='main']//a/@href"):
            file, _, anchor = address.partition("#")
            target = file or name
            if target.startswith(("http", "matrices/")):
                continue
            if target not in ids or (anchor and anchor not in ids[target]):
                broken.append((name, address))
    assert broken == []
    assert (built.outdir / "matrices" / "paragraph-list.xlsx").is_file()


def test_what_a_search_looks_in_is_there_as_long_as_there_is_anything_to_find(tmp_path: Path) -> None:
    found = []
    for words in (".. guidance:: one\n\n   Words.\n", ".. paragraph-list::\n", "Words.\n"):
        source = write_project(tmp_path / "project", {"index.rst": f"T\n=\n\n{words}"})
        found.append((build(source).outdir / "matrices" / "texts.js").is_file())
    assert found == [True, True, False]


def test_no_line_of_a_page_ends_between_a_word_and_its_number(tmp_path: Path) -> None:
    words = "T\n=\n\n.. paragraph:: one\n\n   See para. 7, para. :para:`one` and ``para. 8``.\n"
    (text,) = build(write_project(tmp_path, {"index.rst": words})).page().xpath("//div[@class='paragraph-text']")
    assert text.text_content().strip() == "See para.\u00a07, para.\u00a01 and para. 8."


def test_text_is_escaped(built: BuiltProject) -> None:
    assert "Authorities should &lt;b&gt;." in (built.outdir / "a.html").read_text(encoding="utf-8")


def test_a_provision_leads_to_its_row_or_to_the_profile_of_its_instrument(built: BuiltProject) -> None:
    def leads(link: Link, instrument: str = "") -> str:
        domain = cast("NormativeDomain", built.app.env.domains["normative"])
        return str(domain.reference(built.app.builder, "a", link, instrument, []).get("refuri", ""))

    row, other = (Link(kind=LinkKind.PROVISION, target=name, text="X") for name in ("conv-art-3-1", "conv-art-99"))
    assert leads(row, "CONV") == "tables.html#conv-art-3-1"
    assert leads(other, "CONV") == "tables.html#conv"
    assert leads(other, "GONE") == ""
    assert leads(Link(kind=LinkKind.PARAGRAPH, target="deep", text="X")) == "c.html#deep"
    assert leads(Link(kind=LinkKind.PARAGRAPH, target="gone", text="X"), "CONV") == ""


def test_objects_can_be_searched(built: BuiltProject) -> None:
    from sphinx.util.inventory import InventoryFile

    inventory = InventoryFile.loads((built.outdir / "objects.inv").read_bytes(), uri="")
    assert inventory["normative:provision", "CONV 3 (1)"].uri == "tables.html#conv-art-3-1"
    assert inventory["normative:paragraph", "duty"].display_name == "para. 4 duty"
    assert inventory["normative:instrument", "COMP"].uri == "tables.html#comp"


@pytest.mark.parametrize(
    "builder", ["text", "latex", "singlehtml", "man", "texinfo", "xml", "gettext", "normative-epub"]
)
def test_other_outputs_have_numbers_and_lose_nothing(builder: str, tmp_path: Path) -> None:
    pages = {**PAGES, "a.rst": PAGES["a.rst"].replace("OPENING 1", "COMP obj. 1"), "conf.py": ""}
    pages["c.rst"] = PAGES["c.rst"].replace("~CONV 3-4 and COMP", "CONV 3-4")
    configuration = (
        'man_pages = [("index", "x", "x", "x", 1)]\ntexinfo_documents = [("index", "x", "x", "x", "x", "x", "x")]\n'
    )
    configuration += 'epub_copyright = "x"\nversion = "1"\nepub_show_urls = "no"\n'
    del pages["conf.py"]
    built = build(write_project(tmp_path / "project", pages, configuration=configuration), builder)
    assert [warning for warning in built.warnings if "unknown mimetype" not in warning] == []
    if builder == "text":
        text = (built.outdir / "a.txt").read_text(encoding="utf-8")
        assert "4. States parties act:" in text
        assert "(a) at once;" in text
        assert "**Obligation**; basis: CONV 3 (1)–(3)" in text
    if builder == "singlehtml":
        page = built.page("index")
        assert page.xpath("//div[@id='duty']/a")[0].text_content() == "4."
        (link,) = page.xpath("//div[@id='first']//p/a[text()='3' or .//span[text()='3']]")
        assert link.get("href") == "#deep"
    if builder == "latex":
        (path,) = built.outdir.glob("*.tex")
        assert "4. States parties act" in path.read_text(encoding="utf-8")


def test_no_instrument_is_named_in_the_code() -> None:
    folder = Path(__file__).parents[1] / "extensions" / "normative"
    named = []
    for path in folder.rglob("*.py"):
        code = re.sub(r'r?"""(?:.|\n)*?"""', "", path.read_text(encoding="utf-8"))
        named += [(path.name, line) for line in code.splitlines() if re.search(r"ICRMW|\bGCM\b", line.split("#")[0])]
    assert named == []


def test_needs_hold_every_paragraph_and_provision(built: BuiltProject) -> None:
    data = json.loads((built.outdir / "needs.json").read_text(encoding="utf-8"))
    (version,) = data["versions"].values()
    needs = version["needs"]
    duty = needs["duty"]
    assert (duty["type"], duty["force"], duty["number"], duty["docname"]) == ("obligation", "obligation", 4, "a")
    assert duty["basis"] == ["comp-obj-1", "comp-para-8-a", "conv-art-3-1", "conv-art-3-2", "conv-art-3-3"]
    assert duty["holder"] == ["women", "children"]
    assert needs["conv-art-3-1"]["basis_back"] == ["duty"]
    assert needs["conv-art-3-1"]["type"] == "provision"
    assert len([need for need in needs.values() if need["type"] != "provision"]) == 6
    assert len([need for need in needs.values() if need["instrument"] == "CONV"]) == 18


def test_a_comment_can_cite_another(make_project: MakeProject, built: BuiltProject) -> None:
    source = str(built.outdir / "needs.json")
    configuration = f"needs_external_needs = [{{'base_url': 'https://example.org/gc', 'json_path': {source!r}, 'id_prefix': 'gc-'}}]\n"
    pages = {
        "index.rst": "T\n=\n\n.. paragraph:: one\n\n   As para. :para:`gc-duty` says, and :para:`gc-nothing`. :need:`gc-duty`\n"
    }
    citing = make_project(pages, configuration=configuration)
    assert citing.warnings == [
        "index.rst:6: unknown paragraph 'gc-nothing'; nearest are gc-orphaned, gc-promise [normative.unknown-paragraph]"
    ]
    (link,) = citing.page().xpath("//div[@id='one']//p/a[@href='https://example.org/gc/a.html#duty' and text()='4']")
    assert link.get("title").startswith("4. States parties act")
    assert link.get("class") == "reference external"
    assert len(citing.page().xpath("//div[@id='one']//a[@href='https://example.org/gc/a.html#duty']")) == 2


def test_a_paragraph_of_another_comment_without_a_number_is_named(
    make_project: MakeProject, built: BuiltProject, tmp_path: Path
) -> None:
    older = (built.outdir / "needs.json").read_text(encoding="utf-8").replace('"number": 4', '"number": null')
    (tmp_path / "needs.json").write_text(older, encoding="utf-8")
    configuration = "needs_external_needs = [{'base_url': 'https://example.org/gc', 'json_path': '../needs.json', 'id_prefix': 'gc-'}]\n"
    text = "T\n=\n\n.. paragraph:: one\n\n   See para. :para:`gc-duty` and :para:`that duty <gc-duty>`.\n"
    citing = make_project({"index.rst": text}, configuration=configuration)
    assert citing.warnings == [
        "index.rst:6: paragraph 'gc-duty' of another comment has no number in that comment's needs.json, and its id is "
        "printed; take a newer needs.json, or write ':para:`words <id>`' [normative.unknown-paragraph]"
    ]
    assert "See para. gc-duty and that duty." in citing.text()


def test_groups_stand_in_the_order_of_the_text(make_project: MakeProject) -> None:
    chapter = "{0}\n=====\n\n.. paragraph:: p-{1}\n   :holder: {2}\n\n   Text.\n"
    pages = {
        "index.rst": "T\n=\n\n.. toctree::\n\n   z\n   a\n   m\n   tables\n",
        "z.rst": chapter.format("Zulu", "z", "women"),
        "a.rst": chapter.format("Alpha", "a", "men"),
        "m.rst": chapter.format("Mike", "m", "women"),
        "tables.rst": "Tables\n======\n\n.. paragraph-list::\n   :group-by: section\n\n"
        ".. traceability-matrix::\n   :columns: CONV\n   :group-by: holder\n",
    }
    built = make_project(pages)
    assert built.warnings == []
    page = built.page("tables")
    assert page.xpath("//div[@id='paragraph-list']//th[@scope='rowgroup']/span/text()") == ["Zulu", "Alpha", "Mike"]
    (table,) = page.xpath("//div[@id='traceability-paragraphs-conv']")
    assert table.xpath(".//th[@scope='rowgroup']/span/text()") == ["women", "men"]
    assert table.xpath(".//tbody//th[@scope='row']/a/text()") == ["1", "3", "2"]


def test_the_margin_names_what_converges_with_the_basis(make_project: MakeProject) -> None:
    sheet = (
        "provisions,relation,reason,source\n"
        "CONV 3; COMP obj. 2,synergy,Both are on return.,analysis\n"
        "CONV 3; COMP obj. 1,tension,They differ.,analysis\n"
        "COMP obj. 3; CONV 4,complement,It adds.,analysis\n"
    )
    text = """\
Text
====

.. obligation:: decide
   :basis: CONV 3; CONV 4

   States decide.

.. convergence:: CONV 4; COMP obj. 2
   :relation: synergy
   :source: analysis

   A note on this page, which the margin does not repeat.

.. guidance:: record
   :basis: COMP obj. 3

   States should record.

.. obligation:: closer
   :basis: CONV 3 (1)

   Cited more closely than the convergence.

.. instrument:: COMP
"""
    files = {"index.rst": text, "instruments/convergence.csv": sheet}
    page = make_project(files).page()
    lines = {
        identifier: [
            folded(line) for line in page.xpath(f"//div[@id='{identifier}']//div[starts-with(@class, 'margin-')]")
        ]
        for identifier in ("decide", "record", "closer")
    }
    assert lines == {
        "decide": ["Basis: CONV 3, 4", "Synergy: COMP obj. 2", "Complement: COMP obj. 3", "Tension: COMP obj. 1"],
        "record": ["Basis: COMP obj. 3", "Complement: CONV 4"],
        "closer": ["Basis: CONV 3 (1)"],
    }
    assert page.xpath("//div[@id='decide']//div[@class='margin-tension']/a/@href") == ["#comp-obj-1"]


def test_backslashes_are_no_part_of_the_text(make_project: MakeProject) -> None:
    """docutils keeps a NUL where one stood, until it is asked for the text."""
    built = make_project(
        {"index.rst": "T\n=\n\n.. obligation:: one\n   :basis: CONV 1\n\n   Stars \\* and sub\\ *words*.\n"}
    )
    needs = json.loads((built.outdir / "needs.json").read_text(encoding="utf-8"))
    (version,) = needs["versions"].values()
    assert version["needs"]["one"]["content"] == "Stars * and subwords."


def test_texts_taken_for_tables_and_needs_have_the_names_that_pages_print(make_project: MakeProject) -> None:
    pages = {
        "index.rst": "T\n=\n\n.. toctree::\n\n   a\n\n.. paragraph-list::\n\n.. coverage:: CONV\n   :name: c\n",
        "a.rst": (
            ".. _hours:\n\nHours of work\n=============\n\n.. math:: a\n   :label: share\n\n"
            ".. paragraph:: limit\n\n   As :ref:`hours`, :doc:`a`, :doc:`one <a>` and :eq:`share` say.\n\n"
            ".. not-addressed:: CONV 10\n\n   See :ref:`hours` and para. :para:`limit`. [#]_\n\n.. [#] A note.\n"
        ),
    }
    built = make_project(pages)
    printed = "As Hours of work, Hours of work, one and (1) say."
    assert printed in built.text("a")
    assert printed in built.text()
    assert "See Hours of work and para. 1." in built.text()
    (version,) = json.loads((built.outdir / "needs.json").read_bytes())["versions"].values()
    assert (version["needs"]["limit"]["title"], version["needs"]["limit"]["content"]) == (f"1. {printed}", printed)


def test_a_reason_is_translated_wherever_it_is_printed(make_project: MakeProject) -> None:
    catalogue = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Last."\nmsgstr "Zuletzt."\n'
    text = "T\n=\n\n.. not-addressed:: CONV 10\n\n   Last.\n\n.. coverage:: CONV\n"
    pages = {"index.rst": text, "locale/de/LC_MESSAGES/index.po": catalogue}
    built = make_project(pages, configuration="language = 'de'\nlocale_dirs = ['locale']\n")
    assert built.text().count("Zuletzt.") == 2
    assert "Last." not in built.text()


def test_the_mark_of_a_note_is_no_part_of_a_heading_s_name(make_project: MakeProject) -> None:
    pages = {
        "index.rst": "T\n=\n\n.. toctree::\n\n   a\n\n.. paragraph-list::\n   :section: Hard work\n",
        "a.rst": (
            "*Hard* work [#]_\n================\n\n.. _rest:\n\nRest [#]_\n---------\n\n"
            ".. paragraph:: hours\n\n   See :doc:`a` and :ref:`rest`.\n\n.. [#] On work.\n.. [#] On rest.\n"
        ),
    }
    built = make_project(pages)
    assert built.warnings == []
    assert "See Hard work and Rest." in built.text("a")
    assert built.page().xpath("//td[last()]/text()") == ["Hard work / Rest"]


def test_what_stands_for_a_part_is_said_in_the_margin_and_counts_as_a_change(tmp_path: Path) -> None:
    text = (
        "Text\n====\n\n.. obligation:: duty\n   :basis: {}\n\n   States act:\n\n   (a) at once;\n\n   (b) together.\n"
    )
    source = write_project(tmp_path / "project", {"index.rst": text.format("CONV 3; CONV 4")})
    assert main(["freeze", "1", f"--source={source}", f"--into={tmp_path / 'out'}"]) == 0
    tables = ".. toctree::\n\n   tables\n"
    pages = {"index.rst": text.format("CONV 3; CONV 4 for (b); CONV 2 in part") + tables}
    write_files(source, {**pages, "tables.rst": "Tables\n======\n\n.. concordance:: 1\n"})
    built = build(source)
    assert built.warnings == []
    margin = paragraph(built, "index", "duty").xpath(".//*[contains(@class, 'margin-part')]")
    assert [folded(item) for item in margin] == ["In part: CONV 4 for (b); CONV 2"]
    row = built.page("tables").get_element_by_id("concordance-1").xpath(".//tbody/tr")[0]
    assert "basis changed" in folded(row)
    assert "basis + CONV 2; in part: CONV 4 for (b); CONV 2" in folded(row)
    write_files(source, {"index.rst": text.format("CONV 3 for (c)") + tables})
    message = "duty: basis stands for '(c)', but the paragraph has (a), (b); correct it, or write 'in part'"
    assert build(source).warnings == [f"index.rst:5: {message} [normative.bad-option]"]
    assert [finding.message for finding in check_source(source)] == [message]
