"""Libraries that only some outputs need: where one is missing, the build says what to install."""

from __future__ import annotations

from importlib.util import find_spec

from sphinx.errors import SphinxError


class MissingLibraryError(SphinxError):
    """An output was asked for whose library is not installed; the message says how to install it."""

    category = "Missing library"


def missing(*modules: str) -> list[str]:
    """Return those of the modules that cannot be imported."""
    return [module for module in modules if find_spec(module) is None]


def remedy(extra: str) -> str:
    """Return what to do where a library of an extra is missing."""
    return f"install it with: pip install 'sphinx-normative[{extra}]'"


def require(*modules: str, extra: str, product: str) -> None:
    """Stop where a module cannot be imported.

    :param product: what needs it, as the message begins: "the PDF".
    :raises MissingLibraryError: one is missing.
    """
    for module in missing(*modules):
        raise MissingLibraryError(f"{product} needs '{module}', which is not installed; {remedy(extra)}")
