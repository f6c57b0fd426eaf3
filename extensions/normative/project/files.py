"""The data files of a project: instruments, relations, words, States, drafts, reviews, ...; read once a build.

They lie beside ``conf.py`` or in folders that :class:`normative.project.config.NormativeConfig` names; their findings
have places relative to the source folder, as those of the text have.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.dossier import Dossier
from normative.model.draft import FrozenText
from normative.model.files.data import is_there
from normative.model.files.dossier import read_dossier
from normative.model.files.draft import parse_text
from normative.model.files.instrument import PROVISIONS, read_instruments
from normative.model.files.library import DESCRIPTION, instrument_folders
from normative.model.files.relation import Entry, read_relations
from normative.model.files.state import read_states
from normative.model.files.vocabulary import HOLDERS, TERMS, read_vocabulary
from normative.model.files.wording import with_wording
from normative.model.instrument import Instrument
from normative.model.state import States
from normative.model.translated import (
    Words,
    translate_document,
    translate_instrument,
    translate_reason,
    translate_vocabulary,
)
from normative.model.translation import COMPARED_BY_SPHINX
from normative.model.vocabulary import Vocabulary
from normative.project.catalogues import DATA, catalogue_path, check_catalogues, folders_of, is_translation, read_words
from normative.project.config import NormativeConfig
from normative.project.report import place_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectFiles:
    """What the files say, and what is wrong in them.

    :param words: of the data and of options, in the language of the build; empty for that of the source.
    """

    instruments: Mapping[str, Instrument]
    entries: tuple[Entry, ...]
    vocabulary: Vocabulary
    states: States
    dossier: Dossier
    words: Words
    findings: tuple[Finding, ...]


def read_files(env: BuildEnvironment) -> ProjectFiles:
    """Read the files of a project."""
    config, source = NormativeConfig.of(env.config), Path(env.srcdir)
    words, wrong_catalogues = read_words(env.config, source)
    vocabulary, wrong_words = read_vocabulary(
        source / config.vocabulary, language=env.config.language, forms=config.forms
    )
    vocabulary = translate_vocabulary(vocabulary, words) if words else vocabulary
    instruments, wrong_instruments = read_instruments(
        source / config.instruments, vocabulary, config.library, env.config.language
    )
    if words:
        instruments = {key: translate_instrument(instrument, words) for key, instrument in instruments.items()}
    vocabulary = vocabulary.with_names(name for instrument in instruments.values() for name in instrument.names)
    texts = source / config.texts if config.texts else None
    instruments, wrong_texts = with_wording(instruments, source / config.instruments, texts, env.config.language)
    entries, wrong_entries = read_relations(source / config.instruments, instruments)
    states, wrong_states = read_states(source / config.states, instruments)
    dossier, wrong_dossier = read_dossier(
        source, drafts=config.drafts, reviews=config.reviews, audience=config.audience
    )
    if words:
        entries = [translate_reason(entry, words) for entry in entries]
        dossier = replace(dossier, document=translate_document(dossier.document, words))
    shown = next((draft for draft in dossier.drafts if draft.name == config.shown), None)
    if shown is not None:
        dossier = replace(dossier, document=dossier.document.of_draft(shown))
    original, wrong_original = _read_original(env, dossier)
    dossier = replace(dossier, original=original, language=env.config.language if original else "")
    language = dossier.document.language(env.config.language)
    if language is not None:
        wrong_catalogues += check_catalogues(env.config, source, language, COMPARED_BY_SPHINX)
    avoided = [finding for entry in entries for finding in _avoided_terms(entry, vocabulary)]
    findings = [*wrong_words, *wrong_instruments, *wrong_texts, *wrong_entries, *wrong_states, *wrong_dossier, *avoided]
    findings += [*wrong_catalogues, *wrong_original]
    return ProjectFiles(
        instruments=instruments,
        entries=tuple(replace(entry, place=place_of(entry.place.path, entry.place.line, source)) for entry in entries),
        vocabulary=vocabulary,
        states=states,
        words=words,
        dossier=dossier.placed(lambda place: place_of(place.path, place.line, source)),
        findings=tuple(
            replace(finding, place=place_of(finding.place.path, finding.place.line, source)) for finding in findings
        ),
    )


def _read_original(env: BuildEnvironment, dossier: Dossier) -> tuple[FrozenText | None, list[Finding]]:
    """Return the text of which a build is a translation, where anything is compared with it, and what is wrong."""
    config, source = NormativeConfig.of(env.config), Path(env.srcdir)
    reason = "the original is not known; build with 'normative languages' or 'normative build'"
    if config.shown or not (dossier.drafts or dossier.reviews.is_kept):
        return None, []
    if config.original:
        try:
            return parse_text(Path(source, config.original).read_bytes()), []
        except (OSError, ValueError) as error:
            reason = f"'{config.original}' cannot be read ({error}); see what the build of the original has reported"
    elif not is_translation(env.config, source):
        return None, []
    message = f"drafts and reviews are compared with the words of a translation: {reason}"
    return None, [Finding(kind=Diagnostic.ORIGINAL, message=message, place=Place(path=str(source / "conf.py")))]


def _avoided_terms(entry: Entry, vocabulary: Vocabulary) -> Iterator[Finding]:
    for use in vocabulary.own_uses(entry.reason):
        yield use.problem.at(entry.place)


def digest_of_files(env: BuildEnvironment) -> str:
    """Return a digest of the files that decide how the text is read; when it moves, all is read anew."""
    config, source = NormativeConfig.of(env.config), Path(env.srcdir)
    vocabulary, folders = source / config.vocabulary, instrument_folders(source / config.instruments, config.library)
    paths = [path for folder in folders for name in (DESCRIPTION, PROVISIONS) if is_there(path := folder / name)]
    paths += [path for name in (HOLDERS, TERMS) if is_there(path := vocabulary / name)]
    data = (catalogue_path(folder, env.config.language, DATA) for folder in folders_of(env.config, source))
    paths += [path for path in data if is_there(path)]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.parent.name}/{path.name}".encode())
        with suppress(OSError):  # one that cannot be read is a finding of read_files
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
