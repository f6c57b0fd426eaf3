"""What is wrong in a source folder, told without a build."""

from __future__ import annotations

from pathlib import Path

from normative.check.overlap import find_overlaps
from normative.check.project import read_project
from normative.model.diagnostics import Finding


def check_source(folder: Path, others: Path | None = None) -> list[Finding]:
    """Return what is wrong in a source folder, ordered by file and line; paths are relative to the folder.

    :param others: a folder of texts that the source must not repeat.
    """
    index, findings = read_project(folder)
    overlaps = find_overlaps(index.register, others) if others else ()
    found = dict.fromkeys([*findings, *index.findings(), *overlaps])
    return sorted(found, key=lambda finding: (finding.place.path, finding.place.line or 0))
