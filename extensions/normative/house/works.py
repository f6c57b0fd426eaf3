"""The style of citations and of the list of works: the United Nations' own, unless ``conf.py`` names another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from normative.project.config import set_default

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_SETTINGS: Mapping[str, str] = {
    "bibtex_default_style": "un",
    # Every bibliography directive makes an id for every entry, hence the count.
    "bibtex_cite_id": "bibliography-{bibliography_count}-{key}",
}


def _set_style(app: Sphinx, config: Config) -> None:
    """On ``config-inited``: set what has no value in ``conf.py``, where the part for the bibliography is loaded."""
    if "normative.bibliography" in app.extensions:
        for name, value in _SETTINGS.items():
            set_default(config, name, value)


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("config-inited", _set_style)
