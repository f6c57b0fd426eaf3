"""Measures builds of generated comments against plain Sphinx with the same text and references, in one run.

Usage: ``nox -s bench`` or ``nox -s bench -- 1000 5000``. Times are CPU seconds of the whole process; memory is its
peak. The plain text has the same paragraphs, pages and cross-references, and for each citation a reference to a label; that of the
worked example has its words alone.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
PER_PAGE, PROVISIONS, CITATIONS = 50, 500, 3
PROVISIONS_EACH = PROVISIONS // 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What a build took: CPU seconds and peak memory in MB."""

    seconds: float
    memory: float


def main() -> int:
    """Print a table of costs for each number of paragraphs."""
    numbers = [int(argument) for argument in sys.argv[1:]] or [200, 1000]
    print(f"{'paragraphs':>10}  {'project':<10} {'clean':>8} {'MB':>6} {'unchanged':>10} {'one edit':>9}")
    compare("example", write_plain_example, write_example, "chapters/01-introduction.rst")
    for number in numbers:
        compare(str(number), partial(write_plain, number=number), partial(write_normative, number=number), "page-0.rst")
    return 0


def compare(label: str, plain: Callable[[Path], None], normative: Callable[[Path], None], page: str) -> None:
    """Print what the builds of two projects cost, and the ratio of their clean builds."""
    clean = {}
    for name, write in (("plain", plain), ("normative", normative)):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "source")
            write(source)
            first, unchanged = build(source), build(source)
            edited = source / page
            edited.write_text(edited.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
            edit = build(source)
        clean[name] = first.seconds
        print(
            f"{label:>10}  {name:<10} {first.seconds:>7.1f}s {first.memory:>6.0f} {unchanged.seconds:>9.1f}s "
            f"{edit.seconds:>8.1f}s",
            flush=True,
        )
    print(f"{'':>10}  ratio of clean builds: {clean['normative'] / clean['plain']:.2f}")


def write_example(source: Path) -> None:
    """Copy the worked example without its manual."""
    shutil.copytree(ROOT / "source", source, ignore=shutil.ignore_patterns("manual"))
    shutil.copytree(ROOT / "bib", source.parent / "bib")
    index = source / "index.rst"
    text = index.read_text(encoding="utf-8").replace("   manual/index\n", "")
    index.write_text(text, encoding="utf-8")


def write_plain_example(source: Path) -> None:
    """Write the chapters of the worked example without our directives and roles; it has no tables."""
    (source / "chapters").mkdir(parents=True)
    names = []
    for chapter in sorted((ROOT / "source" / "chapters").glob("*.rst")):
        text = chapter.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^\.\. [a-z-]+::.*\n(   :.*\n(     .*\n)*)*", "\n", text)
        text = re.sub(r"\s*:footcite:`[^`]*`", "", text)
        text = re.sub(r"(?m)^   (?=\S)", "", text)
        text = re.sub(r":[a-z]+:`~?([^`]*)`", r"\1", text)
        (source / "chapters" / chapter.name).write_text(text, encoding="utf-8")
        names.append(f"chapters/{chapter.stem}")
    (source / "conf.py").write_text('html_theme = "pydata_sphinx_theme"\n', encoding="utf-8")
    listed = "\n   ".join(names)
    (source / "index.rst").write_text(f"Index\n=====\n\n.. toctree::\n   :numbered:\n\n   {listed}\n", encoding="utf-8")


def build(source: Path) -> Cost:
    """Build a site and return what it cost; the whole site, with search and tables."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(source), str(source.parent / "html")]
    process = psutil.Popen(command)
    seconds, memory = 0.0, 0.0
    while process.poll() is None:
        try:
            times = process.cpu_times()
            seconds = times.user + times.system
            memory = max(memory, process.memory_info().rss / 1e6)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.02)
    if process.wait():
        raise SystemExit(f"the build of {source} failed")
    return Cost(seconds=seconds, memory=memory)


def write_normative(source: Path, number: int) -> None:
    """Write a comment of obligations with tables, over two instruments."""
    for key, standing, unit in (("CONV", "binding", "art."), ("COMP", "political", "obj.")):
        folder = source / "instruments" / key.lower()
        folder.mkdir(parents=True)
        default = 'default_unit = "art"\n' if unit == "art." else ""
        toml = f'key = "{key}"\ntitle = "{key}"\nstanding = "{standing}"\n{default}'
        (folder / "instrument.toml").write_text(toml, encoding="utf-8")
        sheet = "".join(f"{unit} {count},,Subject {count}\n" for count in range(1, PROVISIONS_EACH + 1))
        (folder / "provisions.csv").write_text(f"provision,parent,subject\n{sheet}", encoding="utf-8")
    tables = (
        ".. traceability-matrix::\n   :columns: CONV; COMP\n\n.. coverage:: CONV; COMP\n\n.. instrument:: CONV; COMP\n"
    )
    write_pages(source, number, 'extensions = ["normative"]\n', normative_paragraph, f"Tables\n======\n\n{tables}")


def normative_paragraph(count: int, cited: list[int], other: int) -> str:
    """Return one obligation."""
    articles, objective = f"CONV {cited[0]}, {cited[1]}", f"COMP obj. {cited[2]}"
    return f".. obligation:: p-{count}\n   :basis: {articles}; {objective}\n\n   {words(count)} :para:`p-{other}`.\n"


def write_plain(source: Path, number: int) -> None:
    """Write the same text in plain Sphinx; the last page has the labels that stand for the provisions."""
    labels = "".join(f".. _v-{count}:\n\nProvision {count}\n{'-' * 20}\n\n" for count in range(1, PROVISIONS_EACH + 1))
    write_pages(source, number, "", plain_paragraph, f"Provisions\n==========\n\n{labels}")


def plain_paragraph(count: int, cited: list[int], other: int) -> str:
    """Return one paragraph with a label and a reference for each citation."""
    references = ", ".join(f":ref:`v-{provision}`" for provision in cited)
    return f".. _p-{count}:\n\n{words(count)} :ref:`this <p-{other}>`. {references}\n"


def words(count: int) -> str:
    """Return the text of a paragraph."""
    return f"States parties ensure measure {count} for everyone concerned and report on it in good time, see para."


def write_pages(
    source: Path, number: int, configuration: str, paragraph: Callable[[int, list[int], int], str], last: str
) -> None:
    """Write conf.py, the pages of paragraphs, the last page and the index."""
    source.mkdir(exist_ok=True)
    (source / "conf.py").write_text(f'{configuration}html_theme = "pydata_sphinx_theme"\n', encoding="utf-8")
    names = []
    for page, paragraphs in enumerate(pages(number, paragraph)):
        names.append(f"page-{page}")
        text = f"Chapter {page}\n{'=' * 20}\n\n" + "\n".join(paragraphs)
        (source / f"{names[-1]}.rst").write_text(text, encoding="utf-8")
    (source / "last.rst").write_text(last, encoding="utf-8")
    listed = "\n   ".join([*names, "last"])
    index = f"Index\n=====\n\n.. toctree::\n   :numbered:\n\n   {listed}\n"
    (source / "index.rst").write_text(index, encoding="utf-8")


def pages(number: int, paragraph: Callable[[int, list[int], int], str]) -> Iterator[list[str]]:
    """Yield the paragraphs of each page, the same for every kind of project."""
    chance = random.Random(1)
    for first in range(0, number, PER_PAGE):
        yield [
            paragraph(count, chance.sample(range(1, PROVISIONS_EACH + 1), CITATIONS), chance.randrange(number))
            for count in range(first, min(first + PER_PAGE, number))
        ]


if __name__ == "__main__":
    sys.exit(main())
