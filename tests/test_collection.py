"""Many comments together: which rest on a provision, what each says, where they differ; each is built by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from agreement import tables_of
from lxml import html

from approved import assert_approved, tables_text
from normative.check.findings import check_source
from normative.commands import main
from normative.model.collection import Collection, Member
from normative.model.dossier import Dossier
from normative.model.draft import Fingerprint, FrozenEntry, FrozenParagraph, FrozenText
from normative.model.instrument import Instrument
from normative.model.matrix import Link
from normative.model.paragraph import Force
from normative.model.register import Register
from normative.model.tables.request import TableKind
from small_projects import PARTS, folded, write_files, write_project
from small_register import cells, totals
from small_register import table as small_table

ONE = """\
One
===

.. obligation:: hear
   :basis: CONV 3 (1)

   States parties must hear everyone. :voice:`proposal` They should do so soon.

.. convergence:: CONV 3 (1); COMP obj. 2
   :relation: synergy
   :source: analysis

   Both say so.
"""
OTHER = """\
Other
=====

.. paragraph:: scope

   This text is about courts.

.. guidance:: hear-soon
   :basis: CONV 3 (1); COMP obj. 2

   Courts should hear everyone within a week.

.. convergence:: CONV 3 (1); COMP obj. 2
   :relation: tension
   :source: analysis

   They pull apart.
"""
LIST = """\
[one]
title = "The first"
symbol = "X/GC/1"
draft = "texts/one.json"
source = "../../one"
url = "https://example.org/one"

[other]
title = "The other"
draft = "texts/other.json"
source = "../../other"
"""
PAGE = """\
Together
========

.. collection-matrix::
   :instrument: CONV

.. collection-paragraphs::

.. collection-paragraphs::
   :instrument: CONV

.. collection-differences::

On para. :para:`one/hear`
-------------------------

.. paragraph:: both

   See para. :para:`one/hear`, para. :para:`other/hear-soon` and :para:`the scope <other/scope>`.
"""


def said(name: str, *paragraphs: tuple[str, Force, str], relation: str = "", **values: Any) -> Member:
    """Return a comment whose paragraphs have these ids, forces and bases, and that relates two provisions so."""
    marked = Fingerprint(own=name, rests_on="")
    related = FrozenEntry(subject=f"relation/{PAIR}", relation=relation, left=(), fingerprint=marked)
    gap = FrozenEntry(subject="gap/CONV 4", relation="gap", left=(), fingerprint=marked)
    text = FrozenText(
        paragraphs=tuple(
            FrozenParagraph(
                id=identifier,
                number=number,
                force=force,
                basis={basis: basis} if basis else {},
                document="text",
                fingerprint=marked,
            )
            for number, (identifier, force, basis) in enumerate(paragraphs, 1)
        ),
        entries=(gap, *([related] if relation else [])),
        provisions={},
    )
    member = Member(name=name, title=f"The {name}", symbol="", url="", text=text)
    return replace(member, **values)


PAIR = "CONV 3 (1); COMP obj. 2"
OBLIGATION, COMMITMENT, GUIDANCE = Force.OBLIGATION, Force.COMMITMENT, Force.GUIDANCE


@pytest.fixture
def three(instruments: Mapping[str, Instrument]) -> Register:
    """Three comments, of which the first and the last have addresses."""
    members = (
        said("one", ("a", OBLIGATION, "CONV 3 (1)"), relation="tension", url="https://example.org/one/", symbol="X/1"),
        said("two", ("b", COMMITMENT, "CONV 3 (1)"), ("c", GUIDANCE, "CONV 3 (1)"), relation="synergy"),
        said(
            "three",
            ("d", Force.PLAIN, "CONV 3 (1)"),
            ("e", OBLIGATION, "CONV 1; GONE 7"),
            ("f", OBLIGATION, "COMP obj. 1"),
            relation="tension",
            url="https://example.org/three/",
        ),
    )
    dossier = Dossier(collection=Collection(members=members))
    return Register(instruments=instruments, paragraphs=[], dossier=dossier)


def test_what_rests_on_provisions_is_in_their_order(three: Register) -> None:
    sayings = three.collection.sayings(three.instruments)
    assert [(three.name(item.provision), item.member.name, item.paragraph.id) for item in sayings] == [
        ("COMP obj. 1", "three", "f"),
        ("CONV 1", "three", "e"),
        ("CONV 3 (1)", "one", "a"),
        ("CONV 3 (1)", "two", "b"),
        ("CONV 3 (1)", "two", "c"),
        ("CONV 3 (1)", "three", "d"),
    ]


def test_comments_differ_where_they_give_a_provision_or_a_pair_something_else(three: Register) -> None:
    """What has no force says nothing of it, and relations lead to the comments that have an address."""
    found = small_table(three, TableKind.DIFFERENCES, "")
    assert cells(found) == [
        "CONV 3 (1) | force | obligation | X/1, para. 1",
        "CONV 3 (1) | force | commitment, guidance | The two, para. 1, The two, para. 2",
        "CONV 3 (1); COMP obj. 2 | relation | tension | X/1, The three",
        "CONV 3 (1); COMP obj. 2 | relation | synergy | The two",
    ]
    targets = [
        [link.target for link in row.cells[-1] if isinstance(link, Link)]
        for row in found.rows
        if isinstance(row.cells[-1], tuple)
    ]
    assert targets == [
        ["https://example.org/one/text.html#a"],
        ["two#b", "two#c"],
        ["https://example.org/one/", "https://example.org/three/"],
        ["two"],
    ]
    assert totals(found) == {"differences": 2}
    assert cells(small_table(three, TableKind.DIFFERENCES, "", "COMP")) == []


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a collection of two comments, built."""
    folder = tmp_path_factory.mktemp("collection")
    for name, page in (("one", ONE), ("other", OTHER)):
        write_project(folder / name, {"index.rst": page})
    write_project(folder / "all" / "source", {"index.rst": PAGE, "collection.toml": LIST})
    assert run(folder) == 0
    return folder


