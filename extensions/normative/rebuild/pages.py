"""Which pages an incremental build writes because something of this package on them has moved: numbers, tables, links.

Sphinx writes the pages of the documents it has read. Ours show what is computed from other documents and from files.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from normative.project.domain import normative_domain
from normative.project.index import digest_of
from normative.rebuild.record import read_record, write_record

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def _name_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On ``env-get-updated``, last: name the pages that show something that has moved."""
    before, domain = read_record(app), normative_domain(env)
    shown = {}
    for docname, read in env.all_docs.items():
        content = domain.shown(docname)
        if any(content):
            shown[docname] = digest_of((read, content))
    domain.remember_tables()
    domain.output = replace(domain.output, text=_text(app), shown=shown)
    domain.text_moved = before.text != domain.output.text
    if not getattr(app.builder, "writes_pages", True):
        return []
    return sorted(docname for docname, digest in shown.items() if before.shown.get(docname) != digest)


def _keep(app: Sphinx, exception: Exception | None) -> None:
    """On ``build-finished``: note what the output has been given, now that it has."""
    if exception is None:
        write_record(app, normative_domain(app.env).output)


def _text(app: Sphinx) -> str:
    """Return a digest of the whole text, and of the settings that stand in files made of it."""
    settings = [app.config[name] for name in ("project", "version", "html_file_suffix", "html_link_suffix")]
    return digest_of((normative_domain(app.env).index.inputs, settings))


def setup(app: Sphinx) -> None:
    """Connect the events."""
    # After what the part for whole projects notes, at 940.
    app.connect("env-get-updated", _name_pages, priority=950)
    app.connect("build-finished", _keep, priority=950)
