"""Each file of tests/findings is a source with the findings that are expected of it; the whole list is compared.

A line ``.. expect: LINE: message [normative.code]`` names one; ``FILE:LINE`` where it is in another file. Every sentence of
the source is in the page all the same. A folder beside a source, named like it, holds further files of its project.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import MakeProject

FOLDER = Path(__file__).with_name("findings")
EXPECTED = re.compile(r"^\.\. expect: (?:(?P<file>[\w./-]+):)?(?P<line>\d+): (?P<message>.+)$", re.MULTILINE)
#: Words of a source that are markup and no text.
SENTENCE = re.compile(r"^ *(?:\([a-z]+\) )?([A-Z][\w ,'()]+)\.$", re.MULTILINE)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.rst")), ids=lambda path: path.stem)
def test_findings(path: Path, make_project: MakeProject) -> None:
    source = path.read_bytes().decode()
    name = path.name
    folder = path.with_suffix("")
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    built = make_project({"index.rst": source, "extra.inc": ".. obligation:: included\n\n   Included text.\n", **files})
    expected = [
        f"{match['file'] or 'index.rst'}:{match['line']}: {match['message']}" for match in EXPECTED.finditer(source)
    ]
    assert [warning.strip() for warning in built.warnings] == expected, name
    assert expected or name.startswith("none"), "the file expects nothing"
    text = built.text()
    assert [sentence for sentence in SENTENCE.findall(source) if " ".join(sentence.split()) not in text] == []


def test_every_kind_that_a_source_can_have_is_expected_somewhere() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.rst"))
    kinds = set(re.findall(r"\[normative\.([a-z-]+)\]", sources))
    assert kinds == {
        "addressed-and-justified",
        "bad-option",
        "binding-words",
        "bulk-basis",
        "commitment-without-political-basis",
        "convergence-within-one-instrument",
        "coverage-below-threshold",
        "document",
        "duplicate-convergence",
        "duplicate-id",
        "duplicate-profile",
        "duplicate-table",
        "empty-paragraph",
        "malformed-acceptance",
        "malformed-citation",
        "malformed-footnote-citation",
        "malformed-id",
        "instrument-data",
        "nothing-to-accept",
        "obligation-without-binding-basis",
        "pinpoint-style",
        "term",
        "unknown-bibliography-key",
        "unknown-holder",
        "unknown-instrument",
        "unknown-paragraph",
        "unknown-provision",
        "unknown-state",
    }


@pytest.mark.parametrize("change", ["bom", "crlf", "tabs"])
def test_spelling_of_the_file_does_not_matter(change: str, make_project: MakeProject) -> None:
    source = "Title\n=====\n\n.. obligation:: one\n   :basis: CONV 99\n\n   Kept text.\n"
    written = {
        "bom": b"\xef\xbb\xbf" + source.encode(),
        "crlf": source.replace("\n", "\r\n").encode(),
        "tabs": source.replace("   ", "\t").encode(),
    }[change]
    built = make_project({"index.rst": written})
    assert built.warnings == [
        "index.rst:4: one: obligation rests on no binding provision; cite one in :basis:, or mark the paragraph as "
        "guidance [normative.obligation-without-binding-basis]",
        "index.rst:5: one: unknown provision 'CONV 99'; nearest are CONV 4, CONV 3, CONV 2 [normative.unknown-provision]",
    ]
    assert "Kept text." in built.text()


def test_findings_in_files_name_them(make_project: MakeProject) -> None:
    files = {
        "index.rst": "Title\n=====\n\nKept text.\n",
        "instruments/bad/instrument.toml": b'key = "\xe9"\n',
        "instruments/gaps.csv": "provision,counterpart,reason\nCONV 77,COMP,Because.\n",
    }
    assert make_project(files).warnings == [
        "instruments/bad/instrument.toml:1: instrument.toml: cannot be read ('utf-8' codec can't decode byte 0xe9 in position 7: "
        "invalid continuation byte); correct the file, it must be TOML in UTF-8 [normative.instrument-data]",
        "instruments/gaps.csv:2: gaps.csv: unknown provision 'CONV 77'; nearest are CONV 4, CONV 3, CONV 2 "
        "[normative.unknown-provision]",
    ]
