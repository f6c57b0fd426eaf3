"""Searches of a site and of its tables find words and names however accents are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from chromium import Open
from small_projects import build, write_project

FILES = {
    "states/states.toml": 'as_of = "2022"\n',
    "states/states.csv": "code,name\nCIV,Côte d'Ivoire\nTUR,Türkiye\nNOR,Norway\n",
    "states/ratifications.csv": "state,instrument,status,date\nTUR,CONV,party,1999-02-03\n",
    "index.rst": "States\n======\n\n.. toctree::\n\n   a\n   b\n\n.. state-panorama:: CONV\n",
    "a.rst": (
        "Rights [#]_\n===========\n\n.. obligation:: one\n   :basis: CONV 1\n\n   Des ré\u00adfugiés, and Øresund.\n\n.. [#] A note.\n"
    ),
    "b.rst": f"Others\n======\n\n.. obligation:: two\n   :basis: CONV 1\n\n   {'缔约国' * 50}所有移民工人。{'缔约国' * 50} والعُمَّال وأُسرهم.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = build(write_project(tmp_path_factory.mktemp("search"), FILES))
    assert built.warnings == []
    return built.outdir


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("réfugiés", "Rights"),
        ("refugies", "Rights"),
        ("oresund", "Rights"),
        ("Turkiye", "Türkiye"),
        ("cote d'ivoire", "Côte d'Ivoire"),
        ("Ivoire", "Côte d'Ivoire"),
    ],
)
def test_the_search_of_a_site_knows_names_with_and_without_accents(
    query: str, found: str, site: Path, open_page: Open
) -> None:
    page = open_page(site / "search.html", f"?q={query.replace(' ', '+')}", errors=("Failed to fetch",))
    results = page.locator(".named-places li a, #search-results ul.search li a")
    expect(results.first).to_be_visible()
    assert {text.strip() for text in results.all_inner_texts()} - {"Para. 1"} == {found}


def test_paragraphs_with_the_words_come_before_pages(site: Path, open_page: Open) -> None:
    page = open_page(site / "search.html", "?q=refugies+des", errors=("Failed to fetch",))
    found = page.locator(".named-places")
    expect(found.locator("h2")).to_have_text("Paragraphs with these words")
    expect(found.locator("li")).to_have_text("Para. 1 ■ Obligation Des ré\u00adfugiés, and Øresund.")
    assert found.locator("mark").all_inner_texts() == ["Des", "ré\u00adfugiés"]
    assert found.locator("a").get_attribute("href") == "./a.html#one"


@pytest.mark.parametrize(
    ("query", "marked"),
    [("移民", "移民"), ("工人", "工人"), ("العمال", "العُمَّال"), ("أسرهم", "أُسرهم"), ("اسرهم", "أُسرهم")],
)
def test_words_are_found_where_no_space_parts_them(query: str, marked: str, site: Path, open_page: Open) -> None:
    page = open_page(site / "search.html", f"?q={query}", errors=("Failed to fetch",))
    found = page.locator(".with-words li")
    expect(found).to_have_count(1)
    expect(found.locator("a")).to_have_text("Para. 2")
    assert found.locator("mark").all_inner_texts() == [marked]
    assert len(found.inner_text()) < 260


def test_results_name_headings_without_the_marks_of_their_notes(site: Path) -> None:
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    assert '"Rights":[[0,null]]' in index


def test_the_search_of_a_table_knows_names_without_accents(site: Path, open_page: Open) -> None:
    page = open_page(site / "index.html")
    page.get_by_role("searchbox").first.fill("turkiye")
    expect(page.locator("#state-panorama-conv tbody tr:visible")).to_have_count(1)
    expect(page.locator("#state-panorama-conv tbody tr:visible")).to_contain_text("Türkiye")
