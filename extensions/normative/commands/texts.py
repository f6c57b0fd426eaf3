"""``normative texts``: keep of the texts of instruments what tells in the project that a quotation is verbatim."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from normative.check.settings import read_settings
from normative.commands.folders import check_source
from normative.model.characters import decode
from normative.model.files.instrument import read_instruments
from normative.model.files.wording import KEPT, kept_name, read_text, render_kept, text_of
from normative.model.files.writing import write_whole


def main(arguments: Sequence[str]) -> int:
    """Write the files; return 0, or 1 where a text has mistakes, which are printed, and no file was written."""
    parser = argparse.ArgumentParser(
        prog="normative texts",
        description=f"Write {KEPT} into the folder of each instrument whose text is in the folder that normative_texts "
        "in conf.py names: a fingerprint of each provision, and hashes of its sequences of words.",
        allow_abbrev=False,
    )
    parser.add_argument("--source", default="source", type=Path, help="the folder of the source (source)")
    options = parser.parse_args(arguments)
    check_source(parser, options.source)
    settings = read_settings(options.source / "conf.py")
    texts = options.source / settings.normative_texts
    if not settings.normative_texts or not texts.is_dir():
        parser.error(f"there is no folder of texts; set normative_texts in {options.source / 'conf.py'} to one")
    folder = options.source / settings.normative_instruments
    instruments, _ = read_instruments(folder)
    folders = dict(_folders(folder))
    files: dict[Path, bytes] = {}
    wrong = []
    for key, instrument in instruments.items():
        path = text_of(texts, instrument, settings.language)
        if path:
            words, findings = read_text(path, instrument)
            wrong += findings
            name = kept_name(texts, settings.language)
            files[folders[key] / name] = render_kept(instrument, words, settings.language)
    if wrong:
        sys.stderr.writelines(f"ERROR: {item.place.path}:{item.place.line or 1}: {item.message}\n" for item in wrong)
        return 1
    if not files:
        parser.error(f"no file in {texts} is named like the key of an instrument, such as KEY.txt")
    for path, content in files.items():
        write_whole(path, content)
        print(f"written: {path}")  # noqa: T201  # a command's own words
    return 0


def _folders(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the keys of the instruments with their folders; the first of two with one key has it."""
    for path in sorted(folder.glob("*/instrument.toml"), reverse=True):
        with suppress(tomllib.TOMLDecodeError, OSError):
            values: Mapping[str, object] = tomllib.loads(decode(path.read_bytes()).text)
            yield str(values.get("key", "")).strip(), path.parent
