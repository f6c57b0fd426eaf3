"""Places in documents that read instruments: which are cited where, which somebody has checked, and which cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from normative.check import check_source
from small_projects import BuiltProject, build, folded, write_files, write_project

FILES = {
    "instruments/gc/instrument.toml": (
        'key = "GC2"\ntitle = "General comment No. 2"\nshort_title = "GC 2"\ntype = "general comment"\n'
        'standing = "interpretive"\ndefault_unit = "para"\nparagraphs = 20\nbibliography = "gc2"\n'
    ),
    "instruments/pinpoints.csv": (
        "provision,edition,about,checked_by,date\nGC2 paras. 4-5,final,who is protected,Anna,2026-11-20\n"
    ),
    "works.bib": "@misc{gc2,\n  title = {General comment No. 2},\n  year = {2013}\n}\n",
    "index.rst": """\
Text
====

.. obligation:: duty
   :basis: CONV 1
   :reading: GC2 para. 7

   States act. [#]_ And so on. :footcite:`gc2{paras. 5 and 12 (a)}`

.. [#] See :footcite:`gc2{para. 4}`. An older one said something else.

.. guidance:: advice
   :basis: GC2 para. 4; COMP obj. 1

   Courts should hear them.

.. footbibliography::

.. pinpoints::
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


def test_every_place_is_listed_with_where_it_is_cited_and_who_checked_it(built: BuiltProject) -> None:
    assert built.warnings == []
    table = built.page("index").get_element_by_id("pinpoints")
    assert [[folded(cell) for cell in row] for row in table.iter("tr")] == [
        ["Document", "Place", "About", "Cited in", "Checked"],
        ["GC2", "GC2 4", "who is protected", "1, 2", "Anna; 2026-11-20; final"],
        ["GC2", "GC2 5", "who is protected", "1", "Anna; 2026-11-20; final"],
        ["GC2", "GC2 7", "", "1", "unchecked"],
        ["GC2", "GC2 12 (a)", "", "1", "unchecked"],
    ]


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
    write_files(project, FILES)
