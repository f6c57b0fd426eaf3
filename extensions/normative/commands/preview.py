"""``normative preview``: the site in a browser, made anew with every change.

sphinx-autobuild watches, serves, and begins a process for each build; to load Sphinx, its extensions and the theme is a
third of its time. Where a process can be copied with all that it has loaded, builds are such copies: what the first one
has loaded, this process loads, too.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import logging
import multiprocessing
import runpy
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from normative.commands.folders import add_folders, check_source
from normative.project.libraries import MissingLibraryError, require

#: Where a process can be copied, and the libraries of the system stand it.
_COPIES = sys.platform == "linux"
#: How sphinx-autobuild begins a build; what follows are the arguments of Sphinx.
_BUILD = (sys.executable, "-m", "sphinx")
#: What is not loaded before a build: what belongs to the project may change from one to the next.
_INSTALLED = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})
_OWN = __name__.partition(".")[0]


def main(arguments: Sequence[str]) -> int:
    """Serve the site until somebody stops it; return 2 where that cannot be."""
    parser = _parser()
    options, others = parser.parse_known_args(arguments)
    check_source(parser, options.source)
    try:
        require("sphinx_autobuild", extra="sessions", product="the preview")
    except MissingLibraryError as error:
        print(f"ERROR: {error}", file=sys.stderr)  # noqa: T201
        return 2
    import sphinx_autobuild.build
    from sphinx_autobuild.__main__ import main as serve

    watched = ["--watch=bib"] if Path("bib").is_dir() else []
    if _COPIES:
        # It asks nobody how to begin a build.
        sphinx_autobuild.build.subprocess = _Copies()
    serve(["-n", *watched, str(options.source), str(options.into / "preview"), *others])
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="normative preview",
        usage="normative preview [--source SOURCE] [--into FOLDER] [OPTION ...]",
        description="Serve the site, at the address that is printed, and make it anew with every change; what is found "
        "is printed, and stops nothing. Stop it with Ctrl+C.",
        epilog="All other options go to sphinx-autobuild (--port, --watch, ...) and to Sphinx (-D, -E, ...).",
        allow_abbrev=False,
    )
    add_folders(parser, into="the folder of the folder 'preview'")
    return parser


class _Copies:
    """Stands for the module ``subprocess`` where sphinx-autobuild builds."""

    CalledProcessError = subprocess.CalledProcessError

    def run(self, words: Sequence[str], *, check: bool) -> object:
        """Run a build in a copy of this process, and anything else as it is.

        :raises CalledProcessError: it failed.
        """
        if tuple(words[: len(_BUILD)]) != _BUILD:
            return subprocess.run(words, check=check)  # noqa: S603  # what sphinx-autobuild was told to run
        context = multiprocessing.get_context("fork")
        answer, own = context.Pipe(duplex=False)
        process = context.Process(target=_build, args=(words[len(_BUILD) - 1 :], own))
        process.start()
        own.close()
        loaded: Sequence[str] = ()
        with contextlib.suppress(EOFError):
            loaded = answer.recv()
        process.join()
        _load(loaded)
        if process.exitcode and check:
            raise subprocess.CalledProcessError(process.exitcode, [*words])
        return process.exitcode


def _build(words: Sequence[str], answer: Connection) -> None:
    """Run Sphinx as its command does, say what that has loaded, and end with its status."""
    sys.argv = [*words]
    status: Any = 2
    try:
        runpy.run_module(words[0], run_name="__main__")
    except SystemExit as ended:
        status = ended.code
    except KeyboardInterrupt:
        pass
    answer.send(list(_installed(sys.modules.items())))
    sys.exit(status)


def _installed(modules: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for name, module in modules:
        origin = getattr(getattr(module, "__spec__", None), "origin", None) or ""
        if name.partition(".")[0] == _OWN or origin.startswith(_INSTALLED):
            yield name


def _load(names: Iterable[str]) -> None:
    """Load modules, but leave the log of this process as it is, which one of them sets up for all."""
    root = logging.getLogger()
    level, handlers = root.level, [*root.handlers]
    for name in names:
        if name not in sys.modules:
            # It will be tried again where it is needed.
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    root.setLevel(level)
    root.handlers = handlers
