"""Whatever is wrong in a document, a build ends with findings, without a traceback, and with every sentence.

``NORMATIVE_FUZZ=5000 pytest tests/test_fuzz.py`` tries about as many documents, other ones each time.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from docutils import nodes
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from fuzzed_documents import FIXED, INDEX, MARKER, Fuzzed, documents
from normative.check.findings import check_source
from normative.outputs.typst.compilation import PdfJob
from small_projects import BuiltProject, build, write_project

#: Documents of one project, and projects in continuous integration.
DOCUMENTS, PROJECTS = 30, 5
ASKED = int(os.environ.get("NORMATIVE_FUZZ", "0"))
PLACE = re.compile(r"^(?P<path>[^:\n]+\.[a-z]+):(?P<line>\d+): ", re.MULTILINE)
OUTPUTS = ("html", "normative-pdf", "normative-docx", "text")


@pytest.fixture(autouse=True)
def _markup_for_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the Typst text for the PDF, which takes longer to compile than all the rest to build."""

    def write(jobs: Iterable[PdfJob]) -> None:
        for job in jobs:
            job.pdf_path.write_text(job.markup, encoding="utf-8")

    monkeypatch.setattr("normative.outputs.typst.builder.compile_pdfs", write)


def words(built: BuiltProject, builder: str, document: Fuzzed) -> str:
    """Return the words of a document in an output, or of all documents where the output is one file."""
    if builder == "html":
        # Letters of a formula are elements of their own.
        formulas = built.page(document.name).xpath("//math/@alttext")
        return " ".join([built.text(document.name), *map(str, formulas)])
    if builder == "text":
        return (built.outdir / f"{document.name}.txt").read_text(encoding="utf-8")
    if builder == "normative-pdf":
        return (built.outdir / "testcomment.pdf").read_text(encoding="utf-8")
    with zipfile.ZipFile(built.outdir / "testcomment.docx") as archive:
        parts = [archive.read(name) for name in archive.namelist() if re.match(r"word/(document|footnotes)", name)]
    return "".join(str(text) for part in parts for text in etree.fromstring(part).itertext())


def faults_of(project: list[Fuzzed], folder: Path) -> Iterator[str]:
    """Build a project in every output and yield what is not as it must be."""
    pages = {f"{document.name}.rst": document.text for document in project}
    source = write_project(folder, {"index.rst": INDEX, **FIXED, **pages})
    blamed = {f"{finding.place.path}:{finding.place.line}: {finding.message}" for finding in check_source(source)}
    sound = {f"{document.name}.rst" for document in project if not document.faults}
    yield from (f"check: {message}" for message in blamed if message.partition(":")[0] in sound)
    for builder in OUTPUTS:
        built = build(source, builder, freshenv=builder == OUTPUTS[0], warningiserror=True)
        messages = "\n".join(built.warnings)
        if re.search(r"Traceback|Extension error|[Ee]xception", messages):
            yield f"{builder}: {messages}"
        if builder == OUTPUTS[0]:
            yield from faults_of_messages(project, built, messages)
        for document in project:
            found = {*MARKER.findall(words(built, builder, document)), *left_out(built, document)}
            lost = [marker for marker in document.markers if marker not in found]
            if lost:
                yield f"{builder}: {document.name} ({', '.join(document.faults)}) lost {lost}:\n{document.text}"


def left_out(built: BuiltProject, document: Fuzzed) -> list[str]:
    """Return the markers that no output shows: in substitutions that a fault keeps from use, and in comments.

    Of two faults, one can make a comment of what the other spoils.
    """
    doctree = built.app.env.get_doctree(document.name)
    hidden = [*doctree.findall(nodes.substitution_definition)] if document.faults else []
    comments = [*doctree.findall(nodes.comment)] if len(document.faults) > 1 else []
    return MARKER.findall(" ".join(node.astext() for node in (*hidden, *comments)))


def faults_of_messages(project: list[Fuzzed], built: BuiltProject, messages: str) -> Iterator[str]:
    places = [(match["path"], int(match["line"])) for match in PLACE.finditer(messages)]
    for path, line in places:
        length = len((built.source / path).read_text(encoding="utf-8").splitlines()) + 1
        if not 1 <= line <= length:
            yield f"{path}:{line} is no place of the file"
    blamed = {path for path, _ in places}
    for document in project:
        if not document.faults and f"{document.name}.rst" in blamed:
            yield f"{document.name} is well-formed, but:\n{messages}\n{document.text}"
        if document.must_be_reported and f"{document.name}.rst" not in blamed:
            yield f"{document.name} ({', '.join(document.faults)}) is not reported:\n{document.text}"
    if (built.app.statuscode != 0) is not bool(built.warnings):
        yield f"the build ended with {built.app.statuscode} after:\n{messages}"


def smallest(project: list[Fuzzed]) -> list[str]:
    """Return what is wrong, of one document alone where one suffices."""
    for parts in [*([document] for document in project), project]:
        folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        try:
            faults = list(faults_of(parts, folder))
        except Exception as error:  # noqa: BLE001  # any exception is what is looked for
            faults = [f"{type(error).__name__}: {error}\n{parts[0].text if len(parts) == 1 else ''}"]
        finally:
            shutil.rmtree(folder)
        if faults:
            return faults
    return []


@settings(
    database=None,
    deadline=None,
    # The same documents in every run, unless another number of them is asked for.
    derandomize=not ASKED,
    phases=[Phase.generate],
    max_examples=ASKED // DOCUMENTS + 1 if ASKED else PROJECTS,
    suppress_health_check=list(HealthCheck),
)
@given(project=st.tuples(*(documents(number) for number in range(DOCUMENTS))))
def test_any_document_is_built_with_every_sentence(project: tuple[Fuzzed, ...]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        faults = list(faults_of(list(project), folder))
    except Exception as error:
        raise AssertionError("\n".join(smallest(list(project)))) from error
    finally:
        shutil.rmtree(folder)
    assert faults == [], "\n".join(faults)
