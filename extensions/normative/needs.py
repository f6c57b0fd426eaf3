"""Every paragraph and provision as a sphinx-needs need; the only module that imports sphinx_needs.

So ``needtable``, ``needpie``, filters, ``needs.json`` and ``needs_external_needs`` work on the text. Nothing reads
the text back from sphinx-needs but the paragraphs of other comments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils.parsers.rst.states import RSTStateMachine, state_classes
from sphinx_needs import filter_common, variants
from sphinx_needs.api import add_need, add_need_type, del_need, get_needs_view

from normative.config import NormativeConfig
from normative.domain import normative_domain
from normative.filters import compile_nothing, evaluate_filter
from normative.index import ExternalParagraph, OtherComments, TextIndex
from normative.model.paragraph import Force, Paragraph
from normative.model.provision import Provision
from normative.model.tables.paragraphs import opening
from normative.report import report

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.parsers.rst.states import RSTState
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

PROVISION = "provision"
_TYPES = {
    Force.OBLIGATION: ("Obligation", "#e8c4c8"),
    Force.COMMITMENT: ("Commitment", "#c5d8ef"),
    Force.GUIDANCE: ("Guidance", "#c8e3d3"),
    Force.PLAIN: ("Paragraph", "#dde1e7"),
    PROVISION: ("Provision", "#efe6c8"),
}
_FIELDS = {
    "force": {"description": "What the paragraph asks for.", "schema": {"type": "string"}},
    "number": {"description": "The paragraph's number.", "schema": {"type": "integer"}, "nullable": True},
    "holder": {"description": "Whose right it is.", "schema": {"type": "array", "items": {"type": "string"}}},
    "instrument": {"description": "The key of a provision's instrument.", "schema": {"type": "string"}},
    "level": {"description": "How deep a provision lies.", "schema": {"type": "string"}},
}
#: The formats of our own outputs that are no sites.
_WITHOUT_SCRIPTS = frozenset({"docx", "typst", "matrices", "words", "text"})
#: What a comment needs to be read by others and to be the same on every build; used unless conf.py says otherwise.
_DEFAULTS = {
    "needs_reproducible_json": True,
    "needs_schema_validation_enabled": False,
    "needs_id_regex": r"^[A-Za-z0-9][A-Za-z0-9_-]*$",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """A need as it is handed to sphinx-needs."""

    id: str
    need_type: str
    title: str
    docname: str
    lineno: int
    content: str = ""
    force: str = ""
    number: int | None = None
    holder: tuple[str, ...] = ()
    instrument: str = ""
    level: str = ""
    status: str | None = None
    sections: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Tells whether the need has changed since it was handed over."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def _configure(app: Sphinx, config: Config) -> None:
    """On ``config-inited``: make the types, fields and links known, between sphinx-needs' own steps at 12 and 500."""
    for force, (title, color) in _TYPES.items():
        add_need_type(app, str(force), title, "", color, "node")
    config["needs_fields"] = {**_FIELDS, **config["needs_fields"]}
    config["needs_links"] = {"basis": {"outgoing": "rests on", "incoming": "grounds"}, **config["needs_links"]}
    _set_defaults(config, _DEFAULTS)


def _tidy(app: Sphinx, _exception: Exception | None) -> None:
    """On ``build-finished``: remove the scripts that sphinx-needs' jQuery has put beside a PDF or the tables' files."""
    folder = Path(app.outdir, "_static")
    if app.builder.format not in _WITHOUT_SCRIPTS or not folder.is_dir():
        return
    for name in ("jquery.js", "_sphinx_javascript_frameworks_compat.js"):
        (folder / name).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def _set_defaults(config: Config, defaults: Mapping[str, object]) -> None:
    for name, value in defaults.items():
        if config[name] == config.values[name].default:
            config[name] = value


def _export(app: Sphinx) -> None:
    """On ``builder-inited``: let sites have a ``needs.json``, and keep the files of sites out of other outputs."""
    if app.builder.format == "html" and app.builder.name != "epub":
        _set_defaults(app.config, {"needs_build_json": True})
        return
    # sphinx-needs copies style sheets and scripts into the folder of every builder, also of a PDF or a book.
    for listener in list(app.events.listeners.get("env-updated", ())):
        origin = listener.handler.__module__ or ""
        if origin.startswith(("sphinx_needs", "sphinx_data_viewer")) and listener.handler.__name__.startswith(
            "install_"
        ):
            app.disconnect(listener.id)


def _confine_filters(app: Sphinx) -> None:
    """On ``builder-inited``: let filters compare values and do nothing else, unless authors are trusted."""
    is_trusted = NormativeConfig.of(app.config).code
    for module in (filter_common, variants):
        # The names of a module stand before those that Python always has; sphinx-needs offers no other way.
        vars(module)["compile"] = compile if is_trusted else compile_nothing
        vars(module)["eval"] = eval if is_trusted else evaluate_filter


