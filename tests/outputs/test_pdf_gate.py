"""The PDFs of the worked example, examined as a Secretariat would: every page, every tag, and nothing that runs.

No validator of PDF/UA and PDF/A can be installed from the registries; Typst's exporter refuses what does not meet them,
and these tests read back what it wrote and what was added to it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdf_project import faults_of_pdf

SOURCE = Path(__file__).parents[2] / "source"
TITLE = "Protection of the rights of migrant workers: the Convention and the Global Compact"
STANDARD = ("general-comment", "general-comment-with-annexes")
ASKED_FOR = ("general-comment-clean", "general-comment-review", "general-comment-with-data", "coverage-icrmw")
ALL = (*STANDARD, *ASKED_FOR)
ACTIVE = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/RichMediaExecute"}


@pytest.fixture(scope="session")
def folder(worked_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the documents and the table that must be asked for, beside those that are always made."""
    folder = tmp_path_factory.mktemp("pdf")
    for name in ("doctrees", "pdf"):
        shutil.copytree(worked_example / name, folder / name)
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "-b", "normative-pdf", "-d", "doctrees"]
    wanted = f"normative_wanted={','.join(ASKED_FOR)}"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1000000000"}
    subprocess.run([*command, "-D", wanted, SOURCE, "pdf"], cwd=folder, env=environment, check=True)
    return folder / "pdf"


