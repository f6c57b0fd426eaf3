"""What is known of States: from when a treaty binds them, what they reserved, and taking over a newer list."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from normative.check.findings import check_source
from normative.commands import main
from normative.model.instrument import EntryRule
from small_projects import CONV_TOML, build, folded, write_files, write_project

STATES = {
    "states/states.toml": 'as_of = "2020"\nday = 2020-06-30\n',
    "states/states.csv": "code,name\nNOR,Northland\nSOU,Southland\nWES,Westland\nEAS,Eastland\n",
    "states/ratifications.csv": (
        "state,instrument,status,date,action,source,note\n"
        "NOR,CONV,party,2001-11-30,accession,a list,\n"
        "Southland,CONV,party,2020-05-31,ratification,a list,\n"
        "WES,CONV,withdrawn,2012-04-05,,a list,\n"
        "EAS,CONV,party,2019,,,\n"
    ),
    "states/reservations.csv": "state,instrument,kind,about,source\nNOR,CONV,reservation,art. 4: no court,T/1\n",
    "instruments/conv/instrument.toml": CONV_TOML.replace(
        'in_force = "2003"', 'in_force = 2003-07-01\nbinds_after = "3 months, first of the month"'
    ),
}
PAGE = "Text\n====\n\n.. obligation:: duty\n   :basis: CONV 1\n\n   Act.\n\n.. state-panorama:: CONV\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", {**STATES, "index.rst": PAGE})


@pytest.mark.parametrize(
    ("rule", "deposit", "bound"),
    [
        (EntryRule(days=30), "2020-02-01", "2020-03-02"),
        (EntryRule(months=1), "2021-01-31", "2021-02-28"),
        (EntryRule(months=3), "2021-11-30", "2022-02-28"),
        (EntryRule(months=12), "2020-02-29", "2021-02-28"),
        (EntryRule(months=3, is_on_first=True), "2007-06-05", "2007-10-01"),
        (EntryRule(months=3, is_on_first=True), "2004-09-01", "2005-01-01"),
        (EntryRule(), "2020-02-01", "2020-02-01"),
    ],
)
def test_the_day_from_which_a_state_is_bound(rule: EntryRule, deposit: str, bound: str) -> None:
    assert rule.day(datetime.date.fromisoformat(deposit)).isoformat() == bound


def test_the_panorama_says_who_is_bound_and_from_when(project: Path) -> None:
    built = build(project)
    assert built.warnings == []
    (table,) = built.page("index").xpath("//table")
    rows = [[folded(cell) for cell in row] for row in table.iter("tr")]
    assert rows == [
        ["State", "CONV", "Bound from", "Obligations", "Paragraphs"],
        # The treaty itself was in force later.
        ["Northland", "2001-11-30*", "2003-07-01", "1", "all"],
        ["Southland", "2020-05-31, binds from 2020-09-01", "2020-09-01", "0", ""],
        ["Westland", "withdrawn 2012-04-05", "", "0", ""],
        ["Eastland", "2019†", "not recorded", "1", "all"],
    ]
    text = folded(built.page("index").body)
    assert "* Northland, CONV: reservation, art. 4: no court (T/1). † The row has no source." in text


def test_a_rule_that_is_none_and_a_kind_that_is_none_are_findings(project: Path) -> None:
    write_files(
        project,
        {
            "instruments/conv/instrument.toml": f'{CONV_TOML}binds_after = "soon"\n',
            "states/reservations.csv": "state,instrument,kind,about\nNOR,CONV,doubt,art. 4\n",
            "states/states.toml": 'as_of = "2020"\nday = "soon"\nall_named = [1]\n',
        },
    )
    expected = [
        "instrument.toml: 'binds_after' is 'soon'; write '30 days', '3 months' or '3 months, first of the month'",
        "reservations.csv: kind 'doubt' is not known; allowed are reservation, declaration",
        "states.toml: 'all_named' must be a list of the keys of instruments, each in quotes",
        "states.toml: 'day' must be a date without quotes, such as 2025-03-01",
    ]
    assert sorted(finding.message for finding in check_source(project)) == expected
    warned = [warning.partition(" [")[0].split(": ", 1)[1] for warning in build(project).warnings]
    assert sorted(warned) == expected


NEWER = (
    "state;instrument;status;date;action;source\n"
    "Southland;CONV;party;2020-05-31;ratification;a list\n"
    "NOR;CONV;withdrawn;2024-01-01;;T/2\n"
)


def take(project: Path, *arguments: str) -> int:
    return main(["states", str(project.parent / "newer.csv"), f"--source={project}", *arguments])


def test_a_newer_list_is_taken_over_and_its_changes_are_printed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.parent / "newer.csv").write_text(NEWER, encoding="utf-8-sig")
    sheet = project / "states" / "ratifications.csv"
    before = sheet.read_bytes()
    changed = (
        "changed: Northland, CONV: party 2001-11-30 accession (a list) → withdrawn 2024-01-01 (T/2)\n"
        "0 new, 1 changed, 0 removed, 3 as before\n"
    )
    assert take(project, "--dry-run") == 0
    assert capsys.readouterr().out == changed
    assert sheet.read_bytes() == before
    assert take(project) == 0
    assert capsys.readouterr().out == changed
    assert sheet.read_text().splitlines()[1] == "NOR,CONV,withdrawn,2024-01-01,,T/2,"
    assert take(project, "--complete") == 0
    assert capsys.readouterr().out.splitlines() == [
        "removed: Westland, CONV: withdrawn 2012-04-05 (a list)",
        "removed: Eastland, CONV: party 2019",
        "0 new, 0 changed, 2 removed, 2 as before",
    ]
    assert len(sheet.read_text().splitlines()) == 3


def test_a_complete_list_takes_out_whom_it_does_not_name_and_leaves_other_treaties_alone(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = project / "states" / "ratifications.csv"
    law = 'key = "LAW"\ntitle = "Law"\nstanding = "binding"\ndefault_unit = "art"\n'
    write_files(project, {"instruments/law/instrument.toml": law})
    with sheet.open("a") as file:
        file.write("WES,LAW,party,2018,,,with a note\n")
    head, newer = NEWER.splitlines()[0], project.parent / "newer.csv"
    newer.write_text(f"{head}\nWES;CONV;party;2020-01-01;accession;a list\n")
    assert take(project, "--complete") == 0
    assert capsys.readouterr().out.splitlines() == [
        "removed: Northland, CONV: party 2001-11-30 accession (a list)",
        "removed: Southland, CONV: party 2020-05-31 ratification (a list)",
        "changed: Westland, CONV: withdrawn 2012-04-05 (a list) → party 2020-01-01 accession (a list)",
        "removed: Eastland, CONV: party 2019",
        "0 new, 1 changed, 3 removed, 1 as before",
    ]
    newer.write_text(f"{head}\nNOR;CONV;party;2001-11-30;accession;\nWES;LAW;party;2018;;\n")
    assert take(project) == 0
    assert capsys.readouterr().out.splitlines() == [
        "changed: Westland, LAW: party 2018 with a note → party 2018",
        "new: Northland, CONV: party 2001-11-30 accession",
        "1 new, 1 changed, 0 removed, 1 as before",
    ]
    assert sheet.read_text().splitlines() == [
        "state,instrument,status,date,action,source,note",
        "WES,CONV,party,2020-01-01,accession,a list,",
        "WES,LAW,party,2018,,,",
        "NOR,CONV,party,2001-11-30,accession,,",
    ]
    written = sheet.stat().st_mtime_ns
    assert take(project) == 0
    assert capsys.readouterr().out == "0 new, 0 changed, 0 removed, 3 as before\n"
    assert sheet.stat().st_mtime_ns == written
    (project / "states" / "states.csv").unlink()
    with pytest.raises(SystemExit):
        take(project)
    assert f"there are no States in {project / 'states'}; write states.csv first" in capsys.readouterr().err
    newer.unlink()


def test_a_row_that_cannot_be_read_is_told_and_not_lost(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = project / "states" / "ratifications.csv"
    with sheet.open("a") as file:
        file.write("WES,COMP,party,2018,,,\n")
    before = sheet.read_bytes()
    (project.parent / "newer.csv").write_text(NEWER)
    assert take(project) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"ERROR: {sheet}:6: ratifications.csv: ")
    assert (said.out, sheet.read_bytes()) == ("", before)


def test_a_list_with_mistakes_changes_nothing_and_names_them_all(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "Nowhere;CONV;party;2020;;\nNOR;LAW;party;2020;;\nWES;CONV;friend;;;\nEAS;CONV;party;May;;\n"
    (project.parent / "newer.csv").write_text(NEWER + rows)
    before = (project / "states" / "ratifications.csv").read_bytes()
    assert take(project) == 1
    told = [line.partition("newer.csv:")[2].partition(": newer.csv: ") for line in capsys.readouterr().err.splitlines()]
    assert [(line, message[:22]) for line, _, message in told] == [
        ("4", "unknown State 'Nowhere"),
        ("5", "unknown instrument 'LA"),
        ("6", "status 'friend' is not"),
        ("7", "date 'May' is not a da"),
    ]
    assert (project / "states" / "ratifications.csv").read_bytes() == before
