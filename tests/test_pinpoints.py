"""Places in documents that read instruments: which are cited where, which somebody has checked, and which cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from agreement import tables_of

from approved import assert_approved, tables_text
from normative.check.findings import check_source
from small_projects import BuiltProject, build, folded, write_files, write_project

FILES = {
    "instruments/gc/instrument.toml": (
        'key = "GC2"\ntitle = "General comment No. 2"\nshort_title = "GC 2"\ntype = "general comment"\n'
        'standing = "interpretive"\ndefault_unit = "para"\nparagraphs = 20\nbibliography = "gc2"\n'
    ),
    "instruments/pinpoints.csv": (
        "provision,edition,about,reads,checked_by,date\n"
        "GC2 paras. 4-6,final,who is protected,CONV 2,Anna,2026-11-20\n"
        "CO-ALB para. 16,,an office for complaints,CONV 1 (2); CONV 3,Anna,2026-11-20\n"
        "CASE para. 5.5,,reasons must be given,CONV 3 (2),Anna,2026-11-20\n"
    ),
    "instruments/practice.csv": (
        "key,type,state,symbol,title,adopted,paragraphs\n"
        "CO-ALB,concluding observations,Albania,T/C/ALB/CO/2,Concluding observations on Albania,2019-04-12,60\n"
        "CASE,views,Utopia,T/C/9/D/1/2001,A v. Utopia,2003,9\n"
    ),
    "works.bib": "@misc{gc2,\n  title = {General comment No. 2},\n  year = {2013}\n}\n",
    "index.rst": """\
Text
====

