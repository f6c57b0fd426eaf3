"""``normative freeze NAME``: keep the text as it stands on a day, in a folder of its own that never changes."""

from __future__ import annotations

import argparse
import datetime
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import normative
from normative.check.settings import read_settings
from normative.commands.build import main as build
from normative.commands.folders import add_folders, check_source
from normative.model.draft import Draft
from normative.model.files import inputs, review
from normative.model.files.document import read_document
from normative.model.files.draft import NOTED, TEXT, digest, parse_text, render_noted

_NAME = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")


def main(arguments: Sequence[str]) -> int:
    """Freeze the text; return 0, or another status where it was not frozen and why was printed."""
    parser = _parser()
    options = parser.parse_args(arguments)
    source: Path = options.source
    check_source(parser, source)
    if not _NAME.fullmatch(options.name):
        parser.error(f"name '{options.name}' is not allowed; write lower-case letters and digits, such as '1'")
    settings = read_settings(source / "conf.py")
    drafts = settings.normative_drafts
    target = source / drafts / options.name
    if target.exists():
        parser.error(f"draft '{options.name}' is frozen already, and never changes; choose another name")
    beside = [f":(exclude){name}" for name in (drafts, review.FOLDER, inputs.FOLDER)]
    # One call for each: of a file outside the repository git says nothing, and nothing of the others either.
    asked = [[".", *beside], *([path] for path in settings.bibtex_bibfiles)]
    changed = "".join(_git(source, "status", "--porcelain", "--", *paths) for paths in asked)
    if changed and not options.allow_changes:
        files = ", ".join(line[3:] for line in changed.splitlines()[:5])
        parser.error(f"the text has changes that are not committed ({files}); commit them, or add --allow-changes")
    status = build(["draft", "--source", str(source), "--into", str(options.into), "-n", "-W", "-q"])
    if status:
        print("ERROR: not frozen; mend first what is reported above", file=sys.stderr)  # noqa: T201  # a command's own words
        return status
    _keep(target, Path(options.into, "draft", TEXT).read_bytes(), options)
    print(f"frozen: {target}")  # noqa: T201  # likewise
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="normative freeze",
        description="Keep the text as it stands: every paragraph with its number, basis and notes, every relation, gap "
        "and silence, every row of the instruments. Later texts are compared with it.",
        allow_abbrev=False,
    )
    parser.add_argument("name", help="of the draft, such as 1")
    parser.add_argument("--stage", help="how far the text has come (as document.toml says)")
    parser.add_argument("--date", type=datetime.date.fromisoformat, help="of the draft (today)")
    parser.add_argument("--comments-until", type=datetime.date.fromisoformat, help="the last day for comments on it")
    parser.add_argument("--allow-changes", action="store_true", help="freeze a text that is not committed as it stands")
    add_folders(parser)
    return parser


def _keep(target: Path, content: bytes, options: argparse.Namespace) -> None:
    """Write the draft's folder, whole or not at all."""
    document, _findings = read_document(options.source)
    draft = Draft(
        name=options.name,
        stage=options.stage or (document.stage.value if document.stage else ""),
        date=options.date or datetime.date.today(),  # noqa: DTZ011  # the day that a person reads on the wall
        symbol=document.symbol,
        commit=_git(options.source, "rev-parse", "HEAD").strip(),
        comments_until=options.comments_until,
        toolchain=normative.__version__,
        fingerprint=digest(content),
        load=lambda: parse_text(content),
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    begun = Path(tempfile.mkdtemp(prefix=".", dir=target.parent))
    try:
        Path(begun, TEXT).write_bytes(content)
        Path(begun, NOTED).write_bytes(render_noted(draft))
        begun.chmod(0o755)
        begun.rename(target)
    finally:
        shutil.rmtree(begun, ignore_errors=True)


def _git(folder: Path, *arguments: str) -> str:
    """Return what git says; nothing where there is no git, or the folder is in none of its repositories."""
    git = shutil.which("git")
    if git is None:
        return ""
    command = [git, "-C", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # git, and words of ours
    return done.stdout if done.returncode == 0 else ""
