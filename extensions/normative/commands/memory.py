"""What lives as long as a build, kept out of the rounds of Python's garbage collector.

The collector looks through everything that is kept whenever a quarter has come anew, for circles that nobody uses any
more. Of modules, settings and what was read there are none, and of a long text they are most of what it looks at. A
command may change that in its own process, an extension in another's may not.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: After how many new objects the collector makes a round among the youngest: while libraries are loaded, almost all of
#: which stays, and then. The tree of one page has more than these, and lives until the page is read or written;
#: Python's own number has it looked through dozens of times.
_LOADED, _YOUNGEST = 200_000, 20_000
#: Events at which much has come to stay, with the place among others of the same.
_STEPS = (
    ("config-inited", 999),
    ("builder-inited", 999),
    ("env-updated", 40),
    ("write-started", 999),
    ("build-finished", 50),
)


@contextmanager
def fewer_rounds() -> Iterator[None]:
    """Let the collector make fewer rounds, from before the libraries are loaded; leave it in the end as it was."""
    threshold = gc.get_threshold()
    gc.set_threshold(_LOADED, *threshold[1:])
    try:
        yield
    finally:
        gc.set_threshold(*threshold)


@contextmanager
def passed_over() -> Iterator[None]:
    """Let the collector look again at what a build has kept, and as often as before, when it has ended."""
    threshold = gc.get_threshold()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)


def leave_all() -> None:
    """Before the process ends: give back what it has as it is; to look it through takes a quarter of a build's time."""
    gc.freeze()


def _pass_over(*_arguments: object) -> None:
    """Where a step of a build ends: let the collector pass over what is there; it is neither copied nor locked."""
    gc.freeze()


def _begin_rounds(*_arguments: object) -> None:
    """On ``config-inited``: the extensions are loaded."""
    gc.set_threshold(_YOUNGEST, *gc.get_threshold()[1:])


def watch(app: Sphinx) -> None:
    """Connect the events at which much has come to stay."""
    app.connect("config-inited", _begin_rounds)
    for event, priority in _STEPS:
        app.connect(event, _pass_over, priority=priority)
