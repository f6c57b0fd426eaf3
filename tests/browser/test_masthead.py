"""What every page begins with, the other formats that it offers, and how a paragraph and its parts are cited."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from chromium import Open
from small_projects import command, folded, write_project

PAGES = {
    "document.toml": 'committee = "The Body"\nsymbol = "T/GC/1"\ndate = 2026-03-01\nstage = "draft for comment"\n',
    "index.rst": "Title\n=====\n\nWords.\n\n.. toctree::\n\n   a\n   b\n",
    "a.rst": (
        "Chapter\n=======\n\n.. obligation:: decide\n   :basis: CONV 3\n\n   States decide: [#]_\n\n"
        "   (a) each case;\n   (b) with:\n\n       (i) reasons;\n       (ii) advice.\n\n"
        ".. convergence:: CONV 3; COMP obj. 2\n   :relation: synergy\n   :source: analysis\n\n   Both say it.\n\n"
        ".. [#] A note.\n"
    ),
    "b.rst": "Other\n=====\n\n.. paragraph:: scope\n\n   Words.\n\n.. guidance:: help\n   :basis: CONV 4\n\n   States should help.\n",
}
CONFIGURATION = (
    'normative_status = "Not adopted"\nhtml_baseurl = "https://example.org/gc/"\n'
    'normative_documents = {"gc": {"exclude": ["b"]}, "gc-with-b": {}, "gc-clean": {"on_request": True}, "gc-open": {"comments": True}}\n'
)
HEAD = "The Body\u00a0· T/GC/1\u00a0· Test comment\u00a0· Draft for comment\u00a0· 1 March 2026"
CITED = "The Body, T/GC/1 (2026), Test comment, para. 1"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("masthead")
    done = command(write_project(folder / "source", PAGES, configuration=CONFIGURATION), "html", "docx", into=folder)
    assert done.warnings == []
    return folder / "html"


def test_every_page_says_whose_text_it_is(site: Path) -> None:
    for name in ("a", "b", "search"):
        (masthead,) = html.parse(str(site / f"{name}.html")).xpath("//div[@class='normative-masthead']")
        assert folded(masthead.find("p[1]")) == " ".join(HEAD.split())
        assert folded(masthead.find("p[2]")) == "Not adopted."


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("a", "Obligation 1 of 1, Commitment 0 of 0, Guidance 0 of 1, Other 0 of 1"),
        ("b", "Obligation 0 of 1, Commitment 0 of 0, Guidance 1 of 1, Other 1 of 1"),
        ("index", "Obligation 1, Commitment 0, Guidance 1, Other 1"),
    ],
)
def test_the_badges_stand_at_the_head_with_their_numbers(name: str, counted: str, site: Path) -> None:
    (legend,) = html.parse(str(site / f"{name}.html")).xpath("//details[@class='force-legend']")
    badges = [folded(badge).strip("■◆▷ ") for badge in legend.xpath("summary/span")[1:]]
    assert ", ".join(badges) == counted
    assert len(legend.findall(".//dd")) == 4


def test_pages_offer_the_formats_that_were_made(site: Path, open_page: Open) -> None:
    page = open_page(site / "a.html")
    links = page.locator(".masthead-formats a")
    expect(links).to_have_text(["Word", "Word with b"])
    addresses = [link.get_attribute("href") for link in links.all()]
    assert addresses == ["./formats/gc.docx", "./formats/gc-with-b.docx"]
    for address in addresses:
        assert (site / str(address)).read_bytes() == (site.parent / "docx" / Path(str(address)).name).read_bytes()


def test_any_page_leads_to_a_paragraph_by_its_number(site: Path, open_page: Open) -> None:
    page = open_page(site / "a.html")
    field = page.get_by_label("Go to paragraph")
    field.fill("9")
    page.locator(".masthead-goto").get_by_role("button").click()
    assert field.evaluate("element => element.validationMessage") == "Paragraphs are numbered from 1 to 3."
    field.fill("3")
    page.keyboard.press("Enter")
    expect(page.locator("#help")).to_be_in_viewport()
    assert page.url.endswith("/b.html#help")


def test_contents_name_the_paragraphs_of_each_chapter(site: Path, open_page: Open) -> None:
    page = open_page(site / "index.html")
    links = page.locator(".toctree-wrapper a").all_text_contents()
    assert links == ["Chapter, paragraph  1", "Other, paragraphs  2–3"]


def opened(site: Path, open_page: Open) -> Page:
    page = open_page(site / "a.html")
    page.evaluate("() => document.addEventListener('copy', () => { window.copied = document.activeElement.value; })")
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('not allowed')); }")
    return page


def test_a_paragraph_is_cited_by_keyboard(site: Path, open_page: Open) -> None:
    page = opened(site, open_page)
    button = page.get_by_role("button", name="Cite paragraph 1")
    # It is seen before anything points at it.
    assert button.evaluate("element => getComputedStyle(element).opacity") == "1"
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".copy-status")).to_have_text("Copied: para. 1")
    assert page.evaluate("window.copied") == f"{CITED}, https://example.org/gc/a.html#decide"
    page.keyboard.press("Enter")
    expect(page.locator(".cite-box")).to_have_count(0)


def test_every_part_of_a_paragraph_has_an_address_and_a_citation(site: Path, open_page: Open) -> None:
    page = opened(site, open_page)
    page.get_by_role("button", name="Cite paragraph 1").click()
    box = page.get_by_role("group", name="Citation of paragraph 1")
    select = box.get_by_label("Part of the paragraph")
    found = {}
    for option in select.locator("option").all():
        select.select_option(value=option.get_attribute("value"))
        box.get_by_role("button", name="Copy").click()
        expect(page.locator(".copy-status")).to_contain_text("Copied")
        words, _, address = page.evaluate("window.copied").rpartition(", ")
        anchor = address.removeprefix("https://example.org/gc/a.html#")
        assert words == box.locator(".cite-words").inner_text()
        assert page.locator(f"[id='{anchor}']").count() == 1
        found[anchor] = words.removeprefix(CITED)
    assert found == {
        "decide": "",
        "decide--a": " (a)",
        "decide--b": " (b)",
        "decide--b-i": " (b) (i)",
        "decide--b-ii": " (b) (ii)",
        "decide--note-1": ", footnote 1",
        "relation--conv-art-3--comp-obj-2": ", note “Synergy: CONV 3 ↔ COMP obj. 2”",
    }
