"""``needs.json`` of a project that does not use sphinx-needs itself, byte for byte as sphinx-needs writes it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_needs.api import generate_need
from sphinx_needs.config import NeedsSphinxConfig
from sphinx_needs.data import SphinxNeedsData
from sphinx_needs.needsfile import NeedsList

from normative.needs.records import Need, needs_of
from normative.needs.settings import Usage, allowed, has_site
from normative.project.domain import normative_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = "needs.json"
_NUMBER = re.compile(r"([0-9]+)")


class Export:
    """Writes the file where sphinx-needs has not been given the needs, and so has none to write."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """On ``build-finished``: put the file into a site."""
        if exception is not None or not has_site(app) or self._usage.is_used(app):
            return
        path = Path(app.outdir, NAME)
        if normative_domain(app.env).text_moved or not path.is_file():
            path.write_text(_content(app), encoding="ascii")


def _content(app: Sphinx) -> str:
    listing, version = NeedsList(app.env, app.outdir, app.srcdir), app.config.version
    listing.update_or_add_version(version)
    needs = list(allowed(app, needs_of(normative_domain(app.env).index, app.config.root_doc)))
    # The same as its ``add_need``, which asks for a need as sphinx-needs keeps it.
    exported = listing.needs_list["versions"][version]
    exported["needs"] = {item["id"]: item for item in _items(app, needs)}
    exported["needs_amount"] = len(needs)
    return listing.dump_json()


def _items(app: Sphinx, needs: list[Need]) -> Iterator[dict[str, Any]]:
    """Yield the values of each need as sphinx-needs completes them: those of its type, its own and its links."""
    grounds: defaultdict[str, list[str]] = defaultdict(list)
    for need in needs:
        for target in need.basis:
            grounds[target].append(need.id)
    known = {need.id for need in needs}
    blanks: dict[tuple[str, str], Mapping[str, Any]] = {}
    for need in needs:
        kind = need.need_type, need.docname
        if kind not in blanks:
            blanks[kind] = _blank(app, need)
        values = need.values()
        del values["need_type"]
        is_dead = not known.issuperset(need.basis)
        yield {
            **blanks[kind],
            **values,
            "section_name": need.sections[0] if need.sections else None,
            "basis": sorted(need.basis, key=_natural),
            "basis_back": sorted(grounds[need.id], key=_natural),
            "has_dead_links": is_dead,
            "has_forbidden_dead_links": is_dead,
        }


def _blank(app: Sphinx, need: Need) -> Mapping[str, Any]:
    """Return the values of a need of which nothing but its type and its document is known."""
    blank = generate_need(
        NeedsSphinxConfig(app.config),
        SphinxNeedsData(app.env).get_schema(),
        need.need_type,
        "",
        id=need.id,
        docname=need.docname,
        lineno=1,
        doctype=Path(app.env.doc2path(need.docname)).suffix,
        hide=True,
    )
    left_out = app.config["needs_json_exclude_fields"]
    # Without constraints, all are kept.
    values = {**dict(blank.items()), "constraints_results": {}, "constraints_passed": True}
    return {name: value for name, value in values.items() if name not in left_out}


def _natural(name: str) -> tuple[list[int | str], str]:
    """Return by what sphinx-needs sorts: numbers within a name count as numbers."""
    return [int(part) if part.isdigit() else part.casefold() for part in _NUMBER.split(name)], name


def setup(app: Sphinx, usage: Usage) -> None:
    """Connect the event."""
    app.connect("build-finished", Export(usage).write)
