"""What the checks of the text find, less what its paragraphs accept."""

from __future__ import annotations

from dataclasses import dataclass

from normative.model.checks import check_register
from normative.model.diagnostics import Diagnostic, Finding
from normative.model.paragraph import Acceptance
from normative.model.register import Register


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptedFinding:
    """A finding that is not reported, because its paragraph accepts it."""

    finding: Finding
    acceptance: Acceptance


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The outcome of all checks of a text."""

    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]


def outcome_of(register: Register) -> Outcome:
    """Run every check; an acceptance that nothing calls for is a finding of its own."""
    findings: list[Finding] = []
    accepted: list[AcceptedFinding] = []
    acceptances = {
        (paragraph.id, acceptance.kind): acceptance
        for paragraph in register.paragraphs
        for acceptance in reversed(paragraph.accepts)
    }
    for finding in check_register(register):
        acceptance = acceptances.get((finding.paragraph, finding.kind))
        if acceptance:
            accepted.append(AcceptedFinding(finding=finding, acceptance=acceptance))
        else:
            findings.append(finding)
    used = {(item.finding.paragraph, item.finding.kind) for item in accepted}
    findings += [
        Finding(
            kind=Diagnostic.NOTHING_TO_ACCEPT,
            message=f"{identifier}: accepts '{kind.code}', which no check of the text finds here; "
            "remove it from :accept:",
            place=acceptance.place,
        )
        for (identifier, kind), acceptance in acceptances.items()
        if (identifier, kind) not in used
    ]
    accepted.sort(key=lambda item: register.numbers[item.finding.paragraph])
    return Outcome(findings=tuple(findings), accepted=tuple(accepted))
