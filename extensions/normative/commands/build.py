"""``normative build``: outputs of a text from one reading, each whole or not at all."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME

from normative.commands.application import UNFINISHED
from normative.commands.folders import add_folders, check_source
from normative.commands.locks import environment_lock, folder_lock, locked
from normative.commands.making import STOPPED, Output, make
from normative.commands.original import ORIGINAL, with_original
from normative.commands.state import OutputState, Warned, published_path
from normative.commands.stops import ConfigurationStop, Stop, explained
from normative.commands.workers import Workers
from normative.house import formats

#: Names of outputs that differ from those of their builders, in the order in which they take the longest.
BUILDERS = {
    "html": "html",
    "pdf": "normative-pdf",
    "docx": "normative-docx",
    "matrices": "normative-matrices",
    "count": "normative-words",
    "epub": "normative-epub",
    "draft": "normative-draft",
    "replies": "normative-replies",
    "exchange": "normative-exchange",
}
#: The output whose pages offer the others.
_SITE = "html"
#: Those made of one reading. A book leaves documents out, plain text its quotation marks as they are written, and of
#: what other builders want nothing is known.
_SHARED = ("html", "pdf", "docx", "matrices", "count", "draft", "replies", "exchange")


def main(arguments: Sequence[str]) -> int:
    """Build what the arguments name; return 0, 1 for warnings that are errors, 2 where an output could not be made."""
    names = list(takewhile(lambda argument: not argument.startswith("-"), arguments))
    parser = _parser()
    options, others = parser.parse_known_args(arguments[len(names) :])
    check_source(parser, options.source)
    outputs = [output_of(name, options.source, options.into, others) for name in dict.fromkeys(names or ["html"])]
    return build(outputs)


def build(outputs: Sequence[Output]) -> int:
    """Build outputs, those of one reading together; return the worst of their statuses."""
    outputs = with_original(outputs)
    statuses: dict[str, int] = {}
    said: list[Warned] = []
    try:
        for doctrees in dict.fromkeys(output.doctrees for output in outputs):
            statuses |= _build([output for output in outputs if output.doctrees == doctrees], doctrees, said)
        for site in dict.fromkeys(output.target.with_name(_SITE) for output in outputs):
            _renew_formats(site)
    except (ConfigurationStop, Stop) as stopped:
        print(f"ERROR: {stopped}", file=sys.stderr)  # noqa: T201
        return STOPPED
    # What is found in an original is found in what people ask for, or is no matter before it is frozen.
    return max(status for name, status in statuses.items() if name != ORIGINAL or status == STOPPED)


def _renew_formats(site: Path) -> None:
    """Let the pages of a site offer what now stands beside it, be the site made now or before."""
    if (site / formats.LIST).is_file():
        with explained(site), locked(folder_lock(site), site):
            formats.renew(site)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="normative build",
        usage="normative build [OUTPUT ...] [--source SOURCE] [--into FOLDER] [OPTION OF SPHINX ...]",
        description="Build outputs of a text, each into a folder of its name: html, pdf, docx, matrices, count (its "
        "words), epub, draft (the whole text as JSON), exchange (for other systems), text, or what any builder of "
        "Sphinx makes. Several are made of one reading. An output is there "
        "whole or not at all: what has changed is moved in at the end.",
        epilog="All other options go to Sphinx: -n and -W report more and make warnings errors, -E reads everything "
        "anew, -D sets what conf.py does.",
        allow_abbrev=False,
    )
    add_folders(parser)
    return parser


def output_of(name: str, source: Path, into: Path, options: Sequence[str], *, within: str = "") -> Output:
    """Return what a person asks for by its name.

    :param within: the folder below ``into`` that its own folder is in.
    """
    doctrees = ".doctrees" if name in _SHARED else f".doctrees-{name}"
    return Output(
        name=name,
        builder=BUILDERS.get(name, name),
        source=source.resolve(),
        target=into.resolve() / within / name,
        doctrees=into.resolve() / doctrees,
        options=tuple(option for option in options if option != "--"),
    )


def _build(outputs: Sequence[Output], doctrees: Path, said: list[Warned]) -> dict[str, int]:
    """Build what is made of one reading.

    :param said: the warnings of other readings, which are not repeated; those of this one are added.
    """
    try:
        with explained(doctrees):
            doctrees.mkdir(parents=True, exist_ok=True)
        with explained(doctrees), locked(environment_lock(doctrees), doctrees):
            mark = doctrees / UNFINISHED
            if mark.exists():
                # Nobody knows which of its files are whole.
                (doctrees / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
            mark.touch()
            leader, *others = sorted(outputs, key=_rank)
            return _lead(leader, others, said)
    except Stop as stopped:
        print(f"ERROR: {stopped}", file=sys.stderr)  # noqa: T201
        return {output.name: STOPPED for output in outputs}


def _lead(leader: Output, others: Sequence[Output], said: list[Warned]) -> dict[str, int]:
    """Build an output that reads, and others of what it has read."""
    workers = Workers(others, min(len(others), (os.cpu_count() or 1) - 1))
    try:
        has_read: list[str] = []

        def begin(inputs: str, found: Sequence[Warned]) -> None:
            has_read.append(inputs)
            said.extend(found)
            workers.begin(inputs, said)

        workers.statuses[leader.name] = make(leader, when_read=begin, said=said)
        if not has_read:
            # The others would stop at the same.
            return {output.name: STOPPED for output in (leader, *others)}
        if workers.statuses[leader.name] != STOPPED:
            said.extend(OutputState.read(published_path(leader.target, leader.doctrees)).shown)
        workers.finish(said)
        return workers.statuses
    finally:
        workers.close()


def _rank(output: Output) -> int:
    return list(BUILDERS).index(output.name) if output.name in BUILDERS else len(BUILDERS)
