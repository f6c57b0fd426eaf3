"""What pages of a site begin with, whatever the text says of itself, and the files that they offer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from approved import assert_approved, in_lines
from normative.house import formats
from normative.house.formats import Format
from small_projects import BuiltProject, build, command, rewriting, write_files, write_project

PAGES = {
    "document.toml": (
        'committee = "The <Body>"\nsymbol = "T/GC/1"\nstage = "draft for comment"\ndate = 2026-03-01\nnote = "Made for this."\n'
    ),
    "index.rst": "Text\n====\n\n.. toctree::\n\n   a\n   b\n   deep/c\n",
    "a.rst": "A [#]_\n======\n\n.. obligation:: decide\n   :basis: CONV 3\n\n   States decide.\n\n.. [#] A note.\n",
    "b.rst": "B\n=\n\nNo paragraph, but a table.\n\n.. paragraph-list::\n",
    "deep/c.rst": "C\n=\n\n.. paragraph:: scope\n\n   Words.\n\n.. guidance:: help\n   :basis: CONV 4\n\n   States should help.\n",
}
CONFIGURATION = (
    'normative_status = "Not adopted."\n'
    'normative_documents = {"gc": {"exclude": ["b"]}, "gc-with_b": {}, "gc-open": {"comments": True}, "gcx": {"clean": True}}\n'
)


def heads(built: BuiltProject, *names: str) -> str:
    """Return what pages begin with, and what is said of their sheets."""
    texts = []
    for name in names:
        page = built.page(name)
        parts = [*page.xpath("//div[@class='normative-masthead']"), *page.xpath("//style[contains(., '@page')]")]
        scripts = page.xpath("//script[contains(@src, 'matrices/') or contains(@src, 'formats/')]/@src")
        texts += [f"## {name}", *(html.tostring(part, encoding="unicode", with_tail=False) for part in parts), *scripts]
    return "".join(f"{in_lines(text)}\n" for text in texts)


def test_heads_of_pages_and_what_they_offer_are_as_approved(tmp_path: Path) -> None:
    source = write_project(tmp_path / "source", PAGES, configuration=CONFIGURATION)
    built = build(source, into=tmp_path / "built")
    assert built.warnings == []
    whole = heads(built, "index", "a", "b", "deep/c", "search")
    listed = (built.outdir / "formats" / "formats.js").read_text(encoding="utf-8")
    rewriting("document.toml", '"draft for comment"', '"adopted"')(source)
    rewriting("document.toml", 'symbol = "T/GC/1"\n', "")(source)
    rewriting("conf.py", 'normative_status = "Not adopted."', 'language = "fr"')(source)
    french = heads(build(source, into=tmp_path / "french"), "index", "a")
    write_files(source, {"document.toml": "", "a.rst": "A\n=\n", "b.rst": "B\n=\n", "deep/c.rst": "C\n=\n"})
    bare = heads(build(source, into=tmp_path / "bare"), "index", "a")
    one = heads(build(source, "singlehtml", into=tmp_path / "one"), "index")
    assert_approved(
        "page-heads", f"{whole}{listed}\n# In French\n{french}\n# Without anything\n{bare}\n# In one\n{one}"
    )


def test_the_menu_of_languages_leads_to_the_same_page_in_each(tmp_path: Path) -> None:
    settings = (
        'language = "fr"\nlocale_dirs = ["locale"]\nnormative_languages = ["en", "fr", "zh_CN", "ar", "qq"]\n'
        'normative_beside = ["en:fr", "ar:zh_CN", "ar:fr"]\n'
    )
    catalogue = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "B"\nmsgstr "Bé"\n'
    pages = {**PAGES, "locale/fr/LC_MESSAGES/b.po": catalogue}
    built = build(write_project(tmp_path, pages, configuration=settings))
    texts = []
    for name in ("index", "b", "deep/c", "search"):
        page = built.page(name)
        (menu,) = page.xpath("//nav[contains(@class, 'normative-languages')]")
        marked = page.xpath("//div[@lang]/@lang")
        texts += [f"## {name} {marked}", in_lines(html.tostring(menu, encoding="unicode", with_tail=False))]
    assert_approved("languages", "\n".join([*texts, ""]))


def test_a_language_more_is_in_the_menu_of_every_page(tmp_path: Path) -> None:
    pages = {"index.rst": "T\n=\n\n.. toctree::\n\n   more\n", "more.rst": "More\n====\n\nWords.\n"}
    source = write_project(tmp_path, pages, configuration='language = "en"\nnormative_languages = ["en"]\n')
    build(source)
    rewriting("conf.py", '["en"]', '["en", "fr"]')(source)
    built = build(source, freshenv=False)
    for name in ("index", "more"):
        assert built.page(name).xpath("//nav[contains(@class, 'normative-languages')]//@href") == [
            f"./../fr/{name}.html"
        ]


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (["gc"], ["PDF"]),
        (["gc", "gc-with-annexes"], ["PDF", "PDF with annexes"]),
        (["text-a", "text-b_c"], ["PDF a", "PDF b c"]),
        (["one", "two"], ["PDF one", "PDF two"]),
    ],
)
def test_files_are_called_by_what_sets_them_apart(names: list[str], labels: list[str], tmp_path: Path) -> None:
    settings = f"normative_documents = { {name: {} for name in names} }\nepub_basename = 'book'\n"
    built = build(write_project(tmp_path, {"index.rst": "T\n=\n"}, configuration=settings), "dummy")
    offered = list(formats.formats_of(built.app.config))
    assert [item.label for item in offered if item.file.endswith(".pdf")] == labels
    words = [label.replace("PDF", "Word") for label in labels]
    assert [item.label for item in offered] == [*labels, *words, "EPUB", "Excel workbook"]
    assert [item.file for item in offered[-2:]] == ["formats/book.epub", "matrices/matrices.xlsx"]
    assert not any(item.stands for item in offered)
    # Sites alone offer them.
    assert not (built.outdir / "formats").exists()


def test_a_site_that_is_built_alone_offers_what_it_has_itself(tmp_path: Path) -> None:
    built = build(write_project(tmp_path, {"index.rst": "T\n=\n\n.. paragraph-list::\n"}))
    assert [item.file for item in formats.read_list(built.outdir) if item.stands] == ["matrices/matrices.xlsx"]


def test_a_site_that_is_built_again_keeps_its_list_of_formats(tmp_path: Path) -> None:
    source, into = write_project(tmp_path / "source", {"index.rst": "T\n=\n\nWords.\n"}), tmp_path / "build"
    assert command(source, "html", "docx", into=into).status == 0
    listed = into / "html" / formats.LIST
    before = listed.stat()
    assert command(source, "html", into=into).status == 0
    after = listed.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_format_that_is_gone_is_not_offered(tmp_path: Path) -> None:
    site = tmp_path / "html"
    write_files(tmp_path, {"pdf/gc.pdf": "new", "html/formats/gc.pdf": "old", "html/formats/gc.docx": "of yore"})
    write_files(tmp_path, {"html/formats/notes.txt": "of somebody", "html/secret.pdf": "own", "keys.pdf": "secret"})
    write_files(
        tmp_path, {"html/matrices/matrices.xlsx": "table", "docx/same.docx": "as is", "html/formats/same.docx": "as is"}
    )
    own = ("formats/gc.pdf", "formats/gc.docx", "formats/../../keys.pdf", "secret.pdf", "matrices/gone.xlsx")
    names = (*own, "matrices/matrices.xlsx", "formats/same.docx", "formats/gc.exe")
    formats._write(site, [Format(label="F", file=name, stands=True) for name in names])
    before = (site / "formats/same.docx").stat().st_mtime_ns
    formats.renew(site)
    told = [item.file for item in formats.read_list(site) if item.stands]
    assert told == ["formats/gc.pdf", "matrices/matrices.xlsx", "formats/same.docx"]
    kept = ["formats.js", "gc.pdf", "notes.txt", "same.docx"]
    assert sorted(path.name for path in (site / "formats").iterdir()) == kept
    assert (site / "formats/gc.pdf").read_text() == "new"
    assert (site / "formats/same.docx").stat().st_mtime_ns == before
    listed = (site / formats.LIST).stat().st_mtime_ns
    formats.renew(site)
    assert (site / formats.LIST).stat().st_mtime_ns == listed
    (tmp_path / "pdf/gc.pdf").unlink()
    formats.renew(site)
    assert [item.file for item in formats.read_list(site) if item.stands] == told[1:]
    assert re.match(r'"use strict";\nwindow\.normativeFormats = \[', (site / formats.LIST).read_text(encoding="utf-8"))


@pytest.mark.parametrize("content", ["", "window.x = 1;", '"use strict";\nwindow.normativeFormats = [{"odd": 1}];\n'])
def test_a_list_that_is_none_of_ours_offers_nothing(content: str, tmp_path: Path) -> None:
    assert formats.read_list(tmp_path) == []
    write_files(tmp_path, {formats.LIST: content})
    assert formats.read_list(tmp_path) == []