def _fill(app: Sphinx, env: BuildEnvironment) -> None:
    """On ``env-updated``, when the text is frozen: hand over what is new or has changed."""
    domain = normative_domain(env)
    index = domain.index
    handed = domain.handed_over
    needs = {need.id: need for need in _needs(index, env)}
    stale = [name for name, (_, digest) in handed.items() if name not in needs or needs[name].digest != digest]
    for identifier in stale:
        del_need(app, identifier)
        del handed[identifier]
    # Any state will do: sphinx-needs asks for one, and for a hidden need makes no use of it.
    state = cast("RSTState", RSTStateMachine(state_classes=state_classes, initial_state="Body").get_state("Body"))
    for need in needs.values():
        if need.id in handed:
            continue
        values = asdict(need)
        values["holder"], values["sections"] = list(need.holder), list(need.sections)
        values["basis"] = list(need.basis)
        add_need(app, state, hide=True, **values)
        handed[need.id] = (need.docname, need.digest)
    index.other_comments = _other_comments(app)
    # Pages with a needtable, needpie or the like show any of them.
    everything = hashlib.sha256(repr(sorted(handed.items())).encode()).hexdigest()
    for docname in domain.filter_pages:
        domain.note_shown(docname, everything)


def _needs(index: TextIndex, env: BuildEnvironment) -> Iterator[Need]:
    register = index.register
    for paragraph in register.paragraphs:
        yield _paragraph_need(index, paragraph)
    for key, instrument in register.instruments.items():
        provisions = instrument.records or register.cited.get(key, ())
        for provision in provisions:
            yield _provision_need(index, provision, index.profiles.get(key, str(env.config.root_doc)))


def _paragraph_need(index: TextIndex, paragraph: Paragraph) -> Need:
    number = index.register.numbers[paragraph.id]
    text = index.register.text(paragraph)
    return Need(
        id=paragraph.id,
        need_type=paragraph.force.value,
        title=f"{number}. {opening(text)}",
        docname=paragraph.document,
        lineno=paragraph.place.line or 1,
        content=text,
        force=paragraph.force.value,
        number=number,
        holder=paragraph.holder,
        status=paragraph.status or None,
        sections=tuple(reversed(paragraph.section)),
        basis=tuple(dict.fromkeys(provision.slug for provision in paragraph.basis)),
    )


def _provision_need(index: TextIndex, provision: Provision, docname: str) -> Need:
    record = index.register.record(provision)
    name = index.register.cite([provision])
    return Need(
        id=provision.slug,
        need_type=PROVISION,
        title=f"{name}: {record.subject}" if record.subject else name,
        docname=docname,
        lineno=1,
        holder=record.holder,
        instrument=provision.instrument,
        level=record.level.value,
    )


def _other_comments(app: Sphinx) -> OtherComments | None:
    sources = app.config["needs_external_needs"]
    if not sources:
        return None
    digest = hashlib.sha256(repr(sources).encode())
    for source in sources:
        path = Path(app.confdir, source.get("json_path") or "")
        if path.is_file():
            digest.update(path.read_bytes())
    return OtherComments(read=lambda: dict(_external(app)), digest=digest.hexdigest())


def _check_mentions(app: Sphinx, _builder: Builder) -> None:
    """On ``write-started``: report unknown paragraphs where other comments may have them; only now can they be read."""
    index = normative_domain(app.env).index
    if index.other_comments:
        report(index.unknown_mentions(index.external), app.env)


def _external(app: Sphinx) -> Iterator[tuple[str, ExternalParagraph]]:
    """Yield the paragraphs of other comments that ``needs_external_needs`` names."""
    for identifier, need in get_needs_view(app).items():
        if need["is_external"] and need["type"] in list(Force):
            number = need.get("number")
            yield (
                identifier,
                ExternalParagraph(
                    number=str(number or identifier), title=need["title"], uri=need["external_url"] or ""
                ),
            )


def _note_filters(app: Sphinx, doctree: nodes.document) -> None:
    """On ``doctree-read``: remember a page that shows needs, for sphinx-needs leaves it as it was."""
    if any(type(node).__module__.startswith("sphinx_needs.") for node in doctree.findall()):
        normative_domain(app.env).filter_pages.add(app.env.current_document.docname)


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """On ``env-purge-doc``: forget what sphinx-needs forgets."""
    domain = normative_domain(env)
    for identifier in [name for name, (page, _) in domain.handed_over.items() if page == docname]:
        del domain.handed_over[identifier]


def setup(app: Sphinx) -> None:
    """Load sphinx-needs and connect the events."""
    app.setup_extension("sphinx_needs")
    app.connect("config-inited", _configure, priority=100)
    app.connect("builder-inited", _export)
    app.connect("builder-inited", _confine_filters)
    app.connect("doctree-read", _note_filters)
    app.connect("env-purge-doc", _purge)
    app.connect("env-updated", _fill, priority=200)
    app.connect("write-started", _check_mentions)
    app.connect("build-finished", _tidy)
