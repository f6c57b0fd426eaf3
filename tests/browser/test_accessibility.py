"""The pages of the worked example: axe-core finds nothing, a phone scrolls no page sideways, paper has every row."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect

from chromium import Open, all_findings

PAGES = [
    "index",
    "search",
    "chapters/09-expulsion-and-return",
    "annexes/questions",
    "annexes/paragraphs",
    "annexes/drafts",
    "annexes/coverage",
    "annexes/traceability",
    "annexes/convergence",
    "annexes/crosswalk",
    "annexes/convention",
    "annexes/instruments",
    "annexes/states",
    "manual/needs-shown",
    "annexes/bibliography",
    "manual/tables",
    "manual/findings",
]

#: How many steps of the keyboard lead to the heading of a page.
_STEPS = """() => {
    const steps = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
    const seen = steps.filter((step) => step.tabIndex >= 0 && step.checkVisibility());
    const heading = document.querySelector("h1");
    return seen.filter((step) => heading.compareDocumentPosition(step) & Node.DOCUMENT_POSITION_PRECEDING).length;
}"""


# Each page in both schemes and both widths; the other two pairs found nothing of their own.
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_found(name: str, scheme: str, width: int, open_page: Open, worked_example: Path) -> None:
    site = worked_example / "html"
    page = open_page(site / f"{name}.html", root=site, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate(f"document.documentElement.dataset.theme = document.documentElement.dataset.mode = '{scheme}'")
    assert all_findings(page) == []
    if width > 1000 and scheme == "light":
        assert page.evaluate(_STEPS) < 60


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", PAGES)
def test_a_phone_scrolls_tables_and_not_the_page(
    name: str, direction: str, open_page: Open, worked_example: Path
) -> None:
    site = worked_example / "html"
    page = open_page(site / f"{name}.html", root=site, viewport={"width": 390, "height": 800})
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("name", ["annexes/coverage", "annexes/convergence", "annexes/traceability"])
def test_on_paper_no_table_is_printed_over_what_stands_below_it(
    name: str, open_page: Open, worked_example: Path
) -> None:
    site = worked_example / "html"
    # Narrow enough for tables to be wider than their place on the screen.
    page = open_page(site / f"{name}.html", root=site, viewport={"width": 1000, "height": 700})
    expect(page.locator(".matrix-tools").first).to_be_visible()
    page.emulate_media(media="print")
    heights = page.locator(".matrix-scroll").evaluate_all(
        "places => places.map((place) => [place.clientHeight, place.querySelector('table').offsetHeight])"
    )
    assert len(heights) > 1
    assert [(place, table) for place, table in heights if table > place + 1] == []


@pytest.mark.parametrize("name", ["annexes/coverage", "annexes/convergence", "annexes/traceability"])
def test_paper_has_the_end_of_every_table(name: str, open_page: Open, worked_example: Path, tmp_path: Path) -> None:
    site = worked_example / "html"
    page = open_page(site / f"{name}.html", root=site)
    last = page.locator(".matrix:not([hidden]) .matrix-table").evaluate_all(
        "tables => tables.map((table) => [...table.rows].at(-1).cells[0].textContent.replace('▸', '').trim())"
    )
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        # In small print, letters may be read with spaces between them.
        sheets = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in document]
    for number, sheet in enumerate(sheets, 1):
        assert f"{number}/{len(sheets)}" in sheet
        assert "Example/GC/1" in sheet
    heads = ["".join(head.split()) for head in last]
    assert [head for head in heads if "".join(sheets).count(head) < heads.count(head)] == []


def test_a_bar_leads_to_the_rows_that_it_counts(open_page: Open, worked_example: Path) -> None:
    site = worked_example / "html"
    for start in ("ICRMW part IX. ", "GCM obj. 1. ", "Liberty and due process"):
        page = open_page(site / "annexes" / "coverage.html", root=site)
        bar = page.locator(".chart a").filter(has_text=start)
        label = bar.text_content()
        assert label is not None
        bar.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"#[\w-]+\?"))
        table = page.locator(f"#{page.url.partition('#')[2].partition('?')[0]}")
        rows = table.locator("tbody tr:not(.matrix-group):visible")
        expect(rows).to_have_count(int(label.split()[-1]))
        page.close()
