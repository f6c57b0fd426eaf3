"""The manual's page on extending: its listings are put into a copy of the package, which then builds with them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import normative
from small_projects import PARTS, build, write_project

ROOTS = Path(__file__).parent / "roots" / "manual"
LISTINGS = ROOTS / "extending"


def insert(path: Path, after: str, text: str) -> None:
    """Write ``text`` into a file right after the one place that reads ``after``."""
    before, found, rest = path.read_text(encoding="utf-8").partition(after)
    assert found
    path.write_text(before + found + text + rest, encoding="utf-8")


def listing(name: str, start: str) -> str:
    """Return what a listing has from the line that begins with ``start``."""
    text = (LISTINGS / name).read_text(encoding="utf-8")
    return text[text.index(start) :]


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the package with the manual's check, table and output."""
    folder = tmp_path_factory.mktemp("extended")
    package = folder / "normative"
    shutil.copytree(Path(normative.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    model = package / "model"
    insert(
        model / "diagnostics.py", "self.remedy = remedy\n\n", (LISTINGS / "diagnostic.txt").read_text(encoding="utf-8")
    )
    insert(model / "checks.py", "yield from check(register)\n\n\n", listing("check.py", "def check_holders") + "\n\n")
    insert(
        model / "checks.py", "CHECKS: tuple[Callable[[Register], Iterator[Finding]], ...] = (\n", "    check_holders,\n"
    )
    shutil.copy(LISTINGS / "holders.py", model / "tables" / "holders.py")
    insert(model / "tables" / "request.py", 'PARAGRAPHS = "paragraph-list"\n', '    HOLDERS = "holder-list"\n')
    tables = model / "tables" / "__init__.py"
    insert(tables, "from __future__ import annotations\n", "from normative.model.tables.holders import holder_list\n")
    insert(tables, "TableKind.PARAGRAPHS: paragraph_list,\n", "    TableKind.HOLDERS: holder_list,\n")
    directives = package / "authoring" / "directives" / "tables.py"
    directive = listing("directive.py", "class HolderList")
    insert(directives, "    from sphinx.application import Sphinx\n", f"\n\n{directive}\n")
    insert(directives, "DIRECTIVES: tuple[type[TableDirective], ...] = (\n", "    HolderList,\n")
    shutil.copy(LISTINGS / "outline.py", package / "outputs" / "outline.py")
    return folder


def run_sphinx(extended: Path, source: Path, builder: str) -> tuple[str, Path]:
    """Build with the extended package; return the messages and the folder of the output."""
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "--no-color",
        "-b",
        builder,
        str(source),
        str(source / "_build" / builder),
    ]
    # The copy must not count in a measurement of the package.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    environment["PYTHONPATH"] = str(extended)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stderr, source / "_build" / builder


def test_the_check_the_table_and_the_output_of_the_manual_work(extended: Path, tmp_path: Path) -> None:
    text = """\
Text
====

.. obligation:: written
   :basis: CONV 3

   States parties decide in writing.

.. obligation:: heard
   :basis: CONV 3
   :holder: women; children

   States parties hear everyone.

.. holder-list::
"""
    configuration = f"extensions = {[*PARTS, 'normative.outputs.outline']}\n"
    source = write_project(tmp_path / "source", {"index.rst": text}, configuration=configuration)
    messages, site = run_sphinx(extended, source, "html")
    message = "written: obligation names no rights-holder; name one in :holder: [normative.obligation-without-holder]"
    assert messages.strip().endswith(f"index.rst:4: WARNING: {message}")
    table = json.loads((site / "matrices" / "holder-list.json").read_text(encoding="utf-8"))
    assert [row["cells"][:2] for row in table["rows"]] == [["children", 1], ["women", 1]]
    _, outline = run_sphinx(extended, source, "outline")
    assert (outline / "outline.txt").read_text(encoding="utf-8").splitlines() == [
        "1. obligation, CONV 3",
        "2. obligation, CONV 3",
    ]


def test_a_comment_cites_another(tmp_path: Path) -> None:
    shutil.copytree(ROOTS / "two-comments", tmp_path / "comments")
    build(tmp_path / "comments" / "cited", "html")
    citing = build(tmp_path / "comments" / "citing", "html")
    (link,) = citing.page().xpath("//div[@id='reasons']//a[contains(@href, 'example.org')]")
    assert (link.text_content(), link.get("href")) == ("2", "https://example.org/earlier/index.html#written-decisions")
