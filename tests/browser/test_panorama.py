"""Picking a State in the browser: both tables follow, the address names it, and keyboard and screen reader are served."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from small_projects import build, write_project

webdriver = pytest.importorskip("selenium.webdriver")

from selenium.webdriver.chrome.webdriver import WebDriver  # noqa: E402  # only where selenium is installed
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import Select  # noqa: E402

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
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built page, opened from its folder as readers open it."""
    built = build(write_project(tmp_path_factory.mktemp("panorama"), FILES))
    assert built.warnings == []
    return built.outdir / "index.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[WebDriver]:
    path, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if path is None or driver is None:
        pytest.skip("there is no Chromium with its driver")
    options = webdriver.ChromeOptions()
    options.binary_location = path
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1200,700"):
        options.add_argument(argument)
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield found
    found.quit()


def open_page(browser: WebDriver, page: Path, fragment: str = "") -> Select:
    """Open the page anew, and return the choice of a State."""
    browser.get("about:blank")
    browser.get(page.as_uri() + fragment)
    return Select(browser.find_element("css selector", ".panorama-choice select"))


def shown(browser: WebDriver, table: str) -> list[list[str]]:
    """Return the cells that can be seen of the rows that can be seen, group headings among them."""
    rows = browser.find_elements("css selector", f"#{table} tbody tr")
    return [[cell.text for cell in row.find_elements("css selector", "th, td")] for row in rows if row.is_displayed()]


def states(browser: WebDriver) -> list[str]:
    return [row[0] for row in shown(browser, "state-panorama-conv")]


def behind(browser: WebDriver) -> list[str]:
    rows = shown(browser, "state-panorama-conv-paragraphs")
    return [row[0] if len(row) == 1 else f"{row[0]} {row[2]}" for row in rows]


def summary(browser: WebDriver) -> str:
    return browser.find_element("css selector", ".panorama-choice [role='status']").text


ALL = ["A", "1 CONV", "1 OTHER", "2 OTHER", "2 SILENT", "B", "3 CONV"]


def test_all_is_shown_until_a_state_is_picked(browser: WebDriver, page: Path) -> None:
    choice = open_page(browser, page)
    assert [option.text for option in choice.options] == ["all States", "Northland", "Southland", "Westland"]
    assert (states(browser), behind(browser)) == (["Northland", "Southland", "Westland"], ALL)
    assert summary(browser) == ""


def test_both_tables_follow_the_choice(browser: WebDriver, page: Path) -> None:
    choice = open_page(browser, page)
    choice.select_by_visible_text("Northland")
    assert (states(browser), behind(browser)) == (["Northland"], ["A", "1 CONV", "2 SILENT", "B", "3 CONV"])
    assert summary(browser) == (
        "Northland: party to CONV (1999-02-03); party to 1 of 2 treaties with data; "
        "2 of 3 obligations rest on a treaty that binds it. Rows whose treaty has no data stay in the second table."
    )
    choice.select_by_visible_text("Southland")
    assert (states(browser), behind(browser)) == (["Southland"], ["A", "1 OTHER", "2 OTHER", "2 SILENT"])
    assert summary(browser).startswith("Southland: not recorded as a party to CONV; party to 1 of 2 treaties")
    choice.select_by_visible_text("all States")
    assert (len(states(browser)), behind(browser), summary(browser)) == (3, ALL, "")


def test_the_address_names_the_state(browser: WebDriver, page: Path) -> None:
    choice = open_page(browser, page)
    choice.select_by_visible_text("Westland")
    assert browser.current_url == f"{page.as_uri()}#state-wes"
    choice.select_by_visible_text("all States")
    assert browser.current_url == page.as_uri()


def test_an_address_that_was_sent_shows_the_state_and_the_choice(browser: WebDriver, page: Path) -> None:
    choice = open_page(browser, page, "#state-sou")
    assert choice.first_selected_option.text == "Southland"
    assert states(browser) == ["Southland"]
    place = "const box = document.querySelector('.panorama-choice').getBoundingClientRect(); return [box.top, box.bottom, innerHeight]"
    top, bottom, height = browser.execute_async_script(
        f"const done = arguments[0]; setTimeout(() => done((() => {{ {place} }})()), 300)"
    )
    assert 0 <= top < bottom <= height


def test_another_state_can_be_written_into_the_address(browser: WebDriver, page: Path) -> None:
    choice = open_page(browser, page, "#state-sou")
    browser.execute_script("location.hash = '#state-nor'")
    browser.execute_async_script("setTimeout(arguments[0], 100)")
    assert (choice.first_selected_option.text, states(browser)) == ("Northland", ["Northland"])


@pytest.mark.parametrize("fragment", ["#state-xyz", "#one", "#%E0%A4%A"])
def test_another_fragment_picks_no_state(fragment: str, browser: WebDriver, page: Path) -> None:
    open_page(browser, page, fragment)
    assert len(states(browser)) == 3


def test_the_keyboard_and_a_screen_reader_are_served(browser: WebDriver, page: Path) -> None:
    choice = open_page(browser, page)
    element = browser.find_element("css selector", ".panorama-choice select")
    assert element.accessible_name == "State"
    element.send_keys("South", Keys.ENTER)
    assert choice.first_selected_option.text == "Southland"
    status = browser.find_element("css selector", ".panorama-choice p")
    assert (status.get_attribute("aria-live"), status.aria_role) == ("polite", "status")
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []  # type: ignore[no-untyped-call]
