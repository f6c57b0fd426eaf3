"""The machine-readable report: findings as JSON, and as SARIF 2.1.0 for editors and code hosts.

Outputs that are built one after the other share a report, so that it tells what is known of all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from normative.model.characters import NOT_VISIBLE
from normative.model.diagnostics import Diagnostic, Finding

#: Changes when the form of the JSON file does.
VERSION = 1
#: What the addresses of files begin with in SARIF; who reads the report knows where that is.
_ROOT = "%SRCROOT%"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reported:
    """A finding as the report has it.

    :param path: relative to the project's root, with forward slashes.
    :param outputs: in which of them it was found.
    :param accepted: the reason for accepting it; ``None`` where it is not.
    """

    code: str
    message: str
    path: str
    line: int | None
    outputs: tuple[str, ...] = ()
    accepted: str | None = None

    @classmethod
    def of(cls, finding: Finding, *, accepted: str | None = None) -> Reported:
        """Return a finding whose place is relative to the project's root."""
        place = finding.place
        return cls(code=finding.kind.code, message=finding.message, path=place.path, line=place.line, accepted=accepted)

    @property
    def order(self) -> tuple[str, int, str, str]:
        """What the report is sorted by."""
        return self.path, self.line or 0, self.code, self.message


def merged(before: Iterable[Reported], output: str, found: Iterable[Reported]) -> list[Reported]:
    """Return the report with the findings of one output in the place of those it had; ordered by file and line."""
    outputs: dict[Reported, set[str]] = {}
    for item in before:
        kept = set(item.outputs) - {output}
        if kept:
            outputs.setdefault(replace(item, outputs=()), set()).update(kept)
    for item in found:
        outputs.setdefault(replace(item, outputs=()), set()).add(output)
    everything = [replace(item, outputs=tuple(sorted(names))) for item, names in outputs.items()]
    return sorted(everything, key=lambda item: item.order)


def read_json(text: str) -> list[Reported]:
    """Return the findings of a report; none where the text is not one."""
    try:
        content = json.loads(text)
        if content["version"] != VERSION:
            return []
        return [Reported(**{**item, "outputs": tuple(item["outputs"])}) for item in content["findings"]]
    except (ValueError, KeyError, TypeError):
        return []


def as_json(report: Sequence[Reported]) -> str:
    """Return a report as JSON."""
    return _dumped(
        {
            "version": VERSION,
            "findings": [
                {
                    "code": item.code,
                    "message": item.message,
                    "path": item.path,
                    "line": item.line,
                    "outputs": item.outputs,
                    "accepted": item.accepted,
                }
                for item in report
            ],
        }
    )


def as_sarif(report: Sequence[Reported], *, manual: str = "") -> str:
    """Return a report as SARIF 2.1.0, with a rule for each kind of finding.

    :param manual: the address of the page that explains every kind, if it is known.
    """
    kinds = sorted(Diagnostic, key=lambda kind: kind.code)
    positions = {kind.code: number for number, kind in enumerate(kinds)}
    driver = {"name": "normative", "rules": [_rule(kind, manual) for kind in kinds]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root folder of the project."}}},
        "results": [_result(item, positions[item.code]) for item in report if item.code in positions],
    }
    return _dumped({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(kind: Diagnostic, manual: str) -> dict[str, Any]:
    # Code hosts show the first two together and ask for both.
    rule: dict[str, Any] = {
        "id": kind.code,
        "name": "".join(word.capitalize() for word in kind.code.split("-")),
        "shortDescription": {"text": kind.meaning},
        "fullDescription": {"text": f"{kind.meaning} {kind.remedy}"},
        "help": {
            "text": f"{kind.meaning} {kind.remedy}",
            "markdown": f"{kind.meaning}\n\n**Remedy:** {kind.remedy}",
        },
        "defaultConfiguration": {"level": "note" if kind.is_note else "warning"},
    }
    if manual:
        rule["helpUri"] = f"{manual}#{kind.anchor}"
    return rule


def _result(item: Reported, rule: int) -> dict[str, Any]:
    # A path of a finding is a file's; as an address, its spaces and letters beyond ASCII are written as codes. What
    # concerns a whole file is shown at its first line, for code hosts refuse a report that has a place without a line.
    place = {
        "artifactLocation": {"uri": quote(item.path), "uriBaseId": _ROOT},
        "region": {"startLine": item.line or 1},
    }
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": "note" if item.code == Diagnostic.QUOTATION_UNCHECKED.code else "warning",
        "message": {"text": item.message},
        "locations": [{"physicalLocation": place}],
    }
    if item.accepted is not None:
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": item.accepted}]
    if item.outputs:
        result["properties"] = {"outputs": item.outputs}
    return result


def _dumped(content: object) -> str:
    """Return JSON in which signs that cannot be seen are escapes, for paths must stay exact."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return NOT_VISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
