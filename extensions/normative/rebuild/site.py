"""Sphinx's own pages, written where an incremental build must: side bars, quotes, copies, and pages that are gone.

Documents may have been read, and pages removed, while another output was built. What of this package pages show is
looked after by :mod:`normative.rebuild.pages`, in every project.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.text import TextBuilder
from sphinx.builders.xml import XMLBuilder
from sphinx.util.i18n import docname_to_domain

from normative.project.domain import normative_domain
from normative.project.nodes import is_output
from normative.rebuild.files import status_of
from normative.rebuild.record import read_record

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: AbstractSet[str], changed: AbstractSet[str], removed: AbstractSet[str]
) -> AbstractSet[str]:
    """On ``env-get-outdated``: name the documents of which a file has another time or size than when it was read.

    Sphinx looks for later times only, and takes an older copy put in the place of a file for the file it has read. And
    it takes a document for read whose quotation marks were left as they are written, as plain text has them.
    """
    digest = _Stamps(app)
    stamps = normative_domain(env).stamps.items()
    return {docname for docname, stamp in stamps if docname in env.found_docs and digest(docname) != stamp}


def _stamp(app: Sphinx, env: BuildEnvironment) -> None:
    """On ``env-updated``: note the files of the documents that were read just now."""
    digest, stamps = _Stamps(app), normative_domain(env).stamps
    for docname in sorted(env.all_docs.keys() - stamps.keys()):
        stamps[docname] = digest(docname)


class _Stamps:
    """Digests of how a document is read, and of the times and sizes of its source and of all files it was made of."""

    def __init__(self, app: Sphinx) -> None:
        self._env = app.env
        self._status = cache(status_of)
        is_plain = app.builder.name in app.config.smartquotes_excludes.get("builders", ())
        # For translation, conditions leave nothing out.
        tags = "gettext" if app.builder.name == "gettext" else sorted(tag for tag in app.tags if not is_output(tag))
        self._how = (is_plain, tags)

    def __call__(self, docname: str) -> str:
        source, folder = self._env.doc2path(docname), Path(self._env.srcdir)
        paths = [str(source), *sorted(str(folder / path) for path in self._env.dependencies.get(docname, ()))]
        return hashlib.sha256(repr([self._how, *map(self._status, paths)]).encode()).hexdigest()


def _forget_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On ``env-get-updated``, before Sphinx counts: it would leave the numbers of headings that have none any more."""
    for docname, title in env.titles.items():
        for node in (title, *env.tocs[docname].findall(nodes.reference)):
            node.attributes.pop("secnumber", None)
    return []


def _note_shown(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On ``env-get-updated``, when headings have their numbers: note what else pages show, and remove what is gone."""
    before, domain, headings = read_record(app), normative_domain(env), _headings(env)
    for docname in env.all_docs:
        domain.note_shown(docname, headings)
    domain.output = replace(domain.output, assets=frozenset(_assets(app)))
    _remove_pages(app, before.shown.keys() - env.all_docs.keys())
    for name in before.assets - domain.output.assets:
        Path(app.outdir, name).unlink(missing_ok=True)
    return []


def _assets(app: Sphinx) -> Iterator[str]:
    """Yield the names of the files that go beside the pages."""
    yield from (f"_images/{name}" for _, name in app.env.images.values())
    yield from (f"_downloads/{name}" for _, name in app.env.dlfiles.values())
    yield from _copied(app)


def _copied(app: Sphinx) -> Iterator[str]:
    """Yield the names in a site of the files that ``conf.py`` has copied into it; Sphinx leaves those that are gone."""
    if app.builder.format != "html":
        return
    for setting, target in (("html_static_path", "_static/"), ("html_extra_path", "")):
        for entry in app.config[setting]:
            folder = Path(app.confdir, entry)
            for path in folder.rglob("*") if folder.is_dir() else (folder,):
                if path.is_file():
                    yield target + path.relative_to(folder if folder.is_dir() else folder.parent).as_posix()


def _headings(env: BuildEnvironment) -> str:
    """Return a digest of all headings, their order and their numbers, and of what else can be referred to by its title.

    Side bars, tables of contents and the references ``ref``, ``doc`` and ``numref`` show them on any page.
    """
    standard = env.domains.standard_domain
    shown = [
        *((name, env.titles[name].pformat(), toc.pformat()) for name, toc in sorted(env.tocs.items())),
        *sorted(env.toctree_includes.items()),
        *sorted(standard.labels.items()),
        *sorted(standard.anonlabels.items()),
        *sorted(env.toc_fignumbers.items()),
    ]
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def _remove_pages(app: Sphinx, docnames: AbstractSet[str]) -> None:
    """Remove the pages of documents that are gone from the output being made; Sphinx leaves them."""
    for docname in docnames:
        for page in (*_pages(app.builder, docname), *_copies(app, docname)):
            page.unlink(missing_ok=True)


def _pages(builder: Builder, docname: str) -> Iterator[Path]:
    """Yield the files in which an output has a document: one, or none where all share a file."""
    if isinstance(builder, StandaloneHTMLBuilder):
        yield Path(builder.get_output_path(docname))
    elif isinstance(builder, TextBuilder | XMLBuilder):
        yield Path(builder.outdir, docname + builder.out_suffix)
    elif isinstance(builder, MessageCatalogBuilder):
        catalogue = partial(docname_to_domain, compaction=builder.config.gettext_compact)
        if catalogue(docname) not in map(catalogue, builder.env.all_docs):
            yield Path(builder.outdir, f"{catalogue(docname)}.pot")


def _copies(app: Sphinx, docname: str) -> Iterator[Path]:
    """Yield the copies of a document's source that are in a site."""
    for suffix in app.config.source_suffix:
        path = Path(app.outdir, "_sources", f"{docname}{suffix}")
        for copy in (path, path.with_name(f"{path.name}{app.config.html_sourcelink_suffix}")):
            if copy.is_file():
                yield copy


def _tidy(app: Sphinx, _exception: Exception | None) -> None:
    """On ``build-finished``: remove what Sphinx keeps of the settings before, which is no part of a site."""
    Path(app.outdir, ".buildinfo.bak").unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", _stamp)
    app.connect("env-get-updated", _forget_numbers, priority=100)
    # After the numbers of headings, at 900, and before pages are named, at 950.
    app.connect("env-get-updated", _note_shown, priority=940)
    app.connect("build-finished", _tidy)