@pytest.fixture(params=ALL)
def pdf(request: pytest.FixtureRequest, folder: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(folder / f"{request.param}.pdf") as document:
        yield document


def elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the elements of the structure in reading order."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        children = element.get("/K", pikepdf.Array())
        found = list(children) if isinstance(children, pikepdf.Array) else [children]
        waiting.extend(child for child in reversed(found) if isinstance(child, pikepdf.Dictionary))


def structure(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(elements(pdf.Root.StructTreeRoot))


@cache
def faults(path: Path) -> list[str]:
    return faults_of_pdf(path)


@pytest.mark.parametrize("name", ALL)
def test_no_character_leaves_its_page_or_its_cell_or_is_printed_over(name: str, folder: Path) -> None:
    assert faults(folder / f"{name}.pdf") == []


def test_title_language_and_standards(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] in (TITLE, "Coverage of the Migrant Workers Convention")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfaid:part"] == ("3" if "/AF" in pdf.Root else "2")
    assert pdf.Root.Lang == "en"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert all(page.Tabs == "/S" for page in pdf.pages)


def test_headings_leave_no_level_out(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(element.S)[2:]) for element in structure(pdf) if re.fullmatch(r"/H\d", str(element.S))]
    assert [pair for pair in zip([0, *levels], levels, strict=False) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("name", STANDARD)
def test_outline_names_every_heading_and_leads_to_pages(name: str, folder: Path) -> None:
    with pikepdf.open(folder / f"{name}.pdf") as pdf, pdf.open_outline() as outline:
        waiting, leads = list(outline.root), []
        for item in waiting:
            waiting.extend(item.children)
            leads.append(item.destination or item.action)
        headings = Counter(str(element.S) for element in structure(pdf) if re.fullmatch(r"/H\d", str(element.S)))
    assert None not in leads
    assert len(leads) == headings.total() > 25


def test_every_figure_has_an_alternative_text(pdf: pikepdf.Pdf) -> None:
    figures = [element for element in structure(pdf) if element.S == "/Figure"]
    assert all(str(figure.Alt).strip() for figure in figures)


def test_the_charts_are_figures(folder: Path) -> None:
    with pikepdf.open(folder / "general-comment-with-annexes.pdf") as pdf:
        texts = [str(element.Alt) for element in structure(pdf) if element.S == "/Figure"]
    assert len([text for text in texts if text.startswith("Bar chart of the table")]) == 2


def test_tables_have_heads_and_their_rows_headings(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.StructTreeRoot.get("/IDTree", pikepdf.Dictionary(Names=[])).Names
    known = [bytes(name) for name in list(names)[::2]]
    assert known == sorted(set(known))
    for table in (element for element in structure(pdf) if element.S == "/Table"):
        parts = Counter(str(part.S) for part in table.K)
        assert parts["/THead"] >= 1
        for row in (element for element in elements(table) if element.S == "/TR"):
            cells = list(row.K)
            if len(cells) > 1 and any(cell.S == "/TD" for cell in cells):
                assert (str(cells[0].S), scope(cells[0])) == ("/TH", "/Row")
            for cell in cells:
                assert all(bytes(name) in known for name in attribute(cell, "/Headers"))
                # The first column's heading is the one above, and the row's is the one at its left.
                if cell.S == "/TD" and len(cells) > 1:
                    assert bytes(cells[0].ID) in [bytes(name) for name in attribute(cell, "/Headers")]


def attribute(cell: pikepdf.Object, name: str) -> list[pikepdf.Object]:
    return [item for attributes in cell.A if attributes.O == "/Table" for item in attributes.get(name, [])]


def scope(cell: pikepdf.Object) -> str:
    return next(str(attributes.Scope) for attributes in cell.A if attributes.O == "/Table")


def test_all_fonts_are_embedded(pdf: pikepdf.Pdf) -> None:
    fonts = [
        item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert [font.FontName for font in fonts if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())] == []
    assert all(
        "/ToUnicode" in item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and item.get("/Subtype") == "/Type0"
    )


def test_nothing_runs_and_nothing_is_filled_in(pdf: pikepdf.Pdf) -> None:
    assert {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys()) == set()
    actions = {
        str(item.S)
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and "/S" in item and item.get("/Type") != "/StructElem"
    }
    assert actions & ACTIVE == set()
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    assert "/JavaScript" not in names


def test_links_say_where_they_lead(pdf: pikepdf.Pdf) -> None:
    links = [link for page in pdf.pages for link in page.get("/Annots", []) if link.Subtype == "/Link"]
    assert [link for link in links if not str(link.get("/Contents", "")).strip()] == []
    assert all("/Dest" in link or link.A.S in ("/URI", "/GoTo") for link in links)


def test_the_tables_are_attached_where_they_are_asked_for(folder: Path, worked_example: Path) -> None:
    with pikepdf.open(folder / "general-comment-with-data.pdf") as pdf:
        attached = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
        descriptions = {pdf.attachments[name].description for name in pdf.attachments}
    assert len(attached) > 15
    assert attached == {name: (worked_example / "matrices" / name).read_bytes() for name in attached}
    assert "Coverage of the Migrant Workers Convention" in descriptions


@pytest.mark.parametrize("name", STANDARD)
def test_an_archival_pdf_holds_no_other_file(name: str, folder: Path) -> None:
    with pikepdf.open(folder / f"{name}.pdf") as pdf:
        assert list(pdf.attachments) == []


def test_a_pdf_opens_at_each_paragraph(worked_example: Path) -> None:
    with pikepdf.open(worked_example / "pdf" / "general-comment.pdf") as document:
        places = pikepdf.NameTree(document.Root.Names.Dests)
        pages = [page.obj.objgen for page in document.pages]
        where = {name: (pages.index(place[0].objgen), float(place[3])) for name, place in places.items()}
    assert len(where) > 100
    with pypdfium2.PdfDocument(worked_example / "pdf" / "general-comment.pdf") as document:
        page, top = where["effective-remedy"]
        # What stands right below the place is the paragraph.
        text = document[page].get_textpage().get_text_bounded(bottom=top - 30, top=top)
    paragraph = Path(SOURCE, "chapters", "14-remedies-implementation-and-review.rst").read_text(encoding="utf-8")
    words = paragraph.partition(".. obligation:: effective-remedy")[2].partition("\n\n")[2].split()
    assert " ".join(words[:5]) in " ".join(text.split())
