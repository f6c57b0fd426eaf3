"""Pages that were renamed: their old addresses lead to the new ones, with the place on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from normative.model.checks import nearest
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.outputs.html import dress
from normative.project.config import NormativeConfig
from normative.project.report import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_TEMPLATE = "normative-redirect.html"


def _check(app: Sphinx, env: BuildEnvironment) -> None:
    """On ``env-updated``: report names that lead nowhere, or that a page has."""
    report(_wrong(NormativeConfig.of(app.config).redirects, env), env)


def _wrong(redirects: Mapping[Any, Any], env: BuildEnvironment) -> Iterator[Finding]:
    place = Place(path="conf.py")
    for old, new in redirects.items():
        if old in env.found_docs:
            message = f"normative_redirects: '{old}' is a page, and stays one; remove it from the list"
        elif new not in env.found_docs:
            message = (
                f"normative_redirects: '{old}' leads to '{new}', which is no page{nearest(str(new), env.found_docs)}"
            )
        else:
            continue
        yield Finding(kind=Diagnostic.DOCUMENT_SETTING, message=message, place=place)


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """On ``html-collect-pages``: write a page at each old address of a site."""
    if dress.is_site(app.builder):
        for old, new in NormativeConfig.of(app.config).redirects.items():
            if old not in app.env.found_docs and new in app.env.found_docs:
                target = app.builder.get_relative_uri(str(old), new)
                yield str(old), {"title": app.env.titles[new].astext(), "target": target}, _TEMPLATE


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("env-updated", _check, priority=300)
    app.connect("html-collect-pages", _pages)
