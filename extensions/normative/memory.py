"""What lives as long as a build, kept out of the rounds of Python's garbage collector.

The collector looks through everything that is kept whenever a quarter has come anew, for circles that nobody uses any
more. Of modules, settings and what was read there are none, and of a long text they are most of what it looks at.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _keep(*_arguments: object) -> None:
    """Where a step of a build ends: let the collector pass over what is there; it is neither copied nor locked."""
    gc.freeze()


def _release(*_arguments: object) -> None:
    """On ``build-finished``: leave the process as it was, for others may build in it too."""
    gc.unfreeze()


def setup(app: Sphinx) -> None:
    """Connect the events at which much has come to stay."""
    app.connect("builder-inited", _keep, priority=999)
    app.connect("env-updated", _keep, priority=40)
    app.connect("write-started", _keep, priority=999)
    app.connect("build-finished", _keep, priority=50)
    # Before the output is published, which may end the process.
    app.connect("build-finished", _release, priority=925)
