"""The needs handed to sphinx-needs, and the paragraphs of other comments that it has read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils.parsers.rst.states import RSTStateMachine, state_classes
from sphinx_needs.api import add_need, del_need, get_needs_view

from normative.model.paragraph import Force
from normative.needs.records import Need, needs_of
from normative.needs.settings import Usage, allowed, has_site
from normative.project.config import set_default
from normative.project.domain import normative_domain
from normative.project.index import digest_of
from normative.project.noted import ExternalParagraph, OtherComments
from normative.project.report import report

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.parsers.rst.states import RSTState
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class Handing:
    """Hands the needs over, where a project uses sphinx-needs."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage

    def fill(self, app: Sphinx, env: BuildEnvironment) -> None:
        """On ``env-updated``, when the text is frozen: hand over what is new or has changed."""
        domain = normative_domain(env)
        index = domain.index
        own = allowed(app, needs_of(index, str(env.config.root_doc))) if self._usage.is_used(app) else ()
        needs = {need.id: need for need in own}
        _withdraw(app, needs)
        _hand_over(app, needs)
        index.other_comments = _other_comments(app)
        # Pages with a needtable, needpie or the like show any of them.
        everything = digest_of(sorted(domain.handed_over.items()))
        for docname in domain.filter_pages:
            domain.note_shown(docname, everything)

    def ask_for_file(self, app: Sphinx, _exception: Exception | None) -> None:
        """On ``build-finished``, before sphinx-needs: have it write ``needs.json`` where it has the needs of a site.

        Not sooner: what is set while documents are read is kept with them, and another build would find it changed.
        """
        if has_site(app) and self._usage.is_used(app):
            set_default(app.config, "needs_build_json", value=True)


def _withdraw(app: Sphinx, needs: Mapping[str, Need]) -> None:
    """Take back what is gone or has changed."""
    handed = normative_domain(app.env).handed_over
    for name, (_, digest) in list(handed.items()):
        if name not in needs or needs[name].digest != digest:
            del_need(app, name)
            del handed[name]


def _hand_over(app: Sphinx, needs: Mapping[str, Need]) -> None:
    """Hand over what is not known."""
    handed = normative_domain(app.env).handed_over
    # Any state will do: sphinx-needs asks for one, and for a hidden need makes no use of it.
    state = cast("RSTState", RSTStateMachine(state_classes=state_classes, initial_state="Body").get_state("Body"))
    for need in needs.values():
        if need.id not in handed:
            # An author's text is text: with coercion, what is between two square brackets would be run.
            add_need(app, state, hide=True, allow_type_coercion=False, **need.values())
            handed[need.id] = (need.docname, need.digest)


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
                ExternalParagraph(number=str(number or ""), title=need["title"], uri=need["external_url"] or ""),
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


def setup(app: Sphinx, usage: Usage) -> None:
    """Connect the events."""
    app.connect("doctree-read", _note_filters)
    app.connect("env-purge-doc", _purge)
    handing = Handing(usage)
    app.connect("env-updated", handing.fill, priority=200)
    app.connect("build-finished", handing.ask_for_file, priority=100)
    app.connect("write-started", _check_mentions)
