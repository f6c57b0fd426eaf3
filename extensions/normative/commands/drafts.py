"""The frozen drafts that commands are told of: which there are, and how an output shows one instead of the text."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from normative.check.settings import Settings
from normative.commands.making import Output
from normative.model.draft import Draft, drafts_told
from normative.model.files.draft import read_drafts


def drafts_of(source: Path, settings: Settings) -> Mapping[str, Draft]:
    """Return the drafts of a project that can be read, by name, the oldest first."""
    return {draft.name: draft for draft in read_drafts(source / settings.normative_drafts)[0]}


def drafts_or_remedy(names: Collection[str]) -> str:
    """Return which drafts there are; where there is none, how one is made."""
    return drafts_told(names) if names else f"{drafts_told(names)}, and 'normative freeze' makes one"


def check_draft(parser: ArgumentParser, name: str, names: Collection[str]) -> None:
    """End the command where no draft has a name."""
    if name not in names:
        parser.error(f"unknown draft '{name}'; {drafts_or_remedy(names)}")


def showing(output: Output, draft: str, into: Path) -> Output:
    """Return an output of a draft in the place of the text, which is read otherwise than the text.

    :param into: the folder of the outputs' folders.
    """
    doctrees = into.resolve() / f".doctrees-draft-{draft}"
    return replace(output, doctrees=doctrees, options=("-D", f"normative_shown={draft}", *output.options))
