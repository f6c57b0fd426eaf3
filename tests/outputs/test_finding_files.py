"""The machine-readable report says what the build says, in JSON and in SARIF, for all outputs together."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from normative.model.diagnostics import Diagnostic
from normative.model.files.finding import Reported, as_sarif, merged, read_json
from normative.outputs.typst.compilation import PdfError
from small_projects import BuiltProject, build, write_project

PAGE = """\
Title
=====

.. guidance:: accepted
   :basis: COMP obj. 2
   :accept: binding-words: the Compact's own word

   Authorities must do one thing.

.. obligation:: alone

   States do two things, see :provision:`CONV 99`.

.. image:: dot.png
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)
FILES: dict[str, str | bytes] = {"index.rst": PAGE, "dot.png": PNG, "instruments/gaps.csv": "a\n"}


def project(folder: Path) -> Path:
    (folder / "pyproject.toml").write_text("", encoding="utf-8")
    return write_project(folder / "my text", FILES, configuration='normative_findings = ".."\n')


def report(built: BuiltProject, ending: str = "json") -> Any:
    return json.loads((built.outdir.parent / f"findings.{ending}").read_text(encoding="utf-8"))


def test_the_report_has_what_the_build_reports_and_what_is_accepted(tmp_path: Path) -> None:
    built = build(project(tmp_path))
    found = report(built)["findings"]
    reported = [
        f"{item['path'].removeprefix('my text/')}:{item['line']}: {item['message']} [normative.{item['code']}]"
        for item in found
        if item["accepted"] is None
    ]
    assert sorted(reported) == sorted(built.warnings)
    assert len(reported) > 2
    assert [item for item in found if item["accepted"] is not None] == [
        {
            "code": "binding-words",
            "message": "accepted: guidance says 'must' but rests on no binding provision; write 'should', or cite the "
            "binding provision in :basis:",
            "path": "my text/index.rst",
            "line": 4,
            "outputs": ["html"],
            "accepted": "the Compact's own word",
        }
    ]


def test_outputs_share_a_report(tmp_path: Path) -> None:
    source = project(tmp_path)
    build(source)
    built = build(source, "normative-pdf")
    outputs = {item["code"]: item["outputs"] for item in report(built)["findings"]}
    assert outputs["alternative-text"] == ["normative-pdf"]
    assert outputs["unknown-provision"] == ["html", "normative-pdf"]
    page = source / "index.rst"
    page.write_text(PAGE.replace("CONV 99", "CONV 1"), encoding="utf-8")
    assert {item["code"]: item["outputs"] for item in report(build(source))["findings"]} == {
        **{code: names for code, names in outputs.items() if code != "unknown-provision"},
        "unknown-provision": ["normative-pdf"],
    }


def test_sarif_names_rules_places_and_reasons(tmp_path: Path) -> None:
    built = build(project(tmp_path), confoverrides={"html_baseurl": "https://example.org/"})
    sarif = report(built, "sarif")
    (run,) = sarif["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert sarif["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == sorted(kind.code for kind in Diagnostic)
    for rule in rules:
        assert all(rule[part]["text"] for part in ("shortDescription", "fullDescription", "help"))
        assert re.fullmatch("([A-Z][a-z0-9]*)+", rule["name"])
        assert "helpUri" not in rule  # no page has the kinds
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    (accepted,) = [result for result in run["results"] if "suppressions" in result]
    assert accepted["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "the Compact's own word"}
    ]
    assert accepted["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "my%20text/index.rst", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 4},
            }
        }
    ]
    assert len(run["results"]) == len(report(built)["findings"])


def test_sarif_shows_accepted_findings_as_such_and_what_concerns_a_whole_file_at_its_first_line() -> None:
    report = [
        Reported(code="term", message="M", path="a b/é.rst", line=3, outputs=("html", "text")),
        Reported(code="term", message="M", path="x.csv", line=None, accepted=""),
        Reported(code="quotation-unchecked", message="M", path="x.rst", line=9),
        Reported(code="a kind of a later version", message="M", path="x.rst", line=9),
    ]
    [run] = json.loads(as_sarif(report))["runs"]
    found = [
        (
            result["level"],
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
            result.get("suppressions"),
            result.get("properties"),
        )
        for result in run["results"]
    ]
    accepted = [{"kind": "inSource", "status": "accepted", "justification": ""}]
    assert found == [
        ("warning", "a%20b/%C3%A9.rst", 3, None, {"outputs": ["html", "text"]}),
        ("warning", "x.csv", 1, accepted, None),
        ("note", "x.rst", 9, None, None),
    ]
    assert [run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] for result in run["results"]] == [
        *("term", "term", "quotation-unchecked")
    ]


