"""Picking a State in the browser: both tables follow, the address names it, and keyboard and screen reader are served."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from chromium import Open
from small_projects import build, write_project

FILES = {
    "states/states.toml": 'as_of = "2022"\n',
    "states/states.csv": "code,name\nNOR,Northland\nSOU,Southland\nWES,Westland\n",
    "states/ratifications.csv": (
        "state,instrument,status,date\nNOR,CONV,party,1999-02-03\nNOR,OTHER,signatory,2004\nSOU,OTHER,party,2019\n"
    ),
    "instruments/other/instrument.toml": 'key = "OTHER"\ntitle = "Other"\nstanding = "binding"\ndefault_unit = "art"\n',
    "instruments/silent/instrument.toml": 'key = "SILENT"\ntitle = "Silent"\nstanding = "binding"\ndefault_unit = "art"\n',
    "index.rst": (
        "Title\n=====\n\n.. obligation:: one\n   :basis: CONV 1; OTHER 3\n   :holder: A\n\n   Text one.\n\n"
        ".. obligation:: two\n   :basis: OTHER 4; SILENT 1\n   :holder: A\n\n   Text two.\n\n"
        ".. obligation:: three\n   :basis: CONV 2\n   :holder: B\n\n   Text three.\n\n"
        ".. state-panorama:: CONV\n\n.. state-panorama:: CONV\n   :rows: paragraphs\n   :group-by: holder\n"
    ),
}


@pytest.fixture(scope="module")
def panorama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built page, opened from its folder as readers open it."""
    built = build(write_project(tmp_path_factory.mktemp("panorama"), FILES))
    assert built.warnings == []
    return built.outdir / "index.html"


def choice(page: Page) -> Locator:
    return page.get_by_role("combobox", name="State")


def shown(page: Page, table: str) -> list[list[str]]:
    """Return the cells that can be seen of the rows that can be seen, group headings among them."""
    rows = page.locator(f"#{table} tbody tr:visible").all()
    return [[words.removeprefix("▸").strip() for words in row.locator("th, td").all_inner_texts()] for row in rows]


def states(page: Page) -> list[str]:
    return [row[0] for row in shown(page, "state-panorama-conv")]


def behind(page: Page) -> list[str]:
    rows = shown(page, "state-panorama-conv-paragraphs")
    return [row[0] if len(row) == 1 else f"{row[0]} {row[2]}" for row in rows]


def summary(page: Page) -> str:
    return page.locator(".panorama-choice [role='status']").inner_text()


ALL = ["A", "1 CONV", "1 OTHER", "2 OTHER", "2 SILENT", "B", "3 CONV"]


def test_all_is_shown_until_a_state_is_picked(open_page: Open, panorama: Path) -> None:
    page = open_page(panorama)
    assert choice(page).locator("option").all_inner_texts() == ["all States", "Northland", "Southland", "Westland"]
    assert (states(page), behind(page)) == (["Northland", "Southland", "Westland"], ALL)
    assert summary(page) == ""


def test_both_tables_follow_the_choice(open_page: Open, panorama: Path) -> None:
    page = open_page(panorama)
    choice(page).select_option("Northland")
    assert (states(page), behind(page)) == (["Northland"], ["A", "1 CONV", "2 SILENT", "B", "3 CONV"])
    assert summary(page) == (
        "Northland: party to CONV (1999-02-03); party to 1 of 2 treaties with data; "
        "2 of 3 obligations rest on a treaty that binds it. Rows whose treaty has no data stay in the second table."
    )
    choice(page).select_option("Southland")
    assert (states(page), behind(page)) == (["Southland"], ["A", "1 OTHER", "2 OTHER", "2 SILENT"])
    assert summary(page).startswith("Southland: not recorded as a party to CONV; party to 1 of 2 treaties")
    choice(page).select_option("all States")
    assert (len(states(page)), behind(page), summary(page)) == (3, ALL, "")


def test_the_address_names_the_state(open_page: Open, panorama: Path) -> None:
    page = open_page(panorama)
    choice(page).select_option("Westland")
    assert page.url == f"{panorama.as_uri()}#state-wes"
    choice(page).select_option("all States")
    assert page.url == panorama.as_uri()


def test_an_address_that_was_sent_shows_the_state_and_the_choice(open_page: Open, panorama: Path) -> None:
    page = open_page(panorama, "#state-sou")
    expect(choice(page)).to_have_value("state-sou")
    assert states(page) == ["Southland"]
    expect(page.locator(".panorama-choice")).to_be_in_viewport(ratio=1)


def test_another_state_can_be_written_into_the_address(open_page: Open, panorama: Path) -> None:
    page = open_page(panorama, "#state-sou")
    page.evaluate("location.hash = '#state-nor'")
    expect(choice(page)).to_have_value("state-nor")
    assert states(page) == ["Northland"]


@pytest.mark.parametrize("fragment", ["#state-xyz", "#one", "#%E0%A4%A"])
def test_another_fragment_picks_no_state(fragment: str, open_page: Open, panorama: Path) -> None:
    assert len(states(open_page(panorama, fragment))) == 3


def test_without_a_script_all_is_there(open_page: Open, panorama: Path) -> None:
    page = open_page(panorama, java_script_enabled=False)
    assert (len(states(page)), behind(page)) == (3, ALL)
    assert page.locator(".panorama-choice").count() == 0


def test_the_keyboard_and_a_screen_reader_are_served(open_page: Open, panorama: Path) -> None:
    page = open_page(panorama)
    choice(page).focus()
    page.keyboard.type("South")
    expect(choice(page)).to_have_value("state-sou")
    expect(page.locator(".panorama-choice [role='status']")).to_contain_text("Southland")
