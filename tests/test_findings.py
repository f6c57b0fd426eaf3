"""Each file of tests/findings is a source with the findings that are expected of it; the whole list is compared.

A line ``.. expect: LINE: message [normative.code]`` names one; ``FILE:LINE`` where it is in another file. Every sentence of
the source is in the page all the same. A folder beside a source, named like it, holds further files of its project; a line
``.. builder: NAME`` names another output than the site.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from approved import assert_approved, in_lines
from conftest import MakeProject
from normative.model.characters import decode
from normative.model.diagnostics import Diagnostic
from small_projects import BuiltProject, write_files, written

FOLDER = Path(__file__).with_name("findings")
EXPECTED = re.compile(r"^\.\. expect: (.+)$", re.MULTILINE)
BUILDER = re.compile(r"^\.\. builder: (.+)$", re.MULTILINE)
#: Tests that expect what no source alone can show: broken files, headings, settings, and what single outputs find.
ELSEWHERE = (
    "test_blocks.py",
    "test_broken_files.py",
    "test_collection.py",
    "test_drafts.py",
    "test_inputs.py",
    "test_libraries.py",
    "test_other_markup.py",
    "test_overlap.py",
    "test_pinpoints.py",
    "test_quotations.py",
    "test_reviews.py",
    "test_translations.py",
    "test_voices.py",
    "model/test_library.py",
    "outputs/test_docx.py",
    "outputs/test_docx_pictures.py",
    "outputs/test_pdf_documents.py",
    "outputs/test_typst_document.py",
    "outputs/test_typst_tables.py",
)
#: Words of a source that are markup and no text.
SENTENCE = re.compile(r"^ *(?:\([a-z]+\) )?([A-Z][\w ,'()]+)\.$", re.MULTILINE)
#: Sources whose pages are approved, for they show what is printed of markup that something is wrong with.
SHOWN = (
    "acceptances",
    "citations",
    "conditions",
    "contents",
    "encodings",
    "forces",
    "formulas",
    "hidden",
    "ids",
    "inputs",
    "insertion",
    "letters",
    "lists",
    "misspelled",
    "mistakes",
    "needs",
    "nested",
    "options",
    "panorama",
    "quotations",
    "relations",
    "table_options",
    "tables",
    "unread",
    "vocabulary",
)
#: Beside the source folder, where no output may have it from.
SECRET: dict[str, str | bytes] = {"secret.txt": "SECRET,x\n", "secret.png": b"SECRET"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.rst")), ids=lambda path: path.stem)
def test_findings(path: Path, make_project: MakeProject, tmp_path: Path) -> None:
    source = decode(path.read_bytes()).text
    folder = path.with_suffix("")
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    included = ".. obligation:: included\n\n   Included text.\n"
    pages = {"index.rst": path.read_bytes(), "extra.inc": included, **files}
    write_files(tmp_path, SECRET)
    builder = BUILDER.search(source)
    built = make_project(pages, builder[1] if builder else "html")
    expected = [f"index.rst:{line}" if line[0].isdigit() else line for line in EXPECTED.findall(source)]
    assert [warning.strip() for warning in built.warnings] == expected
    assert expected, "the file expects nothing"
    assert [name for name, content in written(built.outdir).items() if b"SECRET" in content] == []
    site = make_project(pages, name="site") if builder else built
    text = site.text()
    assert [sentence for sentence in SENTENCE.findall(source) if " ".join(sentence.split()) not in text] == []
    if path.stem in SHOWN:
        assert_approved(f"findings-{path.stem}", body_without_tables(site))


def body_without_tables(built: BuiltProject) -> str:
    """Return the page with its marks of what is wrong; the cells of tables for reviewers are approved elsewhere."""
    (body,) = built.page().xpath("//div[@role='main']")
    for box in body.xpath(".//div[starts-with(@class, 'matrix ')]"):
        del box[:]
        box.text = None
    parts = body.xpath("./*[not(contains(@class, 'masthead') or @class = 'clearer')]")
    return in_lines("".join(html.tostring(part, encoding="unicode", with_tail=False) for part in parts))


def test_every_kind_of_finding_is_expected_somewhere_with_its_message_and_its_line() -> None:
    tests = Path(__file__).parent
    sources = [*FOLDER.glob("*.rst"), *(tests / name for name in ELSEWHERE)]
    kinds = {kind for path in sources for kind in re.findall(rb"\[normative\.([a-z-]+)\]", path.read_bytes())}
    wide = decode((FOLDER / "wide.rst").read_bytes()).text
    assert "[normative.file-encoding]" in wide
    assert {kind.decode() for kind in kinds} == {kind.code for kind in Diagnostic}


@pytest.mark.parametrize("change", ["bom", "crlf", "tabs"])
def test_spelling_of_the_file_does_not_matter(change: str, make_project: MakeProject) -> None:
    source = "Title\n=====\n\n.. obligation:: one\n   :basis: CONV 99\n\n   Kept text.\n"
    written = {
        "bom": b"\xef\xbb\xbf" + source.encode(),
        "crlf": source.replace("\n", "\r\n").encode(),
        "tabs": source.replace("   ", "\t").encode(),
    }[change]
    built = make_project({"index.rst": written})
    assert built.warnings == [
        "index.rst:5: one: unknown provision 'CONV 99'; nearest are CONV 4, CONV 3, CONV 2 [normative.unknown-provision]",
    ]
    assert "Kept text." in built.text()


def test_findings_in_files_name_them(make_project: MakeProject) -> None:
    files = {
        "index.rst": "Title\n=====\n\nKept text.\n",
        "instruments/bad/instrument.toml": b'key = "\xe9"\n',
        "instruments/gaps.csv": "provision,counterpart,reason\nCONV 77,COMP,Because.\n",
    }
    assert make_project(files).warnings == [
        "instruments/bad/instrument.toml:1: instrument.toml: lacks title and standing; add 'title = \"...\"' "
        "[normative.instrument-data]",
        "instruments/bad/instrument.toml:1: instrument.toml: byte 0xE9 at position 7 of the file is not UTF-8 and is read as 'é', which "
        "may be wrong; save the file as UTF-8 [normative.file-encoding]",
        "instruments/gaps.csv:2: gaps.csv: unknown provision 'CONV 77'; nearest are CONV 4, CONV 3, CONV 2 "
        "[normative.unknown-provision]",
    ]
