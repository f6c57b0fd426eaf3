"""Tables in the browser: search, choices, order, columns, pages, details, permalinks, and an address that keeps a view."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from chromium import Open
from small_projects import build, write_project

TEXT = """\
Text
====

First part
----------

.. obligation:: decide
   :basis: CONV 3 (1); COMP obj. 2
   :holder: workers

   States decide <b>each</b> case.

.. commitment:: gather
   :basis: COMP para. 7 (a)
   :holder: women; workers

   States gather data.

Second part
-----------

.. guidance:: record
   :basis: CONV 4

   States should record.

.. not-addressed:: CONV 10

   A final clause.
"""
TABLES = """\
Tables
======

.. traceability-matrix::
   :columns: CONV; COMP

.. coverage:: CONV
   :group-by: part

.. convergence-matrix::
   :rows: CONV
   :columns: COMP

.. convergence-matrix::
   :rows: CONV
   :columns: COMP
   :layout: list

.. traceability-matrix::
   :name: heat
   :rows: CONV
   :columns: COMP
   :cell: count

.. crosswalk::
   :rows: commitments

.. instrument:: CONV; COMP
"""
SHEET = (
    "provisions,relation,reason,source\n"
    'CONV 3; COMP obj. 2,synergy,"Both, with a comma and ""quotes"".",analysis\n'
    "CONV 4; COMP obj. 1,tension,=1+1,\uff1dCMT/1\n"
)
TRACE, COVER, GRID, LIST, WALK, PROFILE = (
    "traceability-paragraphs-conv-comp",
    "coverage-conv",
    "convergence-conv-comp",
    "convergence-conv-comp-list",
    "crosswalk-commitments",
    "instrument-conv",
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of tables of a built project."""
    pages = {
        "index.rst": "Title\n=====\n\n.. toctree::\n\n   text\n   tables\n",
        "text.rst": TEXT,
        "tables.rst": TABLES,
        "instruments/convergence.csv": SHEET,
    }
    built = build(write_project(tmp_path_factory.mktemp("tables"), pages))
    assert built.warnings == []
    return built.outdir / "tables.html"


def box(page: Page, name: str) -> Locator:
    return page.locator(f"[id='{name}']")


def heads(page: Page, name: str) -> list[str]:
    """Return the words that head the rows that can be seen, without the button before them."""
    rows = box(page, name).locator("tbody tr:not(.matrix-group, .row-details):visible > th")
    return [words.removeprefix("▸").removeprefix("▾").strip() for words in rows.all_inner_texts()]


def count(page: Page, name: str) -> Locator:
    return box(page, name).get_by_role("status")


def choose(page: Page, name: str, title: str, *values: str) -> None:
    choice = box(page, name).locator("details", has=page.locator("summary", has_text=title))
    if choice.get_attribute("open") is None:
        choice.locator("summary").click()
    for value in values:
        choice.get_by_role("checkbox", name=value, exact=True).check()


