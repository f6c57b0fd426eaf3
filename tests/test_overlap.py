"""Words in a row that a text has in common with texts outside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from normative.check.__main__ import main
from normative.check.findings import check_source
from small_projects import write_files, write_project

TREATY = """\
Article 3

1. No person shall be sent back to a country
where that person would be in danger of losing life or freedom, save as provided.
Convention on the Tests of All Persons and of the Members of Their Families.
"""
TEXT = """\
Text
====

.. obligation:: duty
   :basis: CONV 3

   States act. No person shall be sent *back* to a
   country where that person would be in danger of harm.
   The treaty says that "where that person would be in danger of losing life or freedom" there is no return.

.. guidance:: advice
   :basis: COMP obj. 2

   No person is sent back to another country. To a place where that person would be, they may go. The Convention
   on the Tests of All Persons and of the Members of Their Families says so.

.. convergence:: CONV 3; COMP obj. 2
   :relation: synergy
   :source: analysis

   Both say: person would be in danger of losing life or freedom, save in war.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    source = write_project(tmp_path / "project", {"index.rst": TEXT})
    path = source / "instruments" / "conv" / "instrument.toml"
    title = "Convention on the Tests of All Persons and of the Members of Their Families"
    path.write_text(path.read_text().replace("Convention on Tests", title))
    write_files(tmp_path, {"texts/treaties/conv.txt": TREATY, "texts/other.pdf": b"%PDF"})
    return source


def test_runs_of_eight_words_are_found_and_quotations_and_titles_are_not(project: Path) -> None:
    assert check_source(project) == []
    found = check_source(project, project.parent / "texts")
    assert [(item.place.line, item.message) for item in found] == [
        (
            4,
            "duty: has 17 words in a row with treaties/conv.txt:3: 'No person shall be sent back to a country where that "
            "person …'; say it in other words, or quote it",
        ),
        (
            17,
            "has 11 words in a row with treaties/conv.txt:4: 'person would be in danger of losing life or freedom "
            "save'; say it in other words, or quote it",
        ),
    ]


def test_the_command_says_it_where_a_folder_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(project)]) == 0
    assert main([str(project), "--overlap", str(project.parent / "texts")]) == 1
    assert capsys.readouterr().out.count("[normative.overlap]") == 2
    with pytest.raises(SystemExit):
        main([str(project), "--overlap", "nowhere"])
    assert "there is no folder 'nowhere'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a b c d e f g", []),
        ("x a b c d e f g h y", ["8 words in a row with one.txt:1: 'a b c d e f g h'"]),
        ("b c d e f g h i j k l m", ["12 words in a row with one.txt:1: 'b c d e f g h i j k l m'"]),
        ("A b c, d e f g h i j k l m", ["13 words in a row with one.txt:1: 'A b c d e f g h i j k l …'"]),
        ("h i j k l m n o p", ["8 words in a row with one.txt:2: 'h i j k l m n o'"]),
        (
            "a b c d e f g h p q r s t u v w x",
            [
                "8 words in a row with one.txt:1: 'a b c d e f g h'",
                "9 words in a row with two/two.md:3: 'p q r s t u v w x'",
            ],
        ),
        (
            "f g h i j k l m n o a b c d e f g h",
            [
                "10 words in a row with one.txt:1: 'f g h i j k l m n o'",
                "8 words in a row with one.txt:1: 'a b c d e f g h'",
            ],
        ),
        ("o p q r s t u v w x", ["9 words in a row with two/two.md:3: 'p q r s t u v w x'"]),
    ],
)
def test_eight_words_and_no_fewer_are_a_run_as_long_as_it_goes(words: str, told: list[str], tmp_path: Path) -> None:
    text = f"T\n=\n\n.. paragraph:: one\n\n   {words}\n"
    source = write_project(tmp_path / "project", {"index.rst": text})
    texts = {"one.txt": "a b c d e f g\nh i j k l m n o\n", "two/two.md": "\n\np q r s t u v w x\n"}
    # Of two texts with the same words the first is named; what is no text is not read.
    others = {"two/three.rst": "\n\n\np q r s t u v w x\n", "none.pdf": "x a b c d e f g h y"}
    write_files(tmp_path, {f"texts/{name}": content for name, content in {**texts, **others}.items()})
    found = [
        item.message.partition(";")[0].replace("one: has ", "") for item in check_source(source, tmp_path / "texts")
    ]
    assert found == [line.replace("two/two.md:3", "two/three.rst:4") for line in told]


def test_what_is_quoted_from_an_instrument_is_no_overlap(tmp_path: Path) -> None:
    words = "No person shall be sent back to a country where that person would be in danger"
    text = (
        f"Text\n====\n\n.. obligation:: duty\n   :basis: CONV 3\n\n   It says:\n\n   .. quote:: CONV 3 (1)\n\n      {words}\n\n"
        f"   And: :quote:`{words} <CONV 3 (1)>`.\n\n.. convergence:: CONV 3; COMP obj. 2\n   :relation: synergy\n"
        f"   :source: analysis\n\n   Both: :quote:`{words} <CONV 3 (1)>`.\n"
    )
    source = write_project(tmp_path / "project", {"index.rst": text})
    write_files(tmp_path, {"texts/treaties/conv.txt": TREATY})
    assert [item.kind.code for item in check_source(source, tmp_path / "texts")] == ["quotation-unchecked"]
    write_files(source, {"index.rst": text.replace(".. quote:: CONV 3 (1)", ".. container::")})
    assert "overlap" in [item.kind.code for item in check_source(source, tmp_path / "texts")]
