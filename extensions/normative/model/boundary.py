"""Which files and addresses a text may lead to: those of its project, and those a reader can safely open.

In the model, because the builds and :mod:`normative.check` say the same of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from normative.model.diagnostics import Diagnostic, Problem

#: What a link may begin with; others run something (``javascript:``), or lead to the reader's own machine (``file:``).
_SCHEMES = frozenset({"http", "https", "mailto", "ftp", "ftps", "tel", "urn", "doi"})
#: Browsers pass over white space and control characters in a scheme.
_PASSED_OVER = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
#: How an address begins that leads to another machine, or out of the folder of a site that is read without a server.
_ROOTS = ("/", "\\")
#: How one of docutils' own files is written, such as ``<isonum.txt>``.
_OF_DOCUTILS = re.compile("<(.+)>")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def is_below(path: str | Path, folders: Iterable[Path]) -> bool:
    """Tell whether a file, where its links have led, lies in one of the folders."""
    resolved = Path(path).resolve()
    return any(resolved.is_relative_to(folder.resolve()) for folder in folders)


def file_of_docutils(name: str) -> str:
    """Return the path, in docutils' own folder, of one of its files that is written ``<isonum.txt>``; else ``""``."""
    found = _OF_DOCUTILS.fullmatch(name)
    return found[1] if found else ""


def is_safe_link(address: str) -> bool:
    """Tell whether an address runs nothing and leads to a place that every reader can open."""
    return _has_safe_scheme(address) and not _PASSED_OVER.sub("", address).startswith(_ROOTS)


def _has_safe_scheme(address: str) -> bool:
    scheme = _SCHEME.match(_PASSED_OVER.sub("", address))
    return scheme is None or scheme[1].lower() in _SCHEMES


def is_web_address(text: str) -> bool:
    """Tell whether a text names a file on the web, or by an address of another kind."""
    return "://" in text or text.lower().startswith("file:")


def is_web_image(uri: str) -> bool:
    """Tell whether an image is none of the project's files; one that is written out in its address is none either."""
    # With one slash it is a file of the source folder.
    is_elsewhere = re.match(r"\\|/[/\\]", _PASSED_OVER.sub("", uri))
    return not uri.startswith("data:image/") and bool(is_web_address(uri) or not _has_safe_scheme(uri) or is_elsewhere)


def file_on_the_web(name: str) -> Problem:
    """Return what is wrong with a directive that takes in a file from the web."""
    return _outside(f"'{name}' is on the web, and a build asks nobody; copy the file into the source folder")


def file_outside(name: str) -> Problem:
    """Return what is wrong with a directive that takes in a file that lies elsewhere."""
    return _outside(
        f"'{name}' lies outside the source folder; copy it there, or name its folder in 'normative_folders'"
    )


def image_on_the_web(uri: str) -> Problem:
    """Return what is wrong with an image from the web."""
    return _outside(f"the image '{uri}' is on the web, so its description stands there; save it in the source folder")


def image_outside(uri: str) -> Problem:
    """Return what is wrong with an image that lies elsewhere."""
    return _outside(f"the image '{uri}' lies outside the source folder, so its description stands there; copy it there")


def download_outside(target: str) -> Problem:
    """Return what is wrong with a download that lies elsewhere."""
    return _outside(f"the download '{target}' lies outside the source folder; copy it there")


def _outside(message: str) -> Problem:
    return Problem(kind=Diagnostic.OUTSIDE_FILE, message=message)
