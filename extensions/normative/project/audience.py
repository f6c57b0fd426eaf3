"""What no build for the public may copy or read: sources with the keys of submitters, and originals as they came."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from normative.model.files.call import CALL
from normative.model.files.inputs import FOLDER, PRIVATE
from normative.model.inputs import Audience
from normative.project.config import FOR_SECRETARIAT

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def _keep_back(app: Sphinx, config: Config) -> None:
    """On ``config-inited``: where there are calls, leave originals unread, and copies of sources out of sites.

    Also of one for the secretariat, for the next one may be made in its folder; its title says for whom it is.
    """
    if any(Path(app.srcdir, FOLDER).glob(f"*/{CALL}")):
        config.exclude_patterns = [*config.exclude_patterns, PRIVATE]
        config.html_copy_source = False
    if config.normative_audience == Audience.SECRETARIAT:
        config.html_title = f"{FOR_SECRETARIAT}: {config.html_title}"


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("config-inited", _keep_back)
