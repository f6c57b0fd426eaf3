"""``normative collection``: bring the texts of many comments together, and build a site and tables over all."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path

from normative.commands.build import main as build
from normative.commands.folders import add_folders, check_source
from normative.model.files.collection import COLLECTION, Listed, read_listed
from normative.model.files.draft import TEXT, parse_text
from normative.model.files.writing import write_whole

#: What builds load before they do anything.
_LOADED = ["normative.commands.application", "normative.outputs.draft", "sphinx_needs.needs", "sphinxcontrib.bibtex"]
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
    here = [item for item in listed if item.source]
    failed = _renew_all(here, options.into, options.jobs) if here else []
    if failed:
        parser.exit(1, f"ERROR: not built: {', '.join(failed)}; what is wrong there is said above\n")
    return build([*_OUTPUTS, "--source", str(options.source), "--into", str(options.into), *others])


def _renew_all(listed: list[Listed], into: Path, jobs: int) -> list[str]:
    """Build the texts whose sources are here, and return the names of those that could not be.

    Comments may cite one another, so there is no order in which each finds the others' texts. A text says itself
    whom it cites by name and not by number, and so is right when it is built the first time; what is found wrong with
    citations is told only by a build that has all texts.
    """
    # Each build is a process of its own: Sphinx keeps much in its modules.
    with ProcessPoolExecutor(max(1, jobs), mp_context=_context(), max_tasks_per_child=1) as pool:

        def renew(items: list[Listed]) -> dict[str, _Renewed]:
            return dict(zip((item.name for item in items), pool.map(partial(_renew, into=into), items), strict=True))

        renewed = renew(listed)
        renumbered = {item.draft.resolve() for item in listed if renewed[item.name].is_renumbered}
        reworded = {item.draft.resolve() for item in listed if renewed[item.name].is_reworded}
        renewed |= renew([item for item in listed if _is_moved(item, renumbered, reworded)])
    for item in listed:
        sys.stderr.write(renewed[item.name].said)
    return [item.name for item in listed if renewed[item.name].status]


def _context() -> BaseContext:
    """Return how processes begin: where the system can, each as a copy of one that has loaded all modules."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    return context


def _is_moved(item: Listed, renumbered: set[Path], reworded: set[Path]) -> bool:
    """Tell whether a comment may cite, by number or as it was worded, what has changed."""
    others, _ = read_listed(item.source) if item.source else ([], None)
    return any(
        other.draft.resolve() in renumbered or (other.cited and other.draft.resolve() in reworded) for other in others
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Renewed:
    """The text of a comment, built.

    :param said: what the build has found.
    :param is_renumbered: whether its paragraphs are others than before, or have other numbers.
    :param is_reworded: whether one has other words.
    """

    status: int
    said: str
    is_renumbered: bool = False
    is_reworded: bool = False


def _renew(item: Listed, into: Path) -> _Renewed:
    """Build the text of a comment, where it has changed, and put it where the collection reads it."""
    folder = into / "collected" / item.name
    with redirect_stderr(io.StringIO()) as said:
        status = build(["draft", "--source", str(item.source), "--into", str(folder), "-q"])
    if status:
        return _Renewed(status=status, said=said.getvalue())
    made = (folder / "draft" / TEXT).read_bytes()
    before = item.draft.read_bytes() if item.draft.is_file() else b""
    if before == made:
        return _Renewed(status=status, said=said.getvalue())
    write_whole(item.draft, made)
    old, new = _seen_by_others(before), _seen_by_others(made)
    return _Renewed(status=status, said=said.getvalue(), is_renumbered=old[0] != new[0], is_reworded=old[1] != new[1])


def _seen_by_others(text: bytes) -> tuple[Mapping[str, int], Mapping[str, str]]:
    """Return the numbers of the paragraphs of a text and the fingerprints of their words, by id; none of no text."""
    try:
        read = parse_text(text)
    except ValueError:
        return {}, {}
    return read.numbers, {paragraph.id: paragraph.fingerprint.own for paragraph in read.paragraphs}
