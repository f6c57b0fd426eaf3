"""The page of States: places for links, what a script needs and only there, and files that follow the data."""

from __future__ import annotations

import json
import shutil
import zlib
from pathlib import Path

import openpyxl
import pytest

from approved import assert_approved
from conftest import MakeProject
from small_projects import BuiltProject, build, folded, write_files, written

STATES = {
    "states/states.toml": 'as_of = "2022"\nsource = "a list & more"\n',
    "states/states.csv": "code,name,also\nNOR,Northland,\nSOU,Southland,South\nWES,Westland,\n",
    "states/ratifications.csv": "state,instrument,status,date\nNOR,CONV,party,1999-02-03\nSOU,OTHER,party,2019\n",
    "states/votes.csv": "state,instrument,vote\nWES,COMP,against\n",
    "instruments/other/instrument.toml": 'key = "OTHER"\ntitle = "Other"\nstanding = "binding"\ndefault_unit = "art"\n',
}
PAGES = {
    "index.rst": "Title\n=====\n\n.. toctree::\n\n   text\n   states\n",
    "text.rst": (
        "Text\n====\n\n.. obligation:: one\n   :basis: CONV 1; OTHER 3\n\n   Text one.\n\n"
        ".. obligation:: two\n   :basis: CONV 2; COMP obj. 1\n\n   Text two.\n\n.. paragraph-list::\n"
    ),
    "states.rst": (
        "States\n======\n\n.. state-panorama:: CONV\n\n.. state-panorama:: CONV\n   :rows: paragraphs\n\n"
        ".. state-panorama:: OTHER\n"
    ),
    **STATES,
}


@pytest.fixture
def built(make_project: MakeProject) -> BuiltProject:
    return make_project(PAGES)


def test_nothing_is_found(built: BuiltProject) -> None:
    assert built.warnings == []


def test_what_a_search_and_other_projects_find_is_as_approved(make_project: MakeProject) -> None:
    built = make_project({**PAGES, "text.rst": f"{PAGES['text.rst']}\n.. instrument:: CONV\n"})
    *_, packed = (built.outdir / "objects.inv").read_bytes().split(b"\n", 4)
    lines = zlib.decompress(packed).decode().splitlines(keepends=True)
    assert_approved("inventory", "".join(line for line in lines if " normative:" in line))


def test_each_state_is_a_place_once_with_its_treaties(built: BuiltProject) -> None:
    page = built.page("states")
    found = [
        (row.getparent().getparent().get("class"), row.get("id"), row.get("data-treaties"))
        for row in page.xpath("//tr[@id]")
    ]
    assert found == [
        ("matrix-table", "state-nor", "CONV"),
        ("matrix-table", "state-sou", "OTHER"),
        ("matrix-table", "state-wes", None),
    ]
    behind = page.xpath("//div[@id='state-panorama-conv-paragraphs']//tbody/tr")
    assert [(folded(row.xpath("./th")[0]), row.get("data-treaties")) for row in behind] == [
        ("1", "CONV"),
        ("1", "OTHER"),
        ("2", "CONV"),
    ]


def test_the_table_is_complete_without_a_script(built: BuiltProject) -> None:
    page = built.page("states")
    (table,) = page.xpath("//div[@id='state-panorama-conv']")
    assert "States inside and outside the CONV (as of 2022)" in folded(table)
    assert "Source of the data on States: a list & more" in folded(table)
    rows = [[folded(cell) for cell in row] for row in table.xpath(".//tbody/tr")]
    assert rows == [
        ["Northland", "1999-02-03", "", "not recorded", "2", "all"],
        ["Southland", "", "2019", "not recorded", "1", "1"],
        ["Westland", "", "", "against", "0", ""],
    ]
    assert page.xpath("//select") == []
    assert page.xpath("//*[@hidden]") == []


def test_the_script_is_on_pages_with_a_panorama_alone(built: BuiltProject) -> None:
    with_script = [
        name for name in ("index", "text", "states") if built.page(name).xpath("//script[contains(@src, 'panorama')]")
    ]
    assert with_script == ["states"]


@pytest.mark.parametrize("builder", ["normative-epub", "singlehtml", "text", "latex"])
def test_other_outputs_have_the_tables_and_no_script(builder: str, make_project: MakeProject) -> None:
    built = make_project(PAGES, builder)
    texts = [path for path in built.outdir.rglob("*") if path.suffix in {".html", ".xhtml", ".txt", ".tex"}]
    content = "".join(path.read_text(encoding="utf-8") for path in texts)
    assert "Southland" in content
    assert "panorama.js" not in content


def test_files_lead_to_the_states(built: BuiltProject) -> None:
    folder = built.outdir / "matrices"
    table = json.loads((folder / "state-panorama-conv.json").read_text(encoding="utf-8"))
    assert table["rows"][0]["cells"][0] == {
        "links": [{"kind": "state", "target": "state-nor", "text": "Northland", "href": "../states.html#state-nor"}]
    }
    sheet = openpyxl.load_workbook(folder / "state-panorama-conv.xlsx").worksheets[0]
    column = [cell.value for cell in sheet["A"]]
    assert "Source of the data on States: a list & more" in column
    assert sheet["A1"].value == "States inside and outside the CONV (as of 2022)"


def test_a_search_finds_the_states(built: BuiltProject) -> None:
    found = {item[0]: item[2:5] for item in built.app.env.domains["normative"].get_objects()}
    assert found["Southland"] == ("state", "states", "state-sou")
    assert "Southland" in (built.outdir / "searchindex.js").read_text(encoding="utf-8")


def test_without_the_folder_nothing_changes(make_project: MakeProject) -> None:
    pages = {
        "index.rst": "Title\n=====\n\n.. obligation:: one\n   :basis: CONV 1\n\n   Text one.\n\n.. coverage:: CONV\n"
    }
    plain = make_project(pages, name="plain")
    with_states = make_project({**pages, **STATES}, name="with-states")
    assert plain.warnings == with_states.warnings == []
    one, other = written(plain.outdir), written(with_states.outdir)
    changed = {name for name in one if "matrices/" not in name and one[name] != other[name]}
    assert changed <= {"needs.json", "objects.inv", "searchindex.js"}


def test_the_folder_can_lie_elsewhere(make_project: MakeProject) -> None:
    pages = {name.replace("states/", "data/"): text for name, text in PAGES.items()}
    built = make_project(pages, configuration='normative_states = "data"\n')
    assert built.warnings == []
    assert "Southland" in built.text("states")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("states/ratifications.csv", "NOR,CONV,party", "NOR,CONV,signatory"),
        ("states/votes.csv", "against", "in favour"),
        ("states/states.csv", "Westland", "Farland"),
        ("states/states.toml", "2022", "2023"),
        ("text.rst", "CONV 2;", "CONV 2; OTHER 4;"),
    ],
)
def test_an_incremental_build_equals_a_clean_one(
    file: str, old: str, new: str, make_project: MakeProject, tmp_path: Path
) -> None:
    first = make_project(PAGES)
    before = (first.outdir / "states.html").read_bytes()
    text = (first.source / file).read_text(encoding="utf-8")
    assert old in text
    write_files(first.source, {file: text.replace(old, new)})
    again = build(first.source)
    copy = tmp_path / "copy"
    shutil.copytree(first.source, copy, ignore=shutil.ignore_patterns("_build"))
    clean = build(copy)
    assert again.warnings == clean.warnings == []
    assert written(again.outdir) == written(clean.outdir)
    assert (clean.outdir / "states.html").read_bytes() != before
