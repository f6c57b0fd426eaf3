"""What bibliography entries, names of files and formulas hold is text and a file in every output: nothing runs or leaks."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from playwright.sync_api import Dialog

from chromium import Open
from normative.model.characters import code_point, reveal, visible
from small_projects import BuiltProject, build, write_project

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)
#: Words without the signs that mean something in BibTeX itself: braces, backslashes, percent signs.
PAYLOADS = {
    "script": "<script>alert({n})</script>",
    "handler": "<img src=x onerror=alert({n})>",
    "attribute": '"><svg onload=alert({n})>',
    "end of a table": "</td></tr></table><h1>{n}</h1>",
    "address": "javascript:alert({n})",
    "formula": '=HYPERLINK("https://example.org/{n}")',
    "Typst marks": "*b* `c` <l{n}> @r{n} // c",
    "path": "../../etc/passwd{n}",
    "long word": "{n}" + "w" * 200,
    "emoji": "\U0001f600 {n}",
    "override": "a \u202egnp.{n} b",
    "control": "a\x01b{n}",
    "reStructuredText": ".. raw:: html {n} |x| [1]_ `y`_ ::",
}
#: The fields that are printed, by the types of entries that print them.
FIELDS = {
    "book": ("title", "author", "edition", "number", "address", "publisher", "note", "pages", "annote", "shorttitle"),
    "article": ("title", "author", "journal", "volume", "number", "month", "pages"),
    "incollection": ("title", "author", "booktitle", "editor", "address", "publisher"),
    "phdthesis": ("title", "author", "school"),
    "misc": ("title", "author", "howpublished", "number"),
}
CASES = [(payload, kind, name) for payload in PAYLOADS for kind, names in FIELDS.items() for name in names]
NUMBERS = {case: number for number, case in enumerate(CASES, 1000)}
#: Names that a disk may have; a slash is none.
NAMES = {
    "script": "<script>alert(1)<script>",
    "handler": "<img src=x onerror=alert(2)>",
    "quotes": "a\"b'c`d",
    "spaces": "  a  b ",
    "escapes": "%2e%2e%2fa%00",
    "option": "-rf",
    "emoji": "\U0001f600",
    "override": "a\u202eb",
    "control": "a\x01b",
    "address": "javascript:alert(3)",
    "Typst": '#eval("1")$x$@y',
    "entity": "&lt;b&gt;&amp;",
    "long": "w" * 100,
    "template": "{{ 7*7 }}",
    "line": "a\nb",
}
FORMULAS = (
    r"\text{<script>alert(1)</script>}",
    r"</math><img src=x onerror=alert(1)>",
    r"\href{javascript:alert(1)}{x}",
    r"\unknown{<svg onload=alert(1)>}",
    r"\style{background:url(https://example.org/x)}{x}",
    r"\includegraphics{https://example.org/x.png}",
    r"\frac{a}{b} \le \sqrt{x_1^2}",
)


@dataclass(frozen=True, kw_only=True)
class Outputs:
    site: Path
    pdf_path: Path
    text: dict[str, str]


def entries() -> Iterator[str]:
    for payload, words in PAYLOADS.items():
        for kind, names in FIELDS.items():
            key = f"{kind}-{list(PAYLOADS).index(payload)}"
            fields = {name: words.replace("{n}", str(NUMBERS[payload, kind, name])) for name in names}
            if "annote" in fields:
                # A note is printed where it says that something is not verified.
                fields["annote"] = f"unverified: {fields['annote']}"
            written = "".join(f"  {name} = {{{{{value}}}}},\n" for name, value in fields.items())
            yield f"@{kind}{{{key},\n{written}  year = {{2020}},\n  url = {{javascript:alert(1)}},\n}}\n"


def sources() -> dict[str, str | bytes]:
    keys = [f"{kind}-{number}" for number in range(len(PAYLOADS)) for kind in FIELDS]
    cited = "\n\n".join(f"Words. :footcite:`{key}` Again. :footcite:`{key}{{p. 3}}` :footcite:`{key}`" for key in keys)
    formulas = "\n\n".join(f"A :math:`{formula}` b.\n\n.. math::\n\n   {formula}" for formula in FORMULAS)
    return {
        "index.rst": "Index\n=====\n\n.. toctree::\n\n   sources\n   formulas\n",
        "sources.rst": f"Sources\n=======\n\n{cited}\n\n.. bibliography::\n",
        "formulas.rst": f"Formulas\n========\n\n{formulas}\n",
        "sources.bib": "\n".join(entries()),
    }


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    settings = 'bibtex_bibfiles = ["sources.bib"]\nsmartquotes = False\n'
    source = write_project(tmp_path_factory.mktemp("sources"), sources(), configuration=settings)
    built = {
        builder: build(source, builder).outdir
        for builder in ("html", "normative-pdf", "normative-docx", "normative-epub")
    }
    pdf = built["normative-pdf"] / "testcomment.pdf"
    return Outputs(
        site=built["html"],
        pdf_path=pdf,
        text={
            "site": text_of_pages(built["html"].glob("*.html")),
            "PDF": text_of_pdf(pdf),
            "Word file": text_of_archive(
                built["normative-docx"] / "testcomment.docx", r"word/(document|footnotes)\.xml"
            ),
            "EPUB": text_of_archive(next(built["normative-epub"].glob("*.epub")), r".*\.xhtml"),
        },
    )


def text_of_pages(paths: Any) -> str:
    return folded(" ".join(html.unescape(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8"))) for path in paths))


def text_of_archive(path: Path, names: str) -> str:
    with zipfile.ZipFile(path) as archive:
        parts = [etree.fromstring(archive.read(name)) for name in archive.namelist() if re.fullmatch(names, name)]
    return folded("".join(str(text) for part in parts for text in part.itertext()))


def text_of_pdf(path: Path) -> str:
    document = pypdfium2.PdfDocument(str(path))
    return folded("".join(page.get_textpage().get_text_range() for page in document))


def folded(words: str) -> str:
    # A PDF may break a word anywhere, with an invisible sign of where it did.
    return re.sub(r"[\s\ufffe\u00ad\u0002\u200b]", "", words)


@pytest.mark.parametrize("output", ["site", "PDF", "Word file", "EPUB"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_fields_of_sources_are_words(payload: str, output: str, outputs: Outputs) -> None:
    lost = []
    for kind, names in FIELDS.items():
        for name in names:
            words = reveal(PAYLOADS[payload].replace("{n}", str(NUMBERS[payload, kind, name])))[0]
            if output == "PDF":
                words = words.replace("\U0001f600", f"[{code_point(chr(0x1F600))}]")
            if folded(words) not in outputs.text[output]:
                lost.append(f"{kind} {name}")
    assert lost == []


@pytest.mark.parametrize("page", ["sources", "formulas"])
def test_nothing_runs_and_nothing_is_asked_for(page: str, outputs: Outputs, open_page: Open) -> None:
    shown = open_page(outputs.site / f"{page}.html", root=outputs.site)
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    shown.on("dialog", note)
    shown.reload()
    shown.wait_for_load_state("networkidle")
    assert dialogs == []
    assert shown.locator("[onload], [onerror], .body img, .body script, .body h1 h1, .body style").count() == 0
    assert shown.locator("a[href^='javascript:'], [href*='example.org'], [style*='example.org']").count() == 0


def test_formulas_are_shown_by_the_browser_itself(outputs: Outputs, open_page: Open) -> None:
    shown = open_page(outputs.site / "formulas.html", root=outputs.site)
    fraction = shown.locator("div.formula math mfrac").last.bounding_box()
    line = shown.locator("div.formula math mfrac > *").last.bounding_box()
    assert fraction is not None
    assert line is not None
    assert fraction["height"] > 1.5 * line["height"], "the denominator stands below"


def test_addresses_of_a_pdf_run_nothing(outputs: Outputs) -> None:
    with pikepdf.open(outputs.pdf_path) as pdf:
        links = [
            str(link.A.URI) for page in pdf.pages for link in page.get("/Annots", []) if "/URI" in link.get("/A", {})
        ]
    assert [link for link in links if "javascript" in link] == []


def named_files() -> dict[str, str | bytes]:
    """Return for each name a document, an image, and files to take in, and a page that uses them."""
    files: dict[str, str | bytes] = {"index.rst": "Index\n=====\n\n.. toctree::\n   :glob:\n\n   *\n"}
    for number, name in enumerate(NAMES.values()):
        files |= {
            f"{name}.rst": f"Document {number}\n============\n\nWords.\n",
            f"{name}.png": PNG,
            f"{name}.inc": f"Included {number}.\n",
            f"{name}.csv": f"Cell {number}\n",
            f"{name}.txt": f"Code {number}\n",
        }
        files[f"uses-{number}.rst"] = (
            f"Uses {number}\n========\n\n.. image:: {name}.png\n   :alt: Image {number}\n\n.. include:: {name}.inc\n\n"
            f".. csv-table::\n   :file: {name}.csv\n\n.. literalinclude:: {name}.txt\n\n:download:`Get {number} <{name}.txt>`\n"
        )
    return files


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> BuiltProject:
    folder = tmp_path_factory.mktemp("names")
    source = write_project(folder / "source", named_files())
    for builder in ("normative-pdf", "normative-docx", "normative-epub", "html"):
        built = build(source, builder, into=folder / "out")
        assert not re.search("[\x00-\x08\x0e-\x1f\u202e]", "\n".join(built.warnings))
    assert {path.name for path in folder.iterdir()} == {"source", "out"}, "nothing is written elsewhere"
    return built


def test_names_of_files_run_nothing_and_their_links_lead_to_them(named: BuiltProject, open_page: Open) -> None:
    pages = sorted(named.outdir.glob("*.html"))
    # Of some names, which markup cannot hold, the image is not found; the build has said so.
    reported = "\n".join(named.warnings)
    assert len(pages) > 2 * len(NAMES) - 3
    for path in pages:
        shown = open_page(path, root=named.outdir)
        shown.on("dialog", lambda dialog: pytest.fail(dialog.message))
        shown.wait_for_load_state("load")
        assert shown.locator("[onerror], [onload], .body script, .body h1 h1").count() == 0
        addresses = shown.evaluate("[...document.querySelectorAll('[href], [src]')].map(item => item.href || item.src)")
        assert {urlsplit(address).scheme for address in addresses} <= {"file"}
        files = [Path(unquote(urlsplit(address).path)) for address in addresses]
        lost = [file.name for file in files if not file.exists()]
        assert [name for name in lost if f"image file not readable: {visible(name)}" not in reported] == [], path
        shown.context.close()


def test_what_is_taken_in_from_files_of_any_name_is_there(named: BuiltProject) -> None:
    # Names that markup cannot hold: docutils folds white space, and signs that cannot be seen are shown as codes.
    odd = {"spaces", "control", "override", "line"}
    for number, name in enumerate(NAMES):
        text = text_of_pages([named.outdir / f"uses-{number}.html"])
        if name not in odd:
            for words in (f"Included{number}.", f"Cell{number}", f"Code{number}", f"Get{number}"):
                assert words in text, name
