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

from normative.model.diagnostics import Finding, Place
from normative.model.dossier import Dossier
from normative.model.files.data import is_there
from normative.model.files.document import read_document
from normative.model.files.draft import read_drafts
from normative.model.files.inputs import FOLDER as INPUTS
from normative.model.files.inputs import read_inputs
from normative.model.files.instrument import read_instruments
from normative.model.files.relation import Entry, read_relations
from normative.model.files.review import FOLDER, read_reviews
from normative.model.files.state import read_states
from normative.model.files.vocabulary import HOLDERS, TERMS, read_vocabulary
from normative.model.inputs import read_audience
from normative.model.instrument import Instrument
from normative.model.review import read_needed
from normative.model.state import States
from normative.model.vocabulary import Vocabulary
from normative.project.config import NormativeConfig
from normative.project.report import place_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectFiles:
    """What the files say, and what is wrong in them."""

    instruments: Mapping[str, Instrument]
    entries: tuple[Entry, ...]
    vocabulary: Vocabulary
    states: States
    dossier: Dossier
    findings: tuple[Finding, ...]


def read_files(env: BuildEnvironment) -> ProjectFiles:
    """Read the files of a project."""
    config, source = NormativeConfig.of(env.config), Path(env.srcdir)
    vocabulary, wrong_words = read_vocabulary(
        source / config.vocabulary, language=env.config.language, forms=config.forms
    )
    instruments, wrong_instruments = read_instruments(source / config.instruments, vocabulary)
    vocabulary = vocabulary.with_names(name for instrument in instruments.values() for name in instrument.names)
    entries, wrong_entries = read_relations(source / config.instruments, instruments)
    states, wrong_states = read_states(source / config.states, instruments)
    document, wrong_document = read_document(source)
    drafts, wrong_drafts = read_drafts(source / config.drafts)
    needed, wrong_needed = read_needed(config.reviews)
    reviews, wrong_reviews = read_reviews(source / FOLDER, needed)
    inputs, wrong_inputs = read_inputs(source / INPUTS)
    audience, wrong_audience = read_audience(config.audience)
    avoided = [finding for entry in entries for finding in _avoided_terms(entry, vocabulary)]
    findings = [*wrong_words, *wrong_instruments, *wrong_entries, *wrong_states, *wrong_document, *wrong_drafts]
    settings = Place(path=str(source / "conf.py"))
    findings += [
        *(problem.at(settings) for problem in (*wrong_needed, *wrong_audience)),
        *wrong_reviews,
        *wrong_inputs,
        *avoided,
    ]
    return ProjectFiles(
        instruments=instruments,
        entries=tuple(replace(entry, place=place_of(entry.place.path, entry.place.line, source)) for entry in entries),
        vocabulary=vocabulary,
        states=states,
        dossier=Dossier(
            document=document,
            drafts=drafts,
            reviews=reviews.placed(lambda place: place_of(place.path, place.line, source)),
            inputs=inputs.placed(lambda place: place_of(place.path, place.line, source)),
            audience=audience,
        ),
        findings=tuple(
            replace(finding, place=place_of(finding.place.path, finding.place.line, source)) for finding in findings
        ),
    )


def _avoided_terms(entry: Entry, vocabulary: Vocabulary) -> Iterator[Finding]:
    for use in vocabulary.own_uses(entry.reason):
        yield use.problem.at(entry.place)


def digest_of_files(env: BuildEnvironment) -> str:
    """Return a digest of the files that decide how the text is read; when it moves, all is read anew."""
    config, source = NormativeConfig.of(env.config), Path(env.srcdir)
    instruments, vocabulary = source / config.instruments, source / config.vocabulary
    paths = [*instruments.glob("*/instrument.toml"), *instruments.glob("*/provisions.csv")]
    paths += [path for name in (HOLDERS, TERMS) if is_there(path := vocabulary / name)]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.parent.name}/{path.name}".encode())
        with suppress(OSError):  # one that cannot be read is a finding of read_files
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
