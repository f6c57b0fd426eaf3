"""``normative translate LANG``: bring the catalogues of a language up to date with the text, or check them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from babel.messages.catalog import Catalog

from normative.commands.build import main as build
from normative.commands.folders import add_folders, check_source
from normative.model.diagnostics import Finding
from normative.model.files.document import read_document
from normative.model.files.writing import write_whole
from normative.model.translation import Language, Progress, check_messages, progress
from normative.project.catalogues import (
    DATA,
    FOLDER,
    CatalogueError,
    catalogue_path,
    messages_of,
    read_catalogue,
    render,
    unreadable,
    updated,
)

_TEMPLATES = "gettext"
#: Words of themes and templates, which have translations of their own.
_NOT_OURS = "sphinx"


def main(arguments: Sequence[str]) -> int:
    """Update or check; return 0, or 1 where the text cannot be read or something is wrong with a catalogue."""
    parser = _parser()
    options = parser.parse_args(arguments)
    source: Path = options.source
    check_source(parser, source)
    document, wrong = read_document(source)
    if wrong:
        parser.exit(1, "".join(f"ERROR: {_told(finding, source)}\n" for finding in wrong))
    language = document.language(options.language) or Language(code=options.language)
    folders = ["--source", str(source), "--into", str(options.into)]
    status = build([_TEMPLATES, *folders, "-q", "-D", "gettext_compact=0"])
    if status:
        parser.exit(status, "ERROR: the text could not be read; mend first what is reported above\n")
    wanted = _templates(options.into / _TEMPLATES, language, options.documents)
    if not wanted:
        parser.error("no document is to be translated; look at the names, and at 'documents' in document.toml")
    return _Translation(source, language, is_check=options.check).run(wanted)


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
    add_folders(parser)
    return parser


def _templates(folder: Path, language: Language, patterns: Sequence[str]) -> Mapping[str, Path]:
    """Return what was extracted of each document that is to be translated, the data last."""
    paths = {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.pot"))}
    data = paths.pop(DATA, None)
    paths.pop(_NOT_OURS, None)
    chosen = {
        name: path
        for name, path in paths.items()
        if language.has(name) and (not patterns or any(fnmatch(name, pattern) for pattern in patterns))
    }
    is_data_wanted = data is not None and (not patterns or any(fnmatch(DATA, pattern) for pattern in patterns))
    return chosen | ({DATA: data} if data is not None and is_data_wanted else {})


class _Translation:
    """The catalogues of one language."""

    def __init__(self, source: Path, language: Language, *, is_check: bool) -> None:
        self.source = source
        self.language = language
        self.is_check = is_check
        self.folder = source / FOLDER
        self.findings: list[Finding] = []

    def run(self, templates: Mapping[str, Path]) -> int:
        """Update or check all of them, and print how far each has come."""
        came = {name: self._update(name, template) for name, template in templates.items()}
        for finding in self.findings:
            print(f"{_told(finding, self.source)} [normative.{finding.kind.code}]")  # noqa: T201  # a command's own words
        for line in _table(self.language.code, came):
            print(line)  # noqa: T201  # likewise
        return 1 if self.findings else 0

    def _update(self, name: str, template: Path) -> Progress:
        path = catalogue_path(self.folder, self.language.code, name)
        try:
            old = read_catalogue(path) if path.is_file() else Catalog(fuzzy=False)
        except CatalogueError as error:
            # It is as it was: what cannot be read is not written over.
            self.findings.append(unreadable(path, error))
            return Progress()
        extracted = self._extracted(template)
        if name == DATA:
            for entry in [*extracted]:
                if not any(self.language.has(origin) for origin, _line in entry.locations):
                    extracted.delete(entry.id)
        new = updated(old, extracted)
        messages = list(messages_of(new))
        if self.is_check:
            self.findings.extend(check_messages(messages, str(path), self.language.code))
        else:
            before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
            content = render(new, self.language.code, before)
            if content != before.encode():
                write_whole(path, content)
        return progress(messages)

    def _extracted(self, template: Path) -> Catalog:
        """Return what was extracted of a document, with its files named as in the source folder."""
        catalog = read_catalogue(template)
        for entry in catalog:
            entry.locations = [
                (item, 0) for item in dict.fromkeys(self._named(path) for path, _line in entry.locations)
            ]
        return catalog

    def _named(self, path: str) -> str:
        parts = Path(path).parts
        ends = (Path(*parts[begin:]) for begin in range(len(parts)) if parts[begin] != "..")
        return next((end.as_posix() for end in ends if (self.source / end).is_file()), path)


def _table(language: str, came: Mapping[str, Progress]) -> Iterator[str]:
    """Yield how far each catalogue has come, and all of them."""
    width = max(len(name) for name in [*came, language])
    yield f"{language:{width}}  translated  fuzzy  missing"
    for name, item in [*came.items(), ("all", sum(came.values(), Progress()))]:
        yield f"{name:{width}}  {item.translated:10}  {item.fuzzy:5}  {item.missing:7}"


def _told(finding: Finding, source: Path) -> str:
    path = Path(finding.place.path)
    shown = path if path.is_absolute() or path.exists() else source / path
    return f"{shown}:{finding.place.line or 1}: {finding.message}"