def test_search_keeps_the_rows_with_all_words(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    expect(count(page, COVER)).to_have_text("6 rows")
    box(page, COVER).get_by_role("searchbox").fill("final JUSTIFIED")
    assert heads(page, COVER) == ["CONV 10"]
    expect(count(page, COVER)).to_have_text("1 of 6 rows")
    assert box(page, COVER).locator(".matrix-group:visible").all_inner_texts() == ["CONV part II. Rights"]


@pytest.mark.parametrize(
    ("name", "search", "expected"),
    [
        (COVER, "CONV 4", ["CONV 4", "CONV 4 bis"]),
        (COVER, "conv art. 1", ["CONV 1"]),
        (COVER, "article 10", ["CONV 10"]),
        (COVER, "expulsion 1", ["CONV 3"]),
        (TRACE, "objective 2", ["1"]),
        (TRACE, "COMP obj. 1 gather", ["2"]),
        (TRACE, "COMP obj. 22", []),
        (PROFILE, "3(1)", ["CONV 3 (1)"]),
        (PROFILE, "CONV 2 (1) (a)", ["CONV 2 (1) (a)", "CONV 2 (1) (a) (i)", "CONV 2 (1) (a) (ii)"]),
        (TRACE, "*[(", []),
    ],
)
def test_search_takes_a_provision_as_one_word(
    name: str, search: str, expected: list[str], tables: Path, open_page: Open
) -> None:
    page = open_page(tables)
    box(page, name).get_by_role("searchbox").fill(search)
    assert heads(page, name) == expected


def test_choices_of_columns_and_of_what_the_text_says(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    choose(page, COVER, "State", "silent")
    assert heads(page, COVER) == ["CONV 1", "CONV 2", "CONV 4 bis"]
    choose(page, COVER, "State (1)", "justified")
    assert heads(page, COVER) == ["CONV 1", "CONV 2", "CONV 4 bis", "CONV 10"]
    choose(page, TRACE, "Force", "obligation", "guidance")
    assert heads(page, TRACE) == ["1", "3"]
    choose(page, TRACE, "Rights-holders", "workers")
    assert heads(page, TRACE) == ["1"]
    choose(page, LIST, "Relation", "tension")
    assert heads(page, LIST) == ["CONV 4"]
    box(page, TRACE).get_by_role("button", name="Show all").click()
    assert heads(page, TRACE) == ["1", "2", "3"]


def test_choices_say_how_many_rows_they_leave_and_close_with_escape(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    choice = box(page, COVER).locator("details", has=page.locator("summary", has_text="State"))
    expect(box(page, COVER).get_by_role("button", name="Show all")).to_be_hidden()
    choice.locator("summary").click()
    assert [words.strip() for words in choice.locator("li").all_inner_texts()] == [
        "addressed 2",
        "justified 1",
        "silent 3",
        "unreviewed 1",
    ]
    page.keyboard.press("Escape")
    expect(choice.locator("ul")).to_be_hidden()
    expect(choice.locator("summary")).to_be_focused()
    choose(page, COVER, "Force", "guidance")
    assert heads(page, COVER) == ["CONV 4"]
    expect(box(page, COVER).get_by_role("button", name="Show all")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_count_of_a_heat_map_opens_to_its_paragraphs(scripts: bool, tables: Path, open_page: Open) -> None:
    page = open_page(tables, java_script_enabled=scripts)
    cell = box(page, "heat").locator("[id='heat--conv-art-3--comp-obj-2']")
    assert cell.inner_text().split() == ["1", "paragraph"]
    assert cell.get_attribute("class") == "heat heat-1"
    summary = cell.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(cell.get_by_role("link", name="1")).to_be_visible()
    expect(box(page, "heat").locator(".matrix-legend")).to_have_text(
        "Number of paragraphs in a cell: 1 2 3–4 5 or more"
    )


def test_details_follow_their_row(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    box(page, COVER).get_by_role("button", name="Details of CONV 3", exact=True).click()
    details = box(page, COVER).locator(".row-details")
    box(page, COVER).get_by_role("button", name="Sort by Subject").click()
    assert "CONV 3" in details.evaluate("(row) => row.previousElementSibling.textContent")
    box(page, COVER).get_by_role("searchbox").fill("final")
    expect(details).to_be_hidden()


def test_sorting_goes_up_down_and_back(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    button = box(page, COVER).get_by_role("button", name="Sort by Subject")
    head = box(page, COVER).locator("th[aria-sort]")
    before = heads(page, COVER)
    button.click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert heads(page, COVER) == ["CONV 2", "CONV 1", "CONV 4 bis", "CONV 3", "CONV 10", "CONV 4"]
    button.click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert heads(page, COVER) == ["CONV 1", "CONV 2", "CONV 4", "CONV 10", "CONV 3", "CONV 4 bis"]
    button.click()
    expect(head).to_have_count(0)
    assert heads(page, COVER) == before


def test_columns_can_be_hidden(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    box(page, COVER).locator("summary", has_text="Columns").click()
    box(page, COVER).get_by_label("Subject", exact=True).uncheck()
    assert "Subject" not in " ".join(box(page, COVER).locator("thead th:visible").all_inner_texts())
    assert "Expulsion" not in box(page, COVER).locator("tbody").last.inner_text()


def test_empty_rows_and_columns_of_a_grid_can_be_hidden(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    assert len(heads(page, GRID)) > 3
    box(page, GRID).get_by_label("Hide empty rows and columns").check()
    assert heads(page, GRID) == ["CONV 3", "CONV 4"]
    assert box(page, GRID).locator("thead th:visible").count() == 4


def test_an_address_brings_the_view_to_a_colleague(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    choose(page, TRACE, "Force", "obligation", "commitment")
    box(page, TRACE).get_by_role("button", name="Sort by Para.").click(click_count=1)
    box(page, TRACE).get_by_role("button", name="Sort by Para.").click()
    box(page, TRACE).get_by_role("searchbox").fill("states")
    other = open_page(tables, page.evaluate("location.hash"))
    assert heads(other, TRACE) == heads(page, TRACE) == ["2", "1"]
    expect(box(other, TRACE).get_by_role("searchbox")).to_have_value("states")
    expect(box(other, TRACE).locator(".matrix-tools")).to_be_in_viewport()
    assert len(heads(other, COVER)) == 6


@pytest.mark.parametrize(
    "address", [f"#{COVER}?sort=99z&hide=77&f.nothing=nothing&empty=1", "#%E0%A4%A", "#nowhere?q=x"]
)
def test_an_address_that_means_nothing_shows_all(address: str, tables: Path, open_page: Open) -> None:
    assert len(heads(open_page(tables, address), COVER)) == 6


def test_a_row_opens_to_the_text_behind_its_links(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    button = box(page, COVER).get_by_role("button", name="Details of CONV 3", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    details = box(page, COVER).locator(".row-details li").all_inner_texts()
    assert details == ["CONV 3 Expulsion", "1. States decide <b>each</b> case."]
    link = box(page, COVER).get_by_role("link", name="Link to this row")
    assert link.get_attribute("href") == "#coverage-conv--conv-art-3"
    link.click()
    expect(page.locator(":target")).to_contain_text("CONV 3")
    button.click()
    expect(box(page, COVER).locator(".row-details")).to_have_count(0)


def test_a_cell_of_a_grid_is_a_place_of_its_own(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    box(page, GRID).get_by_role("button", name="Details of CONV 3", exact=True).click()
    link = box(page, GRID).locator(".row-details").get_by_role("link", name="COMP obj. 2").last
    assert link.get_attribute("href") == f"#{GRID}--conv-art-3--comp-obj-2"
    link.click()
    expect(page.locator(":target")).to_have_text("= synergy ? unreviewed 1")
    expect(page.locator(":target")).to_be_in_viewport()


def test_no_two_places_of_a_page_have_one_name(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    names = page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(names) == len(set(names))


def test_provisions_or_paragraphs_can_be_shown_first(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    choice = page.get_by_role("group", name="Show first").first
    choice.get_by_label("provisions").check()
    expect(box(page, TRACE)).to_be_hidden()
    turned = f"{TRACE}-by-provisions"
    assert heads(page, turned) == ["CONV 3", "CONV 4", "COMP obj. 1", "COMP obj. 2"]
    row = box(page, turned).locator("tbody tr", has=page.locator("[id$='--comp-obj-1']"))
    assert row.locator("td").all_inner_texts() == ["Data", "2"]
    box(page, turned).get_by_role("searchbox").fill("expulsion")
    assert heads(page, turned) == ["CONV 3"]
    sent = open_page(tables, page.evaluate("location.hash"))
    expect(box(sent, TRACE)).to_be_hidden()
    assert heads(sent, turned) == ["CONV 3"]
    sent.get_by_role("group", name="Show first").first.get_by_label("paragraphs").check()
    assert heads(sent, TRACE) == ["1", "2", "3"]
    expect(box(sent, turned)).to_be_hidden()


def test_a_coverage_turned_round_has_the_choices_of_paragraphs(tables: Path, open_page: Open) -> None:
    turned = f"{COVER}-by-paragraphs"
    page = open_page(tables, f"#{turned}")
    assert heads(page, turned) == ["1", "3"]
    choose(page, turned, "Force", "guidance")
    assert heads(page, turned) == ["3"]
    box(page, turned).get_by_role("button", name="Details of 3").click()
    assert "3. States should record." in box(page, turned).locator(".row-details").inner_text()


def test_the_crosswalk_is_chosen_by_relation(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    assert heads(page, WALK) == ["2"]
    assert box(page, WALK).locator("tbody td").nth(3).inner_text() == "none"


def test_from_right_to_left_the_head_column_stays_on_the_right(tables: Path, open_page: Open) -> None:
    page = open_page(tables, viewport={"width": 390, "height": 800})
    page.evaluate("document.documentElement.dir = 'rtl'")
    scroll = box(page, COVER).locator(".matrix-scroll")
    head = box(page, COVER).locator("tbody th[scope='row']").first
    scroll.evaluate("(element) => { element.scrollLeft = -150; }")
    place, frame = head.bounding_box(), scroll.bounding_box()
    assert place is not None
    assert frame is not None
    assert abs((place["x"] + place["width"]) - (frame["x"] + frame["width"])) < 3


def test_paper_has_every_row_and_repeats_the_heads(tables: Path, open_page: Open, tmp_path: Path) -> None:
    page = open_page(tables)
    box(page, COVER).get_by_role("button", name="Sort by Subject").click()
    printed = tmp_path / "printed.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(printed) as document:
        sizes = {tuple(round(length) for length in sheet.get_size()) for sheet in document}
        words = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in document).split())
    assert sizes == {(842, 595)}
    assert [name for name in ("CONV 1 Who", "CONV 4 bis Access", "CONV 10 Final") if name not in words] == []
    assert "Copy link to this view" not in words


def test_arrow_keys_walk_through_a_grid(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    box(page, GRID).locator("tbody tr").nth(0).locator("th a").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    place = page.evaluate(
        "[document.activeElement.closest('tr').sectionRowIndex, document.activeElement.closest('td, th').cellIndex]"
    )
    assert place == [1, 2]


def take(page: Page, name: str, words: str) -> None:
    box(page, name).locator(".tools-take summary").click()
    box(page, name).get_by_role("button", name=words).click()


def test_csv_of_a_view_has_its_rows_and_no_formula(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    choose(page, LIST, "Relation", "synergy", "tension")
    with page.expect_download() as download:
        take(page, LIST, "CSV")
    assert download.value.suggested_filename == f"{LIST}-view.csv"
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == '"CONV","COMP","Relation","Reason","Source","Review","Paragraphs resting on both"'
    assert '"CONV 3","COMP obj. 2","synergy","Both, with a comma and ""quotes"".","analysis","unreviewed"' in lines[1]
    assert '"\'=1+1","\'\uff1dCMT/1"' in lines[2]


def test_a_workbook_of_a_view_says_what_it_is(tables: Path, open_page: Open, tmp_path: Path) -> None:
    page = open_page(tables)
    choose(page, LIST, "Relation", "tension")
    with page.expect_download() as download:
        take(page, LIST, "Excel")
    download.value.save_as(tmp_path / "view.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "view.xlsx").active
    assert sheet is not None
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows[:4] == [["Convergences of CONV and COMP"], ["Test comment"], ["Relation: tension; 1 of 2 rows"], []]
    assert rows[4][:3] == ["CONV", "COMP", "Relation"]
    assert rows[5][:4] == ["CONV 4", "COMP obj. 1", "tension", "=1+1"]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_what_is_printed_of_a_view_is_its_rows_alone(tables: Path, open_page: Open, tmp_path: Path) -> None:
    page = open_page(tables)
    page.evaluate("window.print = () => {}")
    choose(page, LIST, "Relation", "tension")
    take(page, LIST, "Print")
    page.pdf(path=tmp_path / "view.pdf")
    with pypdfium2.PdfDocument(tmp_path / "view.pdf") as document:
        (sheet,) = document
        words = " ".join(sheet.get_textpage().get_text_range().split())
    assert words.startswith(
        "Test comment 1 / 1 Convergences of CONV and COMP Test comment Relation: tension; 1 of 2 rows CONV COMP Relation"
    )
    assert "COMP obj. 1 tension =1+1" in words
    assert "synergy" not in words


def test_an_address_keeps_what_is_chosen_of_every_table(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    box(page, TRACE).get_by_role("searchbox").fill("states")
    choose(page, COVER, "State", "justified")
    page.get_by_role("radio", name="paragraphs").nth(1).check()
    again = open_page(tables, page.url[page.url.index("#") :])
    expect(box(again, TRACE).get_by_role("searchbox")).to_have_value("states")
    expect(box(again, f"{COVER}-by-paragraphs")).to_be_visible()
    again.get_by_role("radio", name="provisions").nth(1).check()
    assert heads(again, COVER) == ["CONV 10"]


def test_what_no_row_is_any_more_shows_none(tables: Path, open_page: Open) -> None:
    page = open_page(tables, f"#{COVER}?f.state=gone")
    assert heads(page, COVER) == []
    expect(box(page, COVER).locator(".tools-none")).to_contain_text("No row is one of those chosen above.")


def test_rows_are_cards_on_a_phone(tables: Path, open_page: Open) -> None:
    page = open_page(tables, viewport={"width": 390, "height": 800})
    cell = box(page, LIST).locator("td[data-label='Reason']").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Reason: "'
    card, part = box(page, LIST).locator("tbody tr").first.bounding_box(), cell.bounding_box()
    assert card
    assert part
    assert part["width"] > 0.9 * card["width"]


def test_all_is_there_without_a_script_and_on_paper(tables: Path, open_page: Open) -> None:
    bare = open_page(tables, java_script_enabled=False)
    assert len(heads(bare, COVER)) == 6
    assert bare.locator(".matrix-tools").count() == 0
    page = open_page(tables)
    page.emulate_media(media="print")
    assert not page.locator(".matrix-tools").first.is_visible()
    assert len(heads(page, COVER)) == 6


def test_a_long_table_has_pages_on_screen_and_all_rows_on_paper(tmp_path: Path, open_page: Open) -> None:
    paragraphs = "".join(
        f".. guidance:: p{number}\n   :basis: CONV 1\n\n   Words {number}.\n\n" for number in range(250)
    )
    text = f"Title\n=====\n\n{paragraphs}.. paragraph-list::\n   :name: all\n"
    built = build(write_project(tmp_path / "long", {"index.rst": text}))
    page = open_page(built.outdir / "index.html")
    assert len(heads(page, "all")) == page.locator("[id='all'] .row-open").count() == 100
    box(page, "all").get_by_role("button", name="3", exact=True).click()
    assert heads(page, "all")[0] == "201"
    box(page, "all").get_by_role("button", name="All rows").click()
    assert len(heads(page, "all")) == page.locator("[id='all'] .row-open").count() == 250
    box(page, "all").get_by_role("searchbox").fill("p123")
    assert heads(page, "all") == ["124"]
    box(page, "all").get_by_role("button", name="Show all").click()
    page.emulate_media(media="print")
    assert len(heads(page, "all")) == 250
    far = open_page(built.outdir / "index.html", "#all--p220")
    expect(far.locator("[id='all--p220']")).to_be_in_viewport()


def test_a_search_finds_words_in_the_whole_text_of_paragraphs(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    search = box(page, COVER).get_by_role("searchbox")
    search.fill("shóuld RECORD")
    assert heads(page, COVER) == ["CONV 4"]
    expect(box(page, COVER).locator(".row-found")).to_have_text("Para. 3: States should record.")
    assert box(page, COVER).locator(".row-found mark").all_inner_texts() == ["should", "record"]
    # Places are looked for in cells alone: paragraph 1 speaks of none, and is no article.
    search.fill("article 3")
    assert heads(page, COVER) == ["CONV 3"]
    expect(box(page, COVER).locator(".row-found")).to_have_count(0)


def test_of_nothing_found_a_table_says_where_it_has_looked(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    box(page, COVER).get_by_role("searchbox").fill("nowhere")
    said = box(page, COVER).locator(".tools-none")
    expect(said).to_contain_text("No row has “nowhere” in its cells or in the whole text of its paragraphs")
    said.get_by_role("button", name="Clear search and choices").click()
    expect(count(page, COVER)).to_have_text("6 rows")


def test_a_search_for_an_objective_finds_its_actions(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    box(page, TRACE).get_by_role("searchbox").fill("objective 1")
    assert heads(page, TRACE) == ["2"]


def test_a_cell_of_a_grid_opens_its_pairs_with_their_reasons(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    first, second = box(page, GRID).locator("td:has(.state)").all()[:2]
    details = box(page, GRID).locator(".row-details li")
    first.click()
    expect(details.first).to_have_text('CONV 3 ↔ COMP obj. 2 synergy: Both, with a comma and "quotes".')
    expect(details.first.locator("a")).to_have_count(2)
    first.click()
    expect(details).to_have_count(0)
    second.evaluate("cell => { cell.tabIndex = -1; cell.focus(); }")
    page.keyboard.press("Enter")
    expect(details.first).to_contain_text("tension: =1+1")


def test_a_cell_of_a_list_is_a_place_too(tables: Path, open_page: Open) -> None:
    page = open_page(tables)
    box(page, LIST).get_by_role("button", name="Details of CONV 4").first.click()
    links = box(page, LIST).locator(".row-details p a")
    expect(links.first).to_have_text("Link to this row")
    # What is empty is no place.
    assert links.all_inner_texts()[1:] == ["COMP", "Relation", "Reason", "Source", "Review"]
    links.filter(has_text="Reason").click()
    assert page.url.endswith(f"#{LIST}--conv-art-4--comp-obj-1--reason")
    marked = page.locator(".is-target")
    expect(marked).to_have_text("=1+1")
    links.filter(has_text="Source").click()
    expect(marked).to_have_text("\uff1dCMT/1")
    other = open_page(tables, f"#{LIST}--conv-art-4--comp-obj-1--reason")
    expect(other.locator(".is-target")).to_have_text("=1+1")
    expect(other.locator(".is-target")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("CONV 3 (1)", "CONV 3 (1)"),
        ("conv article 3(1)", "CONV 3 (1)"),
        ("3 (1)", "CONV 3 (1)"),
        ("COMP objective 2", "COMP obj. 2"),
        ("objective 2", "COMP obj. 2"),
        ("obj. 2", "COMP obj. 2"),
        ("CONV article 3, para. 1", "CONV 3 (1)"),
        ("article 3", "CONV 3"),
        ("para. 7 (a)", "COMP para. 7 (a)"),
        ("para 3", "para. 3"),
        ("paragraph 3", "para. 3"),
        ("decide", None),
    ],
)
def test_search_finds_what_is_named_first(query: str, first: str | None, tables: Path, open_page: Open) -> None:
    page = open_page(tables.with_name("search.html"), f"?q={query.replace(' ', '+')}", errors=("Failed to fetch",))
    places = page.locator(".named-places:not(.with-words) li a")
    if first is None:
        expect(places).to_have_count(0)
        return
    expect(places.first).to_have_text(first)
    places.first.click()
    assert page.url.partition("#")[2]
    expect(page.locator(":target")).to_be_visible()
