"""The entries of the bibliography files: where they stand, which are cited, which are broken.

Apart from the footnotes because a page may count as citing an entry without a footnote (through an instrument).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pybtex.database import BibliographyDataError
from pybtex.database.input.bibtex import Parser
from pybtex.errors import capture
from pybtex.scanner import PybtexSyntaxError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.bibfile import process_bibdata
from sphinxcontrib.bibtex.citation_target import CitationTarget
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.nodes import bibliography
from sphinxcontrib.bibtex.roles import CitationRef
from sphinxcontrib.bibtex.transforms import BibliographyTransform

from normative.bibliography.fields import title, unreadable_fields
from normative.bibliography.style import missing_fields
from normative.guard.boundary import leads_out
from normative.model.boundary import is_safe_link
from normative.model.characters import decode
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.report import place_of, report

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ENTRY_START = re.compile(
    r"^[ \t]*@(?!comment|string|preamble)\w+\s*[{(]\s*([^\s,{}()]+)\s*,", re.IGNORECASE | re.MULTILINE
)
#: Of the entry that a ``crossref`` names, what is its own.
_OWN_FIELDS = frozenset({"annote", "crossref", "pages", "shorttitle", "title"})


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryPlace:
    """Where an entry begins; lines count from 1."""

    key: str
    path: Path
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnusedEntry(EntryPlace):
    """An entry that no page cites, with the place where it can be removed."""


class BibliographyDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain, which also knows that a new citation elsewhere changes the bibliography page."""

    @property
    def foot_cited(self) -> dict[str, set[str]]:
        """The keys that each document cites with the peer's own roles for footnotes, of which it keeps nothing."""
        return cast("dict[str, set[str]]", self.data.setdefault("foot_cited", {}))

    def clear_doc(self, docname: str) -> None:
        super().clear_doc(docname)
        self.foot_cited.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        super().merge_domaindata(docnames, otherdata)
        cited = otherdata.get("foot_cited", {})
        self.foot_cited.update({docname: cited[docname] for docname in docnames & cited.keys()})

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        super().process_doc(env, docname, document)
        # Of what a condition leaves out, the ids are gone.
        references, start = self.citation_refs, len(self.citation_refs)
        while start and references[start - 1].docname == docname:
            start -= 1
        own = references[start:]
        references[start:] = [item for item in own if not item.citation_ref_id or item.citation_ref_id in document.ids]
        cited = env.temp_data.get("bibtex_footcite_names")
        if cited:
            self.foot_cited[docname] = set(cited)

    def env_updated(self) -> Iterable[str]:
        """Decide what each bibliography lists; its page is written when that moves."""
        super().env_updated()
        for page, listed in self._listed().items():
            normative_domain(self.env).note_shown(page, listed)
        return ()

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield every work, for completion and intersphinx; the site's search passes over them.

        One that no list holds yet is said to be on the page of the first list, for its author is about to cite it.
        """
        places = {key: (page, place) for page, listed in self._listed().items() for place, key in listed}
        page = next((key.docname for key in self.bibliographies), self.env.config.root_doc)
        for key, entry in self.bibdata.data.entries.items():
            yield key, str(title(entry)), "citation", *places.get(key, (page, "")), -1

    def _listed(self) -> dict[str, list[tuple[str, str]]]:
        listed: dict[str, list[tuple[str, str]]] = {}
        for citation in self.citations:
            listed.setdefault(citation.bibliography_key.docname, []).append((citation.citation_id, citation.key))
        return listed


def bibliography_domain(env: BuildEnvironment) -> BibliographyDomain:
    """Return the domain that holds the entries and who cites them."""
    return cast("BibliographyDomain", env.get_domain("cite"))


def find_entry(env: BuildEnvironment, key: str) -> Any:
    """Return the pybtex entry of ``key`` (upper and lower case are the same), or ``None``."""
    return bibliography_domain(env).bibdata.data.entries.get(key)


def entry_keys(env: BuildEnvironment) -> list[str]:
    """Return the keys of all bibliography files."""
    return list(bibliography_domain(env).bibdata.data.entries.keys())


def note_entry_cited(env: BuildEnvironment, *, key: str, docname: str, line: int, reference_id: str = "") -> None:
    """Record, while reading, that ``docname`` cites ``key``, so that the bibliography lists it.

    :param reference_id: the id of the place in the page; empty when an instrument's citation stands for the entry.
    """
    target = CitationTarget(key=key, pre="", post="")
    reference = CitationRef(citation_ref_id=reference_id, docname=docname, line=line, targets=[target])
    bibliography_domain(env).citation_refs.append(reference)


def note_bibliography_files(env: BuildEnvironment) -> None:
    """Record that the page being read must be read again when a bibliography file changes."""
    for path in bibliography_domain(env).bibdata.bibfiles:
        env.note_dependency(str(path))


def unused_entries(env: BuildEnvironment, used_keys: Iterable[str] = ()) -> Iterator[UnusedEntry]:
    """Yield the entries that no page cites, in the order of the files.

    To be called when all pages are read.

    :param used_keys: further keys that count as cited: the ``bibliography`` of every instrument.
    """
    domain = bibliography_domain(env)
    cited = {target.key.lower() for reference in domain.citation_refs for target in reference.targets}
    cited.update(key.lower() for keys in (*domain.foot_cited.values(), used_keys) for key in keys)
    cited |= {entry.fields.get("crossref", "").lower() for key in cited if (entry := find_entry(env, key))}
    for path in domain.bibdata.bibfiles:
        for place in entry_places(path):
            if place.key.lower() not in cited:
                yield UnusedEntry(key=place.key, path=place.path, line=place.line)


def entry_places(path: Path) -> Iterator[EntryPlace]:
    """Yield where each entry of a bibliography file begins; nothing for a file that cannot be opened."""
    try:
        text = decode(path.read_bytes()).text
    except OSError:
        return
    for match in ENTRY_START.finditer(text):
        yield EntryPlace(key=match.group(1), path=path, line=text.count("\n", 0, match.start(1)) + 1)


def read_files(app: Sphinx) -> None:
    """Read the bibliography files and report what cannot be read; called at ``builder-inited``.

    Before sphinxcontrib-bibtex, which would end in a traceback at the first slip; what is read it does not read again.
    """
    places: dict[str, EntryPlace] = {}
    found = []
    for name in list(app.config.bibtex_bibfiles):
        finding = _why_not_opened(name, app)
        if finding:
            found.append(finding)
            app.config["bibtex_bibfiles"] = [other for other in app.config.bibtex_bibfiles if other != name]
    paths = [(Path(app.confdir) / name).resolve() for name in app.config.bibtex_bibfiles]
    found += [finding for path in paths for finding in _faults(path, places, app)]
    domain = bibliography_domain(app.env)
    with capture():
        domain.data["bibdata"] = process_bibdata(domain.bibdata, paths, app.config.bibtex_encoding)
    _inherit(domain.bibdata.data.entries)
    report(found, app.env)


def _inherit(entries: Any) -> None:
    """Give every entry what it lacks and the one has that its ``crossref`` names, such as a chapter's book."""
    for entry in entries.values():
        outer = entries.get(entry.fields.get("crossref", ""))
        if outer is not None:
            fields = {name: value for name, value in outer.fields.items() if name.lower() not in _OWN_FIELDS}
            for name, value in {"booktitle": outer.fields.get("title", ""), **fields}.items():
                entry.fields.setdefault(name, value)
            for role, people in outer.persons.items():
                entry.persons.setdefault(role, people)


