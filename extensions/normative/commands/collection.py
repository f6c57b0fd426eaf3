"""``normative collection``: bring the texts of many comments together, and build a site and tables over all."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from normative.commands.build import main as build
from normative.commands.folders import add_folders, check_source
from normative.model.files.collection import COLLECTION, Listed, read_listed
from normative.model.files.draft import TEXT
from normative.model.files.writing import write_whole

#: The outputs of a collection.
_OUTPUTS = ("html", "matrices")


def main(arguments: Sequence[str]) -> int:
    """Build; return 0, or the status of the first build that failed."""
    parser = argparse.ArgumentParser(
        prog="normative collection",
        description=f"Build the text of each comment in {COLLECTION} whose source is named there and has changed, then "
        "the site and the tables over all. Each is built by itself, several at once.",
        allow_abbrev=False,
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many are built at once (all cores)")
    add_folders(parser)
    options, others = parser.parse_known_args(arguments)
    check_source(parser, options.source)
    listed, table = read_listed(options.source)
    if table.findings:
        told = (f"ERROR: {item.place.path}:{item.place.line or 1}: {item.message}\n" for item in table.findings)
        parser.exit(1, "".join(told))
    if not listed:
        parser.error(f"{options.source / COLLECTION} names no comment; write [name] with title and draft")
    failed = _renew_all([item for item in listed if item.source], options.into, options.jobs)
    if failed:
        parser.exit(1, f"ERROR: not built: {', '.join(failed)}; what is wrong there is said above\n")
    return build([*_OUTPUTS, "--source", str(options.source), "--into", str(options.into), *others])


def _renew_all(listed: Sequence[Listed], into: Path, jobs: int) -> list[str]:
    """Build the texts whose sources are here, and return the names of those that could not be."""
    if not listed:
        return []
    # Each build is a process of its own: Sphinx keeps much in its modules.
    with ProcessPoolExecutor(max(1, jobs), mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        statuses = list(pool.map(partial(_renew, into=into), listed))
    return [item.name for item, status in zip(listed, statuses, strict=True) if status]


def _renew(item: Listed, into: Path) -> int:
    """Build the text of a comment, where it has changed, and put it where the collection reads it.

    :returns: the status of the build.
    """
    folder = into / "collected" / item.name
    status = build(["draft", "--source", str(item.source), "--into", str(folder), "-q"])
    if status == 0:
        made = (folder / "draft" / TEXT).read_bytes()
        if not item.draft.is_file() or item.draft.read_bytes() != made:
            write_whole(item.draft, made)
    return status
