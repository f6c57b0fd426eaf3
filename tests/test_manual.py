"""The manual's examples work and show what it says, and it names every directive, option, role and file."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest
from lxml import html

from approved import assert_approved, in_lines
from conftest import MakeProject
from normative.authoring.directives import rooms
from normative.authoring.directives.inputs import DispositionDirective, QuestionDirective
from normative.authoring.directives.paragraphs import ParagraphDirective
from normative.authoring.directives.relations import ConvergenceDirective, GapDirective, SilenceDirective
from normative.authoring.directives.rooms import ROOMS
from normative.authoring.directives.tables import DIRECTIVES
from normative.model.citation import parse_citation
from normative.model.files.instrument import read_instruments
from normative.model.provision import print_in_text, table_text
from normative.outputs.document.documents import TextDocument
from small_projects import PARTS, BuiltProject, build, write_files, write_project

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "source" / "manual"
BIBLIOGRAPHY = sorted((ROOT / "bib").glob("*.bib"))
SHOWN = ROOT / "tests" / "roots" / "tutorial" / "shown"


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> BuiltProject:
    source = tmp_path_factory.mktemp("tutorial") / "source"
    shutil.copytree(ROOT / "tests" / "roots" / "tutorial", source)
    return build(source, "html")


def test_the_tutorial_builds_without_a_finding(tutorial: BuiltProject) -> None:
    assert tutorial.warnings == []


def test_the_tutorials_paragraphs_are_in_its_matrix(tutorial: BuiltProject) -> None:
    path = tutorial.outdir / "matrices" / "traceability-paragraphs-rc-gcr.json"
    matrix = json.loads(path.read_text(encoding="utf-8"))
    cells = {row["cells"][0]["links"][0]["target"]: row["cells"] for row in matrix["rows"]}
    assert [link["text"] for link in cells["no-penalty-for-entry"][2]["links"]] == ["RC 31"]
    assert [link["text"] for link in cells["identification-on-arrival"][3]["links"]] == ["GCR para. 60"]


def test_the_commitment_refers_to_the_obligation_by_number(tutorial: BuiltProject) -> None:
    page = html.parse(str(tutorial.outdir / "text.html"))
    (link,) = page.xpath("//div[@id='identification-on-arrival']//p/a")
    assert (link.text_content(), link.get("href")) == ("1", "#no-penalty-for-entry")


def test_the_coverage_of_the_tutorial_is_complete(tutorial: BuiltProject) -> None:
    page = html.parse(str(tutorial.outdir / "tables.html"))
    states = page.xpath("//div[@id='coverage-rc']//tbody//td[2]/span/text()")
    assert Counter(state.strip() for state in states if state.strip()) == {
        "addressed": 3,
        "justified": 2,
        "unreviewed": 2,
    }


@pytest.mark.parametrize(
    ("shown", "table"),
    [
        ("traceability", "traceability-paragraphs-rc-gcr"),
        ("coverage", "coverage-rc"),
        ("convergence", "convergence-rc-gcr"),
    ],
)
def test_the_tables_that_the_tutorial_shows_are_its_own(tutorial: BuiltProject, shown: str, table: str) -> None:
    written = (tutorial.outdir / "matrices" / f"{table}.csv").read_text(encoding="utf-8-sig")
    assert (SHOWN / f"{shown}.csv").read_text(encoding="utf-8") == written


def test_the_findings_that_the_tutorial_shows_are_those_of_the_missing_row(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(SHOWN.parent, source)
    rows = source / "instruments" / "convention" / "provisions.csv"
    kept = [line for line in rows.read_text(encoding="utf-8").splitlines() if not line.startswith("art. 31 (1)")]
    rows.write_text("\n".join(kept) + "\n", encoding="utf-8")
    found = build(source, "html").warnings
    assert (SHOWN / "findings.txt").read_text(encoding="utf-8").splitlines() == found


def spellings(name: str) -> list[tuple[str, str]]:
    """Return the rows of the table of this name in the manual's page of citations."""
    text = (MANUAL / "citations.rst").read_text(encoding="utf-8")
    _, after = text.split(f":name: {name}\n", 1)
    table = re.split(r"^\S", after, maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"^   \* - ``(.+)``\n     - (.+)$", table, re.MULTILINE)


@pytest.mark.parametrize(("written", "meant"), spellings("spellings"))
def test_each_spelling_means_what_the_manual_says(written: str, meant: str) -> None:
    instruments, findings = read_instruments(ROOT / "source" / "instruments")
    citation = parse_citation(written, instruments)
    assert (findings, citation.problems) == ([], ())
    assert table_text(citation.provisions, lambda key: instruments[key].default_unit) == meant


@pytest.mark.parametrize(("written", "printed"), spellings("running-text"))
def test_each_citation_is_printed_in_running_text_as_the_manual_says(written: str, printed: str) -> None:
    instruments, _ = read_instruments(ROOT / "source" / "instruments")
    citation = parse_citation(written, instruments)
    pieces = print_in_text(citation.provisions, lambda key: instruments[key].text_name)
    assert "".join(piece.text for piece in pieces) == printed


@pytest.mark.parametrize(("written", "found"), spellings("wrong-spellings"))
def test_each_wrong_spelling_is_found_as_the_manual_says(written: str, found: str) -> None:
    instruments, _ = read_instruments(ROOT / "source" / "instruments")
    assert [problem.message for problem in parse_citation(written, instruments).problems] == [found]


@pytest.mark.parametrize(("name", "least"), [("spellings", 15), ("running-text", 4), ("wrong-spellings", 7)])
def test_the_manual_shows_the_spellings(name: str, least: int) -> None:
    assert len(spellings(name)) >= least