def _why_not_opened(name: str, app: Sphinx) -> Finding | None:
    """Return what is wrong with a file that is there and may or can not be opened; others tell that one is missing."""
    path = Path(app.confdir) / name
    if leads_out(path, app.env):
        message = "the bibliography file is a link to one outside the source folder and is not read; copy that one here"
        return Finding(kind=Diagnostic.OUTSIDE_FILE, message=message, place=Place(path=name))
    try:
        path.open("rb").close()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"{path.name}: cannot be opened ({reason}); let it be a file that may be read"
        place = place_of(str(path), None, app.srcdir)
        return Finding(kind=Diagnostic.BIBLIOGRAPHY_FILE, message=message, place=place)
    return None


def _faults(path: Path, places: dict[str, EntryPlace], app: Sphinx) -> Iterator[Finding]:
    """Yield what is wrong with the bytes, the entries and the syntax of a file; others tell that one is missing."""

    def wrong(line: int | None, message: str) -> Finding:
        place = place_of(str(path), line, app.srcdir)
        return Finding(kind=Diagnostic.BIBLIOGRAPHY_FILE, message=f"{path.name}: {message}", place=place)

    if not path.is_file():
        return
    problems = decode(path.read_bytes()).problems
    for line, problem in problems:
        yield problem.at(place_of(str(path), line, app.srcdir), path.name)
    for place in entry_places(path):
        first = places.setdefault(place.key.lower(), place)
        if first is not place:
            where = place_of(str(first.path), first.line, app.srcdir)
            message = (
                f"entry '{place.key}' stands also at {where.path}:{where.line}, which is used; rename one of the two"
            )
            yield wrong(place.line, message)
    with capture() as errors:
        Parser(app.config.bibtex_encoding).parse_file(path)
    for fault in errors:
        # Of entries that stand twice the places are known above.
        if isinstance(fault, PybtexSyntaxError):
            reason = str(fault.args[0]).replace("\n", " ")
            yield wrong(fault.lineno, f"cannot be read up to the next entry ({reason}); check braces and commas there")
        elif not isinstance(fault, BibliographyDataError):
            yield wrong(None, f"has a fault ({fault}); correct the entry")


