"""What a site has for its scripts, where the bars of its charts lead, and a book, as somebody has looked at them."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from test_epub import CONFIGURATION, PAGES
from test_printed_as_approved import FILES, TEXT

from approved import assert_approved, head_text, in_lines
from conftest import MakeProject
from small_projects import build, write_project

TABLES = """\
Tables
======

.. chart:: sections

.. chart:: CONV

.. chart:: COMP

.. chart:: OTHER

.. chart:: OPEN
   :force: obligation

.. paragraph-list::
   :section: Second part
   :name: of-the-second-part

.. paragraph-list::

.. coverage:: CONV
   :group-by: part

.. coverage:: COMP at: action

.. coverage:: COMP

.. convergence-matrix::
   :rows: CONV
   :columns: COMP

.. traceability-matrix::
   :rows: CONV
   :columns: paragraphs
"""
ELSEWHERE = """\
Elsewhere
=========

.. state-panorama:: CONV

.. instrument:: CONV
   :except: COMP

.. instrument:: COMP

.. chart:: COMP at: action
   :name: bars

.. include:: part.inc
"""
DEEPER = "\nDeeper\n------\n\n.. paragraph:: deep\n\n   Deep.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    pages = {
        **FILES,
        "index.rst": "Index\n=====\n\n.. toctree::\n\n   text\n   tables\n   deep/elsewhere\n   plain\n",
        "text.rst": TEXT.replace("States tell more.", "States tell more. </script>") + DEEPER,
        "tables.rst": TABLES,
        "deep/elsewhere.rst": ELSEWHERE,
        "deep/part.inc": ".. coverage:: OTHER\n",
        "plain.rst": "Plain\n=====\n\nWords.\n",
    }
    return write_project(tmp_path / "source", pages)


def pages_of(folder: Path) -> list[tuple[str, Any]]:
    return [(path.relative_to(folder).as_posix(), html.parse(path)) for path in sorted(folder.rglob("*.html"))]


def test_what_scripts_look_up_is_as_approved(source: Path) -> None:
    built = build(source)
    files = built.outdir / "matrices"
    told = []
    for name in ("texts.js", "places.js"):
        script = (files / name).read_text(encoding="utf-8")
        assert "</" not in script
        opening, _, values = script.partition(" = ")
        known = json.loads(values.rstrip().rstrip(";"))
        told.append(f"{opening}\n{json.dumps(known, ensure_ascii=False, indent=1)}\n")
    for name, page in pages_of(built.outdir):
        told.append(f"{name}\n{head_text(page)}")
        bars = page.xpath("//div[@class='chart']//*[local-name()='a']")
        told += [f"bar {' '.join(bar.itertext())}: {bar.get('href')}\n" for bar in bars]
        places = page.xpath("//tr/@id | //th/@id | //td/@id | //div[@class='instrument-profile']/@id")
        told += [f"place {place}\n" for place in places]
        told += [f"file {name}\n" for name in page.xpath("//p[@class='matrix-files']/a/@href")]
        drawn = page.xpath("//div[@class='chart']")
        told += [f"drawn as {chart.get('role')}: {chart.get('aria-label')}\n" for chart in drawn]
    assert_approved("site", "".join(told))


@pytest.mark.parametrize(("builder", "language"), [("singlehtml", "en"), ("html", "fr"), ("dirhtml", "ar")])
def test_what_pages_take_in_is_as_approved(builder: str, language: str, source: Path) -> None:
    built = build(source, builder, confoverrides={"language": language})
    told = [f"{name}\n{head_text(page)}" for name, page in pages_of(built.outdir)]
    folders = (built.outdir / "_static" / "normative", built.outdir / "matrices")
    told += [f"file {path.name}\n" for folder in folders for path in sorted(folder.glob("*"))]
    assert_approved(f"site-{builder}-{language}", "".join(told))


def test_a_book_is_as_approved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    (path,) = build(write_project(tmp_path, PAGES, configuration=CONFIGURATION), "normative-epub").outdir.glob("*.epub")
    told = []
    with zipfile.ZipFile(path) as packed:
        for item in packed.infolist():
            told.append(
                f"## {item.filename}, {item.date_time}, {oct(item.external_attr >> 16)}, {item.compress_type}\n"
            )
            if item.filename.endswith((".xhtml", ".opf", ".ncx", ".svg")):
                markup = re.sub(r"Sphinx [\d.]+|\?v=\w+", "", packed.read(item).decode())
                told.append(f"{in_lines(markup)}\n")
    assert_approved("book", "".join(told))


def test_the_search_of_a_site_looks_places_up_where_there_are_some(make_project: MakeProject) -> None:
    paragraph = ".. paragraph:: one\n\n   Words.\n"
    for number, (text, has_places) in enumerate((("", False), (paragraph, True))):
        built = make_project({"index.rst": f"Title\n=====\n\n{text}"}, name=f"site-{number}")
        scripts = built.page("search").xpath("//script/@src")
        assert any("/find.js" in script for script in scripts) is has_places
