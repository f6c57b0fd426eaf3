"""Words of authors that are no block of a document: offered for translation, and shown in the language of a build.

Sphinx extracts and translates blocks of text. What stands in files of data, in settings and in options goes through
one catalogue beside those of the documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.gettext import MessageCatalogBuilder, MsgOrigin
from sphinx.util.nodes import extract_messages

from normative.model.diagnostics import Diagnostic, Problem
from normative.model.files.document import NAME as DOCUMENT
from normative.model.files.document import read_document
from normative.model.files.instrument import PROVISIONS
from normative.model.files.library import DESCRIPTION
from normative.model.files.vocabulary import HOLDERS
from normative.model.translated import DOCUMENT_WORDS
from normative.model.translation import has_words, notice_of, shortened
from normative.project.catalogues import (
    DATA,
    FOLDER,
    CatalogueError,
    catalogue_path,
    folders_of,
    is_translation,
    messages_of,
    read_catalogue,
    words_in,
)
from normative.project.config import NormativeConfig, is_set
from normative.project.domain import normative_domain
from normative.project.report import place_of_node

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: What conf.py says to readers.
_SETTINGS = ("project", "author", "normative_status", "normative_as_of")


def _set_words(app: Sphinx, config: Config) -> None:
    """On ``config-inited``, before others make titles of them: let the settings speak the language of the build."""
    source = Path(app.srcdir)
    if (source / FOLDER).is_dir() and not is_set(config, "locale_dirs"):
        config["locale_dirs"] = [FOLDER]
        if not is_set(config, "gettext_compact"):
            # One catalogue a document, and not one a folder, as Sphinx has it.
            config["gettext_compact"] = False
    for folder in folders_of(config, source):
        # What is wrong with the file is reported with the findings of all files.
        with suppress(CatalogueError):
            words = words_in(catalogue_path(folder, config.language, DATA))
            for name in _SETTINGS:
                config[name] = words.get(config[name], config[name])
    language = read_document(source)[0].language(config.language) if is_translation(config, source) else None
    notice = notice_of(language) if language else ""
    if notice:
        config["normative_status"] = ". ".join(
            part.rstrip(".") for part in (config["normative_status"], notice) if part
        )


def _offer_words(app: Sphinx, builder: Builder) -> None:
    """On ``write-started``: give translators what is no block of a document."""
    if isinstance(builder, MessageCatalogBuilder) and normative_domain(app.env).readings:
        for path, text in words_to_translate(app.env):
            if text.strip():
                builder.catalogs[DATA].add(text, MsgOrigin(path, 1))


def words_to_translate(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Yield the words of settings, of files of data and of options, each with its file; some more than once."""
    domain, config, source = normative_domain(env), NormativeConfig.of(env.config), Path(env.srcdir)
    files = domain.files
    yield from ((str(source / "conf.py"), env.config[name]) for name in _SETTINGS if is_set(env.config, name))
    yield from ((str(source / DOCUMENT), getattr(files.dossier.document, name)) for name in DOCUMENT_WORDS)
    for holder in files.vocabulary.holders:
        yield from ((str(source / config.vocabulary / HOLDERS), text) for text in (holder.name, holder.meaning))
    for docname in domain.documents:
        reading = domain.reading(docname)
        yield from ((str(source / place.path), text) for text, place in reading.words.items())
    for entry in files.entries:
        yield str(source / entry.place.path), entry.reason
    for instrument in files.instruments.values():
        folder = source / config.instruments / instrument.slug
        yield from ((str(folder / DESCRIPTION), text) for text in (instrument.title, instrument.short_title))
        for record in (instrument.records or {}).values():
            yield from ((str(folder / PROVISIONS), text) for text in (record.subject, record.note))


def _note_untranslated(app: Sphinx, document: nodes.document) -> None:
    """On ``doctree-read``: note the passages that are in no catalogue yet; those that are there are checked there."""
    docname, language = app.env.current_document.docname, app.config.language
    listed = normative_domain(app.env).files.dossier.document.language(language)
    if listed is None or not listed.has(docname):
        return
    source, found = Path(app.srcdir), []
    paths = [catalogue_path(folder, language, docname) for folder in folders_of(app.config, source)]
    present = [path for path in paths if path.is_file()]
    if not present:
        return
    with suppress(CatalogueError):
        known = {message.source for path in present for message in messages_of(read_catalogue(path))}
        for node, text in extract_messages(document):
            if not node.get("translated") and text not in known and has_words(text):
                said = f"{language}: '{shortened(text)}' is in no catalogue; run 'normative translate {language}'"
                problem = Problem(kind=Diagnostic.TRANSLATION_MISSING, message=said)
                found.append(problem.at(place_of_node(node, app.env)))
    if found:
        normative_domain(app.env).reading(docname).findings.extend(found)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("config-inited", _set_words, priority=100)
    app.connect("doctree-read", _note_untranslated)
    app.connect("write-started", _offer_words)
