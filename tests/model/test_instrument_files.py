"""Reading instruments from their folders: what a complete one gives, and every fault with its line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from normative.model.diagnostics import Diagnostic
from normative.model.files.instrument import read_instruments
from normative.model.instrument import Instrument, Standing
from normative.model.provision import Level, Unit
from small_projects import COMP_CSV, CONV_TOML, write_files

TOML = 'key = "CONV"\ntitle = "Convention"\nstanding = "binding"\ndefault_unit = "art"\n'


def read(
    folder: Path, *, toml: str | bytes = TOML, csv: str | bytes | None = None
) -> tuple[dict[str, Instrument], list[str]]:
    """Return the instruments of a folder with one, and the findings as "file:line: message"."""
    write_files(folder, {"conv/instrument.toml": toml} | ({} if csv is None else {"conv/provisions.csv": csv}))
    return read_all(folder)


def read_all(folder: Path) -> tuple[dict[str, Instrument], list[str]]:
    """Return the instruments below a folder, and the findings as "file:line: message"."""
    instruments, findings = read_instruments(folder)
    assert {finding.kind for finding in findings} <= {Diagnostic.INSTRUMENT_DATA}
    found = []
    for finding in findings:
        name, _, message = finding.message.partition(": ")
        assert finding.place.path.endswith(f"/{name}")
        found.append(f"{Path(finding.place.path).relative_to(folder)}:{finding.place.line}: {message}")
    return instruments, found


@pytest.mark.parametrize("unit", Unit)
def test_a_default_unit_is_written_out_or_as_tables_print_it(unit: Unit, tmp_path: Path) -> None:
    for written in (unit.value, unit.word):
        instruments, findings = read(tmp_path, toml=CONV_TOML.replace('"art"', f'"{written}"'))
        assert (instruments["CONV"].default_unit, findings) == (unit, [])


def test_every_field(tmp_path: Path) -> None:
    instruments, findings = read(tmp_path, toml=CONV_TOML)
    assert findings == []
    conv = instruments["CONV"]
    assert conv.title == "Convention on Tests"
    assert conv.short_title == "Test Convention"
    assert conv.text_name == "the Convention"
    assert conv.standing is Standing.BINDING
    assert conv.default_unit is Unit.ARTICLE
    assert conv.adopted == datetime.date(1990, 12, 18)
    assert conv.in_force == "2003"
    assert conv.unverified == ("adopted",)
    assert conv.is_open


def test_names_that_are_left_out(tmp_path: Path) -> None:
    conv = read(tmp_path)[0]["CONV"]
    assert (conv.short_title, conv.text_name, conv.type) == ("Convention", "Convention", "document")


@pytest.mark.parametrize(
    "names",
    [
        "names = 3",
        'names = "x"',
        "[names]\nfr = 3",
        "[names.fr]\ntitel = 'x'",
        "[names.fr]\ntitle = 3",
        "[names]\nes.title = 3",
    ],
)
def test_names_in_other_languages_are_texts_by_language(names: str, tmp_path: Path) -> None:
    instruments, (finding,) = read(tmp_path, toml=f"{TOML}{names}\n")
    told = "'names' must hold a table for each language, as in [names.fr], of title, short_title, text_name, of_name"
    assert finding.endswith(f": {told}")
    assert instruments["CONV"].title == read(tmp_path)[0]["CONV"].title


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    instruments, findings = read(tmp_path, toml="\ufeff" + TOML, csv="\ufeffprovision\nart. 1\n")
    assert findings == []
    assert [provision.slug for provision in instruments["CONV"].records or ()] == ["conv-art-1"]


def test_no_folder_gives_no_instruments(tmp_path: Path) -> None:
    assert read_instruments(tmp_path / "absent") == ({}, [])


@pytest.mark.parametrize(
    ("toml", "finding"),
    [
        ('title = "A"\nstanding = "binding"\n', "None: lacks key; add 'key = \"...\"'"),
        ('key = ""\ntitle = "A"\n', "None: lacks key and standing; add 'key = \"...\"'"),
        ('key = 5\ntitle = "A"\nstanding = "binding"\n', "None: lacks key; add 'key = \"...\"'"),
        (
            'key = "1X"\ntitle = "A"\nstanding = "binding"\n',
            "1: key '1X' must begin with a letter and have only letters, digits, hyphens",
        ),
        (
            'key = "A B"\ntitle = "A"\nstanding = "binding"\n',
            "1: key 'A B' must begin with a letter and have only letters, digits, hyphens",
        ),
        (
            'key = "A"\ntitle = "A"\nstanding = "firm"\n',
            "3: 'standing' is 'firm'; allowed are binding, political, interpretive",
        ),
    ],
)
def test_an_instrument_that_cannot_be_used_is_left_out(tmp_path: Path, toml: str, finding: str) -> None:
    assert read(tmp_path, toml=toml) == ({}, [f"conv/instrument.toml:{finding}"])


@pytest.mark.parametrize(("toml", "line"), [("key = \n", "1"), ('key = "A"\nkey = "B"\n', "2")])
def test_what_is_not_toml_is_left_out(tmp_path: Path, toml: str, line: str) -> None:
    instruments, findings = read(tmp_path, toml=toml)
    assert instruments == {}
    assert len(findings) == 1
    assert findings[0].startswith(f"conv/instrument.toml:{line}: cannot be read (")
    assert findings[0].endswith("); correct the file, it must be TOML in UTF-8")


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("adopted = 1990", "5: 'adopted' must be a date such as 1990-12-18, or a year in quotes"),
        ("as_of = 2026-11-25T10:00:00", "5: 'as_of' must be a date such as 1990-12-18, or a year in quotes"),
        ("symbol = 12", "5: 'symbol' must be a text in quotes"),
        (
            'default_units = "art"',
            "5: unknown field 'default_units'; known are adopted, as_of, bibliography, binds_after, body, citation, complete_to, "
            "default_unit, editions, in_force, key, names, of_name, paragraphs, short_title, source, standing, state, symbol, text_name, title, type, unverified, url",
        ),
        ('unverified = "adopted"', "5: 'unverified' must be a list of texts in brackets, such as [\"adopted\"]"),
        ('unverified = ["adoptd"]', "5: 'unverified' names 'adoptd', which is not a field"),
    ],
)
def test_a_bad_field_alone_is_left_out(tmp_path: Path, line: str, finding: str) -> None:
    instruments, findings = read(tmp_path, toml=f"{TOML}{line}\n")
    assert findings == [f"conv/instrument.toml:{finding}"]
    assert instruments == read(tmp_path)[0]


def test_an_unknown_default_unit(tmp_path: Path) -> None:
    instruments, findings = read(tmp_path, toml=TOML.replace('"art"', '"clause"'))
    assert findings == [
        "conv/instrument.toml:4: 'default_unit' is 'clause'; allowed are preamble, art, part, obj, para, "
        "principle, chapter, section, goal, target, priority, rule, guideline, annex"
    ]
    assert instruments["CONV"].default_unit is None


def test_two_instruments_with_one_key(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/instrument.toml": TOML, "b/instrument.toml": TOML.replace("CONV", "Conv")})
    instruments, findings = read_all(tmp_path)
    assert list(instruments) == ["CONV"]
    assert findings == [
        f"b/instrument.toml:None: key 'Conv' is also that of {tmp_path / 'a/instrument.toml'}; choose another key"
    ]


@pytest.mark.parametrize(
    ("rows", "finding", "kept"),
    [
        ("art. 1\nart. one\nart. 2\n", "3: 'art. one' is not a provision: 'one' cannot be read", ["1", "2"]),
        ("art. 1\n\nart. 1\nart. 2\n", "4: 'CONV 1' stands in the file twice; remove one of the rows", ["1", "2"]),
        ('art. 1\n"art. 2, 3"\n', "3: 'art. 2, 3' is not a provision: it names more than one place", ["1"]),
        (
            "art. 1\nart. 3-5\n",
            "3: 'art. 3-5' is not a provision: a range can only name a section by its paragraphs, as in paras. 40-47",
            ["1"],
        ),
    ],
)
def test_a_bad_row_alone_is_left_out(tmp_path: Path, rows: str, finding: str, kept: list[str]) -> None:
    instruments, findings = read(tmp_path, csv=f"provision\n{rows}")
    assert findings == [f"conv/provisions.csv:{finding}"]
    assert [provision.slug for provision in instruments["CONV"].records or ()] == [f"conv-art-{name}" for name in kept]


def test_a_name_that_is_taken_as_another_name(tmp_path: Path) -> None:
    instruments, findings = read(tmp_path, csv="provision,also\nobj. 1,para. 7\npara. 7,\n")
    assert findings == ["conv/provisions.csv:3: 'CONV para. 7' stands in the file twice; remove one of the rows"]
    assert [provision.slug for provision in instruments["CONV"].records or ()] == ["conv-obj-1"]


def test_a_bad_other_name_is_left_out_of_its_row(tmp_path: Path) -> None:
    instruments, findings = read(tmp_path, csv="provision,also\nobj. 1,para. 7; seven\n")
    assert findings == ["conv/provisions.csv:2: 'seven' is not a provision: 'seven' cannot be read"]
    (record,) = (instruments["CONV"].records or {}).values()
    assert [name.slug for name in record.also] == ["conv-para-7"]


def test_a_parent_without_a_row_above(tmp_path: Path) -> None:
    instruments, findings = read(tmp_path, csv="provision,parent\nart. 1,part I\nart. 1 (1),\npart I,\n")
    assert findings == [
        "conv/provisions.csv:2: parent 'part I' has no row above this one; add it, or correct the parent"
    ]
    parents = {record.provision.slug: record.parent for record in (instruments["CONV"].records or {}).values()}
    assert parents["conv-art-1"] is None
    inner = parents["conv-art-1-1"]
    assert inner is not None
    assert inner.slug == "conv-art-1"


def test_levels_and_parents_under_other_names(tmp_path: Path) -> None:
    instruments, findings = read(tmp_path, csv=COMP_CSV)
    assert findings == []
    records = instruments["CONV"].records or {}
    levels = {provision.slug.removeprefix("conv-"): record.level for provision, record in records.items()}
    assert levels["para-5-6"] is Level.SECTION
    assert levels["para-5"] is Level.PARAGRAPH
    assert levels["para-6-a"] is Level.PRINCIPLE
    assert levels["obj-1"] is Level.OBJECTIVE
    assert levels["para-7-a"] is Level.ACTION
    assert levels["para-8-a-i"] is Level.LETTER


def test_a_file_without_rows_closes_the_instrument(tmp_path: Path) -> None:
    instruments, findings = read(tmp_path, csv="provision\n")
    assert findings == []
    assert not instruments["CONV"].is_open


def test_a_file_without_its_column_leaves_the_instrument_open(tmp_path: Path) -> None:
    """Else every citation of the instrument would be a finding of its own."""
    instruments, findings = read(tmp_path, csv="article\n1\n")
    assert findings == [
        "conv/provisions.csv:1: has no column 'provision'; the first line must name the columns provision, also, parent, "
        "subject, holder, note, source"
    ]
    assert instruments["CONV"].is_open


def test_a_very_long_subject(tmp_path: Path) -> None:
    long = "word " * 20_000
    instruments, findings = read(tmp_path, csv=f"provision,subject\nart. 1,{long}\n")
    assert findings == []
    (record,) = (instruments["CONV"].records or {}).values()
    assert len(record.subject) == 99_999


@pytest.mark.parametrize("word", ["art", "article"])
def test_a_default_unit_may_be_a_word(tmp_path: Path, word: str) -> None:
    instruments, findings = read(tmp_path, toml=TOML.replace('"art"', f'"{word}"'))
    assert findings == []
    assert instruments["CONV"].default_unit is Unit.ARTICLE


def test_rows_may_be_complete_to_a_level(tmp_path: Path) -> None:
    instruments, findings = read(tmp_path, toml=f'{TOML}complete_to = "article"\n')
    assert findings == []
    assert instruments["CONV"].complete_to is Level.ARTICLE
    _, findings = read(tmp_path, toml=f'{TOML}complete_to = "objective"\n')
    assert findings == ["conv/instrument.toml:5: 'complete_to' is 'objective'; allowed are article, paragraph, letter"]
