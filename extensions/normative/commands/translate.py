"""``normative translate LANG``: bring the catalogues of a language up to date with the text, or check them.

Translators who do not work in catalogues get a workbook or TMX, which is taken back.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from normative.check.settings import read_settings
from normative.commands.catalogues import Catalogues, UnreadTextError, told
from normative.commands.folders import add_folders, check_source
from normative.commands.translators import read_units, take, units_of, write_units
from normative.model.diagnostics import Finding
from normative.model.files.containers import RefusedError
from normative.model.translation import Progress, check_messages, progress
from normative.project.catalogues import messages_of
from normative.project.libraries import MissingLibraryError

_FILES = (".xlsx", ".tmx")


def main(arguments: Sequence[str]) -> int:
    """Update or check; return 0, or 1 where the text cannot be read or something is wrong with a catalogue."""
    parser = _parser()
    options = parser.parse_args(arguments)
    check_source(parser, options.source)
    for path in filter(None, (options.export, options.take)):
        if path.suffix.lower() not in _FILES:
            parser.error(f"'{path}' is neither a workbook nor TMX; name a file that ends in {' or '.join(_FILES)}")
    try:
        found = Catalogues(options.source, options.into, options.language, options.documents)
    except UnreadTextError as error:
        parser.exit(1, f"{error}\n")
    if not (found.all or found.findings):
        parser.error("no document is to be translated; look at the names, and at 'documents' in document.toml")
    source = read_settings(options.source / "conf.py").language
    taken = _take(parser, found, options.take, source, replaces=options.replace) if options.take else []
    status = _update(found, is_check=options.check)
    if options.export:
        units = list(units_of(found))
        try:
            write_units(options.export, units, source, found.language.code)
        except (OSError, MissingLibraryError) as error:
            parser.exit(1, f"ERROR: {options.export} cannot be written ({error})\n")
        print(f"written: {options.export}, {len(units)} passages")  # noqa: T201  # a command's own words
    return 1 if taken else status


def _take(parser: argparse.ArgumentParser, found: Catalogues, path: Path, source: str, *, replaces: bool) -> list[str]:
    """Take what a translator has sent back, tell what a person must look at, and return it."""
    if found.findings:
        parser.exit(1, "".join(f"ERROR: {told(finding, found.source)}\n" for finding in found.findings))
    try:
        problems = take(found, read_units(path, source, found.language.code), replaces=replaces)
    except RefusedError as error:
        parser.exit(1, f"ERROR: {path.name} {error}\n")
    for problem in problems:
        print(f"{path.name}: {problem}")  # noqa: T201  # a command's own words
    return problems


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="normative translate",
        description="Write what is to be translated into source/locale, one catalogue a document and one for the data, "
        "keeping every translation, and print how far each has come.",
        allow_abbrev=False,
    )
    parser.add_argument("language", help="such as fr, or zh_CN")
    parser.add_argument("documents", nargs="*", help="patterns of documents, such as 'chapters/*' (all)")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; list what is missing, outdated, out of step"
    )
    files = parser.add_mutually_exclusive_group()
    files.add_argument("--export", type=Path, metavar="FILE", help="then write a workbook (.xlsx) or TMX (.tmx) of it")
    files.add_argument("--take", type=Path, metavar="FILE", help="take translations from a file that --export wrote")
    parser.add_argument("--replace", action="store_true", help="let --take win over translations that are there")
    add_folders(parser)
    return parser


def _update(found: Catalogues, *, is_check: bool) -> int:
    """Update or check all of them, and print how far each has come."""
    messages = {name: list(messages_of(catalog)) for name, catalog in found.all.items()}
    code, findings = found.language.code, [*found.findings]
    if is_check:
        for name, items in messages.items():
            findings += check_messages(items, str(found.path(name)), code)
    else:
        found.write()
    _tell(findings, found.source)
    for line in _table(code, {name: progress(items) for name, items in messages.items()}):
        print(line)  # noqa: T201  # a command's own words
    return 1 if findings else 0


def _tell(findings: Sequence[Finding], source: Path) -> None:
    for finding in findings:
        print(f"{told(finding, source)} [normative.{finding.kind.code}]")  # noqa: T201  # a command's own words


def _table(language: str, came: Mapping[str, Progress]) -> Iterator[str]:
    """Yield how far each catalogue has come, and all of them."""
    width = max(len(name) for name in [*came, language])
    yield f"{language:{width}}  translated  fuzzy  missing"
    for name, item in [*came.items(), ("all", sum(came.values(), Progress()))]:
        yield f"{name:{width}}  {item.translated:10}  {item.fuzzy:5}  {item.missing:7}"