@pytest.mark.parametrize(
    ("page", "options"),
    [
        ("paragraphs", ParagraphDirective.option_spec),
        ("relations", {**ConvergenceDirective.option_spec, **GapDirective.option_spec, **SilenceDirective.option_spec}),
        ("inputs", {**QuestionDirective.option_spec, **DispositionDirective.option_spec}),
        ("tables", [name for directive in DIRECTIVES for name in directive.option_spec]),
    ],
)
def test_the_manual_names_every_option(page: str, options: list[str]) -> None:
    text = (MANUAL / f"{page}.rst").read_text(encoding="utf-8")
    assert [
        name for name in options if f":{name}:" not in text and f":{name}: " not in text and f":{name}" not in text
    ] == []


def test_repeated_footnotes_are_as_the_manual_says(tmp_path: Path) -> None:
    text = (MANUAL / "footnotes.rst").read_text(encoding="utf-8")
    rows = re.findall(r"^   \* - ``(:footcite:.+`)``\n     - (.+)$", text.split(":name: forms\n")[1], re.MULTILINE)
    source = write_files(
        tmp_path,
        {
            "conf.py": f"extensions = {list(PARTS)}\nbibtex_bibfiles = [{', '.join(f'{str(path)!r}' for path in BIBLIOGRAPHY)}]\n",
            "index.rst": "Title\n=====\n\n" + " ".join(f"Text. {written}" for written, _ in rows),
        },
    )
    notes = (
        build(source, "html", confoverrides={"suppress_warnings": ["normative"]})
        .page()
        .xpath("//aside[@role='doc-footnote']/p")
    )
    assert [" ".join(note.text_content().split()) for note in notes] == [printed for _, printed in rows]
    assert len(rows) == 5


def test_the_manual_names_every_table() -> None:
    text = (ROOT / "tests" / "roots" / "tutorial" / "tables.rst").read_text(encoding="utf-8")
    assert [kind.kind for kind in DIRECTIVES if f".. {kind.kind}::" not in text] == []


def test_readme_and_manual_name_the_same_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    install = (MANUAL / "install.rst").read_text(encoding="utf-8")
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    command = "python3 -m venv .venv && .venv/bin/pip install -q nox && .venv/bin/nox"
    assert command in readme
    assert command in install
    assert command in gate


def test_every_picture_of_the_readme_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", readme)
    assert len(pictures) > 3
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_the_manual_names_every_setting_of_a_document() -> None:
    text = (MANUAL / "documents.rst").read_text(encoding="utf-8")
    table = text.split(":name: settings-of-documents\n")[1].split("The source is read", 1)[0]
    written = re.findall(r"^   \* - ``(\w+)``$", table, re.MULTILINE)
    assert written == [item.name for item in fields(TextDocument) if item.name != "name"]


def test_the_table_of_events_names_every_handler(tmp_path: Path) -> None:
    text = (MANUAL / "architecture.rst").read_text(encoding="utf-8").split(":name: events\n")[1]
    rows = re.findall(
        r"^   \* - ``([\w-]+)``\n     - (\d+)\n     -(?: (\w+))?\n     - ``([\w.]+)``$", text, re.MULTILINE
    )
    listeners = build(write_project(tmp_path, {"index.rst": "T\n=\n"})).app.events.listeners
    own = [
        (event, str(listener.priority), listener.handler.__name__)
        for event, connected in listeners.items()
        for listener in connected
        if listener.handler.__module__.startswith("normative.")
    ]
    assert Counter((event, priority, name.split(".")[-1]) for event, priority, _, name in rows) == Counter(own)
    assert {part for _, _, part, _ in rows} == {"", *(part.partition(".")[2] for part in PARTS)}


def test_the_manual_names_every_part() -> None:
    text = (MANUAL / "configuration.rst").read_text(encoding="utf-8").split(":name: table-of-parts\n")[1]
    assert re.findall(r"^   \* - ``(normative[\w.]*)``$", text, re.MULTILINE) == list(PARTS)


def test_the_picture_has_the_rooms_in_the_order_that_is_proven() -> None:
    settings = tomllib.loads((MANUAL.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert list(ROOMS) == layers
    package = Path(rooms.__file__).parents[2]
    assert sorted(ROOMS) == sorted(path.parent.name for path in package.glob("*/__init__.py"))


def test_the_picture_is_as_approved_and_counts_the_modules_of_each_room(make_project: MakeProject) -> None:
    steps = "   authoring: it ``begins``.\n\n   model: it goes on: here.\n   commands: it ends\n"
    page = make_project({"index.rst": f"T\n=\n\n.. normative-rooms::\n\n{steps}"}).page()
    (drawing,), (way,) = page.xpath("//svg"), page.xpath("//ol")
    counts = [text for text in drawing.xpath(".//text/text()") if text.endswith(" modules")]
    package = Path(rooms.__file__).parents[2]
    paths = [sorted((package / room).rglob("*.py")) for room in ROOMS]
    assert counts == [f"{sum(path.stem != '__init__' for path in found)} modules" for found in paths]
    picture = "".join(html.tostring(part, encoding="unicode") for part in (drawing, way))
    assert_approved("rooms", re.sub(r"\d+ modules", "N modules", in_lines(picture)))


def test_a_step_through_a_room_that_is_none_is_an_error(make_project: MakeProject) -> None:
    built = make_project({"index.rst": "T\n=\n\n.. normative-rooms::\n\n   cellar: it waits.\n   attic: too.\n"})
    assert any("'cellar' is no room; rooms are commands, house" in warning for warning in built.warnings)
