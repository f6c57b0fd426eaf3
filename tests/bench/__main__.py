"""Measures generated comments against plain Sphinx and sphinx-needs with the same paragraphs and references, in one run.

Usage: ``nox -s bench`` or ``nox -s bench -- 1000 5000 10000``. Times are CPU seconds with those of child processes; read
their ratios, for machines differ and rest never. The unchanged build and the one after an edit are of the same folder.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from bench.costs import Cost, build, check, command, exponent, size
from bench.pages import NEEDTABLE, NORMATIVE, Table, measure
from bench.projects import (
    EDITED_PAGE,
    MATRIX_PAGE,
    Write,
    write_comments,
    write_example,
    write_needs,
    write_normative,
    write_plain,
    write_reviews,
    write_signs,
)
from chromium import launched
from normative.model.files.review import read_reviews
from normative.model.history.reviews import ReviewedText

#: Each project with how it is written, and the tools of its table's page where it has one.
PROJECTS: Mapping[str, tuple[Write, Table | None]] = {
    "plain": (write_plain, None),
    "sphinx-needs": (write_needs, NEEDTABLE),
    "normative": (write_normative, NORMATIVE),
}
#: How many signs of one kind a page of them has.
_FEW, _MANY = 25_000, 100_000
#: How many reviews there are in the end.
_MOST_REVIEWS = 10_000
#: How many comments there are in the end.
_MOST_COMMENTS = 5_000
_SENTENCE = "\nOne sentence more.\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Builds:
    """What the builds of one project cost, and the MB of its site."""

    clean: Cost
    unchanged: Cost
    edited: Cost
    size: float


def main() -> int:
    """Print the costs for each number of paragraphs."""
    numbers = [int(argument) for argument in sys.argv[1:]] or [200, 1000]
    before: dict[str, tuple[int, float]] = {}
    for write, _ in PROJECTS.values():
        # What a first build compiles, no other does.
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "source")
            write(source, 1)
            build(source)
    _print_signs()
    _print_reviews()
    _print_comments()
    with launched() as browser:
        print(f"{'paragraphs':>10}  {'project':<12} {'clean':>8} {'MB':>6} {'unchanged':>9} {'edit':>7} {'site MB':>8}")
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "source")
            write_example(source)
            _print("example", "normative", _builds(source, "chapters/01-introduction.rst", command))
        for number in numbers:
            _compare(number, before, browser)
    return 0


def _print_signs() -> None:
    """Print how the check of markup that never ends grows with it."""
    seconds = []
    for number in (1, _FEW, _MANY):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "source")
            write_signs(source, number)
            seconds.append(check(source).seconds)
    start, few, many = seconds
    growth = exponent((_FEW, few - start), (_MANY, many - start))
    print(
        f"the check of {_MANY} signs of each kind of markup: {many:.2f} s, grows with signs ** {growth:.2f}", flush=True
    )


def _print_reviews() -> None:
    """Print how reading reviews, and telling what is suspect, grows with them."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        text = write_reviews(Path(folder), _MOST_REVIEWS)
        for number in (_MOST_REVIEWS // 4, _MOST_REVIEWS):
            write_reviews(Path(folder), number)
            start = time.process_time()
            reviews, _ = read_reviews(Path(folder), {})
            states = ReviewedText(text, reviews).subjects
            seconds.append(time.process_time() - start)
            if len(states) != _MOST_REVIEWS or len(reviews.events) != number:
                raise SystemExit("failed: not every review was read")
    growth = exponent((_MOST_REVIEWS // 4, seconds[0]), (_MOST_REVIEWS, seconds[1]))
    print(f"the states of {_MOST_REVIEWS} reviews: {seconds[1]:.2f} s, grows with reviews ** {growth:.2f}", flush=True)


def _print_comments() -> None:
    """Print what the tables of comments cost as files and on the site, beyond what the text costs without comments."""
    seconds = []
    for number in (1, _MOST_COMMENTS // 4, _MOST_COMMENTS):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "source")
            write_comments(source, number)
            seconds.append(command(source, "matrices", "html").seconds)
    start, few, many = seconds
    growth = exponent((_MOST_COMMENTS // 4, few - start), (_MOST_COMMENTS, many - start))
    print(
        f"site and files of {_MOST_COMMENTS} comments: {many - start:.2f} s more, grows with comments ** {growth:.2f}",
        flush=True,
    )


def _compare(number: int, before: dict[str, tuple[int, float]], browser: Browser) -> None:
    """Print what one number of paragraphs costs in each project, and the ratios between them."""
    found: dict[str, Builds] = {}
    for name, (write, table) in PROJECTS.items():
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "source")
            write(source, number)
            found[name] = _builds(source, EDITED_PAGE, command if name == "normative" else build)
            _print(str(number), name, found[name])
            if name in before:
                growth = exponent(before[name], (number, found[name].clean.seconds))
                print(f"{'':>10}  {'':<12} grows with paragraphs ** {growth:.2f} since {before[name][0]}")
            before[name] = (number, found[name].clean.seconds)
            if table is not None:
                _print_page(measure_page(browser, source, table))
            if name == "normative":
                print(f"{'':>10}  {'':<12} the check without building: {check(source).seconds:.2f} s")
                files = command(source, "matrices").seconds
                more = files - found[name].unchanged.seconds
                print(
                    f"{'':>10}  {'':<12} the tables' files alone: {files:.1f} s, {more:.1f} s more than without a change"
                )
    ours = found["normative"]
    for name in ("plain", "sphinx-needs"):
        clean, edit = (getattr(ours, kind).seconds / getattr(found[name], kind).seconds for kind in ("clean", "edited"))
        print(f"{'':>10}  against {name}: clean {clean:.2f}, one edit {edit:.2f}")


def measure_page(browser: Browser, source: Path, table: Table) -> str:
    """Return what a reader of the page of all paragraphs waits for, in words."""
    waits = measure(browser, source.parent / "html" / f"{MATRIX_PAGE}.html", table)
    steps = ", ".join(f"{name} {milliseconds:.0f}" for name, milliseconds in waits.steps.items())
    return f"in Chromium, ms: ready {waits.ready:.0f}, {steps}; {waits.memory:.0f} MB"


def _builds(source: Path, page: str, build: Callable[[Path], Cost]) -> Builds:
    clean = build(source)
    unchanged = build(source)
    edited = source / page
    edited.write_text(edited.read_text(encoding="utf-8") + _SENTENCE, encoding="utf-8")
    return Builds(clean=clean, unchanged=unchanged, edited=build(source), size=size(source.parent / "html"))


def _print(label: str, name: str, builds: Builds) -> None:
    print(
        f"{label:>10}  {name:<12} {builds.clean.seconds:>7.1f}s {builds.clean.memory:>6.0f} "
        f"{builds.unchanged.seconds:>8.1f}s {builds.edited.seconds:>6.1f}s {builds.size:>8.1f}",
        flush=True,
    )


def _print_page(words: str) -> None:
    print(f"{'':>10}  {'':<12} {words}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
