"""Catalogues of translated messages: ``locale/LANG/LC_MESSAGES/NAME.po`` in the source folder, one a document.

Read and written with Babel, which Sphinx stands on; what messages mean is in :mod:`normative.model.translation`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import PoFileError, read_po, write_po

from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.translation import Language, Mark, Message, check_messages

if TYPE_CHECKING:
    from sphinx.config import Config

#: The folder of catalogues, unless ``conf.py`` names others.
FOLDER = "locale"
#: The catalogue of what is no block of a document: data, and options that have words.
DATA = "normative-data"
_MESSAGES = "LC_MESSAGES"
_HEAD = re.compile(r'\A(?:#.*\n)*msgid ""\nmsgstr "".*\n(?:".*"\n)*')
#: How alike a passage must be to one that is gone to count as the same, changed.
_ALIKE = 0.6


class CatalogueError(ValueError):
    """A catalogue that cannot be read; ``line`` is where, ``None`` for the whole file."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def folders_of(config: Config, source: Path) -> list[Path]:
    """Return the folders of catalogues of a project."""
    return [source / name for name in config.locale_dirs]


def is_translation(config: Config, source: Path) -> bool:
    """Tell whether a build is in a language into which the text is translated."""
    return any((folder / config.language).is_dir() for folder in folders_of(config, source))


def catalogue_path(folder: Path, language: str, name: str) -> Path:
    """Return where the catalogue of a document is, or of the data."""
    return folder / language / _MESSAGES / f"{name}.po"


def catalogues(folder: Path, language: str) -> Iterator[tuple[str, Path]]:
    """Yield the catalogues that a language has, with the names of their documents."""
    root = folder / language / _MESSAGES
    for path in sorted(root.rglob("*.po")):
        yield path.relative_to(root).with_suffix("").as_posix(), path


def languages_in(folder: Path) -> list[str]:
    """Return the languages that have catalogues."""
    return sorted(path.name for path in folder.glob("*") if next(path.glob(f"{_MESSAGES}/**/*.po"), None))


def read_catalogue(path: Path) -> Catalog:
    """Read a catalogue.

    :raises CatalogueError: it cannot be read.
    """
    try:
        return read_po(io.StringIO(path.read_text(encoding="utf-8-sig")), abort_invalid=True)
    except PoFileError as error:
        raise CatalogueError(str(error), error.lineno + 1) from None
    except (OSError, ValueError) as error:
        raise CatalogueError(str(error)) from None


def messages_of(catalog: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue, in its order."""
    for entry in catalog:
        if entry.id:
            origin = entry.locations[0][0] if entry.locations else ""
            yield Message(
                source=_text(entry.id),
                translation=_text(entry.string),
                is_fuzzy=entry.fuzzy,
                line=entry.lineno,
                origin=origin,
            )


def words_in(path: Path) -> Mapping[str, str]:
    """Return the translations that a catalogue has and that are used, by what they translate; none without it."""
    if not path.is_file():
        return {}
    found = messages_of(read_catalogue(path))
    return {item.source: item.translation for item in found if item.translation.strip() and not item.is_fuzzy}


def read_words(config: Config, source: Path) -> tuple[Mapping[str, str], list[Finding]]:
    """Return the words of the data in the language of a build, and what is wrong with their catalogues."""
    words: dict[str, str] = {}
    findings: list[Finding] = []
    for folder in folders_of(config, source):
        path = catalogue_path(folder, config.language, DATA)
        try:
            words |= words_in(path)
        except CatalogueError as error:
            findings.append(unreadable(path, error))
    return words, findings


def unreadable(path: Path, error: CatalogueError) -> Finding:
    """Return the finding of a catalogue that cannot be read."""
    message = f"{path.name}: cannot be read ({error}); correct the file, it must be a catalogue of gettext in UTF-8"
    return Finding(kind=Diagnostic.TRANSLATION_MISSING, message=message, place=Place(path=str(path), line=error.line))


def check_catalogues(config: Config, source: Path, language: Language, besides: Collection[Mark]) -> Iterator[Finding]:
    """Yield what is wrong in the catalogues of a language; without any, what is wrong is that there are none.

    :param besides: what is not compared, for Sphinx does.
    """
    found = [item for folder in folders_of(config, source) for item in catalogues(folder, language.code)]
    for name, path in found:
        if name == DATA or language.has(name):
            try:
                messages = list(messages_of(read_catalogue(path)))
            except CatalogueError as error:
                if name != DATA:  # of which reading the words says so
                    yield unreadable(path, error)
            else:
                yield from check_messages(messages, str(path), language.code, besides)


def updated(old: Catalog, template: Catalog) -> Catalog:
    """Return the messages of a template with the translations that are known.

    A message that is new, and like one that is gone, takes its translation, marked as fuzzy. What is gone is kept as
    obsolete, and is taken up again where its source comes back.
    """
    new = Catalog()
    known = {entry.id: entry for entry in [*old.obsolete.values(), *old] if entry.id and entry.string}
    current = {entry.id for entry in old}
    wanted = {entry.id for entry in template}
    gone = {str(entry.id): entry for entry in known.values() if entry.id in current and entry.id not in wanted}
    for entry in template:
        if entry.id:
            before = known.pop(entry.id, None)
            flags = set(before.flags) if before else set()
            if before is None and (alike := get_close_matches(str(entry.id), gone, 1, _ALIKE)):
                before = gone.pop(alike[0])
                flags = {"fuzzy"}
            _add(new, entry, before, flags)
    new.obsolete.update({str(key): entry for key, entry in known.items()})
    return new


def _add(new: Catalog, entry: Entry, before: Entry | None, flags: set[str]) -> None:
    message = new.add(
        entry.id,
        before.string if before else "",
        locations=entry.locations,
        auto_comments=entry.auto_comments,
        # Babel takes lines with the source before its change for comments of people.
        user_comments=[line for line in before.user_comments if not line.startswith("|")] if before else (),
    )
    # Babel sees formats of Python in braces.
    message.flags = flags


def render(catalog: Catalog, language: str, before: str = "") -> bytes:
    """Return a catalogue as a file.

    :param before: the file as it was, whose head is kept.
    """
    head = _HEAD.match(before.removeprefix("\ufeff"))
    written = io.BytesIO()
    write_po(written, catalog, omit_header=True, width=100)
    return (head[0] if head else _head(language)).encode() + b"\n" + written.getvalue()


def _head(language: str) -> str:
    fields = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    )
    return "\n".join(['msgid ""', 'msgstr ""', *(f'"{field}\\n"' for field in fields), ""])


def _text(value: object) -> str:
    """Return a message; of one with plural forms, which no text has, the first."""
    if isinstance(value, list | tuple):
        value = value[0]
    return value if isinstance(value, str) else ""
