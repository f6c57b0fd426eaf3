"""Which way the language of the text is written, and that pages say so: Sphinx's own templates do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from jinja2.ext import Extension

if TYPE_CHECKING:
    from sphinx.builders import Builder

#: Where the opening tag of a page begins, unless its template knows a direction already.
_OPENING = re.compile(r"<html(?=[\s{>])(?![^>]*\sdir=)")


def is_right_to_left(language: str | None) -> bool:
    """Tell whether a language, as ``conf.py`` gives it (``ar``, ``ur_PK``), is written from right to left."""
    if not language or language == "en":  # most texts are, and what is known of a language takes long to read
        return False
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return False
    return locale.text_direction == "rtl"


class _RightToLeft(Extension):
    """Gives pages their direction, whatever theme they are of."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _OPENING.sub('<html dir="rtl"', source)


def direct(builder: Builder) -> None:
    """Let the templates of a builder write from right to left, where the language is written so."""
    environment = getattr(getattr(builder, "templates", None), "environment", None)
    if environment is not None and is_right_to_left(builder.config.language):
        environment.add_extension(_RightToLeft)
