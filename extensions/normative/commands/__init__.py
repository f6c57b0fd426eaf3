"""What a person runs: ``normative build`` and its fellows.

That an output is there whole or not at all, that two builds do not take each other's files away and that a build which
reads little reports as much as one that reads all are promises of commands; an extension could keep them only by
changing builds that others have begun. No part of a build imports this room.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

_COMMANDS = {
    "build": "build outputs of a text, each whole or not at all",
    "check": "check a source without building it",
    "freeze": "keep the text as a draft that never changes",
    "review": "list what must be looked at still, and note who has looked at it",
    "redline": "build the text with its changes since a draft",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the first argument names with those after it; return its status."""
    name, *others = sys.argv[1:] if arguments is None else arguments or [""]
    if name == "check":
        # Stands on the standard library alone.
        from normative.check.__main__ import main as check

        return check(others)
    if name == "build":
        from normative.commands.build import main as build

        return build(others)
    if name == "freeze":
        from normative.commands.freeze import main as freeze

        return freeze(others)
    if name == "review":
        from normative.commands.review import main as review

        return review(others)
    if name == "redline":
        from normative.commands.redline import main as redline

        return redline(others)
    lines = [f"  normative {command:7} {meaning}" for command, meaning in _COMMANDS.items()]
    usage = "\n".join(["usage: normative COMMAND ...", "", *lines, "", "'normative COMMAND --help' explains each.", ""])
    is_asked = name in {"-h", "--help"}
    (sys.stdout if is_asked else sys.stderr).write(usage)
    return 0 if is_asked else 2
