"""A house's own styles: the text's Word files look like the house's, and keep their numbers and names."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, RGBColor, Twips
from test_docx_schema import faults
from word_file import WordFile

from normative.check.findings import check_source
from small_projects import build, write_files, write_project

PAGE = "Text\n====\n\n.. obligation:: hear\n   :basis: CONV 3\n\n   States parties must hear everyone.\n"
SETTINGS = 'template = "house.docx"\n\n[styles]\n"Numbered Paragraph" = "_ Single Txt"\n'


def template(path: Path) -> None:
    """Write a Word file with styles of its own."""
    made = docx.Document()
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    text = made.styles.add_style("_ Single Txt", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = normal
    text.paragraph_format.left_indent, text.paragraph_format.space_after = Twips(1700), Pt(9)
    heading = made.styles["Heading 1"]
    heading.font.color.rgb, heading.font.italic = RGBColor(0x12, 0x34, 0x56), True
    made.add_paragraph("Words of the template.")
    made.save(str(path))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = write_project(tmp_path_factory.mktemp("house") / "source", {"index.rst": PAGE, "document.toml": SETTINGS})
    template(source / "house.docx")
    assert list(check_source(source)) == []
    built = build(source, "normative-docx")
    assert built.warnings == []
    (made,) = built.outdir.glob("*.docx")
    return made


def test_styles_of_the_house_are_taken_on(file: Path) -> None:
    styles = {style.name: style for style in docx.Document(str(file)).styles}
    text = styles["Numbered Paragraph"]
    assert (text.paragraph_format.left_indent, text.paragraph_format.space_after) == (Twips(1700), Pt(9))
    assert (text.font.name, text.font.size) == ("Arial", Pt(11))
    heading = styles["Heading 1"]
    assert (heading.font.color.rgb, heading.font.italic) == (RGBColor(0x12, 0x34, 0x56), True)
    # What the house has no style for stays as it was.
    assert styles["Convergence Note"].paragraph_format.left_indent.twips == 1701
    with zipfile.ZipFile(file) as archive:
        assert b"Words of the template" not in b"".join(archive.read(name) for name in archive.namelist())


def test_numbers_stay(file: Path) -> None:
    blocks = WordFile(file).blocks
    assert [(block.label, block.style) for block in blocks if "must hear" in block.text] == [("1.", "Obligation")]
    assert [block.style for block in blocks if block.text == "Text"] == ["Title"]


@pytest.mark.drives("ooxml-validator")
def test_the_file_is_valid(file: Path) -> None:
    assert faults(file) == []


@pytest.mark.parametrize(
    ("settings", "content", "found"),
    [
        (SETTINGS, None, (1, "template 'house.docx' is no file; name one that was sent in")),
        (SETTINGS, b"PK no", (1, "template 'house.docx' is damaged or no .docx file; save it anew as .docx")),
        ('[styles]\n"Body Text" = "X"\n', None, (1, "[styles] does nothing without a template; add 'template = \"house.dotx\"' above it")),
        ('template = "house.docx"\n[styles]\n"Body Text" = "Gone"\n', b"", (2, "template 'house.docx' has no style 'Gone'; correct its name in [styles]")),
        ('template = "house.docx"\nstyles = 3\n', b"", (2, "[styles] must have names of styles in quotes, such as \"Body Text\" = \"_ Single Txt\"")),
        ('template = "../house.docx"\n', None, (None, "house.docx: is a link to a file outside the folder 'source' and is not read; copy that file here")),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_used_is_a_finding(
    tmp_path: Path, settings: str, content: bytes | None, found: tuple[int | None, str]
) -> None:
    source = write_project(tmp_path / "source", {"index.rst": PAGE, "document.toml": settings})
    if content == b"":
        template(source / "house.docx")
    elif content:
        write_files(source, {"house.docx": content})
    told = [(item.place.line, item.message.removeprefix("document.toml: ")) for item in check_source(source)]
    assert told == [found]
