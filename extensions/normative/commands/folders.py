"""The folders that commands are told of: that of the source, and that of the outputs."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path


def add_folders(parser: ArgumentParser, into: str = "the folder of the outputs' folders") -> None:
    """Let a command be told of both.

    :param into: says what the second one is.
    """
    parser.add_argument("--source", default="source", type=Path, help="the folder of the source (source)")
    parser.add_argument("--into", default="build", type=Path, help=f"{into} (build)")


def check_source(parser: ArgumentParser, source: Path) -> None:
    """End the command where there is no such folder."""
    if not source.is_dir():
        parser.error(f"there is no folder '{source}'; name the one that holds conf.py with --source")
