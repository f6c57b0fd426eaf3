"""What is known of States, as files: what each row gives, and every fault with its file and line."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from normative.model.files.state import read_states
from normative.model.instrument import Instrument
from normative.model.state import Kind, Participation, Position, Reservation, StateRecord, States, Status, Vote
from small_projects import write_files

Instruments = Mapping[str, Instrument]
FILES = {
    "states.toml": 'as_of = "2022"\nsource = """\nTwo\nlists."""\nnote = "Careful."\n',
    "states.csv": "code,name,also\nNOR,Northland,\nSOU,Southland,Republic of the South; South\n",
    "ratifications.csv": (
        "state,instrument,status,date,action,source,note\n"
        "NOR,CONV,party,1999-02-03,accession,list,\n"
        "South,CONV,signatory,2004-11,,list,doubtful\n"
        "SOU,OPEN,party,2019,,,\n"
        "NOR,OPEN,party,,,,\n"
    ),
    "votes.csv": "state,instrument,vote,source\nSouthland,COMP,abstaining,record\n",
}


def read(folder: Path, instruments: Instruments, **files: str) -> tuple[States, list[str]]:
    """Return what the files say, some of them replaced, and the findings as "file:line: message [code]"."""
    replaced = {name: files.get(name.replace(".", "_"), text) for name, text in FILES.items()}
    write_files(folder, {name: text for name, text in replaced.items() if text})
    states, findings = read_states(folder, instruments)
    return states, [
        f"{Path(item.place.path).name}:{item.place.line}: {item.message} [{item.kind.code}]" for item in findings
    ]


def test_every_column(tmp_path: Path, instruments: Instruments) -> None:
    states, findings = read(tmp_path, instruments)
    assert findings == []
    assert (states.as_of, states.source, states.note) == ("2022", "Two lists.", "Careful.")
    assert states.records == (
        StateRecord(code="NOR", name="Northland"),
        StateRecord(code="SOU", name="Southland", also=("Republic of the South", "South")),
    )
    assert states.participation("NOR", "CONV") == Participation(
        state="NOR", instrument="CONV", status=Status.PARTY, date="1999-02-03", action="accession", source="list"
    )
    signed = states.participation("SOU", "CONV")
    assert signed is not None
    assert (signed.status, signed.date, signed.note) == (Status.SIGNATORY, "2004-11", "doubtful")
    assert states.votes == (Vote(state="SOU", instrument="COMP", position=Position.ABSTAINING, source="record"),)


def test_what_follows_from_the_rows(tmp_path: Path, instruments: Instruments) -> None:
    states, _ = read(tmp_path, instruments)
    assert states.treaties == {"CONV", "OPEN"}
    assert states.voted_on == {"COMP"}
    bound = {code: sorted(states.bound_by(code)) for code in ("NOR", "SOU", "XXX")}
    assert bound == {"NOR": ["CONV", "OPEN"], "SOU": ["OPEN"], "XXX": []}
    assert (states.parties("CONV"), states.parties("OPEN"), states.parties("COMP")) == (1, 2, 0)
    assert states.participation("NOR", "COMP") is None
    assert states.vote("NOR", "COMP") is None


def test_a_folder_without_states_gives_none(tmp_path: Path, instruments: Instruments) -> None:
    assert read_states(tmp_path, instruments) == (States(), [])


def test_ratifications_and_votes_may_be_missing(tmp_path: Path, instruments: Instruments) -> None:
    states, findings = read(tmp_path, instruments, ratifications_csv="", votes_csv="")
    assert findings == []
    assert len(states.records) == 2


@pytest.mark.parametrize(
    ("toml", "finding"),
    [
        ("", "states.toml:None: states.toml: is missing; add it with 'as_of = \"...\"', which says how current the data are"),
        ('source = "x"\n', "states.toml:None: states.toml: lacks as_of; add 'as_of = \"...\"', which says how current the data are"),
        ('as_of = "1"\nasof = "2"\n', "states.toml:2: states.toml: unknown field 'asof'; known are as_of, day, source, note, all_named"),
        ('as_of = "1"\nday = "2025-03-01"\n', "states.toml:2: states.toml: 'day' must be a date without quotes, such as 2025-03-01"),
        ('as_of = "1"\nday = 2025-03-01T10:00:00\n', "states.toml:2: states.toml: 'day' must be a date without quotes, such as 2025-03-01"),
        ('as_of = "1"\nall_named = [1]\n', "states.toml:2: states.toml: 'all_named' must be a list of the keys of instruments, each in quotes"),
        ('as_of = "1"\nall_named = "GCM"\n', "states.toml:2: states.toml: 'all_named' must be a list of the keys of instruments, each in quotes"),
        (
            'as_of = "1"\nnote = 1 2\n',
            "states.toml:2: states.toml: cannot be read (Expected newline or end of document after a statement "
            "(at line 2, column 10)); correct the file, it must be TOML in UTF-8",
        ),
    ],
)  # fmt: skip
def test_faults_of_the_description(toml: str, finding: str, tmp_path: Path, instruments: Instruments) -> None:
    states, findings = read(tmp_path, instruments, states_toml=toml)
    assert findings == [f"{finding} [instrument-data]"]
    assert len(states.participations) == 4
    assert (states.day, states.all_named) == (None, frozenset())


def test_a_date_of_toml_is_a_text(tmp_path: Path, instruments: Instruments) -> None:
    assert read(tmp_path, instruments, states_toml="as_of = 2022-12-31\n")[0].as_of == "2022-12-31"


def test_faults_of_states(tmp_path: Path, instruments: Instruments) -> None:
    states, findings = read(
        tmp_path,
        instruments,
        states_csv="code,name,also\nNOR,Northland,\nN R,Spaced,\nNOR,Again,\nSOU,Southland,Northland\nWES,Westland,\n",
        ratifications_csv="",
        votes_csv="",
    )
    assert [record.code for record in states.records] == ["NOR", "WES"]
    assert findings == [
        "states.csv:3: states.csv: code 'N R' is not allowed; write letters and digits, such as 'DZA' [instrument-data]",
        "states.csv:4: states.csv: 'NOR' stands in the file twice; remove one of the two [instrument-data]",
        "states.csv:5: states.csv: 'Northland' stands in the file twice; remove one of the two [instrument-data]",
    ]


def test_faults_of_ratifications(tmp_path: Path, instruments: Instruments) -> None:
    rows = [
        "Northlan,CONV,party,1999,,,",
        "XYZ,CONV,party,1999,,,",
        "NOR,CONVX,party,1999,,,",
        "NOR,COMP,party,1999,,,",
        "NOR,OPEN,member,1999,,,",
        "SOU,OPEN,party,1999-13,,,",
        "NOR,CONV,party,2005-W16-4,,,",
        "Northland,CONV,party,2000,,,",
        "SOU,CONV,party,2000-02-29,,,",
    ]
    states, findings = read(
        tmp_path,
        instruments,
        ratifications_csv="state,instrument,status,date,action,source,note\n" + "\n".join(rows) + "\n",
    )
    wrong_date = "is not a date; write 2005-04-21, or 2005-04 or 2005 where no more is known [instrument-data]"
    assert [(item.state, item.date) for item in states.participations] == [("SOU", "2000-02-29")]
    assert [finding.removeprefix("ratifications.csv:") for finding in findings] == [
        "2: ratifications.csv: unknown State 'Northlan'; nearest are Northland, Southland [unknown-state]",
        "3: ratifications.csv: unknown State 'XYZ'; add the State to states.csv [unknown-state]",
        "4: ratifications.csv: unknown instrument 'CONVX'; nearest are CONV [unknown-instrument]",
        "5: ratifications.csv: 'COMP' is political; ratifications are of binding instruments, votes on political ones "
        "[instrument-data]",
        "6: ratifications.csv: status 'member' is not known; allowed are party, signatory, withdrawn [instrument-data]",
        f"7: ratifications.csv: date '1999-13' {wrong_date}",
        f"8: ratifications.csv: date '2005-W16-4' {wrong_date}",
        "9: ratifications.csv: 'Northland' and 'CONV' are also in line 8; remove one of the two [instrument-data]",
    ]


def test_faults_of_votes(tmp_path: Path, instruments: Instruments) -> None:
    states, findings = read(
        tmp_path, instruments, votes_csv="state,instrument,vote,source\nNOR,COMP,yes,\nNOR,CONV,against,\n"
    )
    assert states.votes == ()
    assert findings == [
        "votes.csv:2: votes.csv: vote 'yes' is not known; allowed are in favour, against, abstaining, not voting "
        "[instrument-data]",
        "votes.csv:3: votes.csv: 'CONV' is binding; ratifications are of binding instruments, votes on political ones "
        "[instrument-data]",
    ]


def test_reservations_and_their_faults(tmp_path: Path, instruments: Instruments) -> None:
    rows = (
        "state,instrument,kind,about,date,source",
        "NOR,CONV,reservation,art. 4: no court,1999-02,T/1",
        "South,CONV,declaration,art. 1,,",
        "NOR,CONV,declaration,art. 2,,",
        "NOR,CONV,protest,art. 3,,",
        "NOR,COMP,declaration,obj. 1,,",
        "WES,CONV,declaration,art. 3,,",
        "NOR,CONV,declaration,art. 3,soon,",
    )
    write_files(tmp_path, {"reservations.csv": "\n".join([*rows, ""])})
    states, findings = read(tmp_path, instruments)
    first = Reservation(
        state="NOR", instrument="CONV", kind=Kind.RESERVATION, about="art. 4: no court", date="1999-02", source="T/1"
    )
    assert states.said("NOR", "CONV") == (
        first,
        replace(first, kind=Kind.DECLARATION, about="art. 2", date="", source=""),
    )
    assert [item.about for item in states.said("SOU", "CONV")] == ["art. 1"]
    assert states.said("SOU", "OPEN") == ()
    assert [finding.partition(";")[0].partition(" [")[0] for finding in findings] == [
        "reservations.csv:5: reservations.csv: kind 'protest' is not known",
        "reservations.csv:6: reservations.csv: 'COMP' is political",
        "reservations.csv:7: reservations.csv: unknown State 'WES'",
        "reservations.csv:8: reservations.csv: date 'soon' is not a date",
    ]


def test_a_row_lacks_a_source_only_where_others_have_one() -> None:
    bare = Participation(state="NOR", instrument="CONV", status=Status.PARTY)
    sourced = replace(bare, state="SOU", source="a list")
    assert not States(participations=(bare,)).lacks_source(bare)
    both = States(participations=(bare, sourced))
    assert [both.lacks_source(item) for item in (bare, sourced)] == [True, False]


@pytest.mark.parametrize(
    ("status", "binds_from", "day", "is_bound"),
    [
        (Status.PARTY, None, None, True),
        (Status.PARTY, "2020-06-30", None, True),
        (Status.PARTY, None, "2020-06-30", True),
        (Status.PARTY, "2020-06-29", "2020-06-30", True),
        (Status.PARTY, "2020-06-30", "2020-06-30", True),
        (Status.PARTY, "2020-07-01", "2020-06-30", False),
        (Status.SIGNATORY, None, None, False),
        (Status.WITHDRAWN, "2020-06-29", "2020-06-30", False),
    ],
)
def test_a_treaty_binds_a_party_from_its_day_on(
    status: Status, binds_from: str | None, day: str | None, is_bound: bool
) -> None:
    def date(text: str | None) -> datetime.date | None:
        return datetime.date.fromisoformat(text) if text else None

    row = Participation(state="NOR", instrument="CONV", status=status, binds_from=date(binds_from))
    states = States(participations=(row,), day=date(day))
    assert (states.is_bound(row), states.parties("CONV"), states.bound_by("NOR")) == (
        is_bound,
        int(is_bound),
        frozenset({"CONV"} if is_bound else ()),
    )
