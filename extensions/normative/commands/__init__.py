"""What a person runs: ``normative build`` and its fellows.

That an output is there whole or not at all, that two builds do not take each other's files away and that a build which
reads little reports as much as one that reads all are promises of commands; an extension could keep them only by
changing builds that others have begun. No part of a build imports this room.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from normative.commands.memory import fewer_rounds, leave_all

#: By name, what each does.
COMMANDS = {
    "new": "begin a text: a small project that builds as it is",
    "build": "build outputs of a text, each whole or not at all",
    "preview": "serve the site and make it anew with every change",
    "check": "check a source without building it",
    "freeze": "keep the text as a draft that never changes",
    "review": "list what must be looked at still, and note who has looked at it",
    "replies": "write for each who commented what became of it",
    "redline": "build the text with its changes since a draft",
    "collection": "build a site and tables over many comments",
    "texts": "keep of the texts of instruments what quotations are compared with",
    "exchange": "build the text for other systems",
    "translate": "bring the catalogues of a language up to date, or check them",
    "languages": "build the sites in all languages, side by side",
    "states": "take over a newer list of ratifications",
    "comments": "read what was sent in on a draft, and place it",
    "forms": "write the files of a draft in which comments are sent in",
    "import": "make sources of a draft that was written in Word",
}
#: Commands whose module has another name, for they stand elsewhere, or Python keeps the word for itself.
_MODULES = {
    "check": "normative.check.__main__",
    "import": f"{__name__}.importing.command",
    "new": f"{__name__}.beginning.command",
}


def run() -> int:
    """Run what the command line asks for, in a process that ends then; return its status."""
    try:
        return main()
    finally:
        leave_all()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the first argument names with those after it; return its status."""
    name, *others = sys.argv[1:] if arguments is None else arguments or [""]
    if name in COMMANDS:
        with fewer_rounds():
            # Only now, for the check stands on the standard library alone.
            status: int = import_module(_MODULES.get(name, f"{__name__}.{name}")).main(others)
        return status
    lines = [f"  normative {command:8} {meaning}" for command, meaning in COMMANDS.items()]
    usage = "\n".join(["usage: normative COMMAND ...", "", *lines, "", "'normative COMMAND --help' explains each.", ""])
    is_asked = name in {"-h", "--help"}
    (sys.stdout if is_asked else sys.stderr).write(usage)
    return 0 if is_asked else 2
