"""The catalogues of a language as a command brings them up to date: what is there, with what is extracted now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from normative.commands.build import main as build
from normative.model.diagnostics import Finding
from normative.model.files.document import read_document
from normative.model.files.writing import write_whole
from normative.model.passage import FILE, Passage, parse
from normative.model.translation import Language, shortened
from normative.project.catalogues import (
    DATA,
    FOLDER,
    CatalogueError,
    catalogue_path,
    read_catalogue,
    render,
    unreadable,
    updated,
)

_TEMPLATES = "gettext"
#: Words of themes and templates, which have translations of their own.
_NOT_OURS = "sphinx"


class UnreadTextError(Exception):
    """The text cannot be read; the message says what to mend first."""


class Catalogues:
    """The catalogues of a language, each with the messages that the text has now.

    :param patterns: of the documents that are wanted; without any, all that ``document.toml`` names.
    :raises UnreadTextError: the text cannot be read.
    """

    def __init__(self, source: Path, into: Path, code: str, patterns: Sequence[str] = ()) -> None:
        self.source = source
        document, wrong = read_document(source)
        if wrong:
            raise UnreadTextError("\n".join(f"ERROR: {told(finding, source)}" for finding in wrong))
        self.language = document.language(code) or Language(code=code)
        folders = ["--source", str(source), "--into", str(into)]
        if build([_TEMPLATES, *folders, "-q", "-D", "gettext_compact=0"]):
            raise UnreadTextError("ERROR: the text could not be read; mend first what is reported above")
        self._extracted = into / _TEMPLATES
        self.findings: list[Finding] = []
        """What is wrong with catalogues that are there; they are left as they are."""
        self.all: Mapping[str, Catalog] = {
            name: catalog
            for name, template in self._templates(patterns).items()
            if (catalog := self._updated(name, template)) is not None
        }
        """By name; the data last."""

    def passages(self) -> list[Passage]:
        """Return what is translated in the order of the text, of the documents of these catalogues and of others."""
        path = self._extracted / FILE
        # It is there where a text has a paragraph or another mark of ours.
        return parse(path.read_bytes()) if path.is_file() else []

    def path(self, name: str) -> Path:
        """Return where a catalogue is."""
        return catalogue_path(self.source / FOLDER, self.language.code, name)

    def write(self) -> Iterable[Path]:
        """Write the catalogues that have changed, all of them rendered before the first is written; return which."""
        files = {}
        for name, catalog in self.all.items():
            path = self.path(name)
            before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
            content = render(catalog, self.language.code, before)
            if content != before.encode():
                files[path] = content
        for path, content in files.items():
            write_whole(path, content)
        return files.keys()

    def _templates(self, patterns: Sequence[str]) -> Mapping[str, Path]:
        """Return what was extracted of each document that is to be translated, the data last."""
        folder = self._extracted
        paths = {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.pot"))}
        paths.pop(_NOT_OURS, None)
        # The data is last, and every language has it.
        names = [name for name in paths if name != DATA and self.language.has(name)]
        names += [DATA] if DATA in paths else []
        return {
            name: paths[name] for name in names if not patterns or any(fnmatch(name, pattern) for pattern in patterns)
        }

    def _updated(self, name: str, template: Path) -> Catalog | None:
        path = self.path(name)
        try:
            old = read_catalogue(path) if path.is_file() else Catalog(fuzzy=False)
        except CatalogueError as error:
            # It is as it was: what cannot be read is not written over.
            self.findings.append(unreadable(path, error))
            return None
        extracted = self._named_as_in_source(template)
        if name == DATA:
            for entry in [*extracted]:
                if not any(self.language.has(origin) for origin, _line in entry.locations):
                    extracted.delete(entry.id)
        return updated(old, extracted)

    def _named_as_in_source(self, template: Path) -> Catalog:
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


def put(entry: Message, translation: str, *, is_sure: bool) -> None:
    """Put a translation into a catalogue; what is not sure is fuzzy, which no build uses until somebody corrects it."""
    entry.string = translation
    entry.flags.discard("fuzzy")
    if not is_sure:
        entry.flags.add("fuzzy")


def kept(translation: str) -> str:
    """Return how it is told that another translation was kept."""
    return f"is translated otherwise, and kept so; '{shortened(translation)}' is taken with --replace"


def taken_as_fuzzy(differs: str) -> str:
    """Return how it is told that a translation has lost or added something."""
    return f"is out of step with its source ({differs}); it was marked as fuzzy, correct its msgstr"


def told(finding: Finding, source: Path) -> str:
    """Return a finding of a command in one line."""
    path = Path(finding.place.path)
    shown = path if path.exists() else source / path
    return f"{shown}:{finding.place.line or 1}: {finding.message}"
