"""A source folder as a whole: its instruments, its documents in the order of the tables of contents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from normative.check.insertion import Boundary
from normative.check.markup import Directive, titled
from normative.check.reading import DocumentReader
from normative.check.settings import Settings, read_settings
from normative.model.characters import decode
from normative.model.diagnostics import Finding, Place
from normative.model.directive_names import in_other_markup
from normative.model.files.dossier import read_dossier
from normative.model.files.instrument import read_instruments
from normative.model.files.relation import read_relations
from normative.model.files.state import read_states
from normative.model.files.vocabulary import read_vocabulary
from normative.model.files.wording import with_wording
from normative.model.mistakes import saved_as_text
from normative.project.index import TextIndex
from normative.project.noted import OtherComments


def read_project(folder: Path) -> tuple[TextIndex, list[Finding]]:
    """Return the text of a source folder, and what is wrong in its files of data."""
    settings = read_settings(folder / "conf.py")
    data = folder / settings.normative_instruments
    vocabulary, findings = read_vocabulary(
        folder / settings.normative_vocabulary, language=settings.language, forms=settings.normative_forms
    )
    instruments, wrong_instruments = read_instruments(data, vocabulary, settings.normative_library, settings.language)
    vocabulary = vocabulary.with_names(name for instrument in instruments.values() for name in instrument.names)
    texts = folder / settings.normative_texts if settings.normative_texts else None
    instruments, wrong_texts = with_wording(instruments, data, texts, settings.language)
    entries, wrong_entries = read_relations(data, instruments)
    states, wrong_states = read_states(folder / settings.normative_states, instruments)
    dossier, wrong_dossier = read_dossier(
        folder,
        drafts=settings.normative_drafts,
        reviews=settings.normative_reviews,
        audience=settings.normative_audience,
    )
    findings += [*wrong_instruments, *wrong_texts, *wrong_entries, *wrong_states, *wrong_dossier]
    findings += [use.problem.at(entry.place) for entry in entries for use in vocabulary.own_uses(entry.reason)]
    readers = {}
    folders = [folder.resolve(), *(Path(folder, name).resolve() for name in settings.folders)]
    for path in _files(folder, "*.rst", settings):
        docname = path.removesuffix(".rst")
        boundary = Boundary(source=folder, docname=docname, folders=folders, is_guarded=settings.is_guarded)
        readers[docname] = reader = DocumentReader(boundary, instruments, vocabulary)
        reader.read(path)
    index = TextIndex(
        instruments=instruments,
        readings={name: readers[name].reading for name in _in_order(readers, settings.root_doc)},
        entries=[replace(entry, place=_relative(entry.place, folder)) for entry in entries],
        states=states,
        dossier=dossier.placed(lambda place: _relative(place, folder)),
    )
    if settings.needs_external_needs or settings.reads_markdown:
        # Which paragraphs other comments have, or files in Markdown, is known to the build alone.
        index.other_comments = OtherComments(read=dict, digest="")
    placed = [replace(finding, place=_relative(finding.place, folder)) for finding in findings]
    placed += [] if settings.reads_markdown else _in_other_markup(folder, settings)
    if settings.is_guarded and ".txt" not in settings.source_suffix:
        # Sites keep copies of their sources with such names.
        paths = (path for path in _files(folder, "*.rst.txt", settings) if "_sources" not in path.split("/"))
        placed += [saved_as_text(path).at(Place(path=path)) for path in paths]
    return index, placed


def _in_other_markup(folder: Path, settings: Settings) -> Iterator[Finding]:
    """Yield what stands in files in other markup and must not."""
    for suffix in settings.other_suffixes:
        for path in _files(folder, f"*{suffix}", settings):
            if found := in_other_markup(decode((folder / path).read_bytes()).text):
                line, problem = found
                yield problem.at(Place(path=path, line=line))


def _files(folder: Path, pattern: str, settings: Settings) -> Iterator[str]:
    """Yield the files of a source folder that are not left out."""
    for path in sorted(folder.rglob(pattern)):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not settings.is_excluded(name):
            yield name


def _relative(place: Place, folder: Path) -> Place:
    path = Path(place.path)
    return replace(place, path=path.relative_to(folder).as_posix()) if path.is_relative_to(folder) else place


def _in_order(readers: Mapping[str, DocumentReader], root: str) -> list[str]:
    """Return the documents in the order of the tables of contents, then those in none, by name."""
    ordered: dict[str, None] = {}
    waiting = [root]
    while waiting:
        docname = waiting.pop(0)
        if docname in readers and docname not in ordered:
            ordered[docname] = None
            below = [name for toctree in readers[docname].toctrees for name in _listed(toctree, docname, readers)]
            waiting = [*below, *waiting]
    return [*ordered, *sorted(readers.keys() - ordered.keys())]


def _listed(toctree: Directive, docname: str, readers: Mapping[str, DocumentReader]) -> Iterator[str]:
    options = {line.text.strip() for line in toctree.block if line.text.startswith(":")}
    names = [line.text.strip() for line in toctree.block if line.text and not line.text.startswith(":")]
    found = [found for name in names for found in _documents(name, docname, readers, is_glob=":glob:" in options)]
    yield from reversed(found) if ":reversed:" in options else found


def _documents(written: str, docname: str, readers: Mapping[str, DocumentReader], *, is_glob: bool) -> Iterator[str]:
    """Yield the documents that an entry of a table of contents names."""
    _, target = titled(written) or ("", written)
    name = target.removesuffix(".rst")
    path = name[1:] if name.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(docname), name))
    if is_glob and set("*?[") & set(path):
        yield from (found for found in sorted(readers) if fnmatchcase(found, path) and found != docname)
    else:
        yield path
