"""What lives as long as a build, kept out of the rounds of Python's garbage collector.

The collector looks through everything that is kept whenever a quarter has come anew, for circles that nobody uses any
more. Of modules, settings and what was read there are none, and of a long text they are most of what it looks at.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: After how many new objects the collector makes a round among the youngest. The tree of one page has more than these,
#: and lives until the page is read or written; Python's own number has it looked through dozens of times.
_YOUNGEST = 5000


class Collector:
    """The garbage collector during one build."""

    def __init__(self) -> None:
        self._threshold = gc.get_threshold()

    def begin(self, *_arguments: object) -> None:
        """On ``builder-inited``, last: make fewer rounds, and pass over what is there."""
        gc.set_threshold(max(_YOUNGEST, self._threshold[0]), *self._threshold[1:])
        gc.freeze()

    def keep(self, *_arguments: object) -> None:
        """Where a step of a build ends: let the collector pass over what is there; it is neither copied nor locked."""
        gc.freeze()

    def release(self, *_arguments: object) -> None:
        """On ``build-finished``: leave the process as it was, for others may build in it too."""
        gc.unfreeze()
        gc.set_threshold(*self._threshold)


def setup(app: Sphinx) -> None:
    """Connect the events at which much has come to stay."""
    collector = Collector()
    app.connect("builder-inited", collector.begin, priority=999)
    app.connect("env-updated", collector.keep, priority=40)
    app.connect("write-started", collector.keep, priority=999)
    app.connect("build-finished", collector.keep, priority=50)
    # Before the output is published, which may end the process.
    app.connect("build-finished", collector.release, priority=925)
