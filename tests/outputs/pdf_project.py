"""Builds a small source folder as PDF and reads the PDF back."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import sphinx.locale
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from normative.outputs import typst

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CONFIGURATION = """
import sys
sys.path.insert(0, {folder!r})
project = "Sample comment"
extensions = ["sample_nodes"]
normative_status = "Worked example, not a United Nations document"
"""


#: Nearer than this to the edge of a page, a printer prints nothing; in points.
_EDGE = 14.0


@dataclass(frozen=True, kw_only=True, slots=False)
class PdfProject:
    """A finished build: the PDF, the Typst text and what Sphinx warned of."""

    pdf_path: Path
    markup_path: Path
    warnings: str
    exit_code: int = 0

    @property
    def markup(self) -> str:
        """The Typst text without the template."""
        text = self.markup_path.read_text(encoding="utf-8")
        return re.split(r"^#show: (?:text|table)-document.*\n", text, maxsplit=1, flags=re.MULTILINE)[1]

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, white space folded."""
        with _document(self.pdf_path) as document:
            return [" ".join(page.get_textpage().get_text_range().split()) for page in document]

    @property
    def text(self) -> str:
        """The text of all pages."""
        return " ".join(self.pages)

    @property
    def settings_and_markup(self) -> str:
        """The Typst text without the template, with what it is given."""
        text = self.markup_path.read_text(encoding="utf-8")
        for form in ("template.typ", "page.typ"):
            text = text.replace(files(typst).joinpath(form).read_text(encoding="utf-8"), "")
        return text

    @cached_property
    def sizes(self) -> list[tuple[int, int]]:
        """Width and height of each page in points."""
        with _document(self.pdf_path) as document:
            return [(round(page.get_width()), round(page.get_height())) for page in document]

    @property
    def outline(self) -> list[str]:
        """The bookmarks, each indented by its level."""
        with pikepdf.open(self.pdf_path) as pdf, pdf.open_outline() as outline:
            return list(_titles(outline.root, 0))

    @property
    def addresses(self) -> list[str]:
        """The web addresses that links lead to."""
        with pikepdf.open(self.pdf_path) as pdf:
            return [
                str(link.A.URI)
                for page in pdf.pages
                for link in page.get("/Annots", [])
                if "/URI" in link.get("/A", {})
            ]

    @property
    def inner_links(self) -> int:
        """How many links lead to places in the PDF."""
        with pikepdf.open(self.pdf_path) as pdf:
            return sum("/URI" not in link.get("/A", {}) for page in pdf.pages for link in page.get("/Annots", []))

    def faults_of_layout(self) -> list[str]:
        """Return what :func:`faults_of_pdf` finds."""
        return faults_of_pdf(self.pdf_path)


def build(
    folder: Path,
    files: Mapping[str, str],
    *,
    configuration: str = "",
    parallel: int = 1,
    name: str = "samplecomment",
    wanted: str = "",
) -> PdfProject:
    """Write ``files`` into ``folder`` and build them as PDF.

    :param configuration: lines added to ``conf.py``.
    :param name: of the document whose PDF is read back.
    :param wanted: the names that ``nox -s pdf --`` would hand over, with commas.
    """
    source = folder / "source"
    source.mkdir(parents=True, exist_ok=True)
    base = _CONFIGURATION.format(folder=str(Path(__file__).parent))
    (source / "conf.py").write_text(base + configuration, encoding="utf-8")
    for file, text in files.items():
        (source / file).write_text(text, encoding="utf-8")
    warnings = StringIO()
    # Sphinx keeps the last language for the whole process where the next one has no catalogue.
    sphinx.locale.translators.clear()
    output, doctrees = folder / "pdf", folder / "doctrees"
    with docutils_namespace():
        application = Sphinx(
            source,
            source,
            output,
            doctrees,
            "normative-pdf",
            {"normative_wanted": wanted} if wanted else {},
            status=None,
            warning=warnings,
            freshenv=True,
            parallel=parallel,
        )
        application.build()
    plain = re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()).replace(f"{source}/", "")
    return PdfProject(
        pdf_path=output / f"{name}.pdf",
        markup_path=doctrees / "typst" / name / "document.typ",
        warnings=plain,
        exit_code=application.statuscode,
    )


@contextmanager
def _document(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(path)
    try:
        yield document
    finally:
        document.close()


def _titles(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[str]:
    for item in items:
        yield "  " * depth + item.title
        yield from _titles(item.children, depth + 1)


def faults_of_pdf(path: Path) -> list[str]:
    """Return the characters that lie outside of their page, over another one, or over the rule beside their cell."""
    with _document(path) as document:
        return [f"page {number}: {fault}" for number, page in enumerate(document, start=1) for fault in _faults(page)]


def _faults(page: pypdfium2.PdfPage) -> Iterator[str]:
    text = page.get_textpage()
    width, height = page.get_size()
    rules = list(_vertical_rules(page))
    boxes = []
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        left, bottom, right, top = text.get_charbox(index)
        if not character.strip() or right - left < 0.2 or top - bottom < 0.2:
            continue
        if left < _EDGE or bottom < _EDGE or right > width - _EDGE or top > height - _EDGE:
            yield f"'{character}' at {left:.0f}, {bottom:.0f} is outside"
        if any(left + 0.3 < x < right - 0.3 and bottom < high and top > low for x, low, high in rules):
            yield f"'{character}' at {left:.0f}, {bottom:.0f} crosses a rule"
        boxes.append((left, bottom, right, top, index))
    boxes.sort()
    for index, first in enumerate(boxes):
        for second in boxes[index + 1 :]:
            if second[0] >= first[2]:
                break
            # Letters of one ligature share a box.
            if abs(first[4] - second[4]) > 2 and _overlap(first, second) > 0.4:
                yield f"characters {first[4]} and {second[4]} at {first[0]:.0f}, {first[1]:.0f} overlap"


def _vertical_rules(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float]]:
    """Yield where the lines between columns are, with their lower and upper ends."""
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        if right - left < 2 and top - bottom > 4:
            yield (left + right) / 2, bottom, top


Box = tuple[float, float, float, float, int]


def _overlap(first: Box, second: Box) -> float:
    """Return how much of the smaller box the other covers."""
    across = min(first[2], second[2]) - max(first[0], second[0])
    along = min(first[3], second[3]) - max(first[1], second[1])
    if across <= 0 or along <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (first, second)]
    return across * along / min(areas)
