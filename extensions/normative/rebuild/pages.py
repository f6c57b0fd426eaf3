"""Which pages an incremental build writes because something of this package on them has moved: numbers, tables, links.

Sphinx writes the pages of the documents it has read. Ours show what is computed from other documents and from files.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from normative.project.domain import WrittenOutput, normative_domain
from normative.rebuild.staging import target_folder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def written_output(app: Sphinx) -> WrittenOutput:
    """Return what the output folder of this build was last given; to be changed as pages are named for writing."""
    folder = Path(os.path.relpath(target_folder(Path(app.outdir)), app.doctreedir)).as_posix()
    return normative_domain(app.env).outputs.setdefault(f"{app.builder.name} {folder}", WrittenOutput())


def _name_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On ``env-get-updated``, last: name the pages that show something that has moved."""
    output, domain = written_output(app), normative_domain(env)
    shown = {}
    for docname, read in env.all_docs.items():
        content = domain.shown(docname)
        if any(content):
            shown[docname] = hashlib.sha256(repr((read, content)).encode()).hexdigest()
    domain.remember_tables()
    text = _text(app)
    domain.text_moved, output.text = output.text != text, text
    moved = sorted(docname for docname, digest in shown.items() if output.shown.get(docname) != digest)
    if moved or output.shown != shown:
        output.shown, output.time = shown, time.time_ns()
    return moved


def _text(app: Sphinx) -> str:
    """Return a digest of the whole text, and of the settings that stand in files made of it."""
    settings = [app.config[name] for name in ("project", "version", "html_file_suffix", "html_link_suffix")]
    return hashlib.sha256(repr((normative_domain(app.env).index.inputs, settings)).encode()).hexdigest()


def setup(app: Sphinx) -> None:
    """Connect the event."""
    # After what the part for whole projects notes, at 940.
    app.connect("env-get-updated", _name_pages, priority=950)
