"""``normative new PATH``: begin a text."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from normative.commands.beginning.project import NewText, annexes, files_of
from normative.commands.importing.command import main as import_word
from normative.model.files.instrument import read_instruments
from normative.model.files.library import library_keys
from normative.model.files.writing import write_whole
from normative.model.instrument import Instrument

_PACKAGE = "sphinx-normative"
_ASKED = {
    "title": "Title of the text",
    "body": "Body whose text it is (may be left empty)",
    "symbol": "Document symbol (may be left empty)",
    "instruments": "Keys of the instruments it rests on, parted by commas",
}
_TITLE = "A new text"


def main(arguments: Sequence[str]) -> int:
    """Write the project; return 0, or the status of the import from Word."""
    parser = _parser()
    options = parser.parse_args(arguments)
    path: Path = options.path
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        parser.error(f"{path} is there already and not empty; name a folder that is not")
    if sys.stdin.isatty():
        for name, question in _ASKED.items():
            if getattr(options, name) is None:
                setattr(options, name, input(f"{question}: ").strip())
    text = NewText(
        title=options.title or _TITLE,
        body=options.body or "",
        symbol=options.symbol or "",
        language=options.language,
        instruments=_instruments(parser, path, options.instruments or ""),
        requirement=_requirement(),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        # Beside the place and then moved: a project is there whole or not at all.
        made = Path(folder, path.name)
        for name, content in files_of(text, is_begun=options.word is None):
            write_whole(made / name, content)
        if options.word is not None:
            draft = [str(options.word), "--into", str(made / "source")]
            status = import_word(draft, told=path / "source", title=options.title or "")
            if status:
                return status
            index = made / "source" / "index.rst"
            write_whole(index, f"{index.read_text(encoding='utf-8').rstrip()}\n\n{annexes()}".encode())
        if path.exists():
            path.rmdir()
        shutil.move(made, path)
    sys.stdout.write(
        f"{path} is begun. Next, in that folder:\n"
        "  python -m venv .venv && .venv/bin/pip install -r requirements.txt\n"
        "  .venv/bin/nox\n"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="normative new",
        description="Begin a text: a project of about a dozen small files that builds as it is. What is not said in "
        "options is asked for.",
        allow_abbrev=False,
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder of the project, new or empty")
    parser.add_argument("--title", help="of the text")
    parser.add_argument("--body", help="whose text it is")
    parser.add_argument("--symbol", help="of the document")
    parser.add_argument("--instruments", metavar="KEY,KEY", help=f"of the library: {', '.join(library_keys())}")
    parser.add_argument("--language", default="en", help="the code of the language it is written in (en)")
    parser.add_argument("--from", dest="word", type=Path, metavar="FILE.docx", help="a draft in Word to begin with")
    return parser


def _instruments(parser: argparse.ArgumentParser, path: Path, written: str) -> tuple[Instrument, ...]:
    keys = list(dict.fromkeys(key.strip().upper() for key in written.split(",") if key.strip()))
    # As the project will read them, which has no folder of its own yet.
    found, findings = read_instruments(path / "source" / "instruments", library=keys)
    if findings:
        parser.error("; ".join(item.message.partition(": ")[2] for item in findings))
    return tuple(found[key] for key in keys)


def _requirement() -> str:
    """Return what pip installs this package by: its version, or the checkout that it is installed from."""
    extras = "[all,sessions]"
    try:
        installed = distribution(_PACKAGE)
    except PackageNotFoundError:
        return f"{_PACKAGE}{extras}"
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    address = str(origin.get("url", ""))
    if address.startswith("file:"):
        return f"{_PACKAGE}{extras} @ {address}"
    return f"{_PACKAGE}{extras}=={installed.version}"
