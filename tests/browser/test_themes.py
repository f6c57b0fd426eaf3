"""Pages in themes that are not ours: the standing of the text, dark pages, and paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from chromium import Open
from conftest import MakeProject

PAGES = {"index.rst": "T\n=\n\n.. obligation:: heard\n   :basis: CONV 3\n\n   States act.\n\n.. coverage:: CONV\n"}
LIGHT, DARK = "rgb(122, 31, 43)", "rgb(242, 166, 176)"


@pytest.mark.parametrize("theme", ["basic", "alabaster", "pydata_sphinx_theme"])
def test_every_page_of_the_text_says_what_it_is(theme: str, make_project: MakeProject) -> None:
    settings = f'html_theme = "{theme}"\nnormative_status = "Draft <1>"\nnormative_as_of = "As of today"\n'
    built = make_project(PAGES, configuration=settings)
    (standing,) = built.page().xpath("//p[@class='normative-standing']")
    assert standing.text == "Draft <1>. As of today."


def colour(page: Page, selector: str, name: str = "color") -> str:
    shown = page.locator(selector).first.evaluate(f"element => getComputedStyle(element).getPropertyValue('{name}')")
    return str(shown)


@pytest.mark.parametrize(
    ("where", "value", "scheme", "expected"),
    [
        ("html", "dark", "light", DARK),
        ("body", "dark", "light", DARK),
        ("body", "auto", "dark", DARK),
        ("body", "auto", "light", LIGHT),
        ("body", "light", "dark", LIGHT),
    ],
)
def test_dark_pages_are_light_on_dark_and_black_on_white_on_paper(
    where: str, value: str, scheme: str, expected: str, make_project: MakeProject, open_page: Open
) -> None:
    built = make_project(PAGES)
    page = open_page(built.outdir / "index.html", color_scheme=scheme)
    # As Furo writes it on the body, and the theme of PyData and its kin on the whole page.
    page.evaluate(f"document.querySelector('{where}').dataset.theme = '{value}'")
    assert colour(page, ".force-badge") == expected
    page.emulate_media(media="print")
    assert colour(page, ".force-badge") == LIGHT
    assert (colour(page, "body"), colour(page, "body", "background-color")) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")


def test_lists_have_their_marks_beyond_z(make_project: MakeProject, open_page: Open) -> None:
    text = "T\n=\n\n.. paragraph:: many\n\n   (y) Item.\n   (#) Item.\n   (#) Item.\n\n   A) Other.\n\nB. Plain.\n"
    page = open_page(make_project({"index.rst": text}).outdir / "index.html")
    marks = "elements => elements.map(element => getComputedStyle(element).listStyleType)"
    assert page.locator("ol").evaluate_all(marks) == [
        "parentheses-loweralpha",
        "parenthesis-upperalpha",
        "letters-upperalpha",
    ]