def check_fields(app: Sphinx) -> None:
    """Report entries without the fields a citation needs; called at ``builder-inited`` after sphinxcontrib-bibtex."""
    findings: list[Finding] = []
    for path in bibliography_domain(app.env).bibdata.bibfiles:
        for place in entry_places(path):
            entry = find_entry(app.env, place.key)
            if entry is not None and entry.key != place.key:
                # An entry that stands twice is a finding already, and has only its first fields.
                continue
            faults = [f"has no {name}; add the field to the entry" for name in missing_fields(entry)] if entry else []
            faults += [
                f"has markup that cannot be read in its {name}, which is printed as it is written; correct it"
                for name in (unreadable_fields(entry) if entry else ())
            ]
            outer = entry.fields.get("crossref", "") if entry is not None else ""
            if outer and find_entry(app.env, outer) is None:
                faults.append(f"names '{outer}' in its crossref, which is no key; correct it")
            for fault in faults:
                message = f"{place.key}: bibliography entry {fault}"
                findings.append(
                    Finding(kind=Diagnostic.BIBLIOGRAPHY_ENTRY, message=message, place=_found_at(place, app))
                )
            url = entry.fields.get("url", "") if entry is not None else ""
            if not is_safe_link(url):
                message = f"{place.key}: the link to '{url}' is not followed; write an address that begins with https:"
                findings.append(Finding(kind=Diagnostic.UNSAFE_LINK, message=message, place=_found_at(place, app)))
    report(findings, app.env)


def _found_at(place: EntryPlace, app: Sphinx) -> Place:
    return place_of(str(place.path), place.line, app.srcdir)


def check_use(app: Sphinx, env: BuildEnvironment) -> None:
    """Report entries that no footnote cites and no instrument names; called at ``env-updated``."""
    if NormativeConfig.of(app.config).shown:
        return
    used = [instrument.bibliography for instrument in normative_domain(env).instruments.values()]
    report(
        (
            Finding(
                kind=Diagnostic.UNUSED_BIBLIOGRAPHY_ENTRY,
                message=f"{entry.key}: no footnote cites this entry and no instrument names it; cite it, or remove it",
                place=_found_at(entry, app),
            )
            for entry in unused_entries(env, used)
        ),
        env,
    )


def find_outdated_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Return the pages read with another list of bibliography files; called at ``env-get-outdated``.

    A changed file is a dependency of the page; a file newly named in ``conf.py`` is not.
    """
    domain = bibliography_domain(env)
    files = {str(path) for path in domain.bibdata.bibfiles}
    pages = {reference.docname for reference in domain.citation_refs} | {key.docname for key in domain.bibliographies}
    for page in sorted(pages & env.found_docs):
        if {str(name) for name in env.dependencies[page] if str(name).endswith(".bib")} != files:
            yield page


class FreshCitationNodes(SphinxPostTransform):
    """Give each bibliography new nodes before sphinxcontrib-bibtex fills them.

    It fills those kept in its domain, so that a page resolved twice in one build had every entry twice.
    """

    default_priority = BibliographyTransform.default_priority - 1

    def run(self, **kwargs: Any) -> None:
        """Change the domain, not the page."""
        for node in self.document.findall(bibliography):
            key = BibliographyKey(docname=node["docname"], id_=node["ids"][0])
            kept = bibliography_domain(self.env).bibliographies[key].citation_nodes
            kept.update({name: citation_node.copy() for name, citation_node in kept.items()})


def setup(app: Sphinx) -> None:
    """Register the domain and the checks of the files."""
    app.add_domain(BibliographyDomain, override=True)
    app.add_post_transform(FreshCitationNodes)
    app.connect("builder-inited", read_files, priority=400)
    app.connect("builder-inited", check_fields, priority=600)
    app.connect("env-get-outdated", find_outdated_pages)
    app.connect("env-updated", check_use, priority=300)
