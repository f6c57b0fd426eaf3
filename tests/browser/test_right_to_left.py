"""Pages written from right to left: their direction, what stands at which side, and nothing to scroll sideways."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

import arabic_project
from chromium import Open, serious_findings
from small_projects import build, write_project


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a built project in Arabic."""
    folder = tmp_path_factory.mktemp("arabic")
    built = build(write_project(folder, arabic_project.PAGES, configuration=arabic_project.CONFIGURATION))
    assert built.warnings == []
    return built.outdir


def middle(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box
    return box["x"] + box["width"] / 2


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["index", "text", "tables", "search"])
def test_pages_fit_and_axe_finds_nothing_serious(name: str, width: int, site: Path, open_page: Open) -> None:
    page = open_page(site / f"{name}.html", viewport={"width": width, "height": 900})
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert serious_findings(page) == []


def test_numbers_stand_at_the_right_and_margins_at_the_left_without_script_too(site: Path, open_page: Open) -> None:
    page = open_page(site / "text.html", java_script_enabled=False)
    paragraph = page.locator(".normative-paragraph").first
    places = [middle(paragraph.locator(part)) for part in (".paragraph-number", ".paragraph-text", ".paragraph-margin")]
    assert places == sorted(places, reverse=True)
    assert middle(page.locator(".normative-contents")) > middle(paragraph)
    text = paragraph.bounding_box()
    relation = page.locator(".relation").bounding_box()
    assert text
    assert relation
    assert relation["x"] - text["x"] > text["x"] + text["width"] - relation["x"] - relation["width"]


@pytest.mark.parametrize("name", ["list", "coverage"])
def test_the_first_column_and_the_heads_stay_when_a_table_is_scrolled(name: str, site: Path, open_page: Open) -> None:
    page = open_page(site / "tables.html", viewport={"width": 740, "height": 900})
    box = page.locator(f"[id='{name}']")
    scroll, head = box.locator(".matrix-scroll"), box.locator("tbody th[scope='row']").first
    other = box.locator("tbody td").first
    before = other.bounding_box()
    scroll.evaluate("(element) => { element.scrollLeft = -60; }")
    after, frame, cell = other.bounding_box(), scroll.bounding_box(), head.bounding_box()
    assert before
    assert after
    assert frame
    assert cell
    assert after["x"] - before["x"] == pytest.approx(60, abs=2)
    assert cell["x"] + cell["width"] == pytest.approx(frame["x"] + frame["width"], abs=2)


def test_tools_choose_open_and_walk_as_the_eye_does(site: Path, open_page: Open) -> None:
    page = open_page(site / "tables.html", "#coverage")
    coverage = page.locator("[id='coverage']")
    choice = coverage.locator("details", has=page.locator("summary", has_text="الحالة"))
    choice.locator("summary").click()
    listed = choice.locator("ul").bounding_box()
    assert listed
    assert listed["x"] >= 0
    assert listed["x"] + listed["width"] <= 1280
    choice.get_by_role("checkbox", name="متناوَل", exact=True).check()
    expect(coverage.get_by_role("status")).to_have_text("1 من 6 صفوف")
    coverage.get_by_role("button", name="تفاصيل CONV 3").click()
    expect(coverage.locator(".row-details")).to_contain_text("تنظر الدول الأطراف")
    grid = page.locator("[id='grid']")
    first = grid.locator("tbody tr").first
    first.locator("th a").focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.cellIndex") == 1


def test_names_keep_their_own_direction(site: Path, open_page: Open) -> None:
    page = open_page(site / "text.html")
    link = page.locator(".margin-basis a", has_text="CONV 3 (1)")
    # In a line from right to left, a closing bracket at its end would go to the left of the name.
    places = link.evaluate(
        """(element) => [0, 9].map((index) => {
            const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
            const range = document.createRange();
            range.setStart(words, index);
            range.setEnd(words, index + 1);
            return range.getBoundingClientRect().x;
        })"""
    )
    assert places[0] < places[1]
