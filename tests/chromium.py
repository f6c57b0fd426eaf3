"""Debian's Chromium, headless, with pages opened from folders; a page that asks for anything else fails its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, sync_playwright

from programs import path_of

#: Opens a page: its path, what follows it in the address, and options of the browser's context.
Open = Callable[..., Page]
_AXE = files("axe_playwright_python").joinpath("axe.min.js")
_RUN_AXE = """async (isAll) => {
    const rules = isAll ? {"target-size": {enabled: true}, "label-content-name-mismatch": {enabled: true}} : {};
    const found = await axe.run(document, {resultTypes: ["violations"], rules});
    return found.violations.filter((one) => isAll || ["serious", "critical"].includes(one.impact)).map(
        (one) => `${one.id}: ${one.nodes.length} times, first ${one.nodes[0].html.slice(0, 200)}`
    );
}"""
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run")


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium, and end it; tests that need it do not run on a machine without it (:mod:`programs`)."""
    path = path_of("chromium")
    assert path, "there is no Chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*_ARGUMENTS])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all tests."""
    with launched() as chromium:
        yield chromium


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Return a function that opens a page of a site in a folder.

    ``errors`` are those of scripts of others, such as Sphinx's search, which may not fetch pages from a folder. Afterwards the
    test fails if a page has asked for anything outside its folder or another script has failed.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(
        path: Path, after: str = "", *, root: Path | None = None, errors: tuple[str, ...] = (), **options: Any
    ) -> Page:
        allowed = ((root or path.parent).as_uri(), "data:", "blob:")

        def note_request(request: Request) -> None:
            if not request.url.startswith(allowed):
                wrong.append(request.url)

        def note_error(error: Error) -> None:
            if error.message not in errors:
                wrong.append(str(error))

        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("request", note_request)
        page.on("pageerror", note_error)
        page.goto(path.as_uri() + after)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def serious_findings(page: Page) -> list[str]:
    """Return what axe-core finds on a page that is serious or critical."""
    return _findings(page, is_all=False)


def all_findings(page: Page) -> list[str]:
    """Return all that axe-core finds on a page, best practices, the size of targets and the words of labels included."""
    return _findings(page, is_all=True)


def _findings(page: Page, *, is_all: bool) -> list[str]:
    with as_file(_AXE) as script:
        page.add_script_tag(path=script)
    found: list[str] = page.evaluate(_RUN_AXE, is_all)
    return found
