"""``python -m normative.check [SOURCE]``: print what is wrong in a source folder, and fail where anything is."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from normative.check.findings import check_source
from normative.check.settings import read_settings
from normative.model.characters import visible
from normative.model.diagnostics import Finding
from normative.model.files.finding import Reported, as_json, as_sarif, merged


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a source folder; return 1 where there are findings that are no notes, 2 where there is no such folder."""
    parser = argparse.ArgumentParser(
        prog="python -m normative.check", description="Check a source without building it."
    )
    parser.add_argument("source", nargs="?", default="source", type=Path, help="the source folder (source)")
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text", help="of what is printed")
    parser.add_argument("--overlap", type=Path, metavar="FOLDER", help="also find words that its texts have as well")
    options = parser.parse_args(arguments)
    if not options.source.is_dir():
        parser.error(f"there is no folder '{options.source}'; name the one that holds conf.py")
    if options.overlap and not options.overlap.is_dir():
        parser.error(f"there is no folder '{options.overlap}'; name one of texts, such as treaties/icrmw.txt")
    settings = read_settings(options.source / "conf.py")
    findings = [
        replace(
            finding,
            message=visible(finding.message),
            place=replace(finding.place, path=Path(options.source, finding.place.path).as_posix()),
        )
        for finding in check_source(options.source, options.overlap)
        if not settings.is_suppressed(finding.kind.code)
    ]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # the terminal's own may lack a letter
    sys.stdout.write(_printed(findings, options.format))
    return 1 if any(not finding.kind.is_note for finding in findings) else 0


def _printed(findings: Sequence[Finding], form: str) -> str:
    if form == "text":
        return "".join(
            f"{visible(item.place.path)}:{item.place.line or 1}: {item.message} [normative.{item.kind.code}]\n"
            for item in findings
        )
    placed = [
        replace(item, place=replace(item.place, path=Path(os.path.relpath(item.place.path)).as_posix()))
        for item in findings
    ]
    report = merged((), "check", map(Reported.of, placed))
    return as_json(report) if form == "json" else as_sarif(report)


if __name__ == "__main__":
    sys.exit(main())