def run(folder: Path) -> int:
    """Run the command as from the folder of the collection."""
    source, into = folder / "all" / "source", folder / "all" / "build"
    return main(["collection", "--source", str(source), "--into", str(into), "-n", "-W", "-q"])


def table(folder: Path, name: str) -> list[list[str]]:
    """Return the rows of a table of the site, heads first."""
    page = html.parse(str(folder / "all" / "build" / "html" / "index.html")).getroot()
    return [[folded(cell) for cell in row] for row in page.get_element_by_id(name).iter("tr")]


def test_tables_are_as_approved(collected: Path) -> None:
    assert_approved("tables-collection", tables_text(tables_of(collected / "all" / "build" / "matrices")))


def test_comments_stand_beside_one_another_by_provision(collected: Path) -> None:
    assert table(collected, "collection-matrix-conv") == [
        ["Provision", "Subject", "X/GC/1", "The other", "Comments"],
        ["CONV 3", "Expulsion", "1", "2", "2"],
    ]
    page = (collected / "all" / "build" / "html" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/one/index.html#hear"' in page
    told = json.loads((collected / "all" / "build" / "matrices" / "collection-matrix-conv.json").read_bytes())
    links = [link for cell in told["rows"][0]["cells"] if isinstance(cell, dict) for link in cell["links"]]
    assert [(link["kind"], link["text"], link["href"]) for link in links if link["kind"] == "address"] == [
        ("address", "1", "https://example.org/one/index.html#hear"),
        ("address", "2", None),
    ]


def test_what_each_says_stands_in_one_list(collected: Path) -> None:
    heads = ["Comment", "Para.", "Force", "Voices", "Text", "Section"]
    hear = ["X/GC/1", "1", "obligation", "instrument; proposal"]
    hear += ["States parties must hear everyone. They should do so soon.", "One"]
    soon = ["The other", "2", "guidance", "proposal", "Courts should hear everyone within a week.", "Other"]
    assert table(collected, "collection-paragraphs") == [
        [*heads, "Basis"],
        [*hear, "CONV 3 (1)"],
        ["The other", "1", "paragraph", "", "This text is about courts.", "Other", ""],
        [*soon, "CONV 3 (1); COMP obj. 2"],
    ]
    assert table(collected, "collection-paragraphs-conv") == [
        ["Provision", *heads],
        ["CONV 3 (1)", *hear],
        ["CONV 3 (1)", *soon],
    ]


def test_where_they_differ_is_told(collected: Path) -> None:
    assert table(collected, "collection-differences") == [
        ["About", "Differs in", "Is said to be", "By"],
        ["CONV 3 (1)", "force", "obligation", "X/GC/1, para. 1"],
        ["CONV 3 (1)", "force", "guidance", "The other, para. 2"],
        ["CONV 3 (1); COMP obj. 2", "relation", "synergy", "X/GC/1"],
        ["CONV 3 (1); COMP obj. 2", "relation", "tension", "The other"],
    ]


def test_a_changed_comment_is_built_anew_and_the_others_are_not(collected: Path) -> None:
    texts = collected / "all" / "source" / "texts"
    before = {path.name: path.stat().st_mtime_ns for path in texts.iterdir()}
    write_files(collected / "other", {"index.rst": OTHER.replace("within a week", "within a day")})
    assert run(collected) == 0
    assert [path.name for path in sorted(texts.iterdir()) if path.stat().st_mtime_ns != before[path.name]] == [
        "other.json"
    ]
    assert table(collected, "collection-paragraphs-conv")[2][5] == "Courts should hear everyone within a day."
    write_files(collected / "other", {"index.rst": OTHER})


def test_paragraphs_of_the_others_are_cited_by_name_and_id(collected: Path) -> None:
    page = html.parse(str(collected / "all" / "build" / "html" / "index.html")).getroot()
    paragraph = page.get_element_by_id("both")
    assert "See para. 1, para. 2 and the scope." in folded(paragraph)
    named = page.xpath("//div[@class='sphinxsidebar']//a[@href='#on-para-one-hear']")
    assert [folded(heading) for heading in named] == ["On para. 1"]
    (link,) = paragraph.xpath(".//a[contains(@href, 'example.org')]")
    assert (link.get("href"), link.text_content(), link.get("title")) == (
        "https://example.org/one/index.html#hear",
        "1",
        "X/GC/1",
    )
    source = collected / "all" / "source"
    write_files(source, {"index.rst": PAGE.replace("See para. :para:`one/hear", "See para. :para:`one/heard")})
    assert [item.message for item in check_source(source)] == [
        "unknown paragraph 'one/heard'; nearest are one/hear, other/hear-soon"
    ]
    write_files(source, {"index.rst": PAGE})


def test_what_is_cited_and_has_moved_since_is_a_finding(collected: Path, tmp_path: Path) -> None:
    """[normative.moved-since]: by number only where a number is printed, by its words everywhere."""
    text = (collected / "all" / "source" / "texts" / "other.json").read_text(encoding="utf-8")
    named = text.replace('"id": "scope", "number": 1', '"id": "scope", "number": 4', 1)
    worded = re.sub(r'("id": "hear-soon".*?"own": )"[0-9a-f]+"', r'\1"0"', named)
    assert len({text, named, worded}) == 3
    now = text.replace('"id": "scope"', '"id": "reach", "was": ["scope-of-old"]', 1)
    listed = '[other]\ntitle = "The other"\ndraft = "now.json"\n{}'
    page = "T\n=\n\nSee para. :para:`other/scope`,\n:para:`words <other/scope>`,\n:para:`words <other/hear-soon>`.\n"
    files = {"index.rst": page, "now.json": text, "cited.json": worded, "collection.toml": listed.format("")}
    source = write_project(tmp_path / "source", files)
    assert check_source(source) == []
    write_files(source, {"collection.toml": listed.format('cited = "cited.json"\n')})
    remedy = "see whether this is still right, then let 'cited' of 'other' name the new text"
    assert [(item.place.line, item.message, item.kind.code) for item in check_source(source)] == [
        (
            4,
            f"paragraph 'other/scope' was para. 4 in the text that is cited, and is para. 1; {remedy}",
            "moved-since",
        ),
        (
            4,
            f"the words of paragraph 'other/hear-soon' are others than in the text that is cited; {remedy}",
            "moved-since",
        ),
    ]
    write_files(source, {"now.json": now, "cited.json": text, "index.rst": "T\n=\n\nSee :para:`other/scope-of-old`.\n"})
    assert [item.message for item in check_source(source)] == [
        "unknown paragraph 'other/scope-of-old'; it is 'other/reach' now, write that"
    ]
    write_files(source, {"collection.toml": listed.format('cited = "gone.json"\n')})
    assert "the text of 'other' is not at gone.json; take it from the drafts of that comment" in [
        item.message.removeprefix("collection.toml: ") for item in check_source(source)
    ]


def test_comments_that_cite_one_another_are_built_without_an_order(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What the first round finds, while texts are not there yet, is not told; what is wrong with citations is."""
    page = "{0}\n===\n\n.. obligation:: {0}\n   :basis: CONV 3\n\n   Hear, see para. :para:`{1}/{1}`.\n"
    listed = '[{0}]\ntitle = "{0}"\ndraft = "{2}texts/{0}.json"\n{1}'
    for own, other in (("one", "two"), ("two", "one")):
        files = {"index.rst": page.format(own, other), "collection.toml": listed.format(other, "", "../all/source/")}
        write_project(tmp_path / own, files)
    both = "".join(listed.format(name, f'source = "../../{name}"\n', "") for name in ("one", "two"))
    write_project(tmp_path / "all" / "source", {"index.rst": "All\n===\n", "collection.toml": both})
    assert run(tmp_path) == 0
    assert "WARNING" not in capfd.readouterr().err
    write_files(tmp_path / "two", {"index.rst": page.format("two", "one").replace(":: two", ":: three")})
    assert run(tmp_path) == 0
    assert "one/index.rst:7: WARNING: unknown paragraph 'two/two'; nearest are two/three" in capfd.readouterr().err


def test_what_is_wrong_with_the_list_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_project(tmp_path / "source", {"index.rst": "T\n=\n"})
    write_files(
        source,
        {
            "collection.toml": (
                'title = "x"\n[A_B]\ntitle = "y"\ndraft = "y.json"\n[c]\ndraft = 3\nurl = "javascript:x"\ncolour = "red"\n'
                '[gone]\ntitle = "z"\ndraft = "z.json"\n[broken]\ntitle = "b"\ndraft = "b.json"\n'
            ),
            "b.json": "{}",
        },
    )
    found = [f"{item.place.line}: {item.message} [normative.{item.kind.code}]" for item in check_source(source)]
    assert found == [
        "1: collection.toml: 'title' stands outside a comment; write [name] above, with title and draft below "
        "[normative.collection]",
        "2: collection.toml: the name 'A_B' is not allowed; write small letters, digits and hyphens [normative.collection]",
        "5: collection.toml: 'draft' of 'c' must be a text in quotes [normative.collection]",
        "5: collection.toml: 'c' has an unknown field 'colour'; known are title, symbol, draft, cited, source, url "
        "[normative.collection]",
        "5: collection.toml: 'c' has no title; add 'title = \"...\"' [normative.collection]",
        "5: collection.toml: the url of 'c' is no address of a site; write one that begins with https:// "
        "[normative.collection]",
        "9: collection.toml: the text of 'gone' is not at z.json; put the file there [normative.collection]",
        "12: collection.toml: the text of 'broken' cannot be read (draft.json has another form than draft.schema.json says: "
        "KeyError('version')); build it anew [normative.collection]",
    ]
    with pytest.raises(SystemExit) as stopped:
        main(["collection", "--source", str(source), "--into", str(tmp_path / "build")])
    assert stopped.value.code == 1
    told = capsys.readouterr().err.splitlines()
    path = source / "collection.toml"
    assert [line.partition(" collection.toml: ")[0] for line in told] == [
        f"ERROR: {path}:{item.partition(':')[0]}:" for item in found[:6]
    ]
    write_files(source, {"collection.toml": ""})
    with pytest.raises(SystemExit) as stopped:
        main(["collection", "--source", str(source), "--into", str(tmp_path / "build")])
    assert stopped.value.code == 2
    assert f"{path} names no comment; write [name] with title and draft" in capsys.readouterr().err


def test_a_comment_that_cannot_be_built_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = '[one]\ntitle = "One"\ndraft = "one.json"\nsource = "../one"\n'
    write_project(tmp_path / "one", {"index.rst": ONE, "conf.py": f"extensions = {list(PARTS)}\n1 / 0\n"})
    source = write_project(tmp_path / "source", {"index.rst": "T\n=\n", "collection.toml": listed})
    with pytest.raises(SystemExit) as stopped:
        main(["collection", "--source", str(source), "--into", str(tmp_path / "build")])
    assert stopped.value.code == 1
    assert "ERROR: not built: one; what is wrong there is said above" in capsys.readouterr().err