def test_sarif_has_a_file_and_a_line_for_each_finding(tmp_path: Path) -> None:
    """A code host refuses the whole report when one is missing."""
    source = project(tmp_path)
    build(source)
    # What is wrong with the PDF as a whole has no place.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("normative.outputs.typst.builder.compile_pdfs", _fail)
        built = build(source, "normative-pdf")
    (run,) = report(built, "sarif")["runs"]
    places = [place["physicalLocation"] for result in run["results"] for place in result["locations"]]
    assert len(places) == len(run["results"])
    for place in places:
        assert (tmp_path / unquote(place["artifactLocation"]["uri"])).is_file()
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        assert place["region"]["startLine"] >= 1
    assert ("pdf", "my%20text/index.rst") in {
        (result["ruleId"], result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for result in run["results"]
    }


def _fail(jobs: object) -> None:
    raise PdfError("the PDF cannot be made")


def test_sarif_leads_to_the_page_of_the_kinds_where_it_is_on_the_web(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    pages: dict[str, str | bytes] = {"index.rst": "T\n=\n\n.. toctree::\n\n   help/kinds\n"}
    pages["help/kinds.rst"] = "Kinds\n=====\n\n.. normative-findings::\n\n.. paragraph:: scope\n\n   The scope.\n"
    settings = 'normative_findings = ".."\nhtml_baseurl = "https://example.org/text"\n'
    built = build(write_project(tmp_path / "text", pages, configuration=settings))
    rules = report(built, "sarif")["runs"][0]["tool"]["driver"]["rules"]
    address = {rule["id"]: rule["helpUri"] for rule in rules}
    assert address["term"] == "https://example.org/text/help/kinds.html#finding-term"
    page = built.page("help/kinds")
    assert all(page.xpath(f"//*[@id='{uri.partition('#')[2]}']") for uri in address.values())


def test_a_kind_that_is_left_out_is_not_in_the_report(tmp_path: Path) -> None:
    left_out = ["normative.unknown-provision", "normative.instrument-data"]
    built = build(project(tmp_path), confoverrides={"suppress_warnings": left_out, "normative_findings": ""})
    found = json.loads((built.outdir / "findings.json").read_text(encoding="utf-8"))["findings"]
    assert [item["code"] for item in found] == ["binding-words", "obligation-without-binding-basis"]
    assert {output for item in found for output in item["outputs"]} == {"html"}


def test_signs_that_cannot_be_seen_reach_neither_the_terminal_nor_the_report(tmp_path: Path) -> None:
    name = "a\u2067b\u2069\x1b[2Jc\u200f.rst"
    text = "Title\n=====\n\n.. obligation:: one\n   :holder: \u2067x\u2069\n   :basis: CONV \u202a9\u202c\n\n   Text. :none:`\u2067y\u2069`\n"
    built = build(write_project(tmp_path, {**FILES, "vocabulary/holders.csv": "holder\nall\n", name: text}))
    hidden = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
    printed = "\n".join(built.warnings)
    assert not hidden.search(printed)
    assert "a[U+2067]b[U+2069][U+001B][2Jc[U+200F].rst:6: " in printed
    assert "holder '[U+2067]x[U+2069]'" in printed or "'[U+2067]x[U+2069]'" in printed
    for ending in ("json", "sarif"):
        assert not hidden.search((built.outdir / f"findings.{ending}").read_text(encoding="utf-8"))
    found = json.loads((built.outdir / "findings.json").read_text(encoding="utf-8"))["findings"]
    assert {item["path"] for item in found} >= {name}, "the path is exact"
    assert [item for item in found if hidden.search(item["message"])] == []


def test_an_unchanged_report_is_not_written_again(tmp_path: Path) -> None:
    source = project(tmp_path)
    path = build(source).outdir.parent / "findings.json"
    before = path.stat().st_mtime_ns
    build(source, freshenv=False)
    assert path.stat().st_mtime_ns == before


def test_what_is_no_report_is_replaced(tmp_path: Path) -> None:
    source = project(tmp_path)
    path = build(source).outdir.parent / "findings.json"
    whole = path.read_bytes()
    for broken in ("", "[]", '{"version": 1, "findings": [{"a": 1}]}', '{"version": 99, "findings": []}'):
        path.write_text(broken, encoding="utf-8")
        build(source)
        assert path.read_bytes() == whole


@pytest.mark.parametrize("text", ["", "null", '{"version": 1}', '{"version": 1, "findings": 1}'])
def test_read_json_takes_what_is_no_report_for_an_empty_one(text: str) -> None:
    assert read_json(text) == []


def test_merging_replaces_the_findings_of_one_output_alone() -> None:
    def item(path: str, *outputs: str) -> Reported:
        return Reported(code="pdf", message="m", path=path, line=None, outputs=outputs)

    before = [item("a", "html", "pdf"), item("b", "html"), item("c", "pdf")]
    assert merged(before, "html", [item("c"), item("d"), item("d")]) == [
        item("a", "pdf"),
        item("c", "html", "pdf"),
        item("d", "html"),
    ]
