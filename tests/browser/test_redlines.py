"""Pages with changes since a draft: nothing serious is found on them, and a switch shows either text."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_redline import frozen, rewritten

from chromium import Open, serious_findings
from edited_drafts import EditedText
from small_projects import build

SETTINGS = {"normative_redline": "1", "html_theme": "pydata_sphinx_theme"}  # a theme with dark pages


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("redline")
    text = EditedText.new(0)
    source = frozen(folder, text)
    for _ in range(40):
        text.edit()
    rewritten(source, text)
    return Path(build(source, into=folder / "out", confoverrides=SETTINGS).outdir)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_is_found(site: Path, open_page: Open, scheme: str) -> None:
    page = open_page(site / "chapter-1.html", root=site, color_scheme=scheme)
    page.evaluate(f"document.documentElement.dataset.theme = document.documentElement.dataset.mode = '{scheme}'")
    assert page.locator("ins.change").count() > 1
    assert page.locator("del.change").count() > 1
    assert serious_findings(page) == []


def test_the_switch_shows_either_text_on_every_page(site: Path, open_page: Open) -> None:
    page = open_page(site / "chapter-1.html", root=site)
    put, struck = page.locator("ins.change").first, page.locator("del.change").first
    assert page.locator(".change-switch legend").text_content() == "Changes since draft 1 of 2026-11-20"
    assert (put.is_visible(), struck.is_visible()) == (True, True)
    page.get_by_label("New text").check()
    assert (put.is_visible(), struck.is_visible()) == (True, False)
    page.get_by_label("Old text").check()
    assert (put.is_visible(), struck.is_visible()) == (False, True)
    page.goto((site / "chapter-2.html").as_uri())
    assert page.get_by_label("Old text").is_checked()
    assert not page.locator("ins.change").first.is_visible()
