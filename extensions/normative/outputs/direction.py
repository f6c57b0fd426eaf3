"""Which way the language of the text is written, and that pages say so: Sphinx's own templates do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from jinja2.ext import Extension

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Where the opening tag of a page begins, unless its template knows a direction already.
_OPENING = re.compile(r"<html(?=[\s{>])(?![^>]*\sdir=)")


def is_right_to_left(language: str | None) -> bool:
    """Tell whether a language, as ``conf.py`` gives it (``ar``, ``ur_PK``), is written from right to left."""
    try:
        locale = Locale.parse((language or "en").replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return False
    return locale.text_direction == "rtl"


class _RightToLeft(Extension):
    """Gives pages their direction, whatever theme they are of."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _OPENING.sub('<html dir="rtl"', source)


def _direct(app: Sphinx) -> None:
    """On ``builder-inited``: let the templates of sites and books write from right to left."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if environment is not None and is_right_to_left(app.config.language):
        environment.add_extension(_RightToLeft)


def setup(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("builder-inited", _direct)
