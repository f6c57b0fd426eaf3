"""Quotations of an instrument: in every output, in drafts and redlines, on the way back from Word, in reviews."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from conftest import MakeProject
from normative.check.__main__ import main as check
from normative.check.findings import check_source
from normative.check.project import read_project
from normative.commands import main
from normative.model.files.draft import parse_text
from normative.model.history.freezing import freeze
from normative.model.text import QUOTED, BlockKind
from small_projects import BuiltProject, build, folded, rewriting, write_files, write_project
from word_replies import Draft

TEXT = """\
Text
====

.. obligation:: duty
   :basis: CONV 3

   The Convention says:

   .. quote:: CONV 3 (1)

      [T]he person concerned … must be *heard* before anybody decides.

   It speaks of :quote:`a decision in writing <CONV 3 (2)>`, and so on.
"""
TREATY = """\
== art. 3 (1)

Before a decision is taken, the person concerned must be heard before anybody decides.

== art. 3 (2)

The person has a right to a decision in writing.
"""
PRINTED = (
    "The Convention says: “[T]he person concerned … must be heard before anybody decides.” (CONV 3 (1)) "
    "It speaks of “a decision in writing”, and so on."
)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quotations")
    configuration = 'normative_texts = "../texts"\n'
    write_files(folder, {"texts/CONV.txt": TREATY})
    return write_project(folder / "source", {"index.rst": TEXT}, configuration=configuration)


@pytest.fixture(scope="module")
def site(source: Path) -> BuiltProject:
    return build(source, into=source.parent / "site")


def test_a_page_shows_quotations_with_links_to_their_places(site: BuiltProject) -> None:
    assert site.warnings == []
    assert PRINTED in site.text()
    quotation = site.page().xpath("//blockquote[contains(@class, 'quotation')]")[0]
    assert folded(quotation) == "“[T]he person concerned … must be heard before anybody decides.” (CONV 3 (1))"


def test_other_outputs_have_the_same_words(source: Path) -> None:
    text = build(source, "text", into=source.parent / "plain")
    words = " ".join((text.outdir / "index.txt").read_text(encoding="utf-8").replace("*", "").split())
    assert PRINTED in words
    frozen = build(source, "normative-draft", into=source.parent / "frozen")
    blocks = parse_text((frozen.outdir / "draft.json").read_bytes()).paragraphs[0].blocks
    assert [block.kind for block in blocks] == [BlockKind.TEXT, BlockKind.QUOTATION, BlockKind.TEXT]
    assert [span.text for span in blocks[2].spans if span.style == QUOTED] == ["“a decision in writing”"]


def test_a_draft_and_a_redline_keep_quoted_words(source: Path, tmp_path: Path) -> None:
    into = f"--into={tmp_path}"
    assert main(["freeze", "1", f"--source={source}", into, "--allow-changes"]) == 0
    rewriting("index.rst", "and so on", "and so forth")(source)
    options = {"normative_redline": "1"}
    page = build(source, into=tmp_path / "redline", confoverrides=options).page()
    assert [item.xpath("string(text())") for item in page.xpath("//del | //ins")] == ["on", "forth"]
    assert (
        folded(page.xpath("//blockquote")[0])
        == "“[T]he person concerned … must be heard before anybody decides.” (CONV 3 (1))"
    )
    shown = build(source, into=tmp_path / "past", confoverrides={"normative_shown": "1"})
    assert PRINTED in shown.text()


def test_words_of_nobody_are_quoted_in_a_draft_and_in_a_redline_all_the_same(tmp_path: Path) -> None:
    text = "T\n=\n\n.. paragraph:: one\n\n   It speaks of :quote:`a decision`, and so on.\n"
    configuration = "suppress_warnings = ['normative.malformed-citation']\n"
    source = write_project(tmp_path / "source", {"index.rst": text}, configuration=configuration)
    assert main(["freeze", "1", f"--source={source}", f"--into={tmp_path}", "--allow-changes"]) == 0
    rewriting("index.rst", "and so on", "and so forth")(source)
    page = build(source, into=tmp_path / "redline", confoverrides={"normative_redline": "1"}).page()
    assert [item.xpath("string(text())") for item in page.xpath("//del | //ins")] == ["on", "forth"]


def test_words_in_quotation_marks_are_given_no_others(make_project: MakeProject) -> None:
    """Where these are those of the whole, and not of a quotation within it."""
    quotes = {
        "Heard at last.": "“Heard at last.”",
        "“Heard at last.”": "“Heard at last.”",
        "«Heard at last.»": "«Heard at last.»",
        "“Heard at last.": "“Heard at last.”",
        "Heard at last.”": "“Heard at last.”",
        "‘Heard’ at last.": "“‘Heard’ at last.”",
        "Heard ‘at last’": "“Heard ‘at last’”",
        "“Heard” at “last”": "““Heard” at “last””",
        "All of the States’": "“All of the States’”",
        "“Heard\n\n   “at last.”": "“Heard “at last.”",
        "“Heard\n\n   at last.": "“Heard “at last.”",
        "“Heard\n\n   (a) at ‘all’;\n\n   (b) at last.”": "“Heard at ‘all’; at last.”",
        "Heard\n\n   (a) at all;\n\n   (b) at last.": "“Heard at all; at last.”",
    }
    text = "T\n=\n" + "".join(f"\n.. quote:: CONV 3 (1)\n\n   {words}\n" for words in quotes)
    quotations = make_project({"index.rst": text}).page().xpath("//blockquote")
    assert [folded(item) for item in quotations] == [f"{printed} (CONV 3 (1))" for printed in quotes.values()]


def test_what_a_text_is_not_compared_with_is_told_once_and_fails_nothing(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = write_project(tmp_path / "source", {"index.rst": TEXT})
    built = build(project)
    assert built.warnings == []
    note = (
        "2 quotations are not compared with the text, or not wholly (of CONV 3 (1) here); put the texts into the folder "
        "that normative_texts names [normative.quotation-unchecked]"
    )
    assert built.app.status.getvalue().count(note) == 1
    assert check([str(project)]) == 0
    assert capsys.readouterr().out == f"{project}/index.rst:9: {note}\n"
    assert check([str(project), "--format", "sarif"]) == 0
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert [(item["ruleId"], item["level"]) for item in results] == [("quotation-unchecked", "note")]
    # What is kept in the project is enough without the text.
    assert main(["texts", f"--source={source}"]) == 0
    kept = (source / "instruments/conv/text.json").read_bytes()
    assert b"heard" not in kept
    write_files(project, {"instruments/conv/text.json": kept})
    assert check_source(project) == []
    write_files(project, {"index.rst": TEXT.replace("in writing", "in public")})
    assert [item.message for item in check_source(project)] == [
        "quotation of CONV 3 (2): after 'a decision in' the text has other words than 'public'; write it as it is there, "
        "with … for what is left out and [ ] around what is added"
    ]


def test_a_corrected_text_makes_reviews_suspect_and_kept_files_out_of_date(source: Path) -> None:
    def check_grounds() -> str:
        register = read_project(source)[0].register
        return freeze(register).paragraphs[0].fingerprint.rests_on

    write_files(source, {"index.rst": TEXT})
    (source / "instruments/conv/text.json").unlink(missing_ok=True)
    without = check_grounds()
    assert main(["texts", f"--source={source}"]) == 0
    before = check_grounds()
    assert before != without
    write_files(source.parent, {"texts/CONV.txt": TREATY.replace("Before a", "Before any")})
    # Until everybody has what was made of it, nothing moves, and who has the text is told.
    assert check_grounds() == before
    assert [item.message for item in check_source(source)] == [
        "text.json: was made of another text than CONV.txt; make it anew with 'normative texts'"
    ]
    warnings = build(source, into=source.parent / "outdated").warnings
    assert [line.rpartition(" ")[2] for line in warnings] == ["[normative.instrument-text]"]
    assert main(["texts", f"--source={source}"]) == 0
    assert check_grounds() != before
    assert check_source(source) == []
    write_files(source.parent, {"texts/CONV.txt": TREATY})
    assert main(["texts", f"--source={source}"]) == 0
    assert check_grounds() == before


def test_texts_with_mistakes_change_nothing(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["texts", f"--source={write_project(tmp_path / 'none', {})}"])
    assert "there is no folder of texts; set normative_texts in" in capsys.readouterr().err
    configuration = 'normative_texts = "../words"\n'
    project = write_project(tmp_path / "project", {}, configuration=configuration)
    write_files(tmp_path, {"words/OTHER.txt": "== art. 1\nWords.\n"})
    with pytest.raises(SystemExit):
        main(["texts", f"--source={project}"])
    assert "words is named like the key of an instrument, such as KEY.txt" in capsys.readouterr().err
    write_files(
        tmp_path, {"words/CONV.txt": "== art. 3\nWords.\n", "words/COMP.txt": "== obj. 1\nWords.\n== obj. 77\nWords.\n"}
    )
    assert main(["texts", f"--source={project}"]) == 1
    assert "COMP.txt:3: COMP.txt: unknown provision 'COMP obj. 77'" in capsys.readouterr().err
    assert not (project / "instruments/conv/text.json").exists()
    write_files(tmp_path, {"words/COMP.txt": "== obj. 1\nWords.\n"})
    # Of two folders with one key the first has it.
    twin = (project / "instruments/conv/instrument.toml").read_bytes()
    write_files(project, {"instruments/also/instrument.toml": twin, "instruments/broken/instrument.toml": b"key ="})
    assert main(["texts", f"--source={project}"]) == 0
    made = [f"written: {project / 'instruments' / name / 'text.json'}" for name in ("also", "comp")]
    assert sorted(capsys.readouterr().out.splitlines()) == made
    for name in ("also", "broken"):
        shutil.rmtree(project / "instruments" / name)
    write_files(tmp_path, {"words/en/CONV.txt": "== art. 3\nWords.\n"})
    assert main(["texts", f"--source={project}"]) == 0
    kept = json.loads((project / "instruments/conv/text.en.json").read_bytes())
    assert (kept["language"], [item["provision"] for item in kept["provisions"]]) == ("en", ["CONV 3"])


def test_word_takes_quotations_out_and_brings_them_back(source: Path, tmp_path: Path) -> None:
    write_files(source, {"index.rst": TEXT})
    built = build(source, "normative-docx", into=tmp_path / "word")
    word = Draft(built.outdir / "testcomment.docx")
    word.change(word.line("It speaks of"), "and so on", "and much else")
    assert main(["import", str(word.save(tmp_path / "edited.docx")), "--into", str(source)]) == 0
    now = (source / "index.rst").read_text(encoding="utf-8")
    assert now.strip() == TEXT.replace("and so on", "and much else").strip()
