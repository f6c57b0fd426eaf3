"""What reaches the terminal: messages quote words of authors and names of files, with signs that would act on it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE

from normative.model.characters import visible

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class _Visible(logging.Filter):
    """Lets warnings of all parts of a build reach the terminal without signs that change what it shows.

    They quote the words of authors and the names of files.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING:
            getMessage = record.getMessage  # noqa: N806  # as the method it stands for
            record.getMessage = lambda: visible(getMessage())  # type: ignore[method-assign]  # place and message, put together
        return True


def setup(app: Sphinx) -> None:
    """Stand before the terminal; Sphinx makes its handlers anew for each build."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.addFilter(_Visible())
