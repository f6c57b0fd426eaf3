"""Sessions of nox for a project that has this package installed beside nox: a ``noxfile.py`` takes them in.

The only part of the package that knows nox, and no other part imports it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import nox

from normative.commands import COMMANDS

#: By name, the outputs that a session builds and what ``nox -l`` says of it; each other command has one of its own.
_OUTPUTS = {
    "build": (
        ("html", "pdf", "docx", "matrices"),
        "Build everything into build: the site, the PDFs, the Word files and the tables (what a bare 'nox' does).",
    ),
    "html": (("html",), "Build the site into build/html."),
    "pdf": (("pdf",), "Build the PDFs into build/pdf."),
    "docx": (("docx",), "Build the Word files into build/docx."),
    "matrices": (("matrices",), "Build the tables as CSV, Excel and JSON into build/matrices."),
    "epub": (("epub",), "Build the text as an EPUB into build/epub."),
    "count": (("count",), "Count the words of every chapter."),
}
#: By name, the arguments of ``normative`` and what is said of them; what stands after ``--`` follows.
SESSIONS: dict[str, tuple[tuple[str, ...], str]] = {
    **{name: (("build", *outputs, "-n", "-W"), meaning) for name, (outputs, meaning) in _OUTPUTS.items()},
    **{
        name: ((name,), f"{meaning[0].upper()}{meaning[1:]}: 'nox -s {name} -- --help' explains it.")
        for name, meaning in COMMANDS.items()
        if name not in {"new", *_OUTPUTS}
    },
}

nox.options.sessions = ["build"]
nox.options.error_on_external_run = True


def _session(command: tuple[str, ...], meaning: str) -> Callable[[nox.Session], None]:
    def run(session: nox.Session) -> None:
        session.run(sys.executable, "-m", "normative.commands", *command, *session.posargs, external=True)

    run.__doc__ = meaning
    return run


for _name, (_command, _meaning) in SESSIONS.items():
    nox.session(name=_name, venv_backend="none")(_session(_command, _meaning))
