"""``normative exchange``: the text and its drafts in the forms that other systems read."""

from __future__ import annotations

from collections.abc import Sequence

from normative.commands.build import main as build


def main(arguments: Sequence[str]) -> int:
    """Build the output of this name; return 0, 1 for warnings that are errors, 2 where it could not be made."""
    return build(["exchange", *arguments])