.. obligation:: duty
   :basis: CONV 1
   :reading: GC2 para. 7; CASE para. 5.5

   States act. [#]_ And so on. :footcite:`gc2{paras. 5, 6 and 12 (a)}`

.. [#] See :footcite:`gc2{para. 4}`. An older one said something else.

.. guidance:: advice
   :basis: GC2 para. 4; COMP obj. 1

   Courts should hear them.

.. footbibliography::

.. pinpoints::

.. practice::
""",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = write_project(tmp_path_factory.mktemp("pinpoints") / "project", FILES)
    with (source / "conf.py").open("a") as file:
        file.write('bibtex_bibfiles = ["works.bib"]\n')
    return source


@pytest.fixture(scope="module")
def built(project: Path) -> BuiltProject:
    return build(project)


def test_tables_are_as_approved(built: BuiltProject) -> None:
    assert_approved("tables-pinpoints", tables_text(tables_of(built.outdir / "matrices")))


def test_every_place_is_listed_with_where_it_is_cited_and_who_checked_it(built: BuiltProject) -> None:
    assert built.warnings == []
    table = built.page("index").get_element_by_id("pinpoints")
    assert [[folded(cell) for cell in row] for row in table.iter("tr")] == [
        ["Document", "Place", "About", "Cited in", "Checked"],
        ["GC2", "GC2 4", "who is protected", "1, 2", "Anna; 2026-11-20; final"],
        ["GC2", "GC2 5", "who is protected", "1", "Anna; 2026-11-20; final"],
        ["GC2", "GC2 6", "who is protected", "1", "Anna; 2026-11-20; final"],
        ["GC2", "GC2 7", "", "1", "unchecked"],
        ["GC2", "GC2 12 (a)", "", "1", "unchecked"],
        ["CASE", "CASE 5.5", "reasons must be given", "1", "Anna; 2026-11-20"],
    ]


CASE = ["A v. Utopia, 2003 (T/C/9/D/1/2001), para. 5.5", "views", "Utopia", "reasons must be given", "1"]
ALBANIA = ["Concluding observations on Albania, 2019 (T/C/ALB/CO/2), para. 16", "concluding observations"]
ALBANIA += ["Albania", "an office for complaints", ""]


def test_what_bodies_have_said_is_listed_by_provision(built: BuiltProject) -> None:
    table = built.page("index").get_element_by_id("practice")
    assert [[folded(cell) for cell in row] for row in table.iter("tr")] == [
        ["Provision", "Said in", "Kind", "State", "About", "Cited in"],
        ["CONV 1", "GC 2, para. 7", "general comment", "", "", "1"],
        ["CONV 1", *CASE],
        ["CONV 1 (2)", *ALBANIA],
        ["CONV 2", "GC 2, para. 4", "general comment", "", "who is protected", "1, 2"],
        ["CONV 2", "GC 2, para. 5, para. 6", "general comment", "", "who is protected", "1"],
        ["CONV 3", *ALBANIA],
        ["CONV 3 (2)", *CASE],
    ]


def test_a_place_in_a_document_of_several_editions_is_unchecked_without_one(project: Path) -> None:
    toml = FILES["instruments/gc/instrument.toml"]
    rows = FILES["instruments/pinpoints.csv"]
    write_files(project, {"instruments/gc/instrument.toml": toml + 'editions = ["advance", "final"]\n'})
    assert list(check_source(project)) == []
    for edition, told in (
        ("", []),
        ("first", [(2, "pinpoints.csv: edition 'first' is none of GC2 paras. 4-6; there are advance, final")]),
    ):
        write_files(project, {"instruments/pinpoints.csv": rows.replace("final", edition)})
        assert [(finding.place.line, finding.message) for finding in check_source(project)] == told
    write_files(project, {"instruments/pinpoints.csv": rows.replace("final", "")})
    table = build(project).page("index").get_element_by_id("pinpoints")
    checked = {folded(row[1]): folded(row[4]) for row in table.iter("tr")}
    assert (checked["GC2 4"], checked["CASE 5.5"]) == ("unchecked", "Anna; 2026-11-20")
    write_files(project, FILES)


def test_a_place_behind_the_last_paragraph_is_a_finding(project: Path) -> None:
    text = FILES["index.rst"].replace("para. 7", "para. 21").replace("12 (a)", "112 (a)")
    write_files(project, {"index.rst": text})
    told = "which has 20 paragraphs; correct the number [normative.pinpoint]"
    assert build(project).warnings == [
        f"index.rst:4: duty: cites GC2 21, {told}",
        f"index.rst:4: duty: cites GC2 112 (a), {told}",
    ]
    # The check alone does not read notes.
    assert [finding.message for finding in check_source(project)] == [
        "duty: cites GC2 21, which has 20 paragraphs; correct the number"
    ]
    write_files(project, {"index.rst": FILES["index.rst"]})


def test_a_row_that_names_nothing_is_a_finding(project: Path) -> None:
    rows = "provision,about\nGC9 4,x\nGC2 4,x\nGC2 para. 4,y\n"
    write_files(project, {"instruments/pinpoints.csv": rows})
    toml = FILES["instruments/gc/instrument.toml"].replace("paragraphs = 20", "paragraphs = 0")
    write_files(project, {"instruments/gc/instrument.toml": toml})
    found = [(finding.place.line, finding.message) for finding in check_source(project)]
    assert found == [
        (7, "instrument.toml: 'paragraphs' must be a number, such as 90"),
        (2, "pinpoints.csv: unknown instrument 'GC9'; nearest are GC2"),
        (4, "pinpoints.csv: 'GC2 para. 4' stands in the file twice; remove one"),
    ]


def test_a_document_that_cannot_be_read_is_a_finding_and_the_others_are_there(project: Path) -> None:
    write_files(project, FILES)
    rows = (
        "key,type,symbol,title,paragraphs\nGC2,views,S/1,A,\n1X,views,S/2,B,\nC2,views,S/9,C,many\n"
        "CO-ALB,concluding observations,S/3,D,\nCASE,views,S/4,E,\nCASE,views,S/5,F,\n"
    )
    write_files(project, {"instruments/practice.csv": rows})
    found = [(finding.place.line, finding.message) for finding in check_source(project)]
    assert found == [
        (2, "practice.csv: key 'GC2' is also one in instrument.toml; choose another key"),
        (3, "practice.csv: key '1X' must begin with a letter and have only letters, digits, hyphens"),
        (4, "practice.csv: 'many' is no number of paragraphs; write one such as 90, or nothing"),
        (7, "practice.csv: key 'CASE' is also one in practice.csv; choose another key"),
    ]
    write_files(project, FILES)
