"""What a reader waits for in Chromium: that a table's page opens, and that it is filtered, searched and sorted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page

#: Resolves when a condition holds and the browser has painted, with the milliseconds since the page was asked for.
_WAIT = """
window.painted = (condition, since = 0) => new Promise((resolve) => {
  const look = () => condition() ? requestAnimationFrame(() => resolve(performance.now() - since))
    : requestAnimationFrame(look);
  requestAnimationFrame(look);
});
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """How to use the tools of a kind of table; each step is a script that acts, and a condition that shows its effect."""

    ready: str
    steps: Mapping[str, tuple[str, str]]


_SEARCH = "input.value = 'measure 77'; input.dispatchEvent(new Event('input', {bubbles: true}));"
NORMATIVE = Table(
    ready="document.querySelector('.tools-count')?.textContent.includes('rows')",
    steps={
        "facet": (
            "document.querySelector('.tools-choice input').click()",
            "document.querySelector('.tools-count').textContent.includes(' of ')",
        ),
        "clear": (
            "document.querySelector('.tools-choice input').click()",
            "!document.querySelector('.tools-count').textContent.includes(' of ')",
        ),
        "search": (
            f"const input = document.querySelector('.matrix-tools input[type=search]'); {_SEARCH}",
            "document.querySelector('.tools-count').textContent.includes(' of ')",
        ),
        "sort": (
            "const input = document.querySelector('.matrix-tools input[type=search]');"
            "input.value = ''; input.dispatchEvent(new Event('input'));"
            "document.querySelectorAll('.tools-sort')[1].click()",
            "document.querySelectorAll('.matrix-table th[aria-sort=ascending]').length === 1",
        ),
    },
)
NEEDTABLE = Table(
    ready="document.querySelector('.needstable-search input') && document.querySelector('[aria-live]').textContent",
    steps={
        "search": (
            f"window.before = document.querySelector('[aria-live]').textContent;"
            f"const input = document.querySelector('.needstable-search input'); {_SEARCH}",
            "document.querySelector('[aria-live]').textContent !== window.before",
        ),
        "sort": (
            "document.querySelectorAll('.NEEDS_DATATABLES th button')[1].click()",
            "document.querySelectorAll('.NEEDS_DATATABLES th[aria-sort=ascending]').length === 1",
        ),
    },
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """Milliseconds until a page can be used and until each step shows; memory of the page's process in MB."""

    ready: float
    memory: float
    steps: Mapping[str, float] = field(default_factory=dict)


def measure(browser: Browser, path: Path, table: Table) -> Waits:
    """Open a page from its folder and use its first table."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(_WAIT)
    page.goto(path.as_uri(), wait_until="commit")
    ready = page.evaluate(f"painted(() => {table.ready})")
    steps = {name: _step(page, act, shown) for name, (act, shown) in table.steps.items()}
    memory = _memory()
    context.close()
    return Waits(ready=ready, memory=memory, steps=steps)


def _step(page: Page, act: str, shown: str) -> float:
    script = f"async () => {{ const since = performance.now(); {act}; return painted(() => {shown}, since); }}"
    milliseconds: float = page.evaluate(script)
    return milliseconds


def _memory() -> float:
    """Return the memory of the largest process that shows a page, in MB."""
    renderers = [child for child in psutil.Process().children(recursive=True) if "--type=renderer" in child.cmdline()]
    return max(renderer.memory_info().rss for renderer in renderers) / 1e6
