"""Sessions of nox for a project that has this package installed beside nox: a ``noxfile.py`` takes them in.

The only part of the package that knows nox, and no other part imports it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import nox

#: By name, what each runs and what ``nox -l`` says of it; what stands after ``--`` goes to the command.
_COMMANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "build": (
        ("build", "html", "pdf", "docx", "matrices", "-n", "-W"),
        "Build everything into build: the site, the PDFs, the Word files and the tables (what a bare 'nox' does).",
    ),
    "html": (("build", "html", "-n", "-W"), "Build the site into build/html."),
    "pdf": (("build", "pdf", "-n", "-W"), "Build the PDFs into build/pdf."),
    "docx": (("build", "docx", "-n", "-W"), "Build the Word files into build/docx."),
    "matrices": (("build", "matrices", "-n", "-W"), "Build the tables as CSV, Excel and JSON into build/matrices."),
    "epub": (("build", "epub", "-n", "-W"), "Build the text as an EPUB into build/epub."),
    "count": (("build", "count", "-n", "-W"), "Count the words of every chapter."),
    "check": (("check",), "Check the source without building it, in less than a second."),
    "freeze": (("freeze",), "Keep the text as a draft that never changes: 'nox -s freeze -- NAME'."),
    "redline": (("redline",), "Build the text with its changes since a draft: 'nox -s redline -- NAME'."),
    "review": (("review",), "List what must be looked at still, or note who has looked at it."),
    "forms": (("forms",), "Write what comments on a draft are sent in with: 'nox -s forms -- NAME'."),
    "comments": (("comments",), "Read what was sent in on a draft: 'nox -s comments -- FILE ... --from KEY'."),
    "replies": (("replies",), "Write the answers to each who commented in a call: 'nox -s replies -- CALL'."),
    "states": (("states",), "Take over a newer list of ratifications: 'nox -s states -- FILE.csv'."),
    "texts": (("texts",), "Keep of the texts of instruments what quotations are compared with."),
    "collection": (("collection",), "Build a site and tables over the comments that source/collection.toml names."),
    "exchange": (("build", "exchange"), "Build the text and its drafts for other systems into build/exchange."),
    "translate": (
        ("translate",),
        "Bring a translation up to date and say how far it has come: 'nox -s translate -- fr'.",
    ),
    "languages": (("languages",), "Build the sites in all languages that have catalogues into build/languages."),
    "import": (("import",), "Make sources of a draft in Word, or take back what was changed there."),
}

nox.options.sessions = ["build"]
nox.options.error_on_external_run = True


def _session(command: tuple[str, ...], meaning: str) -> Callable[[nox.Session], None]:
    def run(session: nox.Session) -> None:
        session.run(sys.executable, "-m", "normative.commands", *command, *session.posargs, external=True)

    run.__doc__ = meaning
    return run


for _name, (_command, _meaning) in _COMMANDS.items():
    nox.session(name=_name, venv_backend="none")(_session(_command, _meaning))


@nox.session(venv_backend="none")
def preview(session: nox.Session) -> None:
    """Show the site in the browser and renew it with every change; findings are warnings here."""
    options = ["-n", "--watch=bib", "source", "build/preview", *session.posargs]
    session.run(sys.executable, "-m", "sphinx_autobuild", *options, external=True)
