"""Three voices: the instrument's words, a body's reading of them, and what the text itself proposes."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from normative.check.findings import check_source
from normative.commands import main
from small_projects import BuiltProject, build, folded, write_files, write_project

#: A body's document, which reads instruments.
BODY = {
    "instruments/gc/instrument.toml": (
        'key = "GC2"\ntitle = "General comment No. 2"\nshort_title = "GC 2"\ntype = "general-comment"\n'
        'standing = "interpretive"\ndefault_unit = "para"\n'
    )
}
TEXT = """\
Text
====

.. obligation:: duty
   :basis: CONV 1

   States act at once. :voice:`reading` This holds for children (see art. 3 of it) too. [#]_ It is urgent.
   :voice:`proposal` They should publish how.

   (a) What an item says is the instrument's again;

.. [#] GC 2, para. 4.

.. obligation:: read
   :basis: CONV 2
   :reading: GC2 para. 7

   Detention should end.

.. commitment:: promise
   :basis: COMP obj. 1

   States said so, as :provision:`COMP obj. 1` should have it.

.. guidance:: advice
   :basis: COMP obj. 2

   Courts should hear them.

.. paragraph:: opening

   Words.

.. toctree::

   tables
"""
TABLES = "Tables\n======\n\n.. paragraph-list::\n\n.. coverage:: CONV\n\n.. concordance:: 1\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltProject:
    folder = tmp_path_factory.mktemp("voices")
    source = write_project(folder / "project", {**BODY, "index.rst": TEXT, "tables.rst": "Tables\n======\n"})
    assert main(["freeze", "1", f"--source={source}", f"--into={folder / 'out'}"]) == 0
    write_files(source, {"tables.rst": TABLES})
    return build(source)


def test_marks_stand_where_a_voice_begins_and_the_margin_says_who_reads_it_so(built: BuiltProject) -> None:
    assert built.warnings == []
    page = built.page("index")
    assert [folded(mark) for mark in page.xpath("//*[contains(@class, 'voice')]")] == ["[reading]", "[proposal]"]
    assert [folded(item) for item in page.xpath("//*[@class='margin-reading']")] == ["Reading: GC2 7"]


def test_tables_say_who_speaks(built: BuiltProject) -> None:
    table = built.page("tables").get_element_by_id("paragraph-list")
    rows = [[folded(cell) for cell in row] for row in table.iter("tr")]
    place = rows[0].index("Voices")
    assert [row[place] for row in rows[1:]] == [
        *("instrument; reading; proposal", "reading", "instrument", "proposal", ""),
    ]
    assert rows[1][3].startswith("States act at once. This holds for children")
    coverage = json.loads(_tables(built)["coverage-conv"])
    totals = {total["key"]: total["value"] for total in coverage["totals"]}
    assert (totals["stated"], totals["read"]) == (1, 1)


def _tables(built: BuiltProject) -> dict[str, bytes]:
    folder = build(built.source, "normative-matrices", into=built.source.parent / "tables").outdir
    return {path.stem: path.read_bytes() for path in folder.rglob("*.json")}


def test_a_voice_that_changes_is_a_change_of_words(built: BuiltProject) -> None:
    draft = json.loads((built.source / "drafts" / "1" / "draft.json").read_bytes())
    assert {"text": "[reading]", "style": "voice"} in draft["paragraphs"][0]["blocks"][0]["spans"]
    assert draft["paragraphs"][1]["margin"]["reading"] == "GC2 7"
    write_files(built.source, {"index.rst": TEXT.replace(":voice:`proposal`", ":voice:`reading`")})
    again = build(built.source, into=built.source.parent / "again", confoverrides={"normative_redline": "1"})
    assert again.warnings == []
    row = again.page("tables").get_element_by_id("concordance-1").xpath(".//tbody/tr")[0]
    assert "reworded" in folded(row)
    changed = again.page("index").xpath("//div[@id='duty']//*[self::ins or self::del]")
    assert [folded(item) for item in changed] == ["[deleted: proposal]", "[inserted: reading]"]
    write_files(built.source, {"index.rst": TEXT})


@pytest.mark.parametrize(
    ("output", "file"), [("normative-docx", "testcomment.docx"), ("text", "index.txt"), ("latex", "testcomment.tex")]
)
def test_other_outputs_print_the_marks(output: str, file: str, built: BuiltProject) -> None:
    other = build(built.source, output, into=built.source.parent / output)
    assert other.warnings == []
    path = other.outdir / file
    content = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            content = archive.read("word/document.xml")
    words = re.sub(r"<[^>]+>", "", content.decode()).replace("{]}", "]")
    assert [words.count(mark) for mark in ("reading]", "proposal]")] == [1, 1]


WRONG = """\
Text
====

.. obligation:: duty
   :basis: CONV 1

   States act. “Should” is not “ought to”. They should be quick. They should say why. [#]_ They ought to:

   (a) hear;

   (b) listen. :voice:`proposal` They should wait.

.. [#] Somewhere.

.. commitment:: promise
   :basis: COMP obj. 1
   :reading: CONV 2

   :voice:`reading` States should act. :voice:`dream` And so on.

.. guidance:: advice
   :basis: COMP obj. 2

   :voice:`reading` It is so.
"""


def test_a_wish_or_a_reading_without_a_source_is_a_finding_of_build_and_check(tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", {**BODY, "index.rst": WRONG})
    wish = "note the source, mark the sentence with ':voice:`proposal`' or ':voice:`reading`', or move it to guidance"
    expected = [
        f"4: duty: obligation wishes without a source ('They should be quick.'); {wish} [normative.unsourced-wish]",
        f"4: duty: obligation wishes without a source ('They ought to: hear; listen.'); {wish} [normative.unsourced-wish]",
        "17: promise: reading names CONV, which is binding and reads no other instrument; move it to :basis: "
        "[normative.bad-option]",
        "19: voice 'dream' is not known; write instrument, reading, proposal [normative.bad-option]",
        "21: advice: says how a body reads an instrument and not where it does ('It is so.'); add a note, or ':reading:' "
        "with the provision [normative.reading-without-source]",
    ]
    assert sorted(build(source).warnings) == sorted(f"index.rst:{line}" for line in expected)
    found = [f"{item.place.line}: {item.message} [normative.{item.kind.code}]" for item in check_source(source)]
    assert sorted(line.replace("(a) ", "").replace("(b) ", "") for line in found) == sorted(expected)
