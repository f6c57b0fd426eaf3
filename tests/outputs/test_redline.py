"""Redlines: without what was put in they are the old text, without what was struck out the new one, after any edits."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from edited_drafts import EditedText
from normative.commands.freeze import main as freeze
from small_projects import BuiltProject, build, write_files, write_project

#: By kind of change, what is not part of the text that one reads who refuses it.
WITHOUT = {
    "ins": "//ins[@class='change'] | //div[contains(@class, 'change-ins')]",
    "del": "//del[@class='change'] | //div[contains(@class, 'change-del')]",
}
#: What no reader of either text reads, and numbers, which are those of the new text.
BESIDE = "//*[@class='change-word' or @class='struck-note'] | //a[contains(@class, 'footnote-reference')]"


def frozen(folder: Path, text: EditedText) -> Path:
    """Return a project of which this text is draft 1."""
    source = write_project(folder / "source", text.pages())
    assert freeze(["1", "--date=2026-11-20", f"--source={source}", f"--into={folder}"]) == 0
    return source


def rewritten(source: Path, text: EditedText) -> Path:
    for page in source.glob("chapter-*.rst"):
        page.unlink()
    write_files(source, text.pages())
    return source


def paragraphs(built: BuiltProject, without: str = "") -> Iterator[tuple[str, str]]:
    """Yield each paragraph's id and words, as they stand on pages without what is named."""
    for page in sorted(built.outdir.glob("chapter-*.html")):
        tree = html.parse(page)
        for element in tree.xpath(f"{BESIDE} | {WITHOUT[without]}" if without else BESIDE):
            element.drop_tree()
        for paragraph in tree.xpath("//div[contains(@class, 'normative-paragraph')]"):
            [text] = paragraph.xpath("div[@class='paragraph-text']")
            # An item that was struck out begins with its mark, one that is there is numbered by the browser.
            words = re.sub(r"\(([a-z])\) ", "", " ".join(text.text_content().split()))
            yield paragraph.get("id").removesuffix("-struck-out"), re.sub(r"\d+", "#", words).replace(" ", "")


@pytest.mark.parametrize(("language", "seed"), [*(("en", seed) for seed in range(6)), ("ar", 1), ("zh", 1)])
def test_each_of_the_two_texts_is_left_of_a_page(tmp_path: Path, language: str, seed: int) -> None:
    text = EditedText.new(seed, language)
    source = frozen(tmp_path, text)
    old = dict(paragraphs(build(source, into=tmp_path / "old")))
    for _ in range(50):
        text.edit()
    rewritten(source, text)
    new = list(paragraphs(build(source, into=tmp_path / "new")))
    redline = build(source, into=tmp_path / "redline", confoverrides={"normative_redline": "1"})
    assert redline.warnings == []
    assert list(paragraphs(redline, without="del")) == new
    assert dict(paragraphs(redline, without="ins")) == old
    assert old != dict(new)


@pytest.mark.parametrize("seed", [3, 4])
def test_a_later_draft_is_shown_as_its_text_was(tmp_path: Path, seed: int) -> None:
    text = EditedText.new(seed)
    source = frozen(tmp_path, text)
    for _ in range(30):
        text.edit()
    rewritten(source, text)
    settled = ["--allow-changes", "--date=2026-11-21", f"--source={source}", f"--into={tmp_path}"]
    assert freeze(["2", *settled]) == 0
    expected = build(source, into=tmp_path / "then", confoverrides={"normative_redline": "1"})
    for _ in range(30):
        text.edit()
    rewritten(source, text)
    shown = {"normative_redline": "1", "normative_shown": "2"}
    built = build(source, into=tmp_path / "now", confoverrides=shown)
    assert built.warnings == []
    assert list(paragraphs(built)) == list(paragraphs(expected))
    margins = "//div[@class='paragraph-margin']"
    for page in ("chapter-1.html", "chapter-2.html"):
        found = [
            [" ".join(margin.text_content().split()) for margin in html.parse(folder / page).xpath(margins)]
            for folder in (built.outdir, expected.outdir)
        ]
        assert found[0] == found[1] != []


def test_a_draft_has_the_head_that_it_was_put_out_with(tmp_path: Path) -> None:
    source = write_project(tmp_path / "source", EditedText.new(1).pages())
    head = 'symbol = "T/{}"\nstage = "{}"\ndate = {}\n'
    write_files(source, {"document.toml": head.format("1", "outline", "2026-11-20")})
    assert freeze(["1", "--date=2026-11-20", f"--source={source}", f"--into={tmp_path}"]) == 0
    write_files(source, {"document.toml": head.format("1/Rev.1", "for adoption", "2027-03-03")})
    shown = {"normative_shown": "1"}
    built = build(source, builder="normative-docx", into=tmp_path / "now", confoverrides=shown)
    with zipfile.ZipFile(next(built.outdir.glob("*.docx"))) as parts:
        said = re.findall(r"<w:t[ >][^<]*", parts.read("word/document.xml").decode())
    lines = [item.partition(">")[2] for item in said]
    assert {"outline", "T/1", "20 November 2026"} <= set(lines)
    assert {"for adoption", "T/1/Rev.1", "3 March 2027"}.isdisjoint(lines)


def test_the_letter_of_an_item_that_a_text_names_is_no_change(tmp_path: Path) -> None:
    text = (
        "Title\n=====\n\n.. paragraph:: duties\n\n   Duties:\n\n   a. one;\n   b. two.\n\n"
        ".. paragraph:: named\n\n   As para. :para:`duties (b)` says{}.\n"
    )
    source = write_project(tmp_path / "source", {"index.rst": text.format("")})
    assert freeze(["1", "--date=2026-11-20", f"--source={source}", f"--into={tmp_path}"]) == 0
    write_files(source, {"index.rst": text.format(" now")})
    built = build(source, confoverrides={"normative_redline": "1"})
    [paragraph] = built.page().xpath("//div[@id='named']/div[@class='paragraph-text']")
    changed = [" ".join(element.text_content().split()) for element in paragraph.xpath(".//ins | .//del")]
    assert changed == ["[inserted: now]"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_block_that_is_struck_out_stands_where_it_was(place: int, tmp_path: Path) -> None:
    blocks = ["First of all, some words.", "Then, something else entirely.", "At last, nothing more."]
    head = "T\n=\n\n.. paragraph:: one\n"
    source = write_project(tmp_path / "source", {"index.rst": "\n\n   ".join([head, *blocks]) + "\n"})
    assert freeze(["1", f"--source={source}", f"--into={tmp_path}"]) == 0
    kept = [block for number, block in enumerate(blocks) if number != place]
    write_files(source, {"index.rst": "\n\n   ".join([head, *kept]) + "\n"})
    page = build(source, into=tmp_path / "redline", confoverrides={"normative_redline": "1"}).page()
    shown = [paragraph.xpath("string(.)") for paragraph in page.xpath("//div[@class='paragraph-text']/p")]
    assert shown == [f"[deleted: {block}]" if number == place else block for number, block in enumerate(blocks)]
