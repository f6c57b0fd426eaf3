"""Convergences, gaps and silences kept as CSV files: what a row gives, and every fault with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from normative.model.convergence import Convergence, Gap, Relation, Silence
from normative.model.files.relation import Entry, read_relations
from normative.model.instrument import Instrument
from normative.model.provision import Provision
from small_projects import write_files

Instruments = Mapping[str, Instrument]
HEADS = {
    "convergence.csv": "provisions,relation,reason,source,reviewed\n",
    "gaps.csv": "provision,counterpart,reason,source,reviewed\n",
    "not-addressed.csv": "provisions,reason,source,reviewed\n",
}


def read(folder: Path, instruments: Instruments, **rows: str) -> tuple[list[Entry], list[str]]:
    """Return the entries of the files named (``gaps`` for gaps.csv), and the findings as "file:line: message"."""
    names = {name.removesuffix(".csv").replace("-", "_"): name for name in HEADS}
    write_files(folder, {names[name]: HEADS[names[name]] + text for name, text in rows.items()})
    entries, findings = read_relations(folder, instruments)
    return entries, [f"{Path(item.place.path).name}:{item.place.line}: {item.message}" for item in findings]


def slugs(provisions: tuple[Provision, ...]) -> list[str]:
    """Return the slugs of provisions."""
    return [provision.slug for provision in provisions]


def test_every_column(tmp_path: Path, instruments: Instruments) -> None:
    entries, findings = read(
        tmp_path,
        instruments,
        convergence='CONV 3 (1); COMP obj. 1,synergy,Both say so.,"A/1, para. 2",2026-01-01\n',
        gaps="CONV 1-2,COMP,Nothing.,analysis,\n",
        not_addressed="CONV 10,Final.,,\n",
    )
    assert findings == []
    convergence, gap, silence = entries
    assert isinstance(convergence, Convergence)
    assert isinstance(gap, Gap)
    assert isinstance(silence, Silence)
    assert (slugs(convergence.left), slugs(convergence.right)) == (["conv-art-3-1"], ["comp-obj-1"])
    assert (convergence.relation, convergence.reason) == (Relation.SYNERGY, "Both say so.")
    assert (convergence.source, convergence.reviewed, convergence.place.line) == ("A/1, para. 2", "2026-01-01", 2)
    assert (slugs(gap.provisions), gap.counterpart, gap.reason) == (["conv-art-1", "conv-art-2"], "COMP", "Nothing.")
    assert (slugs(silence.provisions), silence.reason, silence.reviewed) == (["conv-art-10"], "Final.", "")


def test_several_provisions_a_side_make_every_pair(tmp_path: Path, instruments: Instruments) -> None:
    entries, _ = read(tmp_path, instruments, convergence="CONV 1; COMP obj. 1-2; CONV 2,tension,R,analysis,\n")
    (entry,) = entries
    assert isinstance(entry, Convergence)
    assert [(one.slug, other.slug) for one, other in entry.pairs] == [
        ("conv-art-1", "comp-obj-1"),
        ("conv-art-1", "comp-obj-2"),
        ("conv-art-2", "comp-obj-1"),
        ("conv-art-2", "comp-obj-2"),
    ]


def test_files_beside_an_instrument_are_read_after_those_of_all(tmp_path: Path, instruments: Instruments) -> None:
    write_files(
        tmp_path,
        {
            "gaps.csv": HEADS["gaps.csv"] + "CONV 1,COMP,First.,,\n",
            "conv/gaps.csv": HEADS["gaps.csv"] + "CONV 2,COMP,Second.,,\n",
        },
    )
    entries, findings = read_relations(tmp_path, instruments)
    assert findings == []
    assert [entry.reason for entry in entries] == ["First.", "Second."]


def test_no_files_give_nothing(tmp_path: Path, instruments: Instruments) -> None:
    assert read_relations(tmp_path, instruments) == ([], [])


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        (
            "convergence",
            "CONV 1; CONV 2,synergy,R,S,",
            "convergence.csv: 'CONV 1; CONV 2' does not relate two instruments; write 'KEY ...; OTHER-KEY ...'",
        ),
        (
            "convergence",
            "CONV 1; COMP obj. 1; OPEN 1,synergy,R,S,",
            "convergence.csv: 'CONV 1; COMP obj. 1; OPEN 1' does not relate two instruments; write 'KEY ...; OTHER-KEY ...'",
        ),
        (
            "convergence",
            "CONV 1; COMP obj. 1,harmony,R,S,",
            "convergence.csv: relation 'harmony' is not known; allowed are synergy, complement, tension",
        ),
        (
            "convergence",
            "CONV 1; NOPE 1,synergy,R,S,",
            "convergence.csv: unknown instrument 'NOPE'; nearest are OPEN, COMP",
        ),
        (
            "convergence",
            "CONV 1; COMP obj. 1,synergy,,S,",
            "convergence.csv: the cell 'reason' is empty; fill it, or remove the row",
        ),
        (
            "gaps",
            "CONV 1,NOPE,R,,",
            "gaps.csv: counterpart 'NOPE' is not the key of an instrument; write the instrument that lacks the provision",
        ),
        (
            "gaps",
            "one,COMP,R,,",
            "gaps.csv: unknown instrument 'one'; nearest are OPEN, CONV",
        ),
        (
            "not_addressed",
            "12,R,,",
            "not-addressed.csv: malformed citation '12': it does not begin with an instrument's key",
        ),
    ],
)
def test_a_row_that_says_nothing_is_left_out(
    tmp_path: Path, instruments: Instruments, name: str, row: str, expected: str
) -> None:
    good = {"convergence": "CONV 1; COMP obj. 1,synergy,R,S,", "gaps": "CONV 1,COMP,R,,", "not_addressed": "CONV 1,R,,"}
    entries, findings = read(tmp_path, instruments, **{name: f"{row}\n{good[name]}\n"})
    assert len(entries) == 1
    assert entries[0].place.line == 3
    (finding,) = findings
    assert finding == f"{expected.partition(':')[0]}:2: {expected}"


def test_what_can_be_read_of_a_row_is_used(tmp_path: Path, instruments: Instruments) -> None:
    entries, findings = read(tmp_path, instruments, gaps='"CONV 1, 99",COMP,R,,\n')
    assert [slugs(entry.provisions) for entry in entries if isinstance(entry, Gap)] == [["conv-art-1"]]
    assert len(findings) == 1
    assert findings[0].startswith("gaps.csv:2: gaps.csv: unknown provision 'CONV 99'")
